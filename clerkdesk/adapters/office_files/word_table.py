"""A list as a Word document: A4 landscape, the head on every page, the mark and page number at the foot."""

import re
from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

from clerkdesk.domain.texts import _
from clerkdesk.ports.list_files import FileTable

_FONT = "Times New Roman"
_ROOM_MM = 267.0
_TWIPS_A_MM = 56.7
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def word_table(table: FileTable) -> bytes:
    """Title, subtitle and one table; rows are made as plain elements, for Word's own way is slow."""
    document = Document()
    _page(document.sections[0], table.mark)
    style = document.styles["Normal"]
    style.font.name = _FONT
    style.font.size = Pt(11)
    style.element.rPr.rFonts.set(qn("w:cs"), _FONT)
    for text, size, bold in ((table.title, 14, True), (table.subtitle, 11, False)):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(_clean(text))
        run.bold, run.font.size = bold, Pt(size)
    made = document.add_table(rows=0, cols=len(table.titles), style="Table Grid")
    made.autofit = False
    scale = _ROOM_MM / sum(table.widths)
    widths = [str(round(width * scale * _TWIPS_A_MM)) for width in table.widths]
    for column, width in zip(made.columns, widths, strict=True):
        column._gridCol.set(qn("w:w"), width)
    body = made._tbl
    body.append(_row(table.titles, widths, head=True))
    for row in table.rows:
        body.append(_row(row, widths))
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def _page(section: Section, mark: str) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(15)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run(f"{_clean(mark)} · " + _("Trang") + " ").font.size = Pt(9)
    _field(foot, "PAGE")


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A number that Word writes, such as that of the page."""
    field = _element("w:fldSimple", {"w:instr": instruction})
    run, text = _element("w:r"), _element("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _row(cells: Sequence[str], widths: Sequence[str], *, head: bool = False) -> _Element:
    row = _element("w:tr")
    properties = _element("w:trPr")
    properties.append(_element("w:cantSplit"))
    if head:
        properties.append(_element("w:tblHeader"))
    row.append(properties)
    for text, width in zip(cells, widths, strict=True):
        cell = _element("w:tc")
        inside = _element("w:tcPr")
        inside.append(_element("w:tcW", {"w:w": width, "w:type": "dxa"}))
        cell.append(inside)
        for line in _clean(text).split("\n"):
            cell.append(_paragraph(line, bold=head))
        row.append(cell)
    return row


def _paragraph(line: str, *, bold: bool) -> _Element:
    paragraph, run, text = _element("w:p"), _element("w:r"), _element("w:t")
    spacing = _element("w:pPr")
    spacing.append(_element("w:spacing", {"w:after": "0"}))
    paragraph.append(spacing)
    look = _element("w:rPr")
    if bold:
        look.append(_element("w:b"))
    look.append(_element("w:sz", {"w:val": "20"}))
    run.append(look)
    text.text = line
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    paragraph.append(run)
    return paragraph


def _element(tag: str, attributes: dict[str, str] | None = None) -> _Element:
    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name), value)
    return made


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
