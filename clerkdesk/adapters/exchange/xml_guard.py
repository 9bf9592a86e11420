"""Bytes of a stranger to an XML tree: no DTD, no entity, no network, no bomb."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from clerkdesk.adapters.exchange import wrappings
from clerkdesk.adapters.exchange.mending import mended
from clerkdesk.adapters.exchange.schema import MAX_PACKET_BYTES
from clerkdesk.domain.texts import _

_MAX_TAGS = 100_000
_MAX_ATTRIBUTES = 20_000
"""Attachments are text, not elements: an honest packet has some hundred of both."""
_HEAD_BYTES = 65_536
"""How far junk before the document may reach."""
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_UTF8 = {"utf-8", "utf8", "us-ascii", "ascii"}
_WIDE_STARTS = ((b"<\x00?\x00x\x00", "utf-16-le"), (b"\x00<\x00?\x00x", "utf-16-be"))
"""UTF-16 whose BOM was lost on the way."""
_OTHERS = {"utf-16", "utf-16le", "utf-16be", "iso-8859-1", "windows-1252", "windows-1258"}
"""Accepted beside UTF-8. Every other encoding is refused: a guard that looks for `<!DOCTYPE` must
see the same letters as the parser."""


class Refused(Exception):
    """The bytes are not taken as XML; the message is a Vietnamese clause."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed document, and what had to be read past."""

    root: etree._Element
    warnings: tuple[str, ...]
    parts: Mapping[str, bytes] = field(default_factory=dict)
    """Files that came beside the XML in a MIME message, by Content-ID."""
    mended: bool = False
    """What was parsed is not what came, byte for byte: no signature can hold over it."""


def parse(content: bytes) -> Tree:
    """Parse `content`, reading past what is around the document and over small slips in it.

    Raises:
        Refused: too big, not well-formed, or it carries a DTD.
    """
    try:
        if len(content) > MAX_PACKET_BYTES:
            raise wrappings.TooBig
        inner = wrappings.unwrap(content)
    except wrappings.TooBig:
        limit = MAX_PACKET_BYTES // 2**20
        raise Refused(_("tệp lớn hơn {limit} MB").format(limit=limit)) from None
    warnings = []
    if inner.wrapped:
        warnings.append(_("Gói tin được bọc trong tệp nén hoặc thư; đã mở ra."))
    document, lossy = _as_utf8(inner.xml)
    if lossy:
        warnings.append(_("Có chữ không đúng bảng mã đã khai báo; hiện thành «\ufffd»."))
    core = _without_junk(document)
    if core != document.strip():
        warnings.append(_("Có ký tự thừa trước hoặc sau nội dung gói tin; đã bỏ qua."))
    _refuse_bombs(core)
    try:
        return Tree(_parsed(core), tuple(warnings), inner.parts, lossy)
    except etree.XMLSyntaxError as error:
        whole = mended(core)
        if whole == core:
            raise _not_wellformed(error) from error
    try:
        root = _parsed(whole)
    except etree.XMLSyntaxError as error:
        raise _not_wellformed(error) from error
    warnings.append(_("Nội dung XML có ký tự không hợp lệ («&», ký tự ẩn…); đã bỏ qua khi đọc."))
    return Tree(root, tuple(warnings), inner.parts, mended=True)


def _parsed(core: bytes) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=True,  # attachments pass libxml2's 10 MB a text; our own limits stand above
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(core, parser)


def _not_wellformed(error: etree.XMLSyntaxError) -> Refused:
    line = error.position[0] if error.position else 0
    return Refused(_("nội dung XML sai cú pháp ở dòng {line}").format(line=line))


def _as_utf8(content: bytes) -> tuple[bytes, bool]:
    """The document as UTF-8 without BOM, and whether letters of it were lost.

    The parser is told that it is UTF-8 and looks at no declaration.
    """
    if content.startswith(codecs.BOM_UTF8):
        return _whole_utf8(content[len(codecs.BOM_UTF8) :])
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _recoded(content, "utf-16"), False
    for start, encoding in _WIDE_STARTS:
        at = content.find(start, 0, 64)
        if at >= 0 and at % 2 == 0:  # at an odd place it is the other order, seen from between
            return _recoded(content[at:], encoding), False
    declared = _DECLARED.search(content, 0, _HEAD_BYTES)
    encoding = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    if encoding in _UTF8 or encoding.startswith("utf-16"):  # readable as ASCII: it is not UTF-16
        return _whole_utf8(content)
    if encoding not in _OTHERS:
        raise Refused(_("bảng mã «{encoding}» không được hỗ trợ").format(encoding=encoding))
    return _recoded(content, encoding), False


def _whole_utf8(content: bytes) -> tuple[bytes, bool]:
    try:
        content.decode()
    except UnicodeDecodeError:
        return content.decode(errors="replace").encode(), True
    return content, False


def _recoded(content: bytes, encoding: str) -> bytes:
    try:
        return content.decode(encoding).encode()
    except UnicodeError as error:
        raise Refused(_("nội dung không đúng bảng mã đã khai báo")) from error


def _without_junk(document: bytes) -> bytes:
    """Cut what stands before the declaration (or the first tag) and after the last tag."""
    start = document.find(b"<?xml", 0, _HEAD_BYTES)
    if start < 0:
        start = document.find(b"<", 0, _HEAD_BYTES)
    end = document.rfind(b">")
    if start < 0 or end < start:
        raise Refused(_("tệp không chứa nội dung XML"))
    # A BOM may stand between junk and declaration; cutting at the declaration drops it too.
    return document[start : end + 1]


def _refuse_bombs(document: bytes) -> None:
    if b"<!DOCTYPE" in document or b"<!ENTITY" in document:
        raise Refused(_("tệp chứa khai báo DTD, không được phép vì lý do an toàn"))
    if document.count(b"<") > _MAX_TAGS or document.count(b"=") > _MAX_ATTRIBUTES:
        raise Refused(_("tệp có quá nhiều thẻ XML"))
