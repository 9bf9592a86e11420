"""Reading xlsx: values as stored, dates as dates, formulas without a result as their text."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from clerkdesk.adapters.tables.guard import open_package
from clerkdesk.domain.errors import DamagedFile, TableRefused, UnsupportedFile
from clerkdesk.domain.table_cells import Cell, Formula
from clerkdesk.domain.texts import _
from clerkdesk.ports.tables import MOST_COLUMNS, MOST_ROWS, Sheet, Workbook

_STEP = 500
_FORMULA = re.compile(rb"<(\w+:)?f[ >/]")
_CHUNK = 1 << 20
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    NotImplementedError,
    OverflowError,
)
"""What openpyxl raises on files that are not as they should be; it has no error of its own."""


def read_xlsx(name: str, content: bytes, step: Callable[[int], None]) -> Workbook:
    """The visible sheets of `content`.

    Raises:
        LockedFile, UnsupportedFile, DamagedFile, TableRefused
    """
    package = open_package(name, content)
    with package:
        has_formulas = any(
            _holds_formula(package, member.filename)
            for member in package.infolist()
            if member.filename.startswith("xl/worksheets/")
        )
    sheets = _sheets(name, content, step, values=True)
    if has_formulas:
        written = _sheets(name, content, lambda _rows: None, values=False)
        sheets = [_with_formulas(one, other) for one, other in zip(sheets, written, strict=True)]
    if not any(sheet.rows for sheet in sheets):
        raise UnsupportedFile(name, _("bảng tính có ít nhất một dòng dữ liệu"))
    return Workbook(name, sheets)


def _sheets(name: str, content: bytes, step: Callable[[int], None], *, values: bool) -> list[Sheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that do not matter here
        try:
            book = openpyxl.load_workbook(
                BytesIO(content), read_only=True, data_only=values, keep_links=False
            )
        except _BROKEN as error:
            raise DamagedFile(name) from error
        found: list[Sheet] = []
        try:
            for sheet in book.worksheets:
                if sheet.sheet_state == "visible":
                    # what the file says of its own size is not believed
                    sheet.reset_dimensions()
                    found.append(Sheet(sheet.title, _rows(name, sheet, step)))
        except _BROKEN as error:
            raise DamagedFile(name) from error
        finally:
            book.close()
    return found


def _rows(name: str, sheet: object, step: Callable[[int], None]) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    last = 0
    for count, row in enumerate(_values(sheet), start=1):
        cells = _filled(row)
        rows.append(cells)
        if cells:
            last = count
            if count > MOST_ROWS:
                raise TableRefused(name, _("có hơn {n} dòng").format(n=MOST_ROWS))
        if count > MOST_ROWS + _STEP:
            break
        if count % _STEP == 0:
            step(count)
    return rows[:last]


def _values(sheet: object) -> Iterator[Sequence[object]]:
    rows = getattr(sheet, "iter_rows")  # noqa: B009 - openpyxl's classes have no types
    found: Iterator[Sequence[object]] = rows(
        max_row=MOST_ROWS + _STEP + 1, max_col=MOST_COLUMNS, values_only=True
    )
    return found


def _filled(row: Sequence[object]) -> tuple[Cell, ...]:
    """The cells up to the last that holds something."""
    end = len(row)
    while end and row[end - 1] in (None, ""):
        end -= 1
    return tuple(_cell(value) for value in row[:end])


def _cell(value: object) -> Cell:
    match value:
        case None | bool() | int() | float() | str() | date() | datetime():
            return value
        case time():
            return value.isoformat()
    return str(value)


def _with_formulas(values: Sheet, written: Sheet) -> Sheet:
    """Formulas whose result was not stored stand as their text, so that nobody takes them for empty."""
    rows = []
    empty: tuple[Cell, ...] = ()
    for number in range(max(len(values.rows), len(written.rows))):
        row = values.rows[number] if number < len(values.rows) else empty
        source = written.rows[number] if number < len(written.rows) else ()
        padded = (*row, *[None] * (len(source) - len(row)))
        rows.append(
            tuple(
                Formula(source[column])
                if cell is None and column < len(source) and _is_formula(source[column])
                else cell
                for column, cell in enumerate(padded)
            )
        )
    return Sheet(values.title, rows)


def _is_formula(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.startswith("=")


def _holds_formula(package: zipfile.ZipFile, member: str) -> bool:
    tail = b""
    try:
        with package.open(member) as part:
            while chunk := part.read(_CHUNK):
                if _FORMULA.search(tail + chunk):
                    return True
                tail = chunk[-16:]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
        return False  # reading the sheet says what is wrong
    return False
