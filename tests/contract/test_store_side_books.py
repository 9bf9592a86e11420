"""The small books: the real store and the fake keep the same rules."""

from datetime import date

import pytest

from clerkdesk.domain.errors import DiskFull, NotFound, StepNotAllowed
from clerkdesk.domain.side_book_forms import SideBookKey
from clerkdesk.domain.side_books import SideEntry, SideRecord
from clerkdesk.ports.side_books import SideFilter
from clerkdesk.ports.store import Store
from tests.fakes.sample_documents import OFFICE, PASSWORDS, TODAY, Clock
from tests.fakes.store import FakeStore

LETTER = {"arrival_date": TODAY, "sender": "Nguyễn Thị Đào", "subject": "Xin xác nhận đất ở"}
LOAN = {
    "day": TODAY,
    "reader": "Trần Văn Hai",
    "code": "15/QĐ-UBND",
    "subject": "Quyết định giao đất",
    "allowed_by": "Chủ tịch",
}


def letter(store: Store, **values: object) -> SideRecord:
    entry = SideEntry(SideBookKey.PETITIONS, LETTER | values)
    return store.side_books.add(entry, "vanthu")


def loan(store: Store, **values: object) -> SideRecord:
    return store.side_books.add(SideEntry(SideBookKey.LOANS, LOAN | values), "vanthu")


def test_letters_have_their_own_numbers_beside_the_register(store: Store) -> None:
    assert [letter(store).number for _time in range(3)] == [1, 2, 3]
    assert loan(store).number is None
    titles = {book.title: book.last for book in store.books.all()}
    assert titles == {"Sổ đăng ký đơn, thư 2026": 3}


def test_a_line_comes_back_as_it_was_written(store: Store) -> None:
    written = letter(store, due_date=date(2026, 12, 1), note="", about="không có ô này")
    assert store.side_books.get(written.uid) == written
    assert written.entry.values == LETTER | {"due_date": date(2026, 12, 1)}


def test_lines_are_found_without_diacritics_and_by_day(store: Store) -> None:
    old = letter(store, arrival_date=date(2026, 1, 5), sender="Lê Văn Út")
    new = letter(store)
    find = store.side_books.find
    assert find(SideFilter(SideBookKey.PETITIONS)) == [new, old]
    assert find(SideFilter(SideBookKey.PETITIONS, text="thi dao")) == [new]
    assert find(SideFilter(SideBookKey.PETITIONS, last=date(2026, 1, 31))) == [old]
    assert find(SideFilter(SideBookKey.PETITIONS, first=date(2026, 2, 1))) == [new]
    assert find(SideFilter(SideBookKey.LOANS)) == []


def test_what_is_still_out_is_listed_until_it_comes_back(store: Store) -> None:
    out = loan(store)
    back = loan(store, returned=TODAY)
    wanted = SideFilter(SideBookKey.LOANS, open_only=True)
    assert (out.open, back.open) == (True, False)
    assert store.side_books.find(wanted) == [out]
    store.side_books.change(out.uid, LOAN | {"returned": TODAY}, "vanthu")
    assert store.side_books.find(wanted) == []


def test_a_cancelled_line_stays_with_its_number_and_is_not_changed_again(store: Store) -> None:
    written = letter(store)
    gone = store.side_books.cancel(written.uid, "ghi nhầm", "vanthu")
    assert (gone.number, gone.cancelled) == (1, "ghi nhầm")
    assert store.side_books.find(SideFilter(SideBookKey.PETITIONS)) == [gone]
    with pytest.raises(StepNotAllowed):
        store.side_books.change(written.uid, LETTER, "vanthu")
    with pytest.raises(StepNotAllowed):
        store.side_books.cancel(written.uid, "lần nữa", "vanthu")
    assert letter(store).number == 2


def test_every_line_is_an_op(store: Store) -> None:
    written = letter(store)
    store.side_books.change(written.uid, LETTER | {"note": "đã đọc"}, "vanthu")
    store.side_books.cancel(written.uid, "ghi nhầm", "vanthu")
    lines = [line.what for line in store.ops.history("side.petitions", written.uid)]
    assert lines == ["Ghi vào sổ", "Sửa dòng của sổ", "Hủy dòng của sổ: ghi nhầm"]
    assert store.ops.first_break() is None


def test_lines_about_a_document_are_found_from_it(store: Store) -> None:
    entry = SideEntry(SideBookKey.MEETINGS, {"day": TODAY, "subject": "Họp giao ban"}, "uid-1")
    meeting = store.side_books.add(entry, "vanthu")
    assert store.side_books.about("uid-1") == [meeting]
    assert store.side_books.about("") == []


def test_an_unknown_line_is_said_to_be_missing(store: Store) -> None:
    with pytest.raises(NotFound):
        store.side_books.get("khong-co")


def test_a_full_disk_uses_no_number() -> None:
    store = FakeStore(OFFICE, PASSWORDS, Clock())
    store.error = DiskFull()
    with pytest.raises(DiskFull):
        letter(store)
    store.error = None
    assert letter(store).number == 1
