"""The sections of Thiết lập as data, and the list by which one is chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from clerkdesk.domain.texts import _
from clerkdesk.ui.shown_stack import ShownStack
from clerkdesk.ui.surroundings import RefreshingPage
from clerkdesk.ui.tab_order import follow_layout

_NARROWEST, _WIDTH = 158, 190


@dataclass(frozen=True, slots=True)
class Section:
    """One page of settings; `build` is called when it is first shown.

    A page that has `refresh` reads its values again whenever it is shown.
    """

    key: str
    title: str
    build: Callable[[], QWidget]


class SectionList(QListWidget):
    """The titles; the arrow keys walk through them."""

    chosen = Signal(int)

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self.setObjectName("settings-sections")
        self.setAccessibleName(_("Mục thiết lập"))
        self.setMinimumWidth(_NARROWEST)
        self.setMaximumWidth(_WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for section in sections:
            self.addItem(QListWidgetItem(_(section.title)))
        self.currentRowChanged.connect(self.chosen)


class SectionStack(ShownStack):
    """The pages, each built when it is first shown."""

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self._sections = tuple(sections)
        self._pages: dict[int, QWidget] = {}

    def show_section(self, number: int) -> QWidget:
        """Show a page and read its values again."""
        if number not in self._pages:
            self._pages[number] = self._sections[number].build()
            self.addWidget(self._pages[number])
            follow_layout(self._pages[number])
        page = self._pages[number]
        self.setCurrentWidget(page)
        if isinstance(page, RefreshingPage):
            page.refresh()
        return page
