"""A secret divided so that any `needed` of its shares give it back, and fewer tell nothing (Shamir).

Byte by byte over GF(256) with the polynomial of AES; the well-kept library for it on PyPI (pycryptodome)
would bring a second set of ciphers for these forty lines (docs/decisions/0019).
"""

from collections.abc import Mapping, Sequence

_POLYNOMIAL = 0x11B


def _tables() -> tuple[list[int], list[int]]:
    powers, logs, value = [0] * 255, [0] * 256, 1
    for exponent in range(255):
        powers[exponent], logs[value] = value, exponent
        doubled = value << 1
        value ^= doubled ^ (_POLYNOMIAL if doubled & 0x100 else 0)  # times 3, a generator
    return powers, logs


_POWERS, _LOGS = _tables()


def split(secret: bytes, needed: int, shares: int, noise: bytes) -> Mapping[int, bytes]:
    """Shares by their number from 1.

    Args:
        noise: `(needed - 1) * len(secret)` random bytes; they must come from a secure source.

    Raises:
        ValueError: the numbers do not fit.
    """
    if not 2 <= needed <= shares <= 255 or len(noise) != (needed - 1) * len(secret):
        raise ValueError("2 <= needed <= shares <= 255, and noise for every coefficient")
    size = len(secret)
    rows = [secret, *(noise[at : at + size] for at in range(0, len(noise), size))]
    return {
        x: bytes(_at(x, [row[place] for row in rows]) for place in range(size))
        for x in range(1, shares + 1)
    }


def join(shares: Mapping[int, bytes]) -> bytes:
    """The secret of enough shares; of too few, or of others, noise.

    Raises:
        ValueError: shares of different lengths, or none.
    """
    if len({len(share) for share in shares.values()}) != 1 or 0 in shares:
        raise ValueError("shares of one secret are equally long")
    points = list(shares.items())
    weights = [_weight(x, [other for other in shares if other != x]) for x, _share in points]
    size = len(points[0][1])
    secret = bytearray(size)
    for weight, (_x, share) in zip(weights, points, strict=True):
        for place in range(size):
            secret[place] ^= _times(weight, share[place])
    return bytes(secret)


def _at(x: int, coefficients: Sequence[int]) -> int:
    value = 0
    for coefficient in reversed(coefficients):
        value = _times(value, x) ^ coefficient
    return value


def _weight(x: int, others: Sequence[int]) -> int:
    """Lagrange's basis at 0: the product of x' / (x' - x)."""
    weight = 1
    for other in others:
        weight = _times(weight, _times(other, _inverse(other ^ x)))
    return weight


def _times(a: int, b: int) -> int:
    return _POWERS[(_LOGS[a] + _LOGS[b]) % 255] if a and b else 0


def _inverse(a: int) -> int:
    return _POWERS[-_LOGS[a] % 255]
