"""A list as an Excel workbook (ECMA-376): frozen head, filter arrows, dates and numbers as such.

Written part by part in memory: the libraries that stream put the rows of a register into temporary
files on the disk, in clear, and those that do not hold every cell of a million rows.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from clerkdesk.ports.list_files import FileTable

_HEAD_ROWS = 3
_WIDTH = 190.0
"""Letters that all columns take together."""
_LEAST_WIDTH = 8.0
_PLAIN, _TEXT, _DAY, _TITLE, _COLUMN_TITLE, _WHOLE = range(6)
"""Places in `cellXfs` below."""
_FIRST_DAY = date(1899, 12, 30)
_DATE = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_NUMBER = re.compile(r"[1-9]\d{0,8}")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MOST_LETTERS = 32_767
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_TYPES}">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets><definedNames>'
    '<definedName name="_xlnm.Print_Titles" localSheetId="0">\'Danh sách\'!$3:$3</definedName>'
    "</definedNames></workbook>",
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts count="3"><font><sz val="11"/><name val="Times New Roman"/></font>'
    '<font><b/><sz val="14"/><name val="Times New Roman"/></font>'
    '<font><b/><sz val="11"/><name val="Times New Roman"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE4EDF9"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
    ' applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
    ' applyAlignment="1"><alignment vertical="top"/></xf>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="0" fontId="2" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"'
    ' applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>'
    '<xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
    ' applyAlignment="1"><alignment vertical="top"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


def workbook(table: FileTable) -> bytes:
    """One sheet; rows are written as they come."""
    output = BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as package:
        for name, content in _PARTS.items():
            package.writestr(name, _XML + content)
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for piece in _sheet(table):
                part.write(piece.encode())
    return output.getvalue()


def _sheet(table: FileTable) -> Iterator[str]:
    last = _letters(len(table.titles))
    scale = _WIDTH / sum(table.widths)
    yield f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    yield f'<pane ySplit="{_HEAD_ROWS}" topLeftCell="A{_HEAD_ROWS + 1}" activePane="bottomLeft"'
    yield ' state="frozen"/></sheetView></sheetViews><cols>'
    for number, width in enumerate(table.widths, start=1):
        letters = max(width * scale, _LEAST_WIDTH)
        yield f'<col min="{number}" max="{number}" width="{letters:.1f}" customWidth="1"/>'
    yield "</cols><sheetData>"
    yield _row(1, [_string("A1", table.title, _TITLE)])
    yield _row(2, [_string("A2", table.subtitle, _PLAIN)])
    yield _row(3, (_string(f"{_letters(n)}3", t, _COLUMN_TITLE) for n, t in _counted(table.titles)))
    number = _HEAD_ROWS
    for row in table.rows:
        number += 1
        yield _row(number, (_cell(f"{_letters(n)}{number}", text) for n, text in _counted(row)))
    yield f'</sheetData><autoFilter ref="A{_HEAD_ROWS}:{last}{number}"/>'
    yield '<pageSetup paperSize="9" orientation="landscape"/>'
    foot = escape(_clean(table.mark).replace("&", "&&"))
    yield f"<headerFooter><oddFooter>&amp;C{foot}</oddFooter></headerFooter></worksheet>"


def _row(number: int, cells: Iterable[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, text: str) -> str:
    """A date or number where the text is exactly one; «07», «15/2016» and «=1+1» stay text."""
    if not text:
        return ""
    if _NUMBER.fullmatch(text):
        return f'<c r="{place}" s="{_WHOLE}"><v>{text}</v></c>'
    day = _day(text)
    if day is not None:
        return f'<c r="{place}" s="{_DAY}"><v>{day}</v></c>'
    return _string(place, text, _TEXT)


def _string(place: str, text: str, style: int) -> str:
    shown = escape(_clean(text)[:_MOST_LETTERS])
    return (
        f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'
    )


def _day(text: str) -> int | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    try:
        days = (date(year, month, day) - _FIRST_DAY).days
    except ValueError:
        return None
    return days if days > 60 else None  # Excel believes in 29/02/1900


def _letters(number: int) -> str:
    """A column's name: 1 is A, 27 is AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _counted(items: Sequence[str]) -> Iterator[tuple[int, str]]:
    return enumerate(items, start=1)


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
