"""What can be done to the number of one document: made void, or given late beside another."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.books import LateNumber
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing, OutgoingState, Step, lawful
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane


class NumberActsPresenter(QObject):
    """Acts through the use cases; says what came of it."""

    done = Signal(str, str)  # uid, Vietnamese sentence
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs

    def may_void(self, document: Incoming | Outgoing) -> bool:
        """Whether the number of this document can be made void by whoever is at the desk."""
        if not may(self._desk.person, Right.VOID_NUMBER):
            return False
        if isinstance(document, Incoming):
            return document.state.value != "cancelled"
        return lawful(Step.VOID_NUMBER, document.state)

    def may_give_late(self, document: Outgoing) -> bool:
        """Whether it waits for a number and the person may put one in late."""
        waits = document.state in (OutgoingState.SIGNED, OutgoingState.SIGNED_ON_PAPER)
        return waits and may(self._desk.person, Right.LATE_NUMBER)

    def void(self, document: Incoming | Outgoing, reason: str) -> None:
        """Make the number void."""
        act, person, uid = self._desk.void_number, self._desk.person, document.uid
        incoming = isinstance(document, Incoming)
        number = document.shown_number if isinstance(document, Incoming) else document.code

        def work() -> object:
            return (act.incoming if incoming else act.outgoing)(uid, reason, person)

        self._do(uid, work, _("Đã hủy số {number}; số này không cấp lại.").format(number=number))

    def give_late(self, uid: str, number: int, suffix: str, day: date, reason: str) -> None:
        """Give a number with a letter beside one that was given, dated by the document."""

        def work() -> object:
            late = LateNumber(number, suffix, reason)
            return self._desk.allot(uid, self._desk.person, issued=day, late=late)

        words = _("Đã chèn số {number}; ghi số vào văn bản ở «Ký số».")
        self._do(uid, work, words.format(number=f"{number:02d}{suffix}"))

    def _do(self, uid: str, work: Callable[[], object], words: str) -> None:
        def done(_result: object) -> None:
            self.done.emit(uid, words)

        self._jobs.run(Lane.STORE, work, done=done, failed=self._failed)

    def _failed(self, error: ClerkError) -> None:
        self.failed.emit(error)
