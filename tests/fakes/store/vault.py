"""The store as a whole, its vault and the key store, in memory."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import datetime
from pathlib import Path

from clerkdesk.domain.access import Sight
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.backups import Backup
from clerkdesk.domain.books import BookKey, Direction, GivenNumber
from clerkdesk.domain.dossiers import SERIES
from clerkdesk.domain.errors import (
    ClerkError,
    KeyStoreLost,
    NoBackupFound,
    SharesUnfit,
    StoreExists,
    StoreLocked,
    StoreMissing,
    WrongRecoveryKey,
)
from clerkdesk.domain.numbering import split_number
from clerkdesk.domain.people import Person
from clerkdesk.ports.backups import Stop, Told, never, untold
from clerkdesk.ports.store import NewStore, OpenedStore
from clerkdesk.ports.vault import PaperKey
from tests.fakes.store.access_log import FakeAccessLog
from tests.fakes.store.backups import FakeBackups, FakeJournal
from tests.fakes.store.books import FakeBooks
from tests.fakes.store.carrying import FakeCarrying
from tests.fakes.store.colleagues import FakeColleagues
from tests.fakes.store.conflicts import FakeConflicts
from tests.fakes.store.contents import FakeChecks, FakeFiles, FakePageSpool
from tests.fakes.store.directory import FakeDirectory
from tests.fakes.store.dossiers import FakeDossiers
from tests.fakes.store.exchange import FakeExchange
from tests.fakes.store.incoming import FakeIncomingRegister
from tests.fakes.store.log import FakeOpLog
from tests.fakes.store.mail_book import FakeMailBook
from tests.fakes.store.moving_files import FakeMovingFiles
from tests.fakes.store.office import FakeAccounts, FakeSettings
from tests.fakes.store.old_registers import FakeOldRegisters
from tests.fakes.store.outgoing import FakeOutgoingRegister
from tests.fakes.store.remarks import FakeRemarks
from tests.fakes.store.seen import (
    seen_dossiers,
    seen_exchange,
    seen_incoming,
    seen_outgoing,
    seen_side_books,
)
from tests.fakes.store.shared import DEMO_OFFICE, Shared, now
from tests.fakes.store.side_books import FakeSideBooks


class FakeStore:
    """A whole store in memory; set `error` to make every act that stores fail with it."""

    def __init__(
        self,
        office: Office = DEMO_OFFICE,
        people: Mapping[Person, str] | None = None,
        clock: Callable[[], datetime] = now,
        device: str = "may-thu",
    ) -> None:
        self._shared = Shared(device, office.code, clock)
        self.books = FakeBooks(self._shared)
        self.settings = FakeSettings(self._shared, office)
        self.directory = FakeDirectory(self._shared)
        self.incoming = FakeIncomingRegister(self._shared, self.books, self.directory)
        self.outgoing = FakeOutgoingRegister(
            self._shared, self.books, self.settings.office, self.directory
        )
        self.old_registers = FakeOldRegisters(
            self._shared, self.books, self.incoming, self.outgoing
        )
        self.books.registers = self._given
        self.remarks = FakeRemarks(self._shared)
        self.side_books = FakeSideBooks(self._shared, self.books)
        self.dossiers = FakeDossiers(self._shared, self.books)
        self.access_log = FakeAccessLog(self._shared)
        self.ops = FakeOpLog(self._shared)
        self.checks = FakeChecks(self._shared, self.incoming)
        self.files = FakeFiles(self._shared)
        self.spool = FakePageSpool(self._shared)
        self.accounts = FakeAccounts(self._shared)
        self.exchange = FakeExchange(self._shared, self.files)
        self.mails = FakeMailBook(self._shared)
        self.outgoing.queue_mails = self.mails.queue
        self.files.uses.append(self.mails.names)
        self.moving = FakeMovingFiles(self)
        self.carrying = FakeCarrying(self._shared, self.ops)
        self.colleagues = FakeColleagues(self._shared, self.ops, self.incoming, self.outgoing)
        self.conflicts = FakeConflicts(self._shared)
        self.files.uses += [self._in_documents, self._in_settings]
        self.backups = FakeBackups(self._shared)
        self.journal = FakeJournal()
        self.put_back = False
        self.closed = False
        self.is_shut = False
        for person, password in (people or {}).items():
            self.accounts.add(person, password)

    def _given(self, key: BookKey) -> list[GivenNumber]:
        if key.direction is Direction.INCOMING:
            return (
                [
                    GivenNumber(
                        row.arrival_number,
                        "",
                        row.entry.arrival_date,
                        row.uid,
                        row.code,
                        row.entry.subject,
                        row.main_file is not None,
                    )
                    for row in self.incoming.rows
                    if (row.series, row.year) == (key.series, key.year)
                ]
                + [
                    GivenNumber(row.number, "", row.day, row.uid, "", "")
                    for row in self.side_books.rows
                    if row.number and (row.book.key, row.year) == (key.series, key.year)
                ]
                + [
                    GivenNumber(given.number, "", given.day, row.uid, given.code, "")
                    for row in self.dossiers.rows
                    if (given := row.allotted) and (SERIES, given.year) == (key.series, key.year)
                ]
            )
        return [
            GivenNumber(
                row.outgoing_number,
                (split_number(row.code_number) or (0, ""))[1],
                row.issued_date,
                row.uid,
                row.code,
                row.entry.subject,
                row.main_file is not None,
            )
            for row in self.outgoing.rows
            if row.outgoing_number and (row.series, row.year) == (key.series, key.year)
        ]

    def _in_documents(self, sha256: str) -> bool:
        entries = [row.entry for row in self.incoming.rows]
        drafts = [row.entry for row in self.outgoing.rows]
        held = (*entries, *drafts)
        if any(file.sha256 == sha256 for row in self.dossiers.rows for file in row.files):
            return True
        return any(file.sha256 == sha256 for entry in held for file in entry.attachments)

    def _in_settings(self, sha256: str) -> bool:
        return sha256 in str(self.settings.values)

    @property
    def device(self) -> str:
        return self._shared.device

    @property
    def error(self) -> ClerkError | None:
        return self._shared.error

    @error.setter
    def error(self, error: ClerkError | None) -> None:
        self._shared.error = error

    def seen_by(self, sight: Sight) -> "FakeStore":
        if sight == Sight():
            return self
        seen = copy(self)
        seen.incoming = seen_incoming(self.incoming, sight)
        seen.outgoing = seen_outgoing(self.outgoing, sight)
        seen.side_books = seen_side_books(self.side_books, sight)
        seen.dossiers = seen_dossiers(self.dossiers, sight)
        seen.exchange = seen_exchange(self.exchange, sight)
        return seen

    def improve_search(self) -> bool:
        return False

    def renew_recovery_key(self) -> str:
        return "1111-2222-3333-4444-5555-6666-7777"

    has_office_key = False

    def divide_office_key(self) -> Sequence[str]:
        self.has_office_key = True
        return SHARES

    def shut(self) -> None:
        self.is_shut, self._shared.error = True, StoreLocked()

    def open_again(self, login: str, password: str) -> Person:
        person = self.accounts.check(login, password)
        self.is_shut, self._shared.error = False, None
        return person

    def close(self) -> None:
        self.closed = True


SHARES = ("MANH-MOT", "MANH-HAI", "MANH-BA")


class FakeKeyStore:
    """Secrets in a dict; `usable` False is a machine without a key store."""

    def __init__(self, usable: bool = True) -> None:
        self.usable = usable
        self.secrets: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        return self.secrets.get(name) if self.usable else None

    def put(self, name: str, secret: bytes) -> bool:
        if self.usable:
            self.secrets[name] = secret
        return self.usable

    def delete(self, name: str) -> None:
        self.secrets.pop(name, None)


class FakeVault:
    """One store in memory, opened by password or by `RECOVERY_KEY`."""

    RECOVERY_KEY = "0000-0000-0000-0000-0000-0000-0000"

    def __init__(self, store: FakeStore | None = None, key_store_opens: bool = False) -> None:
        self.store = store
        self.key_store_opens = key_store_opens
        self.saved: FakeStore | None = None
        """The store as a backup has it; a test puts it here."""
        self.store_was: FakeStore | None = None

    def exists(self) -> bool:
        return self.store is not None

    def create(self, office: Office, people: Mapping[Person, str]) -> NewStore:
        if self.store is not None:
            raise StoreExists("kho thử")
        self.store = FakeStore(office, people)
        return NewStore(self.store, self.RECOVERY_KEY)

    def unlock(self, login: str, password: str) -> OpenedStore:
        store = self._present()
        store.accounts.check(login, password)
        person = store.accounts.person(login)
        assert person is not None
        return OpenedStore(store, person)

    def unlock_with_recovery_key(self, recovery_key: str) -> FakeStore:
        store = self._present()
        if _plain(recovery_key) != _plain(self.RECOVERY_KEY):
            raise WrongRecoveryKey
        return store

    def unlock_with_shares(self, shares: Sequence[str]) -> FakeStore:
        store = self._present()
        if not store.has_office_key or len(set(shares) & set(SHARES)) < 2:
            raise SharesUnfit("thứ 2")
        return store

    def unlock_with_key_store(self) -> FakeStore:
        store = self._present()
        if not self.key_store_opens:
            raise KeyStoreLost
        return store

    def backups_in(self, place: Path) -> Sequence[Backup]:
        return [] if self.saved is None else self.saved.backups.found(place)

    def restore(
        self,
        place: Path,
        backup: Backup,
        key: PaperKey,
        *,
        told: Told = untold,
        stop: Stop = never,
    ) -> FakeStore:
        if self.saved is None or backup not in self.saved.backups.found(place):
            raise NoBackupFound(str(place))
        if key.recovery_key:
            if _plain(key.recovery_key) != _plain(self.RECOVERY_KEY):
                raise WrongRecoveryKey
        else:
            self.saved.accounts.check(key.login, key.password)
        told(100, 100)
        self.store, self.store_was = self.saved, self.store
        self.store.put_back, self.store.closed = True, False
        return self.store

    def _present(self) -> FakeStore:
        if self.store is None:
            raise StoreMissing("kho thử")
        self.store.closed = False
        return self.store


def _plain(key: str) -> str:
    return "".join(key.split()).replace("-", "")
