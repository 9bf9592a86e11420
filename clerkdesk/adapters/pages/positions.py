"""Chức vụ from the lines under the authority: a rank of the list, one with more words, or a torn one."""

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache

from clerkdesk.adapters.pages.fields_lines import Line, around, trust
from clerkdesk.adapters.pages.lexicon import Lexicon, mend, starts_with_one_of
from clerkdesk.domain.reading import ReadField
from clerkdesk.domain.vietnamese import fold, nfc

_WHOLE = 0.93
_LIKE_RANK, _TORN = 0.8, 0.7
_REMAINS = 0.5
_DEPUTY = "pho "
_UNKNOWN = 0.7

Row = tuple[Line, str]
"""A line of the block and its text, mended."""


def read_position(rows: Sequence[Row], lexicon: Lexicon, structure: float) -> ReadField | None:
    """The position that stands in `rows`; what stands before the first rank is an authority's end.

    Args:
        structure: trust in the block as such.
    """
    starts = [n for n, (_line, text) in enumerate(rows) if starts_with_one_of(text, lexicon.ranks)]
    if starts:
        rows = rows[starts[0] :]
    if not rows:
        return None
    ranks = {fold(rank): rank for rank in lexicon.ranks}
    if fold(rows[0][1]) in ranks:
        # what is left of seal and signature under a whole rank is no part of it
        rows = [rows[0], *(row for row in rows[1:] if trust(row[0].words) >= _REMAINS)]
    text = " ".join(text for _line, text in rows).strip(" -.,")
    text = mended_position(text, lexicon)  # a phrase goes on over a line's end
    words = [word for line, _text in rows for word in line.words]
    page, box, sure = rows[0][0].page, around(words), trust(words)
    if fold(text) in ranks:
        return ReadField(text, max(sure, _WHOLE) * structure, page, box)
    if _is_of_known_words(text, lexicon):
        sure = (sure + 1) / 2 if starts else min(sure, _TORN)
        return ReadField(text, sure * structure, page, box)
    likely = [  # a deputy whose rank is not in the list is never bent to the chief's
        rank for rank in ranks if rank.startswith(_DEPUTY) or not fold(text).startswith(_DEPUTY)
    ]
    if near := get_close_matches(fold(text), likely, 1, _LIKE_RANK):
        # torn by seal or signature: offered, to be looked at
        return ReadField(ranks[near[0]], min(sure, _TORN), page, box)
    return ReadField(text, sure * structure * (1.0 if starts else _UNKNOWN), page, box)


def mended_position(text: str, lexicon: Lexicon) -> str:
    """The text with the marks of ranks and agencies; «TRƯỜNG» alone would take those of «TRƯỞNG»."""
    return mend(text, (*lexicon.ranks, *(name for name in lexicon.agencies if " " in name)))


def _is_of_known_words(text: str, lexicon: Lexicon) -> bool:
    """Whether each word is one that offices write, marks and all: «TỔ PHÓ» is no torn «TỔ TRƯỞNG»."""
    known = _words(lexicon)
    parts = [part.strip("(),.;:").casefold() for part in nfc(text).replace("-", " ").split()]
    return all(part in known or part.isdigit() for part in parts if part)


@cache
def _words(lexicon: Lexicon) -> frozenset[str]:
    lists = (lexicon.ranks, lexicon.agencies, lexicon.agency_heads, lexicon.levels, lexicon.places)
    phrases = (phrase for names in (*lists, lexicon.collocations) for phrase in names)
    return frozenset(
        part.strip("(),.;:").casefold()
        for phrase in phrases
        for part in phrase.replace("-", " ").split()
    )
