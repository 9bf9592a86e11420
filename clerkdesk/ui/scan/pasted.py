"""What the clipboard or a drop brings: files of this machine, or a picture."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from clerkdesk.domain.scans import ScannedPage, believable_dpi

_USUAL_DPI = 300
_METRE_IN_INCHES = 0.0254


def local_files(found: QMimeData) -> list[Path]:
    """The files; addresses of the web are left out."""
    return [Path(url.toLocalFile()) for url in found.urls() if url.isLocalFile()]


def page_of_picture(picture: object) -> ScannedPage | None:
    """The picture as a page, without loss; None where there is none."""
    if not isinstance(picture, QImage) or picture.isNull():
        return None
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    flat = picture.convertToFormat(QImage.Format.Format_RGB888)
    if not flat.save(buffer, "PNG"):  # type: ignore[call-overload] # the stubs want bytes for «PNG»
        return None
    told = picture.dotsPerMeterX() * _METRE_IN_INCHES
    dpi = believable_dpi(picture.width(), picture.height(), told, _USUAL_DPI)
    return ScannedPage(
        1, bytes(buffer.data().data()), "image/png", dpi, picture.width(), picture.height()
    )
