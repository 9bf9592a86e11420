"""Comments and initials on a draft, and the versions of its file (NĐ 30/2020, Phụ lục VI, F5a)."""

from collections.abc import Sequence
from dataclasses import dataclass

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.comparison import Piece, compared
from clerkdesk.domain.errors import InvalidEntry, StepNotAllowed
from clerkdesk.domain.outgoing import FROZEN, OUTGOING_STATE_NAMES, Outgoing, OutgoingState
from clerkdesk.domain.people import Person
from clerkdesk.domain.remarks import FileVersion, Remark, RemarkKind, file_versions
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.ports.pages import PageWorkshop
from clerkdesk.ports.store import Store

_TO_INITIAL = (OutgoingState.DRAFT, OutgoingState.RETURNED, OutgoingState.SUBMITTED)


class RemarkOnDraft:
    """Keeps what people say about a document before and after it is signed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def comment(self, uid: str, text: str, by: Person) -> Remark:
        """Say something about the document as it is now.

        Raises:
            InvalidEntry: nothing was said.
            StepNotAllowed: it is frozen.
            NotAllowed
        """
        demand(by, Right.DRAFT)
        document = self._store.outgoing.get(uid)
        if document.state in FROZEN:
            raise StepNotAllowed(_("góp ý"), _(OUTGOING_STATE_NAMES[document.state]))
        if not text.strip():
            raise InvalidEntry({"text": _("Chưa nhập ý kiến.")})
        version = _version(document)
        return self._store.remarks.add(uid, RemarkKind.COMMENT, text.strip(), by.login, version)

    def initial(self, uid: str, kind: RemarkKind, by: Person) -> Remark:
        """Ký nháy: the drafter, or the head of the unit, stands for the draft as it is now.

        Raises:
            StepNotAllowed: it is approved already.
            NotAllowed
        """
        demand(by, Right.DRAFT)
        document = self._store.outgoing.get(uid)
        if document.state not in _TO_INITIAL:
            raise StepNotAllowed(_("ký nháy"), _(OUTGOING_STATE_NAMES[document.state]))
        said = f"{by.full_name}, {by.position}".strip(", ")
        return self._store.remarks.add(uid, kind, said, by.login, _version(document))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side, as pieces of text that are kept, taken out or put in."""

    older: FileVersion
    newer: FileVersion
    pieces: Sequence[Piece]


class CompareVersions:
    """Finds the file versions of a document and what changed between two of them."""

    def __init__(self, store: Store, reader: PageWorkshop) -> None:
        self._store = store
        self._reader = reader

    def versions(self, uid: str) -> Sequence[FileVersion]:
        """Every main file that the document had, oldest first."""
        return file_versions(self._store.ops.of_record("outgoing", uid))

    def __call__(self, older: FileVersion, newer: FileVersion) -> Comparison:
        """What `newer` says otherwise than `older`; slow where a page has no text of its own.

        Raises:
            NotFound: a version is still on its way from another desk.
            DamagedFile, LockedFile, HelperCrashed, HelperSilent
        """
        texts = [self._text(version.file) for version in (older, newer)]
        return Comparison(older, newer, compared(*texts))

    def _text(self, file: Attachment) -> str:
        return self._reader.read_pdf(file.name, self._store.files.get(file.sha256)).text


def _version(document: Outgoing) -> str:
    return document.main_file.sha256 if document.main_file else ""
