"""The server after its own restore: no grants until every desk has spoken; the rules are `domain.quarantine`."""

import json
from collections.abc import Mapping
from datetime import datetime

from clerkdesk.domain.books import BookKey
from clerkdesk.domain.errors import TakeOverOutrun
from clerkdesk.domain.feed_rule import next_generation
from clerkdesk.domain.holding import NOBODY, attested, from_paper
from clerkdesk.domain.ops import FIRST_HASH
from clerkdesk.domain.quarantine import Quarantine, begun, declared, ended, given_up
from clerkdesk.server.store.books import books_of, find_book, free_book, keep_book, lock_agency
from clerkdesk.server.store.desks import Desk, code_key
from clerkdesk.server.store.link import Database, Link
from clerkdesk.server.store.runs import end_of


class Quarantines:
    """The quarantine of each agency: its books are its own, and so are its desks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, ever: int, enrolled: Mapping[str, bytes]) -> int:
        """Begin a new generation after a restore and return its number.

        Args:
            ever: the highest generation that a mark outside the database remembers.
            enrolled: marks of desks; one that the backup does not know is entered anew, for it
                may hold a book and must be waited for.
        """
        with self._database.writing() as link:
            here = int(link.one("SELECT generation FROM province FOR UPDATE")["generation"])
            generation = next_generation(here, ever)
            link.execute("UPDATE province SET generation = :number", {"number": generation})
            for mark in enrolled.values():
                _enter(link, json.loads(mark))
            for row in list(link.execute("SELECT DISTINCT agency_id FROM desk ORDER BY agency_id")):
                names, lost = _desks(link, row["agency_id"])
                _keep(link, row["agency_id"], begun(names, lost))
            link.execute("DELETE FROM book_wish")
            return generation

    def declare(
        self, desk: Desk, incarnation: int, head: int, marks: Mapping[str, int]
    ) -> tuple[int, bool]:
        """Hear a desk: (up to where its chain is here, whether the quarantine is still on)."""
        with self._database.writing() as link:
            lock_agency(link, desk.agency_id)
            acked = end_of(link, desk.id, incarnation)[0]
            known = {str(book.key): book.last for book in books_of(link, desk.agency_id)}
            state = state_of(link, desk.agency_id)
            state = declared(state, desk.name, acked=acked, head=head, marks=marks, known=known)
            state = ended(state, paper_read=False)
            _keep(link, desk.agency_id, state)
            return acked, state.on

    def of_agency(self, agency_id: int) -> Quarantine:
        """How it stands with an agency."""
        with self._database.reading() as link:
            return state_of(link, agency_id)


def give_up(link: Link, agency_id: int, device: str) -> None:
    """Two persons say that a desk is lost."""
    lock_agency(link, agency_id)
    _keep(link, agency_id, given_up(state_of(link, agency_id), device))


def end_by_paper(
    link: Link, agency_id: int, agency_code: str, papers: Mapping[BookKey, int]
) -> None:
    """End it by the word of two persons who have read every paper register.

    Raises:
        TakeOverOutrun: a desk has still to speak, a book was not read, or it is over already.
    """
    lock_agency(link, agency_id)
    before = state_of(link, agency_id)
    state = ended(before, paper_read=True)
    books = books_of(link, agency_id)
    if state.on or not before.on or any(book.key not in papers for book in books):
        raise TakeOverOutrun(agency_code)
    _keep(link, agency_id, state)
    for key, last in papers.items():
        book = attested(find_book(link, agency_id, key) or from_paper(key, str(key)), last)
        keep_book(link, agency_id, book)
        if book.holder in state.lost and book.holder != NOBODY:
            free_book(link, agency_id, key, (book.holder, book.epoch), last)


def state_of(link: Link, agency_id: int) -> Quarantine:
    """How it stands with an agency."""
    agency = link.one(
        "SELECT quarantine, behind FROM agency WHERE id = :agency", {"agency": agency_id}
    )
    rows = list(
        link.execute(
            "SELECT name, waiting, lost FROM desk WHERE agency_id = :agency", {"agency": agency_id}
        )
    )
    return Quarantine(
        frozenset(row["name"] for row in rows if row["waiting"]),
        frozenset(row["name"] for row in rows if row["lost"]),
        on=bool(agency["quarantine"]),
        behind=bool(agency["behind"]),
    )


def enrolment_mark(
    agency_code: str, name: str, key_id: str, public_key: str, at: datetime
) -> bytes:
    """What is kept of a desk outside the database."""
    mark = {
        "agency": agency_code,
        "name": name,
        "key_id": key_id,
        "public_key": public_key,
        "at": at.isoformat(),
    }
    return json.dumps(mark, ensure_ascii=False).encode()


def _enter(link: Link, mark: Mapping[str, str]) -> None:
    link.execute(
        """
        INSERT INTO desk (agency_id, name, key_id, public_key, enrolled_at, last_hash)
        SELECT a.id, :name, :key_id, :public_key, :at, :first_hash FROM agency a
        WHERE a.code_key = :code AND NOT EXISTS (
            SELECT 1 FROM desk d
            WHERE d.key_id = :key_id OR (d.agency_id = a.id AND d.name = :name))
        """,
        {
            "name": mark["name"],
            "key_id": mark["key_id"],
            "public_key": mark["public_key"],
            "at": mark["at"],
            "first_hash": FIRST_HASH,
            "code": code_key(mark["agency"]),
        },
    )


def _desks(link: Link, agency_id: int) -> tuple[frozenset[str], frozenset[str]]:
    rows = list(
        link.execute("SELECT name, lost FROM desk WHERE agency_id = :agency", {"agency": agency_id})
    )
    return (
        frozenset(row["name"] for row in rows),
        frozenset(row["name"] for row in rows if row["lost"]),
    )


def _keep(link: Link, agency_id: int, state: Quarantine) -> None:
    link.execute(
        "UPDATE agency SET quarantine = :on, behind = :behind WHERE id = :agency",
        {"on": int(state.on), "behind": int(state.behind), "agency": agency_id},
    )
    rows = link.execute(
        "SELECT id, name FROM desk WHERE agency_id = :agency", {"agency": agency_id}
    )
    for row in list(rows):
        link.execute(
            "UPDATE desk SET waiting = :waiting, lost = :lost WHERE id = :desk",
            {
                "waiting": int(row["name"] in state.waiting),
                "lost": int(row["name"] in state.lost),
                "desk": row["id"],
            },
        )
