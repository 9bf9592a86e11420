"""An sRGB profile of our own: the colours of an archive file mean the same on every machine.

Source: ICC.1:2010 (version 4.3), IEC 61966-2-1 (primaries, transfer curve), adapted to D50.
"""

import struct
from functools import cache

_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_ADAPTED = (1.047882, 0.022919, -0.050201, 0.029587, 0.990479, -0.017059)
_ADAPTED_BLUE = (-0.009232, 0.015076, 0.751678)
_MADE = (2026, 1, 1, 0, 0, 0)


@cache
def srgb_profile() -> bytes:
    """The profile as it is embedded; the same bytes always."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(*_CURVE)
    tags: dict[bytes, bytes] = {
        b"desc": _text("sRGB"),
        b"cprt": _text("No copyright; CC0"),
        b"wtpt": _place(_D50),
        b"chad": b"sf32" + bytes(4) + _fixed(*_ADAPTED, *_ADAPTED_BLUE),
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


def _header(size: int) -> bytes:
    head = struct.pack(">I", size) + bytes(4) + struct.pack(">I", 0x04300000)
    head += b"mntrRGB XYZ " + struct.pack(">6H", *_MADE) + b"acsp" + bytes(28)
    return (head + _fixed(*_D50)).ljust(128, b"\0")


def _fixed(*values: float) -> bytes:
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _place(place: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(*place)


def _text(words: str) -> bytes:
    content = words.encode("utf-16-be")
    return (
        b"mluc"
        + bytes(4)
        + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(content), 28)
        + content
    )
