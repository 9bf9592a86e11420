"""Outlook's `.msg`: properties in an OLE file ([MS-OXMSG]), read with olefile."""

import io
import struct
from datetime import UTC, datetime, timedelta
from email import message_from_string, policy
from email.message import Message

import olefile

from clerkdesk.adapters.mail.header_text import HeaderText
from clerkdesk.adapters.mail.parts import WINMAIL, Parts
from clerkdesk.adapters.mail.plain_body import words_of_html
from clerkdesk.adapters.mail.winmail import open_winmail
from clerkdesk.domain.errors import BadMail
from clerkdesk.domain.mails import Mail, document_first
from clerkdesk.domain.texts import _

_SUBJECT, _HEADERS, _BODY, _HTML = "0037", "007D", "1000", "1013"
_SENDER_NAME, _SENDER, _SENDER_SMTP, _REPRESENTED_SMTP = "0C1A", "0C1F", "5D01", "5D02"
_MESSAGE_ID, _DISPLAY_TO = "1035", "0E04"
_FILE_LONG, _FILE_SHORT, _FILE_DATA, _FILE_KIND, _FILE_TITLE = (
    "3707",
    "3704",
    "3701",
    "370E",
    "3001",
)
_SUBMITTED, _DELIVERED = 0x00390040, 0x0E060040
_PROPERTIES = "__properties_version1.0"
_TOP_HEAD, _INNER_HEAD = 32, 24
_TORN = (
    OSError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    ArithmeticError,
    struct.error,
    RecursionError,
)
"""What olefile raises on a torn file."""
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)

Path = list[str]


class MsgReader:
    """OLE -> Mail."""

    def __init__(self, text: HeaderText) -> None:
        self._text = text

    def read(self, name: str, content: bytes) -> Mail:
        """Read `content`.

        Raises:
            BadMail: it is no such file, or torn.
        """
        try:
            with olefile.OleFileIO(io.BytesIO(content)) as ole:
                return self._message(ole, [], Parts(name), 0)
        except _TORN as error:
            raise BadMail(name, _("tệp .msg hỏng hoặc không đủ")) from error

    def _message(self, ole: olefile.OleFileIO, at: Path, parts: Parts, depth: int) -> Mail:
        parts.count(depth=depth)
        heads = self._heads(ole, at)
        words = self._string(ole, at, _BODY)
        if not words and (html := self._binary(ole, at, _HTML)):
            words = words_of_html(self._text.bytes_text(html, "utf-8"))
        if words:
            parts.words.append(words)
        for storage in self._storages(ole, at, "__attach_version1.0_"):
            self._attachment(ole, [*at, storage], parts, depth)
        sender = self._string(ole, at, _SENDER_SMTP) or self._string(ole, at, _REPRESENTED_SMTP)
        name, stated = self._text.address(str(heads.get("From", "")))
        if not sender and "@" in (plain := self._string(ole, at, _SENDER)):
            sender = plain
        times = self._times(ole, at)
        return Mail(
            message_id=(
                self._string(ole, at, _MESSAGE_ID) or str(heads.get("Message-ID", ""))
            ).strip(),
            sender_name=self._string(ole, at, _SENDER_NAME) or name,
            sender=(sender or stated).lower(),
            subject=self._text.plain(self._string(ole, at, _SUBJECT)),
            body=parts.body(),
            to=(self._string(ole, at, _DISPLAY_TO),) if self._has(ole, at, _DISPLAY_TO) else (),
            files=document_first(parts.files),
            dated=times.get(_SUBMITTED),
            left_at=times.get(_SUBMITTED),
            came_at=times.get(_DELIVERED),
            warnings=tuple(parts.warnings),
        )

    def _attachment(self, ole: olefile.OleFileIO, at: Path, parts: Parts, depth: int) -> None:
        inner = [*at, f"__substg1.0_{_FILE_DATA}000D"]
        if ole.exists([*inner, _PROPERTIES]):  # an enclosed mail
            own = Parts(parts.name)
            mail = self._message(ole, inner, own, depth + 1)
            parts.count(sum(len(file.content) for file in own.files), depth + 1)
            parts.add_mail(mail.subject, mail.sender, mail.body, mail.files)
            return
        content = self._binary(ole, at, _FILE_DATA)
        named = (_FILE_LONG, _FILE_SHORT, _FILE_TITLE)
        name = next((said for key in named if (said := self._string(ole, at, key))), "")
        parts.count(len(content))
        if name.lower() in WINMAIL:
            open_winmail(content, parts, self._text)
        else:
            parts.add_file(name, self._string(ole, at, _FILE_KIND), content)

    def _heads(self, ole: olefile.OleFileIO, at: Path) -> Message:
        return message_from_string(self._string(ole, at, _HEADERS), policy=policy.compat32)

    def _has(self, ole: olefile.OleFileIO, at: Path, key: str) -> bool:
        return bool(self._string(ole, at, key))

    def _string(self, ole: olefile.OleFileIO, at: Path, key: str) -> str:
        """A text property: Unicode, or bytes of an unnamed code page."""
        wide = [*at, f"__substg1.0_{key}001F"]
        if ole.exists(wide):
            text = ole.openstream(wide).read().decode("utf-16-le", "replace")
            return self._text.mended(text.rstrip("\0"))
        narrow = [*at, f"__substg1.0_{key}001E"]
        if ole.exists(narrow):
            return self._text.bytes_text(ole.openstream(narrow).read().rstrip(b"\0"), "")
        return ""

    def _binary(self, ole: olefile.OleFileIO, at: Path, key: str) -> bytes:
        place = [*at, f"__substg1.0_{key}0102"]
        return bytes(ole.openstream(place).read()) if ole.exists(place) else b""

    def _storages(self, ole: olefile.OleFileIO, at: Path, prefix: str) -> list[str]:
        found = {
            entry[len(at)]
            for entry in ole.listdir(streams=False, storages=True)
            if len(entry) > len(at) and entry[: len(at)] == at and entry[len(at)].startswith(prefix)
        }
        return sorted(found)

    def _times(self, ole: olefile.OleFileIO, at: Path) -> dict[int, datetime]:
        place = [*at, _PROPERTIES]
        if not ole.exists(place):
            return {}
        rows = ole.openstream(place).read()[_INNER_HEAD if at else _TOP_HEAD :]
        found = {}
        for tag, _flags, value in struct.iter_unpack("<IIQ", rows[: len(rows) // 16 * 16]):
            if tag in (_SUBMITTED, _DELIVERED) and 0 < value < 2**62:
                found[tag] = _EPOCH + timedelta(microseconds=value // 10)
        return found
