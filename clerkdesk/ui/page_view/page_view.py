"""The viewer: one page at a time, zoom, thumbnails, boxes over the page, things to be placed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QGraphicsPixmapItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QHBoxLayout,
    QStackedLayout,
    QWidget,
)
from shiboken6 import isValid

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.reading import Box
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import EmptyState
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.page_view.canvas import Canvas
from clerkdesk.ui.page_view.marks import BoxMark, PlacedItem
from clerkdesk.ui.page_view.sheets import LoadPage, MarkedBox, Placement, Sheet, read_image
from clerkdesk.ui.page_view.thumbnails import Thumbnails
from clerkdesk.ui.theme import Role

_SCREEN_DPI = 96.0
_STEPS = (72, 110, 150, 220, 300)
"""Resolutions that are asked for: few, so that a little zooming asks for nothing new."""
_KEPT = 8
"""Pages whose images are kept."""
_LEAST, _MOST = 0.2, 5.0
_MARGIN = 10.0


class PageView(QWidget):
    """Shows pages whose images are loaded in `lane` when they are looked at.

    Signals: `page_changed` (from 0), `box_clicked` (name), `placed` (name, page, Box),
    `region_drawn` (page, Box: with Shift and the mouse),
    `failed` (ClerkError of a load).

    Args:
        thumbnails: a strip of small pages at the left.
        empty: what it says while there is nothing to show.
    """

    page_changed = Signal(int)
    box_clicked = Signal(str)
    placed = Signal(str, int, object)
    region_drawn = Signal(int, object)
    failed = Signal(object)

    # said later, from the event loop: whoever listens may replace the very item that was pressed
    _box_pressed = Signal(str)
    _item_placed = Signal(str, int, object)

    def __init__(
        self, jobs: Jobs, *, lane: Lane = Lane.PDF, thumbnails: bool = False, empty: str = ""
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self._lane = lane
        self._sheets: list[Sheet] = []
        self._load: LoadPage | None = None
        self._round = 0
        self._page = 0
        self._zoom = 0.0
        self._by_width = False
        self._images: dict[tuple[int, int], QPixmap] = {}
        self._asked: set[tuple[int, int]] = set()
        self._boxes: dict[str, MarkedBox] = {}
        self._lit = ""
        self._placements: dict[str, Placement] = {}
        self._scene = QGraphicsScene(self)
        self._paper = QGraphicsRectItem()
        self._paper.setPen(QPen(Qt.PenStyle.NoPen))
        self._picture = QGraphicsPixmapItem(self._paper)
        self._picture.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._paper)
        self._box_pressed.connect(self.box_clicked, Qt.ConnectionType.QueuedConnection)
        self._item_placed.connect(self.placed, Qt.ConnectionType.QueuedConnection)
        self._marks: dict[str, BoxMark] = {}
        self._placed_items: dict[str, PlacedItem] = {}
        self.canvas = Canvas(self._scene)
        self.canvas.setAccessibleName(_("Trang văn bản"))
        self.canvas.zoomed.connect(self._zoom_by)
        self.canvas.resized.connect(self._fit)
        self.canvas.page_wanted.connect(self._step)
        self.canvas.region_drawn.connect(self._say_region)
        self._has_thumbs = thumbnails
        self.thumbs = Thumbnails(jobs, lane)
        self.thumbs.currentRowChanged.connect(self.go_to_page)
        self.empty = EmptyState(empty or _("Chưa có trang nào để xem."))
        self._stack = QStackedLayout(self)
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.thumbs)
        self.thumbs.setVisible(thumbnails)
        across.addWidget(self.canvas, 1)
        self._stack.addWidget(holder)
        self._stack.addWidget(self.empty)
        self._stack.setCurrentWidget(self.empty)
        self.setFocusProxy(self.canvas)

    # --- pages -------------------------------------------------------------------------------------

    def show_pages(self, sheets: Sequence[Sheet], load: LoadPage, *, page: int = 0) -> None:
        """Show other pages; images that are still on their way for the old ones are dropped."""
        self._round += 1
        self._sheets = list(sheets)
        self._load = load
        self._images.clear()
        self._asked.clear()
        self._boxes.clear()
        self._placements.clear()
        self._page = min(page, max(len(sheets) - 1, 0))
        self._stack.setCurrentIndex(0 if sheets else 1)
        if self._has_thumbs:
            self.thumbs.show_pages(self._sheets, load, self._page)
        self._show_page()
        if sheets:
            self.page_changed.emit(self._page)

    def reload(self, load: LoadPage) -> None:
        """The same pages have changed a little: the old picture stays until the new one is here."""
        self._round += 1
        self._load = load
        self._images.clear()
        self._asked.clear()
        self._fit()

    def clear(self, text: str = "") -> None:
        """Show nothing; `text` says why."""
        if text:
            self.empty.label.setText(text)
        self.show_pages((), lambda _page, _dpi: b"")

    def is_drawn(self) -> bool:
        """Whether the image of the shown page is here."""
        return any(page == self._page for page, _dpi in self._images)

    def page(self) -> int:
        """The page that is shown, from 0."""
        return self._page

    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._sheets)

    def go_to_page(self, page: int) -> None:
        """Show a page, from 0; beyond the ends nothing happens."""
        if 0 <= page < len(self._sheets) and page != self._page:
            self._page = page
            self.thumbs.setCurrentRow(page)
            self._show_page()
            self.canvas.verticalScrollBar().setValue(0)
            self.page_changed.emit(page)

    def turn_page(self, page: int, turned: int) -> None:
        """Show a page turned clockwise by `turned` degrees of its captured form."""
        old = self._sheets[page]
        self._sheets[page] = Sheet(old.width, old.height, turned % 360)
        for key in [key for key in self._images if key[0] == page]:
            del self._images[key]
        self._asked = {key for key in self._asked if key[0] != page}
        if self._has_thumbs:
            self.thumbs.change(page, self._sheets[page])
        if page == self._page:
            self._show_page()

    # --- zoom --------------------------------------------------------------------------------------

    def fit_page(self) -> None:
        """The whole page."""
        self._zoom, self._by_width = 0.0, False
        self._fit()

    def fit_width(self) -> None:
        """The page as wide as the view."""
        self._zoom, self._by_width = 0.0, True
        self._fit()

    def set_zoom(self, zoom: float) -> None:
        """1.0 is the paper's own size on a screen of 96 dpi."""
        self._zoom = min(max(zoom, _LEAST), _MOST)
        self._fit()

    def zoom(self) -> float:
        """The zoom that is in force."""
        return self.canvas.transform().m11() * 72 / _SCREEN_DPI

    # --- over the page -----------------------------------------------------------------------------

    def set_boxes(self, boxes: Mapping[str, MarkedBox]) -> None:
        """Mark places, by name (such as field names)."""
        self._boxes = dict(boxes)
        self._show_marks()

    def set_box(self, name: str, marked: MarkedBox) -> None:
        """Mark one place more, or elsewhere than before; it is lit."""
        self._boxes[name] = marked
        self._lit = name
        self._show_marks()

    def highlight(self, name: str, *, go: bool = True) -> None:
        """Light one box and show its page; an unknown name lights none."""
        self._lit = name
        marked = self._boxes.get(name)
        if go and marked is not None:
            self.go_to_page(marked.page)
        for other, mark in self._marks.items():
            mark.light(other == name)
        if marked is not None and name in self._marks:
            self.canvas.ensureVisible(self._marks[name], 30, 30)

    def set_placements(self, placements: Mapping[str, Placement]) -> None:
        """Things that the clerk may move over the page; `placed` tells where."""
        self._placements = dict(placements)
        self._show_marks()

    def placement(self, name: str) -> Placement:
        """Where a thing is now."""
        return self._placements[name]

    def has_focus_on(self, name: str) -> bool:
        """Whether the arrows move this thing."""
        item = self._placed_items.get(name)
        return item is not None and item.hasFocus()

    def focus_placement(self, name: str) -> None:
        """Let the arrows move this thing."""
        self.go_to_page(self._placements[name].page)
        self.canvas.setFocus()
        self._placed_items[name].setFocus()

    # --- inside ------------------------------------------------------------------------------------

    def _show_page(self) -> None:
        if not self._sheets:
            self._picture.setPixmap(QPixmap())
            self._show_marks()
            return
        width, height = self._sheets[self._page].shown
        self._paper.setRect(QRectF(0, 0, width, height))
        self._paper.setBrush(theme.colour(Role.PAPER))
        self._scene.setSceneRect(
            QRectF(-_MARGIN, -_MARGIN, width + 2 * _MARGIN, height + 2 * _MARGIN)
        )
        self._picture.setPixmap(QPixmap())
        self._fit()
        self._show_marks()

    def _fit(self) -> None:
        rect = self._scene.sceneRect()
        if not self._sheets or rect.isEmpty():
            return
        room = self.canvas.viewport().size()
        if self._zoom:
            scale = self._zoom * _SCREEN_DPI / 72
        else:
            scale = room.width() / rect.width()
            if not self._by_width:
                scale = min(scale, room.height() / rect.height())
        scale = max(scale, 0.05)
        self.canvas.resetTransform()
        self.canvas.scale(scale, scale)
        self._show_image(scale)

    def _show_image(self, scale: float) -> None:
        wanted = 72 * scale * self.devicePixelRatioF()
        dpi = next((step for step in _STEPS if step >= wanted * 0.95), _STEPS[-1])
        best = max((key for key in self._images if key[0] == self._page), default=None)
        if best is not None:
            self._put_image(self._images[best])
        if (self._page, dpi) not in self._images:
            self._ask(self._page, dpi)

    def _ask(self, page: int, dpi: int) -> None:
        if self._load is None or (page, dpi) in self._asked:
            return
        self._asked.add((page, dpi))
        load, turned, number = self._load, self._sheets[page].turned, self._round

        def keep(image: QImage) -> None:
            if isValid(self) and number == self._round and turned == self._sheets[page].turned:
                self._keep(page, dpi, image)

        def fail(error: ClerkError) -> None:
            if isValid(self) and number == self._round:
                self.failed.emit(error)

        self._jobs.run(
            self._lane, lambda: read_image(load(page, dpi), turned), done=keep, failed=fail
        )

    def _keep(self, page: int, dpi: int, image: QImage) -> None:
        self._images[page, dpi] = QPixmap.fromImage(image)
        while len(self._images) > _KEPT:
            oldest = next(iter(self._images))
            del self._images[oldest]
            self._asked.discard(oldest)
        if page == self._page:
            self._put_image(self._images[page, dpi])

    def _put_image(self, image: QPixmap) -> None:
        width, height = self._sheets[self._page].shown
        self._picture.setPixmap(image)
        self._picture.resetTransform()
        across, down = width / max(image.width(), 1), height / max(image.height(), 1)
        self._picture.setTransform(self._picture.transform().scale(across, down))

    def _show_marks(self) -> None:
        for item in (*self._marks.values(), *self._placed_items.values()):
            self._scene.removeItem(item)
        self._marks, self._placed_items = {}, {}
        for name, marked in self._boxes.items():
            if marked.page == self._page and self._sheets:
                mark = BoxMark(name, marked, self._box_pressed.emit)
                mark.light(name == self._lit)
                self._marks[name] = mark
                self._scene.addItem(mark)
        for name, placement in self._placements.items():
            if placement.page == self._page and self._sheets:
                item = PlacedItem(name, placement, self._paper.rect(), self._say_placed)
                self._placed_items[name] = item
                self._scene.addItem(item)

    def _say_placed(self, name: str, box: Box) -> None:
        old = self._placements[name]
        self._placements[name] = replace(old, box=box, drawn=False)
        self._item_placed.emit(name, old.page, box)

    def _say_region(self, drawn: QRectF) -> None:
        inside = drawn.intersected(self._paper.rect())
        if self._sheets and not inside.isEmpty():
            box = Box(inside.left(), inside.top(), inside.right(), inside.bottom())
            self.region_drawn.emit(self._page, box)

    def _zoom_by(self, factor: float) -> None:
        if factor:
            self.set_zoom(self.zoom() * factor)
        else:
            self.fit_page()

    def _step(self, pages: int) -> None:
        self.go_to_page(self._page + pages)
