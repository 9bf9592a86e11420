"""The waiting batches one under the other, and which of them is the one in hand."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Card, EmptyState, scrolled
from clerkdesk.ui.scan.batch_row import BatchRow
from clerkdesk.ui.scan.page_pictures import PagePictures
from clerkdesk.ui.scan.page_tile import PageTile
from clerkdesk.ui.scan.piles_presenter import PilesPresenter
from clerkdesk.ui.scan.presenter import ScanPresenter
from clerkdesk.ui.scan.summary_card import SummaryCard


class BatchList(Card):
    """Rows stay as they are while pages come in; over them the summary of the last filing."""

    register_wanted = Signal(object)  # ScanBatch
    discard_wanted = Signal(object)  # ScanBatch
    backs_wanted = Signal(object)  # ScanBatch
    file_wanted = Signal(object)  # ScanBatch
    scan_wanted = Signal()

    def __init__(self, presenter: ScanPresenter, piles: PilesPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._piles = piles
        self._current = ""
        self._register_key = QShortcut(QKeySequence("F2"), self)
        self._register_key.activated.connect(self._register_next)
        self.rows: dict[str, BatchRow] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._list.addStretch(1)
        inner = QWidget()
        inner.setLayout(self._list)
        self.empty = EmptyState(
            _(
                "Chưa có trang nào chờ đăng ký.\nĐặt giấy vào máy quét rồi bấm «Quét», hoặc kéo, dán (Ctrl+V) tệp PDF, ảnh vào đây."
            ),
            _("▶ Quét  F9"),
        )
        self.empty.pressed.connect(self.scan_wanted)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(scrolled(inner))
        self.summary = SummaryCard()
        self.body.addWidget(self.summary)
        self.body.addWidget(self._pages, 1)
        self._pictures = PagePictures()
        self._pictures.setParent(self)
        self._pictures.missing.connect(presenter.want_thumbnail)
        self._pictures.changed.connect(self._draw_again)
        presenter.thumbnail_ready.connect(self._pictures.take)

    def show_batches(self, batches: Sequence[ScanBatch]) -> None:
        """Show them as they are now."""
        by_id = {batch.batch_id: batch for batch in batches}
        self._pictures.keep_only({page.page_id for batch in batches for page in batch.pages})
        for gone in [key for key in self.rows if key not in by_id]:
            away = self.rows.pop(gone)
            away.hide()  # it is deleted with the next event only
            away.deleteLater()
        for batch in batches:
            row = self.rows.get(batch.batch_id)
            if row is None:
                row = self.rows[batch.batch_id] = self._new_row(batch)
                self._list.insertWidget(self._list.count() - 1, row)
            row.show_batch(batch, by_id.get(batch.backs_of))
        self._pages.setCurrentIndex(1 if batches else 0)
        self._show_key()

    def tiles(self) -> list[PageTile]:
        """The pages of every waiting batch, in order."""
        return [tile for row in self.rows.values() for tile in row.tiles.values()]

    def current(self) -> ScanBatch | None:
        """The batch whose page was chosen last, else the last one."""
        row = self.rows.get(self._current)
        if row is None and self.rows:
            row = list(self.rows.values())[-1]
        return row.batch if row is not None else None

    def _next(self) -> BatchRow | None:
        """What F2 registers: the batch in hand, else the first that can be registered."""
        rows = [row for row in self.rows.values() if row.may_register]
        chosen = [row for row in rows if row.batch.batch_id == self._current]
        return next(iter(chosen or rows), None)

    def _show_key(self) -> None:
        following = self._next()
        for row in self.rows.values():
            row.show_key("F2" if row is following else "")
        self._register_key.setEnabled(following is not None)  # else F2 means arrivals

    def _register_next(self) -> None:
        if (row := self._next()) is not None:
            row.register_button.click()

    def last(self) -> str | None:
        """The id of the batch that came last."""
        return list(self.rows)[-1] if self.rows else None

    def backs_of(self, batch_id: str | None) -> str:
        """The batch whose backs these are, if it still waits; else empty."""
        row = self.rows.get(batch_id or "")
        fronts = row.batch.backs_of if row is not None else ""
        return fronts if fronts in self.rows else ""

    def waiting_backs(self, fronts: str) -> str | None:
        """The batch that holds backs of `fronts` already."""
        found = [key for key, row in self.rows.items() if row.batch.backs_of == fronts]
        return found[-1] if found else None

    def with_covers(self, batch: ScanBatch) -> list[str]:
        """A batch to be filed; with one that was taken apart go the others that know their cover."""
        if not batch.cover:
            return [batch.batch_id]
        known = [key for key, row in self.rows.items() if row.batch.cover]
        return [batch.batch_id, *(key for key in known if key != batch.batch_id)]

    def _new_row(self, batch: ScanBatch) -> BatchRow:
        row, piles = BatchRow(batch, self._pictures), self._piles
        row.register_wanted.connect(self.register_wanted)
        row.discard_wanted.connect(self.discard_wanted)
        row.backs_wanted.connect(self.backs_wanted)
        row.file_wanted.connect(self.file_wanted)
        row.count_again_wanted.connect(piles.count_again)
        row.backs_again_wanted.connect(piles.scan_backs_again)
        row.join_wanted.connect(piles.join_backs)
        row.apart_wanted.connect(piles.keep_apart)
        row.turn_round_wanted.connect(piles.turn_round)
        row.backs_aside_wanted.connect(piles.put_backs_aside)
        row.tile_made.connect(partial(self._dress_tile, row))
        row.page_turned.connect(self._pictures.expect)
        return row

    def _dress_tile(self, row: BatchRow, tile: PageTile) -> None:
        tile.turn_wanted.connect(self._presenter.turn)
        tile.drop_wanted.connect(self._presenter.set_dropped)
        tile.move_wanted.connect(lambda page, by: self._piles.move(row.batch, page, by))
        tile.split_wanted.connect(lambda page: self._piles.split_at(row.batch, page))
        tile.chosen.connect(lambda _page: self._choose(row.batch))
        self._pictures.expect(tile.page)

    def _choose(self, batch: ScanBatch) -> None:
        self._current = batch.batch_id
        self._show_key()

    def _draw_again(self, page_id: str) -> None:
        for row in self.rows.values():
            if (tile := row.tiles.get(page_id)) is not None:
                tile.update()
