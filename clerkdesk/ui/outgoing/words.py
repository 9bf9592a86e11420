"""How states of outgoing documents are said and coloured on screens."""

from clerkdesk.domain.outgoing import DELIVERY_STATUS_NAMES, DeliveryStatus, Outgoing, OutgoingState
from clerkdesk.domain.texts import _
from clerkdesk.ui.theme import State

STATE_COLOUR = {
    OutgoingState.DRAFT: State.NEUTRAL,
    OutgoingState.APPROVED: State.WARN,
    OutgoingState.SIGNED: State.WARN,
    OutgoingState.NUMBERED: State.WARN,
    OutgoingState.SEALED: State.ACCENT,
    OutgoingState.ISSUED: State.GOOD,
    OutgoingState.VOID: State.NEUTRAL,
    OutgoingState.CANCELLED: State.NEUTRAL,
}

DELIVERY_COLOUR = {
    DeliveryStatus.WAITING: State.WARN,
    DeliveryStatus.SENT: State.ACCENT,
    DeliveryStatus.ARRIVED: State.ACCENT,
    DeliveryStatus.REFUSED: State.BAD,
    DeliveryStatus.ACCEPTED: State.GOOD,
    DeliveryStatus.ASSIGNED: State.GOOD,
    DeliveryStatus.PROCESSING: State.GOOD,
    DeliveryStatus.FINISHED: State.GOOD,
}


def code_text(document: Outgoing) -> str:
    """Số, ký hiệu, or that it has none yet."""
    return document.code or _("(chưa cấp số)")


def delivery_text(document: Outgoing) -> str:
    """How far it has come: the one recipient's status, or «2/3 Đã tiếp nhận»."""
    statuses = [delivery.status for delivery in document.deliveries]
    if document.state is not OutgoingState.ISSUED or not statuses:
        return ""
    least = min(statuses, key=list(DeliveryStatus).index)
    name = _(DELIVERY_STATUS_NAMES[least])
    if len(statuses) == 1:
        return name
    return f"{statuses.count(least)}/{len(statuses)} {name}"


def delivery_state(document: Outgoing) -> State | None:
    """Colour of `delivery_text`."""
    statuses = [delivery.status for delivery in document.deliveries]
    if document.state is not OutgoingState.ISSUED or not statuses:
        return None
    if DeliveryStatus.REFUSED in statuses:
        return State.BAD
    return DELIVERY_COLOUR[min(statuses, key=list(DeliveryStatus).index)]
