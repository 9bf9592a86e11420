"""Refuse an arrived document (Điều 4.1.c): the sender is told why, no số đến is used."""

from contextlib import suppress

from clerkdesk.domain.errors import DamagedFile, InvalidEntry, NotFound
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.domain.verdicts import SignatureCheck
from clerkdesk.ports.store import Arrival, Store
from clerkdesk.services.check_signatures import CheckSignatures
from clerkdesk.services.notify_receipt import NotifyReceipt
from clerkdesk.services.search_packet import SearchPacket


class RefuseArrival:
    """Settles an arrival as refused; packet and check stay as evidence."""

    def __init__(
        self, store: Store, notify: NotifyReceipt, check: CheckSignatures, search: SearchPacket
    ) -> None:
        self._store = store
        self._notify = notify
        self._check = check
        self._search = search

    def __call__(
        self, arrival: Arrival, reason: str, by: Person, check: SignatureCheck | None = None
    ) -> bool:
        """Queue status 02 with `reason`; False where nobody can be told, so torn is the packet.

        Args:
            check: what was found of its signatures, kept as evidence.

        Raises:
            SecretDocument: it bears a stamp of secrecy, perhaps found only now; it can only be
                shredded.
            InvalidEntry: no reason was given.
            NotAllowed: `by` may not register documents.
        """
        demand(by, Right.REGISTER)
        if not reason.strip():
            raise InvalidEntry({"reason": _("Chưa nhập lý do từ chối.")})
        with suppress(NotFound, DamagedFile):  # whose bytes are gone can still be sent back
            self._search.demand(arrival)  # evidence is kept of what is no secret
        if check is not None:
            self._check.keep(check)
        told = self._notify.can_answer(arrival)
        if told:
            self._notify.refused(arrival, reason.strip(), by)
        self._store.exchange.settle(arrival.arrival_id, "refused")
        return told
