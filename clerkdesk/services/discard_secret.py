"""Discard what bears a stamp of secrecy (Điều 1.2): pages are shredded, an arrival goes back."""

from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Store
from clerkdesk.services.candidates import Candidate
from clerkdesk.services.read_batch import ReadBatch
from clerkdesk.services.refuse import RefuseArrival


class DiscardSecret:
    """Ends a candidate that may not be registered; no số đến is used, no text of it is kept."""

    def __init__(self, store: Store, read: ReadBatch, refuse: RefuseArrival) -> None:
        self._store = store
        self._read = read
        self._refuse = refuse

    def __call__(self, candidate: Candidate, by: Person) -> None:
        """Shred the scanned pages (their keys go first), or refuse the arrival with the reason.

        Raises:
            NotAllowed: `by` may not register documents.
            DiskFull: the pages wait on, still locked.
        """
        demand(by, Right.REGISTER)
        if candidate.batch is not None:
            self._store.spool.discard(candidate.batch.batch_id)
            self._read.forget(candidate.batch)
        if candidate.arrival is not None:
            reason = _("Văn bản có dấu độ mật: không gửi, nhận trên hệ thống (Điều 1.2).")
            self._refuse(candidate.arrival, reason, by)
