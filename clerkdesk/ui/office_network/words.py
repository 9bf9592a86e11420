"""What is said of colleagues' desks in the office's own network."""

from collections.abc import Sequence

from clerkdesk.domain.office_network import SeenDesk
from clerkdesk.domain.texts import _
from clerkdesk.services.meet_desks import Round
from clerkdesk.ui.theme import State


def desk_text(desk: SeenDesk) -> tuple[str, State]:
    """One desk: whose it is, and whether it is there."""
    whose = _("Máy của {person}").format(person=desk.person) if desk.person else ""
    name = whose or _("Máy {device}").format(device=desk.device)
    if desk.trouble:
        return f"{name}: {desk.trouble}", State.WARN
    if desk.reached:
        return _("{name}: thấy trong mạng nội bộ").format(name=name), State.GOOD
    return _("{name}: không thấy trong mạng nội bộ").format(name=name), State.NEUTRAL


def chip_text(done: Round) -> tuple[str, State, str]:
    """The chip of the status bar and its tooltip; empty where there is nobody to speak to."""
    if not done.is_open or not done.desks:
        return "", State.NEUTRAL, ""
    more = "\n".join(desk_text(desk)[0] for desk in done.desks)
    if any(desk.trouble for desk in done.desks):
        return _("Mạng nội bộ: có máy bị từ chối"), State.WARN, more
    reached = sum(desk.reached for desk in done.desks)
    words = _("Mạng nội bộ: {n} máy").format(n=reached)
    if not reached:
        words = _("Mạng nội bộ: chưa thấy máy nào")
    return words, State.GOOD if reached else State.NEUTRAL, more


def advice_text(desks: Sequence[SeenDesk], *, is_open: bool) -> str:
    """What the card says below its rows."""
    if not desks:
        return _(
            "Máy chủ tỉnh chưa cho biết máy nào khác của cơ quan. Khi có mạng, các máy ghi danh và gặp máy "
            "chủ tỉnh một lần là biết nhau; sau đó mất mạng vẫn làm việc chung."
        )
    if not is_open:
        return _("Đang tắt: mất mạng thì các máy của cơ quan không thấy việc của nhau.")
    return _(
        "Khi đứt đường truyền lên tỉnh, các máy này vẫn trao đổi sổ, tệp và xin số với nhau, có mã hóa; máy lạ, "
        "máy cơ quan khác và máy đã thu hồi bị từ chối. Số vẫn chỉ do máy giữ sổ cấp."
    )
