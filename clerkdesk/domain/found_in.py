"""Where in a document a search was found: in which field, and the words around it on a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clerkdesk.domain.search_query import SearchQuery, matches
from clerkdesk.domain.vietnamese import fold, nfc

_WORD = re.compile(r"[^\W_]+")
_BEFORE, _AFTER = 12, 22


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text: what stands before, the words that were found, what follows."""

    before: str
    found: str
    after: str

    def __str__(self) -> str:
        """On one line."""
        return f"{self.before}{self.found}{self.after}"


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


def excerpt(text: str, query: SearchQuery) -> Excerpt | None:
    """The first place of `text` where a term of `query` stands, with some words around it; of
    several terms the longest comes first, for it says most."""
    places = list(_WORD.finditer(nfc(text)))
    folded = [fold(place[0]) for place in places]
    for term in sorted(query.terms, key=lambda term: -len(" ".join(term.words))):
        size = len(term.words)
        for start in range(len(folded) - size + 1):
            if _stands(folded[start : start + size], term.words, term.is_beginning):
                return _around(nfc(text), places, start, start + size)
    return None


def _stands(here: Sequence[str], words: Sequence[str], is_beginning: bool) -> bool:
    if is_beginning:
        return list(here[:-1]) == list(words[:-1]) and here[-1].startswith(words[-1])
    return list(here) == list(words)


def _around(text: str, places: Sequence[re.Match[str]], start: int, end: int) -> Excerpt:
    first, last = max(start - _BEFORE, 0), min(end + _AFTER, len(places)) - 1
    before = text[places[first].start() : places[start].start()]
    after = text[places[end - 1].end() : places[last].end()]
    return Excerpt(
        ("… " if first else "") + " ".join(before.split()) + (" " if before else ""),
        " ".join(text[places[start].start() : places[end - 1].end()].split()),
        (" " if after[:1].isspace() else "")
        + " ".join(after.split())
        + (" …" if last < len(places) - 1 else ""),
    )
