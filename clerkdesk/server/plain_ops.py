"""The checks of `OpMessage` a column at a time, for five hundred ops a request: right, or «ask pydantic»."""

import re
from itertools import chain
from typing import Any

from clerkdesk.domain.wire import PUSH_LIMIT

_LINES = ("device", "id", "entity", "key", "kind", "at")
_HALF = re.compile("[\ud800-\udfff]")
_HEX = re.compile(r"[0-9a-f]*")
_LARGEST = 2**53


def plainly_right(ops: object) -> bool:
    """Whether a JSON value is surely what the model asks of `Push.ops`; False may still be right."""
    if type(ops) is not list or not 0 < len(ops) <= PUSH_LIMIT:
        return False
    try:
        return _right(ops)
    except (KeyError, TypeError, AttributeError):  # a member is missing, or is no object
        return False


def _right(ops: list[dict[str, Any]]) -> bool:
    lines = [op[name] for name in _LINES for op in ops]
    actors = [op["actor"] for op in ops]
    hashes = [op["prev_hash"] for op in ops]
    fields = [op["fields"] for op in ops]
    changes = [change for field in fields for change in field.values()]
    revisions = [change["base_rev"] for change in changes if "v" in change]
    pairs = [op["book_epoch"] for op in ops if op["book_epoch"] is not None]
    return (
        _are(str, lines, 1, 500)
        and _are(str, actors, 0, 500)
        and _are(str, hashes, 64, 64)
        and _are(list, pairs, 2, 2)
        and set(map(type, chain(ops, fields, changes))) == {dict}
        and len(revisions) == len(changes)
        and _are_whole([op["seq"] for op in ops], 1)
        and _are_whole([op["incarnation"] for op in ops], 0)
        and _are_whole([*revisions, *chain.from_iterable(pairs)], 0)
        and _HEX.fullmatch("".join(hashes)) is not None
        and "".join(lines).isprintable()  # no control characters, and no half ones
        and not _HALF.search("".join(actors))
    )


def _are(kind: type, values: list[Any], least: int, most: int) -> bool:
    if not set(map(type, values)) <= {kind}:
        return False
    lengths = set(map(len, values))
    return not lengths or (min(lengths) >= least and max(lengths) <= most)


def _are_whole(values: list[Any], least: int) -> bool:
    if not set(map(type, values)) <= {int}:
        return False
    return not values or (min(values) >= least and max(values) <= _LARGEST)
