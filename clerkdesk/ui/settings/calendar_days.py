"""Days off and days worked in exchange: added by date, taken away, read from a list of next year."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit

from clerkdesk.domain.office_hours import Holiday, OfficeCalendar, WorkedDay
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Card, button, text_label
from clerkdesk.ui.forms.dates import DateEditor
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.settings.calendar_presenter import DayOff
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State


class DaysCard(Card):
    """The list with the next days off on top, and one line to add to it."""

    holiday_added = Signal(str, object, object, bool)  # name, first, last, each year
    worked_added = Signal(object, object, str)  # day, instead of, name
    removed = Signal(object)  # DayOff
    file_chosen = Signal(object)  # Path

    def __init__(self, today: date, memory: UiMemory, *, allowed: bool) -> None:
        super().__init__()
        self._today = today
        self.table = RegisterTable[DayOff](
            _columns(),
            memory=memory,
            memory_key="days_off",
            empty=_("Chưa có ngày nghỉ nào.\nThêm từng ngày, hoặc nhập danh sách của năm sau."),
        )
        self.first, self.last = DateEditor(today), DateEditor(today)
        self.name = QLineEdit()
        self.each_year = QCheckBox(_("hằng năm"))
        for widget, words in (
            (self.first, _("Từ ngày")),
            (self.last, _("đến ngày · thay cho ngày")),
            (self.name, _("Tên ngày nghỉ")),
        ):
            widget.setAccessibleName(words)
        self.first.setPlaceholderText(_("Từ ngày"))
        self.last.setPlaceholderText(_("đến ngày"))
        self.name.setPlaceholderText(_("Tên, ví dụ «Tết Nguyên đán»"))
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.first, 1)
        line.addWidget(self.last, 1)
        line.addWidget(self.each_year)
        self.add_holiday = button(_("+ Ngày nghỉ"), self._add_holiday, primary=True)
        self.add_holiday.setObjectName("add-holiday")
        self.add_worked = button(_("+ Làm bù"), self._add_worked)
        self.add_worked.setObjectName("add-worked")
        self.add_worked.setToolTip(_("Từ ngày: ngày làm; đến ngày: ngày được nghỉ thay"))
        self.take_away = button(_("Bỏ dòng"), self._remove, link=True)
        self.take_in = button(_("Nhập từ tệp…"), self._choose_file, link=True)
        self.take_in.setToolTip(
            _("Mỗi dòng: «05/02/2027 - 11/02/2027; Tết Nguyên đán» hoặc «20/02/2027; làm bù»")
        )
        acts = QHBoxLayout()
        acts.setSpacing(6)
        acts.addWidget(self.name, 1)
        for made in (self.add_worked, self.add_holiday):
            acts.addWidget(made)
        self.problem = text_label("", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        head = QHBoxLayout()
        head.addWidget(text_label(_("Ngày nghỉ lễ, ngày làm bù"), "group"))
        head.addStretch(1)
        head.addWidget(self.take_in)
        head.addWidget(self.take_away)
        self.body.addLayout(head)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(line)
        self.body.addLayout(acts)
        self.body.addWidget(self.problem)
        self.take_away.setToolTip("Ctrl+Delete")
        QShortcut(QKeySequence("Ctrl+Delete"), self).activated.connect(self.take_away.click)
        QShortcut(QKeySequence("Return"), self.name).activated.connect(self._add_holiday)
        for made in (self.add_holiday, self.add_worked, self.take_away, self.take_in):
            made.setEnabled(allowed)
        for box in (self.first, self.last, self.name):
            box.setReadOnly(not allowed)
        self.each_year.setEnabled(allowed)

    def show_calendar(self, calendar: OfficeCalendar) -> None:
        """List what is to come, then what comes every year, then what has been."""
        entries: list[DayOff] = [*calendar.holidays, *calendar.worked_days]
        chosen = self.table.chosen()
        self.table.set_rows(sorted(entries, key=self._order), choose=lambda entry: entry == chosen)

    def show_problem(self, sentences: str) -> None:
        """Say what could not be added."""
        self.problem.setText(sentences)
        self.problem.setVisible(bool(sentences))

    def _order(self, entry: DayOff) -> tuple[int, date]:
        if isinstance(entry, Holiday) and entry.each_year:
            return (1, entry.first.replace(year=2000))
        day = entry.last if isinstance(entry, Holiday) else entry.day
        return (0 if day >= self._today else 2, day)

    def _add_holiday(self) -> None:
        self._add(
            lambda first, last: self.holiday_added.emit(
                self.name.text(), first, last or first, self.each_year.isChecked()
            )
        )

    def _add_worked(self) -> None:
        self._add(lambda first, last: self.worked_added.emit(first, last, self.name.text()))

    def _add(self, say: Callable[[date, date | None], None]) -> None:
        first, last = self.first.value(), self.last.value()
        if not isinstance(first, date) or isinstance(last, str):
            self.show_problem(_("Nhập ngày dạng ngày/tháng/năm, hoặc bấm F4 để chọn trên lịch."))
            self.first.setFocus()
            return
        self.show_problem("")
        say(first, last if isinstance(last, date) else None)
        for box in (self.first, self.last, self.name):
            box.clear()
        self.first.setFocus()

    def _remove(self) -> None:
        entry = self.table.chosen()
        if entry is not None:
            self.removed.emit(entry)

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Danh sách ngày nghỉ"), "", _("Danh sách (*.txt *.csv)")
        )
        if name:
            self.file_chosen.emit(Path(name))


def _columns() -> tuple[Column[DayOff], ...]:
    return (
        Column("days", _("NGÀY"), 162, _days),
        Column("name", _("TÊN"), 120, lambda entry: entry.name or "—", stretches=True),
        Column("kind", _("LOẠI"), 118, _kind, Look.BADGE, state=_kind_colour),
    )


def _days(entry: DayOff) -> str:
    if isinstance(entry, WorkedDay):
        instead = entry.instead_of
        day = f"{entry.day:%d/%m/%Y}"
        return _("{day} thay {other}").format(day=day, other=f"{instead:%d/%m}") if instead else day
    if entry.each_year:
        return f"{entry.first:%d/%m}"
    if entry.first == entry.last:
        return f"{entry.first:%d/%m/%Y}"
    return f"{entry.first:%d/%m} – {entry.last:%d/%m/%Y}"


def _kind(entry: DayOff) -> str:
    if isinstance(entry, WorkedDay):
        return _("Làm bù")
    return _("Nghỉ hằng năm") if entry.each_year else _("Nghỉ")


def _kind_colour(entry: DayOff) -> State:
    return State.WARN if isinstance(entry, WorkedDay) else State.GOOD
