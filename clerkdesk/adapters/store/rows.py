"""A record as one row: its columns are named as its fields, so their list is made, not written."""

from collections.abc import Mapping

from clerkdesk.adapters.store.database import Connection


def insert_row(link: Connection, table: str, row: Mapping[str, object]) -> None:
    """Store `row` as a new row of `table`."""
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    link.execute(f"INSERT INTO {table} ({names}) VALUES ({values})", row)


def update_row(link: Connection, table: str, row: Mapping[str, object]) -> None:
    """Store the values of `row` in the row of `table` that has its uid."""
    values = ", ".join(f"{name} = :{name}" for name in row if name != "uid")
    link.execute(f"UPDATE {table} SET {values} WHERE uid = :uid", row)


def without(row: Mapping[str, object], *names: str) -> dict[str, object]:
    """`row` but for the columns `names`."""
    return {name: value for name, value in row.items() if name not in names}
