"""Thiết lập: whether packets are signed as a whole when they are issued."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox

from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.services.issue_signed import ChangePacketSigning, signs_packets
from clerkdesk.ui.cards import Card, text_label
from clerkdesk.ui.jobs import Jobs, Lane


class PacketSigningCard(Card):
    """Off unless the office has decided so."""

    kept = Signal(str)  # Vietnamese sentence
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__(_("Chữ ký số trên gói tin"))
        self._desk = desk
        self._jobs = jobs
        self.on = QCheckBox(_("Ký số gói tin edXML khi phát hành"))
        self.on.setObjectName("sign-packets")
        self.on.setEnabled(may(desk.person, Right.SETTINGS))
        self.on.clicked.connect(lambda _checked: self._keep())
        advice = text_label(
            _(
                "Khi phát hành, nhập mã PIN token của cơ quan. Không cắm token thì gói tin gửi không "
                "ký. Chữ ký trên văn bản PDF không thay đổi."
            ),
            "small",
        )
        advice.setWordWrap(True)
        self.body.addWidget(self.on)
        self.body.addWidget(advice)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read what holds now."""
        super().showEvent(event)
        settings = self._desk.store.settings
        self._jobs.run(
            Lane.STORE,
            lambda: signs_packets(settings),
            done=self.on.setChecked,
            failed=self.failed.emit,
        )

    def _keep(self) -> None:
        change, person = ChangePacketSigning(self._desk.store.settings), self._desk.person
        on = self.on.isChecked()
        said = _("Gói tin được ký số khi phát hành.") if on else _("Gói tin không ký số.")
        self._jobs.run(
            Lane.STORE,
            lambda: change(on, person),
            done=lambda _nothing: self.kept.emit(said),
            failed=self.failed.emit,
        )
