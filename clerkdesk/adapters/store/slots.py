"""Key slots: the one random store key, wrapped once for everyone who may open the store."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clerkdesk.adapters.store.durable import write_durably
from clerkdesk.adapters.store.recovery_key import office_secret, recovery_secret
from clerkdesk.adapters.store.slot_file import KEY_STORE_SLOT
from clerkdesk.domain.errors import (
    KeyStoreLost,
    SharesUnfit,
    StoreDamaged,
    StoreTooNew,
    WrongPassword,
    WrongRecoveryKey,
)
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc

KEY_LENGTH = 32
_SALT_LENGTH = 16
_NONCE_LENGTH = 12
_TAG_LENGTH = 16
_MOST_ROUNDS, _MOST_MEMORY, _MOST_LANES = 64, 4 << 20, 64
"""Beyond this (memory in KiB) an edited file would stop the PC instead of opening the store."""
_VERSION = 1
_RECOVERY, _OFFICE = "recovery", "office"


@dataclass(frozen=True, slots=True)
class PasswordCost:
    """Argon2id parameters; the defaults are RFC 9106's second choice (memory in KiB)."""

    rounds: int = 3
    memory: int = 65_536
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class _Slot:
    """One wrapped copy of the store key; bytes in hex. `rounds` 0 = opened by a random secret."""

    salt: str
    nonce: str
    wrapped: str
    rounds: int = 0
    memory: int = 0
    lanes: int = 0


class Slots:
    """The slots file beside the database; it names no one: logins stand in it as hashes."""

    def __init__(
        self, file: Path, store_id: str, slots: dict[str, _Slot], cost: PasswordCost
    ) -> None:
        self._file = file
        self.store_id = store_id
        self._slots = slots
        self._cost = cost

    @classmethod
    def create(cls, file: Path, cost: PasswordCost) -> "Slots":
        """A new, empty slots file with a new random store name."""
        return cls(file, secrets.token_hex(16), {}, cost)

    @classmethod
    def read(cls, file: Path, cost: PasswordCost) -> "Slots":
        """The slots in `file`.

        Raises:
            StoreDamaged: it is missing or unreadable; without it no key opens the store.
            StoreTooNew: a newer ClerkDesk wrote it.
        """
        try:
            message = json.loads(file.read_bytes())
            if message["version"] > _VERSION:
                raise StoreTooNew(file.name)
            slots = {name: _checked(_Slot(**slot)) for name, slot in message["slots"].items()}
            return cls(file, str(message["store_id"]), slots, cost)
        except (
            *(FileNotFoundError, IsADirectoryError, ValueError),
            *(KeyError, TypeError, AttributeError, RecursionError),
        ) as error:
            raise StoreDamaged(file.name) from error

    def set_password(self, login: str, password: str, store_key: bytes) -> None:
        """Wrap the store key with a password; an older password of `login` opens no more."""
        salt, cost = secrets.token_bytes(_SALT_LENGTH), self._cost
        slot = _Slot(salt.hex(), "", "", cost.rounds, cost.memory, cost.lanes)
        self._put(self._name_of(login), slot, _stretched(password, slot), store_key)

    def open_with_password(self, login: str, password: str) -> bytes:
        """The store key.

        Raises:
            WrongPassword: the account is unknown or the password is not its own.
        """
        name = self._name_of(login)
        slot = self._slots.get(name)
        if slot is None:
            raise WrongPassword
        try:
            return self._unwrap(name, slot, _stretched(password, slot))
        except InvalidTag:
            raise WrongPassword from None

    def has_password(self, login: str) -> bool:
        """Whether an account can open the store on this machine."""
        return self._name_of(login) in self._slots

    def forget_password(self, login: str) -> None:
        """Take the slot of an account away, if there is one."""
        if self._slots.pop(self._name_of(login), None) is not None:
            self._save()

    def set_recovery_key(self, recovery_key: str, store_key: bytes) -> None:
        """Wrap the store key with the printed key."""
        slot = _Slot(secrets.token_hex(_SALT_LENGTH), "", "")
        self._put(_RECOVERY, slot, _derived(recovery_secret(recovery_key), slot), store_key)

    def open_with_recovery_key(self, typed: str) -> bytes:
        """The store key.

        Raises:
            WrongRecoveryKey: mistyped, or the key of another store.
        """
        slot = self._slots.get(_RECOVERY)
        if slot is None:
            raise WrongRecoveryKey
        try:
            return self._unwrap(_RECOVERY, slot, _derived(recovery_secret(typed), slot))
        except InvalidTag:
            raise WrongRecoveryKey from None

    @property
    def has_office_key(self) -> bool:
        """Whether shares of an office key were handed out."""
        return _OFFICE in self._slots

    def set_office_key(self, secret: bytes, store_key: bytes) -> None:
        """Wrap the store key with the office key; shares of before open no more."""
        slot = _Slot(secrets.token_hex(_SALT_LENGTH), "", "")
        self._put(_OFFICE, slot, _derived(secret, slot), store_key)

    def open_with_office_key(self, shares: Sequence[str]) -> bytes:
        """The store key, by two of the three shares.

        Raises:
            SharesUnfit: mistyped, not two different ones, or of another store.
        """
        slot = self._slots.get(_OFFICE)
        if slot is None:
            raise SharesUnfit(_("nào cũng"))
        try:
            return self._unwrap(_OFFICE, slot, _derived(office_secret(shares), slot))
        except InvalidTag:
            raise SharesUnfit(_("của kho khác,")) from None

    @property
    def has_key_store(self) -> bool:
        """Whether the key store of the operating system may open the store."""
        return KEY_STORE_SLOT in self._slots

    def set_key_store(self, secret: bytes, store_key: bytes) -> None:
        """Wrap the store key with a random secret that the operating system keeps."""
        slot = _Slot(secrets.token_hex(_SALT_LENGTH), "", "")
        self._put(KEY_STORE_SLOT, slot, _derived(secret, slot), store_key)

    def open_with_key_store(self, secret: bytes | None) -> bytes:
        """The store key.

        Raises:
            KeyStoreLost: the key store has no secret, or another one.
        """
        slot = self._slots.get(KEY_STORE_SLOT)
        if slot is None or secret is None:
            raise KeyStoreLost
        try:
            return self._unwrap(KEY_STORE_SLOT, slot, _derived(secret, slot))
        except InvalidTag:
            raise KeyStoreLost from None

    def forget_key_store(self) -> None:
        """The office no longer allows it."""
        if self._slots.pop(KEY_STORE_SLOT, None) is not None:
            self._save()

    def _put(self, name: str, slot: _Slot, key: bytes, store_key: bytes) -> None:
        nonce = secrets.token_bytes(_NONCE_LENGTH)
        wrapped = AESGCM(key).encrypt(nonce, store_key, self._bound(name))
        before = self._slots.get(name)
        self._slots[name] = _Slot(
            slot.salt, nonce.hex(), wrapped.hex(), slot.rounds, slot.memory, slot.lanes
        )
        try:
            self._save()
        except BaseException:
            if before is None:
                del self._slots[name]
            else:
                self._slots[name] = before
            raise

    def _unwrap(self, name: str, slot: _Slot, key: bytes) -> bytes:
        nonce, wrapped = bytes.fromhex(slot.nonce), bytes.fromhex(slot.wrapped)
        return AESGCM(key).decrypt(nonce, wrapped, self._bound(name))

    def _bound(self, name: str) -> bytes:
        return f"clerkdesk/{self.store_id}/{name}".encode()

    def _name_of(self, login: str) -> str:
        plain = f"{self.store_id}/{canonical_login(login)}"
        return "account-" + hashlib.sha256(plain.encode()).hexdigest()[:32]

    def _save(self) -> None:
        slots = {name: asdict(slot) for name, slot in self._slots.items()}
        message = {"version": _VERSION, "store_id": self.store_id, "slots": slots}
        write_durably(self._file, json.dumps(message, indent=1).encode())


def canonical_login(login: str) -> str:
    """The form in which logins are compared: case and outer spaces do not matter."""
    return nfc(login).strip().casefold()


def subkey(store_key: bytes, purpose: str) -> bytes:
    """A key for one purpose, made from the store key."""
    return HKDF(SHA256(), KEY_LENGTH, salt=None, info=f"clerkdesk/{purpose}".encode()).derive(
        store_key
    )


def _checked(slot: _Slot) -> _Slot:
    """`slot`, if it is one that this file wrote: torn or edited values reach no cipher.

    Raises:
        ValueError, TypeError: it is not.
    """
    lengths = [len(bytes.fromhex(text)) for text in (slot.salt, slot.nonce, slot.wrapped)]
    if lengths != [_SALT_LENGTH, _NONCE_LENGTH, KEY_LENGTH + _TAG_LENGTH]:
        raise ValueError("a slot's bytes are not all there")
    cost = (slot.rounds, slot.memory, slot.lanes)
    if any(type(part) is not int for part in cost):
        raise TypeError("a password's cost is three whole numbers")
    if cost != (0, 0, 0) and not (
        1 <= slot.rounds <= _MOST_ROUNDS
        and 1 <= slot.lanes <= _MOST_LANES
        and 8 * slot.lanes <= slot.memory <= _MOST_MEMORY
    ):
        raise ValueError("no password costs that much")
    return slot


def _stretched(password: str, slot: _Slot) -> bytes:
    return hash_secret_raw(
        nfc(password).encode(),
        bytes.fromhex(slot.salt),
        time_cost=slot.rounds,
        memory_cost=slot.memory,
        parallelism=slot.lanes,
        hash_len=KEY_LENGTH,
        type=Type.ID,
    )


def _derived(secret: bytes, slot: _Slot) -> bytes:
    return HKDF(SHA256(), KEY_LENGTH, salt=bytes.fromhex(slot.salt), info=b"slot").derive(secret)
