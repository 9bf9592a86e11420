"""Đối soát: gaps, doubles, void and late numbers, dates out of order, each named with what to do."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.books import (
    ActKind,
    Book,
    BookKey,
    Direction,
    Epoch,
    GivenNumber,
    NumberAct,
)
from clerkdesk.domain.reconciliation import FindingKind, reconcile, report_rows, summary

KEY = BookKey("xã", Direction.OUTGOING, "QĐ", 2026)
DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def book(last: int, first: int = 1) -> Book:
    return Book(KEY, "Văn bản đi – Quyết định 2026", "may", Epoch(0, 1), last, first)


def number(n: int, suffix: str = "", day: date = DAY, has_file: bool = True) -> GivenNumber:
    code = f"{n:02d}{suffix}/QĐ-UBND"
    return GivenNumber(n, suffix, day, f"u{n}{suffix}", code, "trích yếu", has_file)


def act(n: int, kind: ActKind, suffix: str = "", uid: str = "") -> NumberAct:
    return NumberAct(KEY, n, suffix, kind, "ghi nhầm loại", "vanthu", AT, uid)


def test_a_book_whose_numbers_run_on_is_whole() -> None:
    report = reconcile(book(3), [number(2), number(1), number(3)], [])
    assert report.whole
    assert report.findings == ()
    assert summary(report) == "Liên tiếp, không trùng"
    assert report_rows(report) == [
        ["Văn bản đi – Quyết định 2026", "01 – 03", "3", "Liên tiếp, không trùng", "", "", ""]
    ]


def test_an_empty_book_is_whole() -> None:
    report = reconcile(book(0), [], [])
    assert report.whole
    assert report_rows(report)[0][1] == "chưa cấp số"


def test_missing_numbers_are_runs_with_what_to_do() -> None:
    report = reconcile(book(9), [number(n) for n in (1, 2, 5, 8)], [])
    gaps = [(finding.printed, finding.numbers) for finding in report.findings]
    assert gaps == [("03–04", (3, 4)), ("06–07", (6, 7)), ("09", (9,))]
    assert not report.whole
    assert "hủy số" in report.findings[0].to_do.casefold()
    assert summary(report) == "3 bỏ trống"


def test_numbers_of_the_paper_register_are_no_gap() -> None:
    assert reconcile(book(13, first=12), [number(12), number(13)], []).whole


def test_a_void_number_is_told_and_is_no_gap() -> None:
    report = reconcile(book(2), [number(1)], [act(2, ActKind.VOID)])
    assert report.whole
    (finding,) = report.findings
    assert finding.kind is FindingKind.VOID
    assert finding.detail == "ghi nhầm loại (vanthu, 02/03/2026)"
    assert finding.to_do == ""


def test_a_late_number_is_told_and_belongs_to_no_gap() -> None:
    acts = [act(1, ActKind.LATE, "a", "u1a")]
    report = reconcile(book(2), [number(1), number(1, "a"), number(2)], acts)
    assert [finding.kind for finding in report.findings] == [FindingKind.LATE]
    assert report.whole


def test_a_number_of_two_documents_is_a_double() -> None:
    report = reconcile(book(1), [number(1), replace(number(1), uid="u2")], [])
    assert [finding.kind for finding in report.findings] == [FindingKind.DOUBLE]
    assert not report.whole
    assert "cấp số mới" in report.findings[0].to_do


def test_a_number_that_two_desks_gave_is_a_double() -> None:
    report = reconcile(book(1), [number(1)], [], [(1, "01/QĐ-UBND khác")])
    assert report.count(FindingKind.DOUBLE) == 1
    assert "01/QĐ-UBND khác" in report.findings[0].detail


def test_dates_out_of_order_are_named_with_their_reason() -> None:
    rows = [number(1, day=date(2026, 3, 5)), number(2), number(3, day=date(2026, 3, 6))]
    report = reconcile(book(3), rows, [act(2, ActKind.OUT_OF_ORDER)])
    (finding,) = report.findings
    assert (finding.kind, finding.number) == (FindingKind.DATE, 2)
    assert "ghi nhầm loại" in finding.detail
    assert report.whole  # told, not against the law: a person has said why


def test_numbers_without_a_file_are_one_line_a_run() -> None:
    rows = [number(n, has_file=n not in (2, 3, 5)) for n in range(1, 6)]
    found = [f.printed for f in reconcile(book(5), rows, []).findings]
    assert found == ["02–03", "05"]


@given(
    last=st.integers(0, 40),
    missing=st.sets(st.integers(1, 40)),
    void=st.sets(st.integers(1, 40)),
)
def test_every_number_is_given_void_or_named_as_a_gap(
    last: int, missing: set[int], void: set[int]
) -> None:
    given_ = [number(n) for n in range(1, last + 1) if n not in missing]
    acts = [act(n, ActKind.VOID) for n in sorted(void) if n <= last]
    report = reconcile(book(last), given_, acts)
    gaps = {n for f in report.findings if f.kind is FindingKind.GAP for n in f.numbers}
    assert gaps == {n for n in range(1, last + 1) if n in missing and n not in void}
    assert report.whole == (not gaps)
