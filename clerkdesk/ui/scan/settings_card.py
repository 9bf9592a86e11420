"""How the next run scans: a profile by one key, and what of it is otherwise for this run."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout

from clerkdesk.domain.scan_profiles import (
    ScanProfile,
    ScanRules,
    source_name,
    usual_profiles,
)
from clerkdesk.domain.scans import ColourMode, PaperSize, ScannerDevice, ScanSettings
from clerkdesk.domain.texts import _
from clerkdesk.services.archive_profiles import archive_profile
from clerkdesk.services.scan_batch import NewPile
from clerkdesk.ui.cards import button, text_label
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.scan.choices import choice, choose, colours, papers, resolutions
from clerkdesk.ui.scrolling_card import ScrollingCard

_LAST = "scan.settings"
_BUTTON = "scan.button"
_WIDTH = 310
_MAKERS_WINDOW = "twain"
"""The driver whose devices bring a window of their maker."""
_MAY_TELL = (_MAKERS_WINDOW, "sane")
"""Drivers whose devices may tell of their button; of eSCL the protocol knows none."""


class ScanSettingsCard(ScrollingCard):
    """Remembers the device, the profile and what was changed of it."""

    search_wanted = Signal()
    separator_wanted = Signal()

    def __init__(self, memory: UiMemory) -> None:
        super().__init__(_("Cấu hình"))
        self.setFixedWidth(_WIDTH)
        self._memory = memory
        self._devices: Sequence[ScannerDevice] = ()
        self._profiles: tuple[ScanProfile, ...] = usual_profiles()
        last = self._last()
        self.profile = choice(self.body, _("Kiểu quét (phím 1–9)"), "profile")
        self.device = choice(self.body, _("Máy quét"), "device")
        self.device.addItem(_("Đang tìm máy quét…"), None)
        self.source = choice(self.body, _("Nguồn giấy"), "source")
        left, right = self._two_columns()
        self.dpi = choice(left, _("Độ phân giải"), "dpi", resolutions())
        self.paper = choice(right, _("Khổ giấy"), "paper", papers())
        self.colour = choice(self.body, _("Màu"), "colour", colours())
        self.duplex = QCheckBox(_("Quét hai mặt"))
        self.duplex.setObjectName("duplex")
        self.body.addWidget(self.duplex)
        self._add_twain_boxes()
        self.body.addLayout(self._counting())
        self.body.addLayout(self._splitting())
        again = button(_("Tìm lại máy quét"), self.search_wanted.emit, link=True)
        self.body.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self._fill_profiles(str(last.get("profile", "")))
        self._apply_profile()
        choose(self.dpi, last.get("dpi", self.dpi.currentData()))
        choose(self.colour, last.get("colour", self.colour.currentData()))
        choose(self.paper, last.get("paper", self.paper.currentData()))
        self.duplex.setChecked(last.get("duplex", self.duplex.isChecked()) is True)
        self.button.setChecked(memory.get(_BUTTON) is True)
        self.button.toggled.connect(lambda on: memory.put(_BUTTON, on))
        self.profile.currentIndexChanged.connect(self._apply_profile)
        self.device.currentIndexChanged.connect(self._device_chosen)

    def _two_columns(self) -> tuple[QVBoxLayout, QVBoxLayout]:
        """Room for two short choices beside each other: the card must fit 768 pixels."""
        across, left, right = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        across.setSpacing(8)
        for column in (left, right):
            across.addLayout(column, 1)
        self.body.addLayout(across)
        return left, right

    def _add_twain_boxes(self) -> None:
        """What only scanners with a driver of their maker have."""
        self.own_window = QCheckBox(_("Mở cửa sổ của hãng máy quét"))
        self.own_window.setObjectName("own-window")
        self.button = QCheckBox(_("Bấm nút trên máy quét là quét"))
        self.button.setObjectName("scanner-button")
        self.button.setToolTip(
            _(
                "Khi trang Quét đang mở, chương trình giữ máy quét để chờ nút bấm; chương trình khác "
                "có thể thấy máy quét bận."
            )
        )
        for box in (self.own_window, self.button):
            box.hide()
            self.body.addWidget(box)

    def _counting(self) -> QHBoxLayout:
        """How many sheets were counted by hand."""
        self.sheets = QLineEdit()
        self.sheets.setObjectName("sheets")
        self.sheets.setMaxLength(3)
        self.sheets.setValidator(QIntValidator(1, 999, self.sheets))
        self.sheets.setPlaceholderText(_("không đếm"))
        self.sheets.setAccessibleName(_("Số tờ đã đếm"))
        self.sheets.setToolTip(_("Đếm trước số tờ: chương trình báo nếu số trang quét được khác."))
        row = QHBoxLayout()
        counted = text_label(_("Số tờ đã đếm"), "label")
        counted.setBuddy(self.sheets)
        row.addWidget(counted)
        row.addWidget(self.sheets, 1)
        return row

    def _splitting(self) -> QHBoxLayout:
        """After how many sheets a pile comes apart, and a separator to print."""
        self.sheets_each = QLineEdit()
        self.sheets_each.setObjectName("sheets-each")
        self.sheets_each.setMaxLength(3)
        self.sheets_each.setValidator(QIntValidator(1, 999, self.sheets_each))
        self.sheets_each.setPlaceholderText(_("tờ tách"))
        self.sheets_each.setAccessibleName(_("Tách sau mỗi bao nhiêu tờ"))
        self.sheets_each.setToolTip(
            _(
                "Bấm Ctrl+T để tách tập: sau mỗi số tờ này; để trống thì tách ở tờ tách và tờ bìa có mã QR."
            )
        )
        row = QHBoxLayout()
        caption = text_label(_("Tách sau mỗi … tờ"), "label")
        caption.setBuddy(self.sheets_each)
        row.addWidget(caption)
        row.addWidget(self.sheets_each, 1)
        row.addWidget(button(_("In tờ tách"), self.separator_wanted.emit, link=True))
        return row

    def set_rules(self, rules: ScanRules) -> None:
        """The office's profiles; the one in use stays, with what was changed of it."""
        before = self._chosen_profile()
        self._profiles = rules.profiles
        self.profile.blockSignals(True)
        self._fill_profiles(before.name if before is not None else "")
        self.profile.blockSignals(False)
        if self._chosen_profile() != before:
            self._apply_profile()

    def set_devices(self, devices: Sequence[ScannerDevice]) -> None:
        """The scanners that answer; the one in use, else the last one, stays chosen."""
        wanted = self.device.currentData() or self._last().get("device")
        self._devices = devices
        self.device.clear()
        for device in devices:
            self.device.addItem(device.title, device.device_id)
        if not devices:
            self.device.addItem(_("Không tìm thấy máy quét"), None)
        choose(self.device, wanted)

    def choose_profile(self, number: int) -> bool:
        """Take the profile at a place, 1 is the first; False where there is none."""
        if not 1 <= number <= self.profile.count():
            return False
        if self.profile.currentIndex() == number - 1:
            self._apply_profile()
        self.profile.setCurrentIndex(number - 1)
        return True

    def chosen_device(self) -> ScannerDevice | None:
        """The scanner of the next run."""
        wanted = self.device.currentData()
        return next((d for d in self._devices if d.device_id == wanted), None)

    def settings(self) -> ScanSettings:
        """What is asked of it."""
        return ScanSettings(
            dpi=int(self.dpi.currentData()),
            colour=ColourMode(self.colour.currentData()),
            source=str(self.source.currentData() or ""),
            duplex=self.duplex.isChecked(),
            paper=PaperSize(self.paper.currentData()),
            own_window=self.own_window.isVisibleTo(self) and self.own_window.isChecked(),
        )

    def button_device(self) -> ScannerDevice | None:
        """The scanner whose button is to be heard; None where the clerk does not want that."""
        wanted = self.button.isVisibleTo(self) and self.button.isChecked()
        return self.chosen_device() if wanted else None

    def take_sheets(self) -> int:
        """How many sheets were counted; it holds for one run."""
        counted = self.sheets.text().strip()
        self.sheets.clear()
        return int(counted) if counted.isdecimal() else 0

    def split_after(self) -> int:
        """Sheets of one document; 0 where separators tell."""
        typed = self.sheets_each.text().strip()
        return int(typed) if typed.isdecimal() else 0

    def new_pile(self, backs_of: str = "") -> NewPile:
        """What a batch of the next run is."""
        profile = self._chosen_profile()
        return NewPile(backs_of, profile.archive if profile is not None else "")

    def remember(self) -> None:
        """Keep what is chosen for the next day."""
        settings, profile = self.settings(), self._chosen_profile()
        self._memory.put(
            _LAST,
            {
                "device": self.device.currentData(),
                "profile": profile.name if profile is not None else "",
                "dpi": settings.dpi,
                "colour": settings.colour.value,
                "paper": settings.paper.value,
                "duplex": settings.duplex,
            },
        )

    def _last(self) -> dict[str, object]:
        last = self._memory.get(_LAST)
        return last if isinstance(last, dict) else {}

    def _chosen_profile(self) -> ScanProfile | None:
        name = self.profile.currentData()
        return next((p for p in self._profiles if p.name == name), None)

    def _fill_profiles(self, chosen: str) -> None:
        self.profile.clear()
        for number, profile in enumerate(self._profiles, start=1):
            self.profile.addItem(f"{number} · {profile.title}", profile.name)
        choose(self.profile, chosen)

    def _apply_profile(self) -> None:
        profile = self._chosen_profile()
        if profile is None:
            return
        if self.dpi.findData(profile.dpi) < 0:
            self.dpi.addItem(_("{dpi} dpi").format(dpi=profile.dpi), profile.dpi)
        choose(self.dpi, profile.dpi)
        choose(self.colour, profile.colour.value)
        choose(self.paper, profile.paper.value)
        self.duplex.setChecked(profile.duplex)
        self.own_window.setChecked(profile.own_window)
        self._choose_source(profile)
        stored = _("Hồ sơ PDF: {title}").format(title=archive_profile(profile.archive).title)
        self.profile.setToolTip(f"{self.profile.currentText()}\n{stored}")
        for widget in (self.source, self.dpi, self.colour, self.paper, self.duplex):
            widget.setEnabled(not profile.locked)
        self.own_window.setEnabled(not profile.locked)
        reason = _("Cấu hình này do người quản trị khóa.") if profile.locked else ""
        for widget in (self.source, self.dpi, self.colour, self.paper, self.duplex):
            widget.setToolTip(reason)

    def _device_chosen(self) -> None:
        device = self.chosen_device()
        self.source.clear()
        for source in device.sources if device else ():
            self.source.addItem(source, source)
        of_twain = device is not None and device.driver == _MAKERS_WINDOW
        self.own_window.setVisible(of_twain)
        self.button.setVisible(device is not None and device.driver in _MAY_TELL)
        if (profile := self._chosen_profile()) is not None:
            self._choose_source(profile)

    def _choose_source(self, profile: ScanProfile) -> None:
        if named := source_name(self.chosen_device(), profile.source):
            choose(self.source, named)
