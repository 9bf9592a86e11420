"""Several names in one line, commas between them; each is completed as it is typed."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView

from clerkdesk.ui.forms.editors import FoldedFilter, TextEditor


class NamesEditor(TextEditor):
    """Free text; what stands after the last comma is found among the suggestions."""

    def __init__(self, suggestions: Sequence[str] = ()) -> None:
        super().__init__()
        self._filter = FoldedFilter(suggestions)
        self._filter.setParent(self)
        completer = _LastName(self)
        completer.setModel(self._filter)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = QListView()
        popup.setProperty("popup", "true")
        completer.setPopup(popup)
        self.setCompleter(completer)
        completer.activated.connect(self.edited)
        self.textEdited.connect(self._want)

    def set_suggestions(self, suggestions: Sequence[str]) -> None:
        """Other suggestions; the text stays."""
        self._filter.replace(suggestions)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Down opens the list on its first name: Enter takes it."""
        completer = self.completer()
        if event.key() == Qt.Key.Key_Down and completer is not None:
            self._want(self.text())
            completer.complete()
            completer.popup().setCurrentIndex(completer.completionModel().index(0, 0))
            return
        super().keyPressEvent(event)

    def before_last(self) -> str:
        """The names that are already finished, with their commas."""
        done, comma, _last = self.text().rpartition(",")
        return f"{done}{comma} " if comma else ""

    def _want(self, text: str) -> None:
        self._filter.want(text.rpartition(",")[2])


class _LastName(QCompleter):
    """Puts the chosen name in place of the last one only."""

    def __init__(self, line: NamesEditor) -> None:
        super().__init__(line)
        self._line = line

    def pathFromIndex(  # noqa: N802 - Qt's name
        self, index: QModelIndex | QPersistentModelIndex
    ) -> str:
        """The whole line as it will be."""
        return self._line.before_last() + str(index.data())
