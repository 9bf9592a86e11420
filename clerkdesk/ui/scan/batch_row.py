"""One waiting batch: its title, what can be done with it, and its pages in a line."""

from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from clerkdesk.domain.page_findings import cover_of
from clerkdesk.domain.piles import (
    Backs,
    backs_words,
    believable_sheets,
    counted_problem,
    falls_apart,
    match_backs,
)
from clerkdesk.domain.scans import BatchPage, ScanBatch
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import ElidedLabel, Note, button
from clerkdesk.ui.flow_layout import FlowLayout, WrappingRow
from clerkdesk.ui.scan.page_pictures import PagePictures
from clerkdesk.ui.scan.page_tile import TILE, PageTile
from clerkdesk.ui.scan.tile_flow import TileFlow
from clerkdesk.ui.theme import State


class BatchRow(QWidget):
    """Keeps its tiles while pages come in, so that nothing flickers and the focus stays.

    Every signal but the last two carries the ScanBatch.
    """

    register_wanted = Signal(object)
    discard_wanted = Signal(object)
    backs_wanted = Signal(object)
    backs_again_wanted = Signal(object)
    join_wanted = Signal(object)
    apart_wanted = Signal(object)
    turn_round_wanted = Signal(object)
    backs_aside_wanted = Signal(object)
    file_wanted = Signal(object)
    count_again_wanted = Signal(object)
    tile_made = Signal(object)  # PageTile
    page_turned = Signal(object)  # BatchPage

    def __init__(self, batch: ScanBatch, pictures: PagePictures) -> None:
        super().__init__()
        self._pictures = pictures
        self.batch = batch
        self.tiles: dict[str, PageTile] = {}
        self._title = ElidedLabel("", "heading")
        head = WrappingRow(8)
        head.add(self._title)
        self.others = button(_("Việc khác ▾"))
        self.others.setAccessibleName(_("Việc khác với tập này"))
        self.others.setProperty("kind", "compact")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.others.setMenu(self._menu)
        self.file_button = button(_("Xếp theo tờ bìa"), lambda: self.file_wanted.emit(self.batch))
        self.file_button.setObjectName("file")
        self.register_button = button(
            _("Đăng ký đến"), lambda: self.register_wanted.emit(self.batch)
        )
        self.register_button.setObjectName("register")
        for made in (self.others, self.file_button, self.register_button):
            head.end.addWidget(made)
        self._flow = TileFlow(TILE, 8)
        holder = QWidget()
        holder.setLayout(self._flow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(6)
        layout.addWidget(head)
        self.counted_note = Note()
        layout.addWidget(self.counted_note)
        layout.addWidget(self._backs_box())
        layout.addWidget(holder)

    def _backs_box(self) -> QWidget:
        """What is said and can be done while these are the backs of another batch."""
        self.backs_note = Note()
        self.join_button = button(_("Ghép hai mặt"), lambda: self.join_wanted.emit(self.batch))
        self.join_button.setObjectName("join")
        acts = QWidget()
        row = FlowLayout(8)
        acts.setLayout(row)
        row.addWidget(self.join_button)
        for words, wanted in (
            (_("Quét thêm mặt sau"), self.backs_wanted),
            (_("Quét lại mặt sau"), self.backs_again_wanted),
            (_("Để thành tập riêng"), self.apart_wanted),
        ):
            row.addWidget(button(words, partial(self._want, wanted)))
        self._backs = QWidget()
        layout = QVBoxLayout(self._backs)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.backs_note)
        layout.addWidget(acts)
        self._backs.hide()
        return self._backs

    @property
    def may_register(self) -> bool:
        """Whether it has pages left and is no pile of backs."""
        return self.register_button.isEnabled() and not self.register_button.isHidden()

    def show_key(self, key: str) -> None:
        """Say by which key this batch is registered; empty if by none."""
        words = _("Đăng ký đến")
        self.register_button.setText(f"{words}  {key}" if key else words)

    def show_batch(self, batch: ScanBatch, fronts: ScanBatch | None = None) -> None:
        """Show the pages as they are now; `fronts` is the batch whose backs these are."""
        self.batch = batch
        self._show_head(batch, fronts)
        self._show_backs(batch, fronts)
        there = {page.page_id for page in batch.pages}
        for gone in [page_id for page_id in self.tiles if page_id not in there]:
            tile = self.tiles.pop(gone)
            self._flow.removeWidget(tile)
            tile.hide()  # it is deleted with the next event only
            tile.deleteLater()
        for number, page in enumerate(batch.pages, start=1):
            self._show_page(page, number)
        order = [page.page_id for page in batch.pages]
        if order != list(self.tiles):
            self.tiles = {page_id: self.tiles[page_id] for page_id in order}
            self._flow.put_in_order(list(self.tiles.values()))

    def _show_head(self, batch: ScanBatch, fronts: ScanBatch | None) -> None:
        aside = sum(page.dropped and page.aside is not None for page in batch.pages)
        dropped = len(batch.pages) - len(batch.kept) - aside
        title = (
            _("Mặt sau của «{title}»").format(title=fronts.title)
            if fronts is not None
            else batch.title
        )
        cover = cover_of(batch.cover)
        if cover is not None:
            title += _(" → {where}").format(where=cover)
        words = _("{title} · {count} trang").format(title=title, count=len(batch.kept))
        if dropped:
            words += _(" · bỏ {count}").format(count=dropped)
        if aside:
            words += _(" · để riêng {count} (Delete để lấy lại)").format(count=aside)
        self._title.setText(words)
        problem = counted_problem(batch)
        self.counted_note.show_state(problem, State.WARN)
        self.counted_note.setVisible(bool(problem))
        self.register_button.setEnabled(bool(batch.kept))
        self.register_button.setVisible(fronts is None)
        self.file_button.setVisible(fronts is None and falls_apart(batch))

    def _show_backs(self, batch: ScanBatch, fronts: ScanBatch | None) -> None:
        self._backs.setVisible(fronts is not None)
        if fronts is None:
            return
        equal = match_backs(fronts, batch) is Backs.MATCH
        words = backs_words(fronts, batch) or _("Mặt trước và mặt sau đã bằng nhau.")
        self.backs_note.show_state(words, State.GOOD if equal else State.WARN)
        self.join_button.setText(_("Ghép hai mặt") if equal else _("Vẫn ghép hai mặt"))

    def _show_page(self, page: BatchPage, number: int) -> None:
        tile = self.tiles.get(page.page_id)
        if tile is None:
            tile = self.tiles[page.page_id] = PageTile(page, number, self._pictures)
            self._flow.addWidget(tile)
            self.tile_made.emit(tile)
            return
        if (tile.page, tile.number) == (page, number):
            return  # of hundreds of pages one has changed
        turned = tile.page.turned != page.turned
        tile.set_page(page, number)
        if turned:
            self.page_turned.emit(page)

    def _fill_menu(self) -> None:
        self._menu.clear()
        acts = [
            (_("Quét mặt sau của tập này\tCtrl+F9"), self.backs_wanted),
            (_("Đảo thứ tự: tờ cuối lên đầu\tCtrl+R"), self.turn_round_wanted),
            (_("Để riêng mặt sau (mỗi trang thứ hai)"), self.backs_aside_wanted),
            (_("Tách, xếp theo tờ bìa\tCtrl+T"), self.file_wanted),
            (_("Bỏ tập này"), self.discard_wanted),
        ]
        if not self._backs.isHidden():  # of backs only what is not beside their note
            acts = [acts[1], acts[-1]]
        if counted_problem(self.batch):
            found = believable_sheets(self.batch)
            words = _("Lấy {found} tờ như đã quét").format(found=found)
            acts.insert(0, (words, self.count_again_wanted))
        for words, wanted in acts:
            entry = self._menu.addAction(words)
            entry.triggered.connect(partial(self._want, wanted))

    def _want(self, wanted: SignalInstance, _checked: bool = False) -> None:
        wanted.emit(self.batch)
