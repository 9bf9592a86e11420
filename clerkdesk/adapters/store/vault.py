"""The store's folder and the key slots that open it; a store is made whole or not at all."""

import secrets
import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from clerkdesk.adapters.store.database import Database, classify
from clerkdesk.adapters.store.durable import disk_full_is_said, make_folder, sync_folder
from clerkdesk.adapters.store.marks import Marks
from clerkdesk.adapters.store.one_writer import OneWriter
from clerkdesk.adapters.store.recovery_key import new_recovery_key
from clerkdesk.adapters.store.slot_file import DATABASE, SLOTS, store_is_here
from clerkdesk.adapters.store.slots import KEY_LENGTH, PasswordCost, Slots, subkey
from clerkdesk.adapters.store.sql_store import SqlStore, write_desk
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.errors import StoreDamaged, StoreExists, StoreMissing, WrongPassword
from clerkdesk.domain.people import Person
from clerkdesk.ports.store import KEY_STORE_UNLOCK, KeyStore, NewStore, OpenedStore, Store

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

    def unlock_with_key_store(self) -> Store:
        """Open with the key that the operating system keeps, where the office allows it.

        Raises:
            StoreMissing, KeyStoreLost, StoreDamaged, StoreNotEncrypted, StoreTooNew, StoreInUse
        """
        return self._open(
            lambda slots: slots.open_with_key_store(self._key_store.get(_secret_name(slots)))
        )

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
            store = self._assemble(folder, database, store_key, slots, marks)
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
            store_key = key_from(slots)
            database = Database.open(self._folder / DATABASE, subkey(store_key, "database"))
            try:
                marks = self._marks(slots, store_key)
                store = self._assemble(self._folder, database, store_key, slots, marks, lock)
                self._follow_setting(store, slots, store_key)
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
        store_key: bytes,
        slots: Slots,
        marks: Marks,
        lock: OneWriter | None = None,
    ) -> SqlStore:
        return SqlStore(
            folder=folder,
            database=database,
            store_key=store_key,
            slots=slots,
            marks=marks,
            lock=lock,
            clock=self._clock,
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


def _secret_name(slots: Slots) -> str:
    return f"clerkdesk/{slots.store_id}/key"
