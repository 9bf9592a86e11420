"""What a packet came wrapped in: a ZIP, gzip, base64 of the whole, or a MIME message of the SOAP days."""

import base64
import binascii
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

from clerkdesk.adapters.exchange.schema import MAX_PACKET_BYTES

_ZIP_START = b"PK\x03\x04"
_GZIP_START = b"\x1f\x8b"
_HEAD_BYTES = 4096
_BASE64 = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_MIME_START = re.compile(
    rb"\s*(?:(?:mime-version|content-[a-z-]+|message-id|date|from|to|subject|received)\s*:|--[^\s-])",
    re.IGNORECASE,
)
_XML_TYPES = {"text/xml", "application/xml", "application/xop+xml", "application/soap+xml"}


class TooBig(Exception):
    """What is inside is more than a packet may hold."""


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The XML inside, and the files that travelled beside it in a MIME message by Content-ID."""

    xml: bytes
    parts: Mapping[str, bytes] = field(default_factory=dict)
    wrapped: bool = False


def unwrap(content: bytes) -> Unwrapped:
    """Take the XML out of what is around it; `content` as it is where nothing known is.

    Raises:
        TooBig: it unpacks to more than a packet may hold.
    """
    inner = _opened(content)
    if inner is None:
        return _from_mime(content) or Unwrapped(content)
    if (message := _from_mime(inner)) is not None:
        return message
    return Unwrapped(inner, wrapped=True)


def _opened(content: bytes) -> bytes | None:
    """What is in a ZIP, a gzip or a base64 text; None where it is none of these, or holds no XML."""
    if content.startswith(_ZIP_START):
        inner = _unzipped(content)
    elif content.startswith(_GZIP_START):
        inner = _gunzipped(content)
    elif b"<" not in content[:_HEAD_BYTES] and _BASE64.fullmatch(
        b"".join(content[:_HEAD_BYTES].split())
    ):
        inner = _decoded(content)
    else:
        return None
    return inner if inner is not None and b"<" in inner[:_HEAD_BYTES] else None


def _unzipped(content: bytes) -> bytes | None:
    """The one entry of an archive; the entry's name is used for nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) != 1:
                return None
            with archive.open(entries[0]) as entry:
                return _limited(entry.read(MAX_PACKET_BYTES + 1))
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError),
        *(NotImplementedError, RuntimeError, OverflowError, IndexError),
    ):  # all that zipfile raises on torn, encrypted or hostile archives
        return None


def _gunzipped(content: bytes) -> bytes | None:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            return _limited(packed.read(MAX_PACKET_BYTES + 1))
    except (OSError, EOFError, zlib.error):
        return None


def _decoded(content: bytes) -> bytes | None:
    try:
        inner = base64.b64decode(b"".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    return inner


def _limited(inner: bytes) -> bytes:
    if len(inner) > MAX_PACKET_BYTES:
        raise TooBig
    return inner


def _from_mime(content: bytes) -> Unwrapped | None:
    """The root part of a multipart message and what is beside it."""
    if not _MIME_START.match(content[:_HEAD_BYTES]):
        return None
    if content.lstrip().startswith(b"--"):  # headers were cut off: the boundary says enough
        line = content.lstrip().split(b"\n", 1)[0].strip()[2:]
        head = b'Content-Type: multipart/related; boundary="' + line.replace(b'"', b"") + b'"\r\n'
        content = head + b"\r\n" + content.lstrip()
    try:
        return _parts_of(message_from_bytes(content))
    except (RecursionError, ValueError, LookupError):  # parts in parts without end, odd encodings
        return None


def _parts_of(message: Message) -> Unwrapped | None:
    root: bytes | None = None
    parts: dict[str, bytes] = {}
    for part in message.walk():
        if part.is_multipart():
            continue
        inner = _payload(part)
        name = str(part.get("Content-ID", "")).strip().strip("<>")
        if root is None and (part.get_content_type() in _XML_TYPES or b"<?xml" in inner[:200]):
            root = inner
        elif name:
            parts[name] = inner
    return None if root is None else Unwrapped(root, parts, wrapped=True)


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
