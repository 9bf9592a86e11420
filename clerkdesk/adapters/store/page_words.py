"""The text of a document's pages as the store keeps and finds it.

Of 500 pages it takes a second to make, and whoever writes holds the store: so it is made before.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from clerkdesk.adapters.store.deflated import deflate
from clerkdesk.domain.code_words import code_words
from clerkdesk.domain.vietnamese import fold

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class PageWords:
    """A text folded, the words in it and its code words, and itself as it is stored."""

    folded: str
    words: tuple[str, ...]
    codes: tuple[str, ...]
    deflated: bytes


@lru_cache(maxsize=2)
def page_words(text: str) -> PageWords:
    """Everything that is kept of `text`; known for the last two texts, which are written soon."""
    folded = fold(text)
    words = words_of(folded)
    return PageWords(folded, words, tuple(code_words(words)), deflate(text) if text else b"")


def words_of(folded: str) -> tuple[str, ...]:
    """The words of a folded text, in its order."""
    return tuple(_WORD.findall(folded))
