"""Books on the server: granted by the rules, taken over by two persons, quiet after its own restore."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.books import Book, BookKey, Direction, Epoch
from clerkdesk.domain.holding import NOBODY
from clerkdesk.domain.ops import Op, OpKind, canonical_json
from clerkdesk.domain.push_rule import PushedOp
from clerkdesk.domain.two_persons import ActKind, Proposal, SamePerson
from clerkdesk.server.store.acts import DONE, OUTRUN, Acts, NoSuchAct, key_name
from clerkdesk.server.store.audit import Audit
from clerkdesk.server.store.books import Books
from clerkdesk.server.store.database import open_database
from clerkdesk.server.store.desks import Desk, Desks
from clerkdesk.server.store.link import Database
from clerkdesk.server.store.log import DeskLost, Log, OfferedOp
from clerkdesk.server.store.quarantine import Quarantines, enrolment_mark
from tests.fakes.op_chain import OpChain

HERE, THERE = Agency("H01.A", "UBND xã An Bình"), Agency("H02.B", "UBND xã Tân Hòa")
KEY = BookKey(HERE.code, Direction.INCOMING, "den", 2026)
NEW = Epoch(0, 0)
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
REASON = "máy hỏng ổ cứng, không khôi phục được"


def pushed(ops: list[Op]) -> list[PushedOp]:
    return [
        PushedOp(op.seq, op.previous, op.digest, canonical_json(op.message()).decode())
        for op in ops
    ]


@dataclass
class Province:
    """The store of a server, without its web."""

    database: Database

    def __post_init__(self) -> None:
        self.desks, self.log = Desks(self.database), Log(self.database)
        self.books, self.acts = Books(self.database), Acts(self.database)
        self.quarantines, self.audit = Quarantines(self.database), Audit(self.database)
        for agency in (HERE, THERE):
            self.desks.put_agency(agency, AT)

    def desk(self, name: str, agency: Agency = HERE) -> Desk:
        digest = f"{agency.code}{name}"
        self.desks.add_code(agency.code, digest, int((AT + timedelta(days=1)).timestamp()))
        self.desks.enrol(
            code_digest=digest,
            agency_code=agency.code,
            name=name,
            key_id=digest,
            public_key="x",
            at=AT,
        )
        desk = self.desks.by_key(digest)
        assert desk is not None
        return desk

    def say(self, desk: Desk, ops: list[Op]) -> int:
        return self.log.push(desk, ops[0].incarnation, ops[0].seq, pushed(ops), AT)

    def book(self) -> Book:
        (book,) = self.books.of_agency(1)
        return book

    def conflicts(self) -> list[str]:
        with self.database.reading() as link:
            return [row["kind"] for row in link.execute("SELECT kind FROM conflict ORDER BY id")]


@pytest.fixture(params=["sqlite", "postgres"])
def province(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Province]:
    address = ""
    if request.param == "postgres":
        address = request.getfixturevalue("postgres").new_database()
    database = open_database(tmp_path, address)
    yield Province(database)
    database.close()


def accept(chain: OpChain, last: int, epoch: Epoch) -> list[Op]:
    values = {
        "agency": HERE.code,
        "direction": "incoming",
        "series": "den",
        "year": 2026,
        "title": "Văn bản đến 2026",
        "holder": chain.device,
        "last": last,
    }
    ops = chain.say("book", str(KEY), OpKind.ACCEPT_BOOK, **values)
    return with_epoch(chain, ops, epoch)


def release(chain: OpChain, epoch: Epoch) -> list[Op]:
    return with_epoch(chain, chain.say("book", str(KEY), OpKind.RELEASE_BOOK), epoch)


def number(chain: OpChain, value: int, epoch: Epoch) -> list[Op]:
    values = {"arrival_number": value, "year": 2026, "series": "den", "subject": "Về việc họp"}
    ops = chain.say("incoming", f"doc-{value}", OpKind.REGISTER, **values)
    return with_epoch(chain, ops, epoch)


def with_epoch(chain: OpChain, ops: list[Op], epoch: Epoch) -> list[Op]:
    chain.ops[-1] = replace(ops[0], epoch=(epoch.generation, epoch.grant))
    return chain.ops[-1:]


def opened(province: Province, desk: Desk, numbers: int = 3) -> OpChain:
    """The desk opened the book by itself and gave some numbers."""
    chain = OpChain(desk.name)
    province.say(desk, accept(chain, 0, Epoch(0, 1)))
    for value in range(1, numbers + 1):
        province.say(desk, number(chain, value, Epoch(0, 1)))
    return chain


def test_the_server_follows_a_book_by_the_ops_of_its_holder(province: Province) -> None:
    opened(province, province.desk("pc-1"))
    book = province.book()
    assert (book.key, book.holder, book.last) == (KEY, "pc-1", 3)
    assert (book.title, book.epoch) == ("Văn bản đến 2026", Epoch(0, 1))


def test_a_book_that_another_desk_holds_is_waited_for_until_it_is_handed_back(
    province: Province,
) -> None:
    first, second = province.desk("pc-1"), province.desk("pc-2")
    chain = opened(province, first)
    assert province.books.grant(second, KEY, NEW, AT) is None
    assert province.log.page(first, 1, 0, 10).wanted == (KEY,)
    assert province.log.page(second, 1, 0, 10).wanted == ()
    province.say(first, release(chain, Epoch(0, 1)))
    assert province.book().holder == NOBODY
    given = province.books.grant(second, KEY, NEW, AT)
    assert given is not None
    assert (given.holder, given.epoch, given.last) == ("pc-2", Epoch(1, 2), 3)
    assert province.books.grant(second, KEY, NEW, AT) == given  # its answer was lost
    assert province.log.page(first, 1, 0, 10).wanted == ()


def test_a_book_nobody_has_heard_of_is_given_to_the_first_who_asks(province: Province) -> None:
    first, second = province.desk("pc-1"), province.desk("pc-2")
    assert province.books.grant(first, KEY, NEW, AT) is not None
    assert province.books.grant(second, KEY, NEW, AT) is None


def test_two_desks_that_opened_one_book_are_a_conflict_for_people(province: Province) -> None:
    opened(province, province.desk("pc-1"))
    province.say(province.desk("pc-2"), accept(OpChain("pc-2"), 0, Epoch(0, 1)))
    assert province.conflicts() == ["two holders"]
    assert province.book().holder == "pc-1"


def test_the_book_of_another_agency_is_another_book(province: Province) -> None:
    opened(province, province.desk("pc-1"))
    stranger = province.desk("pc-1", THERE)
    key = BookKey(THERE.code, KEY.direction, KEY.series, KEY.year)
    given = province.books.grant(stranger, key, NEW, AT)
    assert given is not None
    assert given.last == 0
    assert province.book().holder == "pc-1"


def take_over(province: Province, last: int) -> int:
    facts = {
        "book": key_name(KEY),
        "holder": "pc-1",
        "generation": 0,
        "grant": 1,
        "last": last,
    }
    return province.acts.propose(1, Proposal(ActKind.TAKE_OVER, REASON, "an"), facts, AT)


def test_two_persons_free_the_book_of_a_lost_desk_with_the_number_on_paper(
    province: Province,
) -> None:
    first, second = province.desk("pc-1"), province.desk("pc-2")
    opened(province, first)
    act = take_over(province, 5)
    assert province.book().holder == "pc-1"
    with pytest.raises(SamePerson):
        province.acts.confirm(act, " AN ", AT)
    assert province.acts.confirm(act, "binh", AT) == DONE
    assert (province.book().holder, province.book().last) == (NOBODY, 5)
    given = province.books.grant(second, KEY, NEW, AT)
    assert given is not None
    assert given.last == 5
    with pytest.raises(NoSuchAct):
        province.acts.confirm(act, "binh", AT)
    assert [entry.who for entry in province.audit.newest(5)][:2] == ["binh", "an"]


def test_a_take_over_of_a_book_that_has_gone_on_meanwhile_is_not_done(province: Province) -> None:
    first = province.desk("pc-1")
    chain = opened(province, first)
    act = take_over(province, 5)
    province.say(first, release(chain, Epoch(0, 1)))
    assert province.acts.confirm(act, "binh", AT) == OUTRUN
    assert province.book().last == 3


def test_a_number_that_arrives_after_its_grant_ended_is_shown_to_people(province: Province) -> None:
    first = province.desk("pc-1")
    chain = opened(province, first)
    province.acts.confirm(take_over(province, 3), "binh", AT)
    province.say(first, number(chain, 4, Epoch(0, 1)))
    assert province.conflicts() == ["number beyond its grant"]
    assert province.book().last == 3


def restore(province: Province) -> int:
    return province.quarantines.begin(1, {})


def test_after_its_restore_the_server_grants_nothing_until_every_desk_has_spoken(
    province: Province,
) -> None:
    first, second = province.desk("pc-1"), province.desk("pc-2")
    chain = opened(province, first)
    province.say(first, release(chain, Epoch(0, 1)))
    assert restore(province) == 2
    assert province.books.grant(second, KEY, NEW, AT) is None
    assert province.quarantines.declare(first, 1, 5, {}) == (5, True)
    assert province.books.grant(second, KEY, NEW, AT) is None
    assert province.quarantines.declare(second, 1, 0, {str(KEY): 3}) == (0, False)
    given = province.books.grant(second, KEY, NEW, AT)
    assert given is not None
    assert given.epoch == Epoch(2, 2)


def test_a_desk_has_spoken_only_when_all_its_ops_are_here(province: Province) -> None:
    first = province.desk("pc-1")
    opened(province, first)
    restore(province)
    assert province.quarantines.declare(first, 1, 6, {}) == (4, True)
    assert province.quarantines.declare(first, 1, 4, {}) == (4, False)


def test_a_mark_ahead_of_all_logs_asks_for_paper_and_two_persons(province: Province) -> None:
    first = province.desk("pc-1")
    opened(province, first)
    restore(province)
    assert province.quarantines.declare(first, 1, 4, {str(KEY): 9}) == (4, True)
    facts = {"papers": {key_name(KEY): 9}}
    proposal = Proposal(ActKind.END_QUARANTINE, "đã đọc sổ giấy ngày 02/3", "an")
    act = province.acts.propose(1, proposal, facts, AT)
    assert province.acts.confirm(act, "binh", AT) == DONE
    assert not province.quarantines.of_agency(1).on
    assert (province.book().last, province.book().holder) == (9, "pc-1")


def test_a_desk_that_never_speaks_is_given_up_and_its_books_are_freed_from_paper(
    province: Province,
) -> None:
    first, second = province.desk("pc-1"), province.desk("pc-2")
    opened(province, first)
    restore(province)
    province.quarantines.declare(second, 1, 0, {})
    give_up = Proposal(ActKind.GIVE_UP, REASON, "an")
    province.acts.confirm(province.acts.propose(1, give_up, {"desk": "pc-1"}, AT), "binh", AT)
    assert province.quarantines.of_agency(1).on
    end = Proposal(ActKind.END_QUARANTINE, "đã đọc sổ giấy ngày 02/3", "an")
    nothing_read = province.acts.propose(1, end, {"papers": {}}, AT)
    assert province.acts.confirm(nothing_read, "binh", AT) == OUTRUN
    act = province.acts.propose(1, end, {"papers": {key_name(KEY): 7}}, AT)
    assert province.acts.confirm(act, "binh", AT) == DONE
    assert (province.book().last, province.book().holder) == (7, NOBODY)
    with pytest.raises(DeskLost):
        province.log.push(first, 1, 5, [], AT)
    given = province.books.grant(second, KEY, NEW, AT)
    assert given is not None
    assert given.last == 7


def test_no_book_is_taken_over_in_quarantine(province: Province) -> None:
    opened(province, province.desk("pc-1"))
    restore(province)
    assert province.acts.confirm(take_over(province, 5), "binh", AT) == OUTRUN


def test_a_desk_that_the_backup_does_not_know_is_waited_for(province: Province) -> None:
    province.desk("pc-1")
    mark = enrolment_mark(HERE.code, "pc-9", "key-9", "x", AT)
    province.quarantines.begin(7, {"desks/1": mark})
    assert province.desks.generation() == 8
    assert province.quarantines.of_agency(1).waiting == {"pc-1", "pc-9"}


def test_ops_of_a_lost_desk_come_back_through_the_desks_that_heard_them(
    province: Province,
) -> None:
    first, second = province.desk("pc-1"), province.desk("pc-2")
    chain = opened(province, first, 1)
    theirs = [*number(chain, 2, Epoch(0, 1)), *number(chain, 3, Epoch(0, 1))]
    offered = [OfferedOp("pc-1", 1, op) for op in pushed([*chain.ops[:2], *theirs])]
    assert province.log.offer(second, offered, AT) == 2
    assert province.log.offer(second, offered, AT) == 0
    assert province.book().last == 3
    assert province.say(first, theirs) == 4
    other_history = OpChain("pc-1")
    other_history.add(5)
    stranger = [OfferedOp("pc-1", 1, op) for op in pushed(other_history.ops)]
    assert province.log.offer(second, stranger, AT) == 0
    assert province.log.offer(province.desk("pc-2", THERE), offered, AT) == 0


def test_ops_offered_of_a_new_life_are_not_doubled_when_it_speaks_itself(
    province: Province,
) -> None:
    first, second = province.desk("pc-1"), province.desk("pc-2")
    opened(province, first)
    life = OpChain("pc-1", incarnation=2)
    ops = life.add(3)
    assert province.log.offer(second, [OfferedOp("pc-1", 2, op) for op in pushed(ops[:2])], AT) == 2
    assert province.say(first, ops) == 3
    assert len(province.log.page(second, 1, 0, 100).entries) == 4 + 3
