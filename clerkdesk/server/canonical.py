"""`canonical_json`, by orjson where it writes the same bytes: ten times as fast, for five hundred ops a request."""

import re

import orjson

from clerkdesk.domain.ops import canonical_json

_MAYBE_FLOAT = re.compile(rb"[:,\[]-?[0-9]+[.eE]")
"""A float: orjson writes 1e16 where Python writes 1e+16. Within a text it costs time, nothing else."""


def canonical(value: object) -> bytes:
    """The canonical JSON of a JSON value.

    Raises:
        ValueError, RecursionError: it is none.
    """
    try:
        text = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # a number beyond 64 bits, half a character, too deep: Python decides
        return canonical_json(value)
    if _MAYBE_FLOAT.search(text):
        return canonical_json(value)
    return text
