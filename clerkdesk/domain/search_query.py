"""What a clerk types to search: all words must occur, quoted words stand together, no input is wrong."""

import re
import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from clerkdesk.domain.vietnamese import fold

_WORD = re.compile(r"[^\W_]+")
_DAY = re.compile(r"([0-3]?[0-9])[/.-]([01]?[0-9])[/.-]([0-9]{4})")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_FORGIVEN = range(4, 25)
"""Letters of a word that may be misspelt; a longer one was pasted, and has too many neighbours."""
_FORGIVEN_WORDS = 6
"""Of one query; a pasted page is searched as it is."""
_CANDIDATES = 12
_PASTED_WORDS = 60
_LETTERS = string.ascii_lowercase


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that stand together, in this order; the last may be the beginning of a word.

    `or_word` is found as well: the date that was typed, as `day_word` writes it.
    """

    words: tuple[str, ...]
    is_beginning: bool = False
    or_word: str = ""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """All terms must occur; none means that everything is found."""

    terms: tuple[Term, ...] = ()

    def with_word(self, old: str, new: str) -> "SearchQuery":
        """The query with the word `new` where it has `old`."""
        return SearchQuery(
            tuple(
                replace(term, words=tuple(new if word == old else word for word in term.words))
                for term in self.terms
            )
        )


def day_word(day: date | None) -> str:
    """The word by which a field's date is found; a date that is typed is read as this word too.

    One word of its own, so that «10/2026» finds the document of that number and not a whole month.
    """
    return f"{day:%Y%m%d}" if day else ""


def words(text: str) -> list[str]:
    """The words of `text` as they are compared: folded runs of letters and figures."""
    return _WORD.findall(fold(text))


def read_query(text: str) -> SearchQuery:
    """Read what was typed.

    Words in quotation marks stand together; so do those that were typed together («15/2016»,
    «QĐ-UBND»). The last word may be the beginning of one, unless something was typed behind it: a
    closing quotation mark, or the stroke that ends a number («15/» is not the beginning of 150).
    """
    parts = text.translate(_QUOTES).split('"')
    terms: list[Term] = []
    for place, part in enumerate(parts):
        pieces = [part] if place % 2 else part.split()
        terms.extend(
            Term(tuple(found), or_word=_typed_day(piece))
            for piece in pieces
            if (found := words(piece))
        )
    last = parts[-1].rstrip()
    if terms and last and not (words(last) and last.endswith("/")):
        terms[-1] = replace(terms[-1], is_beginning=True)
    return SearchQuery(tuple(dict.fromkeys(terms)))


def matches(query: SearchQuery, text: str) -> bool:
    """Whether `text` is found by `query`: what a search index answers, word by word."""
    padded = f" {' '.join(words(text))} "
    return all(
        f" {' '.join(term.words)}{'' if term.is_beginning else ' '}" in padded
        or (term.or_word != "" and f" {term.or_word} " in padded)
        for term in query.terms
    )


def one_letter_off(word: str) -> frozenset[str]:
    """Words that differ from `word` by one letter: missing, too many, another, or two swapped."""
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    return frozenset(_edits(splits)) - {word}


def _edits(splits: Iterable[tuple[str, str]]) -> Iterator[str]:
    for left, right in splits:
        yield from (left + letter + right for letter in _LETTERS)
        if right:
            yield left + right[1:]
            yield from (left + letter + right[1:] for letter in _LETTERS)
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]


def forgive(query: SearchQuery, hits: Callable[[SearchQuery], int]) -> dict[str, str]:
    """For each word that is found nowhere, the word to search instead.

    Only words of letters alone, four or more: a number is never guessed. Of several candidates the
    one with which most of the whole query is found. `hits` counts, up to a bound of its own. Only of
    so few and so short words as one types by hand: whatever was pasted must not hold the store.
    """
    instead: dict[str, str] = {}
    if sum(len(term.words) for term in query.terms) > _PASTED_WORDS:
        return instead
    looked_for = 0
    for term in query.terms:
        for place, word in enumerate(term.words):
            is_beginning = term.is_beginning and place == len(term.words) - 1
            if word in instead or not _may_be_misspelt(word) or hits(_alone(word, is_beginning)):
                continue
            looked_for += 1
            if looked_for > _FORGIVEN_WORDS:
                return instead
            known = [(hits(_alone(near, False)), near) for near in sorted(one_letter_off(word))]
            likely = sorted((item for item in known if item[0]), reverse=True)[:_CANDIDATES]
            if likely:
                best = max(likely, key=lambda item: (hits(query.with_word(word, item[1])), item))
                instead[word] = best[1]
                query = query.with_word(word, best[1])
    return instead


def corrected_text(text: str, instead: dict[str, str]) -> str:
    """What was typed, with the misspelt words replaced; the others stay as they were typed."""
    return " ".join(_corrected(piece, instead) for piece in text.split())


def _typed_day(piece: str) -> str:
    match = _DAY.fullmatch(piece)
    if match is None:
        return ""
    try:
        return day_word(date(int(match[3]), int(match[2]), int(match[1])))
    except ValueError:
        return ""


def _corrected(piece: str, instead: dict[str, str]) -> str:
    folded = fold(piece)
    mended = _WORD.sub(lambda match: instead.get(match[0], match[0]), folded)
    return piece if mended == folded else mended


def _may_be_misspelt(word: str) -> bool:
    return len(word) in _FORGIVEN and word.isalpha()


def _alone(word: str, is_beginning: bool) -> SearchQuery:
    return SearchQuery((Term((word,), is_beginning),))
