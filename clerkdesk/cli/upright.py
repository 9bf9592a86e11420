"""Pages of files as a reader holds them: one that lies sideways or on its head is turned first."""

from dataclasses import replace

from clerkdesk.domain.reading import PageText, Word
from clerkdesk.ports.pages import PageImage, PageWorkshop

_DOUBTFUL = 0.6
"""Mean confidence of the words of a page on its head; of bad photocopies it is above 0.8."""
_WORD_LETTERS = 3


def read_upright(workshop: PageWorkshop, image: PageImage) -> tuple[PageImage, PageText]:
    """The page with its turn, and its words; only what reads badly is looked at a second time."""
    text = workshop.read_page(image)
    if not _lies_wrong(text) or not (turn := workshop.examine(image).turn):
        return image, text
    upright = replace(image, turned=(image.turned + turn) % 360)
    return upright, workshop.read_page(upright)


def _lies_wrong(text: PageText) -> bool:
    """Whether it reads as noise, or in words that stand on end: OCR reads some pages sideways."""
    words = text.words
    if not words:
        return False
    certain = sum(word.confidence for word in words) / len(words)
    long = [word for word in words if len(word.text) >= _WORD_LETTERS]
    return certain < _DOUBTFUL or 2 * sum(map(_stands, long)) > len(long)


def _stands(word: Word) -> bool:
    return word.box.y1 - word.box.y0 > word.box.x1 - word.box.x0
