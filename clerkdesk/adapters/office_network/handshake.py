"""How two desks prove to each other who they are and agree on keys: signed Diffie-Hellman, both names bound.

    asker  → agency, both names, a fresh X25519 key
    answer ← a fresh X25519 key, the name of the conversation, Ed25519 signature over all of it
    asker  → first sealed message: its Ed25519 signature over all of it

The ISO/IEC 9798-3 key agreement that Canetti and Krawczyk proved (2001); TLS with both certificates would
be the same, but Python's `ssl` takes no private key from memory and no certificate without an authority.
Both fresh keys go into the keys of each conversation: nothing of an earlier one is valid in another.
"""

import os
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clerkdesk.domain.ops import canonical_json

VERSION = "clerkdesk office network 1"
SIGNATURE = 64
_ASKS, _ANSWERS = b"asks", b"answers"


class NotProven(Exception):
    """Whoever is at the other end is not the desk that was meant, or something was altered."""


@dataclass(frozen=True, slots=True)
class Names:
    """Which two desks mean to speak, and of which agency."""

    agency: str
    asker: str
    answerer: str


def public_key(private: bytes) -> str:
    """The public half of a desk's key, as the province names it."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()


def fresh_key() -> X25519PrivateKey:
    """A key for one conversation."""
    return X25519PrivateKey.generate()


def fresh_name() -> str:
    """A name for a conversation."""
    return os.urandom(16).hex()


def half(key: X25519PrivateKey) -> str:
    """The public half of a key for one conversation."""
    return key.public_key().public_bytes_raw().hex()


@dataclass(frozen=True, slots=True)
class Agreement:
    """What both ends have said, and what follows from it."""

    names: Names
    asker_half: str
    answerer_half: str
    conversation: str

    @property
    def text(self) -> bytes:
        """What both sign."""
        return canonical_json(
            {
                "version": VERSION,
                "agency": self.names.agency.casefold(),
                "asker": self.names.asker,
                "answerer": self.names.answerer,
                "asker_key": self.asker_half,
                "answerer_key": self.answerer_half,
                "conversation": self.conversation,
            }
        )

    def sign(self, private: bytes, *, asks: bool) -> bytes:
        """This end's signature; the other end's can never pass for it."""
        return Ed25519PrivateKey.from_private_bytes(private).sign(self._said(asks=asks))

    def check(self, signature: bytes, public: str, *, asks: bool) -> None:
        """Do nothing where the signature is of the desk with this key.

        Raises:
            NotProven
        """
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
            key.verify(signature, self._said(asks=asks))
        except (InvalidSignature, ValueError) as error:
            raise NotProven from error

    def keys(self, own: X25519PrivateKey, other_half: str) -> "Keys":
        """The two keys of the conversation.

        Raises:
            NotProven: the other half is no key.
        """
        try:
            other = X25519PublicKey.from_public_bytes(bytes.fromhex(other_half))
            shared = own.exchange(other)
        except ValueError as error:
            raise NotProven from error
        made = HKDF(SHA256(), 64, salt=None, info=sha256(self.text).digest()).derive(shared)
        return Keys(made[:32], made[32:], self.conversation)

    def _said(self, *, asks: bool) -> bytes:
        return (_ASKS if asks else _ANSWERS) + b"\0" + self.text


class Keys:
    """Seals questions with one key and answers with the other; a number is used once in each."""

    def __init__(self, questions: bytes, answers: bytes, conversation: str) -> None:
        self._questions = AESGCM(questions)
        self._answers = AESGCM(answers)
        self._about = conversation.encode()

    def seal(self, number: int, content: bytes, *, asks: bool) -> bytes:
        """The content, readable and alterable for nobody else."""
        return self._cipher(asks).encrypt(_nonce(number), content, self._about)

    def open(self, number: int, sealed: bytes, *, asks: bool) -> bytes:
        """What was sealed under this number.

        Raises:
            NotProven: not by the other end, not for this conversation, altered, or cut.
        """
        try:
            return self._cipher(asks).decrypt(_nonce(number), sealed, self._about)
        except (InvalidTag, ValueError) as error:
            raise NotProven from error

    def _cipher(self, asks: bool) -> AESGCM:
        return self._questions if asks else self._answers


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")
