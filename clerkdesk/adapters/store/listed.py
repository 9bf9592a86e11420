"""The narrow row by which a document is filtered and sorted: names as places in their order.

A place is a number that grows with its name, so a list sorts by numbers. Between two names there is
room for more; where it is used up, the places around are moved apart.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.rows import insert_row
from clerkdesk.domain.vietnamese import fold

SUBJECT = ".subject"
_FIRST_DAY = date(2000, 1, 1)
_ROOM = 1 << 10
_ROOM_FOR_SUBJECTS = 1 << 26  # every document brings one
_WINDOW = 32


def days(day: date | str | None) -> int | None:
    """A date as the narrow row keeps it."""
    if not day:
        return None
    return (date.fromisoformat(day) if isinstance(day, str) else day).toordinal() - (
        _FIRST_DAY.toordinal()
    )


def put_in_list(
    link: Connection,
    entity: str,
    position: int,
    *,
    numbers: Mapping[str, object],
    names: Mapping[str, str],
    in_order: Mapping[str, list[str]],
    order_numbers: Mapping[str, object],
    order_names: Mapping[str, str],
    parties: Iterable[str],
) -> None:
    """Make the document at `position` filtered and sorted by these values.

    Args:
        numbers, names: what filters look at.
        in_order: columns of enumerations, with their values in the order in which they sort.
        order_numbers, order_names: what lists sort by and no filter looks at.
        parties: who has to do with it.
    """
    take_from_list(link, entity, position)
    for table, of_table, names_of_table in [
        (f"{entity}_listed", numbers, names),
        (f"{entity}_order", order_numbers, order_names),
    ]:
        places = {
            column: _place_of(link, f"{table}.{column}", name, in_order.get(column))
            for column, name in names_of_table.items()
        }
        insert_row(link, table, {"position": position, **of_table, **places})
    link.executemany(
        f"INSERT OR IGNORE INTO {entity}_party (name, position) VALUES (:name, :position)",
        [{"name": name, "position": position} for name in parties],
    )


def take_from_list(link: Connection, entity: str, position: int) -> None:
    """Forget the document at `position`; it is written again, or it has moved."""
    for table in (f"{entity}_listed", f"{entity}_order", f"{entity}_party"):
        link.execute(f"DELETE FROM {table} WHERE position = :position", {"position": position})


def place_of_name(link: Connection, entity: str, column: str, name: str) -> int | None:
    """The place of a name that stands in `column` of some document."""
    row = link.execute(
        "SELECT place FROM listed_name WHERE kind = :kind AND name = :name AND name <> ''",
        {"kind": f"{entity}_listed.{column}", "name": name},
    ).fetchone()
    return None if row is None else int(row["place"])


def _place_of(link: Connection, kind: str, text: str, order: list[str] | None) -> int | None:
    if not text:
        return None
    if kind.endswith(SUBJECT):
        key, name = fold(text), ""
        row = link.execute(
            "SELECT place FROM listed_name WHERE kind = :kind AND sort_key = :key AND name = ''",
            {"kind": kind, "key": key},
        ).fetchone()
    else:
        key, name = (f"{order.index(text):02d}" if order else fold(text)), text
        row = link.execute(
            "SELECT place FROM listed_name WHERE kind = :kind AND name = :name AND name <> ''",
            {"kind": kind, "name": name},
        ).fetchone()
    if row is not None:
        return int(row["place"])
    place = _free_place(link, kind, key, name)
    if place is None:
        _move_apart(link, kind, key, name)
        place = _free_place(link, kind, key, name)
    assert place is not None, "places that were moved apart have room between them"
    link.execute(
        """
        INSERT INTO listed_name (kind, sort_key, name, place)
        VALUES (:kind, :key, :name, :place)
        """,
        {"kind": kind, "key": key, "name": name, "place": place},
    )
    return place


def _free_place(link: Connection, kind: str, key: str, name: str) -> int | None:
    """A place between the neighbours in the order; None where there is none left."""
    room = _room(kind)
    before, after = (
        next((row["place"] for row in _neighbours(link, kind, key, name, way, 1)), None)
        for way in ("<", ">")
    )
    if before is None:
        return 0 if after is None else int(after) - room
    if after is None:
        return int(before) + room
    between = (int(before) + int(after)) // 2
    return between if between > before else None


def _neighbours(
    link: Connection, kind: str, key: str, name: str, way: str, limit: int
) -> list[Any]:
    order = "DESC" if way == "<" else "ASC"
    return link.execute(
        f"""
        SELECT sort_key, name, place FROM listed_name
        WHERE kind = :kind AND (sort_key, name) {way} (:key, :name)
        ORDER BY sort_key {order}, name {order} LIMIT :limit
        """,
        {"kind": kind, "key": key, "name": name, "limit": limit},
    ).fetchall()


def _move_apart(link: Connection, kind: str, key: str, name: str) -> None:
    """Spread the places around a name evenly, over as wide a window as it takes."""
    window = _WINDOW
    while True:
        before = list(reversed(_neighbours(link, kind, key, name, "<", window)))
        after = _neighbours(link, kind, key, name, ">", window)
        inside = [*before, *after]
        # The ends keep their places, unless they are the ends of all names: those are free to move.
        low = int(inside[0]["place"])
        high = int(inside[-1]["place"])
        if len(before) < window:
            low = min(low, high - _room(kind) * len(inside))
        if len(after) < window:
            high = max(high, low + _room(kind) * len(inside))
        step = (high - low) // (len(inside) - 1)
        whole = len(before) < window and len(after) < window
        if whole or step > _WINDOW:
            break
        window *= 2
    moved = [
        {"kind": kind, "key": row["sort_key"], "name": row["name"], "old": row["place"]}
        | {"new": low + number * step}
        for number, row in enumerate(inside)
    ]
    table, column = kind.split(".")
    # Two passes, by way of places that nobody has: a new place may be another name's old one.
    link.executemany(
        f"UPDATE {table} SET {column} = -(1 << 60) - :new WHERE {column} = :old", moved
    )
    link.executemany(
        f"UPDATE {table} SET {column} = :new WHERE {column} = -(1 << 60) - :new", moved
    )
    link.executemany(
        """
        UPDATE listed_name SET place = :new
        WHERE kind = :kind AND sort_key = :key AND name = :name
        """,
        moved,
    )


def _room(kind: str) -> int:
    return _ROOM_FOR_SUBJECTS if kind.endswith(SUBJECT) else _ROOM
