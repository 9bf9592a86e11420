"""One small book: its lines, and beside them the card on which a line is written."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from clerkdesk.domain.fields import Field, Kind
from clerkdesk.domain.register_forms import shown
from clerkdesk.domain.side_book_forms import SideBook
from clerkdesk.domain.side_books import SideRecord
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.shell.window import remember_splitter
from clerkdesk.ui.side_books.line_card import LineCard
from clerkdesk.ui.side_books.presenter import SideBooksPresenter
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State

_SIZES = [740, 390]


class SideBookPane(QWidget):
    """The table and the card of one book."""

    def __init__(
        self,
        book: SideBook,
        presenter: SideBooksPresenter,
        memory: UiMemory,
        suggestions: Mapping[str, Sequence[str]],
    ) -> None:
        super().__init__()
        self.book = book
        self._wanted_uid = ""
        self.card = LineCard(presenter, book, suggestions)
        self.table = RegisterTable[SideRecord](
            _columns(book),
            memory=memory,
            memory_key=f"side.{book.key}",
            empty=_("{title} chưa có dòng nào.\n{hint}").format(
                title=_(book.title), hint=_(book.hint)
            ),
            empty_button=_("Ghi dòng đầu tiên  Ctrl+N"),
        )
        self.table.empty_action.connect(self.start_new)
        self.table.row_chosen.connect(self._chosen)
        self.table.row_opened.connect(lambda _row: self.card.focus_form())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.card)
        for part, share in enumerate(_SIZES):
            split.setStretchFactor(part, share)
        split.setHandleWidth(theme.GAP)
        split.setChildrenCollapsible(False)
        split.setSizes(_SIZES)
        remember_splitter(split, f"side.{book.key}", memory)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def start_new(self, values: Mapping[str, object] | None = None, about: str = "") -> None:
        """An empty line on the card, the cursor in its first field."""
        self.table.view.clearSelection()
        self.card.show_new(values, about)
        self.card.focus_form()

    def keep_on(self, uid: str) -> None:
        """Put the cursor on this line once the list has it."""
        self._wanted_uid = uid

    def show_rows(self, rows: Sequence[SideRecord]) -> None:
        """Show the lines of the book; the chosen one stays chosen."""
        before = self.table.chosen()
        wanted = self._wanted_uid or (before.uid if before else "")
        self._wanted_uid = ""
        self.table.set_rows(rows, choose=lambda record: record.uid == wanted)
        if not wanted:  # nothing was chosen: the card stays ready for a new line
            self.table.view.clearSelection()
            self.card.show_new()

    def _chosen(self, record: SideRecord | None) -> None:
        if record is not None:
            self.card.show_record(record)


def _columns(book: SideBook) -> list[Column[SideRecord]]:
    columns: list[Column[SideRecord]] = []
    if book.numbered:
        columns.append(Column("number", _("SỐ"), 56, lambda r: str(r.number or ""), Look.NUMBER))
    fields = {field.name: field for field in book.fields}
    listed = [fields[name] for name in book.listed]
    texts = [field for field in listed if field.kind is not Kind.DATE]
    widest = max(texts, key=lambda field: (field.kind is Kind.LONG_TEXT, field.max_length))
    columns += [_column(field, stretches=field is widest) for field in listed]
    columns.append(Column("state", _("TRẠNG THÁI"), 104, _state, Look.BADGE, state=_colour))
    return columns


def _column(field: Field, *, stretches: bool) -> Column[SideRecord]:
    width = 92 if field.kind is Kind.DATE or field.max_length <= 20 else 136
    return Column(
        field.name,
        _(field.label).upper(),
        width,
        lambda record: shown(record.entry.values.get(field.name), field),
        Look.PLAIN if field.kind is Kind.DATE else Look.SUMMARY,
        stretches=stretches,
    )


def _state(record: SideRecord) -> str:
    if record.cancelled:
        return _("Đã hủy")
    if record.open:
        return _("Chưa trả") if record.book.closes == "returned" else _("Chưa nhận")
    return _("Đã xong") if record.book.closes else ""


def _colour(record: SideRecord) -> State | None:
    if record.cancelled:
        return State.NEUTRAL
    if record.open:
        return State.WARN
    return State.GOOD if record.book.closes else None
