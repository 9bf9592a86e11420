"""Rows of the one-stop counter: a dossier and its files, a procedure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from clerkdesk.adapters.store.attachment_rows import write_attachments
from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.rows import insert_row, update_row, without
from clerkdesk.domain.dossier_codes import scanned
from clerkdesk.domain.dossiers import (
    OP_ENTITY,
    Allotted,
    Component,
    Dossier,
    DossierEntry,
    searched,
)
from clerkdesk.domain.errors import NotFound
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.procedures import Procedure
from clerkdesk.domain.procedures import searched as words_of
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold

TABLE = "dossier"


def insert_dossier(link: Connection, dossier: Dossier) -> None:
    """Store a new dossier; it has no number yet."""
    insert_row(link, TABLE, _row(dossier))
    write_attachments(link, OP_ENTITY, dossier.uid, dossier.files)


def update_dossier(link: Connection, dossier: Dossier) -> None:
    """Store a changed dossier; its book stays."""
    update_row(link, TABLE, without(_row(dossier), "created_by", "created_at"))
    write_attachments(link, OP_ENTITY, dossier.uid, dossier.files)


def number_dossier(link: Connection, dossier: Dossier, book_id: int) -> None:
    """Store a dossier with the number that it has got."""
    link.execute(
        "UPDATE dossier SET book = :book WHERE uid = :uid", {"book": book_id, "uid": dossier.uid}
    )
    update_dossier(link, dossier)


def load_dossier(link: Connection, uid: str) -> Dossier:
    """One dossier.

    Raises:
        NotFound: there is none.
    """
    row = link.execute("SELECT * FROM dossier WHERE uid = :uid", {"uid": uid}).fetchone()
    if row is None:
        raise NotFound(_("hồ sơ này"))
    return read_dossier(row)


def read_dossier(row: Any) -> Dossier:
    """The dossier of a row."""
    content = json.loads(row["content"])
    return dossier_from(
        row["uid"],
        from_plain(DossierEntry, content["entry"]),
        _all(Component, content["components"]),
        {**dict(row), "steps": content["steps"]},
    )


def dossier_from(
    uid: str,
    entry: DossierEntry,
    components: Sequence[Component],
    facts: Mapping[str, object],
) -> Dossier:
    """A dossier of its parts; `facts` holds the rest by name.

    Raises:
        KeyError, TypeError, ValueError: they are no dossier's.
    """
    allotted = from_plain(Allotted, facts) if facts.get("number") else None
    steps = facts.get("steps") or []
    plain = {
        "uid": uid,
        "created_by": facts["created_by"],
        "created_at": facts["created_at"],
        "entry": plain_fields(entry),
        "components": to_plain(tuple(components)),
        "steps": steps,
        "allotted": to_plain(allotted) if allotted else None,
    }
    return from_plain(Dossier, plain)


def day_numbers(link: Connection, book_id: int, day: str) -> tuple[int, int]:
    """Highest number known of the days before `day`, and highest sequence of `day`; 0 for none."""
    row = link.execute(
        """
        SELECT coalesce(max(number) FILTER (WHERE day < :day), 0) AS before_day,
            coalesce(max(day_number) FILTER (WHERE day = :day), 0) AS in_day
        FROM dossier WHERE book = :book
        """,
        {"book": book_id, "day": day},
    ).fetchone()
    return int(row["before_day"]), int(row["in_day"])


def code_taken(link: Connection, code: str, uid: str) -> str:
    """The uid of another dossier with this code; empty for none."""
    row = link.execute(
        "SELECT uid FROM dossier WHERE code = :code AND uid <> :uid", {"code": code, "uid": uid}
    ).fetchone()
    return "" if row is None else str(row["uid"])


def write_procedure(link: Connection, procedure: Procedure) -> None:
    """Store a procedure in place of what has its code."""
    link.execute(
        """
        INSERT INTO procedure (code, withdrawn, content, folded)
        VALUES (:code, :withdrawn, :content, :folded)
        ON CONFLICT DO UPDATE SET withdrawn = excluded.withdrawn, content = excluded.content,
            folded = excluded.folded
        """,
        {
            "code": procedure.code,
            "withdrawn": int(procedure.withdrawn),
            "content": json.dumps(plain_fields(procedure), ensure_ascii=False),
            "folded": words_of(procedure),
        },
    )


def load_procedures(link: Connection) -> dict[str, Procedure]:
    """Every procedure by its code."""
    rows = link.execute("SELECT code, content FROM procedure ORDER BY code")
    return {row["code"]: from_plain(Procedure, json.loads(row["content"])) for row in rows}


def _row(dossier: Dossier) -> dict[str, object]:
    allotted, now = dossier.allotted, dossier.course
    return {
        "uid": dossier.uid,
        "year": allotted.year if allotted else None,
        "number": allotted.number if allotted else None,
        "day": dossier.day.isoformat(),
        "day_number": allotted.day_number if allotted else None,
        "code": dossier.code,
        "online_code": scanned(dossier.entry.online_code),
        "state": now.state.value,
        "due": now.due.isoformat() if now.due else "",
        "content": json.dumps(
            {
                "entry": plain_fields(dossier.entry),
                "components": to_plain(dossier.components),
                "steps": to_plain(dossier.steps),
            },
            ensure_ascii=False,
        ),
        "created_by": dossier.created_by,
        "created_at": dossier.created_at.isoformat(),
        "folded": fold(searched(dossier)),
    }


def _all(kind: type[Component], values: Iterable[object]) -> tuple[Component, ...]:
    return tuple(from_plain(kind, value) for value in values)
