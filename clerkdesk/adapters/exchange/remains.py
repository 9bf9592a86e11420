"""Words in the bytes of a packet that no parser takes: found by their tags, nothing of it trusted.

No parser runs here, so that what was refused for its DTD or its size can still be named.
"""

import html
import re

from clerkdesk.adapters.exchange import dates
from clerkdesk.adapters.exchange.codes import joined_parts, named_in, split_code
from clerkdesk.adapters.exchange.schema import KIND_CODES
from clerkdesk.domain.packet_remains import PacketRemains
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.vietnamese import nfc, visible

_HEAD_BYTES = 262_144
"""The header stands before the attachments; further is not looked."""
_LONGEST = 500
_TAG = re.compile(r"<(?:[\w.-]{1,40}:)?([A-Za-z]{1,40})(?:\s[^<>]{0,500})?>([^<]{0,4000})")
_FROM_END = re.compile(r"</(?:[\w.-]{1,40}:)?From\s*>", re.IGNORECASE)
_RESPONSE = re.compile(r"<(?:[\w.-]{1,40}:)?ResponseFor[\s>]", re.IGNORECASE)


def remains_of(content: bytes) -> PacketRemains:
    """What the first part of `content` still says."""
    text = _text(content[:_HEAD_BYTES])
    sender_part = text[: found.start()] if (found := _FROM_END.search(text)) else text[:4000]
    sender, words = _words(sender_part), _words(text)
    is_status = "statuscode" in words
    if is_status and (answered := _RESPONSE.search(text)):
        words |= _words(text[answered.start() :])
    identifier = words.get("documentid", "")
    named = named_in(identifier)
    parts = joined_parts(words.get("codenumber", ""), words.get("codenotation", ""))
    if not str(parts):
        parts = split_code(words.get("code", ""))
    if not str(parts) and named is not None:
        parts = named.code
    issued = dates.read_date(words.get("promulgationdate", ""))
    kind = KIND_CODES.get(words.get("bussinessdoctype", "0").lstrip("0") or "0", PacketKind.NEW)
    return PacketRemains(
        kind=PacketKind.STATUS if is_status else kind,
        sender_code=sender.get("organid", ""),
        sender_name=sender.get("organname", ""),
        document_id=identifier,
        code_number=parts.code_number,
        code_notation=parts.code_notation,
        issued_date=issued or (named.issued if named is not None else None),
        subject=words.get("subject", ""),
    )


def _words(text: str) -> dict[str, str]:
    """The first text of every tag, by its name in small letters."""
    found: dict[str, str] = {}
    for tag, written in _TAG.findall(text):
        plain = "".join(
            letter if letter.isprintable() else " " for letter in nfc(html.unescape(written))
        )
        line = " ".join(visible(plain).split())[:_LONGEST]
        if line:
            found.setdefault(tag.lower(), line)
    return found


def _text(head: bytes) -> str:
    for start, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(start):
            return head[2:].decode(encoding, errors="replace")
    if head[:64].count(b"\x00") > 16:
        encoding = "utf-16-be" if head[:1] == b"\x00" else "utf-16-le"
        return head.decode(encoding, errors="replace")
    return head.decode(errors="replace")
