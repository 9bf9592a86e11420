"""A workplace that this version does not have: it says so, and leads to where the work is done now."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.domain.texts import N_, _
from clerkdesk.ui.cards import Card, EmptyState
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.surroundings import Surroundings
from clerkdesk.ui.theme import State

_INSTEAD = {
    workplaces.RECORDS: (
        N_("Ghi ký hiệu hồ sơ vào ô «Nơi lưu» khi vào sổ; sau này tìm lại theo ô đó."),
        N_("Tra cứu theo nơi lưu"),
        workplaces.FIND,
    ),
    workplaces.REPORTS: (
        N_("Dùng bộ lọc năm, trạng thái và hạn của sổ: số văn bản hiện ở góc phải."),
        N_("Mở sổ văn bản đến"),
        workplaces.INCOMING,
    ),
}


def build_later(around: Surroundings, key: str) -> QWidget:
    """The page of workplace `key`."""
    words, action, instead = _INSTEAD[key]
    page = QWidget()
    header = PageHeader(_(workplaces.TITLES[key][0]))
    header.set_chips((_("Chưa có trong bản này"), State.NEUTRAL))
    card = Card()
    empty = EmptyState(_(words), _(action))
    empty.pressed.connect(lambda: around.window.go_to(instead))
    card.body.addWidget(empty, 1)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    layout.addWidget(header)
    layout.addWidget(card, 1)
    page.setFocusProxy(empty.button)
    return page
