"""Việc của tôi: the lists of this account, the document's page, and what is done with it, in one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.texts import _
from clerkdesk.services.my_work import Work
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, ChoiceBox, button, scrolled, text_label
from clerkdesk.ui.flow_layout import WrappingRow
from clerkdesk.ui.incoming.handling_panel import HandlingPanel
from clerkdesk.ui.incoming.handling_presenter import HandlingPresenter
from clerkdesk.ui.incoming.receipt_notice import tell_receipts
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.my_work.periods import periods
from clerkdesk.ui.my_work.presenter import MyWorkPresenter, Pages
from clerkdesk.ui.my_work.rows import (
    EMPTY,
    OVERDUE,
    TITLES,
    TO_SIGN,
    Row,
    rows_of,
    sections_of,
    waiting,
)
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.page_view.page_view import PageView
from clerkdesk.ui.page_view.sheets import A4
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.window import remember_splitter
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State


class MyWorkView(QWidget):
    """One list at a time; Enter on a row goes to the next thing to do with it."""

    incoming_wanted = Signal(object)  # Incoming
    outgoing_wanted = Signal(object)  # Outgoing
    sign_wanted = Signal(object)  # Outgoing

    def __init__(
        self,
        presenter: MyWorkPresenter,
        handling: HandlingPresenter,
        jobs: Jobs,
        shell: Shell,
        memory: UiMemory,
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._handling = handling
        self._shell = shell
        self._work: Work | None = None
        self._wanted_uid = ""
        sections = sections_of(presenter.person)
        self._section = sections[0]
        self._settled_on_a_list = False
        self.header = PageHeader(_("Việc của tôi"))
        self._add_printing()
        self.buttons = {key: self._section_button(key) for key in sections}
        self.table = RegisterTable[Row](
            _columns(), memory=memory, memory_key="my_work", empty=_(EMPTY[self._section])
        )
        self.pages = PageView(jobs, lane=Lane.PDF, empty=_("Chọn một việc để xem văn bản."))
        self.handling = HandlingPanel(handling, highest=0)
        self._lay_out(memory)
        self._listen(presenter, handling)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read the lists again."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the lists again."""
        self._presenter.refresh()

    def show_section(self, key: str) -> None:
        """Show another list."""
        self._section = key
        self._settled_on_a_list = True
        self._show_lists()
        self.table.setFocus()

    def section(self) -> str:
        """The list that is shown."""
        return self._section

    # --- building ------------------------------------------------------------------------------------

    def _add_printing(self) -> None:
        self._remind = self.header.add_button(_("Nhắc"), self._remind_chosen, key="F6")
        self._remind.setObjectName("remind")
        self._remind_all = self.header.add_button(_("Nhắc tất cả"), self._remind_late)
        self._remind_all.setObjectName("remind_all")
        self._print_late = self.header.add_button(
            _("In danh sách quá hạn"), self._presenter.print_overdue, key="Ctrl+P"
        )
        self._print_late.setObjectName("print_late")
        self.period = ChoiceBox()
        self.period.setAccessibleName(_("Kỳ in sổ theo dõi"))
        self._periods = periods(self._presenter.today)
        for name, _first, _last in self._periods:
            self.period.addItem(name)
        self._book = button(_("In sổ theo dõi"), self._print_book, link=True)
        self._book.setObjectName("print_book")
        follows = self._presenter.may_remind
        if not follows:
            self.period.hide()
            self._book.hide()

    def _section_button(self, key: str) -> QPushButton:
        made = button(_(TITLES[key]), lambda: self.show_section(key))
        made.setObjectName(f"section_{key}")
        return made

    def _lay_out(self, memory: UiMemory) -> None:
        sections = WrappingRow(8)
        for made in self.buttons.values():
            sections.add(made)
        sections.end.addWidget(self.period)
        sections.end.addWidget(self._book)
        middle = Card(margin=8)
        middle.body.addWidget(self.pages, 1)
        side = Card(margin=12)
        self._number = text_label("", "number")
        self._detail = text_label("", "muted")
        self._detail.setWordWrap(True)
        self._open = button("", self._open_row, key="Return", primary=True)
        self._open.setObjectName("open")
        inner = QWidget()
        down = QVBoxLayout(inner)
        down.setContentsMargins(0, 0, 4, 0)
        down.setSpacing(8)
        for widget in (self._number, self._detail, self.handling, self._open):
            down.addWidget(widget)
        down.addStretch(1)
        side.body.addWidget(scrolled(inner), 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.table, middle, side):
            split.addWidget(part)
        split.setStretchFactor(1, 1)
        split.setHandleWidth(theme.GAP)
        split.setChildrenCollapsible(False)
        split.setSizes([410, 414, 310])
        remember_splitter(split, "my_work", memory)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addWidget(sections)
        layout.addWidget(split, 1)
        self.setFocusProxy(self.table)
        self._show_row(None)

    def _listen(self, presenter: MyWorkPresenter, handling: HandlingPresenter) -> None:
        self.table.row_chosen.connect(self._choose)
        self.table.row_opened.connect(lambda _row: self._open_row())
        self.pages.failed.connect(self._shell.show_error)
        presenter.changed.connect(self._show_work)
        presenter.pages_ready.connect(self._show_pages)
        presenter.document_read.connect(self._show_document)
        presenter.reminded.connect(self._say_reminded)
        presenter.failed.connect(self._shell.show_error)
        handling.changed.connect(self._changed)
        handling.settled.connect(self._say_settled)
        tell_receipts(handling, self._shell)
        handling.forwarded.connect(self._say_forwarded)
        handling.failed.connect(self._shell.show_error)

    # --- what is shown ---------------------------------------------------------------------------------

    def _show_work(self, work: Work) -> None:
        self._work = work
        if not self._settled_on_a_list:  # the first time: where something waits
            self._settled_on_a_list = True
            filled = [key for key in self.buttons if rows_of(work, key)]
            self._section = next(iter(filled), self._section)
        self._shell.set_counter(workplaces.MY_WORK, waiting(work))
        self._show_lists()

    def _show_lists(self) -> None:
        if self._work is None:
            return
        for key, made in self.buttons.items():
            number = len(rows_of(self._work, key))
            words = _(TITLES[key])
            made.setText(f"{words}  {number}" if number else words)
            made.setAccessibleName(f"{words}, {number}")
            theme.set_look(made, "kind", "primary" if key == self._section else "")
        late = self._section == OVERDUE
        rows = rows_of(self._work, self._section)
        for widget in (self._remind, self._remind_all, self._print_late):
            widget.setVisible(late and self._presenter.may_remind)
            widget.setEnabled(bool(rows))
        before = self.table.chosen()
        wanted = self._wanted_uid or (before.uid if before else "")
        self._wanted_uid = ""
        self.table.set_empty(_(EMPTY[self._section]))
        self.table.set_rows(rows, choose=lambda row: row.uid == wanted)

    def _choose(self, row: Row | None) -> None:
        self._show_row(row)
        self._presenter.select(row)

    def _show_row(self, row: Row | None) -> None:
        self.pages.clear()
        self._open.hide()
        if row is None:
            self._number.setText(_("Chọn một việc"))
            self._detail.setText(_("Trang văn bản và quá trình giải quyết hiện ở đây."))
            self.handling.show_document(None)
            return
        if row.outgoing is not None:
            self._number.setText(row.number or _("Dự thảo"))
            signs = self._section == TO_SIGN
            words = _("Đến Ký số") if signs else _("Mở trong Văn bản đi")
            self._open.setText(f"{words}  ↵")
            self._open.setAccessibleName(words)
            self._open.show()
            self.handling.show_document(None)
        else:
            self._number.setText(_("Số đến {number}").format(number=row.number))
            self.handling.show_document(row.incoming)
        self._detail.setText(f"{row.title}\n{row.detail}")

    def _show_document(self, document: Incoming) -> None:
        self.handling.show_document(document)

    def _show_pages(self, pages: Pages) -> None:
        self.pages.show_pages([A4] * pages.count, self._presenter.load(pages))

    # --- what is done ------------------------------------------------------------------------------------

    def _open_row(self) -> None:
        row = self.table.chosen()
        if row is None:
            return
        if row.outgoing is not None:
            (self.sign_wanted if self._section == TO_SIGN else self.outgoing_wanted).emit(
                row.outgoing
            )
        elif self._handling.may_forward:
            self.handling.focus_forward()
        else:
            self.handling.open_progress()

    def _changed(self, document: Incoming) -> None:
        self._wanted_uid = document.uid
        self.refresh()

    def _say_forwarded(self, document: Incoming) -> None:
        words = _("Đã chuyển văn bản số đến {number} cho {who}.")
        who = document.assignments[-1].to_person
        self._shell.show_notice(words.format(number=document.shown_number, who=who))

    def _say_settled(self, document: Incoming) -> None:
        self._shell.show_notice(
            _("Đã hoàn thành văn bản số đến {number}.").format(number=document.shown_number),
            action=_("Hoàn tác"),
            pressed=lambda: self._handling.reopen(document.uid),
        )

    def _say_reminded(self, number: int) -> None:
        self._shell.show_notice(
            _("Đã ghi nhận nhắc {n} văn bản. In danh sách để gửi người được nhắc.").format(
                n=number
            ),
            State.GOOD,
            action=_("In danh sách"),
            pressed=self._presenter.print_overdue,
        )

    def _remind_chosen(self) -> None:
        row = self.table.chosen()
        if row is not None and row.incoming is not None:
            self._presenter.remind([row.incoming])

    def _remind_late(self) -> None:
        documents = [row.incoming for row in self.table.rows() if row.incoming is not None]
        if documents:
            self._presenter.remind(documents)

    def _print_book(self) -> None:
        _name, first, last = self._periods[self.period.currentIndex()]
        self._presenter.print_book(first, last)


def _columns() -> list[Column[Row]]:
    return [
        Column("number", _("SỐ"), 46, lambda row: row.number, Look.NUMBER),
        Column(
            "title",
            _("VIỆC"),
            180,
            lambda row: row.title,
            Look.SUMMARY,
            second=lambda row: row.detail,
            tooltip=lambda row: f"{row.title}\n{row.detail}",
            stretches=True,
        ),
        Column(
            "due",
            _("HẠN"),
            58,
            lambda row: f"{row.due:%d/%m}" if row.due else "",
            Look.SIGN,
            state=lambda row: State.BAD if row.late else None,
        ),
        Column(
            "badge",
            _("TÌNH TRẠNG"),
            112,
            lambda row: row.badge,
            Look.BADGE,
            state=lambda r: r.state,
        ),
    ]
