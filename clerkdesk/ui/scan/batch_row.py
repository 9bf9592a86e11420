"""One waiting batch: its title, what can be done with it, and its pages in a line."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.scans import BatchPage, ScanBatch
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import button, text_label
from clerkdesk.ui.flow_layout import FlowLayout
from clerkdesk.ui.scan.page_tile import PageTile


class BatchRow(QWidget):
    """Keeps its tiles while pages come in, so that nothing flickers and the focus stays."""

    register_wanted = Signal(object)  # ScanBatch
    discard_wanted = Signal(object)  # ScanBatch
    tile_made = Signal(object)  # PageTile

    def __init__(self, batch: ScanBatch) -> None:
        super().__init__()
        self.batch = batch
        self.tiles: dict[str, PageTile] = {}
        self._title = text_label("", "heading")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addStretch(1)
        self.discard_button = button(
            _("Bỏ tập này"), lambda: self.discard_wanted.emit(self.batch), link=True
        )
        self.register_button = button(
            _("Đăng ký đến"), lambda: self.register_wanted.emit(self.batch)
        )
        self.register_button.setObjectName("register")
        head.addWidget(self.discard_button)
        head.addWidget(self.register_button)
        self._flow = FlowLayout(8)
        holder = QWidget()
        holder.setLayout(self._flow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(holder)

    def show_batch(self, batch: ScanBatch) -> None:
        """Show the pages as they are now."""
        self.batch = batch
        dropped = len(batch.pages) - len(batch.kept)
        words = _("{title} · {count} trang").format(title=batch.title, count=len(batch.kept))
        if dropped:
            words += _(" · bỏ {count}").format(count=dropped)
        if any(page.dropped and page.aside for page in batch.pages):
            words += _(" (trang trắng để riêng: chọn trang rồi bấm Delete để lấy lại)")
        self._title.setText(words)
        self.register_button.setEnabled(bool(batch.kept))
        for number, page in enumerate(batch.pages, start=1):
            self._show_page(page, number)

    def _show_page(self, page: BatchPage, number: int) -> None:
        tile = self.tiles.get(page.page_id)
        if tile is None:
            tile = self.tiles[page.page_id] = PageTile(page, number)
            self._flow.addWidget(tile)
            self.tile_made.emit(tile)
            return
        turned = tile.page.turned != page.turned
        tile.set_page(page, number)
        if turned:
            self.tile_made.emit(tile)
