"""Do fields show what they hold? A reader that draws a field anew shows the value it holds."""

from collections import Counter
from collections.abc import Iterator

import pymupdf

from clerkdesk.adapters.verify.objects import Box
from clerkdesk.adapters.verify.renderers import MUPDF_ERRORS, Unrenderable
from clerkdesk.domain.vietnamese import fold

_MANY_PAGES = 200
_SHOW_THEIR_VALUE = (pymupdf.PDF_WIDGET_TYPE_TEXT, pymupdf.PDF_WIDGET_TYPE_COMBOBOX)
_HIDDEN = 2 | 32
"""Annotation flags Hidden, NoView: such a field shows nothing."""
_UNKNOWN = 0xFFFD
"""A glyph of which the font does not say what letter it is."""


def fields_show_something_else(pdf: bytes) -> bool:
    """Whether a field with a value draws none of it, or letters that are not in it.

    Raises:
        Unrenderable: MuPDF does not open or read the file.
    """
    try:
        with pymupdf.open(stream=pdf, filetype="pdf") as document:
            form = document.xref_get_key(document.pdf_catalog(), "AcroForm")
            if form[0] == "xref":  # else MuPDF draws every field anew, and from its value
                number = int(form[1].split()[0])
                document.xref_set_key(number, "NeedAppearances", "null")
            elif form[0] == "dict":
                document.xref_set_key(document.pdf_catalog(), "AcroForm/NeedAppearances", "null")
            pages = range(min(document.page_count, _MANY_PAGES))
            return any(_page_shows_something_else(document, index) for index in pages)
    except MUPDF_ERRORS as error:
        raise Unrenderable(str(error)) from error


def _page_shows_something_else(document: pymupdf.Document, index: int) -> bool:
    fields = list(_filled(document, index))
    if not fields:
        return False
    if any(not has_drawing for _box, _value, has_drawing in fields):
        return True
    with_fields = list(_letters(document[index]))
    document.xref_set_key(document.page_xref(index), "Annots", "null")
    bare = list(_letters(document[index]))
    for box, values, _has_drawing in fields:
        drawn = _inside(with_fields, box) - _inside(bare, box)
        if drawn.pop(chr(_UNKNOWN), 0):
            continue
        if all(_differs(drawn, value) for value in values):
            return True
    return False


def _differs(drawn: "Counter[str]", value: str) -> bool:
    held = Counter(letter for letter in fold(value) if letter.isalnum())
    return bool(drawn - held or (held and not drawn))


def _filled(document: pymupdf.Document, index: int) -> Iterator[tuple[Box, tuple[str, ...], bool]]:
    """Text fields and lists that fold out, with what each may show: its value, or the words for it."""
    page = document[index]
    for field in page.widgets(types=_SHOW_THEIR_VALUE):
        kind, flags = document.xref_get_key(field.xref, "F")
        shown = not (kind == "int" and int(flags) & _HIDDEN)
        if field.field_value and shown:
            has_drawing = document.xref_get_key(field.xref, "AP")[0] != "null"
            held = str(field.field_value)
            pairs = [pair for pair in field.choice_values or () if isinstance(pair, list | tuple)]
            words = [str(shown) for value, shown in pairs if str(value) == held]
            yield tuple(field.rect), (held, *words), has_drawing


def _letters(page: pymupdf.Page) -> Iterator[tuple[str, float, float]]:
    """Letters and digits with the middle of each."""
    for span in page.get_texttrace():
        for code, _glyph, _origin, (x0, y0, x1, y1) in span["chars"]:
            letter = chr(code)
            if letter.isalnum() or code == _UNKNOWN:  # many a font of a form lacks «Đ» and tones
                for one in fold(letter) or letter:
                    yield one, (x0 + x1) / 2, (y0 + y1) / 2


def _inside(letters: list[tuple[str, float, float]], box: Box) -> "Counter[str]":
    x0, y0, x1, y1 = box
    return Counter(letter for letter, x, y in letters if x0 <= x <= x1 and y0 <= y <= y1)
