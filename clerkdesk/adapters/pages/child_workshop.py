"""The program's side of the pages child: the port `PageWorkshop` over its verbs."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime

from clerkdesk.adapters.pages.doc_types import load_doc_types
from clerkdesk.adapters.pages.fields import read_fields
from clerkdesk.adapters.pages.fields_one import read_one
from clerkdesk.adapters.pages.unread import said_unread
from clerkdesk.adapters.pages.wire import read_text, text_message
from clerkdesk.domain.archiving import AS_CAPTURED, ArchiveProfile, TransferNote
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.errors import HelperCrashed, HelperSilent
from clerkdesk.domain.page_findings import CoverSheet, PageFindings, cover_of
from clerkdesk.domain.reading import (
    NO_NAMES,
    Box,
    KnownNames,
    PageText,
    ReadDocument,
    ReadField,
)
from clerkdesk.domain.scans import ColourMode
from clerkdesk.domain.secrecy import StampSearch
from clerkdesk.domain.texts import _
from clerkdesk.ports.pages import PageImage
from clerkdesk.process.host import ChildProcess, child_command

_SILENCE = 90.0
"""Seconds; a dense A3 page on a slow PC stays below it."""
_MEMORY = 4 * 1024**3
"""Address space, of which Tesseract, OpenCV and MuPDF map 1 GB before the first page."""


class ChildPageWorkshop:
    """Page work in one child process, started on demand and kept warm for the next page."""

    def __init__(
        self,
        command: Sequence[str] = (),
        *,
        silence: float = _SILENCE,
        memory: int = _MEMORY,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._child = ChildProcess(
            command or child_command("pages"),
            task=_("đọc trang"),
            silence=silence,
            memory=memory,
            # more threads make Tesseract slower, not faster (STACK.md)
            environment={**(environment or {}), "OMP_THREAD_LIMIT": "1"},
        )
        self._doc_types = load_doc_types()

    def thumbnail(self, image: PageImage, height: int) -> bytes:
        """A small JPEG, upright, at most `height` pixels high."""
        asked = {**_asked(image), "height": height}
        return self._child.ask("thumbnail", asked, image.content).blobs[0]

    def read_page(self, image: PageImage) -> PageText:
        """Read the words of a page (OCR)."""
        return read_text(self._child.ask("read_page", _asked(image), image.content).values)

    def read_head(self, image: PageImage) -> PageText:
        """Read the upper part of a first page."""
        return read_text(self._child.ask("read_head", _asked(image), image.content).values)

    def read_field(self, image: PageImage, page: int, box: Box, name: str) -> ReadField | None:
        """Read one field in a box of page `page`."""
        asked = {**_asked(image), "box": [box.x0, box.y0, box.x1, box.y1]}
        text = read_text(self._child.ask("read_box", asked, image.content).values)
        return read_one(name, text, page, self._doc_types)

    def read_document(
        self, pages: Sequence[PageText], known: KnownNames = NO_NAMES
    ) -> ReadDocument:
        """Find the registry fields in the words of a document's pages."""
        return ReadDocument(
            read_fields(pages, self._doc_types, known=known, today=local_date(datetime.now(UTC))),
            tuple(pages),
        )

    def read_draft(self, name: str, docx: bytes) -> ReadDocument:
        """Read a Word draft by its own text."""
        asked = {"name": name}
        return self.read_document([read_text(self._child.ask("read_draft", asked, docx).values)])

    def read_pdf(self, name: str, pdf: bytes) -> ReadDocument:
        """Read a PDF by its text layer, or by OCR of its first and last pages."""
        *pages, _end = self._child.events("read_pdf", {"name": name}, pdf)
        return self.read_document([read_text(page.values) for page in pages])

    def find_stamp(self, name: str, content: bytes, *, stop: Callable[[], bool]) -> StampSearch:
        """Search any file for a stamp of secrecy; a file that breaks the child is named as unread."""
        try:
            *_pages, end = self._child.events("find_stamp", {"name": name}, content, stop=stop)
        except (HelperCrashed, HelperSilent):
            return StampSearch(unread=(said_unread(name, _("tệp làm hỏng chương trình đọc")),))
        found = end.values
        unread = found["unread"]
        assert isinstance(unread, list)
        return StampSearch(str(found["mark"]), tuple(map(str, unread)), bool(found["whole"]))

    def make_pdf(
        self,
        pages: Iterable[PageImage],
        texts: Sequence[PageText],
        facts: Mapping[str, str],
        *,
        profile: ArchiveProfile = AS_CAPTURED,
        note: TransferNote | None = None,
    ) -> bytes:
        """Bind page images to one searchable PDF/A, scale 100 %.

        Page by page: each has its own time, and a look at another page comes in between.
        """
        pdf = secrets.token_hex(8)
        try:
            for number, page in enumerate(pages):
                words = text_message(texts[number]) if number < len(texts) else {}
                asked = {
                    **_asked(page),
                    "pdf": pdf,
                    "number": number,
                    "text": words,
                    "profile": asdict(profile),
                }
                self._child.ask("bind_page", asked, page.content)
        except BaseException:
            with suppress(HelperCrashed, HelperSilent):
                self._child.ask("bind_forget", {"pdf": pdf})
            raise
        end = {
            "pdf": pdf,
            "facts": dict(facts),
            "note": note.as_json() if note is not None else "",
        }
        return self._child.ask("bind_end", end).blobs[0]

    def examine(self, image: PageImage) -> PageFindings:
        """Look at a page: blank, sideways, coloured, a separator."""
        seen = self._child.ask("examine", _asked(image), image.content).values
        return PageFindings(
            colour=ColourMode(str(seen["colour"])),
            blank=bool(seen["blank"]),
            turn=int(str(seen["turn"])),
            skew=float(str(seen["skew"])),
            paper=str(seen["paper"]),
            is_patch=bool(seen["is_patch"]),
            cover=cover_of(str(seen["cover"])),
        )

    def separator_sheet(self, cover: CoverSheet | None, title: str = "") -> bytes:
        """A PDF to print: a cover sheet, or without `cover` a plain separator (Patch T)."""
        asked = {"cover": cover.as_code() if cover else "", "title": title}
        return self._child.ask("separator_sheet", asked).blobs[0]

    def close(self) -> None:
        """End the child process."""
        self._child.close()


def _asked(image: PageImage) -> dict[str, object]:
    return {"dpi": image.dpi, "turned": image.turned}
