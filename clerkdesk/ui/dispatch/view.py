"""Gửi giấy: what must leave today beside how it leaves; and, one key away, what has left."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.dispatch_forms import PaperSent
from clerkdesk.domain.paper_due import PaperCount, PaperDue
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import ChoiceBox
from clerkdesk.ui.dispatch.columns import TickedDue, waiting_columns
from clerkdesk.ui.dispatch.presenter import DispatchPresenter
from clerkdesk.ui.dispatch.sending_card import SendingCard
from clerkdesk.ui.dispatch.sent_view import SentView
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.shown_stack import ShownStack
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State

_WAITING, _SENT = 0, 1


class DispatchView(QWidget):
    """The list, the card beside it, and the list of what has left."""

    left = Signal()

    def __init__(self, presenter: DispatchPresenter, shell: Shell, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self._ticked: set[tuple[str, str]] = set()
        self.header = PageHeader(_("Gửi giấy"))
        self.which = ChoiceBox()
        self.which.setAccessibleName(_("Danh sách"))
        self.which.addItem(_("Giấy cần gửi"), _WAITING)
        self.which.addItem(_("Giấy đã gửi"), _SENT)
        self.which.currentIndexChanged.connect(self._show_list)
        self.header.add_widget(self.which)
        self.other = self.header.add_button(_("Giấy đã gửi"), self._other_list, key="Ctrl+G")
        self.header.add_button(_("Sổ văn bản đi"), self.left.emit, key="Escape")
        self.table = RegisterTable[TickedDue](
            waiting_columns(),
            memory=memory,
            memory_key="paper-waiting",
            empty=_(
                "Không còn bản giấy nào phải gửi.\n"
                "Văn bản phát hành «kèm giấy» hoặc gửi nơi chưa kết nối sẽ hiện ở đây."
            ),
        )
        self.table.view.installEventFilter(self)
        self.table.view.clicked.connect(self._clicked)
        self.table.row_opened.connect(self._tick)
        self.table.row_chosen.connect(lambda _row: self._say_meant())
        self.sending = SendingCard(presenter)
        self.sending.record_wanted.connect(
            lambda: presenter.record(self._meant(), self.sending.form.values())
        )
        self.sending.envelopes_wanted.connect(self._print_envelopes)
        self.sending.labels_wanted.connect(self._print_labels)
        self.sending.hand_over_wanted.connect(self._print_hand_over)
        self.sending.original_wanted.connect(self._print_original)
        self.sending.facts_wanted.connect(self._print_facts)
        waiting = QWidget()
        across = QHBoxLayout(waiting)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.GAP)
        across.addWidget(self.table, 1)
        self.sending.setFixedWidth(330)
        across.addWidget(self.sending)
        self.sent = SentView(presenter, memory)
        self.lists = ShownStack()
        self.lists.addWidget(waiting)
        self.lists.addWidget(self.sent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addWidget(self.lists, 1)
        self.setFocusProxy(self.table)
        presenter.waiting_changed.connect(self._show_waiting)
        presenter.counted.connect(self._show_count)
        presenter.recorded.connect(self._recorded)
        presenter.taken_back.connect(
            lambda: shell.show_notice(_("Đã hủy ghi nhận; bản giấy chờ gửi lại."))
        )
        presenter.failed.connect(shell.show_error)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read again: something may have been issued."""
        super().showEvent(event)
        self.sending.start()
        self._presenter.refresh()

    def refresh(self) -> None:
        """Read both lists again."""
        self._presenter.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The space bar ticks a line and goes on; Ctrl+A ticks all, or none."""
        if (
            watched is self.table.view
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
        ):
            if event.key() == Qt.Key.Key_Space and not event.modifiers():
                row = self.table.chosen()
                if row is not None:
                    number = self.table.view.currentIndex().row()
                    self._tick(row)
                    self.table.choose(min(number + 1, len(self.table.rows()) - 1))
                return True
            if event.key() == Qt.Key.Key_A and event.modifiers() == _CONTROL:
                self._tick_all()
                return True
        return super().eventFilter(watched, event)

    def _meant(self) -> Sequence[PaperDue]:
        """The ticked lines, else the one under the cursor."""
        ticked = [row.due for row in self.table.rows() if row.ticked]
        chosen = self.table.chosen()
        return ticked or ([chosen.due] if chosen is not None else [])

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._tick(self.table.rows()[index.row()])

    def _tick(self, row: TickedDue) -> None:
        key = row.due.key
        self._ticked ^= {key}
        changed = TickedDue(row.due, key in self._ticked)
        self.table.change_row(lambda other: other.due.key == key, changed)
        self._say_meant()

    def _tick_all(self) -> None:
        rows = self.table.rows()
        keys = {row.due.key for row in rows}
        self._ticked = set() if keys <= self._ticked else keys
        self._show_rows([row.due for row in rows])

    def _show_waiting(self, due: Sequence[PaperDue]) -> None:
        self._ticked &= {one.key for one in due}
        self.header.set_remark(_("{count} bản giấy cần gửi").format(count=len(due)) if due else "")
        self._show_rows(due)

    def _show_rows(self, due: Sequence[PaperDue]) -> None:
        before = self.table.chosen()
        wanted = before.due.key if before else None
        rows = [TickedDue(one, one.key in self._ticked) for one in due]
        self.table.set_rows(rows, choose=lambda row: row.due.key == wanted)
        self._say_meant()

    def _say_meant(self) -> None:
        ticked = sum(1 for row in self.table.rows() if row.ticked)
        self.sending.show_meant(ticked, ticked=bool(ticked))

    def _show_count(self, count: PaperCount) -> None:
        self.sent.show_count(count)

    def _recorded(self, sent: Sequence[PaperSent]) -> None:
        self._ticked.clear()
        self._shell.show_notice(
            _("Đã ghi gửi {count} bản giấy.").format(count=len(sent)),
            State.GOOD,
            action=_("Hoàn tác"),
            pressed=lambda: self._presenter.take_back(sent),
        )
        self.table.setFocus()

    def _other_list(self) -> None:
        self.which.setCurrentIndex(1 - self.which.currentIndex())

    def _show_list(self, number: int) -> None:
        self.lists.setCurrentIndex(number)
        words = _("Giấy đã gửi") if number == _WAITING else _("Giấy cần gửi")
        self.other.setText(f"{words}  Ctrl+G")
        self.other.setAccessibleName(words)
        self.setFocusProxy(self.table if number == _WAITING else self.sent)
        self.lists.currentWidget().setFocus()
        self._presenter.refresh()

    def _print_envelopes(self) -> None:
        if meant := self._meant():
            self._presenter.print_envelopes(meant, self.sending.envelope_size())

    def _print_labels(self) -> None:
        if meant := self._meant():
            sheet, first = self.sending.label_sheet(), self.sending.first_place()
            self._presenter.print_labels(meant, sheet, first)

    def _print_hand_over(self) -> None:
        if meant := self._meant():
            self._presenter.print_hand_over(meant)

    def _print_original(self) -> None:
        row = self.table.chosen()
        if row is not None:
            self._presenter.print_original(row.due.document)

    def _print_facts(self) -> None:
        row = self.table.chosen()
        if row is not None:
            self._presenter.print_with_facts(row.due.document)


_CONTROL = Qt.KeyboardModifier.ControlModifier
