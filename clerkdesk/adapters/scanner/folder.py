"""A watched folder as a scanner: files that a network scanner drops there become pages."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from clerkdesk.adapters.scanner.driver import Captured
from clerkdesk.adapters.scanner.file_pages import pages_of, refuse_document
from clerkdesk.adapters.scanner.left_out import LeftOut
from clerkdesk.domain.errors import ClerkError, FeederEmpty, NoScanner
from clerkdesk.domain.scans import PAGE_FILES, ScannerDevice, ScanSettings
from clerkdesk.domain.texts import N_, _
from clerkdesk.process.named_files import read_file

DEVICE = "inbox"
TAKEN_FOLDER = "Da-quet"
"""Where files go whose pages are safe; nothing is deleted."""
_TITLE = N_("Thư mục chờ quét")
_QUIET_SECONDS = 1.0
_LOOK_SECONDS = 0.25


class FolderDriver:
    """One folder; a file counts when neither its size nor its time has changed for a second."""

    name = "folder"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def devices(
        self,
        addresses: Sequence[str] = (),  # noqa: ARG002 - not of the network
    ) -> Sequence[ScannerDevice]:
        """The folder, where it exists."""
        if not self._folder.is_dir():
            return []
        return [
            ScannerDevice(
                f"{self.name}:{DEVICE}",
                _(_TITLE),
                self.name,
                (self._folder.name,),
                is_feeder=True,
            )
        ]

    def scan(
        self, device: str, settings: ScanSettings, stopped: Callable[[], bool]
    ) -> Iterator[Captured]:
        """Yield the pages of every finished file, by name.

        Raises:
            FilesLeftOut: what is no page stays in the folder; it does not bar the way of the others.
        """
        if device != DEVICE or not self._folder.is_dir():
            raise NoScanner
        index, left = 0, LeftOut()
        for file in _finished(self._folder, stopped):
            try:
                content = read_file(file)
                refuse_document(file, content)
                for page in pages_of(file.name, content, settings, index):
                    if stopped():
                        return
                    index = page.index
                    yield Captured(page, file.name)
            except ClerkError as error:
                left.note(file, error)
        if left:
            raise left.said(pages=index)
        if index == 0 and not stopped():
            raise FeederEmpty

    def taken(self, device: str, files: Sequence[str]) -> None:  # noqa: ARG002 - one folder
        """Put the files aside so that the next run does not take them again."""
        aside = self._folder / TAKEN_FOLDER
        aside.mkdir(exist_ok=True)
        for name in files:
            file = self._folder / Path(name).name
            if file.is_file():
                file.replace(_free_name(aside / file.name))

    def close(self) -> None:
        """Nothing is kept running."""


def _finished(folder: Path, stopped: Callable[[], bool]) -> list[Path]:
    """Files that nobody writes to any more; half-written ones are waited for."""
    last: dict[Path, tuple[int, int]] = {}
    quiet = 0.0
    while quiet < _QUIET_SECONDS and not stopped():
        now = {
            file: (file.stat().st_size, file.stat().st_mtime_ns)
            for file in folder.iterdir()
            if file.is_file() and file.suffix.lower() in PAGE_FILES
        }
        if not now:
            return []
        quiet = quiet + _LOOK_SECONDS if now == last else 0.0
        last = now
        time.sleep(_LOOK_SECONDS)
    return sorted(file for file, (size, _changed) in last.items() if size)


def _free_name(file: Path) -> Path:
    number, free = 1, file
    while free.exists():
        number += 1
        free = file.with_name(f"{file.stem} ({number}){file.suffix}")
    return free
