"""What the incoming register shows: rows by filter and search, and the document beside them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal

from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.books import INCOMING_SERIES
from clerkdesk.domain.exchange_state import Reach
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.verdicts import SignatureCheck
from clerkdesk.ports.op_log import HistoryLine
from clerkdesk.ports.registers import IncomingFilter, IncomingRegister, Page
from clerkdesk.ports.store import Arrival
from clerkdesk.services.desk import Desk
from clerkdesk.ui.incoming.handling_presenter import HandlingPresenter
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.registers.list_presenter import RegisterPresenter

AFTER_ROWS = 500


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands around the list, whatever is listed."""

    overdue: int
    waiting: int
    arrivals: Sequence[Arrival]


@dataclass(frozen=True, slots=True)
class Preview:
    """The document beside the list."""

    document: Incoming
    history: Sequence[HistoryLine]
    check: SignatureCheck | None
    reach: Reach | None = None

    @property
    def picture(self) -> Attachment | None:
        """The PDF whose first page is shown: the copy with the ĐẾN stamp where there is one."""
        shown = {file.role: file for file in self.document.entry.attachments}
        file = shown.get(FileRole.ARRIVAL_COPY) or shown.get(FileRole.MAIN)
        return file if file is not None and file.media_type == PDF else None

    @property
    def picture_of(self) -> str:
        """Hash of `picture`; empty where there is none."""
        return self.picture.sha256 if self.picture else ""


class IncomingListPresenter(RegisterPresenter[Incoming, IncomingFilter]):
    """Finds documents, shows one, forwards it."""

    beside_changed = Signal(object)  # Beside
    forwarded = Signal(object)  # Incoming
    settled = Signal(object)  # Incoming whose work is done

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__(desk, jobs)
        self.handling = HandlingPresenter(desk, jobs)
        self.handling.setParent(self)
        self.handling.changed.connect(self._changed)
        self.handling.forwarded.connect(self.forwarded)
        self.handling.settled.connect(self.settled)
        self.handling.failed.connect(self.failed)

    @property
    def register(self) -> IncomingRegister:
        """Its rows in the store."""
        return self._desk.store.incoming

    @property
    def no_filter(self) -> IncomingFilter:
        """Everything."""
        return IncomingFilter()

    def order(self, document: Incoming) -> tuple[int, ...]:
        """Newest number first; the numbers of a second book stand above those of the first."""
        second = document.series != INCOMING_SERIES
        return (document.year, int(second), document.arrival_number)

    def put_aside(self, arrival: Arrival) -> None:
        """The clerk has read an arrival that cannot be registered; its packet stays in the store."""
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.store.exchange.settle(arrival.arrival_id, "seen"),
            done=lambda _nothing: self.refresh(),
            failed=self.failed.emit,
        )

    def forward(self, uid: str, to_person: str, due_date: date | None, instruction: str) -> None:
        """Put the document before a leader, or hand it on."""
        values = {"to_person": to_person, "due_date": due_date, "instruction": instruction}
        self.handling.forward(uid, values)

    def reopen(self, uid: str) -> None:
        """Take «hoàn thành» back."""
        self.handling.reopen(uid)

    def _after(self, document: Incoming) -> Page:
        return Page(AFTER_ROWS, document.arrival_number, document.year, document.series)

    def _look(self, uid: str) -> Preview:
        store = self._desk.store
        document = self._desk.look_at.incoming(uid, self._desk.person)
        main = [f for f in document.entry.attachments if f.role is FileRole.MAIN]
        check = store.checks.latest(main[0].sha256) if main else None
        reach = self._desk.how_far.incoming([document])[uid]
        return Preview(document, store.ops.history("incoming", uid), check, reach)

    def _how_far(self, documents: Sequence[Incoming]) -> Mapping[str, Reach]:
        return self._desk.how_far.incoming(documents)

    def _print(self, wanted: IncomingFilter) -> bytes:
        return self._desk.print_register.incoming(wanted)

    def _beside(self) -> Callable[[], None]:
        store, today = self._desk.store, self._desk.today
        beside = Beside(
            overdue=store.incoming.found(IncomingFilter(overdue_on=today)).count,
            waiting=store.incoming.found(IncomingFilter(state=IncomingState.TO_FORWARD)).count,
            arrivals=store.exchange.arrivals(),
        )
        return lambda: self.beside_changed.emit(beside)
