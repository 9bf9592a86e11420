"""Page text as it is stored: a third to a half of its size."""

import zlib


def deflate(text: str) -> bytes:
    """The stored form of `text`."""
    return zlib.compress(text.encode())


def inflate(stored: bytes) -> str:
    """The text that was stored."""
    return zlib.decompress(stored).decode()
