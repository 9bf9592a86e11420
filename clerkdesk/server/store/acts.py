"""Acts of two persons: the first states what was seen, the second confirms, and only then is it done."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.books import BookKey, Direction, Epoch
from clerkdesk.domain.errors import TakeOverOutrun
from clerkdesk.domain.two_persons import ActKind, Proposal, demand_second
from clerkdesk.server.store.audit import note
from clerkdesk.server.store.books import free_book
from clerkdesk.server.store.link import Database, Link, Row
from clerkdesk.server.store.quarantine import end_by_paper, give_up

DONE, REFUSED, OUTRUN = "done", "refused", "outrun"


@dataclass(frozen=True, slots=True)
class WaitingAct:
    """A proposal that waits for its second person."""

    act_id: int
    agency_id: int
    agency: str
    kind: ActKind
    facts: Mapping[str, object]
    reason: str
    proposed_by: str
    proposed_at: str


class NoSuchAct(Exception):
    """It was decided already, or never proposed."""


class Acts:
    """Proposals and decisions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def propose(
        self, agency_id: int, proposal: Proposal, facts: Mapping[str, object], at: datetime
    ) -> int:
        """Keep what the first person stated."""
        with self._database.writing() as link:
            row = link.one(
                """
                INSERT INTO act (agency_id, kind, facts, reason, proposed_by, proposed_at)
                VALUES (:agency, :kind, :facts, :reason, :by, :at) RETURNING id
                """,
                {
                    "agency": agency_id,
                    "kind": proposal.kind.value,
                    "facts": json.dumps(facts, ensure_ascii=False),
                    "reason": proposal.reason,
                    "by": proposal.by,
                    "at": at.isoformat(),
                },
            )
            note(
                link,
                proposal.by,
                f"propose {proposal.kind}",
                json.dumps(facts, ensure_ascii=False),
                at,
            )
            return int(row["id"])

    def waiting(self) -> list[WaitingAct]:
        """What waits for a second person, oldest first."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT t.*, a.code FROM act t JOIN agency a ON a.id = t.agency_id
                WHERE t.outcome = '' ORDER BY t.id
                """
            )
            return [_act(row) for row in rows]

    def refuse(self, act_id: int, by: str, at: datetime) -> None:
        """Do not do it; either person may.

        Raises:
            NoSuchAct: it was decided already.
        """
        with self._database.writing() as link:
            self._decide(link, _find(link, act_id), by, at, REFUSED)

    def confirm(self, act_id: int, by: str, at: datetime) -> str:
        """Do it, as the second person; what is no longer as stated is not done.

        Returns:
            DONE or OUTRUN.

        Raises:
            NoSuchAct: it was decided already.
            SamePerson: the first person cannot confirm.
        """
        with self._database.writing() as link:
            act = _find(link, act_id)
            demand_second(act.proposed_by, by)
            outcome = DONE
            try:
                _do(link, act)
            except TakeOverOutrun:
                outcome = OUTRUN
            self._decide(link, act, by, at, outcome)
            return outcome

    @staticmethod
    def _decide(link: Link, act: WaitingAct, by: str, at: datetime, outcome: str) -> None:
        link.execute(
            """
            UPDATE act SET decided_by = :by, decided_at = :at, outcome = :outcome WHERE id = :id
            """,
            {"by": by, "at": at.isoformat(), "outcome": outcome, "id": act.act_id},
        )
        about = json.dumps(act.facts, ensure_ascii=False)
        note(link, by, f"{outcome} {act.kind} of {act.proposed_by}", about, at)


def _do(link: Link, act: WaitingAct) -> None:
    facts = act.facts
    match act.kind:
        case ActKind.TAKE_OVER:
            stated = (
                str(facts["holder"]),
                Epoch(_whole(facts["generation"]), _whole(facts["grant"])),
            )
            key = read_key(act.agency, str(facts["book"]))
            free_book(link, act.agency_id, key, stated, _whole(facts["last"]))
        case ActKind.GIVE_UP:
            give_up(link, act.agency_id, str(facts["desk"]))
        case ActKind.END_QUARANTINE:
            papers = facts["papers"]
            assert isinstance(papers, dict)
            read = {read_key(act.agency, str(name)): _whole(last) for name, last in papers.items()}
            end_by_paper(link, act.agency_id, act.agency, read)


def key_name(key: BookKey) -> str:
    """A book within its agency: «incoming/den/2026»."""
    return f"{key.direction}/{key.series}/{key.year}"


def read_key(agency: str, name: str) -> BookKey:
    """The book that `key_name` wrote."""
    direction, _slash, rest = name.partition("/")
    series, _slash, year = rest.rpartition("/")
    return BookKey(agency, Direction(direction), series, int(year))


def _find(link: Link, act_id: int) -> WaitingAct:
    row = link.execute(
        """
        SELECT t.*, a.code FROM act t JOIN agency a ON a.id = t.agency_id
        WHERE t.id = :id AND t.outcome = '' FOR UPDATE OF t
        """,
        {"id": act_id},
    ).fetchone()
    if row is None:
        raise NoSuchAct
    return _act(row)


def _act(row: Row) -> WaitingAct:
    return WaitingAct(
        row["id"],
        row["agency_id"],
        row["code"],
        ActKind(row["kind"]),
        json.loads(row["facts"]),
        row["reason"],
        row["proposed_by"],
        row["proposed_at"],
    )


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value
