"""Vietnamese text: one stored form, and a search that needs no diacritics."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.vietnamese import fold, nfc


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Ủy ban nhân dân", "uy ban nhan dan", id="diacritics go"),
        pytest.param("Đồng Đăng, đường", "dong dang, duong", id="«đ» is «d»"),
        pytest.param("QUYẾT ĐỊNH", "quyet dinh", id="capitals"),
        pytest.param("  Về\tviệc \n họp ", "ve viec hop", id="blanks and line ends"),
        pytest.param("15/2016/QĐ-UBND", "15/2016/qd-ubnd", id="số, ký hiệu"),
    ],
)
def test_fold_drops_marks_case_and_double_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_the_place_of_the_tone_does_not_matter() -> None:
    assert fold("hòa bình") == fold("hoà bình")


@given(st.text())
def test_both_unicode_forms_are_found_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(st.characters(categories=["L", "N", "P", "Z"], max_codepoint=0x1EFF)))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_the_stored_form_is_stable(text: str) -> None:
    assert unicodedata.is_normalized("NFC", nfc(text))
    assert nfc(nfc(text)) == nfc(text)


HALVES = st.text(alphabet=st.one_of(st.characters(), st.characters(categories=["Cs"])), max_size=40)


@given(HALVES)
def test_half_letters_are_gone_and_nothing_else_changes(text: str) -> None:
    stored = nfc(text)
    stored.encode()
    fold(text).encode()
    assert nfc(stored) == stored
    if not any("\ud800" <= letter <= "\udfff" for letter in text):
        assert stored == unicodedata.normalize("NFC", text)


def test_two_halves_that_belong_together_become_one_letter() -> None:
    assert nfc("họp \ud83d\ude00 chiều") == "họp \U0001f600 chiều"
    assert nfc("họp \ud83d") == "họp \ufffd"
