"""What a plain program would ask of the same file: the wide tables, no narrow rows."""

import json
import time
import zlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from clerkdesk.domain.changes import searched_incoming
from clerkdesk.domain.incoming import Incoming, IncomingEntry, IncomingState
from clerkdesk.domain.plain import plain_fields
from clerkdesk.domain.search_query import read_query
from clerkdesk.domain.vietnamese import fold

Query = tuple[str, dict[str, object]]
_WIDE = {
    "arrival_number": "arrival_number",
    "due_date": "settle_by",
    "code": "CAST(code_number AS INTEGER)",
}


def plain(link: Any, sql: str, values: Mapping[str, object]) -> None:
    """The rows of a plain query, with their files and forwardings, as plain rows."""
    rows = link.execute(sql, values).fetchall()
    uids = json.dumps([row["uid"] for row in rows])
    for table in ("attachment", "assignment"):
        link.execute(
            f"SELECT * FROM {table} WHERE uid IN (SELECT value FROM json_each(:uids))"
            + (" AND entity = 'incoming'" if table == "attachment" else ""),
            {"uids": uids},
        ).fetchall()


def plain_search(link: Any, text: str, rows: int) -> None:
    parts = [
        f'"{" ".join(term.words)}"' + (" *" if term.is_beginning else "")
        for term in read_query(text).terms
    ]
    match = " AND ".join(parts)
    plain(
        link,
        "SELECT incoming.* FROM incoming_search CROSS JOIN incoming"
        " ON incoming.position = incoming_search.rowid WHERE incoming_search MATCH :match"
        f" ORDER BY incoming_search.rowid DESC LIMIT {rows}",
        {"match": match},
    )
    link.execute(
        "SELECT count(*) FROM incoming_search WHERE incoming_search MATCH :match", {"match": match}
    ).fetchone()


def plain_sorted(sort: str, one: Mapping[str, Any], other: Mapping[str, Any], rows: int) -> Query:
    where, values = ["TRUE"], dict[str, object]()
    for name, value in {**one, **other}.items():
        match name:
            case "year":
                where.append("year = :year")
            case "arrived_from" | "issued_from":
                where.append(f"{_date_of(name)} >= :{name}")
            case "arrived_to" | "issued_to" | "due_to":
                where.append(f"{_date_of(name)} <= :{name}")
            case _:
                where.append(f"{name} = :{name}")
        values[name] = value.isoformat() if isinstance(value, date) else value
    order = _WIDE.get(sort, sort)
    return (
        f"SELECT * FROM incoming WHERE {' AND '.join(where)} ORDER BY {order}, position LIMIT {rows}",
        values,
    )


def _date_of(name: str) -> str:
    return {"arrived": "arrival_date", "issued": "issued_date", "due": "settle_by"}[
        name.split("_", maxsplit=1)[0]
    ]


def plain_insert(link: Any, entry: IncomingEntry) -> float:
    """One document by hand: wide row, page text, search index, an op, one durable commit."""
    began = time.perf_counter()
    link.execute("BEGIN IMMEDIATE")
    last = link.execute("SELECT max(position) FROM incoming").fetchone()[0] + 1
    uid = f"plain-{last}"
    document = Incoming(uid, last % 10_000_000, last // 10_000_000, entry, IncomingState.TO_FORWARD)
    fields = plain_fields(entry)
    text = str(fields.pop("full_text"))
    fields.pop("attachments")
    row = {"position": last, "uid": uid, "year": document.year, **fields, "state": "to_forward"}
    row |= {"arrival_number": document.arrival_number, "registered_by": "", "settle_by": None}
    row["book"] = link.execute("SELECT book FROM incoming ORDER BY position DESC").fetchone()[0]
    link.execute(
        f"INSERT INTO incoming ({', '.join(row)}) VALUES ({', '.join(':' + name for name in row)})",
        row,
    )
    link.execute(
        "INSERT INTO page_text (entity, uid, deflated) VALUES ('incoming', ?, ?)",
        (uid, zlib.compress(text.encode())),
    )
    link.execute(
        "INSERT INTO incoming_search (rowid, folded) VALUES (?, ?)",
        (last, fold(searched_incoming(document))),
    )
    link.execute(
        "INSERT INTO conflict (op_id, entity, key, field, theirs) VALUES (?, 'bench', ?, '', ?)",
        (uid, uid, json.dumps(fields, ensure_ascii=False)),
    )
    link.execute("COMMIT")
    return (time.perf_counter() - began) * 1000


def take_back_inserts(link: Any) -> None:
    """Remove what `plain_insert` left: it took numbers that no book has given."""
    link.execute("BEGIN IMMEDIATE")
    left = link.execute("SELECT position FROM incoming WHERE uid LIKE 'plain-%'").fetchall()
    for row in left:
        link.execute("DELETE FROM incoming_search WHERE rowid = ?", (row[0],))
    link.execute("DELETE FROM page_text WHERE uid LIKE 'plain-%'")
    link.execute("DELETE FROM conflict WHERE op_id LIKE 'plain-%'")
    link.execute("DELETE FROM incoming WHERE uid LIKE 'plain-%'")
    link.execute("COMMIT")
