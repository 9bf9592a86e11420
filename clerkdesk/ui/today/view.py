"""Hôm nay: the day's numbers on top, then each thing that waits, one key from done."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.office_hours import WEEKDAY_NAMES
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import NumberTile, scrolled
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.shown_stack import ShownStack
from clerkdesk.ui.task_card import TaskRow
from clerkdesk.ui.today.presenter import Today, TodayPresenter
from clerkdesk.ui.today.receipts_page import ReceiptsPage
from clerkdesk.ui.today.section import Open, Side, TodayRow, TodayTile
from clerkdesk.ui.today.section_card import HEAD_HEIGHT, ROW_HEIGHT, SectionCard

ROW_KEYS = "123456789abcdeghiklmnopqrstuvxy"
"""The keys of the rows, in order; letters that no input method turns into something else here."""


class TodayView(ShownStack):
    """The first screen of the day, and the list of notices of receipt behind it.

    `opened` carries what to do with the `Ways` of the office.
    """

    opened = Signal(object)  # Open
    scan_wanted = Signal()
    search_wanted = Signal(str)

    def __init__(self, presenter: TodayPresenter, shell: Shell, receipts: ReceiptsPage) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self.receipts = receipts
        self.header = PageHeader(_("Hôm nay"), search=_("Tìm số, ký hiệu, trích yếu, nội dung…"))
        self.header.searched.connect(self._search)
        self.header.add_button(_("Thông báo tiếp nhận"), self.show_receipts, key="F5")
        self.header.add_button(_("▶ Quét"), self.scan_wanted.emit, key="F9", primary=True)
        self.tiles = {tile.key: self._tile(tile) for tile in presenter.tiles}
        self.cards = {section.key: SectionCard(section) for section in presenter.sections}
        for card in self.cards.values():
            card.opened.connect(self._open_row)
            card.more_wanted.connect(self._more_of(card))
        top = QHBoxLayout()
        top.setSpacing(theme.GAP)
        for tile in self.tiles.values():
            top.addWidget(tile, 1)
        self._today: Today | None = None
        self._columns = QWidget()
        across = QHBoxLayout(self._columns)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.GAP)
        for side in Side:
            across.addWidget(self._column(side), 1)
        self.day = QWidget()
        layout = QVBoxLayout(self.day)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addLayout(top)
        layout.addWidget(self._columns, 1)
        self._columns.installEventFilter(self)
        self.addWidget(self.day)
        self.addWidget(receipts)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        receipts.left.connect(self._show_day)
        presenter.changed.connect(self._show)
        presenter.failed.connect(shell.show_error)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read the day again."""
        super().showEvent(event)
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The columns have another height: more rows, or fewer."""
        if watched is self._columns and event.type() is QEvent.Type.Resize:
            self._share_room()
        return super().eventFilter(watched, event)

    def refresh(self) -> None:
        """Read the day again."""
        self._presenter.refresh()
        if self.currentWidget() is self.receipts:
            self.receipts.refresh()

    def show_receipts(self) -> None:
        """Show the notices of receipt and their delays."""
        self.setCurrentWidget(self.receipts)
        self.receipts.refresh()
        self.receipts.setFocus()

    def rows(self, key: str) -> list[TaskRow]:
        """The rows of one section."""
        return self.cards[key].rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A row's own key opens it; the arrows go from row to row."""
        place = ROW_KEYS.find(event.text().lower()) if event.text() else -1
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        rows = self._in_order()
        if self.currentWidget() is not self.day or not rows:
            super().keyPressEvent(event)
        elif plain and 0 <= place < len(rows):
            rows[place].button.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._go(rows, 1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            rows[0].button.click()  # a row that has the cursor answers Enter itself
        else:
            super().keyPressEvent(event)

    def _go(self, rows: Sequence[TaskRow], step: int) -> None:
        now = next((n for n, row in enumerate(rows) if row.button.hasFocus()), None)
        place = (0 if step > 0 else len(rows) - 1) if now is None else (now + step) % len(rows)
        rows[place].button.setFocus()

    def _in_order(self) -> list[TaskRow]:
        return [row for card in self.cards.values() for row in card.rows()]

    def _column(self, side: Side) -> QWidget:
        inner = QWidget()
        down = QVBoxLayout(inner)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.GAP)
        for card in self.cards.values():
            if card.section.side is side:
                down.addWidget(card)
        down.addStretch(1)
        return scrolled(inner)

    def _tile(self, tile: TodayTile) -> NumberTile:
        made = NumberTile(_(tile.caption), tile.state)
        made.pressed.connect(lambda: self.opened.emit(tile.open))
        return made

    def _show(self, today: Today) -> None:
        self.header.set_remark(_headline(today))
        for key, number in today.numbers.items():
            self.tiles[key].show_number(number)
        for workplace, number in today.counters:
            self._shell.set_counter(workplace, number)
        self._today = today
        self._share_room()

    def _share_room(self) -> None:
        """Show whole rows only: where a column is too low, its longest section gives way."""
        if self._today is None:
            return
        counts = {key: card.wanted(self._today.rows[key]) for key, card in self.cards.items()}
        for side in Side:
            cards = [card for card in self.cards.values() if card.section.side is side]
            keys = [
                card.section.key for card in cards if counts[card.section.key] or card.section.empty
            ]
            heads = len(keys) * (HEAD_HEIGHT + theme.GAP)
            room = max((self._columns.height() - heads) // ROW_HEIGHT, len(keys))
            while sum(counts[key] for key in keys) > room:
                counts[max(keys, key=lambda key: counts[key])] -= 1
        hints = iter(ROW_KEYS)
        for key, card in self.cards.items():
            card.set_rows(self._today.rows[key], _next_hints(hints, counts[key]))

    def _open_row(self, row: TodayRow) -> None:
        self.opened.emit(row.open)

    def _more_of(self, card: SectionCard) -> Callable[[], None]:
        more: Open | None = card.section.more

        def say() -> None:
            if more is not None:
                self.opened.emit(more)

        return say

    def _show_day(self) -> None:
        self.setCurrentWidget(self.day)
        self.setFocus()

    def _search(self, text: str) -> None:
        if text:
            if self.header.search is not None:
                self.header.search.clear()  # it goes on in Tra cứu; tomorrow's search begins empty
            self.search_wanted.emit(text)


def _next_hints(hints: Iterator[str], count: int) -> list[str]:
    return [next(hints, "") for _number in range(count)]


def _headline(today: Today) -> str:
    weekday = _(WEEKDAY_NAMES[today.now.weekday()])
    day = f"{weekday[:1].upper()}{weekday[1:]}, {today.now:%d/%m/%Y}"
    if today.open_now:
        return day
    opening = today.next_opening.astimezone(VIETNAM_TIME)
    return _("{day} · ngoài giờ, văn bản đến tính từ {time} {weekday} {date}").format(
        day=day,
        time=f"{opening:%H:%M}",
        weekday=_(WEEKDAY_NAMES[opening.weekday()]),
        date=f"{opening:%d/%m}",
    )
