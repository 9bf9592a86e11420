"""Dossiers of the one-stop counter: the real store and the fake keep the same rules."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.domain.access import Register, Sight
from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.dossier_book import book_title
from clerkdesk.domain.dossier_codes import CodeRule
from clerkdesk.domain.dossier_steps import Deed, DossierState, DossierStep
from clerkdesk.domain.dossiers import Component, Digitised, Dossier, DossierEntry
from clerkdesk.domain.errors import DiskFull, NotAllowed, NotFound, NotHolder, StepNotAllowed
from clerkdesk.domain.procedures import Procedure
from clerkdesk.ports.dossiers import DossierFilter
from clerkdesk.ports.store import Store
from tests.contract.test_store_remote import Desks, carry, conflicts, desks
from tests.fakes.sample_documents import NOW, TODAY
from tests.fakes.store import FakeStore

__all__ = ["desks"]

RULE = CodeRule("{agency}-{yymmdd}-{seq:4}", "H40.16")
ENTRY = DossierEntry(
    procedure_code="1.004946",
    procedure_name="Đăng ký khai sinh",
    applicant="Nguyễn Thị Đào",
    phone="0912345678",
)
SCAN = Attachment("to-khai.pdf", PDF, FileRole.APPENDIX, "ab" * 32, 900)
PARTS = (
    Component("c1", "Tờ khai", received=True, digitised=Digitised.WHOLE, files=(SCAN,)),
    Component("c2", "Giấy chứng sinh", received=True, digitised=Digitised.NOT, shelf="Kệ 2"),
)


def begun(store: Store, **values: object) -> Dossier:
    return store.dossiers.add(replace(ENTRY, **values), PARTS, "motcua")  # type: ignore[arg-type]


def step(deed: Deed, minutes: int = 0, **values: object) -> DossierStep:
    at = NOW + timedelta(minutes=minutes)
    return DossierStep(f"{deed}-{minutes}", deed, "motcua", at, **values)  # type: ignore[arg-type]


def accepted(store: Store, day: date = TODAY) -> Dossier:
    uid = begun(store).uid
    title = book_title(day.year)
    return store.dossiers.accept(uid, step(Deed.ACCEPT, due=day), day, RULE, title, "motcua")


def test_a_dossier_comes_back_as_it_was_written(store: Store) -> None:
    dossier = begun(store)
    assert store.dossiers.get(dossier.uid) == dossier
    assert (dossier.code, dossier.state, dossier.files) == ("", DossierState.CHECKING, (SCAN,))
    with pytest.raises(NotFound):
        store.dossiers.get("nobody")


def test_acceptance_gives_the_number_of_the_year_and_the_sequence_of_the_day(store: Store) -> None:
    first = [accepted(store, TODAY - timedelta(days=1)).allotted for _time in range(2)]
    second = [accepted(store).allotted for _time in range(2)]
    assert [a and (a.number, a.day_number) for a in (*first, *second)] == [
        (1, 1),
        (2, 2),
        (3, 1),
        (4, 2),
    ]
    assert second[1] is not None
    assert second[1].code == f"H40.16-{TODAY:%y%m%d}-0002"
    assert {book.title: book.last for book in store.books.all()} == {book_title(TODAY.year): 4}
    given = store.books.given(store.books.all()[0].key)
    assert [row.number for row in given] == [1, 2, 3, 4]


def test_a_dossier_is_accepted_once(store: Store) -> None:
    uid = accepted(store).uid
    with pytest.raises(StepNotAllowed):
        store.dossiers.accept(uid, step(Deed.ACCEPT, 5), TODAY, RULE, "sổ", "motcua")
    assert [book.last for book in store.books.all()] == [1]


def test_a_pattern_that_was_changed_gives_no_code_twice(store: Store) -> None:
    accepted(store)
    uid = begun(store).uid
    short = CodeRule("{agency}-{yymmdd}-{seq:4}", "H40.16")
    again = store.dossiers.accept(uid, step(Deed.ACCEPT, 1), TODAY, short, "sổ", "motcua")
    assert again.code.endswith("-0002")


def test_steps_bring_it_on_and_unlawful_ones_are_refused(store: Store) -> None:
    dossier = accepted(store)
    for minutes, deed in enumerate((Deed.HAND_OVER, Deed.EXTEND, Deed.RESULT, Deed.RETURN), 1):
        dossier = store.dossiers.step(dossier.uid, step(deed, minutes), "motcua")
    assert store.dossiers.get(dossier.uid).state is DossierState.RETURNED
    with pytest.raises(StepNotAllowed):
        store.dossiers.step(dossier.uid, step(Deed.ASK, 9), "motcua")
    with pytest.raises(StepNotAllowed):
        store.dossiers.change(dossier.uid, ENTRY, PARTS, "motcua")
    with pytest.raises(ValueError, match="accept"):
        store.dossiers.step(dossier.uid, step(Deed.ACCEPT, 9), "motcua")


def test_a_scanned_code_opens_its_dossier(store: Store) -> None:
    dossier = accepted(store)
    online = begun(store, online_code="dvc-77 12")
    assert store.dossiers.with_code(f" {dossier.code.lower()}\r\n") == dossier
    assert store.dossiers.with_code("DVC-7712") == online
    assert store.dossiers.with_code("") is None
    assert store.dossiers.with_code("H40.16-000101-0001") is None


def test_dossiers_are_found_by_words_state_day_and_promised_day(store: Store) -> None:
    old = accepted(store, TODAY - timedelta(days=3))
    new = accepted(store)
    fresh = begun(store, applicant="Lê Văn Út")
    find = store.dossiers.find
    assert find(DossierFilter()) == [fresh, new, old]
    assert find(DossierFilter("van ut")) == [fresh]
    assert find(DossierFilter("giay chung sinh")) == [fresh, new, old]
    assert find(DossierFilter(old.code)) == [old]
    assert find(DossierFilter(states=frozenset({DossierState.CHECKING}))) == [fresh]
    assert find(DossierFilter(last=old.day)) == [old]
    assert find(DossierFilter(due_by=old.day)) == [old]
    assert find(DossierFilter(first=TODAY), limit=1) == [fresh]


def test_every_change_is_an_op_that_tells_only_what_changed(store: Store) -> None:
    uid = accepted(store).uid
    other = replace(PARTS[0], sheets=2)
    store.dossiers.change(uid, ENTRY, (other, PARTS[1]), "motcua")
    store.dossiers.change(uid, ENTRY, (other, PARTS[1]), "motcua")
    ops = list(store.ops.of_record("dossier", uid))
    assert [op.kind for op in ops] == ["register", "allot", "change"]
    assert set(ops[2].fields) == {"component.c1"}
    said = [line.what for line in store.ops.history("dossier", uid)]
    assert any("mã hồ sơ H40.16" in line for line in said)


def test_a_full_disk_uses_no_number(store: Store) -> None:
    if not isinstance(store, FakeStore):
        return  # the real disk is filled in tests/faults
    uid = begun(store).uid
    store.error = DiskFull()
    with pytest.raises(DiskFull):
        store.dossiers.accept(uid, step(Deed.ACCEPT), TODAY, RULE, "sổ", "motcua")
    store.error = None
    assert store.books.all() == []


def test_procedures_are_put_found_and_withdrawn(store: Store) -> None:
    birth = Procedure("1.004946", "Đăng ký khai sinh", "Hộ tịch", components=("Tờ khai",))
    land = Procedure("2.000635", "Cấp bản sao trích lục", "Hộ tịch")
    assert store.dossiers.put_procedures([land, birth], "admin") == 2
    assert store.dossiers.put_procedures([land, birth], "admin") == 0
    assert store.dossiers.procedures("khai sinh") == [birth]
    assert store.dossiers.procedures("ho tich") == [birth, land]
    store.dossiers.put_procedures([replace(land, withdrawn=True)], "admin")
    assert store.dossiers.procedures() == [birth]
    assert len(store.dossiers.procedures(withdrawn=True)) == 2


def test_who_may_not_see_the_counter_sees_nothing_of_it(store: Store) -> None:
    dossier = accepted(store)
    seen = store.seen_by(Sight(hidden=frozenset({Register.COUNTER})))
    assert seen.dossiers.find(DossierFilter()) == []
    assert seen.dossiers.with_code(dossier.code) is None
    with pytest.raises(NotAllowed):
        seen.dossiers.get(dossier.uid)


def test_dossiers_of_another_desk_come_along_and_only_the_holder_numbers(desks: Desks) -> None:
    one, other = desks
    dossier = accepted(one)
    one.dossiers.step(dossier.uid, step(Deed.HAND_OVER, 1, unit="Địa chính"), "motcua")
    one.dossiers.put_procedures([Procedure("1.1", "Chứng thực")], "motcua")
    carry(one, other)
    assert other.dossiers.get(dossier.uid) == one.dossiers.get(dossier.uid)
    assert other.dossiers.procedures() == one.dossiers.procedures()
    with pytest.raises(NotHolder):
        accepted(other)
    assert conflicts(other) == []
    assert [file.sha256 for file in other.moving.to_fetch(9)] == [SCAN.sha256]


def test_a_dossier_begun_elsewhere_is_accepted_by_the_holder(desks: Desks) -> None:
    one, other = desks
    accepted(one)
    carry(one, other)
    uid = begun(other).uid
    carry(other, one)
    given = one.dossiers.accept(uid, step(Deed.ACCEPT, 3), TODAY, RULE, "sổ", "motcua")
    pushed(one, 2)
    carry(one, other)
    assert other.dossiers.get(uid) == given


def test_two_desks_that_act_at_once_come_to_the_same(desks: Desks) -> None:
    one, other = desks
    dossier = accepted(one)
    carry(one, other)
    pushed(one, 3)
    one.dossiers.step(dossier.uid, step(Deed.EXTEND, 4, reason="chờ", due=TODAY), "motcua")
    one.dossiers.change(dossier.uid, ENTRY, (replace(PARTS[0], sheets=3), PARTS[1]), "motcua")
    other.dossiers.step(dossier.uid, step(Deed.RESULT, 2), "motcua")
    other.dossiers.change(dossier.uid, ENTRY, (PARTS[0], replace(PARTS[1], shelf="Kệ 9")), "a")
    carry(one, other)
    carry(other, one)
    mine, theirs = one.dossiers.get(dossier.uid), other.dossiers.get(dossier.uid)
    assert mine == theirs
    assert mine.state is DossierState.READY
    assert [idle.deed for idle in mine.course.idle] == [Deed.EXTEND]
    assert [c.sheets or c.shelf for c in mine.components] == [3, "Kệ 9"]
    assert conflicts(one) == conflicts(other) == []


def pushed(store: SqlStore, count: int) -> None:
    """The server has acknowledged so many ops."""
    store.ops.acknowledge(count)


def test_files_of_a_dossier_stay_when_others_are_forgotten(store: Store) -> None:
    sha256 = store.files.put(b"%PDF-1.7 to khai")
    held = replace(SCAN, sha256=sha256)
    store.dossiers.add(ENTRY, (replace(PARTS[0], files=(held,)),), "motcua")
    store.files.forget([sha256])
    assert store.files.has(sha256)
