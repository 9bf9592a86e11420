"""How columns of a register sort."""

from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.register_order import NO_NUMBER, code_key, name_key, number_order


def test_names_sort_by_their_letters_before_their_marks() -> None:
    names = ["Văn", "Đào", "Dân", "An", "Đan", "Ăn"]
    assert sorted(names, key=lambda name: name_key(name) or ()) == [
        "An",
        "Ăn",
        "Dân",
        "Đan",
        "Đào",
        "Văn",
    ]
    assert name_key("") is None


def test_numbers_sort_as_numbers_with_their_letter() -> None:
    numbers = ["150", "16", "15b", "9", "15", "015a", "không số"]
    assert sorted(numbers, key=lambda number: number_order(number, "") or 0) == [
        "9",
        "15",
        "015a",
        "15b",
        "16",
        "150",
        "không số",
    ]


def test_a_code_without_number_stands_behind_and_no_code_has_no_place() -> None:
    assert code_key("", "") is None
    assert code_key("", "TB-UBND") == (NO_NUMBER, "tb-ubnd", "TB-UBND")


@given(st.text(), st.text())
def test_any_number_fits_a_column(number: str, notation: str) -> None:
    order = number_order(number, notation)
    assert order is None or 0 <= order <= NO_NUMBER
