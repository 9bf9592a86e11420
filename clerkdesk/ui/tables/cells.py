"""How a cell of a list is painted: bold number, two lines, pill, sign; one delegate for all."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clerkdesk.ui import theme
from clerkdesk.ui.tables.columns import Look
from clerkdesk.ui.tables.model import (
    ABSENT_ROLE,
    LOOK_ROLE,
    MARK_ROLE,
    SECOND_ROLE,
    SECOND_STATE_ROLE,
    STATE_ROLE,
)
from clerkdesk.ui.theme import SOFT_OF, TEXT_OF, Role, State

_SIDE = 8
_PILL_HEIGHT = 20
_PILL_SIDE = 10


class RowDelegate(QStyledItemDelegate):
    """Paints every cell of a RegisterTable; it knows looks and states, no registers."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Ground, rule and content."""
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined] # the stubs lack QStyleOption's fields here
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.fillRect(rect, theme.colour(Role.SELECTED if chosen else Role.CARD))
        painter.setPen(QPen(theme.colour(Role.NEUTRAL_SOFT), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._content(painter, rect.adjusted(_SIDE, 0, -_SIDE, -1), index)
        painter.restore()

    def sizeHint(  # noqa: N802 - Qt's name
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Wide enough for the text on one line; rows have one height."""
        text = str(index.data() or "")
        return QSize(
            QFontMetrics(theme.font(bold=True)).horizontalAdvance(text) + 4 * _SIDE,
            theme.ROW_HEIGHT,
        )

    def _content(
        self, painter: QPainter, room: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.data(ABSENT_ROLE):
            paint_placeholder(painter, room)
            return
        text = str(index.data() or "")
        look = Look(index.data(LOOK_ROLE))
        value = index.data(STATE_ROLE)
        state = State(value) if value else None
        second = str(index.data(SECOND_ROLE) or "")
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        if look is Look.BADGE:
            paint_badge(painter, room, text, state or State.NEUTRAL)
            return
        painter.setPen(theme.colour(TEXT_OF[state] if state else Role.INK))
        if second:
            half = room.height() // 2
            upper = room.adjusted(0, 4, 0, -half)
            lower = room.adjusted(0, half, 0, -4)
            paint_line(painter, upper, text, theme.font(bold=look is Look.NUMBER), align)
            mark = str(index.data(MARK_ROLE) or "")
            if mark:
                marked, _space, word = mark.partition(" ")
                lower.setLeft(lower.left() + paint_mark(painter, lower, word, State(marked)))
            lower_state = index.data(SECOND_STATE_ROLE)
            painter.setPen(theme.colour(TEXT_OF[State(lower_state)] if lower_state else Role.MUTED))
            paint_line(painter, lower, second, theme.font(theme.SMALL), align)
        elif look in (Look.SUMMARY, Look.SIGN):
            paint_two_lines(painter, room, text, theme.font())
        else:
            paint_line(painter, room, text, theme.font(bold=look is Look.NUMBER), align)


def paint_placeholder(painter: QPainter, room: QRect) -> None:
    """A soft bar where a text will stand."""
    bar = QRect(room.left(), room.center().y() - 4, min(room.width() * 2 // 3, 160), 8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(Role.NEUTRAL_SOFT))
    painter.drawRoundedRect(bar, 4, 4)


def paint_mark(painter: QPainter, room: QRect, word: str, state: State) -> int:
    """A small pill with a word at the left of a line; returns the room it takes."""
    font = theme.font(theme.SMALL, bold=True)
    width = min(QFontMetrics(font).horizontalAdvance(word) + 2 * _SIDE, room.width())
    pill = QRectF(room.left(), room.center().y() - 7.5, width, 16)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(SOFT_OF[state]))
    painter.drawRoundedRect(pill, 4, 4)
    painter.setPen(theme.colour(TEXT_OF[state]))
    painter.setFont(font)
    painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), word)
    painter.restore()
    return int(width) + 6


def paint_line(
    painter: QPainter, room: QRect, text: str, font: QFont, align: Qt.AlignmentFlag
) -> None:
    """One line; what does not fit ends in «…»."""
    painter.setFont(font)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(align), shown)


def paint_two_lines(painter: QPainter, room: QRect, text: str, font: QFont) -> None:
    """Break into at most two lines; what does not fit ends in «…»."""
    painter.setFont(font)
    metrics = QFontMetrics(font)
    layout = QTextLayout(text, font)
    wrapping = QTextOption()
    wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(wrapping)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(room.width())
    first = text[: line.textLength()]
    layout.endLayout()
    rest = text[len(first) :].strip()
    lines = [first.rstrip()]
    if rest:
        lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room.width()))
    height = min(metrics.height(), 18)
    top = room.top() + (room.height() - height * len(lines)) // 2
    for number, shown in enumerate(lines):
        spot = QRect(room.left(), top + number * height, room.width(), height)
        painter.drawText(spot, int(Qt.AlignmentFlag.AlignVCenter), shown)


def paint_badge(painter: QPainter, room: QRect, text: str, state: State) -> None:
    """A pill at the left of `room`, in its middle height."""
    if not text:
        return
    font = theme.font(theme.SMALL)
    font.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetrics(font)
    width = min(metrics.horizontalAdvance(text) + 2 * _PILL_SIDE, room.width())
    pill = QRectF(room.left(), room.top() + (room.height() - _PILL_HEIGHT) / 2, width, _PILL_HEIGHT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(SOFT_OF[state]))
    painter.drawRoundedRect(pill, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
    painter.setPen(theme.colour(TEXT_OF[state]))
    painter.setFont(font)
    inner = int(width) - 2 * _PILL_SIDE
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner + 2)
    painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), shown)
