"""Cards side by side, one over the other where the window is too narrow for that."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from clerkdesk.ui import theme

_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class TurningRow(QWidget):
    """Put it into an area that scrolls down.

    Args:
        parts: with the share of the width that each takes.
        least: below this width they stand one over the other.
    """

    def __init__(self, *parts: tuple[QWidget, int], least: int) -> None:
        super().__init__()
        self._least = least
        self._row = QBoxLayout(_ACROSS, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GAP)
        self._parts = [part for part, _share in parts]
        for part, share in parts:
            self._row.addWidget(part, share)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as the widest part, since it can turn."""
        narrowest = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(narrowest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Turn where needed."""
        super().resizeEvent(event)
        wanted = _ACROSS if self.width() >= self._least else _DOWN
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)
