"""What stands inside a sealed message: one question of the province's API, or its answer.

length of the head · head (JSON) · body
"""

import json
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clerkdesk.domain.bundles import Heads
from clerkdesk.domain.office_network import OpsPage
from clerkdesk.domain.ops import Op, canonical_json, read_op

FACTS, HEADS, FEED, OPS, WANTED = "/v1/desk", "/v1/heads", "/v1/feed", "/v1/ops", "/v1/blobs"
LONGEST = 256 << 20
"""Bytes of one message; a longer file goes by the province or on a stick."""
_LENGTH = struct.Struct(">I")
_MOST_UNPACKED = 64 << 20


@dataclass(frozen=True, slots=True)
class Message:
    """A question (`what` is «GET /v1/heads») or an answer (`what` is «200»)."""

    what: str
    told: Mapping[str, object] = field(default_factory=dict)
    body: bytes = b""


def packed(message: Message) -> bytes:
    """The message as bytes."""
    head = canonical_json({"what": message.what, "told": message.told})
    return _LENGTH.pack(len(head)) + head + message.body


def unpacked(content: bytes) -> Message:
    """The message in these bytes.

    Raises:
        ValueError: they are none.
    """
    if len(content) < _LENGTH.size:
        raise ValueError("a message has a head")
    (length,) = _LENGTH.unpack_from(content)
    start = _LENGTH.size
    read = json.loads(content[start : start + length])
    if not isinstance(read, dict) or not isinstance(told := read.get("told"), dict):
        raise ValueError("a head is an object")
    return Message(str(read.get("what")), told, content[start + length :])


def plain_heads(heads: Heads) -> list[list[object]]:
    """Heads as JSON."""
    return [[device, life, seq] for (device, life), seq in sorted(heads.items())]


def read_heads(told: object) -> Heads:
    """Heads from JSON.

    Raises:
        ValueError
    """
    if not isinstance(told, list):
        raise ValueError("heads are a list")
    return {(str(device), int(life)): int(seq) for device, life, seq in told}


def packed_ops(ops: Sequence[Op]) -> bytes:
    """Ops as a body."""
    return zlib.compress(canonical_json([op.message() for op in ops]), 1)


def read_ops(body: bytes) -> tuple[Op, ...]:
    """Ops from a body.

    Raises:
        ValueError, KeyError, TypeError
    """
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(body, _MOST_UNPACKED)
    except zlib.error as error:
        raise ValueError("ops are compressed") from error
    if unpacking.unconsumed_tail:
        raise ValueError("more ops than one message holds")
    return tuple(read_op(one) for one in json.loads(text))


def plain_page(page: OpsPage) -> Message:
    """A page as an answer."""
    told = {"incarnation": page.incarnation, "last": page.last, "at": page.at}
    return Message("200", told, packed_ops(page.ops))


def read_page(message: Message) -> OpsPage:
    """A page from an answer.

    Raises:
        ValueError, KeyError, TypeError
    """
    incarnation, last = message.told["incarnation"], message.told["last"]
    if not isinstance(incarnation, int) or not isinstance(last, int):
        raise ValueError("a page says where it ends")
    return OpsPage(incarnation, last, read_ops(message.body), str(message.told.get("at", "")))
