"""Quét: batches at the left, scanner and settings at the right, one key to scan."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QHideEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.scan_profiles import PROFILE_LIMIT
from clerkdesk.domain.scans import ScanBatch, ScannedPage
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import button, text_label
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.scan.batch_list import BatchList
from clerkdesk.ui.scan.button_listener import ButtonListener
from clerkdesk.ui.scan.intake import Intake
from clerkdesk.ui.scan.page_tile import PageTile
from clerkdesk.ui.scan.piles_presenter import PilesPresenter
from clerkdesk.ui.scan.presenter import ScanPresenter
from clerkdesk.ui.scan.run import Offer, WayOn
from clerkdesk.ui.scan.settings_card import ScanSettingsCard
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.theme import State


class ScanView(QWidget):
    """The scanning workplace. `register_wanted` carries a ScanBatch, `files_dropped` paths."""

    register_wanted = Signal(object)
    files_dropped = Signal(object)

    def __init__(
        self,
        presenter: ScanPresenter,
        piles: PilesPresenter,
        listener: ButtonListener,
        shell: Shell,
        memory: UiMemory,
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._piles = piles
        self._listener = listener
        self._shell = shell
        self._memory = memory
        self.setAcceptDrops(True)
        self._header = PageHeader(_("Quét"))
        self._undo = self._header.add_button(_("Hoàn tác"), presenter.undo, key="Ctrl+Z")
        self._undo.setEnabled(False)
        self._intake = Intake(
            self, pages=self._add_files, page=self._add_page, others=self.files_dropped.emit
        )
        self._header.add_button(_("Nhập tệp"), self._intake.choose, key="Ctrl+O")
        pasting = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        pasting.activated.connect(self.paste)
        self._more = self._header.add_button(_("Quét thêm"), self._scan_more, key="Shift+F9")
        self._scan = self._header.add_button(_("▶ Quét"), self._scan_new, key="F9", primary=True)
        self._scan.setObjectName("scan")
        across = QHBoxLayout()
        across.setSpacing(theme.GAP)
        self.batches = self._batches_card()
        self.summary = self.batches.summary
        across.addWidget(self.batches, 1)
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
        presenter.documents_found.connect(self._offer_documents)
        presenter.remarked.connect(self._remark)
        presenter.batches_changed.connect(self._show_batches)
        presenter.page_saved.connect(self._show_progress)
        presenter.busy_changed.connect(self._show_busy)
        presenter.undo_changed.connect(self._undo.setEnabled)
        self._connect_piles()
        self._connect_button()
        presenter.find_devices()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read the batches again: one may have been registered meanwhile; profiles, too."""
        super().showEvent(event)
        self._presenter.refresh()
        self._presenter.read_rules()
        self._listen()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Out of sight: the scanner is free for others."""
        super().hideEvent(event)
        self._listener.stop()

    def tiles(self) -> list[PageTile]:
        """The pages of every waiting batch, in order."""
        return self.batches.tiles()

    def is_ready(self) -> bool:
        """Whether no run is under way, and nothing is being filed."""
        return not self._presenter.scanning and not self._piles.filing

    def undo(self) -> None:
        """Take back the last turn or drop."""
        self._undo.click()

    def _connect_piles(self) -> None:
        piles = self._piles
        piles.offered.connect(self._offer)
        piles.said.connect(self._say_done)
        piles.told.connect(self._remark)
        piles.backs_wanted.connect(self._scan_backs)
        piles.busy_changed.connect(self._show_filing)
        piles.filed_so_far.connect(self._show_filed)
        piles.filed.connect(self.summary.show_filing)
        piles.taken_back.connect(self.summary.hide)
        self.summary.undo_wanted.connect(self.undo)
        self.settings.separator_wanted.connect(piles.print_separator)
        for key, act in (
            ("Ctrl+Return", self._accept),
            ("Ctrl+R", lambda: self._with_current(piles.turn_round)),
            ("Ctrl+T", self._file_current),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _connect_button(self) -> None:
        settings, listener = self.settings, self._listener
        settings.button.toggled.connect(self._listen)
        settings.device.currentIndexChanged.connect(self._listen)
        listener.pressed.connect(self._pressed)
        listener.failed.connect(self._shell.show_error)
        listener.not_told.connect(
            lambda: self._remark(
                _("Máy quét này không báo nút bấm cho chương trình; bấm F9 để quét.")
            )
        )

    # --- building --------------------------------------------------------------------------------

    def _batches_card(self) -> BatchList:
        made = BatchList(self._presenter, self._piles)
        made.register_wanted.connect(self.register_wanted)
        made.discard_wanted.connect(self._ask_discard)
        made.backs_wanted.connect(self._scan_backs)
        made.file_wanted.connect(self._file)
        made.scan_wanted.connect(self._scan_new)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._doing = text_label("")
        self._progress.setRange(0, 0)
        self._stop = button(_("Dừng"), self._end_work, key="Escape")
        self._stop.setObjectName("stop")
        for part in (self._doing, self._progress, self._stop):
            part.hide()
        working = QHBoxLayout()
        working.addWidget(self._doing)
        working.addWidget(self._progress, 1)
        working.addWidget(self._stop)
        made.body.insertLayout(0, working)
        return made

    def _settings_card(self) -> ScanSettingsCard:
        card = ScanSettingsCard(self._memory)
        card.search_wanted.connect(self._find_devices)
        self.device, self.source, self.dpi = card.device, card.source, card.dpi
        self._backs = button(_("Quét mặt sau"), self._scan_backs_of_current, key="Ctrl+F9")
        self._backs.setToolTip(
            _(
                "Máy quét một mặt: quét mặt trước, lật cả chồng giấy, đặt lại vào khay rồi bấm. "
                "Chương trình ghép từng mặt sau vào sau mặt trước."
            )
        )
        card.foot.addWidget(self._backs)
        for number in range(1, PROFILE_LIMIT + 1):
            key = QShortcut(QKeySequence(str(number)), self)
            key.activated.connect(partial(card.choose_profile, number))
        return card

    # --- what the presenter says -------------------------------------------------------------------

    def _show_batches(self, batches: Sequence[ScanBatch]) -> None:
        self.batches.show_batches(batches)
        pages = sum(len(batch.kept) for batch in batches)
        chip = _("{pages} trang · {documents} văn bản").format(pages=pages, documents=len(batches))
        self._header.set_chips((chip if batches else "", State.ACCENT))
        self._allow()
        self._shell.set_counter("scan", len(batches))

    def _show_progress(self, pages: int) -> None:
        self._doing.setText(_("Đã lưu {pages} trang").format(pages=pages))

    def _show_busy(self, busy: bool) -> None:
        self._allow()
        if not busy:
            self._listen()
        self._progress.setRange(0, 0)
        self._doing.setText(_("Đang quét…"))
        for part in (self._doing, self._progress, self._stop):
            part.setVisible(busy)

    def _show_filing(self, busy: bool) -> None:
        self._show_busy(busy)
        self._doing.setText(_("Đang tách tập…"))

    def _show_filed(self, done: int, parts: int) -> None:
        self._progress.setRange(0, parts)
        self._progress.setValue(done)
        self._doing.setText(_("Đã xếp {done} / {parts} văn bản").format(done=done, parts=parts))

    def _allow(self) -> None:
        ready = self.is_ready()
        self._scan.setEnabled(ready)
        self.batches.empty.button.setEnabled(ready)
        for made in (self._more, self._backs):
            made.setEnabled(ready and bool(self.batches.rows))

    # --- what the clerk does -------------------------------------------------------------------------

    def _find_devices(self) -> None:
        self._listener.stop()
        self._presenter.find_devices()

    def _listen(self) -> None:
        """Wait for the scanner's button where that is wanted and nothing else needs the scanner."""
        self._listener.stop()
        device = self.settings.button_device()
        if device is not None and self.isVisible() and self.is_ready():
            self._listener.listen(device)

    def _pressed(self) -> None:
        if self.is_ready():
            self._scan_new()

    def _scan_new(self) -> None:
        self._start(None)

    def _scan_more(self) -> None:
        self._start(self.batches.last())

    def _start(self, into: str | None, backs_of: str = "") -> None:
        self._shell.clear_notice()
        self._piles.forget_offers()
        self._listener.stop()
        self.summary.hide()
        self.settings.remember()
        backs_of = backs_of or self.batches.backs_of(into)
        settings = self.settings.settings()
        self._presenter.scan(
            self.settings.chosen_device(),
            replace(settings, duplex=False) if backs_of else settings,
            into,
            sheets=self.settings.take_sheets(),
            new=self.settings.new_pile(backs_of),
        )

    def _with_current(self, act: Callable[[ScanBatch], object]) -> None:
        """Do something with the batch in hand."""
        if (batch := self.batches.current()) is not None and self.is_ready():
            act(batch)

    def _scan_backs_of_current(self) -> None:
        self._with_current(self._scan_backs)

    def _scan_backs(self, batch: ScanBatch) -> None:
        """Scan the backs of a batch; backs that wait already, or are `batch` itself, go on."""
        fronts = self.batches.backs_of(batch.batch_id) or batch.batch_id
        self._start(self.batches.waiting_backs(fronts), backs_of=fronts)

    def _file_current(self) -> None:
        self._with_current(self._file)

    def _file(self, batch: ScanBatch) -> None:
        self._shell.clear_notice()
        self._piles.forget_offers()
        self.summary.hide()
        self._piles.file(self.batches.with_covers(batch), self.settings.split_after())

    def _end_work(self) -> None:
        self._presenter.stop()
        self._piles.stop()

    def _offer(self, offer: Offer) -> None:
        """What mends it, by its button or Ctrl+Enter; the batch's own menu has it, too."""
        self._shell.show_notice(
            offer.words,
            State.WARN,
            action=f"{offer.action}  Ctrl+Enter",
            pressed=self._accept,
            seconds=0,
        )

    def _accept(self) -> None:
        if self._piles.offering:
            self._shell.clear_notice()
            self._piles.accept()

    def _say_done(self, words: str) -> None:
        self._shell.show_notice(words, action=_("Hoàn tác"), pressed=self.undo)

    def _offer_way_on(self, error: ClerkError, way: WayOn) -> None:
        """Say what happened, with the button that goes on where the run broke off."""

        def go_on() -> None:
            self._shell.clear_notice()
            self._start(way.batch_id, way.backs_of)

        words = (
            _("Quét tiếp từ trang {n}").format(n=way.next_page) if way.batch_id else _("Quét lại")
        )
        self._shell.show_error(error, action=words, pressed=go_on)

    def _offer_documents(self, error: ClerkError, paths: Sequence[Path]) -> None:
        def open_it() -> None:
            self._shell.clear_notice()
            self.files_dropped.emit(list(paths))

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

    def paste(self) -> None:
        """Take files, or a picture, out of the clipboard."""
        if not self._intake.take(QGuiApplication.clipboard().mimeData()):
            self._shell.show_notice(
                _("Bộ nhớ tạm không có ảnh hoặc tệp nào để dán."), State.WARN, seconds=5
            )

    def _add_files(self, paths: Sequence[Path]) -> None:
        self._shell.clear_notice()
        self._presenter.add_files(paths, self.settings.settings(), self.settings.new_pile())

    def _add_page(self, page: ScannedPage) -> None:
        self._presenter.add_page(page, self.settings.new_pile())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files and pictures may be dropped."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Make pages of what was dropped."""
        if self._intake.take(event.mimeData()):
            event.acceptProposedAction()
