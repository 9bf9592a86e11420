"""Files that the clerk drops into the scanning page: each becomes pages, in the order given."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from clerkdesk.adapters.scanner.driver import Captured
from clerkdesk.adapters.scanner.file_pages import pages_of
from clerkdesk.domain.errors import NoScanner, PdfIsDocument
from clerkdesk.domain.scans import FILES_DRIVER, ScannerDevice, ScanSettings
from clerkdesk.process.named_files import read_file

_SIGNATURE_MARK = b"/ByteRange"


class FilesDriver:
    """No device of this machine: its device ids name the files themselves."""

    name = FILES_DRIVER

    def devices(
        self,
        addresses: Sequence[str] = (),  # noqa: ARG002 - not of the network
    ) -> Sequence[ScannerDevice]:
        """None is listed."""
        return []

    def scan(
        self, device: str, settings: ScanSettings, stopped: Callable[[], bool]
    ) -> Iterator[Captured]:
        """Yield the pages of every file.

        Raises:
            PdfIsDocument: a PDF that would lose its signature or its text as pages.
            FileNotRead, DamagedFile, LockedFile: pages before are good.
        """
        try:
            paths = [Path(str(path)) for path in json.loads(device)]
        except ValueError:
            raise NoScanner from None
        index = 0
        for path in paths:
            content = read_file(path)
            if _is_document(content):
                raise PdfIsDocument(path.name, str(path))
            for page in pages_of(path.name, content, settings, index):
                if stopped():
                    return
                index = page.index
                yield Captured(page)

    def taken(self, device: str, files: Sequence[str]) -> None:
        """The clerk's files stay where they are."""

    def close(self) -> None:
        """Nothing is kept running."""


def _is_document(content: bytes) -> bool:
    """Whether a PDF carries a signature, or a text that its pages do not show as a picture."""
    if not content.startswith(b"%PDF-"):
        return False
    if _SIGNATURE_MARK in content:
        return True
    import pymupdf  # only here: images need it not

    try:
        with pymupdf.open(stream=content, filetype="pdf") as document:
            return not document.needs_pass and any(
                page.get_text().strip() and not page.get_images() for page in document
            )
    except (pymupdf.FileDataError, pymupdf.EmptyFileError, pymupdf.mupdf.FzErrorBase):
        return False  # `pages_of` says that it is damaged
