"""Sao lưu và khôi phục: what is saved where and when, the drill, the second medium, books after a restore."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from clerkdesk.domain.backups import Backup
from clerkdesk.domain.texts import _
from clerkdesk.services.keep_safe import Safety
from clerkdesk.ui import theme
from clerkdesk.ui.backup.attest_card import AttestCard
from clerkdesk.ui.backup.presenter import BackupPresenter
from clerkdesk.ui.backup.words import proof_text, state_text
from clerkdesk.ui.cards import Card, ChoiceBox, Note, button, scrolled, text_label
from clerkdesk.ui.flow_layout import WrappingRow
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.turning_row import TurningRow
from clerkdesk.ui.when import size_text, when

_BESIDE, _LIST_HEIGHT = 780, 190
_PACES = ((4, "Mỗi 4 giờ"), (24, "Mỗi ngày"), (168, "Mỗi tuần"))


class BackupPage(QWidget):
    """Cards in two columns; a book that waits for two persons stands above them."""

    def __init__(
        self,
        presenter: BackupPresenter,
        shell: Shell,
        memory: UiMemory,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._clock = clock
        self._safety: Safety | None = None
        self.attest = AttestCard(presenter)
        self.state = Note()
        self.table = RegisterTable[Backup](
            self._columns(),
            memory=memory,
            memory_key="backups",
            empty=_("Chưa có bản sao lưu nào ở nơi này."),
        )
        self.table.setMinimumHeight(_LIST_HEIGHT)
        left, right = QWidget(), QWidget()
        for column, cards in (
            (left, [self._backups_card(), self._restore_card()]),
            (right, [self._place_card(), self._journal_card(), self._drill_card()]),
        ):
            down = QVBoxLayout(column)
            down.setContentsMargins(0, 0, 0, 0)
            down.setSpacing(theme.GAP)
            for card in cards:
                down.addWidget(card)
            down.addStretch(1)
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP)
        whole.addWidget(self.attest)
        whole.addWidget(TurningRow((left, 3), (right, 2), least=_BESIDE))
        whole.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(inside))
        presenter.shown.connect(self._show)
        presenter.running.connect(self._show_running)
        presenter.moved.connect(self.bar.setValue)
        presenter.said.connect(shell.show_notice)
        presenter.failed.connect(shell.show_error)
        self._show_running("")

    def refresh(self) -> None:
        """Look again."""
        self._presenter.refresh()

    def _columns(self) -> list[Column[Backup]]:
        return [
            Column("made", _("TẠO LÚC"), 170, lambda b: when(b.made_at, self._clock())),
            Column("size", _("DUNG LƯỢNG"), 110, lambda b: size_text(b.size), right=True),
            Column("files", _("SỐ TỆP"), 90, lambda b: str(b.files), Look.NUMBER),
            Column("desk", _("MÁY"), 120, lambda b: b.device, stretches=True),
        ]

    def _backups_card(self) -> Card:
        card = Card(_("Bản sao lưu (mã hóa như kho, mở bằng khóa khôi phục hoặc mật khẩu)"))
        card.body.addWidget(self.state)
        card.body.addWidget(self.table, 1)
        self.busy = QWidget()
        line = QHBoxLayout(self.busy)
        line.setContentsMargins(0, 0, 0, 0)
        self.doing = text_label("", "muted")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Tiến độ"))
        self.stop = button(_("Dừng"), self._presenter.stop)
        line.addWidget(self.doing)
        line.addWidget(self.bar, 1)
        line.addWidget(self.stop)
        card.body.addWidget(self.busy)
        row = WrappingRow(8)
        self.follow = button(_("Chép tệp về máy"), self._presenter.follow)
        self.drill = button(_("Mở thử bản mới nhất"), self._presenter.drill)
        self.make = button(_("Sao lưu ngay"), self._presenter.back_up, primary=True)
        self.make.setObjectName("back-up-now")
        row.add(self.drill)
        row.add(self.follow)
        row.end.addWidget(self.make)
        card.body.addWidget(row)
        return card

    def _restore_card(self) -> Card:
        card = Card(_("Khôi phục"))
        card.body.addWidget(
            _advice(
                _(
                    "Máy mới hoặc ổ cứng mới: cài ClerkDesk, ở cửa sổ đầu tiên chọn «Khôi phục từ bản sao lưu», "
                    "cắm ổ sao lưu, gõ khóa trên tờ giấy đã cất. Sổ dùng được sau vài phút, tệp về dần. "
                    "Trên máy này: thoát chương trình, chọn như vậy ở cửa sổ đăng nhập; kho đang có được giữ riêng, không bị xóa."
                )
            )
        )
        return card

    def _place_card(self) -> Card:
        card = Card(_("Nơi sao lưu"))
        self.place = text_label("", "")
        self.place.setWordWrap(True)
        self.pace = ChoiceBox()
        self.pace.setAccessibleName(_("Bao lâu một lần"))
        for hours, words in _PACES:
            self.pace.addItem(_(words), hours)
        self.pace.activated.connect(lambda _index: self._choose_pace())
        self.choose = button(_("Chọn thư mục, ổ USB…"), self._choose_place)
        self.choose.setObjectName("choose-backup-place")
        row = WrappingRow(8)
        row.add(self.pace)
        row.end.addWidget(self.choose)
        card.body.addWidget(self.place)
        card.body.addWidget(row)
        card.body.addWidget(
            _advice(_("Nên là ổ khác với ổ chứa kho: USB, ổ thứ hai, thư mục dùng chung."))
        )
        return card

    def _journal_card(self) -> Card:
        card = Card(_("Nhật ký số trên ổ thứ hai (không bắt buộc)"))
        self.journal = text_label("", "")
        self.journal.setWordWrap(True)
        row = WrappingRow(8)
        self.no_journal = button(_("Thôi ghi"), lambda: self._presenter.choose_journal(""))
        self.choose_journal = button(_("Chọn ổ…"), self._choose_journal)
        row.add(self.no_journal)
        row.end.addWidget(self.choose_journal)
        card.body.addWidget(self.journal)
        card.body.addWidget(row)
        card.body.addWidget(
            _advice(
                _(
                    "Mỗi số vừa cấp được ghi thêm ở đó: ổ chính hỏng cũng không mất số từ lần sao lưu."
                )
            )
        )
        return card

    def _drill_card(self) -> Card:
        card = Card(_("Lần mở thử gần nhất"))
        self.proof = Note()
        card.body.addWidget(self.proof)
        return card

    def _show(self, safety: Safety) -> None:
        self._safety, now, allowed = safety, self._clock(), self._presenter.allowed
        self.state.show_state(*state_text(safety, now))
        self.table.set_rows(list(safety.backups))
        self.proof.show_state(*proof_text(safety.proof, now, due=safety.drill_due))
        self.place.setText(safety.plan.place or _("Chưa chọn."))
        self.pace.setCurrentIndex(max(0, self.pace.findData(safety.plan.every_hours)))
        self.pace.setEnabled(allowed and bool(safety.plan.place))
        self.choose.setEnabled(allowed)
        self.choose_journal.setEnabled(allowed)
        journal = safety.plan.journal or _("Chưa dùng.")
        if safety.journal_behind:
            journal += "\n" + _("Không thấy ổ này; cắm lại thì phần thiếu tự ghi bù.")
        self.journal.setText(journal)
        self.no_journal.setVisible(allowed and bool(safety.plan.journal))
        ready = safety.place_is_there and not self._presenter.busy
        self.make.setEnabled(ready)
        self.drill.setEnabled(ready and bool(safety.backups))
        self.follow.setVisible(safety.files_missing > 0)
        self.follow.setEnabled(not self._presenter.busy)
        self.attest.show_books(safety.to_attest)

    def _show_running(self, words: str) -> None:
        self.busy.setVisible(bool(words))
        self.doing.setText(words)
        for made in (self.make, self.drill, self.follow):
            made.setEnabled(not words and self._safety is not None)

    def _choose_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Nơi sao lưu"), self.place.text())
        if chosen:
            self._presenter.choose_place(chosen, int(self.pace.currentData()))

    def _choose_pace(self) -> None:
        if self._safety is not None:
            self._presenter.choose_place(self._safety.plan.place, int(self.pace.currentData()))

    def _choose_journal(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Ổ thứ hai cho nhật ký số"), "")
        if chosen:
            self._presenter.choose_journal(chosen)


def _advice(words: str) -> QWidget:
    label = text_label(words, "small")
    label.setWordWrap(True)
    return label
