"""One scanned page as a small picture: turn it, take it out, put it back."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clerkdesk.domain.scans import Aside, BatchPage
from clerkdesk.domain.texts import N_, _
from clerkdesk.ui import theme
from clerkdesk.ui.scan.page_pictures import PagePictures
from clerkdesk.ui.theme import Role

TILE = QSize(94, 142)
_PICTURE_HEIGHT = 116
_OUT = {
    None: N_("Đã bỏ"),
    Aside.BLANK: N_("Trang trắng"),
    Aside.SEPARATOR: N_("Tờ tách"),
    Aside.COVER: N_("Tờ bìa"),
    Aside.BACK: N_("Mặt sau"),
}
"""Why a page is not in the document."""


class PageTile(QWidget):
    """A page that is safe on disk; keys R, L turn it, Delete takes it out or puts it back, Ctrl+arrow
    moves it, T begins another batch with it."""

    turn_wanted = Signal(object, int)  # BatchPage, degrees clockwise
    drop_wanted = Signal(object, bool)  # BatchPage, whether it goes out
    move_wanted = Signal(object, int)  # BatchPage, places further
    split_wanted = Signal(object)  # BatchPage
    chosen = Signal(object)  # BatchPage

    def __init__(self, page: BatchPage, number: int, pictures: PagePictures) -> None:
        super().__init__()
        self.page = page
        self.number = number
        self._pictures = pictures
        self.setFixedSize(TILE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setObjectName(f"page-{page.page_id}")
        self._name()

    def set_page(self, page: BatchPage, number: int) -> None:
        """The page has changed."""
        self.page, self.number = page, number
        self._name()
        self.update()

    @property
    def has_picture(self) -> bool:
        """Whether the picture has come."""
        return self._pictures.has(self.page)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paper, picture, number; a page taken out is faint and says so."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = Role.ACCENT if self.hasFocus() else Role.LINE
        painter.setPen(QPen(theme.colour(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(theme.colour(Role.PAPER))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        if self.page.dropped:
            painter.setOpacity(0.25)
        room = QSize(self.width() - 10, _PICTURE_HEIGHT)
        picture = self._pictures.of(self.page, room * self.devicePixelRatioF())
        if picture is not None:
            size = picture.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            left = (self.width() - size.width()) // 2
            painter.drawPixmap(left, 5, size.width(), size.height(), picture)
        painter.setOpacity(1.0)
        painter.setPen(theme.colour(Role.BAD if self.page.dropped else Role.MUTED))
        painter.setFont(theme.font(theme.SMALL, bold=self.page.dropped))
        words = _(_OUT[self.page.aside]) if self.page.dropped else str(self.number)
        strip = self.rect().adjusted(0, self.height() - 20, 0, -3)
        painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """R and L turn, Delete takes out or puts back, Ctrl+arrow moves, T splits."""
        moves = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        match event.key():
            case Qt.Key.Key_Right if moves:
                self.move_wanted.emit(self.page, 1)
            case Qt.Key.Key_Left if moves:
                self.move_wanted.emit(self.page, -1)
            case Qt.Key.Key_T if not moves:
                self.split_wanted.emit(self.page)
            case Qt.Key.Key_R:
                self.turn_wanted.emit(self.page, 90)
            case Qt.Key.Key_L:
                self.turn_wanted.emit(self.page, 270)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.drop_wanted.emit(self.page, not self.page.dropped)
            case Qt.Key.Key_Right:
                self.focusNextChild()
            case Qt.Key.Key_Left:
                self.focusPreviousChild()
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the page."""
        self.setFocus()
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The page is the chosen one."""
        super().focusInEvent(event)
        self.chosen.emit(self.page)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Draw without the frame of the chosen page."""
        super().focusOutEvent(event)
        self.update()

    def _name(self) -> None:
        state = f", {_(_OUT[self.page.aside]).lower()}" if self.page.dropped else ""
        self.setAccessibleName(_("Trang {n}{state}").format(n=self.number, state=state))
        self.setToolTip(
            _(
                "R, L: xoay trang · Delete: bỏ hoặc lấy lại · Ctrl+← →: đổi chỗ · T: tách thành tập mới từ đây"
            )
        )
