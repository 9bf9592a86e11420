"""Thiết lập: after how long this machine's window locks itself."""

from PySide6.QtCore import Signal

from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Card, ChoiceBox, text_label
from clerkdesk.ui.lock.window_lock import LOCK_KEY, LOCK_MINUTES, MINUTES, idle_minutes
from clerkdesk.ui.memory import UiMemory


class LockCard(Card):
    """Chosen for this machine, by whoever works at it."""

    kept = Signal(str)  # Vietnamese sentence

    def __init__(self, memory: UiMemory) -> None:
        super().__init__(_("Khóa cửa sổ"))
        self._memory = memory
        self.minutes = ChoiceBox()
        self.minutes.setObjectName("lock-minutes")
        self.minutes.setAccessibleName(_("Tự khóa khi không ai dùng máy"))
        for minutes in MINUTES:
            after = _("Tự khóa sau {minutes} phút không dùng").format(minutes=minutes)
            self.minutes.addItem(after if minutes else _("Không tự khóa"), minutes)
        self.minutes.setCurrentIndex(self.minutes.findData(idle_minutes(memory)))
        self.minutes.activated.connect(lambda _index: self._keep())
        advice = text_label(
            _(
                "Khóa ngay: {key}. Khi khóa, phiên làm việc với USB token kết thúc và mã PIN không "
                "còn trong máy; đợt ký đang chạy dừng sau văn bản đang ký."
            ).format(key=LOCK_KEY),
            "small",
        )
        advice.setWordWrap(True)
        self.body.addWidget(self.minutes)
        self.body.addWidget(advice)

    def _keep(self) -> None:
        self._memory.put(LOCK_MINUTES, self.minutes.currentData())
        self.kept.emit(_("Đã đổi lúc tự khóa cửa sổ."))
