"""The words of a page, invisible over its picture: found, marked and copied.

All characters share one empty glyph of an embedded font; what a character is stands in the font's
ToUnicode map. So the layer is small, and needs no font that has the letters.
"""

from collections.abc import Sequence
from statistics import median

import pikepdf
from pikepdf import Array, Dictionary, Name

from clerkdesk.domain.reading import PageText, Word
from clerkdesk.process.resources import resource

FONT = "/T"
_FONT_FILE = "archive/invisible.ttf"
_FONT_NAME = "/ClerkDeskInvisible"
_ADVANCE = 0.5
"""Width of the empty glyph as a share of the font's size."""
_LINE_SHARE = 0.8
_LEAST_SIZE = 4.0
_LAST_PLAIN = 0xFFFF
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def invisible_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Embed the font whose every character is one empty glyph.

    Source: ISO 32000-1, 9.7.4 (CIDFont), ISO 19005-2, 6.2.11 (embedded, no .notdef is shown).
    """
    content = resource(_FONT_FILE).read_bytes()
    program = pdf.make_stream(content)
    program.Length1 = len(content)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(_FONT_NAME),
        Flags=4,
        FontBBox=Array([0, -250, 500, 900]),
        ItalicAngle=0,
        Ascent=900,
        Descent=-250,
        CapHeight=700,
        StemV=80,
        FontFile2=program,
    )
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(_FONT_NAME),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=500,
        CIDToGIDMap=pdf.make_stream(b"\0\1" * 65536),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(_FONT_NAME),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(inner)]),
            ToUnicode=pdf.make_stream(_TO_UNICODE),
        )
    )


def text_operators(text: PageText, width: float, height: float) -> bytes:
    """Operators that put each word at its place, as wide as on the picture, a space after it.

    Source: ISO 32000-1, 9.3.6 (text rendering mode 3 paints nothing, and is found and copied).

    Args:
        width, height: of the page in points.
    """
    if not text.words or not text.width or not text.height:
        return b""
    across, down = width / text.width, height / text.height
    lines: dict[int, list[Word]] = {}
    for word in text.words:
        lines.setdefault(word.line, []).append(word)
    parts = [b"BT 3 Tr"]
    for words in lines.values():
        parts += _line(words, across, down, height)
    parts.append(b"ET\n")
    return b"\n".join(parts)


def _line(words: Sequence[Word], across: float, down: float, height: float) -> list[bytes]:
    """The words of a line on base lines of their own: a line may be skewed."""
    size = max(
        median(word.box.y1 - word.box.y0 for word in words) * down * _LINE_SHARE, _LEAST_SIZE
    )
    parts = [b"%s %.2f Tf" % (FONT.encode(), size)]
    for word in words:
        code = _code(word.text)
        if not code:
            continue
        wide = (word.box.x1 - word.box.x0) * across
        stretch = max(wide / (len(code) // 4 * _ADVANCE * size), 0.02)
        middle = height - (word.box.y0 + word.box.y1) / 2 * down
        parts.append(
            b"%.4f 0 0 1 %.2f %.2f Tm <%s0020> Tj"
            % (stretch, word.box.x0 * across, middle - size * 0.3, code)
        )
    return parts


def _code(text: str) -> bytes:
    """Hexadecimal codes; signs beyond the first plane and control signs have none."""
    plain = (ord(sign) for sign in text if sign.isprintable())
    return b"".join(b"%04X" % code for code in plain if 0 < code < _LAST_PLAIN - 1)
