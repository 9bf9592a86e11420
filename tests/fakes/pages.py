"""A page workshop in memory: it reads what it was told stands on a page."""

from collections.abc import Mapping, Sequence

from clerkdesk.domain.attachments import is_pdf
from clerkdesk.domain.errors import ClerkError, DamagedFile
from clerkdesk.domain.reading import (
    NO_NAMES,
    Box,
    KnownNames,
    PageText,
    ReadDocument,
    ReadField,
    Word,
)
from clerkdesk.ports.pages import PageImage

BLANK = PageText(595.0, 842.0, ())


def page_text(*lines: str) -> PageText:
    """A page whose lines stand one under the other from the top left."""
    words = [
        Word(text, Box(80 + 45 * place, 60 + 20 * row, 120 + 45 * place, 74 + 20 * row), 0.97, row)
        for row, line in enumerate(lines)
        for place, text in enumerate(line.split())
    ]
    return PageText(595.0, 842.0, tuple(words))


class FakePageWorkshop:
    """`texts` maps image content to what is read; `fields` is what every document holds."""

    def __init__(
        self,
        texts: Mapping[bytes, PageText] | None = None,
        fields: Mapping[str, ReadField] | None = None,
        error: ClerkError | None = None,
    ) -> None:
        self.texts = dict(texts or {})
        self.fields = dict(fields or {})
        self.error = error
        self.bound: list[Sequence[PageImage]] = []
        self.closed = False

    def thumbnail(self, image: PageImage, height: int) -> bytes:
        self._fail()
        return b"\xff\xd8thumbnail of " + image.content[:16]

    def read_page(self, image: PageImage) -> PageText:
        self._fail()
        return self.texts.get(image.content, BLANK)

    def read_head(self, image: PageImage) -> PageText:
        return self.read_page(image)

    def read_field(self, image: PageImage, page: int, box: Box, name: str) -> ReadField | None:
        self._fail()
        return self.fields.get(name)

    def read_draft(self, name: str, docx: bytes) -> ReadDocument:
        return ReadDocument(self.fields)

    def read_document(
        self, pages: Sequence[PageText], known: KnownNames = NO_NAMES
    ) -> ReadDocument:
        return ReadDocument(self.fields, tuple(pages))

    def read_pdf(self, name: str, pdf: bytes) -> ReadDocument:
        self._fail()
        if not is_pdf(pdf):
            raise DamagedFile(name)
        return ReadDocument(self.fields, (self.texts.get(pdf, BLANK),))

    def make_pdf(
        self, pages: Sequence[PageImage], texts: Sequence[PageText], facts: Mapping[str, str]
    ) -> bytes:
        self._fail()
        self.bound.append(tuple(pages))
        return b"%PDF-1.7 of " + str(len(pages)).encode() + b" pages\n%%EOF\n"

    def close(self) -> None:
        self.closed = True

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error
