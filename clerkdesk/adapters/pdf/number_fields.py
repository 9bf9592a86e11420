"""Number and date of an outgoing document: blank fields before the leader signs, filled after.

The number field takes the whole of ô 3 behind «Số:», the date field the whole «ngày … tháng …
năm …» of ô 4. What the draft prints there, placeholders and a ký hiệu behind blank paper, is taken
off the page while nothing is signed yet, so that «Số: 41/TTr-UBND» stands as if typed, however
wide the draft's blank was, and nothing is ever written over ink. The ký hiệu that was taken off
stays with the field and completes a bare number.
"""

# pyHanko's PDF objects carry no types.
# mypy: disable-error-code="no-untyped-call"

from io import BytesIO

import pymupdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from clerkdesk.adapters.pdf.appending import appending
from clerkdesk.adapters.pdf.field_names import DATE_FIELD, NUMBER_FIELD
from clerkdesk.adapters.pdf.letterhead import BlankPlace, find_letterhead
from clerkdesk.adapters.pdf.opening import is_signed, opened
from clerkdesk.domain.errors import CannotSign, DamagedFile
from clerkdesk.domain.reading import Box
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.process.drawn_pdf import finished
from clerkdesk.process.resources import font_file

_FONTS = {NUMBER_FIELD: "Tinos-Regular.ttf", DATE_FIELD: "Tinos-Italic.ttf"}
"""Ô 3 stands upright, ô 4 in italics (NĐ 30/2020, Phụ lục I, II.3 and II.4)."""
_NOTATION_KEY = "/ClerkDeskNotation"
_SIZE_KEY = "/ClerkDeskSize"
_DESCENT = 0.3
"""The field's lower edge is so many letter sizes below the baseline (`letterhead.BlankPlace`)."""


def prepare(name: str, pdf: bytes) -> bytes:
    """Put both empty fields on the first page and return the PDF, written anew.

    Raises:
        CannotSign: it is signed already, or ô 3 or ô 4 is not there or not blank.
        DamagedFile, LockedFile: it cannot be opened.
    """
    if is_signed(pdf):
        raise CannotSign(name, _("tệp đã có chữ ký số nên không đặt thêm ô số và ngày được"))
    with opened(name, pdf) as document:
        if document.is_repaired:  # an outgoing file must be whole: the other half may be missing
            raise DamagedFile(name)
        page = document[0]
        if page.rotation:
            raise CannotSign(name, _("trang 1 bị xoay ngang hoặc ngược"))
        if any(widget.field_name in _FONTS for widget in page.widgets()):
            return pdf
        letterhead = find_letterhead(name, page)
        for place in (letterhead.number, letterhead.date):
            if place.covered is not None:
                _take_off(page, place.covered)
        page.apply_redactions(
            images=pymupdf.PDF_REDACT_IMAGE_NONE, graphics=pymupdf.PDF_REDACT_LINE_ART_NONE
        )
        _add_field(document, page, NUMBER_FIELD, letterhead.number)
        _add_field(document, page, DATE_FIELD, letterhead.date)
        return bytes(document.tobytes(garbage=1, deflate=True))


def write(name: str, pdf: bytes, number: str, issued: str) -> bytes:
    """Fill both fields as an incremental update; a bare `number` gets the draft's ký hiệu.

    Raises:
        CannotSign: the fields are not there: the document was not prepared.
        DamagedFile, LockedFile: it cannot be opened.
    """
    with appending(name, pdf) as writer:
        fields = _fields(writer)
        if not fields.keys() >= _FONTS.keys():
            raise CannotSign(name, _("tệp chưa có ô số và ngày để ghi"))
        notation = str(fields[NUMBER_FIELD].get(_NOTATION_KEY, ""))
        _fill(writer, fields[NUMBER_FIELD], NUMBER_FIELD, _completed(nfc(number), notation))
        _fill(writer, fields[DATE_FIELD], DATE_FIELD, nfc(issued))
        output = BytesIO()
        writer.write(output)
        return output.getvalue()


def _completed(number: str, notation: str) -> str:
    return number if "/" in number else number + notation


def _take_off(page: pymupdf.Page, covered: Box) -> None:
    """Mark letters for removal; the middle of the line only, so that its neighbours stay."""
    height = covered.y1 - covered.y0
    middle = pymupdf.Rect(
        covered.x0, covered.y0 + 0.35 * height, covered.x1, covered.y1 - 0.3 * height
    )
    page.add_redact_annot(middle, fill=False, cross_out=False)


def _add_field(
    document: pymupdf.Document, page: pymupdf.Page, field_name: str, place: BlankPlace
) -> None:
    box = place.box
    widget = pymupdf.Widget()
    widget.field_name = field_name
    widget.field_type = pymupdf.PDF_WIDGET_TYPE_TEXT
    widget.rect = pymupdf.Rect(box.x0, box.y0, box.x1, box.y1)
    widget.text_font = "TiRo"
    widget.text_fontsize = place.size
    widget.border_width = 0
    page.add_widget(widget)
    (xref,) = (added.xref for added in page.widgets() if added.field_name == field_name)
    document.xref_set_key(xref, _SIZE_KEY[1:], f"{place.size:.2f}")
    # Viewers that draw fields anew look for their font in the form's own resources.
    font = document.xref_get_key(xref, "AP/N/Resources/Font/TiRo")[1]
    document.xref_set_key(document.pdf_catalog(), "AcroForm/DR/Font/TiRo", font)
    if field_name == NUMBER_FIELD and place.printed:
        notation = place.printed[place.printed.find("/") :] if "/" in place.printed else ""
        written = pymupdf.get_pdf_str(notation)
        document.xref_set_key(xref, _NOTATION_KEY[1:], written)


def _fields(writer: IncrementalPdfFileWriter) -> dict[str, generic.DictionaryObject]:
    """The text fields by name; prepared documents have no nested ones."""
    form = writer.root.get("/AcroForm", generic.DictionaryObject())
    found: dict[str, generic.DictionaryObject] = {}
    for item in form.get("/Fields", ()):
        field = item.get_object()
        if field.get("/FT") == "/Tx" and "/T" in field:
            found[str(field["/T"])] = field
    return found


def _fill(
    writer: IncrementalPdfFileWriter, field: generic.DictionaryObject, name: str, text: str
) -> None:
    left, bottom, right, top = (float(side) for side in field["/Rect"])
    size = float(field.get(_SIZE_KEY, 13))
    drawn = _drawn(text, font_file(_FONTS[name]).as_posix(), size, right - left, top - bottom)
    appearance = writer.import_page_as_xobject(PdfFileReader(BytesIO(drawn)))
    field[pdf_name("/V")] = generic.TextStringObject(text)
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): appearance})
    writer.update_container(field)


def _drawn(text: str, font: str, size: float, width: float, height: float) -> bytes:
    """The appearance: `text` on the draft's own baseline, narrower where it would not fit."""
    with pymupdf.open() as document:
        page = document.new_page(width=width, height=height)
        length = pymupdf.Font(fontfile=font).text_length(text, fontsize=size)
        baseline = height - _DESCENT * size
        page.insert_text(
            (0, baseline),
            text,
            fontname="F0",
            fontfile=font,
            fontsize=size * min(1.0, width / length),
        )
        return finished(document)
