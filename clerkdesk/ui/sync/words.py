"""How the state of the line and what it was used for are said."""

from clerkdesk.domain.bundles import PROVINCE, DeskCard
from clerkdesk.domain.texts import _
from clerkdesk.services.line_meter import LineFacts
from clerkdesk.ui.theme import State
from clerkdesk.ui.when import size_text


def line_text(facts: LineFacts, *, connected: bool = True) -> tuple[str, State]:
    """What waits, in one sentence."""
    waiting = [
        words.format(n=count)
        for words, count in (
            (_("{n} thay đổi của sổ"), facts.ops_waiting),
            (_("{n} văn bản chờ gửi"), facts.packets_waiting),
            (_("{n} tệp chờ lên tỉnh"), facts.to_send),
            (_("{n} tệp chờ tải về"), facts.to_fetch),
        )
        if count
    ]
    if not connected:
        words = _("Máy này chưa kết nối máy chủ tỉnh (mục «Đơn vị, máy chủ»).")
        more = _("Đang chờ: {what}.").format(what=", ".join(waiting)) if waiting else ""
        return f"{words} {more}".strip(), State.NEUTRAL
    if not waiting:
        return _("Mọi thứ trên máy này đã lên tỉnh."), State.GOOD
    return _("Đang chờ: {what}.").format(what=", ".join(waiting)), State.WARN


def reader_text(card: DeskCard) -> str:
    """For whom a bundle is written."""
    return _("Máy chủ tỉnh") if card.device == PROVINCE else card.device


def use_text(facts: LineFacts) -> str:
    """What was used today, and of how much."""
    ops, files = size_text(facts.use.ops), size_text(facts.use.files)
    if facts.limit is None:
        return _("Hôm nay: tệp {files}, sổ {ops}; không giới hạn.").format(files=files, ops=ops)
    return _("Hôm nay: tệp {files} trên {limit}, sổ {ops}.").format(
        files=files, limit=size_text(facts.limit), ops=ops
    )
