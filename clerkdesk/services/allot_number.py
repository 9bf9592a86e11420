"""Give a signed document its số và ký hiệu, and write number and date into their prepared places."""

from collections.abc import Callable
from datetime import datetime

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.dates import written_date
from clerkdesk.domain.errors import CannotSign
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.series import series_for
from clerkdesk.domain.texts import _
from clerkdesk.ports.documents import PdfDesk
from clerkdesk.ports.store import Store
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.stored_file import stored


def file_name(document: Outgoing) -> str:
    """What the main file is called once its number stands in it: «41-TTr-UBND.pdf»."""
    return document.code.replace("/", "-") + ".pdf"


class AllotNumber:
    """Takes the next number of the document's series; never gives it twice."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def __call__(self, uid: str, by: Person) -> Outgoing:
        """Allot number and ký hiệu (NĐ 30/2020, Điều 15).

        Raises:
            StepNotAllowed, NotAllowed, NotHolder, BookLocked, DiskFull: no number was used.
        """
        demand(by, Right.ALLOT_NUMBER)
        document = self._store.outgoing.get(uid)
        rules = OfficeRules(self._store.settings)
        return self._store.outgoing.allot(
            uid,
            series_for(document.entry.doc_type, rules.series()),
            rules.doc_type(document.entry.doc_type),
            document.entry.drafting_unit,
            local_date(self._clock()),
            by.login,
        )


class WriteNumber:
    """Writes the allotted number and date into the PDF; doing it again changes nothing."""

    def __init__(self, store: Store, pdf_desk: PdfDesk) -> None:
        self._store = store
        self._pdf_desk = pdf_desk

    def __call__(self, uid: str, by: Person) -> Outgoing:
        """Fill the prepared fields, which the leader's signature permits.

        Raises:
            CannotSign: the document has no PDF or no number yet.
            DamagedFile, DiskFull, HelperCrashed: the number stays allotted, the file as it was.
        """
        document = self._store.outgoing.get(uid)
        main, issued = document.main_file, document.issued_date
        if main is None or issued is None:
            raise CannotSign(document.entry.subject, _("chưa có tệp PDF hoặc chưa cấp số"))
        if main.name == file_name(document):
            return document
        pdf = self._pdf_desk.write_number(
            self._store.files.get(main.sha256), document.code, written_date(issued)
        )
        written = stored(
            self._store.files, file_name(document), main.media_type, FileRole.MAIN, pdf
        )
        return self._store.outgoing.replace_main(uid, written, by.login)
