"""Writing a PDF that MuPDF drew: small fonts, and text that says what was typed.

Where a font draws two characters with one glyph, MuPDF names the glyph by the rarer of the two:
«41/TTr-UBND» would be found and copied with a soft hyphen in it.
"""

import re

import pymupdf

_TWINS = {"00a0": "0020", "00ad": "002d", "037e": "003b"}
"""No-break space, soft hyphen and Greek question mark, and what was typed."""
_ONE_GLYPH = re.compile(rf"^(<[0-9a-f]{{4}}> )<({'|'.join(_TWINS)})>$", re.MULTILINE)


def finished(document: pymupdf.Document) -> bytes:
    """The document with its fonts cut down to the letters used; nobody may draw on it after."""
    settle_fonts(document)
    return bytes(document.tobytes(garbage=3, deflate=True))


def settle_fonts(document: pymupdf.Document) -> None:
    """Cut the fonts down to the letters used, and name every glyph by what was typed."""
    document.subset_fonts()
    for number in range(1, document.xref_length()):
        kind, value = document.xref_get_key(number, "ToUnicode")
        if kind == "xref":
            table = int(value.split()[0])
            names = document.xref_stream(table).decode("latin-1")
            typed = _ONE_GLYPH.sub(lambda match: f"{match[1]}<{_TWINS[match[2]]}>", names)
            document.update_stream(table, typed.encode("latin-1"))
