"""The head of every page: title left, chips or a remark beside it; search and actions right."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from clerkdesk.ui.cards import Badge, ElidedLabel, button, text_label
from clerkdesk.ui.theme import State

_PART = " · "
_SEARCH_WAIT_MS = 200
_NARROWEST_CHIP, _NARROWEST_SEARCH, _CHIP_PADDING = 40, 130, 24


class _Chip(Badge):
    """A badge whose last words go where the buttons need its room: all that follows a « · », never half
    of them; the tip always has all."""

    def __init__(self, text: str, state: State) -> None:
        super().__init__(text, state)
        self._text = text
        self.setToolTip(text)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All of its words, whatever is shown of them."""
        width = self.fontMetrics().horizontalAdvance(self._text) + _CHIP_PADDING
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A few letters."""
        return QSize(_NARROWEST_CHIP, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show what fits."""
        super().resizeEvent(event)
        room, words = self.width() - _CHIP_PADDING + 2, self._text
        while self.fontMetrics().horizontalAdvance(words) > room and _PART in words:
            words = words.rpartition(_PART)[0]
        self.setText(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))


class PageHeader(QWidget):
    """Build it in order: title, chips, then buttons from left to right; the primary one last.

    `searched` comes with the text 0.2 s after the last key, and at once on Enter; `list_wanted` when
    Down is pressed in the search box.
    """

    searched = Signal(str)
    list_wanted = Signal()

    def __init__(self, title: str, *, search: str = "") -> None:
        super().__init__()
        self.title = text_label(title, "title")
        self.remark = ElidedLabel("", "muted")
        self.remark.hide()
        self.search: QLineEdit | None = None
        self._chips: list[_Chip] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        self._layout.addWidget(self.title)
        self._chip_row = QHBoxLayout()
        self._chip_row.setContentsMargins(8, 4, 0, 0)
        self._chip_row.setSpacing(8)
        self._layout.addLayout(self._chip_row)
        self._layout.addWidget(self.remark)
        self._layout.addStretch(1)
        self.setFixedHeight(36)
        if search:
            self._add_search(search)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self.title.setText(title)

    def set_remark(self, text: str) -> None:
        """A muted half-sentence beside the title; empty takes it away."""
        self.remark.setText(text)
        self.remark.setVisible(bool(text))

    def set_chips(self, *chips: tuple[str, State]) -> None:
        """Replace the chips beside the title."""
        for old in self._chips:
            self._chip_row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._chips = [_Chip(text, state) for text, state in chips if text]
        for chip in self._chips:
            self._chip_row.addWidget(chip)

    def add_button(
        self,
        text: str,
        clicked: Callable[[], object],
        *,
        key: str = "",
        primary: bool = False,
    ) -> QPushButton:
        """Add a button at the right end; `key` presses it while the page is visible."""
        made = button(text, clicked, key=key, primary=primary)
        self._layout.addWidget(made)
        return made

    def add_widget(self, widget: QWidget) -> None:
        """Add anything else, such as a drop-down list, at the right end."""
        self._layout.addWidget(widget)

    def chips(self) -> list[QLabel]:
        """The chips that are shown."""
        return list(self._chips)

    def _add_search(self, placeholder: str) -> None:
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setPlaceholderText(f"{placeholder}   Ctrl+K")
        self.search.setAccessibleName(placeholder)
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(_NARROWEST_SEARCH)
        self.search.setMaximumWidth(330)
        self._layout.addWidget(self.search, 100)
        wait = QTimer(self)
        wait.setSingleShot(True)
        wait.setInterval(_SEARCH_WAIT_MS)
        wait.timeout.connect(self._say_search)

        def search_later(_text: str) -> None:
            wait.start()

        def search_now() -> None:
            wait.stop()
            self._say_search()

        self.search.textChanged.connect(search_later)
        self.search.returnPressed.connect(search_now)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.list_wanted)
        shortcut = QShortcut(QKeySequence("Ctrl+K"), self)
        shortcut.activated.connect(self.focus_search)
        # the window has the same key for pages without a box; both do the same
        shortcut.activatedAmbiguously.connect(self.focus_search)

    def focus_search(self) -> None:
        """Put the cursor into the search box and select what is there."""
        if self.search is not None:
            self.search.setFocus()
            self.search.selectAll()

    def _say_search(self) -> None:
        if self.search is not None:
            self.searched.emit(self.search.text().strip())
