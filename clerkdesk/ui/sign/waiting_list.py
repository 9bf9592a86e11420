"""What waits for a signature: one small card a document, with its code, subject and state."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from clerkdesk.domain.outgoing import OUTGOING_STATE_NAMES, Outgoing
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


class WaitingList(Card):
    """`row_chosen` carries the Outgoing under the cursor, or None where nothing waits."""

    row_chosen = Signal(object)

    def __init__(self, empty: str) -> None:
        super().__init__(margin=10)
        self.setMinimumWidth(_NARROWEST)
        self.setMaximumWidth(_WIDTH)
        self._rows: Sequence[Outgoing] = ()
        self._model = QStandardItemModel(self)
        self.view = QListView()
        self.view.setObjectName("sign")
        self.view.setAccessibleName(_("Văn bản chờ ký"))
        self.view.setModel(self._model)
        self.view.setItemDelegate(_CardDelegate(self.view))
        self.view.setSpacing(0)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.selectionModel().currentChanged.connect(self._say_chosen)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.view)
        self._pages.addWidget(EmptyState(empty))
        holder = QWidget()
        holder.setLayout(self._pages)
        self.body.addWidget(holder, 1)
        self.setFocusProxy(self.view)
        self._pages.setCurrentIndex(1)

    def set_rows(
        self, rows: Sequence[Outgoing], *, choose: Callable[[Outgoing], bool] | None = None
    ) -> None:
        """Show these; the cursor goes to the one that `choose` takes, else to the first."""
        self._rows = tuple(rows)
        self._model.clear()
        for document in self._rows:
            self._model.appendRow(_item(document))
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

    def _say_chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.row_chosen.emit(self._rows[now.row()])


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
    """Code bold, two lines of subject, the state as a pill under them."""

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
        line = QRect(room.left(), room.top(), room.width(), _LINE)
        paint_line(painter, line, str(index.data(_CODE)), bold, Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(theme.colour(Role.MUTED))
        small = theme.font(theme.SMALL)
        two = 2 * min(QFontMetrics(small).height(), 18)
        subject = QRect(room.left(), line.bottom() + 3, room.width(), two)
        paint_two_lines(painter, subject, str(index.data(_SUBJECT)), small)
        pill = QRect(room.left(), room.bottom() - _PILL + 1, room.width(), _PILL)
        paint_badge(painter, pill, str(index.data(_WORDS)), State(index.data(_STATE)))
        painter.restore()
