"""Whether a page was read the wrong way up: told by its words, before anything is looked at again."""

from clerkdesk.domain.reading import PageText, Word

_DOUBTFUL = 0.6
"""Mean confidence of the words of a page on its head; of bad photocopies it is above 0.8."""
_WORD_LETTERS = 3


def lies_wrong(text: PageText) -> bool:
    """Whether it reads as noise, or in words that stand on end: OCR reads some pages sideways."""
    words = text.words
    if not words:
        return False
    certain = sum(word.confidence for word in words) / len(words)
    long = [word for word in words if len(word.text) >= _WORD_LETTERS]
    return certain < _DOUBTFUL or 2 * sum(map(_stands, long)) > len(long)


def _stands(word: Word) -> bool:
    return word.box.y1 - word.box.y0 > word.box.x1 - word.box.x0
