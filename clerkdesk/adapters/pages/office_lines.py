"""Lines and pictures of office files as a reader meets them: by page, with heads, text boxes, WordArt."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from clerkdesk.domain.errors import DamagedFile
from clerkdesk.domain.reading import Box, PageText, Word
from clerkdesk.domain.vietnamese import nfc

_LARGEST = 20_000_000
_PARTS = 400
_ANNOUNCED = b"<!DOCTYPE"
_TEXTS = re.compile(
    r"word/(document|header\d*)\.xml|xl/(sharedStrings|worksheets/sheet\d+|drawings/drawing\d+)\.xml"
    r"|ppt/slides/slide\d+\.xml|content\.xml|styles\.xml"
)
_PICTURES = re.compile(r"((word|xl|ppt)/media|Pictures)/.+\.(jpe?g|png|tiff?)", re.IGNORECASE)
_PARAGRAPHS = ("p", "h", "si", "is", "oddHeader", "firstHeader", "evenHeader")
_PIECES = ("t", "span", "a", "s", "tab")
_NEW_PAGE = ("lastRenderedPageBreak", "soft-page-break")
_HEAD_CODES = re.compile(r"&(?:[LCRBIUESXYAPNDTFZG]|\"[^\"]*\"|K[0-9A-F]{6}|\d+)")
_WIDTH, _HEIGHT, _TOP, _STEP, _LETTER = 595.0, 842.0, 40.0, 18.0, 5.4


def office_pages(name: str, content: bytes) -> Iterator[PageText]:
    """Every text part of an OOXML or OpenDocument file, page after page.

    Raises:
        DamagedFile: it cannot be opened, or is larger than such files are.
    """
    for part in _parts(name, content, _TEXTS):
        if _ANNOUNCED in part[:2000]:  # no office program writes one; entities could swell
            raise DamagedFile(name)
        try:
            root = ElementTree.fromstring(part)
        except ElementTree.ParseError as error:
            raise DamagedFile(name) from error
        yield from map(lines_page, _pages(root))


def office_pictures(name: str, content: bytes) -> Iterator[bytes]:
    """The pictures that lie in the file: a stamp may be one.

    Raises:
        DamagedFile: it cannot be opened, or is larger than such files are.
    """
    yield from _parts(name, content, _PICTURES)


def lines_page(lines: list[str]) -> PageText:
    """Lines of text as a page of A4 on which they stand one under the other."""
    words = []
    for number, line in enumerate(lines):
        x, y = 85.0, _TOP + number * _STEP
        for text in nfc(line).split():
            width = _LETTER * len(text)
            words.append(Word(text, Box(x, y, x + width, y + 12.0), 1.0, number))
            x += width + _LETTER
    return PageText(_WIDTH, _HEIGHT, tuple(words))


def _parts(name: str, content: bytes, wanted: re.Pattern[str]) -> Iterator[bytes]:
    left = _LARGEST * 5
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            found = [entry for entry in file.infolist() if wanted.fullmatch(entry.filename)]
            for entry in found[:_PARTS]:
                left -= entry.file_size
                if entry.file_size > _LARGEST or left < 0:
                    raise DamagedFile(name)
                yield file.read(entry)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise DamagedFile(name) from error


def _pages(root: ElementTree.Element) -> Iterator[list[str]]:
    """Lines until the next page; a paragraph inside a text box is a line of its own."""
    lines: list[str] = []
    for element in root.iter():
        kind = _kind(element)
        is_break = kind == "br" and any(value == "page" for value in element.attrib.values())
        if (kind in _NEW_PAGE or is_break) and lines:
            yield lines
            lines = []
        elif kind == "textpath":  # WordArt
            lines.append(element.get("string", ""))
        elif kind in _PARAGRAPHS:
            said = [""]
            _say(element, said)
            text = [_HEAD_CODES.sub(" ", line) if "Header" in kind else line for line in said]
            lines += [line for line in text if line.strip()]
    if lines:
        yield lines


def _say(element: ElementTree.Element, said: list[str]) -> None:
    """The text of a paragraph but not of those inside it, as its breaks part it."""
    if element.text and _kind(element) in (*_PIECES, *_PARAGRAPHS):
        said[-1] += element.text
    for inner in element:
        kind = _kind(inner)
        if kind in ("br", "line-break", "cr"):
            said.append("")
        elif kind in ("tab", "s"):
            said[-1] += " "
        elif kind not in _PARAGRAPHS:
            _say(inner, said)
        if inner.tail and kind != "t":
            said[-1] += inner.tail


def _kind(element: ElementTree.Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]
