"""The search grammar: what was typed, as terms; and a misspelling of one letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.search_query import (
    SearchQuery,
    Term,
    corrected_text,
    forgive,
    matches,
    one_letter_off,
    read_query,
    words,
)

SYLLABLES = st.text(alphabet="abcdeghiklmnopqrstuvxy", min_size=1, max_size=7)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param("  …—?! ", (), id="nothing that is a word"),
        pytest.param("Quyết", (Term(("quyet",), True),), id="the beginning of a word"),
        pytest.param(
            "Quyết đị", (Term(("quyet",)), Term(("di",), True)), id="the last one is a beginning"
        ),
        pytest.param("15/2016", (Term(("15", "2016"), True),), id="a number and its year"),
        pytest.param("15/", (Term(("15",)),), id="a number that was ended"),
        pytest.param("15 /", (Term(("15",)),), id="a stroke apart"),
        pytest.param('"quy chế"', (Term(("quy", "che")),), id="a phrase"),
        pytest.param("“quy chế” mới", (Term(("quy", "che")), Term(("moi",), True)), id="curly"),
        pytest.param("«quy chế»", (Term(("quy", "che")),), id="guillemets"),
        pytest.param('"quy ch', (Term(("quy", "ch"), True),), id="a phrase that is being typed"),
        pytest.param("5/10/2026", (Term(("5", "10", "2026"), True, "20261005"),), id="a date"),
        pytest.param("35.10.2026", (Term(("35", "10", "2026"), True),), id="no date"),
        pytest.param("a a", (Term(("a",)), Term(("a",), True)), id="whole and beginning"),
    ],
)
def test_what_was_typed_becomes_terms(typed: str, terms: tuple[Term, ...]) -> None:
    assert read_query(typed).terms == terms


@given(st.text())
def test_no_input_is_wrong(typed: str) -> None:
    query = read_query(typed)
    assert all(word and word.isalnum() for term in query.terms for word in term.words)
    assert not any(term.is_beginning for term in query.terms[:-1])


@given(st.lists(SYLLABLES, min_size=1, max_size=12), st.data())
def test_a_text_is_found_by_any_of_its_words_and_by_any_of_its_runs(
    held: list[str], data: st.DataObject
) -> None:
    text = " ".join(held)
    some = data.draw(st.lists(st.sampled_from(held), min_size=1, max_size=4))
    assert matches(read_query(" ".join(some)), text)
    first = data.draw(st.integers(0, len(held) - 1))
    last = data.draw(st.integers(first, len(held) - 1))
    run = " ".join(held[first : last + 1])
    assert matches(read_query(f'"{run}"'), text)
    assert matches(read_query(text[: data.draw(st.integers(0, len(text)))]), text)
    assert not matches(read_query(f"{text} zz"), text)


@given(SYLLABLES, SYLLABLES)
def test_one_letter_off_goes_both_ways(one: str, other: str) -> None:
    assert (other in one_letter_off(one)) == (one in one_letter_off(other))
    assert one not in one_letter_off(one)


@pytest.mark.parametrize("typed", ["quet", "quuyet", "quyat", "qyuet", "uyet", "quyett"])
def test_one_letter_is_forgiven(typed: str) -> None:
    assert "quyet" in one_letter_off(typed)


def corrected(typed: str, *held: str) -> str:
    query = read_query(typed)
    instead = forgive(query, lambda asked: sum(matches(asked, text) for text in held))
    return corrected_text(typed, instead)


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("Quyeet ĐỊNH", "quyet ĐỊNH"),
        ("quyet dinhh", "quyet dinh"),
        ("QĐ-UBMD 15/2016", "qd-ubnd 15/2016"),
        ("quyế", "quyế"),
        ("xyz dinh", "xyz dinh"),
        ("1234", "1234"),
        ("tham muuu", "tham muu"),
    ],
)
def test_a_word_that_is_found_nowhere_is_searched_as_one_like_it(typed: str, searched: str) -> None:
    assert corrected(typed, "Quyết định 15/2016/QĐ-UBND", "Tham mưu", "1235 xy") == searched


def test_of_two_words_like_it_the_one_that_fits_the_others_is_taken() -> None:
    texts = ("hội nghị", "hội nghị", "nghĩ dưỡng an ngha")
    assert corrected("duong nghaa", *texts) == "duong ngha"
    assert corrected("hoi nghii", *texts) == "hoi nghi"


def test_words_are_folded_runs_of_letters_and_figures() -> None:
    assert words("Số: 15/2016/QĐ-UBND_a") == ["so", "15", "2016", "qd", "ubnd", "a"]
    assert SearchQuery((Term(("a",)),)).with_word("a", "b").terms == (Term(("b",)),)


@pytest.mark.parametrize(
    "pasted",
    [
        pytest.param("a" * 100_000, id="a word without end"),
        pytest.param(
            " ".join(f"từ{'bcd'[n % 3] * (n + 2)}" for n in range(40)), id="strange words"
        ),
        pytest.param(
            " ".join(f"lạ{'x' * (n % 9)}{'y' * (n % 7)}" for n in range(3000)), id="a page"
        ),
    ],
)
def test_what_was_pasted_does_not_hold_the_store(pasted: str) -> None:
    asked: list[SearchQuery] = []

    def hits(query: SearchQuery) -> int:
        asked.append(query)
        return 0

    assert forgive(read_query(pasted), hits) == {}
    assert len(asked) < 10_000
