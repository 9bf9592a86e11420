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


def unanswered(marks: Sequence[StatusMark]) -> bool:
    """Whether more was asked of the recipient than it has answered.

    Counted, not timed: the clocks of two offices differ.
    """
    asked = sum(mark.code in _ASKED for mark in marks)
    return asked > len({(mark.code, mark.at) for mark in marks if mark.code in _ANSWERS})
