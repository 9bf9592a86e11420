"""The line protocol between the program and a child: a JSON line, then the bytes it announces."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO

LINE_LIMIT = 64 * 1024 * 1024
"""A longer line is no message of ours."""


@dataclass(frozen=True, slots=True)
class Message:
    """Values and the byte strings that travel with them."""

    values: Mapping[str, object]
    blobs: tuple[bytes, ...] = field(default=(), repr=False)


class BrokenLine(Exception):
    """The stream does not carry our protocol."""


def write(stream: IO[bytes], message: Message) -> None:
    """Write one message and flush it."""
    head = {**message.values, "_blobs": [len(blob) for blob in message.blobs]}
    stream.write(json.dumps(head, ensure_ascii=False).encode() + b"\n")
    for blob in message.blobs:
        stream.write(blob)
    stream.flush()


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
