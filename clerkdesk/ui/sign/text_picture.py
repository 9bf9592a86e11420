"""A signature that is text alone, as it will look: a picture for the viewer, never for the file."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from clerkdesk.domain.reading import Box

_SCALE = 2
"""Pixels a point."""
_SIZE = 10
"""Points, as Phụ lục I wants it."""


def text_picture(text: str, box: Box) -> bytes:
    """`text` in black Times New Roman at the upper left of `box`, as PNG; empty for no text."""
    if not text:
        return b""
    width, height = (box.x1 - box.x0) * _SCALE, (box.y1 - box.y0) * _SCALE
    image = QImage(round(width), round(height), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    font = QFont(["Tinos", "Times New Roman", "Liberation Serif"])
    font.setPixelSize(_SIZE * _SCALE)
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(QColor(Qt.GlobalColor.black))
    painter.drawText(QRectF(0, 0, width, height), Qt.TextFlag.TextWordWrap, text)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stubs want the format as bytes
    return bytes(content.data())
