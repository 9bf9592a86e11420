"""Mails and bytes: `.eml` and `.msg` in, `.eml` out; the readers are loaded with the first mail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from clerkdesk.domain.legacy_text import LegacyReader
from clerkdesk.domain.mails import Mail, OutgoingMail
from clerkdesk.domain.packets import PacketFile

if TYPE_CHECKING:
    from clerkdesk.adapters.mail.eml_reader import EmlReader
    from clerkdesk.adapters.mail.msg_reader import MsgReader

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class MailFiles:
    """`ports.mail.MailCodec`; what a file is, its first bytes say, not its name.

    Args:
        legacy: gives the reader of the old encodings.
    """

    def __init__(self, legacy: Callable[[], LegacyReader]) -> None:
        self._legacy = legacy

    @cached_property
    def _readers(self) -> tuple[EmlReader, MsgReader]:
        from clerkdesk.adapters.mail.eml_reader import EmlReader
        from clerkdesk.adapters.mail.header_text import HeaderText
        from clerkdesk.adapters.mail.msg_reader import MsgReader

        text = HeaderText(self._legacy())
        return EmlReader(text), MsgReader(text)

    def read(self, name: str, content: bytes) -> Mail:
        """Read a mail.

        Raises:
            BadMail: it cannot be read.
        """
        eml, msg = self._readers
        return (msg if content.startswith(_OLE) else eml).read(name, content)

    def write(self, mail: OutgoingMail, files: Sequence[PacketFile]) -> bytes:
        """The bytes of an outgoing mail."""
        from clerkdesk.adapters.mail.writer import write_mail

        return write_mail(mail, files)
