"""The store before it is open: made, unlocked, restored; nothing of a register is known here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # named in signatures only, so that a first window does not load the registers
    from clerkdesk.domain.agencies import Office
    from clerkdesk.domain.backups import Backup
    from clerkdesk.domain.people import Person
    from clerkdesk.ports.backups import Stop, Told
    from clerkdesk.ports.store import NewStore, OpenedStore, Store


@dataclass(frozen=True, slots=True)
class PaperKey:
    """What a person types to open a backup: the printed recovery key, two shares of the office key,
    or login and password of the day on which it was made."""

    recovery_key: str = ""
    shares: tuple[str, ...] = ()
    """Two of the three parts of the office key."""
    login: str = ""
    password: str = ""


class Vault(Protocol):
    """The store's folder and the key slots that open it (DESIGN «Keys»)."""

    def exists(self) -> bool:
        """Whether a store is here."""
        ...

    def create(self, office: Office, people: Mapping[Person, str]) -> NewStore:
        """Make a new store with a random key; `people` maps accounts to their passwords.

        Raises:
            StoreExists: never over an old store.
            DiskFull: nothing was left behind.
        """
        ...

    def unlock(self, login: str, password: str) -> OpenedStore:
        """Open with an account's password.

        Raises:
            StoreMissing, WrongPassword, StoreDamaged, StoreNotEncrypted, StoreInUse
        """
        ...

    def unlock_with_recovery_key(self, recovery_key: str) -> Store:
        """Open with the printed key.

        Raises:
            StoreMissing, WrongRecoveryKey, StoreDamaged, StoreNotEncrypted, StoreInUse
        """
        ...

    def unlock_with_shares(self, shares: Sequence[str]) -> Store:
        """Open with two of the three parts of the office key.

        Raises:
            StoreMissing, SharesUnfit, StoreDamaged, StoreNotEncrypted, StoreInUse
        """
        ...

    def unlock_with_key_store(self) -> Store:
        """Open with the key that the operating system keeps, where the office allows it.

        Raises:
            StoreMissing, KeyStoreLost, StoreDamaged, StoreNotEncrypted, StoreInUse
        """
        ...

    def backups_in(self, place: Path) -> Sequence[Backup]:
        """Backups of any store in a place, newest first; no key is needed to look."""
        ...

    def restore(
        self, place: Path, backup: Backup, key: PaperKey, *, told: Told, stop: Stop
    ) -> Store:
        """Put a backup in the place of this store, and open it under a new incarnation.

        A store that is here is set aside, whole; the registers can be used as soon as this returns,
        files follow by `Backups.follow`.

        Raises:
            NoBackupFound, BackupDamaged, WrongRecoveryKey, WrongPassword, DiskFull, StoreInUse,
            BackupStopped: what was here is here as before.
        """
        ...
