"""Finding in a register of a million documents: which rows, in which order, and how many.

A sorted list is read along the index of its column first: rows that pass the filters come soon,
or they are few (or far away), and then one look at every narrow row is quicker. Measured by
`make bench AREA=registers`.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace

from clerkdesk.adapters.store.asked import Asked
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.registers import Found, Page

Columns = tuple[str, ...]
"""Columns by which a list sorts: of the narrow row «l», or all of the row of order «o»."""
Orders = Mapping[str, Columns]
_WALKED = 6_000
"""So many rows are read along an index before every row is looked at instead."""
_SELECTIVE = "l.issuing_org"
"""The one indexed column with so many values that few rows have the same."""
_NEWEST, _OFTEN = 200, 10
"""The newest hits of a text show how common it is: no further apart than every tenth document."""
_ASKING = 500
"""Asking one row whether it holds a text costs as much as reading so many hits of the text."""
_RUN = 12
"""A run has two to the power of this many positions (`incoming_run`)."""
_COUNTED = 10_000
_AT_ONCE = 5
_PATIENCE = 0.01
"""Seconds after which hits of a text are no longer counted to the end."""


def positions(asked: Asked, page: Page, orders: Orders) -> list[int]:
    """Positions of the rows of `page`.

    Raises:
        ValueError: no list sorts by `page.sort`.
    """
    if page.sort and page.sort not in orders:
        raise ValueError(f"no list of {asked.entity} documents sorts by {page.sort!r}")
    if page.sort and orders[page.sort][0] in asked.fixed:
        page = replace(page, sort="")  # all rows are equal in it
    if asked.is_everything():
        if page.sort:
            return _everything_sorted(asked, page, orders[page.sort])
        return _everything(asked, page)
    if asked.match and (page.sort or asked.where or asked.party):
        checked = _text_checked(asked, page, orders)
        if checked is not None:
            return checked
    elif page.sort and not asked.is_narrow and not asked.party and page.skip < _WALKED:
        walked = _along_index(asked, page, orders[page.sort])
        if len(walked) == page.limit:
            return walked
    if not page.sort:
        return _in_own_order(asked, page)
    return _looking_at_every_row(asked, page, orders[page.sort])


def found(asked: Asked, known: int | None = None) -> Found:
    """How many rows there are: exactly up to 10,000 or as far as patience goes, else more."""
    if known is not None:
        return Found(known, corrected=asked.corrected if known else "")
    if not asked.match:
        return Found(count(asked))
    began, counted = time.perf_counter(), 0
    # Hits that the filters leave out are rows too, so that patience ends where few pass.
    rows = asked.link.execute(
        f"SELECT ({_conditions(asked)}) FROM {_source(asked)}"
        f" WHERE {asked.entity}_search MATCH :match",
        asked.values,
    )
    try:
        while some := rows.fetchmany(_AT_ONCE):
            counted += sum(row[0] for row in some)
            patient = counted <= _COUNTED and time.perf_counter() - began < _PATIENCE
            if counted > 1 and not patient:
                return Found(counted - 1, exact=False, corrected=asked.corrected)
        return Found(counted, corrected=asked.corrected if counted else "")
    finally:
        rows.close()


def count(asked: Asked) -> int:
    """How many rows there are, however long it takes."""
    if asked.is_everything():
        return _documents(asked)
    row = asked.link.execute(
        f"SELECT count(*) FROM {_source(asked)} WHERE {_where(asked)}", asked.values
    ).fetchone()
    return int(row[0])


def _documents(asked: Asked) -> int:
    """How many stand in the register."""
    return sum(documents for _run, documents in _runs(asked))


def _runs(asked: Asked) -> list[tuple[int, int]]:
    """Runs of 4,096 positions with the number of their documents, in order."""
    rows = asked.link.execute(f"SELECT run, documents FROM {asked.entity}_run ORDER BY run")
    return [(int(run), int(documents)) for run, documents in rows]


def _everything(asked: Asked, page: Page) -> list[int]:
    """The whole register in its own order: `skip` is counted off in runs."""
    runs, skip, start = _runs(asked), page.skip, None
    for run, documents in reversed(runs) if page.descending else runs:
        start = run
        if skip < documents:
            break
        skip -= documents
    if start is None or (runs and page.skip >= sum(documents for _run, documents in runs)):
        return []
    edge = "l.position < :edge" if page.descending else "l.position >= :edge"
    asked.values["edge"] = (start + 1 if page.descending else start) << _RUN
    return _read(
        asked,
        f"SELECT l.position FROM {asked.entity}_listed AS l WHERE {edge}"
        f" ORDER BY l.position {_direction(page)} LIMIT :limit OFFSET :skip",
        replace(page, skip=skip),
    )


def _everything_sorted(asked: Asked, page: Page, columns: Columns) -> list[int]:
    """The whole register along the index of its column, from the end that is nearer."""
    total = count(asked) if page.skip else 0
    if page.skip * 2 <= total:
        order = _order(page, columns)
    else:
        order = _order(page, columns, backwards=True)
        last = max(total - page.skip, 0)
        page = replace(page, skip=max(last - page.limit, 0), limit=min(page.limit, last))
    rows = _read(
        asked,
        f"SELECT {columns[0][0]}.position FROM {_table_of(asked, columns)}"
        f" ORDER BY {order} LIMIT :limit OFFSET :skip",
        page,
    )
    return rows if order == _order(page, columns) else rows[::-1]


def _in_own_order(asked: Asked, page: Page) -> list[int]:
    row_id = "l.position"
    if asked.match:
        row_id = f"{asked.entity}_search.rowid"
    elif asked.party:
        row_id = "p.position"
    return _read(
        asked,
        f"SELECT {row_id} FROM {_source(asked)} WHERE {_where(asked)}"
        f" ORDER BY {row_id} {_direction(page)} LIMIT :limit OFFSET :skip",
        page,
    )


def _text_checked(asked: Asked, page: Page, orders: Orders) -> list[int] | None:
    """Rows that pass the filters, in order, each asked for the text; None where that costs more.

    A text that stands in every second document has too many hits to look them all up, but rows
    that have it come soon. Of a rarer one all hits are looked up: asking a row for a rare phrase
    makes FTS5 run on to the next row that has it.
    """
    needed = page.skip + page.limit
    spread = _spread(asked)
    if spread is None or needed * spread * spread * _ASKING > _documents(asked):
        return None
    without_text = replace(asked, text="", match="", where=[*asked.where])
    likely = int(needed * spread * 2) + _NEWEST // 2
    hits: list[int] = []
    looked_at = 0
    for position in _candidates(without_text, replace(page, skip=0, limit=likely), orders):
        looked_at += 1
        if _holds_text(asked, position):
            hits.append(position)
            if len(hits) == needed:
                break
    if len(hits) < needed and looked_at == likely:
        return None
    return hits[page.skip :]


def _spread(asked: Asked) -> float | None:
    """Every how many documents the text stands, as the newest ones show; None where it is rare."""
    search = f"{asked.entity}_search"
    newest = asked.link.execute(
        f"SELECT rowid FROM {search} WHERE {search} MATCH :match ORDER BY rowid DESC LIMIT {_NEWEST}",
        asked.values,
    ).fetchall()
    if len(newest) < _NEWEST:
        return None
    documents = asked.link.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM {asked.entity}_listed WHERE position >= :since"
        f" LIMIT {_NEWEST * _OFTEN + 1})",
        {"since": newest[-1][0]},
    ).fetchone()
    spread = int(documents[0]) / _NEWEST
    return spread if spread <= _OFTEN else None


def _candidates(asked: Asked, page: Page, orders: Orders) -> Iterator[int]:
    """Rows that pass the filters, in order; whoever needs only some of them pays for no more."""
    if not page.sort or asked.is_everything() or asked.is_narrow or asked.party:
        yield from positions(asked, page, orders)
        return
    walked = _along_index(asked, page, orders[page.sort])
    yield from walked
    if len(walked) < page.limit:
        rest = replace(page, skip=len(walked), limit=page.limit - len(walked))
        yield from _looking_at_every_row(asked, rest, orders[page.sort])


def _holds_text(asked: Asked, position: int) -> bool:
    search = f"{asked.entity}_search"
    row = asked.link.execute(
        f"SELECT 1 FROM {search} WHERE {search} MATCH :match AND rowid = :position",
        {"match": asked.match, "position": position},
    ).fetchone()
    return row is not None


def _along_index(asked: Asked, page: Page, columns: Columns) -> list[int]:
    """Rows that pass the filters among the first ones of the column's index."""
    return _read(
        asked,
        f"SELECT l.position FROM (SELECT {columns[0][0]}.position AS position"
        f" FROM {_table_of(asked, columns)} ORDER BY {_order(page, columns)} LIMIT :walked) AS w"
        f" CROSS JOIN {asked.entity}_listed AS l ON l.position = w.position"
        f" WHERE {_conditions(asked)} LIMIT :limit OFFSET :skip",
        page,
        walked=_walked(columns),
    )


def _walked(columns: Columns) -> int:
    """Further along orders that the narrow rows do not have: to look those up costs more."""
    return _WALKED * 4 if columns[0].startswith("o.") else _WALKED


def _looking_at_every_row(asked: Asked, page: Page, columns: Columns) -> list[int]:
    ordering = f" CROSS JOIN {asked.entity}_order AS o ON o.position = l.position"
    return _read(
        asked,
        f"SELECT l.position FROM {_source(asked, is_sorted=True)}"
        f"{ordering if columns[0].startswith('o.') else ''}"
        f" WHERE {_where(asked)} ORDER BY {columns[0]} IS NULL, {_order(page, columns)}"
        " LIMIT :limit OFFSET :skip",
        page,
    )


def _table_of(asked: Asked, columns: Columns) -> str:
    alias = columns[0][0]
    return f"{asked.entity}_{'order' if alias == 'o' else 'listed'} AS {alias}"


def _order(page: Page, columns: Columns, *, backwards: bool = False) -> str:
    """Columns and then the register's own order; what has nothing in the column stands last."""
    direction = "DESC" if page.descending is not backwards else "ASC"
    nulls = "" if page.descending else f" NULLS {'FIRST' if backwards else 'LAST'}"
    first, *others = columns
    last = f"{first[0]}.position"
    return ", ".join(
        [f"{first} {direction}{nulls}", *(f"{one} {direction}" for one in (*others, last))]
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
    return f"{listed}{_index(asked)}"


def _index(asked: Asked) -> str:
    """Which index of the narrow rows to take: SQLite takes any of two, be it for nearly all rows."""
    if len(asked.where) < 2:
        return ""
    if _SELECTIVE in asked.fixed:
        return f" INDEXED BY {asked.entity}_listed_by_{_SELECTIVE[2:]}"
    return " NOT INDEXED"


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
