"""Reading CSV as Excel and old programs write it: any separator, any of the old encodings."""

import csv
from collections.abc import Callable
from io import StringIO

from clerkdesk.domain.errors import DamagedFile, TableRefused, UnsupportedFile
from clerkdesk.domain.table_cells import Cell
from clerkdesk.domain.texts import _
from clerkdesk.ports.tables import MOST_COLUMNS, MOST_ROWS, Sheet, Workbook

_STEP = 2000
_SEPARATORS = ";,\t|"
_END = "\x1e"
"""Stands alone behind the last line, unless an open quotation mark takes it in."""
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_csv(name: str, content: bytes, step: Callable[[int], None]) -> Workbook:
    """The one table of a text file.

    Raises:
        UnsupportedFile: it is no text, or empty.
        TableRefused: too many rows, or a quotation mark that never closes would swallow the rest.
        DamagedFile
    """
    text = decoded(name, content)
    reader = csv.reader(StringIO(f"{text}\n{_END}", newline=""), delimiter=_separator(text))
    rows: list[tuple[Cell, ...]] = []
    last = began = 0
    try:
        for count, row in enumerate(reader, start=1):
            if row == [_END]:
                break
            if row and row[-1].endswith(f"\n{_END}"):
                words = _("dấu ngoặc kép ở dòng {n} không có dấu đóng, nên các dòng sau bị lẫn vào")
                raise TableRefused(name, words.format(n=began + 1))
            began = reader.line_num
            rows.append(tuple(row[:MOST_COLUMNS]))
            if any(cell.strip() for cell in row):
                last = count
            if count > MOST_ROWS:
                raise TableRefused(name, _("có hơn {n} dòng").format(n=MOST_ROWS))
            if count % _STEP == 0:
                step(count)
    except csv.Error as error:
        raise DamagedFile(name) from error
    if not last:
        raise UnsupportedFile(name, _("bảng tính có ít nhất một dòng dữ liệu"))
    return Workbook(name, [Sheet(name, rows[:last])])


def decoded(name: str, content: bytes) -> str:
    """The text of a file: Unicode where it is, else as the old programs saw it (Latin).

    Text of TCVN3 and VNI fonts comes out as the letters that those programs showed, which
    `domain.legacy_text` knows.

    Raises:
        UnsupportedFile: bytes that no text has.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise DamagedFile(name) from error
    if b"\x00" in content:
        raise UnsupportedFile(name, ".xlsx, .csv")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError:
            return content.decode("latin-1")


def _separator(text: str) -> str:
    """The separator that most of the first lines have, of two alike the one with more fields; a
    comma where there is none."""
    lines = [line for line in text[:65536].splitlines()[:40] if line.strip()]
    scores = {
        mark: (sum(mark in line for line in lines), sum(line.count(mark) for line in lines))
        for mark in _SEPARATORS
    }
    best = max(_SEPARATORS, key=lambda mark: scores[mark])
    return best if any(scores[best]) else ","
