"""An incoming document as rows: written whole, read whole, found by the index."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from clerkdesk.adapters.store.attachment_rows import (
    read_attachments,
    read_page_text,
    write_attachments,
    write_page_text,
)
from clerkdesk.adapters.store.book_rows import slot_of
from clerkdesk.adapters.store.corrections import read_corrections
from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.handling_rows import Handling, read_handling, write_handling
from clerkdesk.adapters.store.listed import days, put_in_list
from clerkdesk.adapters.store.rows import insert_row, update_row, without
from clerkdesk.adapters.store.search_index import put_in_index
from clerkdesk.domain.changes import receivers, searched_incoming
from clerkdesk.domain.errors import NotFound
from clerkdesk.domain.incoming import Incoming, IncomingEntry, IncomingState
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.register_order import INCOMING_STATES, SIGNATURE_RESULTS, number_order
from clerkdesk.domain.texts import N_, _

ENTITY = "incoming"
NUMBERS_A_YEAR = 10_000_000
_NUMBERS_A_BOOK = 1_000_000
_FIXED = ("position", "year", "arrival_number", "registered_by", "series")
"""Columns that no change reaches after registration."""
_WHAT = N_("văn bản đến này")


def position(year: int, arrival_number: int, slot: int = 0) -> int:
    """The row id: the order of the register itself, which every list follows.

    Args:
        slot: place of the book among those of the year; an office has one, seldom two or three.
    """
    return year * NUMBERS_A_YEAR + slot * _NUMBERS_A_BOOK + arrival_number


def slot_in_year(link: Connection, year: int, series: str) -> int:
    """The slot of an incoming book; 0 where there is no such book yet."""
    row = link.execute(
        """
        SELECT slot FROM book
        WHERE direction = 'incoming' AND year = :year AND series = :series ORDER BY id
        """,
        {"year": year, "series": series},
    ).fetchone()
    return int(row["slot"]) if row is not None else 0


def insert_incoming(link: Connection, document: Incoming, book_id: int) -> None:
    """Store a newly registered document."""
    place = position(document.year, document.arrival_number, slot_of(link, book_id))
    insert_row(link, ENTITY, {**_row(document), "position": place, "book": book_id})
    _write_around(link, document)


def update_incoming(link: Connection, document: Incoming) -> None:
    """Store a changed document; number and year are never among what changes."""
    update_row(link, ENTITY, without(_row(document), *_FIXED))
    _write_around(link, document)


def load_by_packet(link: Connection, packet_id: str, main_file: str) -> Incoming | None:
    """The newest document that came in this packet, else the newest with this main file."""
    row = link.execute(
        """
        SELECT uid FROM incoming WHERE packet_id = :packet_id AND packet_id <> ''
        ORDER BY position DESC
        """,
        {"packet_id": packet_id},
    ).fetchone()
    row = (
        row
        or link.execute(
            """
        SELECT uid FROM incoming WHERE uid IN (
            SELECT uid FROM attachment
            WHERE sha256 = :main_file AND entity = 'incoming' AND role = 'main'
        )
        ORDER BY position DESC
        """,
            {"main_file": main_file},
        ).fetchone()
    )
    return None if row is None else load_incoming(link, row["uid"])


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


def incoming_at(link: Connection, positions: Sequence[int]) -> list[Incoming]:
    """The documents at `positions`, in that order, without the text of the pages."""
    rows = link.execute(
        "SELECT * FROM incoming WHERE position IN (SELECT value FROM json_each(:positions))",
        {"positions": json.dumps(positions)},
    ).fetchall()
    by_position = {row["position"]: row for row in rows}
    return incoming_documents(link, [by_position[position] for position in positions])


def _document(row: Any, files: list[dict[str, object]], handling: Handling) -> Incoming:
    return Incoming(
        uid=row["uid"],
        arrival_number=row["arrival_number"],
        year=row["year"],
        entry=from_plain(IncomingEntry, {**dict(row), "attachments": files}),
        state=IncomingState(row["state"]),
        assignments=handling.rounds,
        registered_by=row["registered_by"],
        series=row["series"],
        acts=handling.acts,
    )


def _row(document: Incoming) -> dict[str, object]:
    return without(plain_fields(document.entry), "attachments", "full_text") | {
        "uid": document.uid,
        "year": document.year,
        "arrival_number": document.arrival_number,
        "state": document.state.value,
        "registered_by": document.registered_by,
        "series": document.series,
        "settle_by": to_plain(document.due_date),
    }


def _write_around(link: Connection, document: Incoming) -> None:
    write_attachments(link, ENTITY, document.uid, document.entry.attachments)
    write_page_text(link, ENTITY, document.uid, document.entry.full_text)
    write_handling(link, document)
    row = link.execute(
        "SELECT position FROM incoming WHERE uid = :uid", {"uid": document.uid}
    ).fetchone()
    place = int(row["position"])
    _put_in_index(link, document, place)
    list_incoming(link, document, place)


def index_incoming(link: Connection, place: int) -> None:
    """Index the document at position `place` again."""
    row = link.execute("SELECT uid FROM incoming WHERE position = ?", (place,)).fetchone()
    _put_in_index(link, load_incoming(link, row["uid"]), place)


def _put_in_index(link: Connection, document: Incoming, place: int) -> None:
    put_in_index(
        link, ENTITY, place, searched_incoming(_without_pages(document)), document.entry.full_text
    )


def list_incoming(link: Connection, document: Incoming, place: int) -> None:
    """Make the document at position `place` filtered and sorted by what it says now."""
    entry = document.entry
    put_in_list(
        link,
        ENTITY,
        place,
        numbers={
            "urgency": entry.urgency.value,
            "arrival_date": days(entry.arrival_date),
            "issued_date": days(entry.issued_date),
            "due_date": days(document.due_date),
        },
        names={
            "doc_type": entry.doc_type,
            "state": document.state.value,
            "channel": entry.channel.value,
            "signature_result": entry.signature_result.value,
            "issuing_org": entry.issuing_org,
            "field": entry.field,
            "registered_by": document.registered_by,
        },
        in_order={
            "state": [state.value for state in INCOMING_STATES],
            "signature_result": [result.value for result in SIGNATURE_RESULTS],
        },
        order_numbers={"code_order": number_order(entry.code_number, entry.code_notation)},
        order_names={"subject": entry.subject, "code_notation": entry.code_notation},
        parties=receivers(document),
    )


def _without_pages(document: Incoming) -> Incoming:
    """The document without the text of its pages, which is folded apart (`page_words`)."""
    return replace(document, entry=replace(document.entry, full_text=""))
