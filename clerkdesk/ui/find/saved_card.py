"""«Lần tìm đã lưu» beside the results: one click or Enter opens, Delete deletes, a name saves."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem

from clerkdesk.domain.texts import _
from clerkdesk.services.saved_searches import SavedSearch
from clerkdesk.ui.cards import Card, button, text_label
from clerkdesk.ui.find.saved_presenter import SavedPresenter


class _List(QListWidget):
    """Enter opens, Delete deletes."""

    enter = Signal()
    delete = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The two keys; everything else is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete.emit()
        else:
            super().keyPressEvent(event)


class SavedCard(Card):
    """`opened` (SavedSearch), `save_wanted` (name)."""

    opened = Signal(object)
    save_wanted = Signal(str)

    def __init__(self, presenter: SavedPresenter) -> None:
        super().__init__(_("Lần tìm đã lưu"), margin=12)
        self._presenter = presenter
        self._searches: Sequence[SavedSearch] = ()
        self.list = _List()
        self.list.setAccessibleName(_("Lần tìm đã lưu"))
        self.list.itemClicked.connect(lambda _item: self._open())
        self.list.enter.connect(self._open)
        self.list.delete.connect(self._forget)
        self._empty = text_label(
            _("Chưa lưu lần nào. Tìm xong, đặt tên rồi bấm «Lưu»: lần sau chỉ bấm một lần."),
            "muted",
        )
        self._empty.setWordWrap(True)
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Đặt tên cho lần tìm này"))
        self.name.setAccessibleName(_("Tên của lần tìm"))
        self.name.setMaxLength(80)
        self.name.returnPressed.connect(self._save)
        self.save_button = button(_("Lưu"), self._save)
        self.delete_button = button(_("Xóa"), self._forget, link=True)
        self.delete_button.setToolTip(_("Xóa lần tìm đang chọn (Delete)"))
        self._problem = text_label("", "problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.name, 1)
        row.addWidget(self.save_button)
        self.body.addWidget(self._empty)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.delete_button, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(row)
        self.body.addWidget(self._problem)
        self.name.textEdited.connect(lambda _text: self.show_problem(""))
        presenter.changed.connect(self.show_searches)
        presenter.problem_found.connect(self.show_problem)
        presenter.kept.connect(lambda _name: self.name.clear())
        self.list.currentRowChanged.connect(lambda _row: self._allow())
        self.show_searches(())

    def show_searches(self, searches: Sequence[SavedSearch]) -> None:
        """Show the list."""
        self._searches = searches
        self.list.clear()
        for search in searches:
            item = QListWidgetItem(search.name)
            words = ", ".join([search.text, *search.filters.values()])
            item.setToolTip(words)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, words)
            self.list.addItem(item)
        self.list.setVisible(bool(searches))
        self._empty.setVisible(not searches)
        self._allow()

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with the name."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def allow_saving(self, allowed: bool) -> None:
        """There is something that can be saved."""
        self.name.setEnabled(allowed)
        self.save_button.setEnabled(allowed)

    def chosen(self) -> SavedSearch | None:
        """The search under the cursor."""
        row = self.list.currentRow()
        return self._searches[row] if 0 <= row < len(self._searches) else None

    def _allow(self) -> None:
        self.delete_button.setVisible(self.chosen() is not None)

    def _open(self) -> None:
        search = self.chosen()
        if search is not None:
            self.opened.emit(search)

    def _save(self) -> None:
        self.save_wanted.emit(self.name.text())

    def _forget(self) -> None:
        search = self.chosen()
        if search is not None:
            self._presenter.forget(search)
