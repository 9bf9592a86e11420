"""Paper that leaves the office: to whom, by which way, and how it is proved (NĐ 30/2020, Điều 18, PL IV)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from clerkdesk.domain.texts import N_


class PaperWay(StrEnum):
    """How a paper copy was carried."""

    POST = "post"
    HAND = "hand"
    MESSENGER = "messenger"
    NOT_NEEDED = "not_needed"
    """The clerk found that this recipient gets no paper; the note says why."""


PAPER_WAY_NAMES = {
    PaperWay.POST: N_("Bưu điện"),
    PaperWay.HAND: N_("Nhận trực tiếp"),
    PaperWay.MESSENGER: N_("Liên lạc chuyển"),
    PaperWay.NOT_NEEDED: N_("Không cần gửi giấy"),
}


@dataclass(frozen=True, slots=True)
class PaperDispatch:
    """One recipient's paper of one document, once it has left.

    A mistake is taken back by `cancelled`; the record stays. Documents that lay in one envelope
    carry the same `envelope`.
    """

    dispatch_id: str
    name: str
    code: str
    address: str
    copies: int
    way: PaperWay
    sent_on: date
    by: str
    at: datetime
    envelope: str = ""
    envelopes: int = 1
    """How many bì that was (Sổ gửi văn bản đi bưu điện, column 4)."""
    tracking: str = ""
    """Number of the registered letter (số bưu gửi)."""
    received_by: str = ""
    """Who signed for it."""
    note: str = ""
    cancelled: bool = False
