"""`canonical_json`, by orjson where it writes the same bytes: ten times as fast, for five hundred ops a request."""

import orjson

from clerkdesk.domain.ops import canonical_json


def canonical(value: object, *, floats: bool) -> bytes:
    """The canonical JSON of a JSON value.

    Args:
        floats: whether there may be one: orjson writes 1e16 where Python writes 1e+16.

    Raises:
        ValueError, RecursionError: it is none.
    """
    if floats:
        return canonical_json(value)
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # a number beyond 64 bits, half a character, too deep: Python decides
        return canonical_json(value)
