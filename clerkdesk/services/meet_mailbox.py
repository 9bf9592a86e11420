"""One meeting with the office's mail servers: what waits goes out, what came is kept, copies are filed."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import (
    ClerkError,
    DamagedFile,
    MailLineCut,
    MailNotAccepted,
    MailPutOff,
    MailRefused,
    NotFound,
)
from clerkdesk.domain.mail_account import MailAccount
from clerkdesk.domain.mails import MailPurpose, MailState, QueuedMail, retry_minutes
from clerkdesk.domain.packets import PacketFile
from clerkdesk.domain.texts import _
from clerkdesk.ports.mail import FolderMark, Mailbox, Postman, Stop
from clerkdesk.ports.store import Store
from clerkdesk.services.mail_setting import MailDevices, MailSecrets, read_account
from clerkdesk.services.take_in import SYSTEM
from clerkdesk.services.take_mail import TakeMail

_AT_ONCE = 20
"""Mails after which the mailbox is marked and the place is noted: what a break may repeat."""


@dataclass(frozen=True, slots=True)
class MailMeeting:
    """What one meeting did."""

    sent: int
    received: int
    """Mails that are new here."""
    waiting: int
    """Mails that still wait in the outbox."""
    calls: bool
    """Whether the server says by itself when a mail comes."""


class MeetMailbox:
    """Meets the servers; every step may be repeated after a break.

    In: a mail is kept durably, then marked in the mailbox, then the place in the folder is noted; a
    kill in between fetches it again, and the same mail is the same arrival. Out: a mail is in doubt
    from before it is handed over until the server's answer is kept; one in doubt is looked for among
    those sent, else handed over again under the same Message-ID (docs/decisions/0024).
    """

    def __init__(
        self, store: Store, devices: MailDevices, take: TakeMail, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._devices = devices
        self._secrets = MailSecrets(store.settings, devices.keys)
        self._take = take
        self._clock = clock
        self._mailbox: Mailbox | None = None
        self._of = MailAccount()

    @property
    def account(self) -> MailAccount:
        """The office's mailbox."""
        return read_account(self._store.settings)

    def __call__(self) -> MailMeeting | None:
        """Meet once; None where the office has no mailbox. A server that does not answer for one
        direction does not stop the other.

        Raises:
            MailUnreachable, MailLineCut, MailCertificateRefused, MailWithoutTls, MailWrongPassword,
            MailSecretMissing, MailRefused: what was not done waits for the next meeting.
            DiskFull: what came could not be kept; it comes again.
        """
        account = self.account
        if not account.is_set:
            self.close()
            return None
        problem: ClerkError | None = None
        mailbox: Mailbox | None = None
        try:
            mailbox = self._open(account)
            mailbox.validity(account.folders[0])  # a session that has died meanwhile is found here
        except MailLineCut:
            self.close()
            try:
                mailbox = self._open(account)
            except ClerkError as error:
                problem = error
        except ClerkError as error:
            problem = error
        sent = received = 0
        try:
            sent = self._send(account, mailbox)
        except ClerkError as error:
            problem = problem or error
        if mailbox is not None:
            try:
                received = sum(self._fetch(account, mailbox, f) for f in account.folders)
                self._file_sent(mailbox)
            except MailLineCut as cut:
                self.close()
                problem = problem or cut
        if problem is not None:
            raise problem
        assert mailbox is not None  # else there was a problem
        return MailMeeting(sent, received, len(self._store.mails.waiting()), mailbox.calls)

    @property
    def calls(self) -> bool:
        """Whether a session is open whose server calls by itself."""
        return self._mailbox is not None and self._mailbox.calls

    def wait(self, seconds: float, stop: Stop) -> bool:
        """Wait until the server calls; False where it did not in time, or never does."""
        mailbox = self._mailbox
        if mailbox is None or not mailbox.calls:
            return False
        try:
            return mailbox.wait(seconds, stop)
        except (MailLineCut, MailRefused):
            self.close()
            return False

    def hang_up(self) -> None:
        """The program closes: whoever meets or waits in the lane comes home at once."""
        if (mailbox := self._mailbox) is not None:
            mailbox.hang_up()

    def close(self) -> None:
        """Log out."""
        mailbox, self._mailbox = self._mailbox, None
        if mailbox is not None:
            mailbox.close()

    def _open(self, account: MailAccount) -> Mailbox:
        if self._mailbox is not None and self._of == account:
            return self._mailbox
        self.close()
        self._mailbox = self._devices.servers.mailbox(account, self._secrets.get(account))
        self._of = account
        return self._mailbox

    # --- in ----------------------------------------------------------------------------------------

    def _fetch(self, account: MailAccount, mailbox: Mailbox, folder: str) -> int:
        mark = self._store.mails.folder_mark(account.address.casefold(), folder)
        validity = mailbox.validity(folder)
        if validity != mark.validity:  # the numbers mean nothing any more: everything is seen anew
            mark = FolderMark(folder, validity, 0)
        new, kept = 0, list[int]()
        for fetched in mailbox.fetch(mark, account.since):
            name = _("thư-{folder}-{number}.eml").format(
                folder=folder.replace("/", "-"), number=fetched.number
            )
            taken = self._take(name, fetched.content, fetched.came_at, fetched.left)
            new += taken.new
            kept.append(fetched.number)
            if len(kept) >= _AT_ONCE:
                mark = self._note(account, mailbox, mark, kept)
                kept = []
        self._note(account, mailbox, mark, kept)
        return new

    def _note(
        self, account: MailAccount, mailbox: Mailbox, mark: FolderMark, kept: list[int]
    ) -> FolderMark:
        if kept:
            mailbox.mark(mark.folder, kept)
            mark = replace(mark, last=max(kept))
        self._store.mails.note_folder(account.address.casefold(), mark)
        return mark

    # --- out ---------------------------------------------------------------------------------------

    def _send(self, account: MailAccount, mailbox: Mailbox | None) -> int:
        due = [one for one in self._store.mails.due(self._clock()) if self._may_go(one, mailbox)]
        if not due:
            return 0
        postman = self._devices.servers.postman(account, self._secrets.get(account))
        sent = 0
        try:
            for queued in due:
                sent += self._send_one(postman, queued)
        finally:
            postman.close()
        return sent

    def _may_go(self, queued: QueuedMail, mailbox: Mailbox | None) -> bool:
        """Whether it is sure that the servers do not have it: one in doubt is looked for first."""
        doubtful = queued.state is MailState.IN_DOUBT or self._store.put_back
        if not doubtful:
            return True
        if mailbox is None:
            return False
        if mailbox.has_sent(queued.mail.message_id):
            self._record_sent(queued, self._clock(), _("bản lưu đã có trong hộp thư"))
            self._store.mails.filed(queued.mail_id)
            return False
        return True

    def _send_one(self, postman: Postman, queued: QueuedMail) -> bool:
        try:
            content = self._bytes(queued)
        except (NotFound, DamagedFile) as gone:
            self._fall(queued, str(gone))
            return False
        self._store.mails.begin(queued.mail_id)
        try:
            reply = postman.send(queued.mail, content)
        except MailPutOff as later:
            wait = timedelta(minutes=retry_minutes(queued.tries + 1))
            self._store.mails.put_off(queued.mail_id, str(later), self._clock() + wait)
            return False
        except MailNotAccepted as never:
            self._fall(queued, never.reason)
            return False
        self._record_sent(queued, self._clock(), reply)
        return True

    def _bytes(self, queued: QueuedMail) -> bytes:
        files = [
            PacketFile(file.name, file.media_type, self._store.files.get(file.sha256))
            for file in queued.mail.files
        ]
        return self._devices.codec.write(queued.mail, files)

    def _record_sent(self, queued: QueuedMail, at: datetime, reply: str) -> None:
        """The document has left first, then its mail: a break between repeats both."""
        self._record(queued, DeliveryStatus.SENT, at, "")
        self._store.mails.sent(queued.mail_id, at, reply)

    def _fall(self, queued: QueuedMail, reason: str) -> None:
        words = _("Máy chủ thư không nhận: {reason}").format(reason=reason)
        self._record(queued, DeliveryStatus.UNDELIVERED, self._clock(), words)
        self._store.mails.refused(queued.mail_id, reason)

    def _record(self, queued: QueuedMail, status: DeliveryStatus, at: datetime, words: str) -> None:
        """At the recipient: when it left by the server's own evidence (Điều 12.1), or why not."""
        mail = queued.mail
        if mail.purpose is not MailPurpose.ISSUE or mail.recipient is None:
            return
        sent_at = at if status is DeliveryStatus.SENT else None
        for way in self._store.outgoing.get(mail.about).deliveries:
            same = (way.recipient.name, way.recipient.email) == (
                mail.recipient.name,
                mail.recipient.email,
            )
            if same and way.status in (
                DeliveryStatus.WAITING,
                DeliveryStatus.SENT,
                DeliveryStatus.UNDELIVERED,
            ):
                changed = replace(
                    way, status=status, sent_at=sent_at, status_at=at, description=words
                )
                self._store.outgoing.set_delivery(mail.about, changed, SYSTEM)

    def _file_sent(self, mailbox: Mailbox) -> None:
        """Lay copies among those sent; a mailbox that takes none is tried again next time."""
        for queued in self._store.mails.unfiled():
            assert queued.sent_at is not None  # only sent mails are unfiled
            with suppress(NotFound, DamagedFile, MailRefused):
                content = self._bytes(queued)
                mailbox.file_sent(content, queued.mail.message_id, queued.sent_at)
                self._store.mails.filed(queued.mail_id)
