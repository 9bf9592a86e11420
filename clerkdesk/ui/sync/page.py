"""Đồng bộ, USB: what waits and what the line may be used for; bundles and cards on a stick."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.domain.bundles import ENDING, BundleRow, DeskCard
from clerkdesk.domain.data_budget import Line
from clerkdesk.domain.texts import N_, _
from clerkdesk.services.carry_bundle import CARD_ENDING
from clerkdesk.ui import theme
from clerkdesk.ui.cards import Card, ChoiceBox, Note, button, scrolled, text_label
from clerkdesk.ui.flow_layout import WrappingRow
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.office_network.card import NetworkCard
from clerkdesk.ui.office_network.presenter import NetworkPresenter
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.sync.presenter import SyncFacts, SyncPagePresenter
from clerkdesk.ui.sync.readers import Readers
from clerkdesk.ui.sync.words import line_text, use_text
from clerkdesk.ui.tables.columns import Column, Look
from clerkdesk.ui.tables.register_table import RegisterTable
from clerkdesk.ui.theme import State
from clerkdesk.ui.turning_row import TurningRow
from clerkdesk.ui.when import when

_BESIDE, _LIST_HEIGHT = 780, 190
_LINES = (
    (Line.ASK_SYSTEM, N_("Tự nhận biết")),
    (Line.METERED, N_("Tính tiền theo MB")),
    (Line.FREE, N_("Không giới hạn")),
)
_MOST = 1_000_000


class SyncPage(QWidget):
    """Cards in two columns: the line at the left, sticks at the right."""

    def __init__(
        self,
        presenter: SyncPagePresenter,
        shell: Shell,
        memory: UiMemory,
        clock: Callable[[], datetime],
        network: NetworkPresenter | None = None,
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._clock = clock
        self._card: DeskCard | None = None
        self._connected = self._somebody = False
        left, right = QWidget(), QWidget()
        colleagues = () if network is None else (NetworkCard(network),)
        for column, cards in (
            (left, (self._line_card(), *colleagues, self._carried_card(memory))),
            (right, (self._write_card(), self._read_card(), self._cards_card())),
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
        whole.addWidget(TurningRow((left, 1), (right, 1), least=_BESIDE))
        whole.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(inside))
        presenter.shown.connect(self._show)
        presenter.running.connect(self._show_running)
        presenter.card_read.connect(self._ask_card)
        presenter.said.connect(shell.show_notice)
        presenter.failed.connect(shell.show_error)

    def refresh(self) -> None:
        """Read again."""
        self._presenter.refresh()

    def _line_card(self) -> Card:
        card = Card(_("Đường truyền"))
        self.state, self.use = Note(), text_label("", "")
        self.use.setWordWrap(True)
        self.line = ChoiceBox()
        self.line.setAccessibleName(_("Cách tính tiền đường truyền"))
        for line, words in _LINES:
            self.line.addItem(_(words), line.value)
        self.megabytes = _megabytes(_("Tệp mỗi ngày: "), _("MB tệp mỗi ngày"))
        self.keep = button(_("Lưu"), self._choose)
        self.keep.setObjectName("keep-budget")
        self.lift = button(_("Hôm nay gửi hết"), self._presenter.lift)
        self.lift.setObjectName("lift-budget")
        row = WrappingRow(8)
        for widget in (self.line, self.megabytes, self.keep):
            row.add(widget)
        row.end.addWidget(self.lift)
        for part in (self.state, self.use, row):
            card.body.addWidget(part)
        card.body.addWidget(
            _advice(
                _(
                    "Sổ, thông báo tiếp nhận và văn bản hỏa tốc luôn gửi ngay, không tính vào mức này."
                )
            )
        )
        return card

    def _write_card(self) -> Card:
        card = Card(_("Ghi gói ra USB"))
        self.readers = Readers()
        self.files = _megabytes(_("Kèm tệp tới: "), _("MB tệp kèm theo, nhiều nhất"))
        self.files.setValue(200)
        self.write = button(_("Ghi gói…"), self._write, primary=True)
        self.write.setObjectName("write-bundle")
        self.from_start = QCheckBox(_("Ghi lại từ đầu"))
        self.from_start.setToolTip(
            _(
                "Khi máy kia, hoặc máy chủ tỉnh, vừa khôi phục từ bản sao lưu cũ và thiếu phần trước."
            )
        )
        row = WrappingRow(8)
        row.add(self.files)
        row.add(self.from_start)
        row.end.addWidget(self.write)
        self.doing = text_label("", "muted")
        self.doing.hide()
        card.body.addWidget(
            _advice(
                _(
                    "Khi lâu ngày không có mạng: gói mang đúng những thay đổi mà máy kia chưa có, ký bằng "
                    "khóa của máy này và chỉ máy được chọn mở được."
                )
            )
        )
        self.nobody = Note(
            _(
                "Chưa biết máy nào khác của cơ quan. Trên máy kia bấm «Ghi thẻ của máy này…», mang USB sang "
                "đây bấm «Nhận thẻ…»; hoặc để hai máy gặp nhau qua mạng một lần."
            )
        )
        card.body.addWidget(self.nobody)
        card.body.addWidget(self.readers)
        card.body.addWidget(row)
        card.body.addWidget(self.doing)
        return card

    def _read_card(self) -> Card:
        card = Card(_("Đọc gói từ USB"))
        self.read = button(_("Đọc gói…"), self._read)
        self.read.setObjectName("read-bundle")
        self.hand_in = button(_("Đưa gói lên tỉnh…"), self._hand_in)
        self.hand_in.setObjectName("hand-in-bundle")
        self.hand_in.setToolTip(
            _(
                "Gói của máy nào, cơ quan nào trong tỉnh cũng được: tỉnh kiểm tra chữ ký của máy đã ghi."
            )
        )
        card.body.addWidget(
            _advice(
                _(
                    "Đọc lại gói cũ không sao: những gì đã có thì không thay đổi. Máy này có mạng thì đưa "
                    "giúp lên tỉnh gói mà máy không có mạng đã ghi cho «Máy chủ tỉnh»."
                )
            )
        )
        row = WrappingRow(8)
        row.add(self.read)
        row.add(self.hand_in)
        card.body.addWidget(row)
        return card

    def _cards_card(self) -> Card:
        card = Card(_("Thẻ của các máy"))
        self.own = text_label("", "")
        self.own.setWordWrap(True)
        self.own.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.compare = Note(state=State.WARN)
        self.accept = button(_("Mã khớp, nhận thẻ"), self._accept, primary=True)
        self.accept.setObjectName("accept-card")
        self.refuse = button(_("Không khớp, bỏ thẻ"), self._refuse)
        self.refuse.setObjectName("refuse-card")
        for one in (self.compare, self.accept, self.refuse):
            one.hide()
        row = WrappingRow(8)
        self.give = button(_("Ghi thẻ của máy này…"), self._give_card)
        self.take = button(_("Nhận thẻ…"), self._take_card)
        row.add(self.give)
        row.add(self.take)
        for widget in (self.own, self.compare, self.accept, self.refuse, row):
            card.body.addWidget(widget)
        card.body.addWidget(
            _advice(_("Máy đã từng gặp qua mạng thì biết nhau sẵn; thẻ chỉ cần khi chưa từng gặp."))
        )
        return card

    def _carried_card(self, memory: UiMemory) -> Card:
        card = Card(_("Gói đã ghi và đã đọc"))
        self.table = RegisterTable[BundleRow](
            [
                Column(
                    "way",
                    _("CHIỀU"),
                    84,
                    lambda row: _("Đã ghi") if row.outgoing else _("Đã đọc"),
                    Look.BADGE,
                    state=lambda row: State.ACCENT if row.outgoing else State.GOOD,
                ),
                Column(
                    "desk",
                    _("MÁY GHI, LÚC"),
                    140,
                    lambda row: _("Máy này") if row.outgoing else row.device,
                    second=lambda row: when(row.at, self._clock()),
                    stretches=True,
                ),
                Column("ops", _("THAY ĐỔI"), 84, lambda row: str(row.ops), right=True),
                Column("files", _("TỆP"), 52, lambda row: str(row.files), right=True),
            ],
            memory=memory,
            memory_key="bundles",
            empty=_("Chưa mang gói nào bằng USB."),
        )
        self.table.setMinimumHeight(_LIST_HEIGHT)
        card.body.addWidget(self.table, 1)
        return card

    def _show(self, facts: SyncFacts) -> None:
        line = facts.line
        self.state.show_state(*line_text(line, connected=facts.connected))
        self.use.setText(use_text(line))
        self.line.setCurrentIndex(max(0, self.line.findData(line.budget.line.value)))
        self.megabytes.setValue(line.budget.megabytes)
        for widget in (self.line, self.megabytes, self.keep):
            widget.setEnabled(self._presenter.may_open_tap)
        self.lift.setVisible(line.limit is not None and self._presenter.may_open_tap)
        self.readers.show_cards(facts.others)
        self.nobody.setVisible(not facts.others)
        for one in (self.read, self.give, self.take):
            one.setEnabled(self._presenter.may_carry)
        self._somebody = bool(facts.others)
        self.write.setEnabled(self._presenter.may_carry and self._somebody)
        self._connected = facts.connected
        self.hand_in.setEnabled(self._presenter.may_carry and self._connected)
        own = _("Máy này: {device}\nMã thẻ: {code}")
        self.own.setText(own.format(device=facts.own.device, code=facts.own.fingerprint))
        self.table.set_rows(facts.rows)

    def _show_running(self, words: str) -> None:
        self.doing.setText(words)
        self.doing.setVisible(bool(words))
        self.read.setEnabled(not words and self._presenter.may_carry)
        self.write.setEnabled(not words and self._presenter.may_carry and self._somebody)
        self.hand_in.setEnabled(not words and self._presenter.may_carry and self._connected)

    def _choose(self) -> None:
        self._presenter.choose(Line(self.line.currentData()), self.megabytes.value())

    def _write(self) -> None:
        place = QFileDialog.getExistingDirectory(self, _("Ghi gói vào ổ USB"), "")
        if place:
            self._presenter.write(
                Path(place),
                self.readers.chosen,
                self.files.value(),
                from_start=self.from_start.isChecked(),
            )
            self.from_start.setChecked(False)

    def _read(self) -> None:
        kinds = _("Gói chuyển tay ({ending})").format(ending=f"*{ENDING}")
        name, _kind = QFileDialog.getOpenFileName(self, _("Đọc gói"), "", kinds)
        if name:
            self._presenter.read(Path(name))

    def _hand_in(self) -> None:
        kinds = _("Gói chuyển tay ({ending})").format(ending=f"*{ENDING}")
        name, _kind = QFileDialog.getOpenFileName(self, _("Đưa gói lên tỉnh"), "", kinds)
        if name:
            self._presenter.hand_in(Path(name))

    def _give_card(self) -> None:
        place = QFileDialog.getExistingDirectory(self, _("Ghi thẻ vào ổ USB"), "")
        if place:
            self._presenter.write_card(Path(place))

    def _take_card(self) -> None:
        kinds = _("Thẻ máy ({ending})").format(ending=f"*{CARD_ENDING}")
        name, _kind = QFileDialog.getOpenFileName(self, _("Nhận thẻ"), "", kinds)
        if name:
            self._presenter.read_card(Path(name))

    def _ask_card(self, card: DeskCard) -> None:
        self._card = card
        words = _("Thẻ của máy {device}, mã {code}. Gọi cho người ở máy đó, so từng nhóm số.")
        self.compare.show_state(words.format(device=card.device, code=card.fingerprint), State.WARN)
        self.compare.show()
        self.accept.show()
        self.refuse.show()
        self.refuse.setFocus()  # Enter by habit believes nobody

    def _accept(self) -> None:
        if self._card is not None:
            self._presenter.keep_card(self._card)
        self._refuse()

    def _refuse(self) -> None:
        self._card = None
        for one in (self.compare, self.accept, self.refuse):
            one.hide()


def _megabytes(prefix: str, name: str) -> QSpinBox:
    box = QSpinBox()
    box.setPrefix(prefix)
    box.setRange(0, _MOST)
    box.setSingleStep(50)
    box.setSuffix(" MB")
    box.setAccessibleName(name)
    box.setToolTip(name)
    return box


def _advice(words: str) -> QWidget:
    label = text_label(words, "small")
    label.setWordWrap(True)
    return label
