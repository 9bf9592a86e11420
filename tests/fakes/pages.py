"""A page workshop in memory: it reads what it was told stands on a page."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from clerkdesk.domain.archiving import AS_CAPTURED, ArchiveProfile, TransferNote
from clerkdesk.domain.attachments import is_pdf
from clerkdesk.domain.errors import ClerkError, DamagedFile
from clerkdesk.domain.page_findings import CoverSheet, PageFindings
from clerkdesk.domain.reading import (
    NO_NAMES,
    Box,
    KnownNames,
    PageText,
    ReadDocument,
    ReadField,
    Word,
)
from clerkdesk.domain.secrecy import StampSearch, stamped_secret
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
        self.profiles: list[ArchiveProfile] = []
        self.notes: list[TransferNote | None] = []
        self.findings: dict[bytes, PageFindings] = {}
        self.searched: list[str] = []
        """Names of the files that were searched for a stamp."""
        self.deep: dict[bytes, str] = {}
        """Stamps that only a search of the whole file finds."""
        self.broken: set[bytes] = set()
        """Contents into which no search can look."""
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

    def find_stamp(self, name: str, content: bytes, *, stop: Callable[[], bool]) -> StampSearch:
        self._fail()
        self.searched.append(name)
        if content in self.broken:
            return StampSearch(unread=(f"Không xem được tệp «{name}» (hỏng).",))
        mark = self.deep.get(content) or stamped_secret([self.texts.get(content, BLANK)])
        return StampSearch(mark, whole=not stop() or bool(mark))

    def make_pdf(
        self,
        pages: Iterable[PageImage],
        texts: Sequence[PageText],
        facts: Mapping[str, str],
        *,
        profile: ArchiveProfile = AS_CAPTURED,
        note: TransferNote | None = None,
    ) -> bytes:
        self._fail()
        bound = tuple(pages)
        self.bound.append(bound)
        self.profiles.append(profile)
        self.notes.append(note)
        return b"%PDF-1.7 of " + str(len(bound)).encode() + b" pages\n%%EOF\n"

    def examine(self, image: PageImage) -> PageFindings:
        self._fail()
        return self.findings.get(image.content, PageFindings())

    def separator_sheet(self, cover: CoverSheet | None, title: str = "") -> bytes:
        return b"%PDF-1.7 " + (cover.as_code() if cover else "T").encode() + b"\n%%EOF\n"

    def close(self) -> None:
        self.closed = True

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error
