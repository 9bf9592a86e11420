"""Cấu hình quét: the office's profiles, the form of the chosen one, and the network scanners."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.domain.scan_profiles import (
    PAPER_WORDS,
    SOURCE_WORDS,
    PaperSource,
    ScanProfile,
    ScanRules,
)
from clerkdesk.domain.scans import ColourMode, PaperSize
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, button, scrolled, text_label
from clerkdesk.ui.flow_layout import FlowLayout
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.scan.choices import (
    archives,
    choice,
    choose,
    colours,
    papers,
    resolutions,
    sources,
)
from clerkdesk.ui.scan.profiles_presenter import ProfilesPresenter
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State
from clerkdesk.ui.turning_row import TurningRow

_BESIDE, _LIST_HEIGHT = 760, 220


class ProfilesPage(QWidget):
    """The list at the left, the chosen profile at the right; Ctrl+Z takes the last change back."""

    def __init__(self, presenter: ProfilesPresenter, shell: Shell, memory: UiMemory) -> None:
        super().__init__()
        self._presenter = presenter
        self._shell = shell
        self._chosen: ScanProfile | None = None
        beside = QWidget()
        left = QVBoxLayout(beside)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.GAP)
        left.addWidget(self._list_card(memory), 1)
        left.addWidget(self._network_card())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        row = TurningRow((beside, 3), (self._form_card(), 2), least=_BESIDE)
        layout.addWidget(scrolled(row))
        QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(presenter.undo)
        presenter.changed.connect(self._show)
        presenter.said.connect(self._say)
        presenter.problem_found.connect(self._show_problem)
        presenter.failed.connect(shell.show_error)
        self._allow()

    def refresh(self) -> None:
        """Read the profiles again."""
        self._presenter.refresh()

    def _list_card(self, memory: UiMemory) -> Card:
        card = Card(_("Cấu hình quét"))
        self.table = RegisterTable[ScanProfile](
            _columns(self._key_of), memory=memory, memory_key="scan_profiles", empty=_("Chưa có.")
        )
        self.table.row_chosen.connect(self._choose)
        self.table.setMinimumHeight(_LIST_HEIGHT)
        card.body.addWidget(self.table, 1)
        advice = text_label(
            _(
                "Ở trang Quét, phím số 1–9 chọn cấu hình theo thứ tự này. Cấu hình đã khóa dùng "
                "nguyên như ghi ở đây và chỉ người quản trị sửa được."
            ),
            "small",
        )
        advice.setWordWrap(True)
        card.body.addWidget(advice)
        return card

    def _network_card(self) -> Card:
        card = Card(_("Máy quét mạng (eSCL, AirScan)"))
        self.addresses = QPlainTextEdit()
        self.addresses.setObjectName("scanner-addresses")
        self.addresses.setAccessibleName(_("Địa chỉ máy quét mạng"))
        self.addresses.setPlaceholderText(_("Mỗi dòng một máy, ví dụ 192.168.1.20"))
        self.addresses.setTabChangesFocus(True)
        self.addresses.setFixedHeight(66)
        card.body.addWidget(self.addresses)
        self._save_addresses = button(_("Lưu địa chỉ"), self._keep_addresses)
        self._save_addresses.setObjectName("save-addresses")
        row = QHBoxLayout()
        row.addWidget(self._save_addresses)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _form_card(self) -> Card:
        card = Card(_("Cấu hình đang chọn"))
        self.name = QLineEdit()
        self.name.setObjectName("profile-name")
        self.name.setAccessibleName(_("Tên"))
        caption = text_label(_("Tên"), "label")
        caption.setBuddy(self.name)
        card.body.addWidget(caption)
        card.body.addWidget(self.name)
        self.dpi = choice(card.body, _("Độ phân giải"), "profile-dpi", resolutions())
        self.colour = choice(card.body, _("Màu"), "profile-colour", colours())
        self.paper = choice(card.body, _("Khổ giấy"), "profile-paper", papers())
        self.source = choice(card.body, _("Nguồn giấy"), "profile-source", sources())
        self.archive = choice(card.body, _("Hồ sơ PDF"), "profile-archive", archives())
        self.duplex = QCheckBox(_("Quét hai mặt"))
        self.own_window = QCheckBox(_("Mở cửa sổ của hãng máy quét (TWAIN)"))
        self.locked = QCheckBox(_("Khóa: người dùng không sửa được"))
        for box in (self.duplex, self.own_window, self.locked):
            card.body.addWidget(box)
        self.problem = text_label("", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        card.body.addWidget(self.problem)
        acts = QWidget()
        row = FlowLayout(6)
        acts.setLayout(row)
        self._new_button = button(_("Thêm mới"), self._new, key="Ctrl+N")
        self._remove_button = button(_("Bỏ"), self._remove)
        self._up = button("↑", lambda: self._move(-1), key="Ctrl+Up")
        self._down = button("↓", lambda: self._move(1), key="Ctrl+Down")
        self._up.setAccessibleName(_("Lên trên"))
        self._down.setAccessibleName(_("Xuống dưới"))
        self._save = button(_("Lưu"), self._keep, key="Ctrl+Return", primary=True)
        self._save.setObjectName("save-profile")
        for made in (self._new_button, self._remove_button, self._up, self._down):
            row.addWidget(made)
        card.body.addWidget(acts)
        card.body.addWidget(self._save)
        card.body.addStretch(1)
        return card

    # --- showing -------------------------------------------------------------------------------

    def _show(self, rules: ScanRules) -> None:
        name = self._chosen.name if self._chosen is not None else ""
        self.table.set_rows(list(rules.profiles), choose=lambda profile: profile.name == name)
        self.addresses.setPlainText("\n".join(rules.addresses))
        self._allow()

    def _choose(self, profile: ScanProfile | None) -> None:
        if profile is None:
            return
        self._chosen = profile
        self.name.setText(_(profile.name))
        choose(self.dpi, profile.dpi)
        choose(self.colour, profile.colour.value)
        choose(self.paper, profile.paper.value)
        choose(self.source, profile.source.value)
        choose(self.archive, profile.archive)
        self.duplex.setChecked(profile.duplex)
        self.own_window.setChecked(profile.own_window)
        self.locked.setChecked(profile.locked)
        self._show_problem("")
        self._allow()

    def _allow(self) -> None:
        free = self._presenter.may_change(self._chosen)
        for widget in (
            self.name,
            self.dpi,
            self.colour,
            self.paper,
            self.source,
            self.archive,
            self.duplex,
            self.own_window,
            self._save,
        ):
            widget.setEnabled(free)
        self._remove_button.setEnabled(free and self._chosen is not None)
        for widget in (self._new_button, self._up, self._down):
            widget.setEnabled(self._presenter.allowed)
        self.locked.setEnabled(self._presenter.is_admin)
        self.addresses.setReadOnly(not self._presenter.is_admin)
        self._save_addresses.setEnabled(self._presenter.is_admin)

    def _key_of(self, profile: ScanProfile) -> str:
        profiles = self._presenter.rules.profiles
        return str(profiles.index(profile) + 1) if profile in profiles else ""

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _say(self, words: str) -> None:
        if self._presenter.can_undo():
            self._shell.show_notice(words, action=_("Hoàn tác"), pressed=self._presenter.undo)
        else:
            self._shell.show_notice(words)

    # --- what the clerk does ---------------------------------------------------------------------

    def _new(self) -> None:
        self.table.view.clearSelection()
        self._chosen = None
        self.name.clear()
        self.locked.setChecked(False)
        self._allow()
        self.name.setFocus()

    def _remove(self) -> None:
        if self._chosen is not None:
            self._presenter.remove(self._chosen)

    def _move(self, by: int) -> None:
        if self._chosen is not None:
            self._presenter.move(self._chosen, by)

    def _keep(self) -> None:
        new = ScanProfile(
            name=self.name.text().strip(),
            dpi=int(self.dpi.currentData()),
            colour=ColourMode(self.colour.currentData()),
            duplex=self.duplex.isChecked(),
            source=PaperSource(self.source.currentData()),
            paper=PaperSize(self.paper.currentData()),
            own_window=self.own_window.isChecked(),
            locked=self.locked.isChecked(),
            archive=str(self.archive.currentData()),
        )
        old, self._chosen = self._chosen, new
        self._presenter.put(old, new)

    def _keep_addresses(self) -> None:
        self._presenter.put_addresses(self.addresses.toPlainText())


def _columns(key_of: Callable[[ScanProfile], str]) -> tuple[Column[ScanProfile], ...]:
    return (
        Column("key", _("PHÍM"), 56, key_of, Look.NUMBER),
        Column("name", _("TÊN"), 150, lambda profile: _(profile.name), stretches=True),
        Column(
            "what",
            _("CÁCH QUÉT"),
            164,
            lambda profile: profile.title.split(" — ", 1)[1],
            second=lambda profile: ", ".join(
                (_(SOURCE_WORDS[profile.source]), _(PAPER_WORDS[profile.paper]))
            ),
        ),
        Column(
            "locked",
            _("KHÓA"),
            80,
            lambda profile: _("Đã khóa") if profile.locked else "",
            Look.BADGE,
            state=lambda _profile: State.WARN,
        ),
    )
