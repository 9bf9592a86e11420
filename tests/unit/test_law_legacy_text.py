"""TCVN3, VNI and decomposed text: what is sure is converted, what is in doubt is left alone."""

import random
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clerkdesk.domain.legacy_text import Encoding, LegacyText
from clerkdesk.ui.forms.legacy_note import legacy_reader
from tests.unit.test_law_syllables import GOOD

READER = legacy_reader()
LETTERS = {
    encoding: {letter: old for old, letter in READER.table(encoding).items()}
    for encoding in (Encoding.TCVN3, Encoding.VNI)
}
ALL = sorted(LETTERS[Encoding.VNI])
PLAIN = "abcdeghiklmnopqrstuvxy "


def encode(text: str, encoding: Encoding) -> str:
    """`text` as a program shows it that takes the old bytes for Latin-1."""
    return "".join(LETTERS[encoding].get(letter, letter) for letter in text)


def test_the_tables_hold_every_vietnamese_letter() -> None:
    assert len(ALL) == 134
    lower = [letter for letter in ALL if letter.islower()]
    assert sorted(LETTERS[Encoding.TCVN3]) == sorted([*lower, *"ĂÂÊÔƠƯĐ"])
    assert LETTERS[Encoding.TCVN3]["ư"] == "\N{SOFT HYPHEN}"


@given(st.text(alphabet=[*ALL, *PLAIN]))
def test_vni_comes_back_letter_by_letter(text: str) -> None:
    assert READER.decode(encode(text, Encoding.VNI), Encoding.VNI) == text


@given(st.text(alphabet=[*LETTERS[Encoding.TCVN3], *PLAIN]))
def test_tcvn3_comes_back_letter_by_letter(text: str) -> None:
    assert READER.decode(encode(text, Encoding.TCVN3), Encoding.TCVN3) == text


@given(st.text(alphabet=ALL))
def test_decomposed_text_is_composed(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    found = READER.find(decomposed)
    assert (found.converted if found else decomposed) == text or text.isascii() or _bare(text)


def _bare(text: str) -> bool:
    """Text of đ alone, say, has no marks that could be apart."""
    return unicodedata.normalize("NFD", text) == text


@pytest.mark.parametrize(
    ("pasted", "encoding", "converted"),
    [
        ("Tr\xadêng §¹i häc", Encoding.TCVN3, "Trường Đại học"),
        ("UBND tØnh Sãc Tr¨ng", Encoding.TCVN3, "UBND tỉnh Sóc Trăng"),
        ("v¨n th\xad", Encoding.TCVN3, "văn thư"),
        ("Tröôøng Ñaïi hoïc", Encoding.VNI, "Trường Đại học"),
        ("UBND tænh Soùc Traêng, soá 15", Encoding.VNI, "UBND tỉnh Sóc Trăng, số 15"),
        (unicodedata.normalize("NFD", "Sở Nội vụ"), Encoding.NFD, "Sở Nội vụ"),
    ],
)
def test_old_text_is_recognised(pasted: str, encoding: Encoding, converted: str) -> None:
    assert READER.find(pasted) == LegacyText(encoding, converted)


def test_a_lost_u_is_named_not_guessed() -> None:
    found = READER.find("Trêng §¹i häc n«ng nghiÖp")
    assert found == LegacyText(Encoding.TCVN3, "Trờng Đại học nông nghiệp", ("Trờng",))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sở Nội vụ",
        "cà phê",
        "Cộng hoà xã hội",
        "xã Hoà An",
        "Cà phê à la crème",
        "café résumé naïve",
        "Über größe façade",
        "§ 15",
        "15 m² · 3 °C ± 2",
        "«trích» và «dẫn»",
        "§¹i",
    ],
)
def test_what_is_fine_or_in_doubt_is_left_alone(text: str) -> None:
    assert READER.find(text) is None


WORDS = st.lists(st.sampled_from(GOOD), min_size=1, max_size=8).map(" ".join)


@given(WORDS)
def test_unicode_text_is_never_touched(text: str) -> None:
    assert READER.find(text) is None


@given(WORDS, st.sampled_from([Encoding.TCVN3, Encoding.VNI]))
def test_old_text_is_converted_rightly_or_not_at_all(text: str, encoding: Encoding) -> None:
    pasted = encode(text, encoding)
    assume(pasted != text)
    found = READER.find(pasted)
    assert found is None or found.converted == text


@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
def test_a_sentence_is_nearly_always_enough_to_be_sure(encoding: Encoding) -> None:
    chosen = random.Random(20261122)
    told = 0
    for _number in range(500):
        text = " ".join(chosen.sample(GOOD, chosen.randint(8, 20)))
        found = READER.find(encode(text, encoding))
        assert found is None or (found.encoding, found.converted) == (encoding, text)
        told += found is not None
    assert told >= 495
