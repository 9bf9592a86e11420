"""What «Hôm nay» shows: what waits, what is late, what must leave, what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.office_hours import legal_receipt
from clerkdesk.domain.outgoing import DeliveryStatus, Outgoing, OutgoingState
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.store import Arrival
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.sign.presenter import WAITING


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the screen, read at one moment."""

    now: datetime
    open_now: bool
    next_opening: datetime
    arrivals: Sequence[Arrival]
    batches: Sequence[ScanBatch]
    to_forward: int
    overdue: int
    due_soon: Sequence[Incoming]
    outgoing: Sequence[Outgoing]
    returned: Sequence[Outgoing]
    unsent: int
    unissued: int = 0
    """Outgoing documents in every state before issue, drafts too."""
    papers: int = 0
    """Issued documents of which paper has not left."""

    @property
    def day(self) -> date:
        """The date of the screen."""
        return self.now.date()


class TodayPresenter(QObject):
    """Reads the day's work."""

    changed = Signal(object)  # Today
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs

    def refresh(self) -> None:
        """Read everything again."""
        self._jobs.run(Lane.STORE, self._read, done=self.changed.emit, failed=self.failed.emit)

    def _read(self) -> Today:
        store, now, today = self._desk.store, self._desk.clock(), self._desk.today
        calendar = self._desk.rules.calendar()
        open_documents = [
            document
            for state in (IncomingState.TO_FORWARD, IncomingState.FORWARDED, IncomingState.IN_WORK)
            for document in store.incoming.find(IncomingFilter(state=state), Page(500))
            if document.due_date is not None
        ]
        issued = store.outgoing.find(OutgoingFilter(states=(OutgoingState.ISSUED,)), Page(100))
        return Today(
            now=now.astimezone(VIETNAM_TIME),
            open_now=calendar.is_open(now),
            next_opening=legal_receipt(now, calendar),
            arrivals=store.exchange.arrivals(),
            batches=store.spool.batches(),
            to_forward=store.incoming.count(IncomingFilter(state=IncomingState.TO_FORWARD)),
            overdue=store.incoming.count(IncomingFilter(overdue_on=today)),
            due_soon=sorted(open_documents, key=lambda document: str(document.due_date))[:12],
            outgoing=store.outgoing.find(OutgoingFilter(states=WAITING), Page(12)),
            returned=[
                document
                for document in issued
                if any(d.status is DeliveryStatus.REFUSED for d in document.deliveries)
            ],
            unsent=len(store.exchange.waiting()),
            papers=store.outgoing.count(OutgoingFilter(paper_waiting=True)),
            unissued=store.outgoing.count(OutgoingFilter(states=(OutgoingState.DRAFT, *WAITING))),
        )
