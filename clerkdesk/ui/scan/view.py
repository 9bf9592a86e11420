"""Quét: batches at the left, scanner and settings at the right, one key to scan."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.domain.scans import ColourMode, ScanBatch, ScannerDevice, ScanSettings
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, ChoiceBox, EmptyState, button, scrolled, text_label
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.scan.batch_row import BatchRow
from clerkdesk.ui.scan.page_tile import PageTile
from clerkdesk.ui.scan.presenter import ScanPresenter
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.theme import State

_DPI = (200, 300, 400, 600)
_COLOURS = (
    (ColourMode.COLOUR, _("Màu (NĐ 30: bắt buộc)")),
    (ColourMode.GREY, _("Xám")),
    (ColourMode.BLACK_WHITE, _("Đen trắng")),
)
_LAST = "scan.settings"


class ScanView(QWidget):
    """The scanning workplace. `register_wanted` carries a ScanBatch, `files_dropped` paths."""

    register_wanted = Signal(object)
    files_dropped = Signal(object)

    def __init__(self, presenter: ScanPresenter, shell: Shell, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self._memory = memory
        self._devices: Sequence[ScannerDevice] = ()
        self._rows: dict[str, BatchRow] = {}
        self.setAcceptDrops(True)
        self._header = PageHeader(_("Quét"))
        self._undo = self._header.add_button(_("Hoàn tác"), presenter.undo, key="Ctrl+Z")
        self._undo.setEnabled(False)
        self._header.add_button(_("Nhập tệp"), self._choose_files, key="Ctrl+O")
        self._more = self._header.add_button(_("Quét thêm"), self._scan_more, key="Shift+F9")
        self._scan = self._header.add_button(_("▶ Quét"), self._scan_new, key="F9", primary=True)
        self._scan.setObjectName("scan")
        across = QHBoxLayout()
        across.setSpacing(theme.GAP)
        across.addWidget(self._batches_card(), 1)
        across.addWidget(self._settings_card())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._header)
        layout.addLayout(across, 1)
        presenter.devices_changed.connect(self._show_devices)
        presenter.batches_changed.connect(self._show_batches)
        presenter.thumbnail_ready.connect(self._show_thumbnail)
        presenter.page_saved.connect(self._show_progress)
        presenter.busy_changed.connect(self._show_busy)
        presenter.undo_changed.connect(self._undo.setEnabled)
        presenter.find_devices()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read the batches again: one may have been registered meanwhile."""
        super().showEvent(event)
        self._presenter.refresh()

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
                "Chưa có trang nào chờ đăng ký.\nĐặt giấy vào máy quét rồi bấm «Quét», hoặc kéo tệp PDF vào đây."
            ),
            _("▶ Quét  F9"),
        )
        self._empty.pressed.connect(self._scan_new)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(scrolled(inner))
        card.body.addLayout(self._pages, 1)
        return card

    def _settings_card(self) -> Card:
        card = Card(_("Cấu hình"))
        card.setFixedWidth(290)
        last = self._memory.get(_LAST)
        last = last if isinstance(last, dict) else {}
        self.device = self._choice(card, _("Máy quét"), "device")
        self.device.addItem(_("Đang tìm máy quét…"), None)
        self.device.currentIndexChanged.connect(self._device_chosen)
        self.source = self._choice(card, _("Nguồn giấy"), "source")
        self.dpi = self._choice(card, _("Độ phân giải"), "dpi")
        for dpi in _DPI:
            self.dpi.addItem(_("{dpi} dpi").format(dpi=dpi), dpi)
        self.dpi.setCurrentIndex(max(self.dpi.findData(last.get("dpi", 300)), 0))
        self.colour = self._choice(card, _("Màu"), "colour")
        for mode, words in _COLOURS:
            self.colour.addItem(words, mode.value)
        self.colour.setCurrentIndex(max(self.colour.findData(last.get("colour")), 0))
        again = button(_("Tìm lại máy quét"), self._presenter.find_devices, link=True)
        card.body.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addStretch(1)
        self._progress = QProgressBar()
        self._progress.setTextVisible(True)
        self._progress.setRange(0, 0)
        self._progress.hide()
        self._stop = button(_("Dừng quét"), self._presenter.stop, key="Escape")
        self._stop.setObjectName("stop")
        self._stop.hide()
        card.body.addWidget(self._progress)
        card.body.addWidget(self._stop)
        return card

    def _choice(self, card: Card, label: str, name: str) -> QComboBox:
        box = ChoiceBox()
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        caption = text_label(label, "label")
        caption.setBuddy(box)
        card.body.addWidget(caption)
        card.body.addWidget(box)
        return box

    # --- what the presenter says -------------------------------------------------------------------

    def _show_devices(self, devices: Sequence[ScannerDevice]) -> None:
        wanted = self.device.currentData()
        if wanted is None:
            last = self._memory.get(_LAST)
            wanted = last.get("device") if isinstance(last, dict) else None
        self._devices = devices
        self.device.clear()
        for device in devices:
            self.device.addItem(device.title, device.device_id)
        if not devices:
            self.device.addItem(_("Không tìm thấy máy quét"), None)
        self.device.setCurrentIndex(max(self.device.findData(wanted), 0))

    def _device_chosen(self) -> None:
        device = self._chosen_device()
        self.source.clear()
        for source in device.sources if device else ():
            self.source.addItem(source, source)

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
        settings = ScanSettings(
            dpi=int(self.dpi.currentData()),
            colour=ColourMode(self.colour.currentData()),
            source=str(self.source.currentData() or ""),
        )
        device = self._chosen_device()
        self._memory.put(
            _LAST,
            {
                "device": device.device_id if device else None,
                "dpi": settings.dpi,
                "colour": settings.colour.value,
            },
        )
        self._presenter.scan(device, settings, into)

    def _chosen_device(self) -> ScannerDevice | None:
        wanted = self.device.currentData()
        return next((d for d in self._devices if d.device_id == wanted), None)

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
        names, _kind = QFileDialog.getOpenFileNames(
            self, _("Nhập tệp văn bản"), "", _("Văn bản PDF (*.pdf)")
        )
        if names:
            self.files_dropped.emit([Path(name) for name in names])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Hand dropped files on."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)
