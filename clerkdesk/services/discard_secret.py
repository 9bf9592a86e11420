"""Discard what bears a stamp of secrecy (Điều 1.2): pages and packets are shredded, a sender is told."""

from contextlib import suppress
from datetime import timedelta

from clerkdesk.domain.errors import BadPacket, NotFound
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Arrival, Store
from clerkdesk.services.candidates import Candidate
from clerkdesk.services.notify_receipt import REFUSED_NAME, NotifyReceipt
from clerkdesk.services.read_batch import ReadBatch


class DiscardSecret:
    """Ends a candidate that may not be registered; no số đến is used, nothing of it is kept."""

    def __init__(self, store: Store, read: ReadBatch, notify: NotifyReceipt) -> None:
        self._store = store
        self._read = read
        self._notify = notify

    def __call__(self, candidate: Candidate, by: Person) -> None:
        """Shred scanned pages, a dropped file, or an arrival, whose sender is told why.

        The answer to the sender names the document as the sender does, by its id; it goes first, so
        that a break in between leaves the arrival locked, and once more changes nothing.

        Raises:
            NotAllowed: `by` may not register documents.
            DiskFull: it waits on, still locked.
        """
        demand(by, Right.REGISTER)
        if candidate.batch is not None:
            self._store.spool.discard(candidate.batch.batch_id)
            self._read.forget(candidate.batch)
        if candidate.arrival is not None:
            told = self._tell(candidate.arrival, by)
            self._store.exchange.shred(candidate.arrival.arrival_id, by.login, told=told)
        elif candidate.files:
            self._store.files.forget([file.sha256 for file in candidate.files])

    def _tell(self, arrival: Arrival, by: Person) -> bool:
        """Whether the sender knows, or will when the line is there; a packet that cannot be read names
        nobody who could be told."""
        if self._is_told(arrival):
            return True
        reason = _("Văn bản có dấu độ mật: không gửi, nhận trên hệ thống (Điều 1.2).")
        with suppress(BadPacket, NotFound):
            self._notify.refused(arrival, reason, by)
            return True
        return False

    def _is_told(self, arrival: Arrival) -> bool:
        wanted = (REFUSED_NAME, arrival.header.document_id)
        since = arrival.received_at - timedelta(days=1)
        answers = self._store.exchange.answers(since)
        return any((one.header.name, one.header.document_id) == wanted for one in answers)
