"""Mails and bytes: `.eml` and `.msg` in, `.eml` out."""

from collections.abc import Sequence

from clerkdesk.adapters.mail.eml_reader import EmlReader
from clerkdesk.adapters.mail.header_text import HeaderText
from clerkdesk.adapters.mail.msg_reader import MsgReader
from clerkdesk.adapters.mail.writer import write_mail
from clerkdesk.domain.legacy_text import LegacyReader
from clerkdesk.domain.mails import Mail, OutgoingMail
from clerkdesk.domain.packets import PacketFile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class MailFiles:
    """`ports.mail.MailCodec`; what a file is, its first bytes say, not its name."""

    def __init__(self, legacy: LegacyReader) -> None:
        text = HeaderText(legacy)
        self._eml = EmlReader(text)
        self._msg = MsgReader(text)

    def read(self, name: str, content: bytes) -> Mail:
        """Read a mail.

        Raises:
            BadMail: it cannot be read.
        """
        reader = self._msg if content.startswith(_OLE) else self._eml
        return reader.read(name, content)

    def write(self, mail: OutgoingMail, files: Sequence[PacketFile]) -> bytes:
        """The bytes of an outgoing mail."""
        return write_mail(mail, files)
