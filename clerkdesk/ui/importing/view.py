"""An import as one page: file, columns, check, progress, result; Esc goes back a step."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Card, EmptyState, button, text_label
from clerkdesk.ui.importing.columns_step import ColumnsStep
from clerkdesk.ui.importing.presenter import Columns, ImportPresenter
from clerkdesk.ui.importing.result_step import ResultStep
from clerkdesk.ui.importing.task import Checked, Done, Earlier, Offer
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.theme import State

TABLE_ENDINGS = (".xlsx", ".xlsm", ".csv")


def is_table(path: Path) -> bool:
    """Whether a dropped file is for an import."""
    return path.suffix.lower() in TABLE_ENDINGS


class ImportView(QWidget):
    """`left` when the clerk is through with it."""

    left = Signal()

    def __init__(
        self, presenter: ImportPresenter, shell: Shell, memory: UiMemory, this_year: int
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self._last: Done | None = None
        self.setAcceptDrops(True)
        self._header = PageHeader(presenter.task.title)
        self.close_button = self._header.add_button(_("Đóng"), self._leave, key="Escape")
        self.columns = ColumnsStep(presenter, this_year)
        self.result = ResultStep(presenter, memory)
        self.steps = QStackedWidget()
        self._first = self._first_step()
        self._running = self._progress_step()
        for step in (self._first, self.columns, self.result, self._running):
            self.steps.addWidget(step)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._header)
        layout.addWidget(self.steps, 1)
        self.columns.other_file.connect(self._choose_file)
        presenter.started.connect(self._show_start)
        presenter.columns_ready.connect(self._show_columns)
        presenter.checked.connect(self._show_checked)
        presenter.progress.connect(self._show_progress)
        presenter.working.connect(self._show_working)
        presenter.done.connect(self._show_done)
        presenter.said.connect(shell.show_notice)
        presenter.failed.connect(shell.show_error)

    def start(self, path: Path | None = None) -> None:
        """Show the first screen, or read `path` at once."""
        self._presenter.start()
        if path is not None:
            self._presenter.open_file(path)

    def _first_step(self) -> QWidget:
        page = Card()
        self.empty = EmptyState(self._presenter.task.advice, _("Chọn tệp…  Ctrl+O"))
        self.empty.pressed.connect(self._choose_file)
        chooser = button("", self._choose_file, key="Ctrl+O")
        chooser.setMaximumSize(0, 0)  # the key works; the button of the empty state is seen
        self._earlier = QVBoxLayout()
        self._earlier.setSpacing(6)
        page.body.addLayout(self._earlier)
        page.body.addWidget(self.empty, 1)
        page.body.addWidget(chooser)
        return page

    def _progress_step(self) -> QWidget:
        page = Card()
        self.doing = text_label("", "heading")
        self.doing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(True)
        self.stop_button = button(_("Dừng"), self._stop)
        page.body.addStretch(2)
        page.body.addWidget(self.doing)
        page.body.addWidget(self.bar)
        page.body.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignHCenter)
        page.body.addStretch(3)
        return page

    def _show_start(self, earlier: Sequence[Earlier], offers: Sequence[Offer]) -> None:
        while self._earlier.count():
            old = self._earlier.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        if self._last is not None:
            self._earlier.addWidget(text_label(self._last.words, "heading"))
        for offer in offers:
            self._earlier.addWidget(_line(offer.words, offer.button, self._taker(offer), True))
        if earlier:
            self._earlier.addWidget(text_label(_("Các lần nhập trước"), "group"))
        for one in earlier:
            undo = _("Hủy nhập") if one.may_undo else ""
            self._earlier.addWidget(_line(one.words, undo, self._undoer(one.import_id), False))
        if not self._presenter.busy:
            self.steps.setCurrentWidget(self._first)
            self.empty.button.setFocus()

    def _show_columns(self, columns: Columns) -> None:
        self._header.set_chips((columns.name, State.ACCENT))
        self.columns.show_columns(columns)
        self.steps.setCurrentWidget(self.columns)
        self.columns.setFocus()

    def _show_checked(self, checked: Checked) -> None:
        self.result.show_checked(checked)
        self.steps.setCurrentWidget(self.result)
        self.result.setFocus()

    def _show_working(self, words: str) -> None:
        if words:
            self._shell.clear_notice()
            self.doing.setText(words)
            self.bar.setRange(0, 0)
            self.stop_button.setEnabled(True)
            self.steps.setCurrentWidget(self._running)

    def _show_progress(self, count: int, of_all: int) -> None:
        self.bar.setRange(0, of_all)
        self.bar.setValue(count)

    def _show_done(self, done: Done) -> None:
        self._last = done
        self._header.set_chips()
        self._shell.show_notice(
            done.words, action=_("Hoàn tác"), pressed=self._undoer(done.import_id)
        )
        self._presenter.start()

    def _undoer(self, import_id: str) -> Callable[[], None]:
        return lambda: self._undo(import_id)

    def _taker(self, offer: Offer) -> Callable[[], None]:
        return lambda: self._presenter.take(offer)

    def _undo(self, import_id: str) -> None:
        self._last = None
        self._presenter.undo(import_id)

    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self._presenter.stop()

    def _leave(self) -> None:
        """Esc: what runs is stopped, the check goes back to the columns, else the page is left."""
        if self._presenter.busy:
            self._stop()
        elif self.steps.currentWidget() is self.result:
            self._presenter.back_to_columns()
        else:
            self._last = None
            self._header.set_chips()
            self.left.emit()

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, self._presenter.task.title, "", _("Bảng tính (*.xlsx *.xlsm *.csv)")
        )
        if name:
            self._presenter.open_file(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """A file may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take the first dropped file."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self._presenter.open_file(paths[0])


def _line(words: str, action: str, act: Callable[[], None], primary: bool) -> QWidget:
    """A sentence with one button at its end."""
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(10)
    across.addWidget(text_label(words))
    if action:
        across.addWidget(button(action, act, primary=primary, link=not primary))
    across.addStretch(1)
    return line
