"""Rounds and acts of an incoming document: one behaviour for the real store and its fake, two desks."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from clerkdesk.adapters.store import database as database_module
from clerkdesk.adapters.store.database import Database
from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.assignments import Act, Assignee, Assignment, Deed, Part
from clerkdesk.domain.errors import StepNotAllowed
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.ops import read_op
from clerkdesk.ports.registers import IncomingFilter
from clerkdesk.ports.store import Store
from tests.fakes.sample_documents import CLERK, NOW, OFFICE, PASSWORDS, TODAY, Clock, incoming_entry
from tests.fakes.store import FakeKeyStore

AN, UNIT = "Lê Văn An", "Phòng Kinh tế"
GIVEN = Assignment(
    to_person=AN,
    instruction="Tham mưu trả lời",
    due_date=TODAY + timedelta(days=5),
    by="vanthu",
    at=NOW,
    assignees=(Assignee(AN), Assignee(UNIT, Part.COOPERATE, TODAY + timedelta(days=2))),
    opinion_by="Chủ tịch",
)


def vault(folder: Path) -> FileVault:
    return FileVault(
        folder / "store", folder / "marks", FakeKeyStore(), Clock(), cost=PasswordCost(1, 8, 1)
    )


def given(store: Store, **changes: object) -> Incoming:
    document = store.incoming.add(incoming_entry(**changes), "vanthu")
    return store.incoming.forward(document.uid, GIVEN)


def act(document: Incoming, deed: Deed, person: str = AN, **more: str) -> Act:
    key = document.assignments[-1].key
    return Act(deed, "an", NOW + timedelta(hours=1), round_id=key, person=person, **more)


def test_a_round_is_kept_with_everyone_in_it_and_has_a_name(store: Store) -> None:
    document = given(store)
    (kept,) = store.incoming.get(document.uid).assignments
    assert kept.round_id
    assert kept.people == GIVEN.people
    assert (kept.opinion_by, kept.instruction) == ("Chủ tịch", "Tham mưu trả lời")
    assert store.incoming.get(document.uid) == document


def test_acts_are_kept_in_order_and_the_state_follows(store: Store) -> None:
    document = given(store)
    store.incoming.act(document.uid, act(document, Deed.RECEIVE))
    store.incoming.act(document.uid, act(document, Deed.PROGRESS, text="đang làm"))
    ending = Act(
        Deed.FINISH, "an", NOW + timedelta(hours=2), reply_uid="x", reply_code="41/TTr-UBND"
    )
    done = store.incoming.act(document.uid, ending)
    assert done == store.incoming.get(document.uid)
    assert done.state is IncomingState.DONE
    assert [one.deed for one in done.acts] == [Deed.RECEIVE, Deed.PROGRESS, Deed.FINISH]
    assert len({one.act_id for one in done.acts}) == 3
    assert done.ending is not None
    assert done.ending.reply_code == "41/TTr-UBND"
    lines = [line.what for line in store.ops.history("incoming", document.uid)]
    assert lines[-4:] == [
        "Chủ tịch cho ý kiến: Tham mưu trả lời. "
        "Chuyển Lê Văn An; phối hợp: Phòng Kinh tế, hạn 27/11/2026",
        "Lê Văn An ký nhận",
        "Lê Văn An: đang làm",
        "Hoàn thành: trả lời bằng 41/TTr-UBND",
    ]


def test_what_is_not_lawful_leaves_nothing_behind(store: Store) -> None:
    document = store.incoming.add(incoming_entry(), "vanthu")
    ops = len(store.ops.history("incoming", document.uid))
    with pytest.raises(StepNotAllowed):
        store.incoming.act(document.uid, Act(Deed.FINISH, "an", NOW))
    store.incoming.set_state(document.uid, IncomingState.CANCELLED, "vanthu")
    with pytest.raises(StepNotAllowed):
        store.incoming.forward(document.uid, GIVEN)
    assert len(store.ops.history("incoming", document.uid)) == ops + 1
    assert store.incoming.get(document.uid).assignments == ()


def test_the_work_of_a_person_is_found_open_first(store: Store) -> None:
    first, second, third = (given(store) for _ in range(3))
    other = store.incoming.add(incoming_entry(), "vanthu")
    store.incoming.forward(other.uid, Assignment("Người khác", "", None, "vanthu", NOW))
    store.incoming.act(third.uid, Act(Deed.FINISH, "an", NOW, text="lưu"))
    found = [row.uid for row in store.incoming.assigned_to([UNIT, "không có"], 10)]
    assert found == [second.uid, first.uid, third.uid]
    assert [row.uid for row in store.incoming.assigned_to([UNIT], 1)] == [second.uid]
    assert store.incoming.assigned_to([], 10) == []


def test_a_returned_round_no_longer_sets_the_date_that_holds(store: Store) -> None:
    document = given(store, due_date=date(2026, 11, 10))
    assert store.incoming.count(IncomingFilter(overdue_on=TODAY)) == 0
    store.incoming.act(document.uid, act(document, Deed.RETURN, text="không thuộc"))
    back = store.incoming.act(document.uid, act(document, Deed.RETURN, UNIT, text="không thuộc"))
    assert back.state is IncomingState.TO_FORWARD
    assert back.due_date == date(2026, 11, 10)
    assert store.incoming.count(IncomingFilter(overdue_on=TODAY)) == 1


def test_everyone_named_and_every_word_is_found(store: Store) -> None:
    document = given(store)
    store.incoming.act(document.uid, act(document, Deed.PROGRESS, text="chờ biên bản khảo sát"))
    for text in ("phong kinh te", "tham muu", "bien ban khao sat"):
        assert store.incoming.count(IncomingFilter(text)) == 1, text


# --- two desks -------------------------------------------------------------------------------------


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[SqlStore, SqlStore]]:
    made = [vault(tmp_path / name).create(OFFICE, PASSWORDS).store for name in ("one", "other")]
    one, other = made
    assert isinstance(one, SqlStore)
    assert isinstance(other, SqlStore)
    yield one, other
    one.close()
    other.close()


def carry(sender: SqlStore, receiver: SqlStore) -> None:
    ops = [read_op(op.message()) for op in sender.ops.pending(500)]
    receiver.ops.apply_remote(1, receiver.ops.cursor()[1] + len(ops), ops)


def test_the_work_on_another_desk_is_shown_here_also_when_it_was_taken_up_again(
    desks: tuple[SqlStore, SqlStore],
) -> None:
    one, other = desks
    document = given(one)
    one.incoming.act(document.uid, act(document, Deed.PROGRESS, text="xong"))
    one.incoming.act(document.uid, Act(Deed.FINISH, "an", NOW + timedelta(hours=2), text="lưu"))
    carry(one, other)
    assert other.incoming.get(document.uid).state is IncomingState.DONE
    one.incoming.act(document.uid, Act(Deed.REOPEN, "an", NOW + timedelta(hours=3)))
    carry(one, other)
    assert other.incoming.get(document.uid) == one.incoming.get(document.uid)
    assert other.incoming.get(document.uid).state is IncomingState.IN_WORK


def test_two_desks_that_worked_at_once_come_to_the_same(desks: tuple[SqlStore, SqlStore]) -> None:
    one, other = desks
    document = given(one)
    carry(one, other)
    one.incoming.act(document.uid, Act(Deed.FINISH, "an", NOW + timedelta(hours=2), text="lưu"))
    other.incoming.act(document.uid, act(document, Deed.PROGRESS, UNIT, text="đang làm"))
    carry(one, other)
    carry(other, one)
    here, there = one.incoming.get(document.uid), other.incoming.get(document.uid)
    assert here.state is there.state is IncomingState.DONE
    assert sorted(a.act_id for a in here.acts) == sorted(a.act_id for a in there.acts)


# --- stores of before ------------------------------------------------------------------------------


def test_a_forwarding_of_an_older_store_is_still_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[Path, bytes]] = []
    create, every = Database.create, database_module._scripts

    def noted(file: Path, key: bytes) -> Database:
        made.append((file, key))
        return create(file, key)

    folder = tmp_path
    with monkeypatch.context() as patch:
        patch.setattr(Database, "create", noted)
        vault(folder).create(OFFICE, PASSWORDS).store.close()
    ((file, key),) = made
    (file,) = folder.rglob(file.name)  # it has come to its place since
    new = Database.open(file, key)
    with new.reading() as link:
        (desk,) = link.execute("SELECT * FROM desk").fetchall()
        ops = link.execute("SELECT * FROM op").fetchall()
        people = link.execute("SELECT * FROM person").fetchall()
    new.close()
    file.unlink()
    with monkeypatch.context() as patch:
        patch.setattr(database_module, "_scripts", lambda: {1: every()[1]})
        old = create(file, key)
    with old.writing() as link:
        for table, rows in (("desk", [desk]), ("op", ops), ("person", people)):
            for row in rows:
                marks = ", ".join("?" for _value in row)
                link.execute(f"INSERT INTO {table} VALUES ({marks})", tuple(row))
        link.execute(
            """
            INSERT INTO book (agency, direction, series, year, title, holder, generation,
                grant_number, last)
            VALUES ('x', 'incoming', 'den', 2026, 'sổ', 'y', 0, 1, 1)
            """
        )
        link.execute(
            """
            INSERT INTO incoming VALUES (20260000001, 'cũ', 1, 2026, 1, '2026-11-22',
                '2026-11-22T03:00:00+00:00', '2026-11-22T03:00:00+00:00', 'UBND tỉnh', '', '15',
                'UBND', NULL, '', 'Công văn', 'Về việc', 0, NULL, NULL, NULL, '', '', '', '',
                'paper', 'paper', '', 'forwarded', 'vanthu', '2026-11-25')
            """
        )
        link.execute(
            """
            INSERT INTO assignment VALUES
                ('cũ', 0, 'Chủ tịch', 'xem', '2026-11-25', 'vanthu', '2026-11-22T03:00:00+00:00')
            """
        )
    old.close()
    opened = vault(folder).unlock(CLERK.login, PASSWORDS[CLERK])
    store = opened.store
    try:
        document = store.incoming.get("cũ")
        assert document.assignments[0].people == (
            Assignee("Chủ tịch", Part.LEAD, date(2026, 11, 25)),
        )
        assert [row.uid for row in store.incoming.assigned_to(["Chủ tịch"], 5)] == ["cũ"]
        done = store.incoming.act(
            "cũ",
            Act(
                Deed.RECEIVE,
                "chutich",
                NOW,
                round_id=document.assignments[0].key,
                person="Chủ tịch",
            ),
        )
        assert done == store.incoming.get("cũ")
    finally:
        store.close()
