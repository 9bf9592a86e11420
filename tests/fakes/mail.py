"""Mail servers in memory: `FakeMailServers` is the whole mail of a province, with mailboxes by address."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email import message_from_bytes

from clerkdesk.domain.clock import local_date
from clerkdesk.domain.errors import (
    ClerkError,
    MailLineCut,
    MailNotAccepted,
    MailUnreachable,
    MailWrongPassword,
)
from clerkdesk.domain.mail_account import MailAccount, MailSecret
from clerkdesk.domain.mails import OutgoingMail
from clerkdesk.ports.mail import FetchedMail, FolderMark, Stop

PASSWORD = "mật khẩu thư"


@dataclass
class Folder:
    """Mails by their number."""

    validity: int = 1
    next: int = 1
    mails: dict[int, FetchedMail] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)

    def add(self, content: bytes, at: datetime) -> int:
        number, self.next = self.next, self.next + 1
        self.mails[number] = FetchedMail(number, content, at)
        return number


@dataclass
class FakeMailServers:
    """Mailboxes of every address that was added; `reachable = False` takes the line down."""

    reachable: bool = True
    idles: bool = True
    password: str = PASSWORD
    boxes: dict[str, dict[str, Folder]] = field(default_factory=dict)
    handed_over: list[tuple[str, bytes]] = field(default_factory=list)
    cut_after_next: bool = False
    """The next mail is taken, but the line breaks before the answer."""
    refuse_next: ClerkError | None = None
    cut_fetch_after: int | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def add(self, address: str) -> dict[str, Folder]:
        """Give a mailbox to an address."""
        return self.boxes.setdefault(address, {"INBOX": Folder(), "Sent": Folder()})

    def deliver(self, address: str, content: bytes, at: datetime | None = None) -> None:
        """A mail comes into the mailbox."""
        self.boxes[address]["INBOX"].add(content, at or self.now())

    def mailbox(self, account: MailAccount, secret: MailSecret) -> "FakeMailbox":
        self.log_in(account, secret, account.imap_host)
        return FakeMailbox(self, self.boxes[account.address])

    def postman(self, account: MailAccount, secret: MailSecret) -> "FakePostman":
        self.log_in(account, secret, account.smtp_host)
        return FakePostman(self)

    def log_in(self, account: MailAccount, secret: MailSecret, host: str) -> None:
        self.reach(host)
        if secret.password != self.password or account.address not in self.boxes:
            raise MailWrongPassword(account.login_name, host)

    def reach(self, host: str = "mail") -> None:
        if not self.reachable:
            raise MailUnreachable(host)


class FakeMailbox:
    """A session at a mailbox of the fake servers."""

    def __init__(self, servers: FakeMailServers, folders: dict[str, Folder]) -> None:
        self._servers = servers
        self._folders = folders
        self.closed = False

    @property
    def calls(self) -> bool:
        return self._servers.idles

    def validity(self, folder: str) -> int:
        self._alive()
        return self._folders[folder].validity

    def fetch(self, mark: FolderMark, since: date | None) -> Iterator[FetchedMail]:
        self._alive()
        folder = self._folders[mark.folder]
        for given, number in enumerate(sorted(folder.mails)):
            if number <= mark.last:
                continue
            mail = folder.mails[number]
            if since is not None and local_date(mail.came_at) < since:
                continue
            cut = self._servers.cut_fetch_after
            if cut is not None and given >= cut:
                self._servers.cut_fetch_after = None
                raise MailLineCut("mail")
            yield mail

    def mark(self, folder: str, numbers: Sequence[int]) -> None:
        self._alive()
        self._folders[folder].seen |= set(numbers)

    def has_sent(self, message_id: str) -> bool:
        self._alive()
        sent = self._folders["Sent"].mails.values()
        return any(message_from_bytes(m.content)["Message-ID"] == message_id for m in sent)

    def file_sent(self, content: bytes, message_id: str, at: datetime) -> None:
        if not self.has_sent(message_id):
            self._folders["Sent"].add(content, at)

    def wait(self, seconds: float, stop: Stop) -> bool:
        self._alive()
        return False

    def hang_up(self) -> None:
        self.closed = True

    def close(self) -> None:
        self.closed = True

    def _alive(self) -> None:
        if self.closed or not self._servers.reachable:
            raise MailLineCut("mail")


class FakePostman:
    """A session at the fake SMTP server; it knows its own mailboxes, other addresses do not exist."""

    def __init__(self, servers: FakeMailServers) -> None:
        self._servers = servers

    def send(self, mail: OutgoingMail, content: bytes) -> str:
        if not self._servers.reachable:
            raise MailLineCut("mail")
        if self._servers.refuse_next is not None:
            refusal, self._servers.refuse_next = self._servers.refuse_next, None
            raise refusal
        if mail.to not in self._servers.boxes:
            raise MailNotAccepted("mail", "550 5.1.1 no such user")
        self._servers.handed_over.append((mail.to, content))
        self._servers.deliver(mail.to, content)
        if self._servers.cut_after_next:
            self._servers.cut_after_next = False
            raise MailLineCut("mail")
        return "250 OK"

    def close(self) -> None:
        pass
