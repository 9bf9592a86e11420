"""The hours of a week, typed as clerks write them; seasons and later versions beside the usual."""

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit

from clerkdesk.domain.calendar_rules import read_spans, spans_text
from clerkdesk.domain.office_hours import USUAL_WEEK, WEEKDAY_NAMES, DayOfYear, Timetable
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Card, ChoiceBox, button, text_label
from clerkdesk.ui.forms.dates import DateEditor

_NEW = -1
_SPANS_WIDTH = 196


class HoursCard(Card):
    """One timetable at a time; `kept` carries its place (None: new) and its value."""

    kept = Signal(object, object)  # int | None, Timetable
    removed = Signal(int)

    def __init__(self, today: date, *, allowed: bool) -> None:
        super().__init__(_("Giờ làm việc"))
        self._tables: Sequence[Timetable] = ()
        self.choice = ChoiceBox()
        self.choice.setAccessibleName(_("Bảng giờ"))
        self.choice.currentIndexChanged.connect(lambda _index: self._show_chosen())
        self.add = button(_("+ Mùa, giờ mới"), self._new)
        self.remove = button(_("Bỏ"), self._remove)
        top = QHBoxLayout()
        top.addWidget(self.choice, 1)
        top.addWidget(self.add)
        top.addWidget(self.remove)
        self.body.addLayout(top)
        self.name = QLineEdit()
        self.valid_from, self.valid_to = DateEditor(today), DateEditor(today)
        self.season_from, self.season_to = QLineEdit(), QLineEdit()
        self.issuer = QLineEdit()
        for box in (self.season_from, self.season_to):
            box.setPlaceholderText(_("ngày/tháng"))
        self.issuer.setPlaceholderText(_("cả cơ quan"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        self.days: list[QLineEdit] = []
        for row, weekday in enumerate(WEEKDAY_NAMES):
            box = QLineEdit()
            box.setPlaceholderText(_("nghỉ"))
            box.setMinimumWidth(_SPANS_WIDTH)
            words = _(weekday)
            self._place(grid, row, 0, f"{words[:1].upper()}{words[1:]}", box)
            self.days.append(box)
        beside = (
            (_("Tên"), self.name),
            (_("Hiệu lực từ"), self.valid_from),
            (_("đến hết"), self.valid_to),
            (_("Mùa, từ"), self.season_from),
            (_("đến hết"), self.season_to),
            (_("Mã đơn vị"), self.issuer),
        )
        for row, (words, widget) in enumerate(beside):
            self._place(grid, row, 2, words, widget)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
        self.body.addLayout(grid)
        self.problem = text_label("", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.save = button(_("Lưu giờ làm việc"), self._keep, key="Ctrl+Return", primary=True)
        self.save.setObjectName("save-hours")
        self.body.addWidget(self.problem)
        self.body.addWidget(self.save)
        self._boxes = [*self.days, *(widget for _words, widget in beside)]
        for box in self._boxes:
            box.setReadOnly(not allowed)
        for made in (self.add, self.remove, self.save):
            made.setEnabled(allowed)
        self._allowed = allowed

    def show_tables(self, tables: Sequence[Timetable]) -> None:
        """List these; the one that was chosen stays chosen."""
        fresh = len(tables) > len(self._tables) and bool(self._tables)
        chosen = len(tables) - 1 if fresh else max(self.choice.currentIndex(), 0)
        self._tables = tables
        self.choice.blockSignals(True)
        self.choice.clear()
        for place, table in enumerate(tables):
            self.choice.addItem(title(table), place)
        self.choice.setCurrentIndex(min(chosen, len(tables) - 1))
        self.choice.blockSignals(False)
        self._show_chosen()

    def show_problem(self, sentence: str) -> None:
        """Say why the hours were not kept."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _place(self, grid: QGridLayout, row: int, column: int, words: str, box: QLineEdit) -> None:
        label = text_label(words, "label")
        label.setBuddy(box)
        box.setAccessibleName(words)
        grid.addWidget(label, row, column)
        grid.addWidget(box, row, column + 1)

    def _show_chosen(self) -> None:
        place = self.choice.currentData()
        table = self._tables[place] if isinstance(place, int) and place >= 0 else Timetable()
        self.name.setText(table.name)
        for box, spans in zip(self.days, table.week, strict=True):
            box.setText(spans_text(spans))
        self.valid_from.set_value(table.valid_from)
        self.valid_to.set_value(table.valid_to)
        self.season_from.setText(_day_text(table.season_from))
        self.season_to.setText(_day_text(table.season_to))
        self.issuer.setText(table.issuer)
        self.remove.setEnabled(self._allowed and len(self._tables) > 1)
        self.show_problem("")

    def _new(self) -> None:
        if self.choice.findData(_NEW) < 0:
            self.choice.addItem(_("(mới)"), _NEW)
        self.choice.setCurrentIndex(self.choice.findData(_NEW))
        for box, spans in zip(self.days, USUAL_WEEK, strict=True):
            box.setText(spans_text(spans))
        self.name.setFocus()

    def _remove(self) -> None:
        place = self.choice.currentData()
        if isinstance(place, int) and place >= 0:
            self.removed.emit(place)
        else:
            self.show_tables(self._tables)

    def _keep(self) -> None:
        week = []
        for weekday, box in zip(WEEKDAY_NAMES, self.days, strict=True):
            try:
                week.append(read_spans(box.text()))
            except ValueError:
                words = _("{weekday}: viết giờ như «07:00–11:00, 13:00–17:00»; để trống là nghỉ.")
                self.show_problem(words.format(weekday=_(weekday)))
                box.setFocus()
                return
        dates = (self.valid_from.value(), self.valid_to.value())
        season = (_read_day(self.season_from.text()), _read_day(self.season_to.text()))
        if any(isinstance(value, str) for value in (*dates, *season)):
            self.show_problem(_("Ngày hiệu lực viết ngày/tháng/năm, mùa viết ngày/tháng."))
            return
        valid_from, valid_to = (value if isinstance(value, date) else None for value in dates)
        season_from, season_to = (v if isinstance(v, DayOfYear) else None for v in season)
        table = Timetable(
            self.name.text().strip(),
            tuple(week),
            valid_from,
            valid_to,
            season_from,
            season_to,
            self.issuer.text().strip(),
        )
        place = self.choice.currentData()
        self.kept.emit(place if isinstance(place, int) and place >= 0 else None, table)


def title(table: Timetable) -> str:
    """The name of a timetable and when it holds."""
    parts = [table.name or _("Giờ thường xuyên")]
    if table.season_from and table.season_to:
        parts.append(f"{_day_text(table.season_from)}–{_day_text(table.season_to)}")
    if table.valid_from:
        parts.append(_("từ {day}").format(day=f"{table.valid_from:%d/%m/%Y}"))
    if table.valid_to:
        parts.append(_("đến {day}").format(day=f"{table.valid_to:%d/%m/%Y}"))
    return " · ".join(part for part in (*parts, table.issuer) if part)


def _day_text(day: DayOfYear | None) -> str:
    return f"{day.day:02d}/{day.month:02d}" if day else ""


def _read_day(text: str) -> DayOfYear | str | None:
    """A day of the year, None where empty, or the text that is none."""
    if not text.strip():
        return None
    found = re.fullmatch(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*", text)
    try:
        return DayOfYear.of(date(2024, int(found[2]), int(found[1]))) if found else text
    except ValueError:
        return text
