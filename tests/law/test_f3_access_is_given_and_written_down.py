"""F3b, F6b, F6l (NĐ 30, PL VI): who sees which register and document; every access is written down."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlcipher3
from pytestqt.qtbot import QtBot

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.access import AccessRule, Register, Sight, Substitution, acting, desk_scopes
from clerkdesk.domain.access_log import Access, AccessAct
from clerkdesk.domain.assignments import Assignment
from clerkdesk.domain.errors import DiskFull, InvalidEntry, NotAllowed
from clerkdesk.domain.incoming import Channel, Incoming
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.people import Role
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.side_book_forms import SideBookKey
from clerkdesk.domain.side_books import SideEntry
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.side_books import SideFilter
from clerkdesk.ports.store import Arrival
from clerkdesk.services.watch_office import WatchOffice
from clerkdesk.ui.shell import workplaces
from tests.fakes.office import INCOMING_VALUES, LEADER_PERSON, PDF_FILE, SPECIALIST, FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.sample_documents import (
    ADMIN,
    CLERK,
    NOW,
    OFFICE,
    PASSWORDS,
    TODAY,
    Clock,
    incoming_entry,
    outgoing_entry,
)
from tests.fakes.store import FakeKeyStore, FakeStore

MEETING = {"day": TODAY, "subject": "Họp giao ban"}
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice()
    for person in (SPECIALIST, LEADER_PERSON):
        made.store.accounts.add(person, "mật khẩu dài")
    return made


def registered(office: FakeOffice) -> Incoming:
    desk = office.desk()
    candidate = desk.from_file("qd.pdf", PDF_FILE, Channel.MAIL)
    return desk.register(candidate, {**INCOMING_VALUES, "channel": "mail"}, CLERK).document


def test_a_register_can_be_kept_from_an_account(office: FakeOffice) -> None:
    document, desk = registered(office), office.desk(SPECIALIST)
    assert desk.look_at.incoming(document.uid, SPECIALIST) == document
    desk.access.set_rule(AccessRule(SPECIALIST.login, frozenset({Register.INCOMING})), ADMIN)
    with pytest.raises(NotAllowed, match="Văn bản đến"):
        desk.look_at.incoming(document.uid, SPECIALIST)
    assert desk.look_at.incoming(document.uid, LEADER_PERSON) == document


def test_an_account_may_see_only_what_it_was_given(office: FakeOffice) -> None:
    document, desk = registered(office), office.desk(SPECIALIST)
    desk.access.set_rule(AccessRule(SPECIALIST.login, only_given=True), ADMIN)
    with pytest.raises(NotAllowed):
        desk.look_at.incoming(document.uid, SPECIALIST)
    office.desk().forward(document.uid, f"Công chức {SPECIALIST.full_name}", None, "", CLERK)
    assert desk.look_at.incoming(document.uid, SPECIALIST).uid == document.uid


def test_my_work_shows_nothing_of_what_is_kept_from_an_account(office: FakeOffice) -> None:
    given, other = registered(office), registered(office)
    desk = office.desk()
    for uid, name in ((given.uid, "Chủ tịch"), (other.uid, "Bà Khác")):
        desk.forward(uid, name, TOMORROW, "", CLERK)
    office.clock.now += timedelta(days=9)
    assert len(office.desk(LEADER_PERSON).my_work(LEADER_PERSON).overdue) == 2
    desk.access.set_rule(AccessRule(LEADER_PERSON.login, only_given=True), ADMIN)
    own = office.desk(LEADER_PERSON).my_work(LEADER_PERSON).overdue
    assert [document.uid for document in own] == [given.uid]
    desk.access.set_rule(AccessRule(LEADER_PERSON.login, frozenset({Register.INCOMING})), ADMIN)
    hidden = office.desk(LEADER_PERSON)
    work = hidden.my_work(LEADER_PERSON)
    assert not any((work.overdue, work.to_comment, work.assigned, work.done, work.given_back))
    with pytest.raises(NotAllowed):
        hidden.remind([other.uid], LEADER_PERSON)


def test_what_is_kept_from_an_account_is_not_printed_remarked_or_listed_as_paper(
    office: FakeOffice,
) -> None:
    places = (Recipient("Ban Chỉ huy Quân sự", channel=Channel.PAPER, paper_copies=1),)
    document, went = registered(office), office.sealed(recipients=places)
    office.desk().issue(went.uid, CLERK)
    assert office.desk(SPECIALIST).send_paper.waiting()
    rule = AccessRule(SPECIALIST.login, frozenset({Register.INCOMING, Register.OUTGOING}))
    office.desk().access.set_rule(rule, ADMIN)
    desk = office.desk(SPECIALIST)
    assert desk.send_paper.waiting() == []
    with pytest.raises(NotAllowed):
        desk.handling_sheet(document.uid)
    with pytest.raises(NotAllowed):
        desk.remark.comment(went.uid, "đã xem", SPECIALIST)


def test_nobody_but_the_administrator_gives_and_the_clerk_keeps_every_register(
    office: FakeOffice,
) -> None:
    access = office.desk().access
    with pytest.raises(NotAllowed):
        access.set_rule(AccessRule(SPECIALIST.login), CLERK)
    with pytest.raises(InvalidEntry):
        access.set_rule(AccessRule(CLERK.login, frozenset({Register.INCOMING})), ADMIN)


def test_the_window_has_no_place_for_a_register_that_is_kept_from_its_account(
    office: FakeOffice, qtbot: QtBot
) -> None:
    rule = AccessRule(SPECIALIST.login, frozenset({Register.OUTGOING}))
    office.desk().access.set_rule(rule, ADMIN)
    window = open_window(office, qtbot, person=SPECIALIST)
    with pytest.raises(KeyError):
        window.window.rail.row(workplaces.OUTGOING)
    with pytest.raises(NotAllowed):
        window.outgoing()
    assert window.incoming().isVisible()


def test_a_desk_gets_no_register_that_none_of_its_accounts_may_see() -> None:
    rules = {
        "a": AccessRule("a", frozenset({Register.INCOMING, Register.PETITIONS})),
        "b": AccessRule("b", frozenset({Register.PETITIONS})),
    }
    scopes = desk_scopes({"pc-1": ["a"], "pc-2": ["a", "b"], "pc-3": ["c"], "pc-4": []}, rules)
    assert scopes == {
        "pc-1": ["incoming", "petitions"],
        "pc-2": ["petitions"],
        "pc-3": [],
        "pc-4": [],
    }


def test_the_deputy_acts_with_the_roles_of_the_absent_and_under_his_own_name(
    office: FakeOffice,
) -> None:
    access = office.desk().access
    access.substitute(LEADER_PERSON.login, SPECIALIST.login, TODAY, TOMORROW, "đi học", ADMIN)
    person = office.desk(SPECIALIST).person
    assert person.login == SPECIALIST.login
    assert person.roles == {Role.SPECIALIST, Role.LEADER}
    assert may(person, Right.APPROVE)
    draft = office.draft()
    assert office.desk(SPECIALIST).approve(draft.uid, person).uid == draft.uid
    line = office.store.ops.history("outgoing", draft.uid)[-1]
    assert (line.by, line.what) == (SPECIALIST.login, "Duyệt")


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (TODAY - timedelta(days=1), False),
        (TODAY, True),
        (TOMORROW, True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_substitution_holds_on_its_days_only(day: date, holds: bool) -> None:
    one = Substitution("x", LEADER_PERSON.login, SPECIALIST.login, TODAY, TOMORROW, "")
    person = acting(SPECIALIST, (SPECIALIST, LEADER_PERSON), (one,), day)
    assert (Role.LEADER in person.roles) is holds


def test_an_administrators_role_is_never_passed_on() -> None:
    one = Substitution("x", ADMIN.login, SPECIALIST.login, TODAY, TOMORROW, "")
    assert acting(SPECIALIST, (SPECIALIST, ADMIN), (one,), TODAY).roles == {Role.SPECIALIST}


def test_who_was_away_may_end_it_and_a_stranger_may_not(office: FakeOffice) -> None:
    access = office.desk().access
    made = access.substitute(
        LEADER_PERSON.login, SPECIALIST.login, TODAY, TOMORROW, "đi học", LEADER_PERSON
    )
    with pytest.raises(NotAllowed):
        access.end(made.substitution_id, TOMORROW, SPECIALIST)
    access.end(made.substitution_id, TOMORROW, LEADER_PERSON)
    (ended,) = access.substitutions()
    assert ended.last == TODAY


def test_every_opening_is_written_down_once_a_minute(office: FakeOffice) -> None:
    document, desk = registered(office), office.desk()
    for _time in range(5):
        desk.look_at.incoming(document.uid, CLERK)
    desk.look_at.incoming(document.uid, CLERK, AccessAct.PRINT)
    desk.look_at.incoming(document.uid, LEADER_PERSON)
    rows = office.store.access_log.of_document("incoming", document.uid)
    assert [(row.login, row.act) for row in rows] == [
        (LEADER_PERSON.login, AccessAct.OPEN),
        (CLERK.login, AccessAct.PRINT),
        (CLERK.login, AccessAct.OPEN),
    ]
    assert rows[0].what == f"Số đến 1/2026 · {document.code}"


def test_a_refused_opening_shows_nothing_and_a_full_disk_keeps_nobody_from_reading(
    office: FakeOffice,
) -> None:
    document, desk = registered(office), office.desk()
    office.store.error = DiskFull()
    assert desk.look_at.incoming(document.uid, CLERK) == document
    assert office.store.access_log.rows == []


@pytest.fixture(params=["sqlcipher", "fake"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore | FakeStore]:
    if request.param == "fake":
        yield FakeStore(OFFICE, PASSWORDS, Clock())
        return
    cost = PasswordCost(rounds=1, memory=8, lanes=1)
    vault = FileVault(tmp_path / "store", tmp_path / "marks", FakeKeyStore(), Clock(), cost=cost)
    made = vault.create(OFFICE, PASSWORDS).store
    assert isinstance(made, SqlStore)
    yield made
    made.close()


def test_the_log_is_found_and_counted_alike_in_the_real_store_and_the_fake(
    store: SqlStore | FakeStore,
) -> None:
    def access(minutes: int, login: str, uid: str, what: str) -> Access:
        at = NOW + timedelta(minutes=minutes)
        return Access(at, login, "incoming", uid, AccessAct.OPEN, what)

    one, two = access(0, "vanthu", "a", "Số đến 1/2026"), access(2, "chutich", "b", "Số đến 2/2026")
    later = access(3 * 24 * 60, "vanthu", "a", "Số đến 1/2026")
    for row in (one, access(0, "vanthu", "a", "Số đến 1/2026"), two, later):
        store.access_log.record(row)
    assert store.access_log.find() == [later, two, one]
    assert store.access_log.find("so den 2") == [two]
    assert store.access_log.find("vanthu", TODAY, TODAY) == [one]
    assert store.access_log.of_document("incoming", "a") == [later, one]
    assert store.access_log.counts(TODAY, TODAY + timedelta(days=9)) == (3, 2)


def test_what_is_kept_from_an_account_is_listed_nowhere(store: SqlStore | FakeStore) -> None:
    document = store.incoming.add(incoming_entry(), "vanthu")
    draft = store.outgoing.draft(outgoing_entry(), "vanthu")
    line = store.side_books.add(SideEntry(SideBookKey.MEETINGS, MEETING), "vanthu")
    seen = store.seen_by(
        Sight(frozenset({Register.INCOMING, Register.OUTGOING, Register.MEETINGS}))
    )
    assert seen.incoming.find(IncomingFilter("quy che"), Page()) == []
    assert (seen.incoming.count(IncomingFilter()), seen.outgoing.count(OutgoingFilter())) == (0, 0)
    assert seen.incoming.found(IncomingFilter()).count == 0
    store.incoming.forward(document.uid, Assignment("Lê Văn An", "xem", None, "vanthu", NOW))
    assert seen.incoming.assigned_to(["Lê Văn An"], 9) == []
    assert seen.side_books.find(SideFilter(SideBookKey.MEETINGS)) == []
    for refused in (
        lambda: seen.incoming.get(document.uid),
        lambda: seen.outgoing.get(draft.uid),
        lambda: seen.side_books.get(line.uid),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert store.incoming.get(document.uid).entry == document.entry


def test_an_account_that_sees_what_it_was_given_finds_only_that(
    store: SqlStore | FakeStore,
) -> None:
    given, other = (store.incoming.add(incoming_entry(), "vanthu") for _time in range(2))
    store.incoming.forward(given.uid, Assignment("Lê Văn An", "xem", None, "vanthu", NOW))
    seen = store.seen_by(Sight(given_to=frozenset({"Lê Văn An", "Chuyên viên"})))
    assert [row.uid for row in seen.incoming.find(IncomingFilter(), Page())] == [given.uid]
    assert seen.incoming.count(IncomingFilter("quy che")) == 1
    assert seen.incoming.get(given.uid).uid == given.uid
    with pytest.raises(NotAllowed):
        seen.incoming.get(other.uid)


def test_arrivals_are_shown_to_who_sees_the_whole_register(store: SqlStore | FakeStore) -> None:
    header = PacketHeader("H13.01", ("H13.99",), "H13.01,1", "new", "0" * 64, 1, "a.edxml")
    store.exchange.receive(
        Arrival("a", header, PacketKind.NEW, "kỷ luật cán bộ", "1/QĐ-SNV", NOW, NOW, urgency=3)
    )
    for kept in (Sight(frozenset({Register.INCOMING})), Sight(given_to=frozenset({"Lê Văn An"}))):
        seen = store.seen_by(kept)
        assert seen.exchange.arrivals() == []
        assert WatchOffice(seen, lambda: NOW)().alerts == ()
    assert len(store.seen_by(Sight(frozenset({Register.OUTGOING}))).exchange.arrivals()) == 1


def test_nobody_rewrites_the_log_of_accesses(store: SqlStore | FakeStore) -> None:
    if isinstance(store, FakeStore):
        return
    store.access_log.record(Access(NOW, "vanthu", "incoming", "a", AccessAct.OPEN, "Số đến 1"))
    for act in ("DELETE FROM access", "UPDATE access SET login = 'khac'"):
        with store._database.writing() as link, pytest.raises(sqlcipher3.IntegrityError):
            link.execute(act)
