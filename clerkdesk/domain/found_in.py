"""Where in a document a search was found: in which field, and the words around it on a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clerkdesk.domain.search_query import SearchQuery, Term, matches
from clerkdesk.domain.vietnamese import fold, nfc

_WORD = re.compile(r"[^\W_]+")
_WORDS = 36
"""So many words an excerpt has."""
_BEFORE = 10


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of an excerpt: found words, or what stands between them."""

    text: str
    is_found: bool = False


def where_found(fields: Sequence[tuple[str, str]], query: SearchQuery) -> str:
    """The label of the first field that holds all that was searched, else of all that hold a part
    of it; empty where no field does: then the pages do.

    Args:
        fields: label and text, in the order in which a clerk would look.
    """
    if not query.terms:
        return ""
    for label, text in fields:
        if matches(query, text):
            return label
    parts = [SearchQuery((term,)) for term in query.terms]
    labels = [label for label, text in fields if any(matches(part, text) for part in parts)]
    return ", ".join(dict.fromkeys(labels))


def excerpt(text: str, query: SearchQuery) -> tuple[Piece, ...]:
    """The place of `text` where most of `query` stands close together, its words marked; empty
    where nothing of it stands in the text."""
    text = nfc(text)
    places = list(_WORD.finditer(text))
    folded = [fold(place[0]) for place in places]
    term_of: dict[int, set[int]] = {}
    for number, term in enumerate(query.terms):
        for start in _starts(folded, term):
            for word in range(start, start + len(term.words)):
                term_of.setdefault(word, set()).add(number)
    if not term_of:
        return ()
    first = max(_best_start(term_of) - _BEFORE, 0)
    last = min(first + _WORDS, len(places)) - 1
    pieces = [Piece("… ")] if first else []
    pieces += _pieces(
        text, places[first : last + 1], [n in term_of for n in range(first, last + 1)]
    )
    return tuple(pieces + ([Piece(" …")] if last < len(places) - 1 else []))


def _starts(folded: Sequence[str], term: Term) -> list[int]:
    size = len(term.words)
    *whole, end = term.words
    return [
        start
        for start in range(len(folded) - size + 1)
        if list(folded[start : start + size - 1]) == whole
        and (
            folded[start + size - 1].startswith(end)
            if term.is_beginning
            else folded[start + size - 1] == end
        )
    ]


def _best_start(term_of: dict[int, set[int]]) -> int:
    """The found word after which most terms stand within the excerpt, closest together."""
    words = sorted(term_of)

    def worth(start: int) -> tuple[int, int, int]:
        near = [word for word in words if start <= word < start + _WORDS - _BEFORE]
        terms = set().union(*(term_of[word] for word in near))
        seen: set[int] = set()
        reach = start
        for word in near:
            if not term_of[word] <= seen:
                seen |= term_of[word]
                reach = word
        return len(terms), start - reach, -start

    return max(words[:200], key=worth)


def _pieces(text: str, places: Sequence[re.Match[str]], found: Sequence[bool]) -> list[Piece]:
    pieces: list[Piece] = []
    for number, place in enumerate(places):
        if number:
            gap = text[places[number - 1].end() : place.start()]
            gap = " " if gap.isspace() else " ".join(f"|{gap}|".split())[1:-1]
            both = found[number - 1] and found[number]
            pieces.append(Piece(gap, both))
        pieces.append(Piece(place[0], found[number]))
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].is_found == piece.is_found:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.is_found)
        else:
            joined.append(piece)
    return joined
