"""Spreadsheets read and written; told apart by content, not by name."""

import csv
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO, StringIO

import xlsxwriter

from clerkdesk.adapters.tables.guard import OLE, ZIP
from clerkdesk.adapters.tables.separated import read_csv
from clerkdesk.adapters.tables.xlsx import read_xlsx
from clerkdesk.domain.errors import UnsupportedFile
from clerkdesk.ports.tables import Workbook

_LARGEST = 100 * 1024 * 1024
_NARROW, _WIDE = 8, 48
_SAMPLE = 200
_SHEET_TITLE = 31
"""Characters that Excel allows in the name of a sheet."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_PDF = b"%PDF"

Row = Sequence[str | int | date | None]


class SpreadsheetTables:
    """`ports.tables.Tables` on openpyxl and XlsxWriter."""

    def read(
        self, name: str, content: bytes, step: Callable[[int], None] = lambda _rows: None
    ) -> Workbook:
        """The tables of an xlsx or CSV file.

        Raises:
            UnsupportedFile, LockedFile, DamagedFile, TableRefused
        """
        if not content or len(content) > _LARGEST or content.startswith(_PDF):
            raise UnsupportedFile(name, ".xlsx, .csv (≤ 100 MB)")
        if content.startswith((ZIP, OLE)):
            return read_xlsx(name, content, step)
        return read_csv(name, content, step)

    def write_xlsx(self, title: str, headings: Sequence[str], rows: Sequence[Row]) -> bytes:
        """One sheet with bold headings that stay in view; texts are never formulas."""
        output = BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        with xlsxwriter.Workbook(output, options) as book:
            sheet = book.add_worksheet(title.translate(_FORBIDDEN).strip()[:_SHEET_TITLE] or None)
            bold = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter"})
            plain = book.add_format({"valign": "top", "text_wrap": True})
            dates = book.add_format({"valign": "top", "num_format": "dd/mm/yyyy"})
            for column, heading in enumerate(headings):
                sheet.write_string(0, column, heading, bold)
                texts = [_shown(row[column]) for row in rows[:_SAMPLE] if column < len(row)]
                longest = max((len(text) for text in (heading, *texts)), default=0)
                sheet.set_column(column, column, min(max(longest + 2, _NARROW), _WIDE))
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    match value:
                        case None | "":
                            continue
                        case date():
                            sheet.write_datetime(number, column, value, dates)
                        case int():
                            sheet.write_number(number, column, value, plain)
                        case _:
                            sheet.write_string(number, column, value, plain)
            sheet.freeze_panes(1, 0)
            if headings and rows:
                sheet.autofilter(0, 0, len(rows), len(headings) - 1)
        return output.getvalue()

    def write_csv(self, headings: Sequence[str], rows: Sequence[Row]) -> bytes:
        """UTF-8 with mark; texts that a spreadsheet program would take for formulas are quoted."""
        text = StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow([_inert(heading) for heading in headings])
        writer.writerows([_inert(_shown(value)) for value in row] for row in rows)
        return ("\ufeff" + text.getvalue()).encode()


def _shown(value: str | int | date | None) -> str:
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _inert(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
