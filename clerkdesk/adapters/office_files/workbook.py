"""A list as an Excel workbook: frozen head, filter arrows, dates and numbers as what they are."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from clerkdesk.ports.tables import FileTable

_SHEET = "Danh sách"
_WIDTH = 190.0
"""Letters that all columns take together."""
_HEAD = PatternFill("solid", fgColor="E4EDF9")
_DATE = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_NUMBER = re.compile(r"[1-9]\d{0,8}")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST_LETTERS = 32_767


def workbook(table: FileTable) -> bytes:
    """One sheet; rows are written as they come, so that a long list needs little memory."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_SHEET)
    scale = _WIDTH / sum(table.widths)
    for number, width in enumerate(table.widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = max(width * scale, 8)
    sheet.freeze_panes = "A4"
    sheet.append([_bold(sheet, table.title, 14)])
    sheet.append([table.subtitle])
    sheet.append(list(_head(sheet, table.titles)))
    rows = 0
    for row in table.rows:
        sheet.append([_cell(sheet, text) for text in row])
        rows += 1
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(table.titles))}{rows + 3}"
    sheet.oddFooter.center.text = _footer(table.mark)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.print_title_rows = "3:3"
    output = BytesIO()
    book.save(output)
    return output.getvalue()


def _head(sheet: WriteOnlyWorksheet, titles: Sequence[str]) -> Iterator[WriteOnlyCell]:
    for title in titles:
        cell = _bold(sheet, title, 11)
        cell.fill = _HEAD
        yield cell


def _bold(sheet: WriteOnlyWorksheet, text: str, size: int) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True, size=size)
    return cell


def _cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    value = _value(text)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    elif isinstance(value, str):
        cell.data_type = "s"  # «=1+1» in a subject stays text
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _value(text: str) -> str | int | datetime | None:
    """A date or number where the text is exactly one; «07» and «15/2016» stay text."""
    if not text:
        return None
    found = _DATE.fullmatch(text)
    if found:
        day, month, year = map(int, found.groups())
        try:
            return datetime(year, month, day)
        except ValueError:
            return text
    if _NUMBER.fullmatch(text):
        return int(text)
    return _NOT_IN_XML.sub("", text)[:_MOST_LETTERS]


def _footer(mark: str) -> str:
    return mark.replace("&", "&&")
