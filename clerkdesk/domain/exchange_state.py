"""How far a document has come: trên máy, đã lên tỉnh, đã đến nơi, đã mở.

Source: Phụ lục VI and DOMAIN S12 (times of each exchange), edXML statuses 01–06 (§2.4). Nothing is
guessed: each step is shown only when the server or the other side has said so.
"""

from collections.abc import Sequence
from enum import IntEnum

from clerkdesk.domain.assignments import Act, Deed
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.incoming import Channel, Incoming
from clerkdesk.domain.outgoing import Delivery, Outgoing
from clerkdesk.domain.texts import N_


class Reach(IntEnum):
    """How far; each includes those before it."""

    HERE = 0
    PROVINCE = 1
    ARRIVED = 2
    OPENED = 3


REACH_NAMES = {
    Reach.HERE: N_("Trên máy"),
    Reach.PROVINCE: N_("Đã lên tỉnh"),
    Reach.ARRIVED: N_("Đã đến nơi"),
    Reach.OPENED: N_("Đã mở"),
}
_OPENED = frozenset(
    {
        DeliveryStatus.ACCEPTED,
        DeliveryStatus.REFUSED,  # a person there has looked at it and sent it back
        DeliveryStatus.ASSIGNED,
        DeliveryStatus.PROCESSING,
        DeliveryStatus.FINISHED,
    }
)
_NOT_GONE = frozenset({DeliveryStatus.WAITING, DeliveryStatus.UNDELIVERED})


def reach_of_outgoing(document: Outgoing, *, at_province: bool) -> Reach:
    """How far it has come to the slowest of those who receive it by network.

    Args:
        at_province: the server has acknowledged every op of it and holds its files.
    """
    ways = [way for way in document.deliveries if way.recipient.electronic]
    told = [_reach_of(way) for way in ways]
    if told and min(told) > Reach.PROVINCE:
        return min(told)
    sent = bool(told) and min(told) is Reach.PROVINCE
    return Reach.PROVINCE if at_province or sent else Reach.HERE


def _reach_of(way: Delivery) -> Reach:
    if way.status in _OPENED:
        return Reach.OPENED
    if way.status is DeliveryStatus.ARRIVED:
        return Reach.ARRIVED
    if way.recipient.channel is Channel.MAIL:  # it does not go by the province
        return Reach.HERE
    return Reach.HERE if way.status in _NOT_GONE else Reach.PROVINCE


def reach_of_incoming(document: Incoming, *, at_province: bool, elsewhere: bool) -> Reach:
    """How far it has come inside the office: to the desk of whoever handles it, and opened there.

    Args:
        elsewhere: another desk has written something on it, so it has it.
    """
    if document.assignments and _received(document.acts):
        return Reach.OPENED
    if elsewhere:
        return Reach.ARRIVED
    return Reach.PROVINCE if at_province else Reach.HERE


def _received(acts: Sequence[Act]) -> bool:
    """Whether anybody has signed for it and not taken that back."""
    standing: dict[str, bool] = {}
    for act in acts:
        if act.deed is Deed.RECEIVE:
            standing[act.person] = True
        elif act.deed is Deed.UNRECEIVE:
            standing[act.person] = False
    return any(standing.values())
