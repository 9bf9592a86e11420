"""Thiết lập: how far signatures are proved (PAdES level), and who seals their time."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPlainTextEdit

from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.tokens import SignatureLevel
from clerkdesk.ports.signing import Stamps
from clerkdesk.services.desk import Desk
from clerkdesk.services.stamp_setting import GOVERNMENT_AUTHORITY, ChangeStamps, read_stamps
from clerkdesk.ui.cards import Card, ChoiceBox, button, text_label
from clerkdesk.ui.jobs import Jobs, Lane

_LEVELS = {
    SignatureLevel.B_B: N_("B-B · chữ ký, giờ do máy này ghi"),
    SignatureLevel.B_T: N_("B-T · thêm dấu thời gian (TSA)"),
    SignatureLevel.B_LT: N_("B-LT · thêm chứng thư và danh sách thu hồi vào tệp"),
    SignatureLevel.B_LTA: N_("B-LTA · thêm dấu thời gian lưu trữ lâu dài"),
}


class TimeStampCard(Card):
    """Level and addresses; without a line signatures are made first and sealed later."""

    kept = Signal(str)  # Vietnamese sentence
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__(_("Mức chữ ký số và dấu thời gian"))
        self._desk = desk
        self._jobs = jobs
        self.level = ChoiceBox()
        self.level.setObjectName("signature-level")
        self.level.setAccessibleName(_("Mức chữ ký số"))
        for level, words in _LEVELS.items():
            self.level.addItem(_(words), level.value)
        self.addresses = QPlainTextEdit()
        self.addresses.setAccessibleName(_("Máy chủ cấp dấu thời gian, mỗi dòng một địa chỉ"))
        self.addresses.setPlaceholderText(GOVERNMENT_AUTHORITY)
        self.addresses.setFixedHeight(58)
        self.addresses.setTabChangesFocus(True)
        self._problem = text_label("", "small")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._keep = button(_("Lưu mức ký"), self._store)
        self._government = button(_("Dùng máy chủ của Ban Cơ yếu"), self._use_government, link=True)
        advice = text_label(
            _(
                "Máy chủ được hỏi lần lượt, tất cả không quá 5 giây. Khi mất mạng: ký trước, dấu "
                "thời gian tự gắn thêm khi có mạng, không sửa chữ ký."
            ),
            "small",
        )
        advice.setWordWrap(True)
        for widget in (self.level, self.addresses, self._problem, advice):
            self.body.addWidget(widget)
        self.body.addWidget(self._government)
        self.body.addWidget(self._keep)
        allowed = may(desk.person, Right.SETTINGS)
        for one in (self.level, self.addresses, self._keep, self._government):
            one.setEnabled(allowed)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read what holds now."""
        super().showEvent(event)
        settings = self._desk.store.settings
        self._jobs.run(
            Lane.STORE, lambda: read_stamps(settings), done=self._show, failed=self.failed.emit
        )

    def _show(self, stamps: Stamps) -> None:
        self.level.setCurrentIndex(self.level.findData(stamps.level.value))
        self.addresses.setPlainText("\n".join(stamps.authorities))
        self._problem.hide()

    def _use_government(self) -> None:
        lines = self.addresses.toPlainText().split()
        if GOVERNMENT_AUTHORITY not in lines:
            self.addresses.setPlainText("\n".join([*lines, GOVERNMENT_AUTHORITY]))

    def _store(self) -> None:
        change, person = ChangeStamps(self._desk.store.settings), self._desk.person
        level = SignatureLevel(str(self.level.currentData()))
        addresses = self.addresses.toPlainText().splitlines()
        self._jobs.run(
            Lane.STORE,
            lambda: change(level, addresses, person),
            done=self._stored,
            failed=self._refused,
        )

    def _stored(self, stamps: Stamps) -> None:
        self._show(stamps)
        self.kept.emit(_("Đã đổi mức chữ ký số thành {level}.").format(level=stamps.level.value))

    def _refused(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            self._problem.setText(" ".join(error.problems.values()))
            self._problem.show()
            return
        self.failed.emit(error)
