"""Page texts on their way between the child and the program."""

from collections.abc import Mapping

from clerkdesk.domain.reading import Box, PageText, Word
from clerkdesk.ports.pages import PageImage
from clerkdesk.process.child import Request


def text_message(text: PageText) -> dict[str, object]:
    """Write `text` so that `read_text` makes an equal one; boxes to a hundredth of a point."""
    return {
        "width": text.width,
        "height": text.height,
        "words": [
            [
                word.text,
                round(word.box.x0, 2),
                round(word.box.y0, 2),
                round(word.box.x1, 2),
                round(word.box.y1, 2),
                round(word.confidence, 4),
                word.line,
            ]
            for word in text.words
        ],
    }


def read_text(message: Mapping[str, object]) -> PageText:
    """Make the page text that `text_message` wrote."""
    rows = message["words"]
    assert isinstance(rows, list)
    words = tuple(Word(row[0], Box(*row[1:5]), row[5], row[6]) for row in rows)
    return PageText(float(str(message["width"])), float(str(message["height"])), words)


def asked_page(request: Request) -> PageImage:
    """The page image that a request is about."""
    asked = request.arguments
    return PageImage(request.blobs[0], int(str(asked["dpi"])), int(str(asked["turned"])))
