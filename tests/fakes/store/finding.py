"""What both fake registers do to find: search as the real index does, sort by the rule, cut a page."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from clerkdesk.domain.register_order import Key
from clerkdesk.domain.search_query import SearchQuery, corrected_text, forgive, matches, read_query
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.registers import Page

Row = TypeVar("Row")


def understood(text: str, held: Sequence[str]) -> tuple[SearchQuery, str]:
    """The query for `text` over the texts `held`, and the text that is searched instead, if any."""
    query = read_query(text)
    instead = forgive(query, lambda asked: sum(matches(asked, one) for one in held))
    for word, better in instead.items():
        query = query.with_word(word, better)
    return query, corrected_text(text, instead) if instead else ""


def sorted_rows(
    rows: Sequence[Row], page: Page, keys: Mapping[str, Callable[[Row], Key]]
) -> list[Row]:
    """`rows`, which stand newest first, as `page` sorts them; equal ones run the same way."""
    rows = list(rows) if page.descending else list(reversed(rows))
    if not page.sort:
        return rows
    if page.sort not in keys:
        raise ValueError(f"no list sorts by {page.sort!r}")
    keyed = [(keys[page.sort](row), row) for row in rows]
    filled = [(key, row) for key, row in keyed if key is not None]
    filled.sort(key=lambda item: item[0], reverse=page.descending)
    return [row for _key, row in filled] + [row for key, row in keyed if key is None]


def cut(rows: Sequence[Row], page: Page) -> Sequence[Row]:
    return rows[page.skip : page.skip + page.limit]


def is_named(wanted: str, names: Sequence[str]) -> bool:
    return not wanted or nfc(wanted) in names


def in_days(day: date | None, first: date | None, last: date | None) -> bool:
    if first is None and last is None:
        return True
    return day is not None and (first or day) <= day <= (last or day)
