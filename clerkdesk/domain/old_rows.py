"""One row of an old register, read cell by cell: the values, or in Vietnamese what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from clerkdesk.domain.fields import Field
from clerkdesk.domain.register_fields import INCOMING, OUTGOING
from clerkdesk.domain.series import DocumentType
from clerkdesk.domain.table_cells import (
    Cell,
    is_formula,
    read_count,
    read_day,
    read_number,
    read_text,
)
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold

T = TypeVar("T")
LABELS = {field.name: field.label for field in (*INCOMING, *OUTGOING)}
"""What the fields of both registers are called."""


@dataclass(frozen=True, slots=True)
class OldRules:
    """What reading a row needs of the office."""

    doc_types: Sequence[DocumentType]
    office_name: str
    today: date
    year: int | None = None
    """The year on the cover of the book: for dates that are written without one."""


class RowReader:
    """Reads the cells of one row by field; says in Vietnamese what is wrong with each."""

    def __init__(self, cells: Mapping[str, Cell], rules: OldRules) -> None:
        self._cells = cells
        self._rules = rules
        self.problems: list[str] = []

    def text(self, field: Field) -> str:
        """A text, no longer than the register allows."""
        cell = self._cells.get(field.name)
        if is_formula(cell):
            self.problems.append(
                _("«{label}» là công thức chưa tính.").format(label=_(field.label))
            )
            return ""
        text = read_text(cell)
        if problem := field.problem(text):
            self.problems.append(problem)
        return text

    def day(self, name: str, label: str, *, required: bool = False) -> date | None:
        """A date that is not after today."""
        cell = self._cells.get(name)
        day = self._read(lambda: read_day(cell, self._rules.year), cell, label, _("ngày"))
        if day is not None and day > self._rules.today and name != "due_date":
            self.problems.append(_("«{label}» sau hôm nay.").format(label=label))
        if day is None and required and not read_text(cell):
            self.problems.append(_("Chưa nhập «{label}».").format(label=label))
        return day

    def count(self, name: str) -> int | None:
        """A whole number such as «số tờ»."""
        cell = self._cells.get(name)
        return self._read(lambda: read_count(cell), cell, _(LABELS[name]), _("số"))

    def number(self, name: str) -> tuple[int, str] | None:
        """A number of the register, with its letter."""
        cell = self._cells.get(name)
        label = _(LABELS[name])
        found = self._read(lambda: read_number(cell), cell, label, _("số của sổ"))
        if found is None and not read_text(cell):
            self.problems.append(_("Chưa nhập «{label}».").format(label=label))
        return found

    def choice(self, field: Field, default: str) -> str:
        """The key of a choice that the cell calls by its name; `default` where it is empty."""
        text = read_text(self._cells.get(field.name))
        if not text:
            return default
        for key, name in (field.choices or {}).items():
            if fold(text) in (fold(_(name)), key):
                return key
        self.problems.append(
            _("«{label}»: không có mục «{text}».").format(label=_(field.label), text=text)
        )
        return default

    def code(self, printed: str) -> str:
        """Số, ký hiệu, joined where the book has a column for each."""
        number = read_text(self._cells.get("code_number"))
        if not number or number in printed.split("/"):
            return printed
        return f"{number}/{printed.lstrip('/')}" if printed else number

    def raw(self, name: str) -> str:
        """A text without rules."""
        return read_text(self._cells.get(name))

    def _read(self, read: Callable[[], T | None], cell: Cell, label: str, what: str) -> T | None:
        try:
            return read()
        except ValueError as problem:
            words = _("«{label}»: «{text}» không phải {what}.")
            if str(problem) == "no year":
                words = _("«{label}»: «{text}» thiếu năm; chọn «Năm của sổ».")
            self.problems.append(words.format(label=label, text=read_text(cell)[:40], what=what))
            return None
