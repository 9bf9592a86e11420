"""The printed recovery key: 130 bits in groups that a person can read out and type."""

import hashlib
import secrets

from clerkdesk.domain.errors import WrongRecoveryKey

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": "", "–": "", ".": ""})
_LETTERS = 26
_CHECK = 2
_GROUP = 4


def new_recovery_key() -> str:
    """A random key as it is printed: seven groups of four, the last two letters a checksum."""
    letters = "".join(secrets.choice(_ALPHABET) for _place in range(_LETTERS))
    whole = letters + _checksum(letters)
    return "-".join(whole[start : start + _GROUP] for start in range(0, len(whole), _GROUP))


def recovery_secret(typed: str) -> bytes:
    """What the slot is opened with; case, spaces, dashes and look-alike letters do not matter.

    Raises:
        WrongRecoveryKey: it is incomplete or has a typing mistake.
    """
    letters = "".join(typed.split()).upper().translate(_LOOK_ALIKES)
    key, check = letters[:_LETTERS], letters[_LETTERS:]
    if len(letters) != _LETTERS + _CHECK or check != _checksum(key):
        raise WrongRecoveryKey
    return key.encode("ascii")


def _checksum(letters: str) -> str:
    digest = hashlib.sha256(letters.encode()).digest()
    return _ALPHABET[digest[0] % 32] + _ALPHABET[digest[1] % 32]
