"""The columns of a table as the columns of a file."""

from collections.abc import Sequence
from typing import TypeVar

from clerkdesk.domain.texts import _
from clerkdesk.services.export_rows import ExportColumn
from clerkdesk.ui.tables.columns import Column

RowT = TypeVar("RowT")


def written(columns: Sequence[Column[RowT]]) -> list[ExportColumn[RowT]]:
    """A cell of several lines becomes several columns, titled in ordinary letters; what two
    columns of the table show is written once."""
    made: dict[str, ExportColumn[RowT]] = {}
    for column in columns:
        parts = column.written()
        for title, text in parts:
            name = _(title).capitalize()
            made.setdefault(name, ExportColumn(name, column.width / len(parts), text))
    return list(made.values())
