"""Code words say exactly where words stand together that begin with a number."""

from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.code_words import JOINT, code_beginning, code_words
from clerkdesk.domain.search_query import SearchQuery, Term, matches, words

WORDS = st.sampled_from(["1", "15", "150", "2016", "12a", "qd", "q", "ubnd", "so"])


@given(st.lists(WORDS, max_size=12), st.lists(WORDS, min_size=1, max_size=6), st.booleans())
def test_they_find_what_comparing_words_finds(
    held: list[str], asked: list[str], is_beginning: bool
) -> None:
    beginning = code_beginning(asked, is_beginning=is_beginning)
    if not beginning:
        return
    query = SearchQuery((Term(tuple(asked), is_beginning),))
    found = any(code.startswith(beginning) for code in code_words(held))
    assert found == matches(query, " ".join(held))


def test_only_a_number_with_one_to_three_words_behind_it_has_one() -> None:
    assert code_beginning(["qd", "ubnd"], is_beginning=True) == ""
    assert code_beginning(["15"], is_beginning=True) == ""
    assert code_beginning(["15", "2016", "qd", "ubnd"], is_beginning=False) != ""
    assert code_beginning(["15", "2016", "qd", "ubnd", "x"], is_beginning=False) == ""


def test_the_sign_inside_is_a_letter_that_folding_leaves_and_no_text_has() -> None:
    (code,) = code_words(words("Số: 15/QĐ"))
    assert code == f"15{JOINT}qd{JOINT}"
    assert words(code) == [code]
