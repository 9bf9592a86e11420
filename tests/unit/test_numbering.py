"""Số, ký hiệu: what is printed is read back, letter by letter."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.numbering import PrintedCode, parse_code, print_number


@pytest.mark.parametrize(("number", "printed"), [(1, "01"), (9, "09"), (10, "10"), (1234, "1234")])
def test_numbers_below_ten_carry_a_leading_zero(number: int, printed: str) -> None:
    assert print_number(number) == printed


def test_a_suffix_follows_the_number() -> None:
    assert print_number(7, "a") == "07a"


@pytest.mark.parametrize("number", [0, -1])
def test_no_number_is_below_one(number: int) -> None:
    with pytest.raises(ValueError, match="starts at 1"):
        print_number(number)


@pytest.mark.parametrize(
    ("text", "number", "notation"),
    [
        pytest.param("15/2016/QĐ-UBND", "15", "2016/QĐ-UBND", id="a legal act keeps its year"),
        pytest.param("12/UBND-VX", "12", "UBND-VX", id="công văn"),
        pytest.param("07a/TB-UBND", "07a", "TB-UBND", id="number with a letter"),
        pytest.param("  41 / TTr-UBND ", "41", "TTr-UBND", id="blanks around the parts"),
        pytest.param("03/QĐ-BGD&ĐT", "03", "QĐ-BGD&ĐT", id="ampersand"),
        pytest.param("9/NQ-HĐND.KT", "9", "NQ-HĐND.KT", id="point"),
        pytest.param("5/TTr-CA\u0302", "5", "TTr-C\u00c2", id="decomposed letters are composed"),
    ],
)
def test_a_printed_code_is_split_at_the_first_stroke(text: str, number: str, notation: str) -> None:
    assert parse_code(text) == PrintedCode(number, notation)


@pytest.mark.parametrize("text", ["", "15", "/QĐ-UBND", "15/", "QĐ-UBND", "15ab/QĐ", "15/QĐ UBND"])
def test_what_is_not_a_code_is_not_guessed(text: str) -> None:
    assert parse_code(text) is None


def test_letters_are_never_changed() -> None:
    code = parse_code("41/TTr-UBND")
    assert code is not None
    assert str(code) == "41/TTr-UBND"


@given(
    number=st.integers(1, 99999),
    year=st.none() | st.integers(1945, 2100),
    words=st.lists(st.text(string.ascii_uppercase + "ĐÂĂƠ", min_size=1, max_size=6), min_size=1),
)
def test_every_code_that_is_printed_is_read_back(
    number: int, year: int | None, words: list[str]
) -> None:
    notation = (f"{year}/" if year else "") + "-".join(words)
    code = PrintedCode(print_number(number), notation)
    assert parse_code(str(code)) == code


def test_a_document_without_a_number_shows_what_there_is() -> None:
    assert str(PrintedCode("", "QĐ-UBND")) == "QĐ-UBND"
    assert str(PrintedCode("", "")) == ""


def test_marks_that_nobody_sees_are_no_part_of_a_code() -> None:
    pasted = "\u200e15\u200b/2016/Q\u0110-UBND\u202c\ufeff"
    assert parse_code(pasted) == PrintedCode("15", "2016/QĐ-UBND")
