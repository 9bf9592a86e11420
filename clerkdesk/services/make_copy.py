"""Sao văn bản: a new outgoing document of type SY, SL or TrS, made from one that came or went out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.attachments import LEAST_PDF_VERSION, PDF, Attachment, FileRole, pdf_version
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.copies import (
    COPY_FIELDS,
    COPY_NAMES,
    COPY_SIGNS,
    CopyKind,
    CopySource,
    Medium,
    chosen_kind,
    copy_relation,
    copy_subject,
    looks_like_copy,
    medium_problem,
    pages_problem,
    read_pages,
)
from clerkdesk.domain.errors import CannotCopy, InvalidEntry, UnfitScan
from clerkdesk.domain.fields import problems
from clerkdesk.domain.incoming import Channel, Incoming, IncomingState
from clerkdesk.domain.outgoing import (
    IN_FORCE,
    Outgoing,
    OutgoingEntry,
    Recipient,
)
from clerkdesk.domain.people import Person
from clerkdesk.domain.relations import Relation, RelationKind
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.ports.documents import PdfDesk
from clerkdesk.ports.store import Store
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.stored_file import stored
from clerkdesk.services.typed_values import text, whole_number

Copied = Incoming | Outgoing


@dataclass(frozen=True, slots=True)
class Original:
    """The file that is copied, and what is known of it."""

    file: Attachment
    source: CopySource


class MakeCopy:
    """Makes the copy's draft; the file of the document that is copied is only read."""

    def __init__(self, store: Store, pdf_desk: PdfDesk, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._pdf_desk = pdf_desk
        self._clock = clock

    def original(self, document: Copied) -> Original:
        """What can be copied of a document.

        Raises:
            CannotCopy: it is not issued, was cancelled, or has no PDF.
            DamagedFile, LockedFile, HelperCrashed, HelperSilent: it cannot be opened.
        """
        _demand_in_force(document)
        file = _file_of(document)
        if file is None:
            raise CannotCopy(_named(document), _("không có tệp PDF"))
        facts = self._pdf_desk.facts(file.name, self._store.files.get(file.sha256))
        source = CopySource(_medium(document, facts.is_signed), facts.pages, _is_copy(document))
        return Original(file, source)

    def __call__(self, document: Copied, values: Mapping[str, object], by: Person) -> Outgoing:
        """Store the draft of a copy, with its relation to `document`.

        Raises:
            InvalidEntry: fields break their rules, or the law does not know this copy.
            CannotCopy, UnfitScan, DamagedFile, LockedFile, NotAllowed, DiskFull: nothing was stored.
        """
        demand(by, Right.DRAFT)
        if wrong := problems(COPY_FIELDS, values):
            raise InvalidEntry(wrong)
        kind, medium = chosen_kind(values), Medium(str(values["medium"]))
        original = self.original(document)
        count = original.source.pages
        wrong = medium_problem(kind, original.source, medium)
        if wrong := wrong | pages_problem(kind, text(values, "pages"), count):
            raise InvalidEntry(wrong)
        pages = tuple(range(count))
        if kind is CopyKind.EXTRACT:
            pages = read_pages(text(values, "pages"), count)
        main = self._file(document, original, kind, medium, pages)
        return self._store.outgoing.draft(
            self._entry(document, values, kind, medium, pages, count, main), by.login
        )

    def _file(
        self,
        document: Copied,
        original: Original,
        kind: CopyKind,
        medium: Medium,
        pages: tuple[int, ...],
    ) -> Attachment:
        name = _("{kind} {name}.pdf").format(
            kind=_(COPY_NAMES[kind]), name=_named(document).replace("/", "-")
        )
        pdf = self._store.files.get(original.file.sha256)
        electronic_from_paper = (original.source.medium, medium) == (
            Medium.PAPER,
            Medium.ELECTRONIC,
        )
        if electronic_from_paper and (pdf_version(pdf) or (0, 0)) < LEAST_PDF_VERSION:
            raise UnfitScan(original.file.name, _("phải là PDF phiên bản 1.4 trở lên"))
        if kind is CopyKind.EXTRACT or original.source.medium is Medium.ELECTRONIC:
            # A copy carries no signature of the original: it is a derived file.
            pdf = self._pdf_desk.take_pages(original.file.name, pdf, pages)
        return stored(self._store.files, name, PDF, FileRole.MAIN, pdf)

    def _entry(
        self,
        document: Copied,
        values: Mapping[str, object],
        kind: CopyKind,
        medium: Medium,
        pages: tuple[int, ...],
        count: int,
        main: Attachment,
    ) -> OutgoingEntry:
        office, entry = self._store.settings.office(), document.entry
        recipients = values["recipients"]
        assert isinstance(recipients, tuple)  # checked by `problems`
        issuer = _issuer_name(document)
        issued = _issued(document)
        taken = ", ".join(str(page + 1) for page in pages)
        relation = Relation(
            RelationKind.COPIES if medium is Medium.ELECTRONIC else RelationKind.COPIES_ON_PAPER,
            document.uid,
            document.code,
            "" if len(pages) == count else _("trang {pages}").format(pages=taken),
        )
        return OutgoingEntry(
            issuing_org_name=office.name,
            doc_type=self._type_name(kind),
            subject=copy_subject(entry.doc_type, document.code, issued, issuer, entry.subject),
            drafting_unit=_("Văn thư"),
            signer_name=text(values, "signer_name"),
            signer_position=text(values, "signer_position"),
            recipients=tuple(one for one in recipients if isinstance(one, Recipient)),
            register_date=local_date(self._clock()),
            competence=text(values, "competence"),
            field=entry.field,
            storage_location=text(values, "storage_location"),
            note=text(values, "note"),
            urgency=entry.urgency,
            page_count=len(pages),
            copies=whole_number(values, "copies"),
            attachments=(main,),
            full_text=self._text(document) if len(pages) == count else "",
            relations=(relation,),
        )

    def _type_name(self, kind: CopyKind) -> str:
        """What the office calls this kind of copy."""
        sign = COPY_SIGNS[kind].casefold()
        types = OfficeRules(self._store.settings).doc_types()
        found = [one.name for one in types if one.abbreviation.casefold() == sign]
        if not found:
            raise CannotCopy(
                _(COPY_NAMES[kind]),
                _("danh mục loại văn bản không có loại viết tắt «{sign}»").format(
                    sign=COPY_SIGNS[kind]
                ),
            )
        return found[0]

    def _text(self, document: Copied) -> str:
        """The text of its pages; lists are read without it."""
        if isinstance(document, Incoming):
            return self._store.incoming.get(document.uid).entry.full_text
        return self._store.outgoing.get(document.uid).entry.full_text


def _demand_in_force(document: Copied) -> None:
    if isinstance(document, Incoming):
        if document.state is IncomingState.CANCELLED:
            raise CannotCopy(_named(document), _("văn bản đã bị thu hồi hoặc hủy"))
    elif document.state not in IN_FORCE:
        raise CannotCopy(_named(document), _("chỉ sao văn bản đã phát hành và còn hiệu lực"))


def _file_of(document: Copied) -> Attachment | None:
    """The main PDF; of an unsigned one of the network the paper that was recorded to it later."""
    main = document.main_file
    if isinstance(document, Incoming) and _only_to_know(document):
        paper = [
            file
            for file in document.entry.attachments
            if file.role is FileRole.APPENDIX and file.name.startswith(_("Bản giấy"))
        ]
        main = paper[-1] if paper else main
    return main if main is not None and main.media_type == PDF else None


def _medium(document: Copied, is_signed: bool) -> Medium | None:
    if isinstance(document, Outgoing):
        return Medium.ELECTRONIC if is_signed else Medium.PAPER
    if _is_paper(document):
        return Medium.PAPER
    if not _only_to_know(document):
        return Medium.ELECTRONIC
    return None if _file_of(document) == document.main_file else Medium.PAPER


def _is_paper(document: Incoming) -> bool:
    entry = document.entry
    return entry.channel is Channel.PAPER or entry.signature_result is SignatureResult.PAPER


def _only_to_know(document: Incoming) -> bool:
    """Without a signature that holds it is no original (NĐ 30, Điều 5; QĐ 28/2018, Điều 4)."""
    refused = (SignatureResult.UNSIGNED, SignatureResult.INVALID)
    return not _is_paper(document) and document.entry.signature_result in refused


def _is_copy(document: Copied) -> bool:
    if isinstance(document, Outgoing):
        return copy_relation(document) is not None
    return looks_like_copy(document.entry.doc_type, document.entry.full_text)


def _issuer_name(document: Copied) -> str:
    entry = document.entry
    return entry.issuing_org_name if isinstance(entry, OutgoingEntry) else entry.issuing_org


def _issued(document: Copied) -> str:
    day = document.issued_date if isinstance(document, Outgoing) else document.entry.issued_date
    return f"{day:%d/%m/%Y}" if day else ""


def _named(document: Copied) -> str:
    return document.code or document.entry.subject[:60]
