"""Reads RFC 5322 mails as they really come: tolerant of headers, charsets, nesting; strict in limits."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parsedate_to_datetime

from clerkdesk.adapters.mail.delivery_report import bounces_in
from clerkdesk.adapters.mail.header_text import HeaderText
from clerkdesk.adapters.mail.parts import WINMAIL, Parts
from clerkdesk.adapters.mail.plain_body import words_of_html
from clerkdesk.adapters.mail.winmail import open_winmail
from clerkdesk.domain.errors import BadMail
from clerkdesk.domain.mails import STATUS_HEADER, Mail, document_first
from clerkdesk.domain.texts import _

_ID = re.compile(r"<[^<>\s]+>")
_NO_MAIL = 16
"""Fewer bytes are no mail."""


class EmlReader:
    """Bytes -> Mail."""

    def __init__(self, text: HeaderText) -> None:
        self._text = text

    def read(self, name: str, content: bytes) -> Mail:
        """Read `content`.

        Raises:
            BadMail: there is no mail in it, or it is built to exhaust the machine.
        """
        parts = Parts(name)
        try:
            mail = self._mail(name, content, parts, 0)
        except RecursionError:
            raise BadMail(name, _("thư có quá nhiều phần lồng nhau")) from None
        return mail

    def _mail(self, name: str, content: bytes, parts: Parts, depth: int) -> Mail:
        if len(content.strip()) < _NO_MAIL:
            raise BadMail(name, _("tệp rỗng"))
        message = message_from_bytes(content, policy=policy.compat32)
        if not message.keys():
            raise BadMail(name, _("không có phần đầu của một bức thư"))
        return self._read(message, parts, depth)

    def _read(self, message: Message, parts: Parts, depth: int) -> Mail:
        parts.count(depth=depth)
        heads = _heads(message)
        self._walk(message, parts, depth)
        if not parts.words and parts.html:
            parts.words += parts.html
        sender_name, sender = self._text.address(heads.get("from", heads.get("sender", "")))
        dated = _moment(heads.get("date", ""))
        received = [_moment(line.rpartition(";")[2]) for line in _all(message, "received")]
        times = [moment for moment in received if moment is not None]
        files = [file for file in parts.files if file.name not in parts.pictures]
        return Mail(
            message_id=_first_id(heads.get("message-id", "")),
            sender_name=sender_name,
            sender=sender.lower(),
            subject=self._text.plain(heads.get("subject", "")),
            body=parts.body(),
            to=tuple(address for _name, address in self._text.addresses(heads.get("to", ""))),
            files=document_first(files),
            dated=dated,
            left_at=times[-1] if times else None,
            came_at=times[0] if times else None,
            answers=tuple(
                dict.fromkeys(
                    (
                        *_ID.findall(heads.get("in-reply-to", "")),
                        *reversed(_ID.findall(heads.get("references", ""))),
                    )
                )
            ),
            status_code=heads.get(STATUS_HEADER.lower(), "").strip()[:4],
            bounces=tuple(parts.bounces),
            automatic=_is_automatic(heads),
            warnings=tuple(parts.warnings),
        )

    def _walk(self, message: Message, parts: Parts, depth: int) -> None:
        kind = message.get_content_type()
        if kind == "multipart/report" and _parameter(message, "report-type") == "delivery-status":
            parts.bounces += bounces_in(message, self._text)
        if kind == "message/rfc822":
            self._enclosed(message, parts, depth)
            return
        if message.is_multipart():
            inner = [part for part in message.get_payload() if isinstance(part, Message)]
            if kind == "multipart/alternative":
                inner = _best(inner)
            for part in inner:
                parts.count(depth=depth)
                self._walk(part, parts, depth)
            return
        self._leaf(message, kind, parts, depth)

    def _enclosed(self, message: Message, parts: Parts, depth: int) -> None:
        payload = message.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        if not isinstance(inner, Message):
            return
        own = Parts(parts.name)
        mail = self._read(inner, own, depth + 1)
        parts.count(sum(len(file.content) for file in own.files), depth + 1)
        parts.add_mail(mail.subject, mail.sender, mail.body, mail.files)
        for warning in own.warnings:
            parts.warn(warning)

    def _leaf(self, part: Message, kind: str, parts: Parts, depth: int) -> None:
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            return
        parts.count(len(content), depth)
        name = self._name(part)
        shown = str(part.get("Content-Disposition", "")).strip().lower()
        is_file = bool(name) or shown.startswith("attachment")
        if kind.startswith("text/") and not is_file:
            said = self._text.bytes_text(content, _parameter(part, "charset"))
            if kind == "text/html":
                parts.html.append(words_of_html(said))
            elif kind == "text/plain":
                parts.words.append(said)
            return
        if name.lower() in WINMAIL or kind in ("application/ms-tnef", "application/vnd.ms-tnef"):
            open_winmail(content, parts, self._text)
            return
        if name.lower().endswith(".eml"):
            self._eml_file(name, content, parts, depth)
            return
        if kind.startswith("message/") and not name:  # the machine's part of a report
            return
        if kind.startswith("image/") and part.get("Content-ID") and not shown.startswith("attach"):
            parts.pictures.add(name or kind)
        parts.add_file(name, kind, content)

    def _eml_file(self, name: str, content: bytes, parts: Parts, depth: int) -> None:
        """A mail attached as a file: opened like an enclosed one; one that is none stays a file."""
        own = Parts(parts.name)
        try:
            mail = self._mail(name, content, own, depth + 1)
        except BadMail:
            parts.add_file(name, "message/rfc822", content)
            return
        parts.count(sum(len(file.content) for file in own.files), depth + 1)
        parts.add_mail(mail.subject, mail.sender, mail.body, mail.files)

    def _name(self, part: Message) -> str:
        for header, key in (("Content-Disposition", "filename"), ("Content-Type", "name")):
            value = _parameter_value(part, header, key)
            if value:
                return self._text.file_name(value)
        return ""


def _best(alternatives: list[Message]) -> list[Message]:
    """Of several forms of the same words the plain one; parts that carry files are all kept."""
    kinds = [part.get_content_type() for part in alternatives]
    if "text/plain" not in kinds:
        return alternatives
    return [part for part, kind in zip(alternatives, kinds, strict=True) if kind != "text/html"]


def _heads(message: Message) -> dict[str, str]:
    """The first of each header, by small name; raw bytes in it are lone surrogates."""
    heads: dict[str, str] = {}
    for name, value in message.raw_items():
        heads.setdefault(name.lower(), str(value))
    return heads


def _all(message: Message, wanted: str) -> list[str]:
    return [str(value) for name, value in message.raw_items() if name.lower() == wanted]


def _parameter_value(part: Message, header: str, key: str) -> object:
    """A parameter of a header; one with raw bytes in it is read all the same."""
    raw = next((str(v) for n, v in part.raw_items() if n.lower() == header.lower()), None)
    if raw is None:
        return None
    bare = Message()
    bare[header] = raw.encode("utf-8", "surrogateescape").decode("latin-1")
    value = bare.get_param(key, None, header)
    if isinstance(value, tuple):
        return value
    return (
        None if value is None else str(value).encode("latin-1").decode("ascii", "surrogateescape")
    )


def _parameter(part: Message, key: str) -> str:
    value = _parameter_value(part, "Content-Type", key)
    if isinstance(value, tuple):
        value = value[2]
    return str(value or "").strip().lower()


def _first_id(raw: str) -> str:
    found = _ID.search(raw)
    return found[0] if found else raw.strip()[:200]


def _moment(raw: str) -> datetime | None:
    """A date of a header; one without a zone counts as UTC, as the rule says of «-0000»."""
    try:
        moment = parsedate_to_datetime(raw.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _is_automatic(heads: dict[str, str]) -> bool:
    """Whether a program sent it (RFC 3834)."""
    submitted = heads.get("auto-submitted", "no").strip().lower()
    bulk = heads.get("precedence", "").strip().lower() in ("bulk", "junk", "list")
    nobody = heads.get("return-path", "").strip() == "<>"
    return not submitted.startswith("no") or bulk or nobody
