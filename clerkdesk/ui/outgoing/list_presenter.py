"""What the outgoing register shows: rows, the document beside them, and its next step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from clerkdesk.domain.attachments import PDF, Attachment
from clerkdesk.domain.exchange_state import Reach
from clerkdesk.domain.outgoing import UNISSUED, Outgoing
from clerkdesk.ports.op_log import HistoryLine
from clerkdesk.ports.registers import OutgoingFilter, OutgoingRegister, Page
from clerkdesk.ui.jobs import Lane
from clerkdesk.ui.registers.list_presenter import RegisterPresenter

AFTER_ROWS = 500


@dataclass(frozen=True, slots=True)
class OutgoingPreview:
    """The document beside the list."""

    document: Outgoing
    history: Sequence[HistoryLine]
    reach: Reach | None = None

    @property
    def picture(self) -> Attachment | None:
        """The PDF whose first page is shown."""
        main = self.document.main_file
        return main if main is not None and main.media_type == PDF else None


class OutgoingListPresenter(RegisterPresenter[Outgoing, OutgoingFilter]):
    """Finds outgoing documents, shows one, and takes the steps that need no token."""

    report_ready = Signal(object)  # PDF bytes of the report on deliveries
    underway_changed = Signal(int)  # how many have not left
    step_taken = Signal(object)  # Outgoing

    @property
    def register(self) -> OutgoingRegister:
        """Its rows in the store."""
        return self._desk.store.outgoing

    @property
    def no_filter(self) -> OutgoingFilter:
        """Everything."""
        return OutgoingFilter()

    def order(self, document: Outgoing) -> tuple[int, ...]:
        """Latest change first."""
        return (document.changed,)

    def approve(self, uid: str) -> None:
        """Record the leader's approval of a draft."""
        self._step(lambda: self._desk.approve(uid, self._desk.person))

    def give_back(self, uid: str, reason: str) -> None:
        """Return a document to its author, with the reason."""
        self._step(lambda: self._desk.approve.give_back(uid, reason, self._desk.person))

    def issue(self, uid: str) -> None:
        """Put the sealed document into the outbox."""
        self._step(lambda: self._desk.issue(uid, self._desk.person))

    def print_report(self) -> None:
        """Make the report on how far the listed documents have come; it comes as `report_ready`."""
        wanted = self._filter
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.print_deliveries(wanted),
            done=self.report_ready.emit,
            failed=self.failed.emit,
        )

    def _step(self, work: Callable[[], Outgoing]) -> None:
        self._jobs.run(Lane.STORE, work, done=self._stepped, failed=self.failed.emit)

    def _stepped(self, document: Outgoing) -> None:
        self.step_taken.emit(document)
        self.refresh()
        self.select(document.uid)

    def _after(self, document: Outgoing) -> Page:
        return Page(AFTER_ROWS, document.changed)

    def _look(self, uid: str) -> OutgoingPreview:
        document = self._desk.look_at.outgoing(uid, self._desk.person)
        reach = self._desk.how_far.outgoing([document])[uid]
        history = self._desk.store.ops.history("outgoing", uid)
        return OutgoingPreview(document, history, reach)

    def _how_far(self, documents: Sequence[Outgoing]) -> Mapping[str, Reach]:
        return self._desk.how_far.outgoing(documents)

    def _print(self, wanted: OutgoingFilter) -> bytes:
        return self._desk.print_register.outgoing(wanted)

    def _beside(self) -> Callable[[], None]:
        underway = self._desk.store.outgoing.found(OutgoingFilter(states=UNISSUED)).count
        return lambda: self.underway_changed.emit(underway)
