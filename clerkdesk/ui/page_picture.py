"""The first page of a document as one picture on a grey table, as large as the room allows."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QSizePolicy

from clerkdesk.domain.texts import _

_MARGIN = 6


class PagePicture(QFrame):
    """Shows nothing while a picture is on its way: an old page would lie about the document."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("sunken", "true")
        self.setAccessibleName(_("Trang đầu của văn bản"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(150)
        self._of = ""
        self._pixmap = QPixmap()

    def expect(self, content: str) -> None:
        """The picture of this content (a hash) is wanted; another one is taken away."""
        if content != self._of:
            self._of = content
            self._pixmap = QPixmap()
            self.update()

    def show_png(self, png: bytes) -> None:
        """The picture has come."""
        self._pixmap.loadFromData(png)
        self.update()

    @property
    def is_drawn(self) -> bool:
        """Whether the expected picture is here."""
        return not self._pixmap.isNull()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As little as it must have; the layout gives it what is left over."""
        return QSize(200, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The page, whole and sharp, in the middle."""
        super().paintEvent(event)
        if self._pixmap.isNull():
            return
        ratio = self.devicePixelRatioF()
        room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        picture = self._pixmap.scaled(
            room.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        picture.setDevicePixelRatio(ratio)
        size = picture.deviceIndependentSize()
        left = room.x() + (room.width() - size.width()) / 2
        painter = QPainter(self)
        painter.drawPixmap(int(left), room.y(), picture)
        painter.end()
