"""How the next run scans: a profile by one key, and what of it is otherwise for this run."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from clerkdesk.domain.scan_profiles import (
    ScanProfile,
    ScanRules,
    source_name,
    usual_profiles,
)
from clerkdesk.domain.scans import ColourMode, PaperSize, ScannerDevice, ScanSettings
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import button, text_label
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.scan.choices import choice, choose, colours, papers, resolutions
from clerkdesk.ui.scrolling_card import ScrollingCard

_LAST = "scan.settings"
_WIDTH = 310
_MAKERS_WINDOW = "twain"
"""The driver whose devices bring a window of their maker."""


class ScanSettingsCard(ScrollingCard):
    """Remembers the device, the profile and what was changed of it."""

    search_wanted = Signal()

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
        self.dpi = choice(self.body, _("Độ phân giải"), "dpi", resolutions())
        self.colour = choice(self.body, _("Màu"), "colour", colours())
        self.paper = choice(self.body, _("Khổ giấy"), "paper", papers())
        self.duplex = QCheckBox(_("Quét hai mặt"))
        self.duplex.setObjectName("duplex")
        self.own_window = QCheckBox(_("Mở cửa sổ của hãng máy quét"))
        self.own_window.setObjectName("own-window")
        self.own_window.hide()
        self.sheets = QLineEdit()
        self.sheets.setObjectName("sheets")
        self.sheets.setMaxLength(3)
        self.sheets.setValidator(QIntValidator(1, 999, self.sheets))
        self.sheets.setPlaceholderText(_("không đếm"))
        self.sheets.setAccessibleName(_("Số tờ đã đếm"))
        self.sheets.setToolTip(_("Đếm trước số tờ: chương trình báo nếu số trang quét được khác."))
        self.body.addWidget(self.duplex)
        self.body.addWidget(self.own_window)
        row = QHBoxLayout()
        counted = text_label(_("Số tờ đã đếm"), "label")
        counted.setBuddy(self.sheets)
        row.addWidget(counted)
        row.addWidget(self.sheets, 1)
        self.body.addLayout(row)
        again = button(_("Tìm lại máy quét"), self.search_wanted.emit, link=True)
        self.body.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self._fill_profiles(str(last.get("profile", "")))
        self._apply_profile()
        choose(self.dpi, last.get("dpi", self.dpi.currentData()))
        choose(self.colour, last.get("colour", self.colour.currentData()))
        choose(self.paper, last.get("paper", self.paper.currentData()))
        self.duplex.setChecked(last.get("duplex", self.duplex.isChecked()) is True)
        self.profile.currentIndexChanged.connect(self._apply_profile)
        self.device.currentIndexChanged.connect(self._device_chosen)

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

    def take_sheets(self) -> int:
        """How many sheets were counted; it holds for one run."""
        counted = self.sheets.text().strip()
        self.sheets.clear()
        return int(counted) if counted.isdecimal() else 0

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
        self.profile.setToolTip(self.profile.currentText())

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
        self.own_window.setVisible(device is not None and device.driver == _MAKERS_WINDOW)
        if (profile := self._chosen_profile()) is not None:
            self._choose_source(profile)

    def _choose_source(self, profile: ScanProfile) -> None:
        if named := source_name(self.chosen_device(), profile.source):
            choose(self.source, named)
