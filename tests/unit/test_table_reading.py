"""Columns, dates and numbers of a clerk's table, as people write them."""

from datetime import date, datetime, timedelta
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.books import Direction
from clerkdesk.domain.old_numbers import plain_number, shown_number, with_suffix
from clerkdesk.domain.old_register import INCOMING_TARGETS, OUTGOING_TARGETS, TARGETS
from clerkdesk.domain.table_cells import SUFFIXES, read_day, read_number, read_text
from clerkdesk.domain.table_columns import find_headings, guess, missing
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold

DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31))
STATUTORY_IN = (
    "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản", "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận",
    "Ghi chú",
)  # fmt: skip
STATUTORY_OUT = (
    "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản",
    "Người ký", "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển",
    "Ký nhận", "Ghi chú",
)  # fmt: skip
IN_FIELDS = {
    0: "arrival_date", 1: "arrival_number", 2: "issuing_org", 3: "code", 4: "issued_date",
    5: "subject", 6: "to_person", 7: "forwarded_on", 9: "note",
}  # fmt: skip
OUT_FIELDS = {
    0: "code", 1: "issued_date", 2: "subject", 3: "signer_name", 4: "recipients",
    5: "storage_location", 6: "copies", 7: "forwarded_on", 9: "note",
}  # fmt: skip


def test_the_statutory_forms_map_themselves() -> None:
    assert guess(STATUTORY_IN, INCOMING_TARGETS) == IN_FIELDS
    assert guess(STATUTORY_OUT, OUTGOING_TARGETS) == OUT_FIELDS


@given(st.permutations(range(len(STATUTORY_IN))), st.booleans(), st.booleans())
def test_columns_are_found_in_any_order_with_and_without_diacritics(
    order: list[int], bare: bool, numbered: bool
) -> None:
    titles = [STATUTORY_IN[place] for place in order]
    titles = [fold(title).upper() if bare else title for title in titles]
    titles = [f"({n}) {title}" for n, title in enumerate(titles, 1)] if numbered else titles
    found = guess(titles, INCOMING_TARGETS)
    assert found == {
        column: IN_FIELDS[place] for column, place in enumerate(order) if place in IN_FIELDS
    }


@pytest.mark.parametrize("direction", list(Direction))
def test_the_labels_of_the_form_are_headings_of_their_own_field(direction: Direction) -> None:
    targets = TARGETS[direction]
    mapping = guess([_(target.label) for target in targets], targets)
    assert mapping == {column: target.name for column, target in enumerate(targets)}


def test_headings_stand_under_titles_and_over_counted_columns() -> None:
    rows = [
        ["UBND XÃ KẾ SÁCH"],
        ["SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", None, None],
        [None],
        list(STATUTORY_IN),
        [f"({n})" for n in range(1, 11)],
        [date(2024, 1, 2), 1, "Sở Nội vụ", "12/SNV", date(2024, 1, 1), "Công văn về họp"],
    ]
    headings = find_headings(rows, INCOMING_TARGETS)
    assert headings.first_data_row == 5
    assert headings.titles == STATUTORY_IN


def test_merged_headings_of_two_rows_are_one() -> None:
    rows = [
        ["Số đến", "Ngày đến", "Văn bản", None, None, "Cơ quan ban hành"],
        [None, None, "Số, ký hiệu", "Ngày tháng", "Trích yếu", None],
        [1, "2/1/2024", "12/SNV", "1/1/2024", "Về họp", "Sở Nội vụ"],
    ]
    headings = find_headings(rows, INCOMING_TARGETS)
    assert headings.first_data_row == 2
    assert set(guess(headings.titles, INCOMING_TARGETS).values()) == {
        *("arrival_number", "arrival_date", "code", "issued_date", "subject", "issuing_org"),
    }


def test_a_table_without_headings_is_called_by_letters() -> None:
    headings = find_headings([["1", "x", "y"]], INCOMING_TARGETS)
    assert headings == type(headings)(0, ("Cột A", "Cột B", "Cột C"))
    lacking = missing({0: "subject"}, INCOMING_TARGETS)
    assert lacking == ["Số đến", "Ngày đến", "Cơ quan ban hành"]


@given(DAYS)
def test_a_day_is_read_back_from_every_way_to_write_it(day: date) -> None:
    for written in (
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day:%d.%m.%y}",
        f"{day.day}.{day.month}.{day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"Ngày {day:%d} tháng {day:%m} năm {day.year}",
        day.isoformat(),
        f"{day:%d/%m/%Y} 08:30",
        (day - date(1899, 12, 30)).days,
        float((day - date(1899, 12, 30)).days),
        str((day - date(1899, 12, 30)).days),
        datetime.combine(day, datetime.min.time()) + timedelta(hours=9),
        day,
    ):
        assert read_day(written) == day, written
    assert read_day(f"{day.day}/{day.month}", day.year) == day


@pytest.mark.parametrize(
    "written",
    ["2/25/2024", "31/2/2024", "hôm qua", "0/1/2024", "5/2", 12, "1/1/1901", "32.1.24", inf],
)
def test_what_is_no_day_is_refused(written: str | float) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the rule has one error
        read_day(written)


def test_an_empty_cell_is_no_day_and_no_number() -> None:
    assert [read_day(None), read_day(""), read_day("  ")] == [None, None, None]
    assert [read_number(None), read_number("")] == [None, None]


@given(st.integers(1, 99_999), st.sampled_from(["", *SUFFIXES]), st.integers(0, 4))
def test_a_number_and_its_letter_come_back(number: int, suffix: str, zeros: int) -> None:
    written = f"{'0' * zeros}{number}{suffix.upper()}"
    assert read_number(written) == (number, suffix)
    kept = with_suffix(number, suffix)
    assert plain_number(kept) == number
    assert shown_number(kept) == f"{number}{suffix}"


@pytest.mark.parametrize(
    "written", ["a12", "12/3", "0", "-4", "1 2", "12zz", "12z", 1.5, True, date(2024, 1, 1)]
)
def test_what_is_no_number_is_refused(written: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the rule has one error
        read_number(written)  # type: ignore[arg-type] # also what no cell should hold


@given(st.text())
def test_text_is_one_line_of_composed_letters(text: str) -> None:
    read = read_text(text)
    assert read == " ".join(read.split())
    assert "\n" not in read
    assert read_text(read) == read or read[:1] == "'"
