"""The rounds of a document, who is named in each, and what was done since, as rows."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from clerkdesk.adapters.store.attachment_rows import read_children
from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.rows import without
from clerkdesk.domain.assignments import Act, Assignment
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.plain import from_plain, plain_fields


@dataclass(frozen=True, slots=True)
class Handling:
    """What belongs to one document."""

    rounds: tuple[Assignment, ...]
    acts: tuple[Act, ...]


def write_handling(link: Connection, document: Incoming) -> None:
    """Make the rounds and acts of `document` those that are stored."""
    uid = {"uid": document.uid}
    for table in ("assignment", "assignee", "handling_act"):
        link.execute(f"DELETE FROM {table} WHERE uid = :uid", uid)
    link.executemany(
        """
        INSERT INTO assignment
            (uid, place, to_person, instruction, due_date, by, at, round_id, opinion_by, answers)
        VALUES (
            :uid, :place, :to_person, :instruction, :due_date, :by, :at,
            :round_id, :opinion_by, :answers
        )
        """,
        [
            {**uid, "place": place, **without(plain_fields(given), "assignees")}
            for place, given in enumerate(document.assignments)
        ],
    )
    link.executemany(
        """
        INSERT INTO assignee (uid, round, place, name, part, due_date)
        VALUES (:uid, :round, :place, :name, :part, :due_date)
        """,
        [
            {**uid, "round": number, "place": place, **plain_fields(person)}
            for number, given in enumerate(document.assignments)
            for place, person in enumerate(given.people)
        ],
    )
    link.executemany(
        """
        INSERT INTO handling_act (
            uid, place, act_id, deed, by, at, round_id, person, text, reply_uid, reply_code, on_paper
        ) VALUES (
            :uid, :place, :act_id, :deed, :by, :at, :round_id, :person, :text, :reply_uid,
            :reply_code, :on_paper
        )
        """,
        [{**uid, "place": place, **plain_fields(act)} for place, act in enumerate(document.acts)],
    )


def read_handling(link: Connection, uids: Sequence[str]) -> dict[str, Handling]:
    """The rounds and acts of each document, in order."""
    given = read_children(link, _ROUNDS, uids)
    acts = read_children(link, _ACTS, uids)
    named: dict[tuple[object, object], list[dict[str, object]]] = defaultdict(list)
    for row in link.execute(_PEOPLE, {"uids": json.dumps(list(uids))}):
        named[row["uid"], row["round"]].append(dict(row))
    return {
        uid: Handling(
            tuple(
                from_plain(Assignment, {**row, "assignees": named[uid, row["place"]]})
                for row in given[uid]
            ),
            tuple(from_plain(Act, {**row, "on_paper": bool(row["on_paper"])}) for row in acts[uid]),
        )
        for uid in uids
    }


_ROUNDS = """
    SELECT * FROM assignment
    WHERE uid IN (SELECT value FROM json_each(:uids)) ORDER BY uid, place
"""
_PEOPLE = """
    SELECT * FROM assignee
    WHERE uid IN (SELECT value FROM json_each(:uids)) ORDER BY uid, round, place
"""
_ACTS = """
    SELECT * FROM handling_act
    WHERE uid IN (SELECT value FROM json_each(:uids)) ORDER BY uid, place
"""
