"""How far a document has come, as column and as badge; each step is said by the server or the other side."""

from clerkdesk.domain.exchange_state import REACH_NAMES, Reach
from clerkdesk.domain.texts import N_, _
from clerkdesk.ui.theme import State

REACH_TITLE = N_("ĐÃ ĐẾN ĐÂU")
REACH_COLOUR = {
    Reach.HERE: State.NEUTRAL,
    Reach.PROVINCE: State.ACCENT,
    Reach.ARRIVED: State.GOOD,
    Reach.OPENED: State.GOOD,
}
_DETAIL = {
    Reach.HERE: N_("mới có trên máy này, tự gửi khi có mạng"),
    Reach.PROVINCE: N_("máy chủ tỉnh đã nhận đủ sổ và tệp"),
    Reach.ARRIVED: N_("nơi nhận, hoặc máy của người xử lý, đã có"),
    Reach.OPENED: N_("nơi nhận đã tiếp nhận, hoặc người xử lý đã ký nhận"),
}


def reach_text(reach: Reach | None) -> str:
    """Its name; empty where it is not known."""
    return "" if reach is None else _(REACH_NAMES[reach])


def reach_state(reach: Reach | None) -> State:
    """Its colour."""
    return State.NEUTRAL if reach is None else REACH_COLOUR[reach]


def reach_tooltip(reach: Reach | None) -> str:
    """All four steps, those that are done with a sign."""
    if reach is None:
        return ""
    lines = (
        f"{'✓' if step <= reach else '○'} {_(REACH_NAMES[step])}: {_(_DETAIL[step])}"
        for step in Reach
    )
    return "\n".join(lines)
