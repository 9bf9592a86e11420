"""Read scanned pages and bind them: OCR page by page, fields, and the searchable PDF."""

from collections.abc import Callable
from datetime import datetime

from clerkdesk.domain.archiving import LAYERED, ArchiveProfile, TransferNote
from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.reading import PageText, ReadDocument
from clerkdesk.domain.scans import BatchPage, ScanBatch
from clerkdesk.domain.secrecy import refuse_secret, stamped_secret
from clerkdesk.ports.pages import PageImage, PageWorkshop
from clerkdesk.ports.scanner import PageSpool
from clerkdesk.ports.store import Files
from clerkdesk.services.stored_file import stored
from clerkdesk.services.tidy_batch import blanks


class ReadBatch:
    """Reads pages once each; a page is known again by its hash and turn."""

    def __init__(self, spool: PageSpool, workshop: PageWorkshop) -> None:
        self._spool = spool
        self._workshop = workshop
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
        """Read a batch, head first; `read` is told after the first page and at the end.

        Stops early, with what it has, when `stop` says so, and at a page with a stamp of secrecy.
        """
        texts: list[PageText] = []
        reading = ReadDocument()
        for index, page in enumerate(batch.kept):
            if stop():
                return reading
            texts.append(self.page(page))
            secret = bool(stamped_secret(texts))
            if secret or index == 0 or index == len(batch.kept) - 1:
                reading = self._workshop.read_document(texts)
                read(index + 1, reading)
            if secret:
                return reading
        return reading

    def forget(self, batch: ScanBatch) -> None:
        """Drop what was read of a batch that was discarded."""
        for page in batch.pages:
            for turned in (0, 90, 180, 270):
                self._texts.pop((page.sha256, turned), None)


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
        profile: ArchiveProfile = LAYERED,
    ) -> None:
        self._reader = reader
        self._workshop = workshop
        self._files = files
        self._made_by = made_by
        self._clock = clock
        self._profile = profile

    def __call__(
        self, batch: ScanBatch, name: str, title: str, *, sheets: int | None = None
    ) -> Attachment:
        """Make the searchable PDF/A with its transfer note and keep it.

        Args:
            sheets: sheets of paper that the clerk counted.

        Raises:
            SecretDocument: a stamp of secrecy stands on a page; nothing was kept.
            DiskFull, DamagedFile, HelperCrashed, HelperSilent: nothing was kept; the pages are.
        """
        images = [self._reader.image(page) for page in batch.kept]
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
            sheets=sheets,
            page_hashes=tuple(page.sha256 for page in batch.kept),
        )
        facts = {"Title": title, "CreationDate": note.made_at.isoformat(timespec="seconds")}
        pdf = self._workshop.make_pdf(images, texts, facts, profile=self._profile, note=note)
        return stored(self._files, name, PDF, FileRole.MAIN, pdf)
