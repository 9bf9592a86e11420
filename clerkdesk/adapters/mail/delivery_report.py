"""Mails that come back: delivery status notifications (RFC 3464), and what mail servers make of them."""

import re
from email.message import Message

from clerkdesk.adapters.mail.header_text import HeaderText
from clerkdesk.domain.mails import Bounce

_ID = re.compile(r"(?im)^message-id:\s*(<[^<>\s]+>)")
_GIVEN_UP = ("failed", "expired")


def bounces_in(report: Message, text: HeaderText) -> list[Bounce]:
    """What the machine-readable part says of each recipient."""
    about = _about(report)
    found = []
    for part in report.walk():
        if part.get_content_type() not in (
            "message/delivery-status",
            "message/global-delivery-status",
        ):
            continue
        for block in _blocks(part):
            fields = {name.lower(): text.plain(str(value)) for name, value in block.raw_items()}
            address = _address(
                fields.get("original-recipient") or fields.get("final-recipient", "")
            )
            action = fields.get("action", "").strip().lower()
            if not address or action in ("delivered", "relayed", "expanded"):
                continue
            found.append(
                Bounce(
                    address=address,
                    final=action in _GIVEN_UP or not action,
                    status=fields.get("status", "").split(" ")[0],
                    reason=_said(fields.get("diagnostic-code", "")),
                    about=about,
                )
            )
    return found


def _blocks(part: Message) -> list[Message]:
    payload = part.get_payload()
    return (
        [block for block in payload if isinstance(block, Message)]
        if isinstance(payload, list)
        else []
    )


def _about(report: Message) -> str:
    """Message-ID of the mail that came back: enclosed whole, or its head alone."""
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            payload = part.get_payload()
            inner = payload[0] if isinstance(payload, list) and payload else None
            if isinstance(inner, Message) and inner.get("Message-ID"):
                return str(inner["Message-ID"]).strip()
        if kind in ("text/rfc822-headers", "message/rfc822-headers"):
            content = part.get_payload(decode=True)
            found = _ID.search(content.decode("latin-1")) if isinstance(content, bytes) else None
            if found:
                return found[1]
    return ""


def _address(field: str) -> str:
    """«rfc822; ten@xa.gov.vn» -> the address."""
    return field.rpartition(";")[2].strip().strip("<>").lower()


def _said(field: str) -> str:
    """«smtp; 550 5.1.1 No such user» -> what the server said."""
    return (field.partition(";")[2] or field).strip()[:300]
