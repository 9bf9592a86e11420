"""Keys on paper, in groups that a person can read out and type: the recovery key of 130 bits, and the
three shares of the office key, of which two open the store."""

import hashlib
import secrets
from collections.abc import Sequence

from clerkdesk.domain.errors import SharesUnfit, WrongRecoveryKey
from clerkdesk.domain.shares import join, split
from clerkdesk.domain.texts import _

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": "", "–": "", ".": ""})
_LETTERS = 26
_CHECK = 2
_GROUP = 4
SHARES, NEEDED = 3, 2
_SECRET = 16
_SET, _SHARE, _SHARE_CHECK = 4, 26, 5
"""Letters of a share: its number, the set it belongs to, 128 bits, checksum; nine groups of four."""


def new_recovery_key() -> str:
    """A random key as it is printed: seven groups of four, the last two letters a checksum."""
    letters = "".join(secrets.choice(_ALPHABET) for _place in range(_LETTERS))
    return _grouped(letters + _checksum(letters, _CHECK))


def recovery_secret(typed: str) -> bytes:
    """What the slot is opened with; case, spaces, dashes and look-alike letters do not matter.

    Raises:
        WrongRecoveryKey: it is incomplete or has a typing mistake.
    """
    letters = _letters(typed)
    key, check = letters[:_LETTERS], letters[_LETTERS:]
    if len(letters) != _LETTERS + _CHECK or check != _checksum(key, _CHECK):
        raise WrongRecoveryKey
    return key.encode("ascii")


def new_office_key() -> tuple[bytes, Sequence[str]]:
    """A random office key and its shares as they are printed, one for each of three persons."""
    secret, of_set = secrets.token_bytes(_SECRET), secrets.randbelow(32**_SET)
    parts = split(secret, NEEDED, SHARES, secrets.token_bytes((NEEDED - 1) * _SECRET))
    return secret, [_share_text(number, of_set, part) for number, part in parts.items()]


def office_secret(typed: Sequence[str]) -> bytes:
    """The office key of two shares.

    Raises:
        SharesUnfit: too few, one twice, of different sets, or with a typing mistake.
    """
    read = [_read_share(one, place) for place, one in enumerate(typed, start=1)]
    if len({number for number, _set, _part in read}) < NEEDED:
        raise SharesUnfit(_("thứ 2 (cần hai mảnh khác nhau)"))
    if len({of_set for _number, of_set, _part in read}) > 1:
        raise SharesUnfit(_("thứ 2 (thuộc lần chia khác)"))
    return join({number: part for number, _set, part in read})


def _share_text(number: int, of_set: int, part: bytes) -> str:
    letters = _ALPHABET[number] + _base32(of_set, _SET) + _base32(int.from_bytes(part), _SHARE)
    return _grouped(letters + _checksum(letters, _SHARE_CHECK))


def _read_share(typed: str, place: int) -> tuple[int, int, bytes]:
    letters = _letters(typed)
    body, check = letters[:-_SHARE_CHECK], letters[-_SHARE_CHECK:]
    if len(body) != 1 + _SET + _SHARE or check != _checksum(body, _SHARE_CHECK):
        raise SharesUnfit(_("thứ {n}").format(n=place))
    number, of_set, part = (
        _number(text) for text in (body[0], body[1 : 1 + _SET], body[1 + _SET :])
    )
    if not 1 <= number <= SHARES or part >> (8 * _SECRET):
        raise SharesUnfit(_("thứ {n}").format(n=place))
    return number, of_set, part.to_bytes(_SECRET)


def _base32(value: int, letters: int) -> str:
    return "".join(_ALPHABET[value >> (5 * place) & 31] for place in reversed(range(letters)))


def _number(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value << 5 | _ALPHABET.index(letter)
    return value


def _letters(typed: str) -> str:
    return "".join(typed.split()).upper().translate(_LOOK_ALIKES)


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def _checksum(letters: str, length: int) -> str:
    digest = hashlib.sha256(letters.encode()).digest()
    return "".join(_ALPHABET[byte % 32] for byte in digest[:length])
