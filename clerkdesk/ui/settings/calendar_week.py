"""A week at a glance: when the office is open, holidays by name; and what an arrival would count as."""

from collections.abc import Callable
from datetime import date, time, timedelta
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from clerkdesk.domain.calendar_rules import read_clock
from clerkdesk.domain.office_hours import WEEKDAY_NAMES, OfficeCalendar, Receipt, week_of
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, Note, button, text_label
from clerkdesk.ui.flow_layout import WrappingRow
from clerkdesk.ui.forms.dates import DateEditor
from clerkdesk.ui.incoming.words import moment_text, why_text
from clerkdesk.ui.theme import Role, State

_FIRST_HOUR, _LAST_HOUR = 6, 20
_ROW, _HEAD, _LEFT, _RIGHT = 22, 18, 132, 18


class WeekStrip(QWidget):
    """Seven rows of a day; a bar where the office is open."""

    def __init__(self) -> None:
        super().__init__()
        self._calendar = OfficeCalendar()
        self._monday = date(2026, 1, 5)
        self.setFixedHeight(_HEAD + 7 * _ROW + 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_week(self, calendar: OfficeCalendar, day: date) -> None:
        """Show the week of `day`."""
        self._calendar = calendar
        self._monday = week_of(day)[0]
        self.setAccessibleName("; ".join(self.words(day) for day in week_of(day)))
        self.update()

    def words(self, day: date) -> str:
        """What the row of `day` says."""
        sessions = self._calendar.sessions(day)
        hours = ", ".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in sessions)
        holiday, worked = self._calendar.holiday(day), self._calendar.worked_day(day)
        if holiday is not None:
            return holiday.name or _("ngày nghỉ")
        if worked is not None:
            return _("làm bù {hours}").format(hours=hours)
        return hours or _("nghỉ")

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the week."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font())
        width = (self.width() - _LEFT - _RIGHT) / (_LAST_HOUR - _FIRST_HOUR)
        painter.setPen(theme.colour(Role.MUTED))
        for hour in range(_FIRST_HOUR, _LAST_HOUR + 1, 2):
            x = _LEFT + (hour - _FIRST_HOUR) * width
            painter.drawText(QRectF(x - 20, 0, 40, _HEAD), Qt.AlignmentFlag.AlignCenter, f"{hour}h")
        for place, day in enumerate(week_of(self._monday)):
            self._draw_day(painter, day, _HEAD + place * _ROW, width)
        painter.end()

    def _draw_day(self, painter: QPainter, day: date, top: int, width: float) -> None:
        room = QRectF(_LEFT, top + 3, self.width() - _LEFT - _RIGHT, _ROW - 6)
        weekday = _(WEEKDAY_NAMES[day.weekday()])
        painter.setPen(theme.colour(Role.INK))
        label = f"{weekday[:1].upper()}{weekday[1:]} {day:%d/%m}"
        painter.drawText(QRectF(0, top, _LEFT, _ROW), Qt.AlignmentFlag.AlignVCenter, label)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(Role.GROUND))
        painter.drawRoundedRect(room, 4, 4)
        worked = self._calendar.worked_day(day) is not None
        painter.setBrush(theme.colour(Role.WARN_SOFT if worked else Role.ACCENT_SOFT))
        for start, end in self._calendar.sessions(day):
            x = _LEFT + max(_hours(start) - _FIRST_HOUR, 0.0) * width
            right = _LEFT + min(_hours(end) - _FIRST_HOUR, _LAST_HOUR - _FIRST_HOUR) * width
            bar = QRectF(x, top + 3, max(right - x, 2.0), _ROW - 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(bar, 4, 4)
            painter.setPen(theme.colour(Role.INK))
            words = _("{start}–{end} làm bù") if worked else "{start}–{end}"
            times = words.format(start=f"{start:%H:%M}", end=f"{end:%H:%M}")
            painter.drawText(bar, Qt.AlignmentFlag.AlignCenter, times)
        if not self._calendar.is_working_day(day):
            painter.setPen(theme.colour(Role.MUTED))
            words = self.words(day)
            painter.drawText(room.adjusted(8, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, words)


def _hours(clock: time) -> float:
    return clock.hour + clock.minute / 60


class WeekCard(Card):
    """The strip, ways to other weeks, and the question «and if something came then?».

    Args:
        preview: the receipt of something that comes on a day at a time.
    """

    def __init__(self, preview: Callable[[date, time], Receipt | None], today: date) -> None:
        super().__init__()
        self._preview = preview
        self._calendar = OfficeCalendar()
        self._day = today
        self._today = today
        self.strip = WeekStrip()
        self.day = DateEditor(today)
        self.day.setAccessibleName(_("Ngày đến thử"))
        self.day.setFixedWidth(130)
        self.clock = QLineEdit("17:30")
        self.clock.setAccessibleName(_("Giờ đến thử"))
        self.clock.setFixedWidth(70)
        self.answer = Note()
        self.day.set_value(today + timedelta(days=(4 - today.weekday()) % 7))
        self.day.textChanged.connect(lambda _text: self._ask())
        self.clock.textChanged.connect(lambda _text: self._ask())
        head = WrappingRow(6)
        for sign, words, days, key in (
            ("‹", _("Tuần trước"), -7, "Alt+Left"),
            (_("Tuần này"), _("Tuần này"), 0, "Alt+Home"),
            ("›", _("Tuần sau"), 7, "Alt+Right"),
        ):
            turn = button(sign, partial(self._go, days))
            turn.setAccessibleName(words)
            turn.setToolTip(f"{words} ({key})")
            QShortcut(QKeySequence(key), self).activated.connect(turn.click)
            head.add(turn)
        head.end.addWidget(text_label(_("Nếu văn bản đến lúc"), "muted"))
        head.end.addWidget(self.clock)
        head.end.addWidget(text_label(_("ngày"), "muted"))
        head.end.addWidget(self.day)
        self.body.addWidget(head)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.answer)

    def show_calendar(self, calendar: OfficeCalendar) -> None:
        """Show this calendar's weeks."""
        self._calendar = calendar
        self.strip.show_week(calendar, self._day)
        self._ask()

    def _go(self, days: int) -> None:
        self._day = self._day + timedelta(days=days) if days else self._today
        self.strip.show_week(self._calendar, self._day)

    def _ask(self) -> None:
        day, clock = self.day.value(), read_clock(self.clock.text())
        if not isinstance(day, date) or clock is None:
            self.answer.show_state(_("Nhập giờ (17:30) và ngày để xem thử."), State.NEUTRAL)
            return
        found = self._preview(day, clock)
        if found is None:
            self.answer.show_state(_("Lịch chưa có ngày làm việc nào."), State.BAD)
            return
        words = _("Văn bản đến lúc {actual} được tính là nhận lúc {legal}").format(
            actual=moment_text(found.actual), legal=moment_text(found.legal)
        )
        self.answer.show_state(
            f"{words} ({why_text(found)}).", State.WARN if found.moved else State.GOOD
        )
        self._day = day
        self.strip.show_week(self._calendar, day)
