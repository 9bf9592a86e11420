"""The outbox of the official mailbox, and up to where its folders were taken in; this desk's own affair."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.domain.mails import MailState, OutgoingMail, QueuedMail
from clerkdesk.domain.plain import from_plain, to_plain
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.mail import FolderMark


class SqlMailBook:
    """`ports.mail.MailBook` on SQLCipher."""

    def __init__(self, database: Database, desk: Desk) -> None:
        self._database = database
        self._desk = desk

    def queue(self, mails: Sequence[OutgoingMail], confirmed_at: datetime | None = None) -> None:
        """Put mails into the outbox; one with the same Message-ID is there already."""
        with self._database.writing() as link:
            queue_mails(link, self._desk, mails, confirmed_at)

    def due(self, now: datetime) -> Sequence[QueuedMail]:
        """Those that may be tried now, oldest first."""
        return self._rows(
            """
            state IN ('waiting', 'in_doubt') AND coalesce(next_try_at, '') <= :now
            ORDER BY position
            """,
            {"now": _utc(now)},
        )

    def waiting(self) -> Sequence[QueuedMail]:
        """All that have not left yet, oldest first."""
        return self._rows("state IN ('waiting', 'in_doubt') ORDER BY position", {})

    def begin(self, mail_id: str) -> None:
        """It is being handed over: in doubt until the server has answered."""
        self._change(
            "state = 'in_doubt', tries = tries + 1", "state IN ('waiting', 'in_doubt')", mail_id
        )

    def sent(self, mail_id: str, at: datetime, reply: str) -> None:
        """The server took it."""
        self._change(
            "state = 'sent', sent_at = :at, reply = :reply, last_error = '', next_try_at = NULL",
            "state IN ('waiting', 'in_doubt')",
            mail_id,
            at=_utc(at),
            reply=nfc(reply),
        )

    def put_off(self, mail_id: str, error: str, next_try_at: datetime) -> None:
        """The server did not take it now."""
        self._change(
            "state = 'waiting', last_error = :error, next_try_at = :next",
            "state IN ('waiting', 'in_doubt')",
            mail_id,
            error=nfc(error),
            next=_utc(next_try_at),
        )

    def refused(self, mail_id: str, error: str) -> None:
        """The server will never take it."""
        self._change(
            "state = 'refused', last_error = :error, next_try_at = NULL",
            "state IN ('waiting', 'in_doubt')",
            mail_id,
            error=nfc(error),
        )

    def unfiled(self) -> Sequence[QueuedMail]:
        """Sent mails whose copy is not in the mailbox yet."""
        return self._rows("state = 'sent' AND filed = 0 ORDER BY position", {})

    def filed(self, mail_id: str) -> None:
        """Its copy is in the mailbox."""
        self._change("filed = 1", "state = 'sent'", mail_id)

    def by_message(self, message_id: str) -> QueuedMail | None:
        """The outgoing mail of that Message-ID."""
        found = self._rows("message_id = :message_id", {"message_id": message_id})
        return found[0] if found else None

    def about(self, uid: str) -> Sequence[QueuedMail]:
        """Mails of one document, oldest first."""
        return self._rows("about = :about AND about <> '' ORDER BY position", {"about": uid})

    def answers(self, since: datetime) -> Sequence[QueuedMail]:
        """Notices decided on from `since` on, and all that still wait."""
        return self._rows(
            """
            confirmed_at IS NOT NULL AND (confirmed_at >= :since OR sent_at IS NULL)
            ORDER BY confirmed_at, position
            """,
            {"since": _utc(since)},
        )

    def folder_mark(self, account: str, folder: str) -> FolderMark:
        """Up to where a folder of that mailbox was taken in."""
        with self._database.reading() as link:
            row = link.execute(
                "SELECT * FROM mail_folder WHERE account = :account AND folder = :folder",
                {"account": account, "folder": folder},
            ).fetchone()
        return FolderMark(folder, row["validity"], row["last"]) if row else FolderMark(folder)

    def note_folder(self, account: str, mark: FolderMark) -> None:
        """It was taken in up to here."""
        with self._database.writing() as link:
            link.execute(
                """
                INSERT INTO mail_folder (account, folder, validity, last)
                VALUES (:account, :folder, :validity, :last)
                ON CONFLICT (account, folder) DO UPDATE SET validity = :validity, last = :last
                """,
                {
                    "account": account,
                    "folder": mark.folder,
                    "validity": mark.validity,
                    "last": mark.last,
                },
            )

    def _change(self, change: str, where: str, mail_id: str, **values: object) -> None:
        with self._database.writing() as link:
            link.execute(
                f"UPDATE mail_out SET {change} WHERE mail_id = :mail_id AND {where}",
                {"mail_id": mail_id, **values},
            )

    def _rows(self, where: str, values: Mapping[str, object]) -> list[QueuedMail]:
        with self._database.reading() as link:
            rows = link.execute(f"SELECT * FROM mail_out WHERE {where}", values).fetchall()
        return [_queued(row) for row in rows]


def queue_mails(
    link: Connection,
    desk: Desk,
    mails: Sequence[OutgoingMail],
    confirmed_at: datetime | None = None,
) -> None:
    """Put mails into the outbox inside a transaction that does more: both are kept, or neither."""
    for mail in mails:
        link.execute(
            """
            INSERT INTO mail_out (mail_id, message_id, about, mail, queued_at, confirmed_at)
            VALUES (:mail_id, :message_id, :about, :mail, :queued_at, :confirmed_at)
            ON CONFLICT DO NOTHING
            """,
            {
                "mail_id": desk.new_id(),
                "message_id": mail.message_id,
                "about": mail.about,
                "mail": json.dumps(to_plain(mail), ensure_ascii=False),
                "queued_at": _utc(desk.clock()),
                "confirmed_at": _utc(confirmed_at) if confirmed_at else None,
            },
        )


def _utc(instant: datetime) -> str:
    """As text whose order is the order of time."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _queued(row: Any) -> QueuedMail:
    return QueuedMail(
        mail_id=row["mail_id"],
        mail=from_plain(OutgoingMail, json.loads(row["mail"])),
        queued_at=datetime.fromisoformat(row["queued_at"]),
        state=MailState(row["state"]),
        tries=row["tries"],
        next_try_at=_moment(row["next_try_at"]),
        last_error=row["last_error"],
        confirmed_at=_moment(row["confirmed_at"]),
        sent_at=_moment(row["sent_at"]),
        reply=row["reply"],
        filed=bool(row["filed"]),
    )
