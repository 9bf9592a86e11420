"""The open store: every register over one database, one folder of files and one set of marks."""

from collections.abc import Callable, Sequence
from copy import copy
from datetime import datetime
from pathlib import Path

from clerkdesk.adapters.store.access_log import SqlAccessLog
from clerkdesk.adapters.store.accounts import SqlAccounts
from clerkdesk.adapters.store.backup import SqlBackups
from clerkdesk.adapters.store.backup_folder import FILES, SPOOL
from clerkdesk.adapters.store.books import SqlBooks
from clerkdesk.adapters.store.carrying import SqlCarrying
from clerkdesk.adapters.store.checks import SqlChecks
from clerkdesk.adapters.store.colleagues import SqlColleagues
from clerkdesk.adapters.store.conflicts import SqlConflicts
from clerkdesk.adapters.store.database import Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.directory import SqlDirectory
from clerkdesk.adapters.store.dossiers import SqlDossiers
from clerkdesk.adapters.store.exchange import SqlExchange
from clerkdesk.adapters.store.files import SqlFiles
from clerkdesk.adapters.store.incoming import SqlIncomingRegister
from clerkdesk.adapters.store.journal import FileJournal
from clerkdesk.adapters.store.life import FOLLOW_FROM, JOURNAL_PLACE, desk_text
from clerkdesk.adapters.store.mail_book import SqlMailBook
from clerkdesk.adapters.store.marks import Marks
from clerkdesk.adapters.store.moving_files import SqlMovingFiles
from clerkdesk.adapters.store.old_registers import SqlOldRegisters
from clerkdesk.adapters.store.one_writer import OneWriter
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.adapters.store.outgoing import SqlOutgoingRegister
from clerkdesk.adapters.store.recovery_key import new_office_key, new_recovery_key
from clerkdesk.adapters.store.remarks import SqlRemarks
from clerkdesk.adapters.store.remote import RemoteOps
from clerkdesk.adapters.store.sealed import SealedFolder
from clerkdesk.adapters.store.search_upkeep import improve
from clerkdesk.adapters.store.settings import SqlSettings
from clerkdesk.adapters.store.side_books import SqlSideBooks
from clerkdesk.adapters.store.slots import Slots, subkey
from clerkdesk.adapters.store.spool import SqlPageSpool
from clerkdesk.adapters.store.store_key import StoreKey
from clerkdesk.adapters.store.unread_ops import has_unread
from clerkdesk.domain.access import Sight
from clerkdesk.domain.ops import FIRST_HASH
from clerkdesk.domain.people import Person


class SqlStore:
    """`ports.store.Store`; made by the vault, which has the key."""

    def __init__(
        self,
        *,
        folder: Path,
        database: Database,
        store_key: StoreKey,
        slots: Slots,
        marks: Marks,
        journal: FileJournal,
        lock: OneWriter | None,
        clock: Callable[[], datetime],
        put_back: bool = False,
    ) -> None:
        self._database = database
        self._lock = lock
        self._key = store_key
        self._slots = slots
        self._put_back = put_back
        desk = _read_desk(database, clock)
        self._device = desk.device
        apply = RemoteOps(desk.agency)
        self._ops = SqlOpLog(database, desk, apply, marks, journal)
        self._moving = SqlMovingFiles(database, desk)
        self._carrying = SqlCarrying(database, desk, self._ops)
        self._colleagues = SqlColleagues(database, desk, self._ops)
        self._conflicts = SqlConflicts(database, desk, self._ops, apply)
        self._books = SqlBooks(database, desk, self._ops, marks)
        self._settings = SqlSettings(database, self._ops)
        self._directory = SqlDirectory(database, desk, self._ops)
        self._incoming = SqlIncomingRegister(
            database, desk, self._ops, self._books, self._directory
        )
        self._remarks = SqlRemarks(database, desk, self._ops)
        self._outgoing = SqlOutgoingRegister(
            database, desk, self._ops, self._books, self._settings.office, self._directory
        )
        self._old_registers = SqlOldRegisters(database, desk, self._ops)
        self._side_books = SqlSideBooks(database, desk, self._ops, self._books)
        self._dossiers = SqlDossiers(database, desk, self._ops, self._books)
        self._access_log = SqlAccessLog(database)
        self._checks = SqlChecks(database, desk, self._ops)
        follows = desk_text(database, FOLLOW_FROM)
        spare = Path(follows) if follows else None
        self._files = SqlFiles(
            database,
            SealedFolder(folder / FILES, spare / FILES if spare else None),
            store_key("file-names"),
        )
        self._spool = SqlPageSpool(
            database,
            SealedFolder(folder / SPOOL, spare / SPOOL if spare else None),
            clock,
            desk.new_id,
        )
        self._accounts = SqlAccounts(database, self._ops, slots, store_key)
        self._exchange = SqlExchange(database, desk, self._ops, self._files)
        self._mails = SqlMailBook(database, desk)
        self._backups = SqlBackups(database, folder, slots.store_id, store_key, clock)
        self._journal = DeskJournal(journal, self._ops, self._settings)
        with database.reading() as link:
            unread = has_unread(link)
        if unread:
            with database.writing() as link:
                apply.read_again(link)
        self._books.remember_all()
        self._journal.catch_up()
        self._spool.sweep()
        self._files.sweep()

    @property
    def device(self) -> str:
        """Name of this desk in books and ops."""
        return self._device

    @property
    def incoming(self) -> SqlIncomingRegister:
        """Sổ văn bản đến."""
        return self._incoming

    @property
    def outgoing(self) -> SqlOutgoingRegister:
        """Sổ văn bản đi."""
        return self._outgoing

    @property
    def ops(self) -> SqlOpLog:
        """The log of every change."""
        return self._ops

    @property
    def books(self) -> SqlBooks:
        """Books and their holders."""
        return self._books

    @property
    def side_books(self) -> SqlSideBooks:
        """Letters, envelopes, loans, hand-overs, meetings."""
        return self._side_books

    @property
    def dossiers(self) -> SqlDossiers:
        """Hồ sơ at the one-stop counter."""
        return self._dossiers

    @property
    def access_log(self) -> SqlAccessLog:
        """Who opened which document."""
        return self._access_log

    @property
    def checks(self) -> SqlChecks:
        """Recorded signature checks."""
        return self._checks

    @property
    def remarks(self) -> SqlRemarks:
        """Comments and initials on drafts."""
        return self._remarks

    @property
    def files(self) -> SqlFiles:
        """Encrypted files."""
        return self._files

    @property
    def spool(self) -> SqlPageSpool:
        """Scanned pages that wait."""
        return self._spool

    @property
    def settings(self) -> SqlSettings:
        """What the office can change."""
        return self._settings

    @property
    def directory(self) -> SqlDirectory:
        """Agencies to write to."""
        return self._directory

    @property
    def old_registers(self) -> SqlOldRegisters:
        """Registers from before this program."""
        return self._old_registers

    @property
    def accounts(self) -> SqlAccounts:
        """People and passwords."""
        return self._accounts

    @property
    def exchange(self) -> SqlExchange:
        """Outbox and inbox of packets."""
        return self._exchange

    @property
    def mails(self) -> SqlMailBook:
        """The outbox of the official mailbox."""
        return self._mails

    @property
    def conflicts(self) -> SqlConflicts:
        """What desks wrote differently, until a person has decided."""
        return self._conflicts

    @property
    def moving(self) -> SqlMovingFiles:
        """Files on their way, and how far each document has come."""
        return self._moving

    @property
    def carrying(self) -> SqlCarrying:
        """What bundles on a stick get and bring."""
        return self._carrying

    @property
    def colleagues(self) -> SqlColleagues:
        """What desks in the office's network get and ask for."""
        return self._colleagues

    @property
    def backups(self) -> SqlBackups:
        """Encrypted copies of this store outside it."""
        return self._backups

    @property
    def journal(self) -> "DeskJournal":
        """Every op once more on a second medium, where the office has one."""
        return self._journal

    @property
    def put_back(self) -> bool:
        """Whether this opening found an older file than what is remembered outside."""
        return self._put_back

    def improve_search(self) -> bool:
        """A tenth of a second of work on the search index, for an idle desk; False: nothing is left."""
        return improve(self._database)

    def renew_recovery_key(self) -> str:
        """A new recovery key, to be printed; the paper of before opens no more."""
        key = new_recovery_key()
        self._slots.set_recovery_key(key, self._key.whole)
        return key

    @property
    def has_office_key(self) -> bool:
        """Whether shares of an office key were handed out."""
        return self._slots.has_office_key

    def divide_office_key(self) -> Sequence[str]:
        """Three new shares of which two open the store; those of before open no more."""
        secret, shares = new_office_key()
        self._slots.set_office_key(secret, self._key.whole)
        return shares

    def shut(self) -> None:
        """Close the database and forget the key; whoever asks meanwhile gets StoreLocked."""
        self._database.shut()
        self._key.forget()

    def open_again(self, login: str, password: str) -> Person:
        """After `shut`, with any account's password; work goes on where it stood.

        Raises:
            WrongPassword, StoreDamaged, StoreMissing
        """
        whole = self._slots.open_with_password(login, password)
        self._database.open_again(subkey(whole, "database"))
        self._key.take(whole)
        return self._accounts.check(login, password)

    def damage(self) -> list[str]:
        """What a check of every page of the database says; empty is good news."""
        return self._database.damage()

    def seen_by(self, sight: Sight) -> "SqlStore":
        """The same store with the registers as an account may see them."""
        seen = copy(self)
        seen._incoming = self._incoming.seen_by(sight)
        seen._outgoing = self._outgoing.seen_by(sight)
        seen._side_books = self._side_books.seen_by(sight)
        seen._dossiers = self._dossiers.seen_by(sight)
        seen._exchange = self._exchange.seen_by(sight)
        return seen

    def close(self) -> None:
        """Checkpoint, close and forget the key; closing twice is harmless."""
        self._database.close()
        if self._lock is not None:
            self._lock.release()


class DeskJournal:
    """`ports.backups.Journal` with the op log that feeds it; its place is this desk's own setting."""

    def __init__(self, journal: FileJournal, ops: SqlOpLog, settings: SqlSettings) -> None:
        self._journal = journal
        self._ops = ops
        self._settings = settings

    @property
    def place(self) -> str:
        """Its folder; empty where there is none."""
        return self._journal.place

    @property
    def behind(self) -> bool:
        """Whether ops could not be written; they follow when the medium is back."""
        return self._journal.behind

    def catch_up(self) -> None:
        """Write what a kill, or a stick that was away, has kept from the journal."""
        self._journal.note(self._ops.life[1], self._ops.after)

    def move(self, place: str) -> None:
        """Write to another folder from now on; empty for none.

        Raises:
            BackupPlaceGone, BackupNoRoom
        """
        self._journal.move(place, self._ops.life[1], self._ops.after)
        self._settings.keep_here(JOURNAL_PLACE, place)


def write_desk(database: Database, store_id: str, device: str, agency: str) -> None:
    """Name the desk in a new database."""
    with database.writing() as link:
        link.execute(
            """
            INSERT INTO desk (id, store_id, device, incarnation, agency, head_hash)
            VALUES (1, :store_id, :device, 1, :agency, :head_hash)
            """,
            {"store_id": store_id, "device": device, "agency": agency, "head_hash": FIRST_HASH},
        )


def _read_desk(database: Database, clock: Callable[[], datetime]) -> Desk:
    with database.reading() as link:
        row = link.execute("SELECT device, incarnation, agency FROM desk").fetchone()
    return Desk(row["device"], row["incarnation"], row["agency"], clock)
