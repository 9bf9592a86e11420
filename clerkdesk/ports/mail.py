"""The official mailbox: mails and their bytes, the servers, and what the store keeps of both."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from clerkdesk.domain.mail_account import MailAccount, MailSecret
from clerkdesk.domain.mails import Mail, OutgoingMail, QueuedMail
from clerkdesk.domain.packets import PacketFile

Stop = Callable[[], bool]


class MailCodec(Protocol):
    """Bytes and mails."""

    def read(self, name: str, content: bytes) -> Mail:
        """Read an `.eml` or a `.msg` tolerantly; oddities become `warnings`.

        Raises:
            BadMail: it cannot be read; `reason` says why in Vietnamese.
        """
        ...

    def write(self, mail: OutgoingMail, files: Sequence[PacketFile]) -> bytes:
        """The mail as it leaves; the same mail gives the same bytes."""
        ...


@dataclass(frozen=True, slots=True)
class FolderMark:
    """Up to where a folder was taken in; numbers of another `validity` mean nothing (RFC 3501, 2.3.1.1)."""

    folder: str
    validity: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class FetchedMail:
    """A mail of the mailbox as it lies there."""

    number: int
    """Its UID."""
    content: bytes
    """The whole mail; its head alone where `left` is not empty."""
    came_at: datetime
    """When the server took it (INTERNALDATE)."""
    left: str = ""
    """Why the rest was left in the mailbox, a Vietnamese clause."""


class Mailbox(Protocol):
    """An open session at the office's IMAP server.

    Every method may raise MailLineCut (nothing is lost; open it again) or MailRefused.
    """

    @property
    def calls(self) -> bool:
        """Whether the server says by itself when a mail comes (IDLE)."""
        ...

    def validity(self, folder: str) -> int:
        """The run of numbers that the folder has now (UIDVALIDITY)."""
        ...

    def fetch(self, mark: FolderMark, since: date | None) -> Iterator[FetchedMail]:
        """Mails after `mark`, oldest number first; nothing is marked by this.

        Args:
            since: mails that came before this day are passed over.
        """
        ...

    def mark(self, folder: str, numbers: Sequence[int]) -> None:
        """Show in every mail program that these were taken in (Seen)."""
        ...

    def has_sent(self, message_id: str) -> bool:
        """Whether a copy of this mail lies among those sent."""
        ...

    def file_sent(self, content: bytes, message_id: str, at: datetime) -> None:
        """Lay a copy among those sent; one that lies there is not laid twice."""
        ...

    def wait(self, seconds: float, stop: Stop) -> bool:
        """Wait until a mail comes; False where none came in time, or the server never calls."""
        ...

    def hang_up(self) -> None:
        """Break the line, from another thread: whoever talks or waits gets MailLineCut at once."""
        ...

    def close(self) -> None:
        """Log out; a broken line is no failure any more."""
        ...


class Postman(Protocol):
    """An open session at the office's SMTP server."""

    def send(self, mail: OutgoingMail, content: bytes) -> str:
        """Hand a mail over; gives what the server said when it took it.

        Raises:
            MailPutOff: it may be tried again later.
            MailNotAccepted: it will never be taken.
            MailLineCut: the server may have it or not.
        """
        ...

    def close(self) -> None:
        """Log out."""
        ...


class MailServers(Protocol):
    """How sessions are opened."""

    def mailbox(self, account: MailAccount, secret: MailSecret) -> Mailbox:
        """Log in at the IMAP server.

        Raises:
            MailUnreachable, MailCertificateRefused, MailWithoutTls, MailWrongPassword, MailLineCut,
            MailRefused
        """
        ...

    def postman(self, account: MailAccount, secret: MailSecret) -> Postman:
        """Log in at the SMTP server; raises as `mailbox`."""
        ...


class MailBook(Protocol):
    """What this desk keeps of its mail: the outbox, and up to where the mailbox was taken in."""

    def queue(self, mails: Sequence[OutgoingMail], confirmed_at: datetime | None = None) -> None:
        """Put mails into the outbox; one with the same Message-ID is there already."""
        ...

    def due(self, now: datetime) -> Sequence[QueuedMail]:
        """Those that may be tried now, oldest first; mails in doubt among them."""
        ...

    def waiting(self) -> Sequence[QueuedMail]:
        """All that have not left yet, oldest first."""
        ...

    def begin(self, mail_id: str) -> None:
        """It is being handed over: from now on it is in doubt until the server has answered."""
        ...

    def sent(self, mail_id: str, at: datetime, reply: str) -> None:
        """The server took it."""
        ...

    def put_off(self, mail_id: str, error: str, next_try_at: datetime) -> None:
        """The server did not take it now; nothing of it is with the server."""
        ...

    def refused(self, mail_id: str, error: str) -> None:
        """The server will never take it."""
        ...

    def unfiled(self) -> Sequence[QueuedMail]:
        """Sent mails whose copy is not in the mailbox yet."""
        ...

    def filed(self, mail_id: str) -> None:
        """Its copy is in the mailbox."""
        ...

    def by_message(self, message_id: str) -> QueuedMail | None:
        """The outgoing mail of that Message-ID."""
        ...

    def about(self, uid: str) -> Sequence[QueuedMail]:
        """Mails of one document, oldest first."""
        ...

    def answers(self, since: datetime) -> Sequence[QueuedMail]:
        """Notices to senders decided on from `since` on, and all that still wait."""
        ...

    def folder_mark(self, account: str, folder: str) -> FolderMark:
        """Up to where a folder of that mailbox was taken in."""
        ...

    def note_folder(self, account: str, mark: FolderMark) -> None:
        """It was taken in up to here."""
        ...
