"""Two versions compared: words put in and taken out stand in one text, by colour and by sign."""

import html

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.comparison import Change, changed_words
from clerkdesk.domain.remarks import FileVersion
from clerkdesk.domain.texts import _
from clerkdesk.services.remark import Comparison
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.theme import Role, State


class CompareView(QWidget):
    """Read only; Esc goes back to the register."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._header = PageHeader(_("So sánh hai phiên bản"))
        self._header.add_button(_("Quay lại"), self.left.emit, key="Escape")
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Nội dung so sánh"))
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        card = Card()
        card.body.addWidget(self.text, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._header)
        layout.addWidget(card, 1)
        self.setFocusProxy(self.text)

    def show_comparison(self, comparison: Comparison) -> None:
        """Show what changed."""
        out, into = changed_words(comparison.pieces)
        self._header.set_chips(
            (_("− {n} từ bỏ đi").format(n=out), State.BAD),
            (_("+ {n} từ thêm vào").format(n=into), State.GOOD),
        )
        self._header.set_remark(f"{_name(comparison.older)}  →  {_name(comparison.newer)}")
        if not out and not into:
            self.text.setPlainText(
                _(
                    "Nội dung chữ của hai bản giống nhau. Khác biệt, nếu có, chỉ ở hình thức hoặc chữ ký."
                )
            )
            return
        looks = {
            Change.SAME: "{}",
            Change.DELETED: (
                f'<span style="background:{theme.colour(Role.BAD_SOFT).name()};'
                f'color:{theme.colour(Role.BAD).name()}"><s>[−&nbsp;{{}}]</s></span>'
            ),
            Change.INSERTED: (
                f'<span style="background:{theme.colour(Role.GOOD_SOFT).name()};'
                f'color:{theme.colour(Role.GOOD).name()}"><u>[+&nbsp;{{}}]</u></span>'
            ),
        }
        parts = [looks[piece.change].format(html.escape(piece.text)) for piece in comparison.pieces]
        self.text.setHtml(
            f'<div style="font-size:{theme.TEXT + 2}px; line-height:150%">{" ".join(parts)}</div>'
        )


def _name(version: FileVersion) -> str:
    return f"{version.file.name} ({version.at.astimezone(VIETNAM_TIME):%d/%m %H:%M})"
