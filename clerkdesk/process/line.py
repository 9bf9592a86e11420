"""The line protocol between the program and a child: a JSON line, then the bytes it announces."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO

LINE_LIMIT = 64 * 1024 * 1024
"""A longer line is no message of ours."""


@dataclass(frozen=True, slots=True)
class Message:
    """Values and the byte strings that travel with them.

    A `secret` arrives as the first of them; no buffer on this side keeps a copy of it.
    """

    values: Mapping[str, object]
    blobs: tuple[bytes, ...] = field(default=(), repr=False)
    secret: bytearray | None = field(default=None, repr=False)


class BrokenLine(Exception):
    """The stream does not carry our protocol."""


def write(stream: IO[bytes], message: Message) -> None:
    """Write one message and flush it."""
    secrets = () if message.secret is None else (message.secret,)
    sizes = [len(blob) for blob in (*secrets, *message.blobs)]
    head = {**message.values, "_blobs": sizes}
    stream.write(json.dumps(head, ensure_ascii=False).encode() + b"\n")
    for secret in secrets:
        _past_the_buffer(stream, secret)
    for blob in message.blobs:
        stream.write(blob)
    stream.flush()


def _past_the_buffer(stream: IO[bytes], secret: bytearray) -> None:
    """Write what its owner will wipe: the stream's own buffer would keep a copy."""
    stream.flush()
    raw = getattr(stream, "raw", stream)
    with memoryview(secret) as rest:
        written = 0
        while written < len(rest):
            written += raw.write(rest[written:])


def read(stream: IO[bytes]) -> Message | None:
    """Read one message; None at the end of the stream.

    Raises:
        BrokenLine: what came is not a message, or the stream ended inside one.
    """
    line = stream.readline(LINE_LIMIT)
    if not line:
        return None
    try:
        values = json.loads(line)
        sizes = values.pop("_blobs")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenLine(line[:80]) from error
    if not isinstance(sizes, list) or not all(isinstance(n, int) and n >= 0 for n in sizes):
        raise BrokenLine(line[:80])
    return Message(values, tuple(_exactly(stream, size) for size in sizes))


def _exactly(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) != size:
        raise BrokenLine(f"the stream ended {size - len(content)} bytes early")
    return content
