"""«Làm phẳng tệp»: an outgoing file without anything that could act, change or hide, before it is signed."""

from clerkdesk.domain.attachments import PDF, FileRole
from clerkdesk.domain.errors import CannotSign
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.ports.documents import PdfDesk
from clerkdesk.ports.store import Store
from clerkdesk.services.stored_file import stored

_UNSIGNED = frozenset({OutgoingState.DRAFT, OutgoingState.APPROVED})


def may_flatten(document: Outgoing) -> bool:
    """Whether nothing is signed yet, and the file came as a PDF."""
    return document.state in _UNSIGNED and any(
        file.role is FileRole.SOURCE and file.media_type == PDF
        for file in document.entry.attachments
    )


class FlattenFile:
    """Makes the file anew from the PDF that came; the one before stays as a version."""

    def __init__(self, store: Store, pdf_desk: PdfDesk) -> None:
        self._store = store
        self._pdf_desk = pdf_desk

    def __call__(self, uid: str, by: Person) -> Outgoing:
        """Flatten, and put the empty number and date in again.

        Raises:
            CannotSign: something is signed already, or the file did not come as a PDF.
            NotAllowed, DamagedFile, LockedFile, DiskFull: the file stays as it is.
        """
        demand(by, Right.DRAFT)
        document = self._store.outgoing.get(uid)
        main = document.main_file
        if main is None or not may_flatten(document):
            raise CannotSign(
                document.code or document.entry.subject,
                _(
                    "chỉ làm phẳng được tệp PDF khi chưa ai ký; tệp Word thì sửa trong Word rồi gắn lại"
                ),
            )
        (source, *_others) = (
            file for file in document.entry.attachments if file.role is FileRole.SOURCE
        )
        flat = self._pdf_desk.flatten(main.name, self._store.files.get(source.sha256))
        prepared = self._pdf_desk.prepare_for_signing(main.name, flat)
        file = stored(self._store.files, main.name, PDF, FileRole.MAIN, prepared)
        return self._store.outgoing.replace_main(uid, file, by.login)
