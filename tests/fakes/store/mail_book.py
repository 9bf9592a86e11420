"""Outbox of the official mailbox in memory."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from clerkdesk.domain.mails import MailState, OutgoingMail, QueuedMail
from clerkdesk.domain.plain import from_plain, to_plain
from clerkdesk.ports.mail import FolderMark
from tests.fakes.store.shared import Shared

_OPEN = (MailState.WAITING, MailState.IN_DOUBT)


class FakeMailBook:
    """Mails in a dict, oldest first."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self.rows: dict[str, QueuedMail] = {}
        self.marks: dict[tuple[str, str], FolderMark] = {}

    def queue(self, mails: Sequence[OutgoingMail], confirmed_at: datetime | None = None) -> None:
        self._shared.refuse_if_told()
        for mail in mails:
            if self.by_message(mail.message_id) is None:
                mail_id = self._shared.new_id()
                kept = from_plain(OutgoingMail, to_plain(mail))
                self.rows[mail_id] = QueuedMail(
                    mail_id, kept, self._shared.clock(), confirmed_at=confirmed_at
                )

    def due(self, now: datetime) -> Sequence[QueuedMail]:
        return [row for row in self.waiting() if row.next_try_at is None or row.next_try_at <= now]

    def waiting(self) -> Sequence[QueuedMail]:
        return [row for row in self.rows.values() if row.state in _OPEN]

    def begin(self, mail_id: str) -> None:
        tries = self.rows[mail_id].tries + 1
        self._change(mail_id, lambda row: replace(row, state=MailState.IN_DOUBT, tries=tries))

    def sent(self, mail_id: str, at: datetime, reply: str) -> None:
        self._change(
            mail_id,
            lambda row: replace(
                row, state=MailState.SENT, sent_at=at, reply=reply, last_error="", next_try_at=None
            ),
        )

    def put_off(self, mail_id: str, error: str, next_try_at: datetime) -> None:
        self._change(
            mail_id,
            lambda row: replace(
                row, state=MailState.WAITING, last_error=error, next_try_at=next_try_at
            ),
        )

    def refused(self, mail_id: str, error: str) -> None:
        self._change(
            mail_id,
            lambda row: replace(row, state=MailState.REFUSED, last_error=error, next_try_at=None),
        )

    def unfiled(self) -> Sequence[QueuedMail]:
        return [r for r in self.rows.values() if r.state is MailState.SENT and not r.filed]

    def filed(self, mail_id: str) -> None:
        self._shared.refuse_if_told()
        if self.rows[mail_id].state is MailState.SENT:
            self.rows[mail_id] = replace(self.rows[mail_id], filed=True)

    def by_message(self, message_id: str) -> QueuedMail | None:
        return next((r for r in self.rows.values() if r.mail.message_id == message_id), None)

    def about(self, uid: str) -> Sequence[QueuedMail]:
        return [row for row in self.rows.values() if uid and row.mail.about == uid]

    def answers(self, since: datetime) -> Sequence[QueuedMail]:
        found = [
            (row.confirmed_at, row)
            for row in self.rows.values()
            if row.confirmed_at is not None and (row.confirmed_at >= since or row.sent_at is None)
        ]
        return [row for _at, row in sorted(found, key=lambda pair: pair[0])]

    def folder_mark(self, account: str, folder: str) -> FolderMark:
        return self.marks.get((account, folder), FolderMark(folder))

    def note_folder(self, account: str, mark: FolderMark) -> None:
        self._shared.refuse_if_told()
        self.marks[account, mark.folder] = mark

    def names(self, sha256: str) -> bool:
        """Whether a mail of the outbox carries this file."""
        return any(file.sha256 == sha256 for row in self.rows.values() for file in row.mail.files)

    def _change(self, mail_id: str, change: Callable[[QueuedMail], QueuedMail]) -> None:
        self._shared.refuse_if_told()
        if self.rows[mail_id].state in _OPEN:
            self.rows[mail_id] = change(self.rows[mail_id])
