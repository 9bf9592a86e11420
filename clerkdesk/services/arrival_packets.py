"""What arrived, opened the same way whatever way it came: an edXML packet, or a mail with files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.errors import BadMail, BadPacket
from clerkdesk.domain.formats import TXT
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.mails import MAIL_SUFFIXES, Mail
from clerkdesk.domain.packet_remains import PacketRemains
from clerkdesk.domain.packets import DocumentPacket, Packet, PacketFile, PacketKind
from clerkdesk.domain.texts import N_, _
from clerkdesk.ports.exchange import PacketCodec
from clerkdesk.ports.mail import MailCodec

LETTER = N_("Nội dung thư.txt")
"""How the words of a mail are called among its files."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What the clerk sees of the mail itself (S26: From, Date, Received)."""

    sender_name: str
    sender: str
    subject: str
    sent_at: datetime | None
    words: str


class ArrivalPackets:
    """`ports.exchange.PacketCodec` that opens mails too: their files are searched, checked and
    registered as those of packets are."""

    def __init__(self, packets: PacketCodec, mails: MailCodec) -> None:
        self._packets = packets
        self._mails = mails

    def write(self, packet: Packet) -> bytes:
        """An edXML packet; mails are written by `WriteMails`."""
        return self._packets.write(packet)

    def read(self, name: str, content: bytes) -> Packet:
        """Read a packet, or a mail as a document from its sender.

        Raises:
            BadPacket: it cannot be read.
        """
        if not is_mail_name(name):
            return self._packets.read(name, content)
        try:
            return packet_of(self._mails.read(name, content))
        except BadMail as bad:
            raise BadPacket(name, bad.reason) from bad

    def remains(self, content: bytes) -> PacketRemains:
        """What can be made out of a packet that cannot be read; of a mail nothing is asked."""
        return self._packets.remains(content)


def is_mail_name(name: str) -> bool:
    """Whether a file is a mail by its name."""
    return name.lower().endswith(MAIL_SUFFIXES)


def packet_of(mail: Mail) -> DocumentPacket:
    """A mail as a document on its way: its files, and its words as one more file."""
    words = mail.body.strip()
    letter = (PacketFile(_(LETTER), TXT, words.encode("utf-8")),) if words else ()
    return DocumentPacket(
        kind=PacketKind.NEW,
        document_id=mail.message_id,
        sender=Agency("", mail.sender_name or mail.sender, mail.sender),
        recipients=(),
        code_number="",
        code_notation="",
        issued_date=None,
        place="",
        doc_type="",
        subject=mail.subject,
        signer_name="",
        signer_position="",
        sent_at=mail.left_at or mail.dated,
        files=(*mail.files, *letter),
        warnings=mail.warnings,
    )


def letter_of(packet: DocumentPacket) -> Letter:
    """The mail of which `packet_of` made a packet."""
    words = next((file for file in packet.files if file.name == _(LETTER)), None)
    return Letter(
        packet.sender.name,
        packet.sender.email,
        packet.subject,
        packet.sent_at,
        words.content.decode("utf-8", "replace") if words is not None else "",
    )


def mail_sender(known: Iterable[Agency], sender: Agency) -> Agency:
    """Whose address a mail came from by the directory; else as the mail says."""
    address = sender.email.casefold()
    return next((a for a in known if address and a.email.casefold() == address), sender)


def mail_values(packet: DocumentPacket, sender: Agency) -> dict[str, object]:
    """What a mail says of its document; what stands on the pages says more."""
    return {
        "channel": Channel.MAIL.value,
        "issuing_org": sender.name if sender.name != sender.email else "",
        "subject": packet.subject,
        "urgency": str(packet.urgency.value),
    }
