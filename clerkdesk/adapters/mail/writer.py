"""Writes mails as every program reads them: UTF-8, RFC 2047 and 2231, CRLF; the same mail, the same bytes."""

import hashlib
from collections.abc import Sequence
from email import policy
from email.header import Header
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.mails import STATUS_HEADER, MailPurpose, OutgoingMail
from clerkdesk.domain.packets import PacketFile

_WIRE = policy.SMTP.clone(max_line_length=76)
_ANSWERS = (MailPurpose.ACCEPTED, MailPurpose.REFUSED)


def write_mail(mail: OutgoingMail, files: Sequence[PacketFile]) -> bytes:
    """The bytes that are handed to the server and laid among those sent."""
    heads = {
        "Message-ID": mail.message_id,
        "Date": format_datetime(mail.at.astimezone(VIETNAM_TIME)),
        "From": _named(mail.sender_name, mail.sender),
        "To": _named(mail.to_name, mail.to),
        "Subject": _encoded("Subject", mail.subject),
        "In-Reply-To": mail.answers,
        "References": mail.answers,
        STATUS_HEADER: mail.status_code,
        "Auto-Submitted": "auto-replied" if mail.purpose in _ANSWERS else "",
        "X-Mailer": "ClerkDesk",
    }
    lines = [f"{name}: {value}\r\n" for name, value in heads.items() if value]
    return "".join(lines).encode("ascii") + _content(mail, files)


def _content(mail: OutgoingMail, files: Sequence[PacketFile]) -> bytes:
    message = EmailMessage(policy=_WIRE)
    message.set_content(mail.body, cte="base64")
    for file in files:
        main, _slash, sub = file.media_type.partition("/")
        if not sub or main in ("multipart", "message"):
            main, sub = "application", "octet-stream"
        message.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    if files:
        digest = hashlib.sha256(mail.message_id.encode()).hexdigest()[:32]
        message.set_boundary(f"=_ClerkDesk_{digest}")
    return message.as_bytes()


def _encoded(header: str, text: str) -> str:
    """`text` for a header. Python's own policy loses blanks where it folds encoded words."""
    line = " ".join(text.split())
    if line.isascii() and len(line) < 70:
        return line
    return Header(line, "utf-8", header_name=header).encode(linesep="\r\n")


def _named(name: str, address: str) -> str:
    line = " ".join(name.split())
    if not line:
        return address
    if line.isascii():
        return formataddr((line, address))
    return f"{_encoded('To', line)} <{address}>"
