"""One question of a proven colleague's desk and its answer: paths of the province's API, to `Answering`."""

import re

from clerkdesk.adapters.office_network.wire import (
    FACTS,
    FEED,
    HEADS,
    OPS,
    WANTED,
    Message,
    packed,
    plain_heads,
    plain_page,
    read_heads,
    read_ops,
    unpacked,
)
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.office_network import Reading
from clerkdesk.domain.plain import plain_fields
from clerkdesk.ports.office_network import Answering

_FILE = re.compile(re.escape(WANTED) + r"/([0-9a-f]{64})")
_NOTHING_SUCH = Message("404")


def answer(answering: Answering, asker: str, content: bytes) -> bytes:
    """The answer to send back; what cannot be read, and what cannot be done, is an answer, too."""
    try:
        return packed(_answered(answering, asker, unpacked(content)))
    except (ValueError, KeyError, TypeError):
        return packed(Message("400"))
    except ClerkError as error:  # a locked store, a full disk, another history
        return packed(Message("409", {"reason": str(error)}))


def _answered(answering: Answering, asker: str, asked: Message) -> Message:
    method, _blank, path = asked.what.partition(" ")
    match method, path:
        case "GET", _path if path == FACTS:
            return Message("200", plain_fields(answering.facts()))
        case "GET", _path if path == HEADS:
            return Message("200", {"heads": plain_heads(answering.heads())})
        case "GET", _path if path == FEED:
            incarnation, since = _whole(asked.told["incarnation"]), _whole(asked.told["since"])
            reading = Reading(incarnation, since, at=str(asked.told.get("at", "")))
            return plain_page(answering.ops(asker, reading, read_heads(asked.told["heads"])))
        case "POST", _path if path == OPS:
            return Message("200", {"new": answering.take(asker, read_ops(asked.body))})
        case "GET", _path if path == WANTED:
            return Message("200", {"wanted": list(answering.lacks())})
    if (named := _FILE.fullmatch(path)) is None:
        return _NOTHING_SUCH
    match method:
        case "GET":
            file = answering.file(asker, named[1])
            return _NOTHING_SUCH if file is None else Message("200", {}, file)
        case "PUT":
            kept = answering.take_file(asker, named[1], asked.body)
            return Message("200", {"kept": kept})
    return _NOTHING_SUCH


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("a whole number is meant")
    return value
