"""Tự khóa: after how many minutes without a touch the desk asks for the password."""

from PySide6.QtCore import Signal

from clerkdesk.domain.texts import N_, _
from clerkdesk.services.desk import Desk
from clerkdesk.ui.cards import Card, ChoiceBox, text_label
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.lock.lock import IDLE_MINUTES, USUAL_MINUTES

_CHOICES = (
    (5, N_("Sau 5 phút không dùng")),
    (10, N_("Sau 10 phút không dùng")),
    (30, N_("Sau 30 phút không dùng")),
    (0, N_("Không tự khóa")),
)


class LockCard(Card):
    """Of this desk alone; `changed` carries the minutes."""

    changed = Signal(int)
    kept = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__(_("Tự khóa máy này"))
        self._desk = desk
        self._jobs = jobs
        self.choice = ChoiceBox()
        self.choice.setObjectName("idle-minutes")
        self.choice.setAccessibleName(_("Tự khóa máy này"))
        for minutes, words in _CHOICES:
            self.choice.addItem(_(words), minutes)
        self.choice.activated.connect(lambda _index: self._keep())
        self.body.addWidget(self.choice)
        advice = text_label(
            _("Ctrl+L khóa ngay. Khi máy ngủ hoặc khóa màn hình, kho dữ liệu luôn đóng."), "small"
        )
        advice.setWordWrap(True)
        self.body.addWidget(advice)
        jobs.run(
            Lane.STORE,
            lambda: desk.store.settings.get(IDLE_MINUTES),
            done=self._show,
            failed=self.failed.emit,
        )

    def _show(self, stored: object) -> None:
        minutes = stored if isinstance(stored, int) else USUAL_MINUTES
        self.choice.setCurrentIndex(max(0, self.choice.findData(minutes)))

    def _keep(self) -> None:
        minutes = int(self.choice.currentData())
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.store.settings.keep_here(IDLE_MINUTES, minutes),
            done=lambda _nothing: self._told(minutes),
            failed=self.failed.emit,
        )

    def _told(self, minutes: int) -> None:
        self.changed.emit(minutes)
        self.kept.emit(_("Đã đổi thời gian tự khóa."))
