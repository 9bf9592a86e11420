"""Quét: batches at the left, scanner and settings at the right, one key to scan."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.scan_profiles import PROFILE_LIMIT
from clerkdesk.domain.scans import PAGE_FILES, ScanBatch
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, EmptyState, button, scrolled
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.scan.batch_row import BatchRow
from clerkdesk.ui.scan.page_tile import PageTile
from clerkdesk.ui.scan.pasted import local_files, page_of_picture
from clerkdesk.ui.scan.presenter import ScanPresenter, WayOn
from clerkdesk.ui.scan.settings_card import ScanSettingsCard
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.theme import State


class ScanView(QWidget):
    """The scanning workplace. `register_wanted` carries a ScanBatch, `files_dropped` paths."""

    register_wanted = Signal(object)
    files_dropped = Signal(object)

    def __init__(self, presenter: ScanPresenter, shell: Shell, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self._memory = memory
        self._rows: dict[str, BatchRow] = {}
        self.setAcceptDrops(True)
        self._header = PageHeader(_("Quét"))
        self._undo = self._header.add_button(_("Hoàn tác"), presenter.undo, key="Ctrl+Z")
        self._undo.setEnabled(False)
        self._header.add_button(_("Nhập tệp"), self._choose_files, key="Ctrl+O")
        pasting = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        pasting.activated.connect(self.paste)
        self._more = self._header.add_button(_("Quét thêm"), self._scan_more, key="Shift+F9")
        self._scan = self._header.add_button(_("▶ Quét"), self._scan_new, key="F9", primary=True)
        self._scan.setObjectName("scan")
        across = QHBoxLayout()
        across.setSpacing(theme.GAP)
        across.addWidget(self._batches_card(), 1)
        self.settings = self._settings_card()
        across.addWidget(self.settings)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._header)
        layout.addLayout(across, 1)
        presenter.devices_changed.connect(self.settings.set_devices)
        presenter.rules_changed.connect(self.settings.set_rules)
        presenter.broken_off.connect(self._offer_way_on)
        presenter.document_found.connect(self._offer_document)
        presenter.remarked.connect(self._remark)
        presenter.batches_changed.connect(self._show_batches)
        presenter.thumbnail_ready.connect(self._show_thumbnail)
        presenter.page_saved.connect(self._show_progress)
        presenter.busy_changed.connect(self._show_busy)
        presenter.undo_changed.connect(self._undo.setEnabled)
        presenter.find_devices()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read the batches again: one may have been registered meanwhile; profiles, too."""
        super().showEvent(event)
        self._presenter.refresh()
        self._presenter.read_rules()

    def tiles(self) -> list[PageTile]:
        """The pages of every waiting batch, in order."""
        return [tile for row in self._rows.values() for tile in row.tiles.values()]

    def is_ready(self) -> bool:
        """Whether no run is under way."""
        return not self._presenter.scanning

    def undo(self) -> None:
        """Take back the last turn or drop."""
        self._undo.click()

    # --- building --------------------------------------------------------------------------------

    def _batches_card(self) -> Card:
        card = Card()
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._list.addStretch(1)
        inner = QWidget()
        inner.setLayout(self._list)
        self._empty = EmptyState(
            _(
                "Chưa có trang nào chờ đăng ký.\nĐặt giấy vào máy quét rồi bấm «Quét», hoặc kéo, dán (Ctrl+V) tệp PDF, ảnh vào đây."
            ),
            _("▶ Quét  F9"),
        )
        self._empty.pressed.connect(self._scan_new)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(scrolled(inner))
        card.body.addLayout(self._pages, 1)
        return card

    def _settings_card(self) -> ScanSettingsCard:
        card = ScanSettingsCard(self._memory)
        card.search_wanted.connect(self._presenter.find_devices)
        self.device, self.source, self.dpi = card.device, card.source, card.dpi
        self._progress = QProgressBar()
        self._progress.setTextVisible(True)
        self._progress.setRange(0, 0)
        self._progress.hide()
        self._stop = button(_("Dừng quét"), self._presenter.stop, key="Escape")
        self._stop.setObjectName("stop")
        self._stop.hide()
        card.foot.addWidget(self._progress)
        card.foot.addWidget(self._stop)
        for number in range(1, PROFILE_LIMIT + 1):
            key = QShortcut(QKeySequence(str(number)), self)
            key.activated.connect(partial(card.choose_profile, number))
        return card

    # --- what the presenter says -------------------------------------------------------------------

    def _show_batches(self, batches: Sequence[ScanBatch]) -> None:
        known = {batch.batch_id for batch in batches}
        for gone in [key for key in self._rows if key not in known]:
            self._rows.pop(gone).deleteLater()
        for batch in batches:
            row = self._rows.get(batch.batch_id)
            if row is None:
                row = self._rows[batch.batch_id] = self._new_row(batch)
                self._list.insertWidget(self._list.count() - 1, row)
            row.show_batch(batch)
        self._pages.setCurrentIndex(1 if batches else 0)
        pages = sum(len(batch.kept) for batch in batches)
        chip = _("{pages} trang · {documents} văn bản").format(pages=pages, documents=len(batches))
        self._header.set_chips((chip if batches else "", State.ACCENT))
        self._more.setEnabled(bool(batches) and not self._presenter.scanning)
        self._shell.set_counter("scan", len(batches))

    def _new_row(self, batch: ScanBatch) -> BatchRow:
        row = BatchRow(batch)
        row.register_wanted.connect(self.register_wanted)
        row.discard_wanted.connect(self._ask_discard)
        row.tile_made.connect(self._dress_tile)
        return row

    def _dress_tile(self, tile: PageTile) -> None:
        if not tile.has_picture and tile.property("dressed") is None:
            tile.setProperty("dressed", True)
            tile.turn_wanted.connect(self._presenter.turn)
            tile.drop_wanted.connect(self._presenter.set_dropped)
        self._presenter.want_thumbnail(tile.page)

    def _show_thumbnail(self, page_id: str, turned: int, picture: bytes) -> None:
        for row in self._rows.values():
            tile = row.tiles.get(page_id)
            if tile is not None and tile.page.turned == turned:
                tile.set_picture(picture)

    def _show_progress(self, pages: int) -> None:
        self._progress.setFormat(_("Đã lưu {pages} trang").format(pages=pages))

    def _show_busy(self, busy: bool) -> None:
        self._scan.setEnabled(not busy)
        self._more.setEnabled(not busy and bool(self._rows))
        self._progress.setFormat(_("Đang quét…"))
        self._progress.setVisible(busy)
        self._stop.setVisible(busy)

    # --- what the clerk does -------------------------------------------------------------------------

    def _scan_new(self) -> None:
        self._start(None)

    def _scan_more(self) -> None:
        self._start(list(self._rows)[-1] if self._rows else None)

    def _start(self, into: str | None) -> None:
        self._shell.clear_notice()
        self.settings.remember()
        self._presenter.scan(
            self.settings.chosen_device(),
            self.settings.settings(),
            into,
            sheets=self.settings.take_sheets(),
        )

    def _offer_way_on(self, error: ClerkError, way: WayOn) -> None:
        """Say what happened, with the button that goes on where the run broke off."""

        def go_on() -> None:
            self._shell.clear_notice()
            self._start(way.batch_id)

        words = (
            _("Quét tiếp từ trang {n}").format(n=way.next_page) if way.batch_id else _("Quét lại")
        )
        self._shell.show_error(error, action=words, pressed=go_on)

    def _offer_document(self, error: ClerkError, path: Path) -> None:
        def open_it() -> None:
            self._shell.clear_notice()
            self.files_dropped.emit([path])

        self._shell.show_error(error, action=_("Mở như văn bản"), pressed=open_it)

    def _remark(self, words: str) -> None:
        self._shell.show_notice(words, State.WARN, seconds=15)

    def _ask_discard(self, batch: ScanBatch) -> None:
        def discard() -> None:
            self._shell.clear_notice()
            self._presenter.discard(batch)

        self._shell.show_notice(
            _("Bỏ hẳn «{title}» ({count} trang)? Việc này không lấy lại được.").format(
                title=batch.title, count=len(batch.pages)
            ),
            State.WARN,
            action=_("Bỏ tập này"),
            pressed=discard,
            seconds=15,
        )

    def _choose_files(self) -> None:
        kinds = " ".join(f"*{ending}" for ending in sorted(PAGE_FILES))
        names, _kind = QFileDialog.getOpenFileNames(
            self, _("Nhập tệp văn bản"), "", _("Tệp PDF, ảnh ({kinds})").format(kinds=kinds)
        )
        self._take_files([Path(name) for name in names])

    def _take_files(self, paths: Sequence[Path]) -> None:
        """Pages out of images and scanned PDFs; any other file is opened as a document."""
        pages = [path for path in paths if path.suffix.lower() in PAGE_FILES]
        others = [path for path in paths if path not in pages]
        if pages:
            self._shell.clear_notice()
            self._presenter.add_files(pages, self.settings.settings())
        if others:
            self.files_dropped.emit(others)

    def paste(self) -> None:
        """Take files, or a picture, out of the clipboard."""
        if not self._take(QGuiApplication.clipboard().mimeData()):
            self._shell.show_notice(
                _("Bộ nhớ tạm không có ảnh hoặc tệp nào để dán."), State.WARN, seconds=5
            )

    def _take(self, found: QMimeData | None) -> bool:
        """Take files, or a picture; an empty clipboard of some systems has nothing at all."""
        if found is None:
            return False
        if paths := local_files(found):
            self._take_files(paths)
            return True
        if not found.hasImage() or (page := page_of_picture(found.imageData())) is None:
            return False
        self._presenter.add_page(page)
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files and pictures may be dropped."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Make pages of what was dropped."""
        if self._take(event.mimeData()):
            event.acceptProposedAction()
