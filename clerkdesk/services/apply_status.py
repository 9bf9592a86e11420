"""Put a status that came from a recipient on the document that it is about (DOMAIN §2.4)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.outgoing import ChangeAnswer, Delivery, Outgoing
from clerkdesk.domain.packets import StatusPacket
from clerkdesk.domain.status_marks import StatusMark
from clerkdesk.ports.store import Store

SYSTEM = "hệ thống"
"""Who ops name as actor for what no person did."""


class ApplyStatus:
    """Every status leaves a mark; the furthest one is where the document stands with its recipient.

    Idempotent, and the same whatever order the statuses come in (`domain.changes.delivered`).
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, packet: StatusPacket, sender: str, received_at: datetime) -> bool:
        """Whether a document of this office went to `sender`, so that the status could be recorded.

        What a recipient says of a document that it has is evidence that it was sent, too
        (`domain.status_marks.first_evidence`).
        """
        document = self._document(packet)
        if document is None:
            return False
        change = _change(packet, received_at)
        found = False
        for delivery in document.deliveries:
            if delivery.recipient.code.casefold() == sender.strip().casefold() != "":
                found = True
                self._store.outgoing.set_delivery(document.uid, change(delivery), SYSTEM)
        return found

    def _document(self, packet: StatusPacket) -> Outgoing | None:
        about = packet.about
        return self._store.outgoing.by_code(
            about.code_number, about.code_notation, about.issued_date
        )


def _change(packet: StatusPacket, received_at: datetime) -> Callable[[Delivery], Delivery]:
    """What a status makes of the delivery to its sender; a code that nobody knows is a mark only."""
    code, said = packet.status_code, packet.description
    at = min(packet.at, received_at)  # a clock that runs ahead tells nothing of the future
    mark = StatusMark(code, at, said)

    def changed(way: Delivery) -> Delivery:
        again = not packet.timed and any((m.code, m.text) == (code, said) for m in way.marks)
        marked = way if again else replace(way, marks=(*way.marks, mark))
        if (status := _status(code)) is not None:
            if again and status is way.status:
                return way
            return replace(marked, status=status, status_at=at, description=said)
        if code in (ChangeAnswer.AGREED, ChangeAnswer.DECLINED):
            answer = ChangeAnswer(code)
            return replace(marked, answer=answer, answer_at=at, answer_text=said)
        return marked

    return changed


def _status(code: str) -> DeliveryStatus | None:
    """The status of an edXML code; «waiting» and «sent» are this desk's own words, not codes."""
    return next((s for s in DeliveryStatus if s.value == code and code.isdigit()), None)
