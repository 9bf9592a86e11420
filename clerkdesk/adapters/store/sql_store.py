"""The open store: every register over one database, one folder of files and one set of marks."""

from collections.abc import Callable
from copy import copy
from datetime import datetime
from pathlib import Path

from clerkdesk.adapters.store.access_log import SqlAccessLog
from clerkdesk.adapters.store.accounts import SqlAccounts
from clerkdesk.adapters.store.books import SqlBooks
from clerkdesk.adapters.store.checks import SqlChecks
from clerkdesk.adapters.store.database import Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.directory import SqlDirectory
from clerkdesk.adapters.store.exchange import SqlExchange
from clerkdesk.adapters.store.files import SqlFiles
from clerkdesk.adapters.store.incoming import SqlIncomingRegister
from clerkdesk.adapters.store.marks import Marks
from clerkdesk.adapters.store.old_registers import SqlOldRegisters
from clerkdesk.adapters.store.one_writer import OneWriter
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.adapters.store.outgoing import SqlOutgoingRegister
from clerkdesk.adapters.store.remarks import SqlRemarks
from clerkdesk.adapters.store.remote import RemoteOps
from clerkdesk.adapters.store.sealed import SealedFolder
from clerkdesk.adapters.store.settings import SqlSettings
from clerkdesk.adapters.store.side_books import SqlSideBooks
from clerkdesk.adapters.store.slots import Slots, subkey
from clerkdesk.adapters.store.spool import SqlPageSpool
from clerkdesk.domain.access import Sight
from clerkdesk.domain.ops import FIRST_HASH


class SqlStore:
    """`ports.store.Store`; made by the vault, which has the key."""

    def __init__(
        self,
        *,
        folder: Path,
        database: Database,
        store_key: bytes,
        slots: Slots,
        marks: Marks,
        lock: OneWriter | None,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._lock = lock
        desk = _read_desk(database, clock)
        self._device = desk.device
        self._ops = SqlOpLog(database, desk, RemoteOps(desk.agency))
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
        self._access_log = SqlAccessLog(database)
        self._checks = SqlChecks(database, desk, self._ops)
        self._files = SqlFiles(
            database, SealedFolder(folder / "files"), subkey(store_key, "file-names")
        )
        self._spool = SqlPageSpool(database, SealedFolder(folder / "spool"), clock, desk.new_id)
        self._accounts = SqlAccounts(database, self._ops, slots, store_key)
        self._exchange = SqlExchange(database, desk, self._ops, self._files)
        self._books.remember_all()
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

    def damage(self) -> list[str]:
        """What a check of every page of the database says; empty is good news."""
        return self._database.damage()

    def seen_by(self, sight: Sight) -> "SqlStore":
        """The same store with the registers as an account may see them."""
        seen = copy(self)
        seen._incoming = self._incoming.seen_by(sight)
        seen._outgoing = self._outgoing.seen_by(sight)
        seen._side_books = self._side_books.seen_by(sight)
        seen._exchange = self._exchange.seen_by(sight)
        return seen

    def close(self) -> None:
        """Checkpoint, close and forget the key; closing twice is harmless."""
        self._database.close()
        if self._lock is not None:
            self._lock.release()


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
