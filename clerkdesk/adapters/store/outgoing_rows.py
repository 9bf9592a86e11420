"""An outgoing document as rows: written whole, moved to the end of the list with every change."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from clerkdesk.adapters.store.attachment_rows import (
    read_attachments,
    read_children,
    read_page_text,
    write_attachments,
    write_page_text,
)
from clerkdesk.adapters.store.corrections import read_corrections
from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.listed import days, put_in_list, take_from_list
from clerkdesk.adapters.store.paper_rows import read_papers, write_papers
from clerkdesk.adapters.store.rows import insert_row, update_row, without
from clerkdesk.adapters.store.search_index import put_in_index, take_from_index
from clerkdesk.domain.changes import searched_outgoing
from clerkdesk.domain.corrected import passing_reason
from clerkdesk.domain.errors import CodeTaken, NotFound
from clerkdesk.domain.outgoing import Delivery, Outgoing
from clerkdesk.domain.plain import from_plain, plain_fields
from clerkdesk.domain.register_order import OUTGOING_STATES, number_order
from clerkdesk.domain.series import founding
from clerkdesk.domain.texts import N_, _

ENTITY = "outgoing"
_ALLOTTED = (
    "year",
    "outgoing_number",
    "series",
    "code_number",
    "code_notation",
    "issued_date",
)
"""Columns that `number_outgoing` alone writes, or a correction."""
_RECODED = ("uid", "code_notation", "issued_date")
_WHAT = N_("văn bản đi này")


def insert_outgoing(link: Connection, document: Outgoing) -> Outgoing:
    """Store a new document at the end of the list."""
    document = replace(document, changed=_next_position(link))
    insert_row(link, ENTITY, _row(document))
    _write_around(link, document)
    return document


def insert_old_outgoing(link: Connection, document: Outgoing) -> Outgoing:
    """Store a document of an old register: numbered already, and before all others in the list."""
    lowest = link.execute("SELECT coalesce(min(position), 0) - 1 FROM outgoing").fetchone()[0]
    document = replace(document, changed=min(int(lowest), -1))
    insert_row(link, ENTITY, _row(document))
    _write_around(link, document)
    return document


def update_outgoing(link: Connection, document: Outgoing) -> Outgoing:
    """Store a changed document; once allotted, number, notation and date stay as they are."""
    take_from_index(link, ENTITY, document.changed)
    take_from_list(link, ENTITY, document.changed)
    document = replace(document, changed=_next_position(link))
    update_row(link, ENTITY, without(_row(document), *_ALLOTTED))
    _write_around(link, document)
    return document


def number_outgoing(link: Connection, document: Outgoing, book_id: int | None) -> None:
    """Give a document its number, once.

    Raises:
        AssertionError: it has one already; the state machine should have refused.
    """
    done = link.execute(
        """
        UPDATE outgoing SET
            book = :book, year = :year, outgoing_number = :outgoing_number, series = :series,
            code_number = :code_number, code_notation = :code_notation, issued_date = :issued_date
        WHERE uid = :uid AND outgoing_number IS NULL
        """,
        {**_row(document), "book": book_id},
    )
    if done.rowcount != 1:
        raise AssertionError(f"{document.uid} has a number already")


def demand_free_code(link: Connection, document: Outgoing) -> None:
    """Let no số, ký hiệu be given twice in an agency and year (NĐ 30/2020, Điều 15.1).

    An entity that was founded within the year begins anew beside the one before it.

    Raises:
        CodeTaken
    """
    if _carriers(link, document):
        raise CodeTaken(document.code)


def passed_over(link: Connection, document: Outgoing) -> str:
    """Why a series goes on to its next number: an entry of another series carries this số, ký hiệu
    since it was corrected. Empty where nothing of that kind stands in the way."""
    carriers = [load_outgoing(link, uid) for uid in _carriers(link, document)]
    return passing_reason(document, carriers)


def _carriers(link: Connection, document: Outgoing) -> list[str]:
    """Documents of the entity and year with the same số, ký hiệu."""
    rows = link.execute(
        """
        SELECT uid, series FROM outgoing
        WHERE code_notation = :code_notation AND code_number = :code_number AND year = :year
            AND code_number <> '' AND uid <> :uid
        """,
        {
            "code_notation": document.code_notation,
            "code_number": document.code_number,
            "year": document.year,
            "uid": document.uid,
        },
    ).fetchall()
    own = founding(document.series)
    return [row["uid"] for row in rows if founding(row["series"]) == own]


def recode_outgoing(link: Connection, document: Outgoing) -> None:
    """Write a corrected ký hiệu and date; the number itself never changes."""
    link.execute(
        """
        UPDATE outgoing SET code_notation = :code_notation, issued_date = :issued_date
        WHERE uid = :uid
        """,
        without(_row(document), *(n for n in _row(document) if n not in _RECODED)),
    )


def load_relating(link: Connection, uid: str) -> Sequence[Outgoing]:
    """Documents that replace or correct this one, oldest first."""
    rows = link.execute(
        """
        SELECT * FROM outgoing WHERE uid IN (SELECT uid FROM relation WHERE about = :uid)
        ORDER BY position
        """,
        {"uid": uid},
    ).fetchall()
    return outgoing_documents(link, rows)


def load_outgoing(link: Connection, uid: str) -> Outgoing:
    """One document with everything that belongs to it.

    Raises:
        NotFound: there is none.
    """
    row = link.execute("SELECT * FROM outgoing WHERE uid = :uid", {"uid": uid}).fetchone()
    if row is None:
        raise NotFound(_(_WHAT))
    (document,) = outgoing_documents(link, [row])
    full_text = read_page_text(link, ENTITY, uid)
    return replace(document, entry=replace(document.entry, full_text=full_text))


def outgoing_documents(link: Connection, rows: Sequence[Any]) -> list[Outgoing]:
    """The documents of `rows` with files, recipients and deliveries, without the page text."""
    uids = [row["uid"] for row in rows]
    files = read_attachments(link, ENTITY, uids)
    places = read_children(
        link,
        """
        SELECT * FROM recipient
        WHERE uid IN (SELECT value FROM json_each(:uids)) ORDER BY uid, place
        """,
        uids,
    )
    ways = read_children(
        link,
        """
        SELECT * FROM delivery
        WHERE uid IN (SELECT value FROM json_each(:uids)) ORDER BY uid, place
        """,
        uids,
    )
    relations = read_children(
        link,
        """
        SELECT * FROM relation
        WHERE uid IN (SELECT value FROM json_each(:uids)) ORDER BY uid, place
        """,
        uids,
    )
    papers = read_papers(link, uids)
    corrections = read_corrections(link, ENTITY, uids)
    return [
        replace(
            _document(
                row,
                {"attachments": files[uid], "recipients": places[uid], "relations": relations[uid]},
                ways[uid],
                papers.get(uid, []),
            ),
            corrections=corrections(uid),
        )
        for row, uid in ((row, row["uid"]) for row in rows)
    ]


def outgoing_at(link: Connection, positions: Sequence[int]) -> list[Outgoing]:
    """The documents at `positions`, in that order, without the text of the pages."""
    rows = link.execute(
        "SELECT * FROM outgoing WHERE position IN (SELECT value FROM json_each(:positions))",
        {"positions": json.dumps(positions)},
    ).fetchall()
    by_position = {row["position"]: row for row in rows}
    return outgoing_documents(link, [by_position[position] for position in positions])


def _document(
    row: Any,
    around: Mapping[str, object],
    ways: list[dict[str, object]],
    papers: list[dict[str, object]],
) -> Outgoing:
    plain = {**dict(row), "changed": row["position"]}
    entry = {**plain, **around}
    deliveries = [{**way, "recipient": way, "marks": _marks(way["marks"])} for way in ways]
    return from_plain(
        Outgoing, {**plain, "entry": entry, "deliveries": deliveries, "papers": papers}
    )


def _row(document: Outgoing) -> dict[str, object]:
    entry = without(
        plain_fields(document.entry), "attachments", "recipients", "relations", "full_text"
    )
    head = without(
        plain_fields(document), "entry", "deliveries", "papers", "corrections", "changed"
    )
    return entry | head | {"position": document.changed}


def _write_around(link: Connection, document: Outgoing) -> None:
    uid, entry = document.uid, document.entry
    write_attachments(link, ENTITY, uid, entry.attachments)
    write_page_text(link, ENTITY, uid, entry.full_text)
    link.execute("DELETE FROM recipient WHERE uid = :uid", {"uid": uid})
    link.executemany(
        """
        INSERT INTO recipient (
            uid, place, name, code, channel, email, paper_copies, kind, address
        )
        VALUES (:uid, :place, :name, :code, :channel, :email, :paper_copies, :kind, :address)
        """,
        [
            {"uid": uid, "place": place, **plain_fields(recipient)}
            for place, recipient in enumerate(entry.recipients)
        ],
    )
    link.execute("DELETE FROM relation WHERE uid = :uid", {"uid": uid})
    link.executemany(
        """
        INSERT INTO relation (uid, place, kind, about, code, reason)
        VALUES (:uid, :place, :kind, :about, :code, :reason)
        """,
        [
            {"uid": uid, "place": place, **plain_fields(relation)}
            for place, relation in enumerate(entry.relations)
        ],
    )
    link.execute("DELETE FROM delivery WHERE uid = :uid", {"uid": uid})
    link.executemany(
        """
        INSERT INTO delivery (
            uid, place, name, code, channel, email, paper_copies, kind, address, status, sent_at,
            status_at, description, answer, answer_at, answer_text, marks
        )
        VALUES (
            :uid, :place, :name, :code, :channel, :email, :paper_copies, :kind, :address, :status,
            :sent_at, :status_at, :description, :answer, :answer_at, :answer_text,
            :marks
        )
        """,
        [
            {"uid": uid, "place": place, **_delivery_row(delivery)}
            for place, delivery in enumerate(document.deliveries)
        ],
    )
    write_papers(link, document)
    _put_in_index(link, document)
    list_outgoing(link, document)


def index_outgoing(link: Connection, place: int) -> None:
    """Index the document at position `place` again."""
    row = link.execute("SELECT uid FROM outgoing WHERE position = ?", (place,)).fetchone()
    _put_in_index(link, load_outgoing(link, row["uid"]))


def _put_in_index(link: Connection, document: Outgoing) -> None:
    put_in_index(
        link,
        ENTITY,
        document.changed,
        searched_outgoing(_without_pages(document)),
        document.entry.full_text,
    )


def list_outgoing(link: Connection, document: Outgoing) -> None:
    """Make the document filtered and sorted by what it says now."""
    entry = document.entry
    put_in_list(
        link,
        ENTITY,
        document.changed,
        numbers={
            "year": document.year or entry.register_date.year,
            "urgency": entry.urgency.value,
            "issued_date": days(document.issued_date),
            "due_date": days(entry.due_date),
        },
        names={
            "state": document.state.value,
            "doc_type": entry.doc_type,
            "series": document.series,
            "drafting_unit": entry.drafting_unit,
            "signer_name": entry.signer_name,
            "field": entry.field,
        },
        in_order={"state": [state.value for state in OUTGOING_STATES]},
        order_numbers={
            "code_order": number_order(document.code_number, document.code_notation),
            "book_year": document.year,
            "book_number": document.outgoing_number,
        },
        order_names={
            "subject": entry.subject,
            "code_notation": document.code_notation,
            "book_series": document.series,
        },
        parties=[place.name for place in entry.recipients],
    )


def _delivery_row(delivery: Delivery) -> dict[str, object]:
    row = plain_fields(delivery)
    del row["recipient"]
    row["marks"] = json.dumps(row["marks"], ensure_ascii=False)
    return row | plain_fields(delivery.recipient)


def _marks(written: object) -> object:
    return json.loads(str(written))


def _next_position(link: Connection) -> int:
    return int(link.execute("SELECT 1 + coalesce(max(position), 0) FROM outgoing").fetchone()[0])


def _without_pages(document: Outgoing) -> Outgoing:
    """The document without the text of its pages, which is folded apart (`page_words`)."""
    return replace(document, entry=replace(document.entry, full_text=""))
