"""How far a document has come to each recipient, and which of two words about it holds."""

from enum import StrEnum

from clerkdesk.domain.texts import N_


class DeliveryStatus(StrEnum):
    """How far a document has come to one recipient; edXML status codes where they exist (§2.4)."""

    WAITING = "waiting"
    SENT = "sent"
    UNDELIVERED = "undelivered"
    """A mail that a server did not take or brought back (RFC 3464)."""
    ARRIVED = "01"
    REFUSED = "02"
    ACCEPTED = "03"
    ASSIGNED = "04"
    PROCESSING = "05"
    FINISHED = "06"


DELIVERY_STATUS_NAMES = {
    DeliveryStatus.WAITING: N_("Chờ gửi"),
    DeliveryStatus.SENT: N_("Đã gửi"),
    DeliveryStatus.ARRIVED: N_("Đã đến"),
    DeliveryStatus.REFUSED: N_("Từ chối tiếp nhận"),
    DeliveryStatus.ACCEPTED: N_("Đã tiếp nhận"),
    DeliveryStatus.ASSIGNED: N_("Đã phân công"),
    DeliveryStatus.PROCESSING: N_("Đang xử lý"),
    DeliveryStatus.FINISHED: N_("Hoàn thành"),
    DeliveryStatus.UNDELIVERED: N_("Không tới nơi"),
}

PROGRESS = (
    DeliveryStatus.WAITING,
    DeliveryStatus.SENT,
    DeliveryStatus.UNDELIVERED,  # a mail sent once more is later: see `changes.delivered`
    DeliveryStatus.ARRIVED,
    DeliveryStatus.ACCEPTED,
    DeliveryStatus.ASSIGNED,
    DeliveryStatus.PROCESSING,
    DeliveryStatus.REFUSED,  # ends it: the sender must see it whatever else came (DOMAIN §2.4)
    DeliveryStatus.FINISHED,
)


def further(old: DeliveryStatus, new: DeliveryStatus) -> DeliveryStatus:
    """Of two statuses that may arrive in any order, the one that holds, whichever came first."""
    return max(old, new, key=PROGRESS.index)
