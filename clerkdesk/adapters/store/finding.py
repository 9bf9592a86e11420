"""Finding in a register of a million documents: which rows, in which order, and how many.

A sorted list is read along the index of its column first: rows that pass the filters come soon,
or they are few (or far away), and then one look at every narrow row is quicker. Measured by
`make bench AREA=registers`.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.listed import days, place_of_name
from clerkdesk.adapters.store.search_index import match_expression, understood
from clerkdesk.domain.search_query import read_query
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.registers import Found, Page

CLOSED = ("done", "cancelled")
OWN_ORDER = "position"
Orders = Mapping[str, tuple[str, ...]]
"""The columns of the narrow row by which each sortable field sorts."""
_WALKED = 6_000
"""So many rows are read along an index before every row is looked at instead."""
_COUNTED = 10_000
_PATIENCE = 0.015
"""Seconds after which hits of a text are no longer counted to the end."""


@dataclass(slots=True)
class Asked:
    """What a filter says of the narrow rows, gathered piece by piece."""

    link: Connection
    entity: str
    text: str = ""
    """What was typed; further lines are other wordings of the same wish."""
    where: list[str] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)
    party: str = ""
    match: str = ""
    corrected: str = ""
    is_narrow: bool = False
    """Whether only a run of positions is wanted: few enough to be sorted at once."""

    def __post_init__(self) -> None:
        if self.text:
            self.match = self._matching()
            self.values["match"] = self.match

    def _matching(self) -> str:
        """The expression for `text`; of several lines (wordings of one wish) one is enough."""
        first, *others = self.text.split("\n")
        if not others:
            query, self.corrected = understood(self.link, self.entity, first)
            return match_expression(self.link, self.entity, query)
        ways = [
            match_expression(self.link, self.entity, read_query(line)) for line in (first, *others)
        ]
        return " OR ".join(f"({way})" for way in ways if way)

    def name(self, column: str, name: str) -> None:
        """Only documents with `name` in `column`, where one is given."""
        if name:
            self.names(column, [name])

    def names(self, column: str, names: Iterable[str]) -> None:
        """Only documents with one of `names` in `column`, where any is given."""
        places = [place_of_name(self.link, self.entity, column, nfc(name)) for name in names]
        known = [place for place in places if place is not None]
        if not places:
            return
        if len(known) == 1:
            self.where.append(f"l.{column} = :{column}")
            self.values[column] = known[0]
        else:
            self.where.append(f"l.{column} IN ({', '.join(str(place) for place in known)})")

    def number(self, column: str, number: int | None) -> None:
        """Only documents with `number` in `column`, where one is given."""
        if number is not None:
            self.where.append(f"l.{column} = :{column}")
            self.values[column] = int(number)

    def dates(self, column: str, first: date | None, last: date | None) -> None:
        """Only documents with a date from `first` to `last`, as far as these are given."""
        if first is not None:
            self.where.append(f"l.{column} >= :{column}_first")
            self.values[f"{column}_first"] = days(first)
        if last is not None:
            self.where.append(f"l.{column} <= :{column}_last")
            self.values[f"{column}_last"] = days(last)

    def overdue(self, today: date) -> None:
        """Only documents that are open after their date."""
        closed = [place_of_name(self.link, self.entity, "state", name) for name in CLOSED]
        places = ", ".join(str(place) for place in closed if place is not None)
        self.where.append(f"l.due_date < :today AND l.state NOT IN ({places})")
        self.values["today"] = days(today)

    def positions(self, first: int, last: int) -> None:
        """Only a run of the register."""
        self.is_narrow = True
        self.where.append("l.position BETWEEN :first_position AND :last_position")
        self.values |= {"first_position": first, "last_position": last}

    def before(self, position: int) -> None:
        """Only what stands behind a position in the register's own order."""
        self.where.append("l.position < :before")
        self.values["before"] = position

    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.where or self.party or self.match)


def positions(asked: Asked, page: Page, orders: Orders) -> list[int]:
    """Positions of the rows of `page`.

    Raises:
        ValueError: no list sorts by `page.sort`.
    """
    if page.sort and page.sort not in orders:
        raise ValueError(f"no list of {asked.entity} documents sorts by {page.sort!r}")
    if not page.sort:
        return _in_own_order(asked, page)
    columns = orders[page.sort]
    if asked.is_everything():
        return _along_index(asked, page, columns)
    if not asked.is_narrow and not asked.party:
        walked = _along_index(asked, page, columns, _WALKED)
        if len(walked) == page.limit:
            return walked
    return _looking_at_every_row(asked, page, columns)


def found(asked: Asked) -> Found:
    """How many rows there are: exactly up to 10,000 or as far as patience goes, else more."""
    if not asked.match:
        return Found(count(asked))
    began, counted = time.perf_counter(), 0
    rows = asked.link.execute(f"SELECT 1 FROM {_source(asked)} WHERE {_where(asked)}", asked.values)
    try:
        while some := rows.fetchmany(500):
            counted += len(some)
            if counted > _COUNTED or time.perf_counter() - began > _PATIENCE:
                more = rows.fetchone() is not None
                return Found(counted, exact=not more, corrected=asked.corrected)
        return Found(counted, corrected=asked.corrected)
    finally:
        rows.close()


def count(asked: Asked) -> int:
    """How many rows there are, however long it takes."""
    source = f"{asked.entity}_listed" if asked.is_everything() else _source(asked)
    row = asked.link.execute(
        f"SELECT count(*) FROM {source} WHERE {_where(asked)}", asked.values
    ).fetchone()
    return int(row[0])


def _in_own_order(asked: Asked, page: Page) -> list[int]:
    row_id = "l.position"
    if asked.match:
        row_id = f"{asked.entity}_search.rowid"
    elif asked.party:
        row_id = "p.position"
    direction = _direction(page)
    return _read(
        asked,
        f"SELECT {row_id} FROM {_source(asked)} WHERE {_where(asked)}"
        f" ORDER BY {row_id} {direction} LIMIT :limit OFFSET :skip",
        page,
    )


def _along_index(
    asked: Asked, page: Page, columns: Sequence[str], walked: int | None = None
) -> list[int]:
    """Rows in the order of the column's index; of the first `walked` only, if that is said."""
    direction = _direction(page)
    nulls = "" if page.descending else " NULLS LAST"
    table = f"{asked.entity}_listed"
    order = ", ".join(
        [
            f"l.{columns[0]} {direction}{nulls}",
            *(f"l.{column} {direction}" for column in (*columns[1:], OWN_ORDER)),
        ]
    )
    if walked is None:
        return _read(
            asked,
            f"SELECT l.position FROM {table} AS l ORDER BY {order} LIMIT :limit OFFSET :skip",
            page,
        )
    matching = (
        f" AND EXISTS (SELECT 1 FROM {asked.entity}_search WHERE {asked.entity}_search MATCH :match"
        f" AND {asked.entity}_search.rowid = l.position)"
        if asked.match
        else ""
    )
    return _read(
        asked,
        f"SELECT l.position FROM (SELECT l.* FROM {table} AS l ORDER BY {order} LIMIT :walked) AS l"
        f" WHERE {_conditions(asked)}{matching} LIMIT :limit OFFSET :skip",
        page,
        walked=walked,
    )


def _looking_at_every_row(asked: Asked, page: Page, columns: Sequence[str]) -> list[int]:
    direction = _direction(page)
    order = ", ".join(f"l.{column} {direction}" for column in (*columns, OWN_ORDER))
    return _read(
        asked,
        f"SELECT l.position FROM {_source(asked, is_sorted=True)} WHERE {_where(asked)}"
        f" ORDER BY l.{columns[0]} IS NULL, {order} LIMIT :limit OFFSET :skip",
        page,
    )


def _read(asked: Asked, sql: str, page: Page, **more: object) -> list[int]:
    values = {**asked.values, "limit": page.limit, "skip": page.skip, **more}
    return [int(row[0]) for row in asked.link.execute(sql, values)]


def _direction(page: Page) -> str:
    return "DESC" if page.descending else "ASC"


def _source(asked: Asked, *, is_sorted: bool = False) -> str:
    """Where rows come from; CROSS JOIN keeps the order: the narrow rows are looked up last."""
    search, listed = f"{asked.entity}_search", f"{asked.entity}_listed AS l"
    if asked.match:
        if is_sorted or asked.where or asked.party:
            return f"{search} CROSS JOIN {listed} ON l.position = {search}.rowid"
        return search
    if asked.party:
        return f"{asked.entity}_party AS p CROSS JOIN {listed} ON l.position = p.position"
    return listed


def _where(asked: Asked) -> str:
    parts = [_conditions(asked)]
    if asked.match:
        parts.append(f"{asked.entity}_search MATCH :match")
    return " AND ".join(parts)


def _conditions(asked: Asked) -> str:
    parts = ["TRUE", *asked.where]
    if asked.party and asked.match:
        parts.append(
            f"EXISTS (SELECT 1 FROM {asked.entity}_party AS p"
            " WHERE p.name = :party AND p.position = l.position)"
        )
    elif asked.party:
        parts.append("p.name = :party")
    if asked.party:
        asked.values["party"] = nfc(asked.party)
    return " AND ".join(parts)
