"""A list as CSV: UTF-8 with its mark, so that spreadsheet programs read the diacritics."""

import csv
from io import StringIO

from clerkdesk.ports.list_files import FileTable

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def comma_text(table: FileTable) -> bytes:
    """Titles, then rows."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.titles)
    for row in table.rows:
        writer.writerow([_inert(cell) for cell in row])
    return ("\ufeff" + text.getvalue()).encode()


def _inert(cell: str) -> str:
    """A cell that a spreadsheet program cannot take for a formula: subjects come from strangers."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
