"""The stamp of secrecy is told from words that only speak of secrets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.errors import SecretDocument
from clerkdesk.domain.reading import Box, PageText, Word
from clerkdesk.domain.secrecy import refuse_secret, stamped_secret
from tests.fakes.pages import page_text


def apart(line: str, stamp: str) -> PageText:
    """A page on whose first line `stamp` stands far right of `line`."""
    words = list(page_text(line).words)
    left = max(word.box.x1 for word in words) + 60
    for place, text in enumerate(stamp.split()):
        words.append(Word(text, Box(left + 45 * place, 60, left + 45 * place + 40, 74), 0.9, 0))
    return PageText(595.0, 842.0, tuple(words))


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        pytest.param("MẬT", "MẬT", id="the stamp"),
        pytest.param("TỐI MẬT", "TỐI MẬT", id="top secret"),
        pytest.param("TUYỆT MẬT", "TUYỆT MẬT", id="absolutely secret"),
        pytest.param("| MẬT |", "MẬT", id="in its frame"),
        pytest.param("M Ậ T", "MẬT", id="spread"),
        pytest.param("MAT", "MẬT", id="marks lost by OCR"),
        pytest.param("TỐIMẬT", "TỐI MẬT", id="glued by OCR"),
        pytest.param("T0I MẠT", "TỐI MẬT", id="a digit for a letter"),
        pytest.param("TUYÊT MÂT.", "TUYỆT MẬT", id="dots lost by OCR"),
    ],
)
def test_a_stamp_on_its_own_line(line: str, mark: str) -> None:
    page = page_text("UBND TỈNH SÓC TRĂNG", "Số: 15/KH-UBND", line, "KẾ HOẠCH", "Về việc")
    assert stamped_secret([page]) == mark
    with pytest.raises(SecretDocument):
        refuse_secret([page])


@pytest.mark.parametrize(
    "line",
    [
        "bảo mật",
        "mật",
        "Mật",
        "Mật khẩu",
        "QUY CHẾ BẢO MẬT THÔNG TIN",
        "MẬT KHẨU",
        "DANH MỤC BÍ MẬT NHÀ NƯỚC",
        "Tài liệu này không có dấu MẬT",
        "MẶT TRẬN",
        "TỐI THIỂU",
    ],
)
def test_words_about_secrets_are_no_stamp(line: str) -> None:
    page = page_text("UBND TỈNH SÓC TRĂNG", line, "Kính gửi")
    assert stamped_secret([page]) == ""
    refuse_secret([page])


def test_a_stamp_apart_from_the_words_of_its_line() -> None:
    assert stamped_secret([apart("Số: 15/KH-UBND", "TỐI MẬT")]) == "TỐI MẬT"
    assert stamped_secret([apart("Số: 15/KH-UBND", "BẢO MẬT")]) == ""


def test_a_heading_that_goes_on_with_the_word_is_no_stamp() -> None:
    assert stamped_secret([page_text("QUY CHẾ BẢO", "MẬT", "Điều 1")]) == ""


def test_what_stands_low_on_the_page_is_no_stamp() -> None:
    lines = ["Điều"] * 30
    assert stamped_secret([page_text(*lines, "MẬT")]) == ""


def test_a_later_page_counts_only_with_its_marks() -> None:
    first = page_text("UBND XÃ")
    assert stamped_secret([first, page_text("PHỤ LỤC", "MẬT")]) == "MẬT"
    assert stamped_secret([first, page_text("TÊN HÀNG", "MÁT")]) == ""


@given(st.lists(st.text(max_size=12), max_size=8), st.integers(0, 8))
def test_a_stamp_is_found_between_any_other_lines(lines: list[str], place: int) -> None:
    calm = [line for line in lines if not line.split() or line.split()[-1].islower()]
    stamped = [*calm[:place], "TUYỆT MẬT", *calm[place:]]
    assert stamped_secret([page_text(*stamped)])


@given(st.text(alphabet="abcdefghiklmnopqrstuvxyđâăêôơư ẬTM", max_size=60))
def test_a_line_of_running_text_is_never_a_stamp(text: str) -> None:
    assert stamped_secret([page_text(f"văn bản {text} này")]) == ""
