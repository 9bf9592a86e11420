"""The text of a Word draft as one page: its paragraphs and table cells, set as NĐ 30 sets them."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from clerkdesk.domain.errors import DamagedFile
from clerkdesk.domain.reading import Box, PageText, Word
from clerkdesk.domain.vietnamese import nfc

_NAME = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WIDTH = 595.0
_LETTER, _STEP, _HEIGHT = 5.4, 18.0, 12.0
_MARGIN, _CENTRE = 85.0, 312.0
_COLUMNS = (178.0, 415.0)
"""Middles of the two columns of head and signature block, as on the printed page."""
_CENTRED = ("center", "centre")
_LARGEST = 20_000_000
_ANNOUNCED = "<!DOCTYPE"


def docx_page(name: str, docx: bytes) -> PageText:
    """All words of the draft on one long page; a table of two columns is a head or a signature.

    Raises:
        DamagedFile: it is no Word document, or larger than one can be.
    """
    lines: list[Word] = []
    number, y = 0, 40.0
    for block in _body(name, docx):
        if block.tag == f"{_NAME}tbl":
            for row in block.iter(f"{_NAME}tr"):
                cells = row.findall(f"{_NAME}tc")
                y, number = _row(cells, lines, number, y)
        elif block.tag == f"{_NAME}p":
            for text in _texts(block):
                lines += _set(text, _place(block, text), y, number)
                number, y = number + 1, y + _STEP
    return PageText(_WIDTH, max(842.0, y + 60.0), tuple(lines))


def _body(name: str, docx: bytes) -> list[ElementTree.Element]:
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as file:
            part = file.getinfo("word/document.xml")
            if part.file_size > _LARGEST:
                raise DamagedFile(name)
            content = file.read(part)
        if _ANNOUNCED.encode() in content[:2000]:  # Word writes none; entities could swell
            raise DamagedFile(name)
        body = ElementTree.fromstring(content).find(f"{_NAME}body")
    except (zipfile.BadZipFile, KeyError, OSError, ElementTree.ParseError, ValueError) as error:
        raise DamagedFile(name) from error
    if body is None:
        raise DamagedFile(name)
    return list(body)


def _row(
    cells: list[ElementTree.Element], lines: list[Word], number: int, y: float
) -> tuple[float, int]:
    """Cells of one row side by side; returns the y under the row and the next line number."""
    bottom = y
    for place, cell in enumerate(cells):
        at = y
        for paragraph in cell.findall(f"{_NAME}p"):
            for text in _texts(paragraph):
                if len(cells) == 2:
                    listed = text.lstrip().startswith(("-", "–", "Nơi nhận"))
                    where = _MARGIN + _width(text) / 2 if listed else _COLUMNS[place]
                else:
                    where = _MARGIN + (place + 0.5) * (_WIDTH - 2 * _MARGIN) / max(len(cells), 1)
                lines += _set(text, where, at, number)
                number, at = number + 1, at + _STEP
        bottom = max(bottom, at)
    return bottom, number


def _texts(paragraph: ElementTree.Element) -> Iterator[str]:
    """The lines of a paragraph, as its breaks part them."""
    said = [""]
    for item in paragraph.iter():
        if item.tag == f"{_NAME}t":
            said[-1] += item.text or ""
        elif item.tag == f"{_NAME}tab":
            said[-1] += " "
        elif item.tag == f"{_NAME}br":
            said.append("")
    yield from (nfc(" ".join(line.split())) for line in said if line.strip())


def _place(paragraph: ElementTree.Element, text: str) -> float:
    aligned = paragraph.find(f"{_NAME}pPr/{_NAME}jc")
    if aligned is not None and aligned.get(f"{_NAME}val") in _CENTRED:
        return _CENTRE
    return _MARGIN + _width(text) / 2


def _width(text: str) -> float:
    return _LETTER * len(text)


def _set(text: str, centre: float, y: float, number: int) -> list[Word]:
    """The words of one line around `centre`; longer lines are set tighter."""
    letter = min(_LETTER, (_WIDTH - 2 * 20.0) / max(len(text), 1))
    if centre in _COLUMNS:
        letter = min(letter, 225.0 / max(len(text), 1))
    x = centre - letter * len(text) / 2
    words = []
    for part in text.split():
        words.append(Word(part, Box(x, y, x + letter * len(part), y + _HEIGHT), 1.0, number))
        x += letter * (len(part) + 1)
    return words
