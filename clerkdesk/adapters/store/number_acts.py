"""What was done to numbers beside giving them in their turn, and what stands in a book."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from clerkdesk.adapters.store.database import Connection
from clerkdesk.domain.books import ActKind, BookKey, Direction, GivenNumber, NumberAct
from clerkdesk.domain.errors import AlreadyVoid
from clerkdesk.domain.numbering import split_number
from clerkdesk.domain.plain import from_plain, to_plain

_GIVEN = {
    Direction.INCOMING: """
        SELECT arrival_number AS number, '' AS suffix, arrival_date AS day, uid, subject,
            code_number, code_notation,
            EXISTS (
                SELECT 1 FROM attachment
                WHERE entity = 'incoming' AND attachment.uid = incoming.uid AND role = 'main'
            ) AS has_file
        FROM incoming WHERE book = :book
        UNION ALL
        SELECT number, '', day, uid, '', '', '', 1 FROM side_record WHERE book = :book
        UNION ALL
        SELECT number, '', day, uid, '', code, '', 1 FROM dossier WHERE book = :book
        ORDER BY number
    """,
    Direction.OUTGOING: """
        SELECT outgoing_number AS number, issued_date AS day, uid, subject, code_number,
            code_notation,
            EXISTS (
                SELECT 1 FROM attachment
                WHERE entity = 'outgoing' AND attachment.uid = outgoing.uid AND role = 'main'
            ) AS has_file
        FROM outgoing
        WHERE book = :book
            OR uid IN (SELECT uid FROM number_act WHERE book = :book AND kind = 'late')
        ORDER BY outgoing_number, code_number
    """,
}
"""A late number has no `book` of its own: there the number it follows stands; the act names it."""


def write_act(link: Connection, book_id: int, act: NumberAct) -> None:
    """Record an act; the same one again is the same.

    Raises:
        AlreadyVoid: another act of its kind stands on that number.
    """
    row = {
        "book": book_id,
        "number": act.number,
        "suffix": act.suffix,
        "kind": act.kind.value,
        "reason": act.reason,
        "by": act.by,
        "at": act.at.isoformat(),
        "uid": act.uid,
    }
    done = link.execute(
        """
        INSERT INTO number_act (book, number, suffix, kind, reason, by, at, uid)
        VALUES (:book, :number, :suffix, :kind, :reason, :by, :at, :uid)
        ON CONFLICT DO NOTHING
        """,
        row,
    )
    if done.rowcount == 1:
        return
    standing = find_act(link, book_id, act.book, act.number, act.suffix, act.kind)
    if standing != act:
        raise AlreadyVoid(act.printed)


def find_act(
    link: Connection, book_id: int, key: BookKey, number: int, suffix: str, kind: ActKind
) -> NumberAct | None:
    """The act of one kind on one number, if there is one."""
    row = link.execute(
        """
        SELECT * FROM number_act
        WHERE book = :book AND number = :number AND suffix = :suffix AND kind = :kind
        """,
        {"book": book_id, "number": number, "suffix": suffix, "kind": kind.value},
    ).fetchone()
    return None if row is None else _act(row, key)


def read_acts(link: Connection, book_id: int, key: BookKey) -> Sequence[NumberAct]:
    """Every act on numbers of one book, in their order."""
    rows = link.execute(
        "SELECT * FROM number_act WHERE book = :book ORDER BY number, suffix, kind",
        {"book": book_id},
    ).fetchall()
    return [_act(row, key) for row in rows]


def given_numbers(link: Connection, book_id: int, direction: Direction) -> Sequence[GivenNumber]:
    """Every number that a document of this book has, in their order."""
    rows = link.execute(_GIVEN[direction], {"book": book_id}).fetchall()
    return [_given(row, direction) for row in rows]


def neighbours(link: Connection, book_id: int, number: int) -> tuple[date | None, date | None]:
    """The dates of an outgoing number and of the next one that was given."""
    row = link.execute(
        """
        SELECT
            (SELECT issued_date FROM outgoing WHERE book = :book AND outgoing_number = :number),
            (SELECT issued_date FROM outgoing WHERE book = :book AND outgoing_number > :number
                ORDER BY outgoing_number LIMIT 1)
        """,
        {"book": book_id, "number": number},
    ).fetchone()
    before, after = (date.fromisoformat(day) if day else None for day in row)
    return before, after


def contested_numbers(link: Connection) -> Sequence[tuple[str, str, str, dict[str, object]]]:
    """Numbers that another desk gave too and no person has settled: entity, uid here, uid there,
    and the values of the other desk's op."""
    rows = link.execute(
        """
        SELECT conflict.entity, conflict.mine, op.key, op.message
        FROM conflict JOIN op ON op.op_id = conflict.op_id
        WHERE conflict.field IN ('arrival_number', 'outgoing_number') AND settled_by = ''
        ORDER BY conflict.position
        """
    ).fetchall()
    found = []
    for row in rows:
        fields = json.loads(row["message"])["fields"]
        values = {name: change["v"] for name, change in fields.items()}
        found.append((row["entity"], str(json.loads(row["mine"])), row["key"], values))
    return found


def _given(row: Any, direction: Direction) -> GivenNumber:
    code = "/".join(part for part in (row["code_number"], row["code_notation"]) if part)
    split = split_number(row["code_number"]) if direction is Direction.OUTGOING else None
    plain = {
        "number": row["number"],
        "suffix": split[1] if split else "",
        "day": row["day"],
        "uid": row["uid"],
        "code": code,
        "subject": row["subject"],
        "has_file": bool(row["has_file"]),
    }
    return from_plain(GivenNumber, plain)


def _act(row: Any, key: BookKey) -> NumberAct:
    return from_plain(NumberAct, {**dict(row), "book": to_plain(key)})
