"""Mends the slips of builders that glue XML together as text; what is torn stays torn.

Letters that XML forbids (a line break of Word is one), an «&» or «<» inside a text, and junk with
tags behind the document. Nothing is added: an element that was never closed is not closed here.
"""

import re
from html.entities import name2codepoint

_FORBIDDEN = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf][\x80-\xbf]"
)
_REFERENCE = re.compile(rb"&(?:#(\d{1,9}|x[0-9a-fA-F]{1,8});|([A-Za-z][A-Za-z0-9]{1,30});)?")
_XML_NAMES = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_BARE_LESS = re.compile(rb"<(?![A-Za-z_/!?\x80-\xff])")
_BEGIN = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:edXML|edXMLEnvelope|Envelope)[\s/>]", re.IGNORECASE)
_END = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:edXML|edXMLEnvelope|Envelope)\s*>", re.IGNORECASE)
_LAST_BYTES = 65_536
"""How far junk may reach behind the document."""


def mended(document: bytes) -> bytes:
    """`document` with its slips mended; the same bytes where there was nothing to mend."""
    whole = _BARE_LESS.sub(b"&lt;", _FORBIDDEN.sub(b" ", _cut(document)))
    return _REFERENCE.sub(_reference, whole)


def _cut(document: bytes) -> bytes:
    begin = _BEGIN.search(document, 0, _LAST_BYTES)
    start = begin.start() if begin and b"<?xml" not in document[: begin.start()] else 0
    ends = [found.end() for found in _END.finditer(document, max(0, len(document) - _LAST_BYTES))]
    return document[start : ends[-1] if ends else len(document)]


def _reference(found: re.Match[bytes]) -> bytes:
    number, name = found[1], found[2]
    if number is not None:
        code = int(number[1:], 16) if number[:1] == b"x" else int(number)
        return found[0] if _allowed(code) else b" "
    if name is None:
        return b"&amp;"
    letter = name2codepoint.get(name.decode("ascii"))
    if name in _XML_NAMES or letter is None:
        return found[0]  # an entity that is declared nowhere: the parser says so
    return chr(letter).encode()


def _allowed(code: int) -> bool:
    """Production [2] Char of XML 1.0."""
    return (
        code in (0x9, 0xA, 0xD)
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )
