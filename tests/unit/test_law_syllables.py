"""What is built as a Vietnamese syllable, and what is not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.syllables import is_syllable

GOOD = [
    "ủy",
    "ban",
    "nhân",
    "dân",
    "xã",
    "quyết",
    "định",
    "về",
    "việc",
    "ban",
    "hành",
    "quy",
    "chế",
    "tiếp",
    "nhận",
    "xử",
    "lý",
    "văn",
    "bản",
    "điện",
    "tử",
    "khuya",
    "nghiệp",
    "nguyễn",
    "giếng",
    "giết",
    "gì",
    "giữ",
    "quốc",
    "huỳnh",
    "quýt",
    "ngoằn",
    "ngoèo",
    "xoong",
    "hoà",
    "hòa",
    "thuỷ",
    "thủy",
    "yêu",
    "ý",
    "kỹ",
    "ghế",
    "đường",
    "trường",
    "ướt",
    "mưa",
    "mùa",
    "miếng",
    "nghĩa",
    "khoẻ",
    "quên",
    "quở",
    "hươu",
    "chuối",
    "khuỷu",
    "loạn",
    "tuyết",
    "tuýp",
    "hoặc",
    "đợi",
]
BAD = (
    *("b", "ubnd", "kđ", "trờng", "ngên", "cê", "gê", "ghà", "káo", "mac", "cap", "hêc", "bít̀"),
    *("café", "résumé", "soctrang", "hoaáx", "thz", "qo", "giy", "ngiệp", "§¹i", "hoïc", "1a"),
)


@pytest.mark.parametrize("word", GOOD)
def test_a_syllable_is_one_in_any_form(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", BAD)
def test_what_is_not_built_so_is_none(word: str) -> None:
    assert not is_syllable(word)


@given(st.text(max_size=8))
def test_any_text_has_an_answer(word: str) -> None:
    assert is_syllable(word) in (True, False)
    if not any(letter.isalpha() for letter in word):
        assert not is_syllable(word)
