"""What the viewer is told: sheets, where their images come from, boxes and things to be placed."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTransform

from clerkdesk.domain.errors import DamagedFile
from clerkdesk.domain.reading import Box
from clerkdesk.domain.texts import _
from clerkdesk.ui.theme import State

LoadPage = Callable[[int, int], bytes]
"""(page from 0, wanted dpi) -> PNG or JPEG of the page as captured; runs in a lane, may raise
ClerkError. An image of another resolution is as good: it is scaled to the sheet."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in PDF points (1/72 inch) as captured; `turned` is clockwise degrees to be shown."""

    width: float
    height: float
    turned: int = 0

    @property
    def shown(self) -> tuple[float, float]:
        """Width and height as it lies on the screen."""
        return (self.width, self.height) if self.turned % 180 == 0 else (self.height, self.width)


A4 = Sheet(595.28, 841.89)


@dataclass(frozen=True, slots=True)
class MarkedBox:
    """A place on a page (from 0) with a meaning, such as a field that was read there."""

    page: int
    box: Box
    state: State = State.ACCENT
    tooltip: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """A thing that the clerk moves over a page (from 0), such as the seal; `image` a PNG or empty.

    `drawn`: the page shows it already at this place; its picture is drawn only while it is moved.
    """

    page: int
    box: Box
    image: bytes = b""
    label: str = ""
    drawn: bool = False


def read_image(content: bytes, turned: int = 0) -> QImage:
    """Decode and turn; QImage is a value, so this is done in the lane and not in the GUI thread.

    Raises:
        DamagedFile: not an image.
    """
    image = QImage.fromData(content)
    if image.isNull():
        raise DamagedFile(_("ảnh trang"))
    if turned % 360:
        turn = QTransform().rotate(turned % 360)
        image = image.transformed(turn, Qt.TransformationMode.SmoothTransformation)
    # the form that the screen draws, so that the GUI thread has nothing left to convert
    return image.convertToFormat(QImage.Format.Format_RGB32)
