"""The search index: folded text in, folded words out; no input is a syntax error."""

import re

from clerkdesk.adapters.store.database import Connection
from clerkdesk.domain.vietnamese import fold

_WORD = re.compile(r"[^\W_]+")


def put_in_index(link: Connection, table: str, position: int, text: str) -> None:
    """Make the document at `position` findable by `text`; what was there before is replaced."""
    row = {"position": position, "folded": fold(text)}
    link.execute(f"DELETE FROM {table} WHERE rowid = :position", row)
    link.execute(f"INSERT INTO {table} (rowid, folded) VALUES (:position, :folded)", row)


def match_expression(text: str) -> str:
    """The FTS5 query for what a clerk typed; empty where there is nothing to search for.

    All words must occur; letters and numbers that were typed together («15/2016») must stand
    together; the last word may be the beginning of one. Lines are wordings of which one is enough.
    """
    wordings = [_one_wording(line) for line in text.split("\n")]
    wordings = [wording for wording in wordings if wording]
    if len(wordings) < 2:
        return "".join(wordings)
    return " OR ".join(f"({wording})" for wording in wordings)


def _one_wording(text: str) -> str:
    phrases = [" ".join(_WORD.findall(part)) for part in fold(text).split()]
    quoted = [f'"{phrase}"' for phrase in phrases if phrase]
    return " AND ".join(quoted) + " *" if quoted else ""
