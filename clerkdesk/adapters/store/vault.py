"""The store's folder and the key slots that open it; a store is made whole or not at all."""

import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from clerkdesk.adapters.store.backup_folder import backups_in
from clerkdesk.adapters.store.database import Database, classify
from clerkdesk.adapters.store.durable import disk_full_is_said, make_folder, sync_folder
from clerkdesk.adapters.store.journal import FileJournal
from clerkdesk.adapters.store.life import (
    JOURNAL_PLACE,
    begin_again,
    desk_text,
    heads,
    incarnation_of,
    was_put_back,
)
from clerkdesk.adapters.store.marks import Marks
from clerkdesk.adapters.store.one_writer import OneWriter
from clerkdesk.adapters.store.recovery_key import new_recovery_key
from clerkdesk.adapters.store.restore import put_in_place
from clerkdesk.adapters.store.slot_file import DATABASE, SLOTS, store_is_here
from clerkdesk.adapters.store.slots import KEY_LENGTH, PasswordCost, Slots, subkey
from clerkdesk.adapters.store.sql_store import SqlStore, write_desk
from clerkdesk.adapters.store.store_key import StoreKey
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.backups import Backup
from clerkdesk.domain.errors import (
    NoBackupFound,
    StoreDamaged,
    StoreExists,
    StoreMissing,
    WrongPassword,
)
from clerkdesk.domain.people import Person
from clerkdesk.ports.backups import Stop, Told, never, untold
from clerkdesk.ports.store import KEY_STORE_UNLOCK, KeyStore, NewStore, OpenedStore, Store
from clerkdesk.ports.vault import PaperKey

LOCK = "in-use.lock"


class FileVault:
    """`ports.store.Vault` over a folder.

    Args:
        folder: where the store is; made by `create`, and nothing else may be in it.
        marks_folder: where high-water marks are kept; outside `folder`, best on another disk.
        key_store: the operating system's, or a fake.
        clock: gives aware instants.
        keep_in_key_store: whether a new store may be opened by the key store, as long as the
            office has not said so in the setting `unlock.key_store`.
        cost: of passwords; tests use a small one.
    """

    def __init__(
        self,
        folder: Path,
        marks_folder: Path,
        key_store: KeyStore,
        clock: Callable[[], datetime],
        *,
        keep_in_key_store: bool = False,
        cost: PasswordCost | None = None,
    ) -> None:
        if marks_folder.resolve().is_relative_to(folder.resolve()):
            raise ValueError("marks inside the store would be restored together with it")
        self._folder = folder
        self._marks_folder = marks_folder
        self._key_store = key_store
        self._clock = clock
        self._keep_in_key_store = keep_in_key_store
        self._cost = cost or PasswordCost()

    def exists(self) -> bool:
        """Whether a store, or a part of one, is here."""
        return store_is_here(self._folder)

    def create(self, office: Office, people: Mapping[Person, str]) -> NewStore:
        """Make a new store with a random key; `people` maps accounts to their passwords.

        Raises:
            StoreExists: never over an old store, nor among other files.
            DiskFull: nothing was left behind.
        """
        if self._folder.exists() and any(self._folder.iterdir()):
            raise StoreExists(str(self._folder))
        marks_were_there = self._marks_folder.exists()
        make_folder(self._folder.parent)
        # A name in the same folder, so that the rename at the end is one step.
        building = self._folder.with_name(f".{self._folder.name}.{secrets.token_hex(4)}.new")
        for left_by_a_kill in self._folder.parent.glob(f".{self._folder.name}.*.new"):
            shutil.rmtree(left_by_a_kill, ignore_errors=True)
        store_key, recovery_key = secrets.token_bytes(KEY_LENGTH), new_recovery_key()
        marks: Marks | None = None
        try:
            make_folder(building)
            slots = Slots.create(building / SLOTS, self._cost)
            marks = self._marks(slots, store_key)
            self._build(building, slots, marks, store_key, recovery_key, office, people)
            if self._folder.exists():
                self._folder.rmdir()
            with disk_full_is_said():
                building.replace(self._folder)
            sync_folder(self._folder.parent)
            building = self._folder
            store = self._open(lambda _slots: store_key)
        except BaseException:
            # Nobody has seen this store yet; once the rename is done it is the one in its place.
            shutil.rmtree(building, ignore_errors=True)
            if marks is not None:
                marks.forget()
            if not marks_were_there:
                shutil.rmtree(self._marks_folder, ignore_errors=True)
            raise
        return NewStore(store, recovery_key)

    def unlock(self, login: str, password: str) -> OpenedStore:
        """Open with an account's password.

        Raises:
            StoreMissing, WrongPassword, StoreDamaged, StoreNotEncrypted, StoreTooNew, StoreInUse
        """
        store = self._open(lambda slots: slots.open_with_password(login, password))
        person = store.accounts.person(login)
        if person is None:
            # A kill between slot and account left a slot without a person.
            store.close()
            raise WrongPassword
        return OpenedStore(store, person)

    def unlock_with_recovery_key(self, recovery_key: str) -> Store:
        """Open with the printed key.

        Raises:
            StoreMissing, WrongRecoveryKey, StoreDamaged, StoreNotEncrypted, StoreTooNew, StoreInUse
        """
        return self._open(lambda slots: slots.open_with_recovery_key(recovery_key))

    def unlock_with_shares(self, shares: Sequence[str]) -> Store:
        """Open with two of the three parts of the office key.

        Raises:
            StoreMissing, SharesUnfit, StoreDamaged, StoreNotEncrypted, StoreTooNew, StoreInUse
        """
        return self._open(lambda slots: slots.open_with_office_key(shares))

    def unlock_with_key_store(self) -> Store:
        """Open with the key that the operating system keeps, where the office allows it.

        Raises:
            StoreMissing, KeyStoreLost, StoreDamaged, StoreNotEncrypted, StoreTooNew, StoreInUse
        """
        return self._open(
            lambda slots: slots.open_with_key_store(self._key_store.get(_secret_name(slots)))
        )

    def backups_in(self, place: Path) -> Sequence[Backup]:
        """Backups of any store in a place, newest first; no key is needed to look."""
        return [backup for _folder, backup in backups_in(place)]

    def restore(
        self,
        place: Path,
        backup: Backup,
        key: PaperKey,
        *,
        told: Told = untold,
        stop: Stop = never,
    ) -> SqlStore:
        """Put a backup in the place of this store, and open it under a new incarnation.

        Raises:
            NoBackupFound, BackupDamaged, WrongRecoveryKey, WrongPassword, DiskFull, StoreInUse,
            BackupStopped: what was here is here as before.
        """
        there = next((one for one, its in backups_in(place) if its == backup), None)
        if there is None:
            raise NoBackupFound(str(place))
        slots = Slots.read(there.slots(backup), self._cost)
        if key.recovery_key:
            store_key = slots.open_with_recovery_key(key.recovery_key)
        elif key.shares:
            store_key = slots.open_with_office_key(key.shares)
        else:
            store_key = slots.open_with_password(key.login, key.password)
        there.demand_own(backup, subkey(store_key, "backup"))
        put_in_place(there, backup, self._folder, self._clock(), StoreKey(store_key), told, stop)
        return self._open(lambda _slots: store_key)

    def _build(
        self,
        folder: Path,
        slots: Slots,
        marks: Marks,
        store_key: bytes,
        recovery_key: str,
        office: Office,
        people: Mapping[Person, str],
    ) -> None:
        slots.set_recovery_key(recovery_key, store_key)
        database = Database.create(folder / DATABASE, subkey(store_key, "database"))
        try:
            device = f"may-{secrets.token_hex(4)}"
            write_desk(database, slots.store_id, device, office.code)
            marks.raise_to({}, life=(1, 0))
            store = self._assemble(folder, database, StoreKey(store_key), slots, marks)
            for person, password in people.items():
                store.accounts.add(person, password)
            store.settings.set_office(office, next((person.login for person in people), device))
        finally:
            database.close()

    def _open(self, key_from: Callable[[Slots], bytes]) -> SqlStore:
        if not self.exists():
            raise StoreMissing(str(self._folder))
        if not (self._folder / DATABASE).exists():
            raise StoreDamaged(DATABASE)
        classify(self._folder / DATABASE)
        lock = OneWriter(self._folder / LOCK)
        try:
            slots = Slots.read(self._folder / SLOTS, self._cost)
            key = StoreKey(key_from(slots))
            database = Database.open(self._folder / DATABASE, key("database"))
            try:
                marks = self._marks(slots, key.whole)
                journal = journal_of(database, slots, key)
                put_back = was_put_back(database, marks, journal)
                noted = journal.ops(heads(database)) if put_back else []
                if put_back:
                    begin_again(database, marks)
                store = self._assemble(
                    self._folder, database, key, slots, marks, lock, put_back=put_back
                )
                store.ops.take_back(noted)
                self._follow_setting(store, slots, key.whole)
            except BaseException:
                database.close()
                raise
        except BaseException:
            lock.release()
            raise
        return store

    def _assemble(
        self,
        folder: Path,
        database: Database,
        store_key: StoreKey,
        slots: Slots,
        marks: Marks,
        lock: OneWriter | None = None,
        *,
        put_back: bool = False,
    ) -> SqlStore:
        return SqlStore(
            folder=folder,
            database=database,
            store_key=store_key,
            slots=slots,
            marks=marks,
            journal=journal_of(database, slots, store_key),
            lock=lock,
            clock=self._clock,
            put_back=put_back,
        )

    def _marks(self, slots: Slots, store_key: bytes) -> Marks:
        key = subkey(store_key, "marks")
        return Marks(self._marks_folder, slots.store_id, key, self._key_store)

    def _follow_setting(self, store: SqlStore, slots: Slots, store_key: bytes) -> None:
        """Let the key store open this store from now on, or no longer, as the office says."""
        said = store.settings.get(KEY_STORE_UNLOCK)
        wanted = said if isinstance(said, bool) else self._keep_in_key_store
        if wanted and not slots.has_key_store:
            secret = secrets.token_bytes(KEY_LENGTH)
            if self._key_store.put(_secret_name(slots), secret):
                slots.set_key_store(secret, store_key)
        elif slots.has_key_store and not wanted:
            slots.forget_key_store()
            self._key_store.delete(_secret_name(slots))


def journal_of(database: Database, slots: Slots, key: StoreKey) -> FileJournal:
    """The journal of this desk's present life."""
    return FileJournal(
        desk_text(database, JOURNAL_PLACE), slots.store_id, key, incarnation_of(database)
    )


def _secret_name(slots: Slots) -> str:
    return f"clerkdesk/{slots.store_id}/key"
