"""The office's mailbox over IMAP: read without marking, numbers by UIDVALIDITY, IDLE where it is offered."""

import re
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from imapclient import SEEN, IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError

from clerkdesk.adapters.mail.failures import logging_in, opening, talking
from clerkdesk.adapters.mail.oauth import access_token
from clerkdesk.adapters.mail.tls import context_of
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.errors import MailLineCut, MailWithoutTls, MailWrongPassword
from clerkdesk.domain.mail_account import MailAccount, MailLogin, MailSecret, MailSecurity
from clerkdesk.domain.texts import _
from clerkdesk.ports.mail import FetchedMail, FolderMark, Stop

LARGEST = 60 * 1024 * 1024
"""Bytes of a mail that is fetched; of a larger one its head is."""
_AT_ONCE, _BYTES_AT_ONCE = 25, 8 * 1024 * 1024
_SENT_NAMES = ("Sent", "Sent Items", "Sent Messages", "INBOX.Sent", "Thư đã gửi", "Đã gửi")
_CONNECT = 10.0
"""Seconds after which nobody answers."""
_LOOK = 2.0
"""Seconds between two looks at «stop» while waiting for a call."""
_SAFE_ID = re.compile(r'["\\\r\n]')


class ImapMailbox:
    """`ports.mail.Mailbox`."""

    def __init__(self, account: MailAccount, secret: MailSecret, timeout: float) -> None:
        self._account = account
        self._server = f"{account.imap_host}:{account.imap_port}"
        self._folder = ""
        self._sent = ""
        self._next: dict[str, int] = {}
        self._link = self._open(account, secret, timeout)
        with talking(self._server):
            self._abilities = {
                one.decode("ascii", "replace").upper() for one in self._link.capabilities()
            }

    def _open(self, account: MailAccount, secret: MailSecret, timeout: float) -> IMAPClient:
        context = context_of(account)
        at_once = account.imap_security is MailSecurity.TLS
        token = access_token(account, secret) if account.login is MailLogin.OAUTH2 else ""
        with opening(self._server):
            link = IMAPClient(
                account.imap_host,
                port=account.imap_port,
                ssl=at_once,
                ssl_context=context if at_once else None,
                timeout=SocketTimeout(connect=min(timeout, _CONNECT), read=timeout),
            )
        link.normalise_times = False
        try:
            with talking(self._server):
                if not at_once:
                    if not link.has_capability("STARTTLS"):
                        raise MailWithoutTls(self._server)
                    link.starttls(context)
                with logging_in(account.login_name, self._server):
                    if token:
                        link.oauth2_login(account.login_name, token)
                    elif secret.password.isascii() and account.login_name.isascii():
                        link.login(account.login_name, secret.password)
                    elif link.has_capability("AUTH=PLAIN"):
                        link.plain_login(account.login_name, secret.password)
                    else:  # LOGIN knows no other letters
                        raise MailWrongPassword(account.login_name, self._server)
        except BaseException:
            _hang_up(link)
            raise
        return link

    @property
    def calls(self) -> bool:
        """Whether the server says by itself when a mail comes."""
        return "IDLE" in self._abilities

    def validity(self, folder: str) -> int:
        """The run of numbers that the folder has now."""
        with talking(self._server):
            self._folder = ""
            answer = self._link.select_folder(folder)
            self._folder = folder
            self._next[folder] = int(answer.get(b"UIDNEXT", 0))
            return int(answer[b"UIDVALIDITY"])

    def fetch(self, mark: FolderMark, since: date | None) -> Iterator[FetchedMail]:
        """Mails after `mark`; asked with PEEK, so that nothing is marked."""
        with talking(self._server):
            self._choose(mark.folder)
            wanted: list[object] = ["UID", f"{mark.last + 1}:*"]
            if since is not None:
                wanted += ["SINCE", since - timedelta(days=1)]  # by the clock of the server
            # «n:*» names the last mail even where it is before n
            numbers = sorted(n for n in self._link.search(wanted) if n > mark.last)
        for place in range(0, len(numbers), _AT_ONCE):
            for mail in self._some(numbers[place : place + _AT_ONCE]):
                if since is None or local_date(mail.came_at) >= since:
                    yield mail

    def _some(self, numbers: Sequence[int]) -> Iterator[FetchedMail]:
        with talking(self._server):
            sizes = self._link.fetch(numbers, ["RFC822.SIZE"])
        bundle: list[int] = []
        weight = 0
        for number in numbers:
            if number not in sizes:  # deleted meanwhile
                continue
            size = int(sizes[number].get(b"RFC822.SIZE", 0))
            if bundle and weight + size > _BYTES_AT_ONCE:
                yield from self._whole(bundle)
                bundle, weight = [], 0
            if size > LARGEST:
                yield from self._whole(bundle)
                bundle, weight = [], 0
                yield from self._head(number, size)
                continue
            bundle.append(number)
            weight += size
        yield from self._whole(bundle)

    def _whole(self, numbers: Sequence[int]) -> Iterator[FetchedMail]:
        if not numbers:
            return
        with talking(self._server):
            found = self._link.fetch(numbers, ["BODY.PEEK[]", "INTERNALDATE"])
        for number in numbers:
            if number in found and (content := found[number].get(b"BODY[]")) is not None:
                yield FetchedMail(number, content, _instant(found[number].get(b"INTERNALDATE")))

    def _head(self, number: int, size: int) -> Iterator[FetchedMail]:
        with talking(self._server):
            found = self._link.fetch([number], ["BODY.PEEK[HEADER]", "INTERNALDATE"]).get(
                number, {}
            )
        left = _("thư nặng {size} MB, chỉ xem được trong hộp thư").format(size=size // 2**20)
        if (content := found.get(b"BODY[HEADER]")) is not None:
            yield FetchedMail(number, content, _instant(found.get(b"INTERNALDATE")), left)

    def mark(self, folder: str, numbers: Sequence[int]) -> None:
        """Set Seen; a mailbox that may only be read keeps its marks."""
        if not numbers:
            return
        with talking(self._server):
            self._choose(folder)
            with suppress(IMAPClientError):
                self._link.add_flags(list(numbers), [SEEN], silent=True)

    def has_sent(self, message_id: str) -> bool:
        """Whether a copy of this mail lies among those sent."""
        folder = self._sent_folder()
        if not folder or _SAFE_ID.search(message_id):
            return False
        with talking(self._server):
            self._choose(folder)
            self._link.noop()  # what another session has just laid there is seen
            return bool(self._link.search(["HEADER", "Message-ID", message_id]))

    def file_sent(self, content: bytes, message_id: str, at: datetime) -> None:
        """Lay a copy among those sent; many servers have done so by themselves."""
        if self.has_sent(message_id):
            return
        with talking(self._server):
            folder = self._sent_folder()
            if not folder:
                folder = "Sent"
                self._link.create_folder(folder)
                self._sent = folder
            self._link.append(folder, content, [SEEN], at)

    def wait(self, seconds: float, stop: Stop) -> bool:
        """Wait for a call in the first folder; looks at `stop` every two seconds."""
        if not self.calls:
            return False
        with talking(self._server):
            folder = self._account.folders[0]
            self._choose(folder)
            # what came since it was looked at is not told of any more
            self._link.noop()
            now = int(self._link.folder_status(folder, ["UIDNEXT"]).get(b"UIDNEXT", 0))
            if now != self._next.get(folder, now):
                return True
            self._link.idle()
            end, came = time.monotonic() + seconds, False
            while not came and not stop() and (rest := end - time.monotonic()) > 0:
                asked, span = time.monotonic(), min(rest, _LOOK)
                answers = self._link.idle_check(timeout=span)
                # imapclient says nothing of a line that broke: it comes back at once, with nothing
                if not answers and time.monotonic() - asked < span / 2:
                    raise MailLineCut(self._server)
                came = any(len(a) > 1 and a[1] in (b"EXISTS", b"RECENT") for a in answers)
                if any(a and a[0] == b"BYE" for a in answers):
                    raise MailLineCut(self._server)
            self._link.idle_done()
            return came

    def hang_up(self) -> None:
        """Break the line; `close` frees what is left of it."""
        with suppress(OSError, AttributeError):
            self._link.socket().shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Log out, or hang up where the line is broken."""
        try:
            self._link.socket().settimeout(3)
            self._link.logout()
        except (IMAPClientError, OSError, EOFError, AttributeError):
            _hang_up(self._link)

    def _choose(self, folder: str) -> None:
        if self._folder != folder:
            self._folder = ""
            self._link.select_folder(folder)
            self._folder = folder

    def _sent_folder(self) -> str:
        if self._account.sent_folder:
            return self._account.sent_folder
        if not self._sent:
            with talking(self._server):
                found = self._link.list_folders()
            names = [str(name) for _flags, _delimiter, name in found]
            marked = [
                str(name)
                for flags, _delimiter, name in found
                if b"\\sent" in {bytes(flag).lower() for flag in flags}
            ]
            usual = [name for name in _SENT_NAMES if name in names]
            self._sent = next(iter([*marked, *usual]), "")
        return self._sent


def _instant(given: object) -> datetime:
    """INTERNALDATE; where the server gives none, now."""
    return given.astimezone(UTC) if isinstance(given, datetime) else datetime.now(UTC)


def _hang_up(link: IMAPClient) -> None:
    with suppress(IMAPClientError, OSError, AttributeError, ValueError):
        sock = link.socket()
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
        link.shutdown()
