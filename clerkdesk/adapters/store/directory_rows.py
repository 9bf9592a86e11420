"""An agency as rows: itself, the names by which it is found, and its links to others."""

import json
from collections.abc import Iterable
from typing import Any

from clerkdesk.adapters.store.database import Connection
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.plain import from_plain, plain_fields
from clerkdesk.domain.vietnamese import fold

_LISTS = ("predecessors", "aliases")
COLUMNS = tuple(plain_fields(Agency("", "")))


def agency_of(row: Any) -> Agency:
    """The agency of a row of table `agency`."""
    plain: dict[str, object] = {name: row[name] for name in COLUMNS}
    for name in _LISTS:
        plain[name] = json.loads(row[name])
    plain["withdrawn"] = bool(row["withdrawn"])
    return from_plain(Agency, plain)


def load_agency(link: Connection, key: str) -> Agency | None:
    """The entry under `key`, whatever became of it."""
    row = link.execute("SELECT * FROM agency WHERE folded_code = :key", {"key": key}).fetchone()
    return None if row is None else agency_of(row)


def load_agencies(link: Connection, keys: Iterable[str]) -> list[Agency]:
    """The entries under `keys`, by name."""
    rows = link.execute(
        """
        SELECT * FROM agency
        WHERE folded_code IN (SELECT value FROM json_each(:keys)) ORDER BY folded
        """,
        {"keys": json.dumps(list(keys))},
    )
    return [agency_of(row) for row in rows]


def write_agency(link: Connection, agency: Agency) -> None:
    """Store an agency under its key: its code without case (DOMAIN §2.2), or its name."""
    row = plain_fields(agency)
    for name in _LISTS:
        row[name] = json.dumps(row[name], ensure_ascii=False)
    row["withdrawn"] = int(agency.withdrawn)
    row |= {"folded_code": agency.key, "folded": fold(f"{agency.name} {agency.code}")}
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    changes = ", ".join(f"{name} = excluded.{name}" for name in row if name != "folded_code")
    link.execute(
        f"INSERT INTO agency ({names}) VALUES ({values}) ON CONFLICT DO UPDATE SET {changes}", row
    )
    _write_names(link, agency)
    _write_links(link, agency)


def _write_names(link: Connection, agency: Agency) -> None:
    link.execute("DELETE FROM agency_name WHERE key = :key", {"key": agency.key})
    if agency.withdrawn:
        return
    link.executemany(
        "INSERT OR IGNORE INTO agency_name (folded, key) VALUES (:folded, :key)",
        [{"folded": fold(name), "key": agency.key} for name in agency.names],
    )


def _write_links(link: Connection, agency: Agency) -> None:
    link.execute("DELETE FROM agency_link WHERE said_by = :key", {"key": agency.key})
    links = [(agency.key, before.casefold()) for before in agency.predecessors]
    if agency.merged_into:
        links.append((agency.merged_into, agency.key))
    link.executemany(
        "INSERT OR IGNORE INTO agency_link (said_by, key, before) VALUES (:said_by, :key, :before)",
        [{"said_by": agency.key, "key": key, "before": before} for key, before in links],
    )
