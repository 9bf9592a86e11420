"""How states of incoming documents are said and coloured on screens."""

from datetime import date, datetime

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.incoming import IncomingState
from clerkdesk.domain.office_hours import WEEKDAY_NAMES, WHY_NAMES, Receipt
from clerkdesk.domain.texts import _
from clerkdesk.domain.verdicts import LEGAL_CLASS_NAMES, SignatureCheck, SignatureResult
from clerkdesk.services.arrival_packets import Letter
from clerkdesk.ui.theme import State
from clerkdesk.ui.verdict.words import RESULT_STATE, result_text

_LETTER_SHOWN = 220
"""Letters of a mail over the form; the whole is among its files."""

__all__ = [
    "RESULT_STATE",
    "STATE_COLOUR",
    "date_text",
    "legal_text",
    "letter_text",
    "moment_text",
    "receipt_text",
    "result_text",
    "size_text",
    "why_text",
]

STATE_COLOUR = {
    IncomingState.TO_FORWARD: State.WARN,
    IncomingState.FORWARDED: State.ACCENT,
    IncomingState.IN_WORK: State.ACCENT,
    IncomingState.DONE: State.GOOD,
    IncomingState.CANCELLED: State.BAD,
}


def legal_text(check: SignatureCheck) -> str:
    """What the signatures make of the document; only what was found valid counts (NĐ 30, Điều 5)."""
    if check.result not in (SignatureResult.VALID, SignatureResult.UNSIGNED):
        return _("Giá trị pháp lý: chưa xác định")
    return _(LEGAL_CLASS_NAMES[check.legal_class])


def date_text(day: date | None) -> str:
    """dd/MM/yyyy; empty for no date."""
    return f"{day:%d/%m/%Y}" if day else ""


def receipt_text(actual: datetime, legal: datetime, why: str = "") -> str:
    """Both times of receipt (Điều 12.2), e.g. «Đến thực tế 17:30 thứ Sáu 04/12/2026, tính là nhận
    lúc 07:00 thứ Hai 07/12/2026 (sau giờ làm việc)»."""
    if legal == actual:
        return _("Đến lúc {actual}, trong giờ hành chính").format(actual=moment_text(actual))
    words = _("Đến thực tế {actual}, tính là nhận lúc {legal}").format(
        actual=moment_text(actual), legal=moment_text(legal)
    )
    return f"{words} ({why})" if why else words


def moment_text(instant: datetime) -> str:
    """A moment in Viet Nam with its weekday: «17:30 thứ Sáu 04/12/2026»."""
    local = instant.astimezone(VIETNAM_TIME)
    return f"{local:%H:%M} {_(WEEKDAY_NAMES[local.weekday()])} {local:%d/%m/%Y}"


def letter_text(letter: Letter) -> str:
    """The mail around a document: from whom and when, its title, how it begins."""
    name = letter.sender_name if letter.sender_name != letter.sender else ""
    sender = f"{name} <{letter.sender}>" if name else letter.sender
    head = _("Thư của {sender}").format(sender=sender)
    if letter.sent_at is not None:
        head = _("{head}, gửi lúc {time}").format(head=head, time=moment_text(letter.sent_at))
    words = " ".join(letter.words.split())
    if len(words) > _LETTER_SHOWN:
        words = f"{words[:_LETTER_SHOWN].rsplit(' ', 1)[0]}…"
    return "\n".join(line for line in (head, letter.subject, words) if line)


def why_text(found: Receipt) -> str:
    """The reason between both times; a holiday by its name."""
    return found.holiday or _(WHY_NAMES[found.why])


def size_text(size: int) -> str:
    """Bytes as the clerk says them, e.g. «318 KB», «0,7 MB»."""
    if size < 512 * 1024:
        return f"{max(round(size / 1024), 1)} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")
