"""What waits for a signature: one small card a document, with its code, subject and state.

Documents that wait for a token can be ticked (Space, or a click on the box; Ctrl+A: all that wait for
the same signature) and are then signed together on one PIN.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from clerkdesk.domain.outgoing import OUTGOING_STATE_NAMES, Outgoing, OutgoingState
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, EmptyState
from clerkdesk.ui.outgoing.words import STATE_COLOUR, code_text
from clerkdesk.ui.tables.cells import paint_badge, paint_line, paint_two_lines
from clerkdesk.ui.theme import Role, State

_NARROWEST = 200
_WIDTH, _HEIGHT, _GAP, _INSIDE, _LINE, _PILL = 252, 106, 6, 10, 20, 22
_CODE = Qt.ItemDataRole.UserRole
_SUBJECT = _CODE + 1
_STATE = _CODE + 2
_WORDS = _CODE + 3
_TICKED = _CODE + 4
"""True, False, or None where the document waits for no token."""
_RESULT = _CODE + 5
_BOX = 16
_FOR_TOKEN = frozenset({OutgoingState.APPROVED, OutgoingState.NUMBERED})


class WaitingList(Card):
    """`row_chosen` carries the Outgoing under the cursor, or None where nothing waits."""

    row_chosen = Signal(object)
    ticks_changed = Signal()

    def __init__(self, empty: str) -> None:
        super().__init__(margin=10)
        self.setMinimumWidth(_NARROWEST)
        self.setMaximumWidth(_WIDTH)
        self._rows: Sequence[Outgoing] = ()
        self._model = QStandardItemModel(self)
        self.view = _TickedList()
        self.view.setObjectName("sign")
        self.view.setAccessibleName(_("Văn bản chờ ký"))
        self.view.setModel(self._model)
        delegate = _CardDelegate(self.view)
        delegate.box_pressed.connect(self.toggle)
        self.view.setItemDelegate(delegate)
        self.view.tick_wanted.connect(self.toggle)
        self.view.all_wanted.connect(self.tick_all)
        self._results: dict[str, str] = {}
        self.view.setSpacing(0)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.selectionModel().currentChanged.connect(self._say_chosen)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(EmptyState(empty))
        self.body.addWidget(self._pages, 1)
        self.setFocusProxy(self.view)
        self._pages.setCurrentIndex(1)

    def set_rows(
        self, rows: Sequence[Outgoing], *, choose: Callable[[Outgoing], bool] | None = None
    ) -> None:
        """Show these; the cursor goes to the one that `choose` takes, else to the first."""
        ticked = {(one.uid, one.state) for one in self.ticked()}
        self._rows = tuple(rows)
        self._model.clear()
        for document in self._rows:
            item = _item(document)
            if document.state in _FOR_TOKEN:
                item.setData((document.uid, document.state) in ticked, _TICKED)
            item.setData(self._results.get(document.uid, ""), _RESULT)
            self._model.appendRow(item)
        self.ticks_changed.emit()
        self._pages.setCurrentIndex(0 if rows else 1)
        if not rows:
            self.row_chosen.emit(None)
            return
        number = next((n for n, row in enumerate(rows) if choose and choose(row)), 0)
        self.view.setCurrentIndex(self._model.index(number, 0))

    def rows(self) -> Sequence[Outgoing]:
        """What is shown."""
        return self._rows

    def chosen(self) -> Outgoing | None:
        """The document under the cursor."""
        index = self.view.currentIndex()
        return self._rows[index.row()] if index.isValid() else None

    def ticked(self) -> Sequence[Outgoing]:
        """The documents that are to be signed together."""
        if self._model.rowCount() != len(self._rows):
            return ()
        return [
            row
            for number, row in enumerate(self._rows)
            if self._model.item(number).data(_TICKED) is True
        ]

    def toggle(self, number: int | None = None) -> None:
        """Tick the document in this row (that under the cursor), or take the tick away.

        A batch is of one signature: ticks of documents that wait for the other one go.
        """
        place = self.view.currentIndex().row() if number is None else number
        item = self._model.item(place)
        if item is None or item.data(_TICKED) is None:
            return
        item.setData(not item.data(_TICKED), _TICKED)
        for other, row in enumerate(self._rows):
            if row.state is not self._rows[place].state and self._model.item(other).data(_TICKED):
                self._model.item(other).setData(False, _TICKED)
        self.ticks_changed.emit()

    def tick_all(self) -> None:
        """Tick all that wait for the same signature as the one under the cursor; again: none."""
        chosen = self.chosen()
        if chosen is None or chosen.state not in _FOR_TOKEN:
            return
        same = [n for n, row in enumerate(self._rows) if row.state is chosen.state]
        whole = all(self._model.item(number).data(_TICKED) is True for number in same)
        for number, row in enumerate(self._rows):
            if row.state in _FOR_TOKEN:
                self._model.item(number).setData(number in same and not whole, _TICKED)
        self.ticks_changed.emit()

    def forget_results(self) -> None:
        """A new batch begins."""
        for uid in tuple(self._results):
            self.show_result(uid, "")
        self._results.clear()

    def show_result(self, uid: str, words: str) -> None:
        """What became of a document in the batch, on its card; empty takes it away."""
        self._results[uid] = words
        for number, row in enumerate(self._rows):
            if row.uid == uid:
                self._model.item(number).setData(words, _RESULT)

    def _say_chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.row_chosen.emit(self._rows[now.row()])


class _TickedList(QListView):
    """A list whose Space and Ctrl+A tick."""

    tick_wanted = Signal()
    all_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Tick, or do what every list does."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_wanted.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.tick_wanted.emit()
        else:
            super().keyPressEvent(event)


def _item(document: Outgoing) -> QStandardItem:
    subject = f"{document.entry.doc_type} · {document.entry.subject}"
    words = _(OUTGOING_STATE_NAMES[document.state])
    item = QStandardItem(f"{code_text(document)}, {subject}, {words}")  # for a screen reader
    item.setToolTip(document.entry.subject)
    item.setData(code_text(document), _CODE)
    item.setData(subject, _SUBJECT)
    item.setData(STATE_COLOUR[document.state].value, _STATE)
    item.setData(words, _WORDS)
    return item


class _CardDelegate(QStyledItemDelegate):
    """Code bold, two lines of subject, the state as a pill under them; a box to tick at the right."""

    box_pressed = Signal(int)

    def sizeHint(  # noqa: N802 - Qt's name
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """All cards have one height."""
        return QSize(_WIDTH - 40, _HEIGHT + _GAP)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """One card."""
        painter.save()
        whole: QRect = option.rect  # type: ignore[attr-defined] # the stubs lack QStyleOption's fields here
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        card = whole.adjusted(0, 0, -1, -_GAP)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(Role.ACCENT if chosen else Role.LINE), 1))
        painter.setBrush(theme.colour(Role.SELECTED if chosen else Role.CARD))
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        room = card.adjusted(_INSIDE, 8, -_INSIDE, -8)
        painter.setPen(theme.colour(Role.INK))
        bold = theme.font(bold=True)
        ticked = index.data(_TICKED)
        free = room.width() - (_BOX + 6 if ticked is not None else 0)
        line = QRect(room.left(), room.top(), free, _LINE)
        if ticked is not None:
            _paint_box(painter, _box_in(card), bool(ticked))
            painter.setPen(theme.colour(Role.INK))
        paint_line(painter, line, str(index.data(_CODE)), bold, Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(theme.colour(Role.MUTED))
        small = theme.font(theme.SMALL)
        two = 2 * min(QFontMetrics(small).height(), 18)
        subject = QRect(room.left(), line.bottom() + 3, room.width(), two)
        paint_two_lines(painter, subject, str(index.data(_SUBJECT)), small)
        pill = QRect(room.left(), room.bottom() - _PILL + 1, room.width(), _PILL)
        result = str(index.data(_RESULT) or "")
        state = str(index.data(_WORDS))
        if result and ticked is not None:  # the state it had when the batch began says nothing now
            words = result[0].upper() + result[1:]
        else:
            words = f"{state} · {result}" if result else state
        paint_badge(painter, pill, words, State(index.data(_STATE)))
        painter.restore()

    def editorEvent(  # noqa: N802 - Qt's name
        self,
        event: QEvent,
        _model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """A click on the box ticks it."""
        if (
            not isinstance(event, QMouseEvent)
            or event.type() is not QEvent.Type.MouseButtonRelease
            or index.data(_TICKED) is None
        ):
            return False
        whole: QRect = option.rect  # type: ignore[attr-defined] # as in paint
        box = _box_in(whole.adjusted(0, 0, -1, -_GAP)).adjusted(-6, -6, 6, 6)
        if box.contains(event.position().toPoint()):
            self.box_pressed.emit(index.row())
            return True
        return False


def _box_in(card: QRect) -> QRect:
    return QRect(card.right() - _INSIDE - _BOX, card.top() + 10, _BOX, _BOX)


def _paint_box(painter: QPainter, box: QRect, ticked: bool) -> None:
    painter.setPen(QPen(theme.colour(Role.ACCENT if ticked else Role.MUTED), 1.2))
    painter.setBrush(theme.colour(Role.ACCENT if ticked else Role.CARD))
    painter.drawRoundedRect(QRectF(box), 3, 3)
    if ticked:
        painter.setPen(QPen(theme.colour(Role.CARD), 2))
        left, top = box.left(), box.top()
        painter.drawPolyline(
            [QPoint(left + 4, top + 8), QPoint(left + 7, top + 11), QPoint(left + 12, top + 5)]
        )
