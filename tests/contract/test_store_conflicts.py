"""Two desks wrote one field differently: a person settles it on one, and it is settled on both."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.conflicts import Conflict, ConflictKind
from clerkdesk.domain.errors import NotFound
from tests.contract.test_store_remote import Desks, carry
from tests.fakes.sample_documents import (
    OFFICE,
    PASSWORDS,
    Clock,
    incoming_entry,
    outgoing_entry,
)
from tests.fakes.store import FakeKeyStore, FakeStore

__all__ = ["desks"]


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    def desk(name: str) -> SqlStore:
        folder = tmp_path / name
        cost = PasswordCost(1, 8, 1)
        vault = FileVault(folder / "store", folder / "marks", FakeKeyStore(), Clock(), cost=cost)
        store = vault.create(OFFICE, PASSWORDS).store
        assert isinstance(store, SqlStore)
        return store

    one, other = desk("one"), desk("other")
    yield one, other
    one.close()
    other.close()


def differing(desks: Desks) -> str:
    """A draft whose subject both desks have changed without hearing of the other."""
    one, other = desks
    uid = one.outgoing.draft(outgoing_entry(subject="lúc đầu"), "vanthu").uid
    carry(one, other)
    one.outgoing.change(uid, outgoing_entry(subject="bản A"), "vanthu")
    other.outgoing.change(uid, outgoing_entry(subject="bản B"), "lanhdao")
    carry(one, other)
    carry(other, one)
    return uid


def subjects(desks: Desks, uid: str) -> list[str]:
    return [store.outgoing.get(uid).entry.subject for store in desks]


def only(store: SqlStore) -> Conflict:
    (conflict,) = store.conflicts.open()
    return conflict


def test_both_values_are_shown_with_who_wrote_them_and_the_same_one_stands(desks: Desks) -> None:
    uid = differing(desks)
    assert subjects(desks, uid) == ["bản B", "bản B"]
    for store in desks:
        conflict = only(store)
        assert (conflict.kind, conflict.field) == (ConflictKind.FIELD, "subject")
        assert (conflict.stands.value, conflict.stands.by) == ("bản B", "lanhdao")
        assert (conflict.other.value, conflict.other.by) == ("bản A", "vanthu")
        assert conflict.stands.device == desks[1].device
        assert conflict.other.at is not None
        assert store.conflicts.count() == 1


@pytest.mark.parametrize("who", [0, 1])
@pytest.mark.parametrize("take_other", [True, False])
def test_what_a_person_decides_on_one_desk_holds_on_both(
    desks: Desks, who: int, take_other: bool
) -> None:
    uid = differing(desks)
    decider, hearer = desks[who], desks[1 - who]
    decider.conflicts.settle(only(decider).conflict_id, "vanthu", take_other=take_other)
    assert decider.conflicts.count() == 0
    carry(decider, hearer)
    assert hearer.conflicts.count() == 0
    assert subjects(desks, uid) == ["bản A" if take_other else "bản B"] * 2
    assert decider.ops.first_break() is None
    said = [line.what for line in hearer.ops.history("outgoing", uid)]
    assert ("bản A" in said[-1]) == take_other


def test_after_it_the_next_change_of_the_field_is_no_conflict(desks: Desks) -> None:
    uid = differing(desks)
    one, other = desks
    one.conflicts.settle(only(one).conflict_id, "vanthu", take_other=True)
    carry(one, other)
    other.outgoing.change(uid, outgoing_entry(subject="bản cuối"), "vanthu")
    carry(other, one)
    assert subjects(desks, uid) == ["bản cuối"] * 2
    one.outgoing.change(uid, outgoing_entry(subject="bản cuối cùng"), "vanthu")
    carry(one, other)
    assert subjects(desks, uid) == ["bản cuối cùng"] * 2
    assert [store.conflicts.count() for store in desks] == [0, 0]


def test_a_decision_that_comes_before_the_difference_settles_it_all_the_same(
    desks: Desks, third: SqlStore
) -> None:
    uid = differing(desks)
    one, other = desks
    other.conflicts.settle(only(other).conflict_id, "vanthu", take_other=True)
    carry(other, third)  # changes of a record that is not here wait for it
    carry(one, third)
    assert third.outgoing.get(uid).entry.subject == "bản A"
    assert third.conflicts.count() == 0


@pytest.fixture
def third(tmp_path: Path) -> Iterator[SqlStore]:
    folder = tmp_path / "third"
    cost = PasswordCost(1, 8, 1)
    vault = FileVault(folder / "store", folder / "marks", FakeKeyStore(), Clock(), cost=cost)
    store = vault.create(OFFICE, PASSWORDS).store
    assert isinstance(store, SqlStore)
    yield store
    store.close()


def test_two_documents_with_one_number_are_shown_and_nothing_can_be_taken(desks: Desks) -> None:
    one, other = desks
    one.incoming.add(incoming_entry(subject="của một"), "vanthu")
    other.incoming.add(incoming_entry(subject="của hai"), "vanthu")
    carry(one, other)
    doubles = [c for c in other.conflicts.open() if c.kind is ConflictKind.NUMBER]
    assert len(doubles) == 1
    assert not doubles[0].choosable
    other.conflicts.settle(
        doubles[0].conflict_id, "vanthu", take_other=True, reason="đã vào sổ lại"
    )
    assert all(c.kind is not ConflictKind.NUMBER for c in other.conflicts.open())


def test_settling_twice_is_settling_once(desks: Desks) -> None:
    differing(desks)
    one = desks[0]
    conflict = only(one)
    for _press in range(2):
        one.conflicts.settle(conflict.conflict_id, "vanthu", take_other=True)
    settled = [op for op in one.ops.pending(500) if op.kind == "settle"]
    assert len(settled) == 1


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda desks: desks[0], id="real"),
        pytest.param(lambda _: FakeStore(), id="fake"),
    ],
)
def test_an_unknown_one_is_said(
    desks: Desks, make: Callable[[Desks], SqlStore | FakeStore]
) -> None:
    with pytest.raises(NotFound):
        make(desks).conflicts.settle(99, "vanthu", take_other=False)
