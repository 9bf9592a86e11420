"""The text of a document's pages as the store keeps and finds it.

Of 500 pages it takes a second to make, and whoever writes holds the store: so it is made before.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from clerkdesk.adapters.store.deflated import deflate
from clerkdesk.domain.vietnamese import fold

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class PageWords:
    """A text folded, the words in it, and itself as it is stored."""

    folded: str
    words: frozenset[str]
    deflated: bytes


@lru_cache(maxsize=2)
def page_words(text: str) -> PageWords:
    """Everything that is kept of `text`; known for the last two texts, which are written soon."""
    folded = fold(text)
    return PageWords(folded, words_of(folded), deflate(text) if text else b"")


def words_of(folded: str) -> frozenset[str]:
    """The words of a folded text, each once."""
    return frozenset(_WORD.findall(folded))
