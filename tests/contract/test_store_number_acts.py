"""Acts on numbers, real and fake alike: order of dates, void, late, closed books, a year's opening."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from clerkdesk.domain.books import ActKind, Book, Direction, LateNumber
from clerkdesk.domain.errors import (
    AlreadyVoid,
    BookClosed,
    BookNotOpen,
    ClerkError,
    CodeTaken,
    DateBeforeBook,
    DateBeforeLast,
    LateNumberUnfit,
    NumberNotGiven,
    ReasonMissing,
    StepNotAllowed,
)
from clerkdesk.domain.incoming import IncomingState
from clerkdesk.domain.outgoing import Outgoing, OutgoingState, Step
from clerkdesk.domain.reconciliation import FindingKind, reconcile
from clerkdesk.domain.series import DocumentType, Series
from clerkdesk.domain.side_book_forms import SideBookKey
from clerkdesk.domain.side_books import SideEntry
from clerkdesk.ports.registers import IncomingFilter, Page
from clerkdesk.ports.store import Store
from tests.fakes.sample_documents import (
    SUBMISSION,
    SUBMISSIONS,
    TODAY,
    attachment,
    incoming_entry,
    outgoing_entry,
)

YESTERDAY = TODAY - timedelta(days=1)
LONG_AGO = TODAY - timedelta(days=20)
WHY = "văn thư nghỉ, ghi bổ sung"


def signed(store: Store) -> str:
    uid = store.outgoing.draft(outgoing_entry(attachments=(attachment(),)), "vanthu").uid
    store.outgoing.take_step(uid, Step.APPROVE, "lanhdao")
    return store.outgoing.take_step(uid, Step.SIGN_PERSON, "lanhdao", attachment("ky.pdf")).uid


def allot(
    store: Store,
    day: date = TODAY,
    *,
    despite: str = "",
    late: LateNumber | None = None,
    series: Series = SUBMISSIONS,
    doc_type: DocumentType = SUBMISSION,
    org: str = "",
) -> Outgoing:
    return store.outgoing.allot(
        signed(store), series, doc_type, "VP", day, "vanthu", org=org, despite=despite, late=late
    )


def book(store: Store, series: str = SUBMISSIONS.series_id) -> Book:
    (found,) = [book for book in store.books.all() if book.key.series == series]
    return found


def codes(store: Store) -> list[str]:
    return [row.code for row in store.books.given(book(store).key)]


def refuses(error: type[ClerkError], act: Callable[[], object], store: Store) -> None:
    """`act` is refused, and no number was used."""
    before = [(one.key, one.last) for one in store.books.all()]
    with pytest.raises(error):
        act()
    assert [(one.key, one.last) for one in store.books.all()] == before


# --- the order of dates ----------------------------------------------------------------------------


def test_a_number_is_not_dated_before_the_last_one_without_a_reason(store: Store) -> None:
    allot(store)
    refuses(DateBeforeLast, lambda: allot(store, YESTERDAY), store)
    refuses(ReasonMissing, lambda: allot(store, YESTERDAY, despite=" . "), store)
    document = allot(store, YESTERDAY, despite=f"  {WHY} ")
    assert document.code == "02/TTr-UBND"
    (act,) = store.books.acts(book(store).key)
    assert (act.kind, act.number, act.reason, act.by) == (
        ActKind.OUT_OF_ORDER,
        2,
        WHY,
        "vanthu",
    )
    assert WHY in store.ops.history("outgoing", document.uid)[-1].what
    refuses(DateBeforeLast, lambda: allot(store, YESTERDAY), store)  # TODAY is still the latest
    assert allot(store).outgoing_number == 3


def test_an_arrival_is_not_dated_before_the_last_one_without_a_reason(store: Store) -> None:
    store.incoming.add(incoming_entry(), "vanthu")
    late = incoming_entry(arrival_date=YESTERDAY)
    refuses(DateBeforeLast, lambda: store.incoming.add(late, "vanthu"), store)
    document = store.incoming.add(late, "vanthu", despite=WHY)
    assert document.arrival_number == 2
    assert store.books.acts(book(store, "den").key)[0].uid == document.uid
    assert WHY in store.ops.history("incoming", document.uid)[0].what
    assert store.incoming.get(document.uid) == document


def test_a_reason_that_was_not_needed_is_not_recorded(store: Store) -> None:
    allot(store, despite=WHY)
    assert store.books.acts(book(store).key) == []


# --- void numbers ----------------------------------------------------------------------------------


def test_a_void_number_stays_and_is_never_given_again(store: Store) -> None:
    first, second = allot(store), allot(store)
    assert store.outgoing.void(first.uid, WHY, "vanthu").state is OutgoingState.VOID
    assert store.outgoing.get(first.uid).code == "01/TTr-UBND"
    (act,) = store.books.acts(book(store).key)
    assert (act.kind, act.number, act.suffix, act.uid) == (ActKind.VOID, 1, "", first.uid)
    assert allot(store).outgoing_number == 3
    assert store.outgoing.get(second.uid).state is OutgoingState.NUMBERED
    assert f"Hủy số 01: {WHY}" in store.ops.history("outgoing", first.uid)[-1].what


def test_only_a_number_that_was_not_issued_can_be_void_and_only_once(store: Store) -> None:
    draft = store.outgoing.draft(outgoing_entry(), "vanthu").uid
    document = allot(store).uid
    for uid, step in ((draft, Step.APPROVE),):
        refuses(StepNotAllowed, lambda uid=uid: store.outgoing.void(uid, WHY, "vanthu"), store)  # type: ignore[misc] # a loop variable
        store.outgoing.take_step(uid, step, "lanhdao")
    refuses(ReasonMissing, lambda: store.outgoing.void(document, "x", "vanthu"), store)
    assert store.outgoing.get(document).state is OutgoingState.NUMBERED
    store.outgoing.void(document, WHY, "vanthu")
    refuses(StepNotAllowed, lambda: store.outgoing.void(document, WHY, "vanthu"), store)
    refuses(
        StepNotAllowed,
        lambda: store.outgoing.take_step(document, Step.SIGN_ORGANISATION, "vanthu"),
        store,
    )
    issued = allot(store).uid
    store.outgoing.take_step(issued, Step.SIGN_ORGANISATION, "vanthu", attachment("dau.pdf"))
    store.outgoing.take_step(issued, Step.ISSUE, "vanthu")
    refuses(StepNotAllowed, lambda: store.outgoing.void(issued, WHY, "vanthu"), store)


def test_the_number_of_an_arrival_can_be_void(store: Store) -> None:
    document = store.incoming.add(incoming_entry(), "vanthu")
    cancelled = store.incoming.void(document.uid, WHY, "vanthu")
    assert cancelled.state is IncomingState.CANCELLED
    assert store.incoming.get(document.uid) == cancelled
    refuses(AlreadyVoid, lambda: store.incoming.void(document.uid, WHY, "vanthu"), store)
    assert store.incoming.add(incoming_entry(), "vanthu").arrival_number == 2


def test_a_number_without_a_document_can_be_said_to_be_void(store: Store) -> None:
    key = book_of_paper(store).key
    allot(store)
    for number, error in ((0, NumberNotGiven), (41, NumberNotGiven), (42, NumberNotGiven)):
        refuses(error, lambda n=number: store.books.void_bare(key, n, WHY, "vanthu"), store)  # type: ignore[misc] # a loop variable
    act = store.books.void_bare(key, 40, WHY, "vanthu")
    assert (act.number, act.uid) == (40, "")
    refuses(AlreadyVoid, lambda: store.books.void_bare(key, 40, WHY, "vanthu"), store)
    assert store.ops.history("book", str(key))[-1].what == f"Hủy số 40: {WHY}"


def book_of_paper(store: Store) -> Book:
    return store.books.open_year(
        Direction.OUTGOING,
        SUBMISSIONS.series_id,
        TODAY.year,
        "Tờ trình 2026",
        "vanthu",
        last=40,
        last_on=LONG_AGO,
    )


# --- late numbers ----------------------------------------------------------------------------------


def test_a_late_number_stands_beside_the_one_it_follows(store: Store) -> None:
    allot(store, LONG_AGO)
    allot(store, YESTERDAY)
    late = allot(store, YESTERDAY, late=LateNumber(1, "a", WHY))
    assert (late.code, late.outgoing_number, late.issued_date) == ("01a/TTr-UBND", 1, YESTERDAY)
    assert store.outgoing.get(late.uid).code == "01a/TTr-UBND"
    assert codes(store) == ["01/TTr-UBND", "01a/TTr-UBND", "02/TTr-UBND"]
    assert book(store).last == 2
    assert allot(store).code == "03/TTr-UBND"
    (act,) = store.books.acts(book(store).key)
    assert (act.kind, act.printed, act.reason) == (ActKind.LATE, "01a", WHY)
    assert "chèn muộn" in store.ops.history("outgoing", late.uid)[-1].what
    store.outgoing.void(late.uid, WHY, "vanthu")
    assert [a.printed for a in store.books.acts(book(store).key)] == ["01a", "01a"]


@pytest.mark.parametrize(
    ("number", "suffix", "day"),
    [
        pytest.param(1, "a", LONG_AGO - timedelta(days=1), id="before its neighbour"),
        pytest.param(1, "a", TODAY, id="after its other neighbour"),
        pytest.param(2, "a", TODAY, id="after the last number, which has no other side"),
        pytest.param(7, "a", YESTERDAY, id="beside a number that was never given"),
        pytest.param(1, "b", YESTERDAY, id="a letter that was given"),
    ],
)
def test_a_late_number_without_a_place_is_refused(
    store: Store, number: int, suffix: str, day: date
) -> None:
    allot(store, LONG_AGO)
    allot(store, YESTERDAY)
    allot(store, YESTERDAY, late=LateNumber(1, "b", WHY))
    late = LateNumber(number, suffix, WHY)
    refuses(LateNumberUnfit, lambda: allot(store, day, late=late), store)
    assert codes(store) == ["01/TTr-UBND", "01b/TTr-UBND", "02/TTr-UBND"]


@pytest.mark.parametrize("suffix", ["", "ab", "1", "A", "đ"])
def test_a_late_number_has_one_letter(suffix: str) -> None:
    with pytest.raises(LateNumberUnfit):
        LateNumber(1, suffix, WHY)


def test_a_late_number_has_a_reason() -> None:
    with pytest.raises(ReasonMissing):
        LateNumber(1, "a", "  ")


def test_a_late_number_needs_a_book(store: Store) -> None:
    with pytest.raises(BookNotOpen):
        allot(store, late=LateNumber(1, "a", WHY))


# --- books -----------------------------------------------------------------------------------------


def test_a_closed_book_gives_no_number_and_stays_readable(store: Store) -> None:
    allot(store)
    key = book(store).key
    assert store.books.set_closed(key, TODAY, "vanthu").closed_on == TODAY
    refuses(BookClosed, lambda: allot(store), store)
    refuses(BookClosed, lambda: allot(store, late=LateNumber(1, "a", WHY)), store)
    assert codes(store) == ["01/TTr-UBND"]
    store.books.set_closed(key, None, "vanthu")
    assert allot(store).outgoing_number == 2
    said = [line.what for line in store.ops.history("book", str(key))]
    assert said[-2:] == ["Đóng sổ", "Mở lại sổ"]


def test_a_book_that_began_within_the_year_takes_no_earlier_date(store: Store) -> None:
    series = Series("TTr.20261101", "Tờ trình", frozenset(), "{type}-{org}")
    opened = store.books.open_year(
        Direction.OUTGOING, series.series_id, 2026, "mới", "vanthu", starts_on=date(2026, 11, 1)
    )
    assert (opened.first, opened.starts_on) == (1, date(2026, 11, 1))
    before = date(2026, 10, 31)
    refuses(DateBeforeBook, lambda: allot(store, before, series=series), store)
    assert allot(store, series=series).code == "01/TTr-UBND"


def test_a_book_goes_on_after_its_paper_register(store: Store) -> None:
    opened = book_of_paper(store)
    assert (opened.first, opened.last, opened.last_on) == (41, 40, LONG_AGO)
    refuses(DateBeforeLast, lambda: allot(store, LONG_AGO - timedelta(days=1)), store)
    assert allot(store).outgoing_number == 41
    assert book(store).first == 41


def test_one_code_is_not_given_twice_in_a_year(store: Store) -> None:
    allot(store)
    other = Series("khac", "Khác", frozenset(), "{type}-{org}")
    refuses(CodeTaken, lambda: allot(store, series=other), store)
    assert allot(store, series=other, org="HĐND").code == "01/TTr-HĐND"
    founded = Series("khac.20261101", "Khác", frozenset(), "{type}-{org}")
    assert allot(store, series=founded).code == "01/TTr-UBND"  # another entity begins anew


def test_a_series_passes_over_a_code_that_a_corrected_entry_carries(store: Store) -> None:
    for _ in range(2):
        first = allot(store)
        code = first.code.replace("TTr", "QĐ")
        store.outgoing.correct(first.uid, {"code": code}, "sai tên loại", "vanthu")
    decisions = Series("quyet-dinh", "Quyết định", frozenset(), "{type}-{org}")
    draft = allot(store, series=decisions, doc_type=DocumentType("Quyết định", "QĐ"))
    assert (draft.code, draft.outgoing_number) == ("03/QĐ-UBND", 3)
    opened = next(one for one in store.books.all() if one.key.series == "quyet-dinh")
    assert opened.last == 3
    acts = store.books.acts(opened.key)
    assert [(act.kind, act.number, act.uid) for act in acts] == [
        (ActKind.VOID, 1, ""),
        (ActKind.VOID, 2, ""),
    ]
    assert acts[0].reason == (
        "Bỏ qua: số, ký hiệu 01/QĐ-UBND đã thuộc văn bản số 01 của loạt «to-trinh» sau khi đính chính"
    )
    report = reconcile(opened, store.books.given(opened.key), acts)
    assert report.whole
    assert report.count(FindingKind.VOID) == 2
    again = allot(store, series=decisions, doc_type=DocumentType("Quyết định", "QĐ"))
    assert again.code == "04/QĐ-UBND"


def test_a_year_in_the_code_belongs_to_the_notation(store: Store) -> None:
    acts = Series("QPPL", "Quyết định (QPPL)", frozenset(), "{number}/{year}/{type}-{org}")
    kind = DocumentType("Quyết định (QPPL)", "QĐ")
    made = store.outgoing.allot(signed(store), acts, kind, "", TODAY, "vanthu")
    assert (made.code_number, made.code_notation) == ("01", "2026/QĐ-UBND")


def test_a_second_book_of_arrivals_has_numbers_of_its_own(store: Store) -> None:
    for _ in range(3):
        store.incoming.add(incoming_entry(subject="của UBND"), "vanthu")
        store.incoming.add(incoming_entry(subject="của HĐND"), "vanthu", series="den-HĐND")
    rows = store.incoming.find(IncomingFilter(), Page())
    assert [(row.series, row.arrival_number) for row in rows] == [
        ("den-HĐND", 3),
        ("den-HĐND", 2),
        ("den-HĐND", 1),
        ("den", 3),
        ("den", 2),
        ("den", 1),
    ]
    page = Page(limit=2)
    seen = []
    while part := store.incoming.find(IncomingFilter(), page):
        seen += part
        last = part[-1]
        page = Page(2, last.arrival_number, last.year, last.series)
    assert list(seen) == list(rows)
    assert store.incoming.count(IncomingFilter(series="den-HĐND")) == 3
    assert store.incoming.count(IncomingFilter(text="hđnd", series="den")) == 0
    found = store.incoming.find(IncomingFilter(text="của hđnd", series="den-HĐND"), Page())
    assert [row.arrival_number for row in found] == [3, 2, 1]
    changed = store.incoming.set_state(found[0].uid, IncomingState.DONE, "vanthu")
    assert store.incoming.find(IncomingFilter(text="của hđnd"), Page())[0] == changed


def test_lines_of_the_small_books_are_no_gap(store: Store) -> None:
    values = {"arrival_date": TODAY, "sender": "Nguyễn Thị Đào", "subject": "Xin xác nhận"}
    record = store.side_books.add(SideEntry(SideBookKey.PETITIONS, values), "vanthu")
    (key,) = [one.key for one in store.books.all()]
    assert [(row.number, row.uid) for row in store.books.given(key)] == [(1, record.uid)]
    first = store.incoming.add(incoming_entry(), "vanthu")  # beside it in the same year
    assert store.incoming.find(IncomingFilter(), Page()) == [first]
    assert store.incoming.find(IncomingFilter(), Page(before=1, before_year=TODAY.year)) == []
