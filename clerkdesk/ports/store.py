"""The encrypted store as a whole: opening, accounts, settings, files."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from clerkdesk.ports.arrivals import CLEAN, Arrival, Exchange, Parcel

if TYPE_CHECKING:  # named in signatures only, so that a first window does not load the registers
    from clerkdesk.domain.access import Sight
    from clerkdesk.domain.agencies import Office
    from clerkdesk.domain.people import Person
    from clerkdesk.ports.access_log import AccessLog
    from clerkdesk.ports.backups import Backups, Journal
    from clerkdesk.ports.books import Books
    from clerkdesk.ports.bundles import Carrying
    from clerkdesk.ports.checks import Checks
    from clerkdesk.ports.conflicts import Conflicts
    from clerkdesk.ports.directory import Directory
    from clerkdesk.ports.dossiers import Dossiers
    from clerkdesk.ports.mail import MailBook
    from clerkdesk.ports.moving_files import MovingFiles
    from clerkdesk.ports.office_network import ColleaguesLog
    from clerkdesk.ports.old_registers import OldRegisters
    from clerkdesk.ports.op_log import OpLog
    from clerkdesk.ports.registers import IncomingRegister, OutgoingRegister
    from clerkdesk.ports.remarks import Remarks
    from clerkdesk.ports.scanner import PageSpool
    from clerkdesk.ports.side_books import SideBooks


__all__ = [
    "CLEAN",
    "KEY_STORE_UNLOCK",
    "Accounts",
    "Arrival",
    "Exchange",
    "Files",
    "KeyStore",
    "NewStore",
    "OpenedStore",
    "Parcel",
    "Settings",
    "Store",
]

KEY_STORE_UNLOCK = "unlock.key_store"
"""Setting of the office (bool): whether the operating system's key store may open the store."""


class Files(Protocol):
    """Encrypted files, found by the hash of their content."""

    def put(self, content: bytes) -> str:
        """Store durably and return the SHA-256 in hex; storing the same bytes again is free.

        Raises:
            DiskFull: nothing was kept.
        """
        ...

    def get(self, sha256: str) -> bytes:
        """The content, checked against its hash.

        Raises:
            NotFound: there is no such file.
            DamagedFile: it was altered on the disk.
        """
        ...

    def has(self, sha256: str) -> bool:
        """Whether the content is here."""
        ...

    def forget(self, hashes: Collection[str]) -> None:
        """Shred these files: key and bytes. A file that anything else of the store still names (a
        document, a packet, a setting) stays; forgetting what is not here does nothing."""
        ...


class Settings(Protocol):
    """What an office can change: JSON values by name."""

    def get(self, name: str) -> object:
        """The value, or None."""
        ...

    def put(self, name: str, value: object, by: str) -> None:
        """Store a JSON value; recorded as an op."""
        ...

    def keep_here(self, name: str, value: object) -> None:
        """Store a JSON value of this desk alone, such as its key: never an op, never sent."""
        ...

    def office(self) -> Office:
        """The own office."""
        ...

    def set_office(self, office: Office, by: str) -> None:
        """Change the facts of the own office."""
        ...


class Accounts(Protocol):
    """People of the office and the passwords that open the store."""

    def people(self) -> Sequence[Person]:
        """Everyone with an account."""
        ...

    def by_desk(self) -> Mapping[str, Sequence[str]]:
        """Logins by the desk on which their account was given: there their password opens the store."""
        ...

    def add(self, person: Person, password: str) -> None:
        """Give an account; its password becomes one more key slot."""
        ...

    def change_password(self, login: str, old: str, new: str) -> None:
        """Wrap the store key with a new password.

        Raises:
            WrongPassword: `old` does not open the slot.
        """
        ...

    def check(self, login: str, password: str) -> Person:
        """Whose password this is; nothing is opened or changed.

        Raises:
            WrongPassword
        """
        ...

    def reset_password(self, login: str, new: str) -> None:
        """Give a new password without the old one: after the recovery key, or by an administrator.

        Raises:
            WrongPassword: nobody has this login.
        """
        ...


class Store(Protocol):
    """The open store: every register behind one key."""

    @property
    def device(self) -> str:
        """Name of this desk in books and ops."""
        ...

    @property
    def incoming(self) -> IncomingRegister:
        """Sổ văn bản đến."""
        ...

    @property
    def outgoing(self) -> OutgoingRegister:
        """Sổ văn bản đi."""
        ...

    @property
    def ops(self) -> OpLog:
        """The log of every change."""
        ...

    @property
    def books(self) -> Books:
        """Books and their holders."""
        ...

    @property
    def side_books(self) -> SideBooks:
        """Letters, envelopes, loans, hand-overs, meetings."""
        ...

    @property
    def dossiers(self) -> Dossiers:
        """Hồ sơ at the one-stop counter."""
        ...

    @property
    def access_log(self) -> AccessLog:
        """Who opened which document."""
        ...

    @property
    def checks(self) -> Checks:
        """Recorded signature checks."""
        ...

    @property
    def remarks(self) -> Remarks:
        """Comments and initials on drafts."""
        ...

    @property
    def files(self) -> Files:
        """Encrypted files."""
        ...

    @property
    def spool(self) -> PageSpool:
        """Scanned pages that wait."""
        ...

    @property
    def settings(self) -> Settings:
        """What the office can change."""
        ...

    @property
    def directory(self) -> Directory:
        """Agencies to write to."""
        ...

    @property
    def old_registers(self) -> OldRegisters:
        """Registers from before this program."""
        ...

    @property
    def accounts(self) -> Accounts:
        """People and passwords."""
        ...

    @property
    def exchange(self) -> Exchange:
        """Outbox and inbox of packets."""
        ...

    @property
    def mails(self) -> MailBook:
        """The outbox of the official mailbox, and up to where it was taken in."""
        ...

    @property
    def conflicts(self) -> Conflicts:
        """What desks wrote differently, until a person has decided."""
        ...

    @property
    def moving(self) -> MovingFiles:
        """Files on their way, and how far each document has come."""
        ...

    @property
    def carrying(self) -> Carrying:
        """What bundles on a stick get and bring."""
        ...

    @property
    def colleagues(self) -> ColleaguesLog:
        """What desks in the office's network get and ask for."""
        ...

    @property
    def backups(self) -> Backups:
        """Encrypted copies of this store outside it."""
        ...

    @property
    def journal(self) -> Journal:
        """Every op once more on a second medium, where the office has one."""
        ...

    @property
    def put_back(self) -> bool:
        """Whether this opening found an older file than what is remembered outside: somebody has put
        it back by hand, and a new life has begun."""
        ...

    def improve_search(self) -> bool:
        """A tenth of a second of work on the search index, for an idle desk; False: nothing is left.

        What was registered by an earlier program is found meanwhile, only numbers not so quickly.
        """
        ...

    def renew_recovery_key(self) -> str:
        """A new recovery key, to be printed; the paper of before opens no more."""
        ...

    @property
    def has_office_key(self) -> bool:
        """Whether shares of an office key were handed out."""
        ...

    def divide_office_key(self) -> Sequence[str]:
        """Three new shares of which two open the store; those of before open no more."""
        ...

    def shut(self) -> None:
        """Close the database and forget the key; whoever asks meanwhile gets StoreLocked."""
        ...

    def open_again(self, login: str, password: str) -> Person:
        """After `shut`, with any account's password; work goes on where it stood.

        Raises:
            WrongPassword, StoreDamaged, StoreMissing
        """
        ...

    def seen_by(self, sight: Sight) -> Store:
        """The same store with the registers as an account may see them: what it may not see is
        listed nowhere, and opening it is refused with NotAllowed."""
        ...

    def close(self) -> None:
        """Checkpoint, close and forget the key."""
        ...


@dataclass(frozen=True, slots=True)
class NewStore:
    """What first start has made."""

    store: Store
    recovery_key: str
    """To be printed and locked away; shown once."""


@dataclass(frozen=True, slots=True)
class OpenedStore:
    """The open store and who opened it."""

    store: Store
    person: Person


class KeyStore(Protocol):
    """The operating system's store of secrets."""

    def get(self, name: str) -> bytes | None:
        """The secret, or None where there is none (or no key store)."""
        ...

    def put(self, name: str, secret: bytes) -> bool:
        """Keep a secret; False where this machine has no usable key store."""
        ...

    def delete(self, name: str) -> None:
        """Forget a secret."""
        ...
