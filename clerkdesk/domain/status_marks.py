"""What sender and recipient say to each other about a document: the nine codes and what is asked (DOMAIN §2.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.texts import N_, _

ASKED_RECALL, ASKED_UPDATE = "recall", "update"
"""What this office asked for, as marks call it."""
EXPORTED = "exported"
"""The packet was written to a file; that it was carried there nobody has seen yet."""
AGREED, DECLINED = "15", "16"
_ASKED = (ASKED_RECALL, ASKED_UPDATE, "13")
_ANSWERS = (AGREED, DECLINED)
_HAS_IT = ("01", "02", "03", "04", "05", "06", *_ANSWERS)
"""Nobody says these of a document that has not come."""

MARK_NAMES = {
    "01": N_("Đã đến"),
    "02": N_("Từ chối tiếp nhận"),
    "03": N_("Đã tiếp nhận"),
    "04": N_("Đã phân công"),
    "05": N_("Đang xử lý"),
    "06": N_("Hoàn thành"),
    "13": N_("Yêu cầu lấy lại"),
    AGREED: N_("Đồng ý thu hồi, cập nhật"),
    DECLINED: N_("Từ chối thu hồi, cập nhật"),
    ASKED_RECALL: N_("Yêu cầu thu hồi"),
    ASKED_UPDATE: N_("Gửi bản cập nhật"),
    EXPORTED: N_("Đã xuất ra tệp"),
}


@dataclass(frozen=True, slots=True)
class StatusMark:
    """One thing that was said, as it was said; `code` is the message's own, known here or not."""

    code: str
    at: datetime
    text: str = ""

    @property
    def name(self) -> str:
        """In words; a code that nobody knows is shown raw."""
        if self.code in MARK_NAMES:
            return _(MARK_NAMES[self.code])
        if not self.code:
            return _("Trạng thái không có mã")
        return _("Mã «{code}»").format(code=self.code)


def first_evidence(sent_at: datetime | None, marks: Sequence[StatusMark]) -> datetime | None:
    """When the document had left this office's control (QĐ 15/2016, Điều 12.1).

    Args:
        sent_at: by the clock of the system that took it; where none did, since it went by a file,
            the first word of the receiver shows that it had it by then.
    """
    if sent_at is not None:
        return sent_at
    return min((mark.at for mark in marks if mark.code in _HAS_IT), default=None)


def unanswered(marks: Sequence[StatusMark]) -> bool:
    """Whether more was asked of the recipient than it has answered.

    Counted, not timed: the clocks of two offices differ.
    """
    asked = sum(mark.code in _ASKED for mark in marks)
    return asked > len({(mark.code, mark.at) for mark in marks if mark.code in _ANSWERS})
