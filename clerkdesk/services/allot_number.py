"""Give a signed document its số và ký hiệu, take one out of use, and write it into its place."""

from collections.abc import Callable
from datetime import date, datetime

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.books import BookKey, LateNumber, NumberAct
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.copies import is_electronic_copy
from clerkdesk.domain.dates import written_date
from clerkdesk.domain.errors import CannotSign, DateInFuture
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.issuers import unit_sign
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.series import series_for
from clerkdesk.domain.texts import _
from clerkdesk.ports.documents import PdfDesk
from clerkdesk.ports.store import Store
from clerkdesk.services.guard_clock import GuardClock
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.stored_file import stored


def file_name(document: Outgoing) -> str:
    """What the main file is called once its number stands in it: «41-TTr-UBND.pdf»."""
    return document.code.replace("/", "-") + ".pdf"


class AllotNumber:
    """Takes the next number of the document's series; never gives it twice."""

    def __init__(
        self, store: Store, clock: Callable[[], datetime], guard: GuardClock | None = None
    ) -> None:
        self._store = store
        self._clock = clock
        self._guard = guard or GuardClock(clock)

    def __call__(
        self,
        uid: str,
        by: Person,
        *,
        issued: date | None = None,
        despite: str = "",
        late: LateNumber | None = None,
    ) -> Outgoing:
        """Allot number and ký hiệu (NĐ 30/2020, Điều 15); issuer and series follow the form.

        Args:
            issued: the date of issue; None = today.
            despite: why it is given although its date is before that of the number before it.
            late: a number with a letter beside one that was given, by an explicit act.

        Raises:
            StepNotAllowed, NotAllowed, NotHolder, BookLocked, BookNotOpen, YearNotOpen, BookClosed,
            ClockFarOff, DateInFuture, DateBeforeBook, DateBeforeLast, ReasonMissing, LateNumberUnfit, CodeTaken,
            DiskFull: no number was used.
        """
        demand(by, Right.ALLOT_NUMBER)
        if late is not None:
            demand(by, Right.LATE_NUMBER)
        self._guard.demand()
        today = local_date(self._clock())
        issued = issued or today
        if issued > today:
            raise DateInFuture(f"{issued:%d/%m/%Y}")
        entry = self._store.outgoing.get(uid).entry
        rules = OfficeRules(self._store.settings)
        issuer = rules.issuer_of(entry.issuing_org_name)
        return self._store.outgoing.allot(
            uid,
            series_for(entry.doc_type, rules.series(), issuer.issuer_id),
            rules.doc_type(entry.doc_type),
            unit_sign(entry.drafting_unit, rules.unit_signs()),
            issued,
            by.login,
            org=issuer.notation,
            despite=despite,
            late=late,
        )


class VoidNumber:
    """Takes a number that was given out of use; it stays in its register with the reason."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def outgoing(self, uid: str, reason: str, by: Person) -> Outgoing:
        """Make the số đi of a document that was not issued void; the document goes no further.

        Raises:
            NotAllowed, StepNotAllowed, AlreadyVoid, NotHolder, ReasonMissing: nothing was changed.
        """
        demand(by, Right.VOID_NUMBER)
        return self._store.outgoing.void(uid, reason, by.login)

    def incoming(self, uid: str, reason: str, by: Person) -> Incoming:
        """Make the số đến of a document that should not have one void, such as a second entry.

        Raises:
            NotAllowed, AlreadyVoid, NotHolder, ReasonMissing: nothing was changed.
        """
        demand(by, Right.VOID_NUMBER)
        return self._store.incoming.void(uid, reason, by.login)

    def bare(self, book: BookKey, number: int, reason: str, by: Person) -> NumberAct:
        """Say why a number that no document has is missing from the register.

        Raises:
            NotAllowed, NumberNotGiven, AlreadyVoid, NotHolder, ReasonMissing: nothing was changed.
        """
        demand(by, Right.VOID_NUMBER)
        return self._store.books.void_bare(book, number, reason, by.login)


class WriteNumber:
    """Writes the allotted number and date into the PDF; doing it again changes nothing."""

    def __init__(self, store: Store, pdf_desk: PdfDesk) -> None:
        self._store = store
        self._pdf_desk = pdf_desk

    def __call__(self, uid: str, by: Person) -> Outgoing:
        """Fill the prepared fields, which the leader's signature permits.

        Raises:
            CannotSign: the document has no PDF or no number yet.
            NotAllowed: `by` may not give numbers.
            DamagedFile, DiskFull, HelperCrashed: the number stays allotted, the file as it was.
        """
        demand(by, Right.ALLOT_NUMBER)
        document = self._store.outgoing.get(uid)
        main, issued = document.main_file, document.issued_date
        if main is None or issued is None:
            raise CannotSign(document.entry.subject, _("chưa có tệp PDF hoặc chưa cấp số"))
        if main.name == file_name(document):
            return document
        content = self._store.files.get(main.sha256)
        if is_electronic_copy(document):  # its number stands in the register, not on another's page
            pdf = content
        else:
            pdf = self._pdf_desk.write_number(content, document.code, written_date(issued))
        written = stored(
            self._store.files, file_name(document), main.media_type, FileRole.MAIN, pdf
        )
        return self._store.outgoing.replace_main(uid, written, by.login)
