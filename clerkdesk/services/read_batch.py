"""Read scanned pages and bind them: OCR page by page, fields, and the searchable PDF."""

from collections.abc import Callable
from datetime import datetime

from clerkdesk.domain.archiving import TransferNote
from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.reading import (
    NO_NAMES,
    Box,
    KnownNames,
    PageText,
    ReadDocument,
    ReadField,
)
from clerkdesk.domain.scans import BatchPage, ScanBatch
from clerkdesk.domain.secrecy import refuse_secret, stamped_secret
from clerkdesk.ports.pages import PageImage, PageWorkshop
from clerkdesk.ports.scanner import PageSpool
from clerkdesk.ports.store import Files
from clerkdesk.services.archive_profiles import archive_profile
from clerkdesk.services.stored_file import stored
from clerkdesk.services.tidy_batch import blanks


class ReadBatch:
    """Reads pages once each; a page is known again by its hash and turn."""

    def __init__(
        self,
        spool: PageSpool,
        workshop: PageWorkshop,
        known: Callable[[], KnownNames] = lambda: NO_NAMES,
    ) -> None:
        """`known` tells the names that the office knows, as they are when a document is read."""
        self._spool = spool
        self._workshop = workshop
        self._known = known
        self._texts: dict[tuple[str, int], PageText] = {}

    def page(self, page: BatchPage) -> PageText:
        """The words of one page.

        Raises:
            DamagedFile, OcrDataMissing, HelperCrashed, HelperSilent
        """
        key = (page.sha256, page.turned)
        if key not in self._texts:
            self._texts[key] = self._workshop.read_page(self.image(page))
        return self._texts[key]

    def image(self, page: BatchPage) -> PageImage:
        """The page as the workshop takes it."""
        return PageImage(self._spool.image(page), page.dpi, page.turned)

    def document(
        self,
        batch: ScanBatch,
        *,
        read: Callable[[int, ReadDocument], None],
        stop: Callable[[], bool],
    ) -> ReadDocument:
        """Read a batch: head of page 1, signer's page, then the rest; `read` is told of each step.

        Stops early, with what it has, when `stop` says so, and at a page with a stamp of secrecy.
        `read` hears how many pages are read, and what is known by then.
        """
        kept = batch.kept
        blank = [_unread(page) for page in kept]
        done: dict[int, PageText] = {}
        reading = ReadDocument()

        def known_now(last: int = len(kept)) -> ReadDocument:
            pages = [done.get(place, empty) for place, empty in enumerate(blank[:last])]
            return self._workshop.read_document(pages, self._known())

        if kept and not stop() and not self._is_read(kept[0]):
            done[0] = self._workshop.read_head(self.image(kept[0]))
            reading = known_now()
            read(0, reading)
            if stamped_secret(list(done.values())):
                return reading
        order = [0, len(kept) - 1, *range(1, len(kept) - 1)] if len(kept) > 1 else [0] * len(kept)
        for count, index in enumerate(order, 1):
            if stop():
                return reading
            done[index] = self.page(kept[index])
            secret = bool(stamped_secret(list(done.values())))
            if secret or count <= 2 or count == len(order):
                # nothing behind a stamp of secrecy is handed on
                reading = known_now(index + 1 if secret else len(kept))
                read(count, reading)
            if secret:
                return reading
        return reading

    def field(self, page: BatchPage, number: int, box: Box, name: str) -> ReadField | None:
        """Read one field again, in the box that the clerk drew on page `number` (from 1).

        Raises:
            DamagedFile, OcrDataMissing, HelperCrashed, HelperSilent
        """
        return self._workshop.read_field(self.image(page), number, box, name)

    def _is_read(self, page: BatchPage) -> bool:
        return (page.sha256, page.turned) in self._texts

    def forget(self, batch: ScanBatch) -> None:
        """Drop what was read of a batch that was discarded."""
        for page in batch.pages:
            for turned in (0, 90, 180, 270):
                self._texts.pop((page.sha256, turned), None)


def _unread(page: BatchPage) -> PageText:
    """The place of a page that is not read yet: page numbers of boxes stay right."""
    width, height = page.width * 72 / page.dpi, page.height * 72 / page.dpi
    return PageText(width, height, ())


class BindBatch:
    """Binds the kept pages of a batch to one PDF in the store."""

    def __init__(
        self,
        reader: ReadBatch,
        workshop: PageWorkshop,
        files: Files,
        *,
        made_by: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._reader = reader
        self._workshop = workshop
        self._files = files
        self._made_by = made_by
        self._clock = clock

    def __call__(self, batch: ScanBatch, name: str, title: str) -> Attachment:
        """Make the searchable PDF/A with its transfer note, as its profile says, and keep it.

        Raises:
            SecretDocument: a stamp of secrecy stands on a page; nothing was kept.
            DiskFull, DamagedFile, HelperCrashed, HelperSilent: nothing was kept; the pages are.
        """
        texts = [self._reader.page(page) for page in batch.kept]
        refuse_secret(texts)
        note = TransferNote(
            made_by=self._made_by,
            made_at=self._clock().astimezone(VIETNAM_TIME),
            device=batch.device,
            captured=len(batch.pages),
            kept=len(batch.kept),
            removed=len(batch.pages) - len(batch.kept),
            blanks_removed=blanks(batch),
            sheets=batch.sheets or None,
            page_hashes=tuple(page.sha256 for page in batch.kept),
        )
        facts = {"Title": title, "CreationDate": note.made_at.isoformat(timespec="seconds")}
        images = map(self._reader.image, batch.kept)
        pdf = self._workshop.make_pdf(
            images, texts, facts, profile=archive_profile(batch.archive), note=note
        )
        return stored(self._files, name, PDF, FileRole.MAIN, pdf)
