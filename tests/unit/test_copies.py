"""Which copies are lawful, which pages an extract takes, and what stands on a copy."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.clock import TimeForm
from clerkdesk.domain.copies import (
    CopyKind,
    CopySource,
    Medium,
    authority_lines,
    copy_subject,
    kind_of,
    looks_like_copy,
    medium_problem,
    pages_advice,
    pages_problem,
    read_pages,
    recipient_lines,
    seal_box,
    seal_text,
)

P, E = Medium.PAPER, Medium.ELECTRONIC
AT = datetime(2026, 11, 22, 2, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "lawful"),
    [
        (CopyKind.TRUE_COPY, {(P, P), (E, P), (P, E)}),
        (CopyKind.RECOPY, {(P, P), (P, E), (E, P)}),
        (CopyKind.EXTRACT, {(P, P), (P, E), (E, E), (E, P)}),
    ],
)
def test_each_kind_goes_only_from_and_to_what_article_25_names(
    kind: CopyKind, lawful: set[tuple[Medium, Medium]]
) -> None:
    is_copy = kind is CopyKind.RECOPY
    found = {
        (old, new)
        for old in Medium
        for new in Medium
        if not medium_problem(kind, CopySource(old, 1, is_copy), new)
    }
    assert found == lawful


def test_a_copy_is_copied_by_sao_luc_and_an_original_is_not() -> None:
    assert "Sao lục" in medium_problem(CopyKind.TRUE_COPY, CopySource(P, 1, True), P)["copy_kind"]
    assert "Sao y" in medium_problem(CopyKind.RECOPY, CopySource(P, 1, False), P)["copy_kind"]


@pytest.mark.parametrize("kind", list(CopyKind))
def test_what_is_only_for_information_is_not_copied(kind: CopyKind) -> None:
    assert "copy_kind" in medium_problem(kind, CopySource(None, 1), P)


@pytest.mark.parametrize(
    ("text", "pages"),
    [("1", (0,)), ("1, 3-4", (0, 2, 3)), ("4;1", (0, 3)), ("2–3,3", (1, 2)), (" 4 ", (3,))],
)
def test_pages_are_read_as_a_clerk_writes_them(text: str, pages: tuple[int, ...]) -> None:
    assert read_pages(text, 4) == pages


@pytest.mark.parametrize("text", ["", ",", "0", "5", "2-1", "một", "1-9", "-2", "1.5"])
def test_pages_that_are_not_there_are_named_in_words(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the sentence is made below
        read_pages(text, 4)
    assert pages_problem(CopyKind.EXTRACT, text, 4) == {
        "pages": "Nhập trang từ 1 đến 4, ví dụ: 1, 3-4."
    }
    assert pages_problem(CopyKind.TRUE_COPY, text, 4) == {}


@given(st.sets(st.integers(1, 40), min_size=1))
def test_every_list_of_pages_is_read_back(pages: set[int]) -> None:
    text = ", ".join(map(str, pages))
    assert read_pages(text, 40) == tuple(sorted(page - 1 for page in pages))


def test_an_extract_should_carry_the_form_of_the_document() -> None:
    assert pages_advice((0, 4), 5) == ""
    assert pages_advice((2,), 5).endswith("nên lấy cả trang 1 và trang 5.")
    assert pages_advice((0,), 1) == ""


def test_the_seal_of_an_electronic_copy_says_form_agency_and_time() -> None:
    text = seal_text(CopyKind.TRUE_COPY, "Ủy ban nhân dân xã Mẫu", AT, TimeForm.DAY_FIRST)
    assert text.split("\n") == ["SAO Y", "Ủy ban nhân dân xã Mẫu", "22.11.2026 09:05:09 +07:00"]
    strict = seal_text(CopyKind.EXTRACT, "UBND xã Mẫu", AT, TimeForm.ISO)
    assert strict.split("\n")[::2] == ["TRÍCH SAO", "2026-11-22T09:05:09+07:00"]


def test_the_seal_stands_in_the_upper_right_corner() -> None:
    box = seal_box("SAO Y\nUBND xã Mẫu\n22.11.2026 09:05:09 +07:00", 595.3)
    assert box.x0 > 595.3 / 2
    assert box.x1 < 595.3
    assert box.y1 < 71  # above the text, which begins 25 mm from the edge at most
    assert seal_box("SAO Y\n" + "xã " * 40, 595.3).y1 > box.y1


@pytest.mark.parametrize(
    ("doc_type", "text", "expected"),
    [
        ("Bản sao y", "", True),
        ("Quyết định", "ỦY BAN\nSAO LỤC\nSố: 02/SL-UBND", True),
        ("Quyết định", "Điều 1. Gửi bản sao y văn bản này", False),
        ("Tờ trình", "", False),
    ],
)
def test_a_copy_is_known_by_its_type_or_its_block(doc_type: str, text: str, expected: bool) -> None:
    assert looks_like_copy(doc_type, text) is expected


def test_words_of_the_block_on_paper() -> None:
    assert authority_lines("TM.", "Chủ tịch", "Ủy ban nhân dân xã Mẫu") == (
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    )
    assert authority_lines("KT. Chủ tịch", "Phó Chủ tịch", "UBND") == (
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
    )
    assert authority_lines("", "Chủ tịch", "UBND") == ("CHỦ TỊCH",)
    assert recipient_lines(["Trường A"], "Lưu: VT") == ("- Trường A;", "- Lưu: VT.")
    assert recipient_lines([], "VT") == ("- Lưu: VT.",)


def test_the_subject_says_what_it_is_a_copy_of() -> None:
    said = copy_subject("Quyết định", "15/2016/QĐ-UBND", "15/07/2016", "UBND tỉnh", "Quy chế")
    assert said == "Quyết định số 15/2016/QĐ-UBND ngày 15/07/2016 của UBND tỉnh: Quy chế"
    assert copy_subject("Giấy mời", "", "", "", "họp") == "Giấy mời: họp"
    assert len(copy_subject("x", "", "", "", "y" * 900)) == 500


def test_the_kind_is_known_by_the_abbreviation() -> None:
    assert [kind_of(sign) for sign in ("SY", "sl", "TrS", "QĐ")] == [
        CopyKind.TRUE_COPY,
        CopyKind.RECOPY,
        CopyKind.EXTRACT,
        None,
    ]
