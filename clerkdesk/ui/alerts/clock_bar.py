"""Over every page while the PC's date is far from the server's: no number is given until it is answered."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from clerkdesk.domain.texts import _
from clerkdesk.services.guard_clock import GuardClock
from clerkdesk.ui import theme
from clerkdesk.ui.cards import button, text_label
from clerkdesk.ui.theme import State


class ClockBar(QFrame):
    """A question that stops nothing but numbers."""

    def __init__(self, guard: GuardClock) -> None:
        super().__init__()
        self._guard = guard
        self.words = text_label("")
        self.words.setWordWrap(True)
        self.right_button = button(_("Ngày của máy đúng"), self._accept)
        self.right_button.setObjectName("clock-right")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.setSpacing(10)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.right_button)
        theme.set_look(self, "notice", State.WARN.value)
        self.hide()

    def look(self) -> None:
        """Ask, or stop asking."""
        doubt = self._guard.doubt()
        self.setVisible(doubt is not None)
        if doubt is not None:
            words = _(
                "Hôm nay là {day} hay {server_day}? Máy này ghi {day}, máy chủ tỉnh ghi {server_day}. "
                "Chưa cấp số cho đến khi chỉnh lại ngày của máy, hoặc xác nhận ngày của máy đúng."
            )
            self.words.setText(words.format(day=doubt.day, server_day=doubt.server_day))
            self.setAccessibleName(self.words.text())

    def _accept(self) -> None:
        self._guard.accept()
        self.look()
