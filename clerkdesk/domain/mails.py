"""Mails as values: what came into the official mailbox, and what waits to leave by it (Điều 7.2, 11.2)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from clerkdesk.domain.attachments import PDF, Attachment
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.packets import PacketFile

STATUS_HEADER = "X-ClerkDesk-Status"
"""In a notice to the sender: the edXML status code, so that its program can record it."""
MAIL_SUFFIXES = (".eml", ".msg")
MAIL_FILE = "message/rfc822"


@dataclass(frozen=True, slots=True)
class Bounce:
    """One address that a mail could not be brought to, as a mail server reports (RFC 3464)."""

    address: str
    final: bool
    """Whether the server gave up; a delay is told too."""
    status: str = ""
    """Enhanced code, e.g. «5.1.1»."""
    reason: str = ""
    about: str = ""
    """Message-ID of the mail that came back; empty where the report does not quote it."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it was read; oddities that could be read past are `warnings`, Vietnamese."""

    message_id: str
    sender_name: str
    sender: str
    """Address, as in From."""
    subject: str
    body: str
    to: tuple[str, ...] = ()
    files: tuple[PacketFile, ...] = ()
    """Attachments, those of enclosed mails too; the document first."""
    dated: datetime | None = None
    """What the sender's program says (Date)."""
    left_at: datetime | None = None
    """When the first server that relayed it took it (the lowest Received): Điều 12.1."""
    came_at: datetime | None = None
    """When the last server took it (the highest Received)."""
    answers: tuple[str, ...] = ()
    """Message-IDs that it answers, nearest first."""
    status_code: str = ""
    """Of a notice that another ClerkDesk sent."""
    bounces: tuple[Bounce, ...] = ()
    automatic: bool = False
    """Sent by a program: nothing is ever answered to it."""
    warnings: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        """The same for the same mail, by whatever way and however often it comes: Message-ID and
        content together, so that a stranger who repeats a Message-ID hides nothing."""
        told = hashlib.sha256()
        parts: Iterable[bytes] = (
            self.message_id.encode(),
            self.sender.casefold().encode(),
            self.subject.encode(),
            self.body.encode(),
            *(file.name.encode() + b"\0" + file.content for file in self.files),
        )
        for part in parts:
            told.update(len(part).to_bytes(8, "big") + part)
        return told.hexdigest()


class MailPurpose(StrEnum):
    """Why a mail leaves."""

    ISSUE = "issue"
    RECALL = "recall"
    UPDATE = "update"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    FORWARD = "forward"


class MailState(StrEnum):
    """Where an outgoing mail stands."""

    WAITING = "waiting"
    IN_DOUBT = "in_doubt"
    """It was being handed over when the line or the program broke: the server may have it."""
    SENT = "sent"
    REFUSED = "refused"
    """The server will not take it, however often it is tried."""


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """A mail to one address; its bytes are made when it leaves, always the same ones."""

    message_id: str
    sender: str
    sender_name: str
    to: str
    to_name: str
    subject: str
    body: str
    at: datetime
    """When it was queued; its Date."""
    purpose: MailPurpose
    about: str = ""
    """uid of the document that it carries or answers."""
    files: tuple[Attachment, ...] = ()
    answers: str = ""
    """Message-ID of the mail to which this is the reply."""
    status_code: str = ""
    recipient: Recipient | None = None
    """The place of the document that is reached by it."""


@dataclass(frozen=True, slots=True)
class QueuedMail:
    """An outgoing mail and what became of it."""

    mail_id: str
    mail: OutgoingMail
    queued_at: datetime
    state: MailState = MailState.WAITING
    tries: int = 0
    next_try_at: datetime | None = None
    last_error: str = ""
    confirmed_at: datetime | None = None
    """Of a notice to a sender: when the clerk's decision was made (Điều 13)."""
    sent_at: datetime | None = None
    """When the server took it (Điều 12.1)."""
    reply: str = ""
    """What the server said when it took it."""
    filed: bool = False
    """Whether its copy lies in the mailbox."""


RETRY_MINUTES = (1, 2, 5, 15, 30, 60)
"""After how long a mail that the server put off is tried again; then hourly."""


def retry_minutes(tries: int) -> int:
    """How long to wait after the `tries`-th try (from 1)."""
    return RETRY_MINUTES[min(max(tries, 1), len(RETRY_MINUTES)) - 1]


def document_first(files: Iterable[PacketFile]) -> tuple[PacketFile, ...]:
    """The files with the one that is most likely the document in front: the first PDF."""
    ordered = list(files)
    place = next((i for i, file in enumerate(ordered) if file.media_type == PDF), 0)
    return tuple(ordered[place : place + 1] + ordered[:place] + ordered[place + 1 :])
