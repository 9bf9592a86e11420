"""The statutory register forms: which columns, how wide, and what of a document stands in each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Self, TypeVar

from clerkdesk.domain.assignments import active_rounds, everyone, receipts
from clerkdesk.domain.books import Direction, NumberAct
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.corrected import earlier_readings
from clerkdesk.domain.correction_words import correction_note
from clerkdesk.domain.fields import Field, Kind
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import (
    FROZEN,
    OUT_OF_USE,
    OUTGOING_STATE_NAMES,
    Outgoing,
    OutgoingState,
    Recipient,
)
from clerkdesk.domain.reconciliation import told
from clerkdesk.domain.register_fields import INCOMING, OUTGOING
from clerkdesk.domain.texts import N_, _

D = TypeVar("D", Incoming, Outgoing)


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a statutory form; `number` is what `Field.column` refers to."""

    number: int
    title: str
    width: float
    """Millimetres on A4 landscape."""


INCOMING_FORM = (
    FormColumn(1, N_("Ngày đến"), 20),
    FormColumn(2, N_("Số đến"), 14),
    FormColumn(3, N_("Tác giả"), 38),
    FormColumn(4, N_("Số, ký hiệu văn bản"), 30),
    FormColumn(5, N_("Ngày tháng văn bản"), 21),
    FormColumn(6, N_("Tên loại và trích yếu nội dung văn bản"), 66),
    FormColumn(7, N_("Đơn vị hoặc người nhận"), 30),
    FormColumn(8, N_("Ngày chuyển"), 20),
    FormColumn(9, N_("Ký nhận"), 16),
    FormColumn(10, N_("Ghi chú"), 18),
)
"""Sổ đăng ký văn bản đến (NĐ 30/2020, Phụ lục IV)."""

OUTGOING_FORM = (
    FormColumn(1, N_("Số, ký hiệu văn bản"), 30),
    FormColumn(2, N_("Ngày tháng văn bản"), 21),
    FormColumn(3, N_("Tên loại và trích yếu nội dung văn bản"), 66),
    FormColumn(4, N_("Người ký"), 28),
    FormColumn(5, N_("Nơi nhận văn bản"), 44),
    FormColumn(6, N_("Đơn vị, người nhận bản lưu"), 24),
    FormColumn(7, N_("Số lượng bản"), 14),
    FormColumn(8, N_("Ngày chuyển"), 20),
    FormColumn(9, N_("Ký nhận"), 12),
    FormColumn(10, N_("Ghi chú"), 14),
)
"""Sổ đăng ký văn bản đi (NĐ 30/2020, Phụ lục IV)."""


class CorrectedText(str):
    """A cell whose text was corrected; `old` texts are printed struck through before it."""

    old: tuple[str, ...] = ()

    def __new__(cls, text: str, old: tuple[str, ...]) -> Self:
        """The text that holds now, and those that held before, oldest first."""
        made = str.__new__(cls, text)
        made.old = old
        return made


def incoming_row(document: Incoming) -> list[str]:
    """One line of the incoming register, a text a column; corrected ones are `CorrectedText`."""
    return _with_corrections(document, _incoming_cells)


def outgoing_row(document: Outgoing) -> list[str]:
    """One line of the outgoing register, a text a column; corrected ones are `CorrectedText`."""
    return _with_corrections(document, _outgoing_cells)


def _with_corrections(document: D, cells_of: Callable[[D], list[str]]) -> list[str]:
    """The row as it reads now, each cell with what it read before; the last says why."""
    cells = cells_of(document)
    if not document.corrections:
        return cells
    earlier = [cells_of(reading) for reading in earlier_readings(document)]
    for column, text in enumerate(cells):
        before: list[str] = [row[column] for row in earlier]
        after = [*before, text][1:]
        kept = [was for was, then in zip(before, after, strict=True) if was and was != then]
        if kept:
            cells[column] = CorrectedText(text, tuple(kept))
    note = f"{cells[-1]} {correction_note(document)}".strip()
    last = cells[-1]
    cells[-1] = CorrectedText(note, last.old) if isinstance(last, CorrectedText) else note
    return cells


def _incoming_cells(document: Incoming) -> list[str]:
    rounds = active_rounds(document.assignments, document.acts)
    last = rounds[-1] if rounds else None
    signed = receipts(last, document.acts) if last else []
    own = {
        2: document.shown_number,
        4: document.code,
        7: everyone(last) if last else "",
        8: shown(local_date(last.at)) if last else "",
        9: "; ".join(f"{act.person} {local_date(act.at):%d/%m}" for act in signed),
    }
    return _row(INCOMING_FORM, INCOMING, lambda name: getattr(document.entry, name, None), own)


def _outgoing_cells(document: Outgoing) -> list[str]:
    own = {
        1: document.code,
        2: shown(document.issued_date),
        8: shown(local_date(document.issued_at)) if document.issued_at else "",
        10: _outgoing_note(document),
    }
    return _row(OUTGOING_FORM, OUTGOING, lambda name: getattr(document.entry, name, None), own)


def with_void(row: list[str], act: NumberAct | None) -> list[str]:
    """A line whose number was made void says so under «Ghi chú», with reason, who and when."""
    if act is None:
        return row
    said = _("ĐÃ HỦY SỐ: {why}").format(why=told(act))
    return [*row[:-1], "; ".join(part for part in (row[-1], said) if part)]


def void_row(act: NumberAct) -> list[str]:
    """A line for a void number that no document has; both forms have ten columns."""
    incoming = act.book.direction is Direction.INCOMING
    form = INCOMING_FORM if incoming else OUTGOING_FORM
    number = f"{act.printed} ({act.book.series.split('.')[0]})"
    own = {2: act.printed} if incoming else {1: number}
    return with_void([own.get(column.number, "") for column in form], act)


def _outgoing_note(document: Outgoing) -> str:
    """The note, and that the document was recalled, replaced or corrected (Điều 18.3-18.4)."""
    if document.state in OUT_OF_USE:  # `with_void` says why, and for what was imported the import
        return document.entry.note
    if document.state not in FROZEN and document.state is not OutgoingState.CORRECTED:
        return document.entry.note
    fate = f"{_(OUTGOING_STATE_NAMES[document.state])}: {document.reason}".rstrip(": ")
    return f"{document.entry.note} {fate}.".strip()


def shown(value: object, field: Field | None = None) -> str:
    """A value as it stands on paper: dates dd/MM/yyyy, choices by their name, recipients by name."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if field is not None and field.kind is Kind.CHOICE and field.choices:
        key = str(value.value) if isinstance(value, Enum) else str(value)
        return _(field.choices.get(key, key))
    if isinstance(value, tuple):
        return "; ".join(item.name for item in value if isinstance(item, Recipient))
    return str(value)


def _row(
    form: Sequence[FormColumn],
    fields: Sequence[Field],
    value_of: Callable[[str], object],
    own: Mapping[int, str],
) -> list[str]:
    """Columns take what the document has of its own, else the fields that name them, joined."""
    cells = []
    for column in form:
        parts = [shown(value_of(f.name), f) for f in fields if f.column == column.number]
        cells.append(own.get(column.number, _joined(parts)))
    return cells


def _joined(parts: Sequence[str]) -> str:
    """The texts of one column, each said once: «Báo cáo» before «báo cáo tình hình…» is left out."""
    said: list[str] = []
    for part in (p for p in parts if p):
        if said and part.casefold().startswith(said[-1].casefold() + " "):
            kind = said.pop()
            said.append(kind + part[len(kind) :])
        else:
            said.append(part)
    return " ".join(said)
