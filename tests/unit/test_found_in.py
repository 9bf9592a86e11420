"""A clerk is told where the words that she searched stand."""

import pytest

from clerkdesk.domain.found_in import excerpt, where_found
from clerkdesk.domain.search_query import read_query

FIELDS = [
    ("Số, ký hiệu", "15/2016/QĐ-UBND"),
    ("Trích yếu", "Ban hành Quy chế tiếp nhận"),
    ("Cơ quan ban hành", "UBND tỉnh Sóc Trăng"),
]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("quy che", "Trích yếu"),
        ("15/2016", "Số, ký hiệu"),
        ("ubnd", "Số, ký hiệu"),
        ("quy che soc trang", "Trích yếu, Cơ quan ban hành"),
        ("lúa gạo", ""),
        ("", ""),
    ],
)
def test_the_field_that_holds_what_was_searched_is_named(typed: str, label: str) -> None:
    assert where_found(FIELDS, read_query(typed)) == label


def shown(text: str, typed: str) -> str:
    pieces = excerpt(text, read_query(typed))
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in pieces)


def test_words_are_marked_as_they_stand_on_the_page() -> None:
    text = "Kính gửi: Ủy ban nhân dân xã.\nVề việc sửa chữa   trụ sở (đợt 2)"
    assert shown(text, "sua chua tru so") == (
        "Kính gửi: Ủy ban nhân dân xã. Về việc [sửa chữa trụ sở] (đợt 2"
    )
    assert shown(text, "khong co") == ""
    assert shown("", "sua") == ""


def test_of_a_long_page_the_place_with_most_of_the_words_is_shown() -> None:
    filler = "chữ " * 100
    text = f"trụ {filler} hồ sơ {filler} sửa chữa trụ sở xã {filler}"
    found = shown(text, "tru so sua chua")
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert "[sửa chữa trụ sở]" in found


def test_a_phrase_is_marked_only_where_it_stands_together() -> None:
    assert shown("trụ của sở và trụ sở", '"trụ sở"') == "trụ của sở và [trụ sở]"
