"""What has been done with a document, line by line, as high as it needs and no higher than it may."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.ports.op_log import HistoryLine
from clerkdesk.ui.cards import scrolled, text_label

_HIGHEST, _BAR = 124, 12


class HistoryLines(QWidget):
    """Oldest first; more than there is room for can be scrolled."""

    def __init__(self) -> None:
        super().__init__()
        self._label = text_label("", "small")
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._label)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(holder))

    def show_history(self, lines: Sequence[HistoryLine]) -> None:
        """Show these instead."""
        self._label.setText(
            "\n".join(
                f"{line.at.astimezone(VIETNAM_TIME):%d/%m %H:%M}  {line.what}" for line in lines
            )
        )
        self._fit()

    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lines break elsewhere in another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = self._label.heightForWidth(max(self.width() - _BAR, 1)) + 4
        self.setFixedHeight(min(wanted, _HIGHEST))
