"""Files that the clerk drops into the scanning page: each becomes pages, in the order given."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from clerkdesk.adapters.scanner.driver import Captured
from clerkdesk.adapters.scanner.file_pages import pages_of, refuse_document
from clerkdesk.adapters.scanner.left_out import LeftOut
from clerkdesk.domain.errors import ClerkError, NoScanner
from clerkdesk.domain.scans import FILES_DRIVER, ScannerDevice, ScanSettings
from clerkdesk.process.named_files import read_file


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
        """Yield the pages of every file; one that gives none does not stop those behind it.

        Raises:
            PdfIsDocument: a PDF that would lose its signature or its text as pages.
            FileNotRead, DamagedFile, LockedFile, UnsupportedFile: the only file.
            FilesLeftOut: those of several.
        """
        try:
            paths = [Path(str(path)) for path in json.loads(device)]
        except ValueError:
            raise NoScanner from None
        index, left = 0, LeftOut()
        for path in paths:
            try:
                content = read_file(path)
                refuse_document(path, content)
                for page in pages_of(path.name, content, settings, index):
                    if stopped():
                        return
                    index = page.index
                    yield Captured(page)
            except ClerkError as error:
                if len(paths) == 1:
                    raise
                left.note(path, error)
        if left:
            raise left.said(pages=index)

    def taken(self, device: str, files: Sequence[str]) -> None:
        """The clerk's files stay where they are."""

    def close(self) -> None:
        """Nothing is kept running."""
