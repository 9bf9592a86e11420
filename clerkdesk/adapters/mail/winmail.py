"""winmail.dat (TNEF): what Outlook packs words and attachments into; opened by tnefparse."""

import logging
import struct

from tnefparse import TNEF

from clerkdesk.adapters.mail.header_text import HeaderText
from clerkdesk.adapters.mail.parts import WINMAIL, Parts
from clerkdesk.adapters.mail.plain_body import words_of_html
from clerkdesk.domain.texts import _

logging.getLogger("tnefparse").propagate = False  # a torn file is told to the clerk, not to a log

_FIRST, _HEAD, _MOST_OBJECTS = 6, 11, 4000
_TORN = (
    ValueError,  # UnicodeDecodeError too
    LookupError,
    TypeError,
    AttributeError,
    NameError,
    ArithmeticError,
    struct.error,
    RecursionError,
)
"""What tnefparse raises on a torn file: it trusts every length and every order."""


def open_winmail(content: bytes, parts: Parts, text: HeaderText) -> None:
    """Take out words and files; one that cannot be opened stays a file, and the clerk is told."""
    objects, whole = _objects(content)
    try:
        found = TNEF(content, do_checksum=False) if objects <= _MOST_OBJECTS else None
    except _TORN:
        found = None
    if found is None or not whole:
        parts.warn(_("Tệp winmail.dat (Outlook) hỏng, không mở được hết; tệp được giữ nguyên."))
        parts.add_file(WINMAIL[0], "application/ms-tnef", content)
    if found is None:
        return
    if not parts.words and (words := _words(found, text)):
        parts.words.append(words)
    for attachment in found.attachments:
        try:
            name = attachment.long_filename()
        except _TORN:
            name = ""
        said = name if isinstance(name, str) else text.bytes_text(bytes(name), "")
        data = bytes(attachment.data or b"")
        parts.count(len(data))
        parts.add_file(text.mended(said.strip("\0 ")), "", data)


def _words(found: TNEF, text: HeaderText) -> str:
    body = found.body
    if isinstance(body, bytes):
        body = text.bytes_text(body, "")
    if isinstance(body, str) and body.strip("\0 \r\n"):
        return body.strip("\0")
    html = found.htmlbody
    if isinstance(html, bytes):
        html = text.bytes_text(html, "")
    return words_of_html(html) if isinstance(html, str) else ""


def _objects(content: bytes) -> tuple[int, bool]:
    """How many objects it has (no more are counted than a reader that copies the rest for each can
    bear), and whether the last one is whole."""
    offset, objects = _FIRST, 0
    while offset + _HEAD < len(content) and objects <= _MOST_OBJECTS:
        (length,) = struct.unpack_from("<I", content, offset + 5)
        offset += length + _HEAD
        objects += 1
    return objects, offset == len(content)
