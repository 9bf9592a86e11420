"""What a scanner driver is inside the child process, and how its pages are encoded."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from PIL import Image

from clerkdesk.domain.scan_profiles import ODDITY_WORDS
from clerkdesk.domain.scans import ColourMode, Oddity, ScannedPage, ScannerDevice, ScanSettings
from clerkdesk.domain.texts import _

JPEG, PNG = "image/jpeg", "image/png"
_JPEG_QUALITY = 90
"""A scan is the record of a paper: finer than what is archived later."""


@dataclass(frozen=True, slots=True)
class Captured:
    """A page as a driver gave it; `file` names where it lies until the program has it safe."""

    page: ScannedPage
    file: str = ""


class Driver(Protocol):
    """One family of scanners; `name` is the first part of its device ids."""

    name: str

    def devices(self, addresses: Sequence[str] = ()) -> Sequence[ScannerDevice]:
        """List the scanners that answer now; `addresses` name those of the network."""
        ...

    def scan(
        self, device: str, settings: ScanSettings, stopped: Callable[[], bool]
    ) -> Iterator[Captured | None]:
        """Yield pages until the feeder is empty or `stopped` says so between two pages.

        None is a sign of life where a page takes long.

        Args:
            device: the device id without the driver's name.

        Raises:
            ClerkError: as `Scanner.scan`.
        """
        ...

    def taken(self, device: str, files: Sequence[str]) -> None:
        """The pages from `files` are safe on the program's side."""
        ...

    def close(self) -> None:
        """End what the driver keeps running."""
        ...


@runtime_checkable
class ButtonDriver(Protocol):
    """A driver whose scanners may have a button that the program hears."""

    def listen(self, device: str, stopped: Callable[[], bool]) -> Iterator[bool]:
        """Yield True for each press, False as a sign of life; ends at once where there is no button.

        Raises:
            ClerkError: as `Scanner.scan`.
        """
        ...


def encode(image: Image.Image, index: int, dpi: int, colour: ColourMode) -> ScannedPage:
    """Encode pixels in the asked colour: JPEG, or PNG where there is only black and white."""
    buffer = io.BytesIO()
    if colour is ColourMode.BLACK_WHITE or image.mode == "1":
        media_type = PNG
        image.convert("L").point(lambda level: 255 if level > 160 else 0).convert("1").save(
            buffer, "PNG", dpi=(dpi, dpi)
        )
    else:
        media_type = JPEG
        wanted = image.convert("RGB" if colour is ColourMode.COLOUR else "L")
        wanted.save(buffer, "JPEG", quality=_JPEG_QUALITY, dpi=(dpi, dpi))
    return ScannedPage(index, buffer.getvalue(), media_type, dpi, image.width, image.height)


def told(page: ScannedPage, *oddities: Oddity) -> ScannedPage:
    """The page with what the scanner did otherwise than asked, in words, too."""
    words = [_(ODDITY_WORDS[found]) for found in oddities]
    return replace(page, remark=" ".join([*words, page.remark]).strip(), oddities=oddities)
