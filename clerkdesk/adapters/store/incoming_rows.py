"""An incoming document as rows: written whole, read whole, found by the index."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from clerkdesk.adapters.store.attachment_rows import (
    read_attachments,
    read_page_text,
    write_attachments,
    write_page_text,
)
from clerkdesk.adapters.store.corrections import read_corrections
from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.handling_rows import Handling, read_handling, write_handling
from clerkdesk.adapters.store.rows import insert_row, update_row, without
from clerkdesk.adapters.store.search_index import put_in_index
from clerkdesk.domain.changes import searched_incoming
from clerkdesk.domain.errors import NotFound
from clerkdesk.domain.incoming import Incoming, IncomingEntry, IncomingState
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.texts import N_, _

ENTITY = "incoming"
NUMBERS_A_YEAR = 10_000_000
_FIXED = ("position", "year", "arrival_number", "registered_by")
"""Columns that no change reaches after registration."""
_WHAT = N_("văn bản đến này")


def position(year: int, arrival_number: int) -> int:
    """The row id: the order of the register itself, which every list follows."""
    return year * NUMBERS_A_YEAR + arrival_number


def insert_incoming(link: Connection, document: Incoming, book_id: int) -> None:
    """Store a newly registered document."""
    insert_row(link, ENTITY, {**_row(document), "book": book_id})
    _write_around(link, document)


def update_incoming(link: Connection, document: Incoming) -> None:
    """Store a changed document; number and year are never among what changes."""
    update_row(link, ENTITY, without(_row(document), *_FIXED))
    _write_around(link, document)


def load_incoming(link: Connection, uid: str) -> Incoming:
    """One document with everything that belongs to it.

    Raises:
        NotFound: there is none.
    """
    row = link.execute("SELECT * FROM incoming WHERE uid = :uid", {"uid": uid}).fetchone()
    if row is None:
        raise NotFound(_(_WHAT))
    (document,) = incoming_documents(link, [row])
    full_text = read_page_text(link, ENTITY, uid)
    return replace(document, entry=replace(document.entry, full_text=full_text))


def incoming_documents(link: Connection, rows: Sequence[Any]) -> list[Incoming]:
    """The documents of `rows` with their files and forwardings, without the text of the pages."""
    uids = [row["uid"] for row in rows]
    files = read_attachments(link, ENTITY, uids)
    handling = read_handling(link, uids)
    corrections = read_corrections(link, ENTITY, uids)
    return [
        replace(
            _document(row, files[row["uid"]], handling[row["uid"]]),
            corrections=corrections(row["uid"]),
        )
        for row in rows
    ]


def _document(row: Any, files: list[dict[str, object]], handling: Handling) -> Incoming:
    return Incoming(
        uid=row["uid"],
        arrival_number=row["arrival_number"],
        year=row["year"],
        entry=from_plain(IncomingEntry, {**dict(row), "attachments": files}),
        state=IncomingState(row["state"]),
        assignments=handling.rounds,
        registered_by=row["registered_by"],
        acts=handling.acts,
    )


def _row(document: Incoming) -> dict[str, object]:
    return without(plain_fields(document.entry), "attachments", "full_text") | {
        "position": position(document.year, document.arrival_number),
        "uid": document.uid,
        "year": document.year,
        "arrival_number": document.arrival_number,
        "state": document.state.value,
        "registered_by": document.registered_by,
        "settle_by": to_plain(document.due_date),
    }


def _write_around(link: Connection, document: Incoming) -> None:
    write_attachments(link, ENTITY, document.uid, document.entry.attachments)
    write_page_text(link, ENTITY, document.uid, document.entry.full_text)
    write_handling(link, document)
    put_in_index(
        link,
        "incoming_search",
        position(document.year, document.arrival_number),
        searched_incoming(document),
    )
