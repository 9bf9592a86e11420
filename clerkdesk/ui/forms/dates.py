"""Dates as a clerk types them: 31/12/2026, 311226, 31-12; arrows move a day; a calendar drops down."""

import re
from calendar import monthrange
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QIcon,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
    QTextCharFormat,
)
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.theme import Role

_SEPARATED = re.compile(r"(\d{1,2})[\s/.,-]+(\d{1,2})(?:[\s/.,-]+(\d{4}|\d{2}))?")
_BARE = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?")


def read_date(text: str, today: date) -> date | None:
    """Understand a typed date, day first; None where it is none.

    A year of two digits lies in the hundred years that end 20 years after `today`; a missing year
    is the year of `today`.
    """
    match = _SEPARATED.fullmatch(text.strip()) or _BARE.fullmatch(text.strip())
    if match is None:
        return None
    day, month, year = (int(part) if part else None for part in match.groups())
    assert day is not None
    assert month is not None
    if year is None:
        year = today.year
    elif len(match.group(3)) == 2:
        last = today.year + 20
        year = last - (last - year) % 100
    try:
        return date(year, month, day)
    except ValueError:
        return None


def show_date(value: date) -> str:
    """dd/MM/yyyy, as every screen and paper shows dates."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def moved(value: date, step: int, *, by_month: bool) -> date:
    """`value` moved by days or months; at the ends of the calendar it stays where it is.

    A month keeps the day, or takes the month's last one: 31/01 goes to 28/02.
    """
    if not by_month:
        try:
            return value + timedelta(days=step)
        except OverflowError:
            return value
    months = value.year * 12 + value.month - 1 + step
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        return value
    return date(year, month + 1, min(value.day, monthrange(year, month + 1)[1]))


class DateEditor(QLineEdit):
    """A date. Up and Down move a day, with Ctrl a month; F4 or the sign opens the calendar.

    Args:
        today: for dates without a year and for the calendar; None = the PC's date.
    """

    edited = Signal()

    def __init__(self, today: date | None = None) -> None:
        super().__init__()
        self._today = today
        self.setPlaceholderText(_("ngày/tháng"))
        self.textEdited.connect(self.edited)
        self._calendar: _DropDown | None = None
        self._sign = QAction(QIcon(_calendar_sign()), _("Mở lịch"), self)
        self._sign.triggered.connect(self.open_calendar)
        self.addAction(self._sign, QLineEdit.ActionPosition.TrailingPosition)

    def setReadOnly(self, read_only: bool) -> None:  # noqa: N802 - Qt's name
        """A date that cannot be changed has no calendar."""
        super().setReadOnly(read_only)
        self._sign.setVisible(not read_only)

    def value(self) -> object:
        """A date, None where empty, or the text that is no date."""
        text = self.text().strip()
        return (read_date(text, self._now()) or text) if text else None

    def set_value(self, value: object) -> None:
        """Show a date."""
        self.setText(show_date(value) if isinstance(value, date) else str(value or ""))
        self.setCursorPosition(0)

    def widget(self) -> QWidget:
        """Itself."""
        return self

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows and F4."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is not None and not self.isReadOnly():
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.open_calendar()
            else:
                by_month = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                self._move(step, by_month=by_month)
        elif event.key() == Qt.Key.Key_F4 and not self.isReadOnly():
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show what was understood: «311226» becomes «31/12/2026»."""
        super().focusOutEvent(event)
        value = self.value()
        if isinstance(value, date) and not self.isReadOnly():
            self.setText(show_date(value))

    def open_calendar(self) -> None:
        """Drop the calendar down; a click on a day takes it."""
        if self._calendar is None:
            self._calendar = _DropDown(self)
            self._calendar.taken.connect(self._take_day)
        value = self.value()
        shown = value if isinstance(value, date) else self._now()
        self._calendar.drop(
            self.mapToGlobal(QPoint(0, self.height() + 2)),
            QDate(shown.year, shown.month, shown.day),
        )

    def _take_day(self, day: QDate) -> None:
        self._take(date(day.year(), day.month(), day.day()))

    def _move(self, step: int, *, by_month: bool) -> None:
        value = self.value()
        if not isinstance(value, date):
            self._take(self._now())
            return
        self._take(moved(value, step, by_month=by_month))

    def _take(self, value: date) -> None:
        self.setText(show_date(value))
        self.edited.emit()

    def _now(self) -> date:
        return self._today or date.today()


class _DropDown(QFrame):
    """A calendar under its field; kept and hidden, because deleting it inside its own click crashes."""

    taken = Signal(QDate)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("dropdown", "true")
        self._calendar = QCalendarWidget()
        self._calendar.setLocale(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self._dress()
        self._calendar.clicked.connect(self._take)
        self._calendar.activated.connect(self._take)
        down = QVBoxLayout(self)
        down.setContentsMargins(1, 1, 1, 1)
        down.addWidget(self._calendar)

    def _dress(self) -> None:
        """Our colours and arrows instead of Qt's own."""
        weekend, head = QTextCharFormat(), QTextCharFormat()
        weekend.setForeground(theme.colour(Role.BAD))
        head.setForeground(theme.colour(Role.MUTED))
        head.setBackground(theme.colour(Role.CARD))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(day, weekend)
        self._calendar.setHeaderTextFormat(head)
        for name, sign, tip in (
            ("qt_calendar_prevmonth", "‹", _("Tháng trước")),
            ("qt_calendar_nextmonth", "›", _("Tháng sau")),
        ):
            arrow: object = self._calendar.findChild(QToolButton, name)
            if isinstance(arrow, QToolButton):
                arrow.setIcon(QIcon())
                arrow.setText(sign)
                arrow.setToolTip(tip)

    def drop(self, spot: QPoint, day: QDate) -> None:
        """Show at a place of the screen with a day marked."""
        self._calendar.setSelectedDate(day)
        self.move(spot)
        self.show()
        self._calendar.setFocus()

    def _take(self, day: QDate) -> None:
        if self.isVisible():
            self.hide()
            self.taken.emit(day)


def _calendar_sign() -> QPixmap:
    sign = QPixmap(32, 32)
    sign.setDevicePixelRatio(2.0)
    sign.fill(Qt.GlobalColor.transparent)
    painter = QPainter(sign)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(Role.MUTED), 1.2))
    painter.drawRoundedRect(QRectF(2.5, 3.5, 11, 10), 1.5, 1.5)
    painter.drawLine(QPointF(2.5, 6.5), QPointF(13.5, 6.5))
    painter.drawLine(QPointF(5.5, 2), QPointF(5.5, 4.5))
    painter.drawLine(QPointF(10.5, 2), QPointF(10.5, 4.5))
    painter.end()
    return sign
