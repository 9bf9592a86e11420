"""A watched folder as a scanner: files that a network scanner drops there become pages."""

import io
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageSequence

from clerkdesk.adapters.scanner.driver import JPEG, PNG, Captured, encode
from clerkdesk.domain.errors import DamagedFile, FeederEmpty, LockedFile, NoScanner
from clerkdesk.domain.scans import ScannedPage, ScannerDevice, ScanSettings
from clerkdesk.domain.texts import N_, _

DEVICE = "inbox"
TAKEN_FOLDER = "Da-quet"
"""Where files go whose pages are safe; nothing is deleted."""
_TITLE = N_("Thư mục chờ quét")
_ENDINGS = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf"}
_QUIET_SECONDS = 1.0
_LOOK_SECONDS = 0.25
_PIXEL_LIMIT = 150_000_000
_PASSED_ON = {"JPEG": JPEG, "PNG": PNG}


class FolderDriver:
    """One folder; a file counts when neither its size nor its time has changed for a second."""

    name = "folder"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def devices(self) -> Sequence[ScannerDevice]:
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
        """Yield the pages of every finished file, by name."""
        if device != DEVICE or not self._folder.is_dir():
            raise NoScanner
        index = 0
        for file in _finished(self._folder, stopped):
            for page in _pages(file, settings, index):
                if stopped():
                    return
                index = page.index
                yield Captured(page, file.name)
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


def _finished(folder: Path, stopped: Callable[[], bool]) -> list[Path]:
    """Files that nobody writes to any more; half-written ones are waited for."""
    last: dict[Path, tuple[int, int]] = {}
    quiet = 0.0
    while quiet < _QUIET_SECONDS and not stopped():
        now = {
            file: (file.stat().st_size, file.stat().st_mtime_ns)
            for file in folder.iterdir()
            if file.is_file() and file.suffix.lower() in _ENDINGS
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


def _pages(file: Path, settings: ScanSettings, before: int) -> Iterator[ScannedPage]:
    content = file.read_bytes()
    if file.suffix.lower() == ".pdf":
        yield from _pdf_pages(file.name, content, settings, before)
        return
    try:
        image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "TIFF"))
        if image.width * image.height > _PIXEL_LIMIT:
            raise DamagedFile(file.name)
        kind = str(image.format)
        dpi = round(float(image.info.get("dpi", (0, 0))[0])) or settings.dpi
        for index, frame in enumerate(ImageSequence.Iterator(image), start=before + 1):
            frame.load()
            if kind in _PASSED_ON:
                yield ScannedPage(index, content, _PASSED_ON[kind], dpi, frame.width, frame.height)
            else:
                yield encode(frame, index, dpi, settings.colour)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise DamagedFile(file.name) from error


def _pdf_pages(
    name: str, content: bytes, settings: ScanSettings, before: int
) -> Iterator[ScannedPage]:
    import pymupdf  # only here: the other drivers do not need it

    try:
        with pymupdf.open(stream=content, filetype="pdf") as document:
            if document.needs_pass:
                raise LockedFile(name)
            for index, page in enumerate(document, start=before + 1):
                pixmap = page.get_pixmap(dpi=settings.dpi, alpha=False)
                image = Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)
                yield encode(image, index, settings.dpi, settings.colour)
    except (pymupdf.FileDataError, pymupdf.EmptyFileError, pymupdf.mupdf.FzErrorBase) as error:
        raise DamagedFile(name) from error
