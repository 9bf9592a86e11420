"""How states of outgoing documents are said and coloured on screens."""

from clerkdesk.domain.delivery_status import DELIVERY_STATUS_NAMES, DeliveryStatus
from clerkdesk.domain.outgoing import (
    CHANGE_ANSWER_NAMES,
    FROZEN,
    UNISSUED,
    ChangeAnswer,
    Delivery,
    Outgoing,
    OutgoingState,
)
from clerkdesk.domain.status_marks import unanswered
from clerkdesk.domain.texts import _
from clerkdesk.ui.theme import State

STATE_COLOUR = {
    OutgoingState.DRAFT: State.NEUTRAL,
    OutgoingState.SUBMITTED: State.WARN,
    OutgoingState.RETURNED: State.BAD,
    OutgoingState.APPROVED: State.WARN,
    OutgoingState.SIGNED: State.WARN,
    OutgoingState.SIGNED_ON_PAPER: State.WARN,
    OutgoingState.NUMBERED: State.WARN,
    OutgoingState.NUMBERED_ON_PAPER: State.WARN,
    OutgoingState.STAMPED: State.WARN,
    OutgoingState.SEALED: State.ACCENT,
    OutgoingState.ISSUED: State.GOOD,
    OutgoingState.VOID: State.NEUTRAL,
    OutgoingState.CORRECTED: State.ACCENT,
    OutgoingState.REPLACED: State.NEUTRAL,
    OutgoingState.RECALLED: State.BAD,
    OutgoingState.CANCELLED: State.NEUTRAL,
}

AT_THE_TOKENS = (
    OutgoingState.APPROVED,
    OutgoingState.SIGNED,
    OutgoingState.NUMBERED,
    OutgoingState.SEALED,
)
"""States whose next step is done on the signing screen."""

DELIVERY_COLOUR = {
    DeliveryStatus.WAITING: State.WARN,
    DeliveryStatus.SENT: State.ACCENT,
    DeliveryStatus.ARRIVED: State.ACCENT,
    DeliveryStatus.REFUSED: State.BAD,
    DeliveryStatus.ACCEPTED: State.GOOD,
    DeliveryStatus.ASSIGNED: State.GOOD,
    DeliveryStatus.PROCESSING: State.GOOD,
    DeliveryStatus.FINISHED: State.GOOD,
    DeliveryStatus.UNDELIVERED: State.BAD,
}


def code_text(document: Outgoing) -> str:
    """Số, ký hiệu, or that it has none yet."""
    return document.code or _("(chưa cấp số)")


def delivery_text(document: Outgoing) -> str:
    """How far it has come: the one recipient's status, or «2/3 Đã tiếp nhận»."""
    statuses = [delivery.status for delivery in document.deliveries]
    if document.state in UNISSUED or not statuses:
        return ""
    least = min(statuses, key=list(DeliveryStatus).index)
    name = _(DELIVERY_STATUS_NAMES[least])
    if len(statuses) == 1:
        return name
    return f"{statuses.count(least)}/{len(statuses)} {name}"


def delivery_state(document: Outgoing) -> State | None:
    """Colour of `delivery_text`."""
    statuses = [delivery.status for delivery in document.deliveries]
    if document.state in UNISSUED or not statuses:
        return None
    if DeliveryStatus.REFUSED in statuses or DeliveryStatus.UNDELIVERED in statuses:
        return State.BAD
    return DELIVERY_COLOUR[min(statuses, key=list(DeliveryStatus).index)]


def way_words(document: Outgoing, way: Delivery) -> tuple[str, State]:
    """What stands beside one recipient: how far it came, or what it says to a recall."""
    if way.answer is not ChangeAnswer.NONE and not unanswered(way.marks):
        agreed = way.answer is ChangeAnswer.AGREED
        return _(CHANGE_ANSWER_NAMES[way.answer]), State.GOOD if agreed else State.BAD
    if document.state in FROZEN and way.status not in (
        DeliveryStatus.REFUSED,
        DeliveryStatus.WAITING,
    ):
        return _(CHANGE_ANSWER_NAMES[ChangeAnswer.NONE]), State.WARN
    return _(DELIVERY_STATUS_NAMES[way.status]), DELIVERY_COLOUR[way.status]


def taken_words(document: Outgoing) -> str:
    """The good news after a step."""
    name = document.code or document.entry.subject
    said = {
        OutgoingState.SUBMITTED: _("Đã trình lãnh đạo «{name}»."),
        OutgoingState.RETURNED: _("Đã trả lại «{name}» cho người soạn."),
        OutgoingState.APPROVED: _("Đã duyệt «{name}»; chờ lãnh đạo ký."),
        OutgoingState.SIGNED: _("Đã cho phép sao «{name}»; cấp số ở «Ký số»."),
        OutgoingState.SIGNED_ON_PAPER: _("Đã ghi nhận ký tay; cấp số tiếp theo."),
        OutgoingState.NUMBERED_ON_PAPER: _("Đã cấp số {name}; ghi số, ngày lên giấy rồi đóng dấu."),
        OutgoingState.STAMPED: _("Đã ghi nhận đóng dấu {name}; quét và gắn bản quét."),
        OutgoingState.SEALED: _("Đã gắn bản quét {name}; có thể phát hành."),
        OutgoingState.ISSUED: _("Đã phát hành {name}; văn bản tự gửi khi có mạng."),
        OutgoingState.RECALLED: _(
            "Đã thu hồi {name}; số giữ nguyên, nơi nhận được báo khi có mạng."
        ),
    }
    return said.get(document.state, "{name}").format(name=name)
