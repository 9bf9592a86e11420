"""An sRGB profile of our own: the colours of an archive file mean the same on every machine.

Source: ICC.1:2001-04 (version 2.4), IEC 61966-2-1 (primaries, transfer curve), adapted to D50. Version
2, because every part of PDF/A takes it.
"""

import struct
from functools import cache

_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_CURVE_POINTS = 1024
_MADE = (2026, 1, 1, 0, 0, 0)


@cache
def srgb_profile() -> bytes:
    """The profile as it is embedded; the same bytes always."""
    points = [_linear(place / (_CURVE_POINTS - 1)) for place in range(_CURVE_POINTS)]
    curve = b"curv" + bytes(4) + struct.pack(">I", _CURVE_POINTS)
    curve += struct.pack(f">{_CURVE_POINTS}H", *(round(point * 65535) for point in points))
    tags: dict[bytes, bytes] = {
        b"desc": _description(b"sRGB"),
        b"cprt": b"text" + bytes(4) + b"No copyright; CC0\0",
        b"wtpt": _place(_D50),
        **{name: _place(place) for name, place in _PRIMARIES.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    start = 128 + 4 + 12 * len(tags)
    table, body, places = struct.pack(">I", len(tags)), b"", dict[bytes, int]()
    for name, content in tags.items():
        if content not in places:
            places[content] = start + len(body)
            body += content + bytes(-len(content) % 4)
        table += name + struct.pack(">II", places[content], len(content))
    return _header(start + len(body)) + table + body


def _linear(shown: float) -> float:
    """Source: IEC 61966-2-1, 5.2."""
    return shown / 12.92 if shown <= 0.04045 else float(((shown + 0.055) / 1.055) ** 2.4)


def _header(size: int) -> bytes:
    head = struct.pack(">I", size) + bytes(4) + struct.pack(">I", 0x02400000)
    head += b"mntrRGB XYZ " + struct.pack(">6H", *_MADE) + b"acsp" + bytes(28)
    return (head + _fixed(*_D50)).ljust(128, b"\0")


def _fixed(*values: float) -> bytes:
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _place(place: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(*place)


def _description(words: bytes) -> bytes:
    """Source: ICC.1:2001-04, 6.5.17; no Unicode and no Macintosh words."""
    head = b"desc" + bytes(4) + struct.pack(">I", len(words) + 1) + words + b"\0"
    return head + bytes(4 + 4 + 2 + 1 + 67)
