"""Thiết lập: how the time of signing is written where the agency's signature is text (NĐ 30, PL I)."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from clerkdesk.domain.clock import TimeForm, signing_time_text
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import _
from clerkdesk.services.change_settings import ChangeSettings
from clerkdesk.services.desk import Desk
from clerkdesk.ui.cards import Card, ChoiceBox, text_label
from clerkdesk.ui.jobs import Jobs, Lane


class SigningTimeCard(Card):
    """Each form is shown by the present time."""

    kept = Signal(str)  # Vietnamese sentence
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__(_("Giờ ký trên bản sao điện tử"))
        self._desk = desk
        self._jobs = jobs
        self.form = ChoiceBox()
        self.form.setObjectName("signing-time")
        self.form.setAccessibleName(_("Cách ghi giờ ký"))
        self._fill(desk.clock())
        self.form.setEnabled(may(desk.person, Right.SETTINGS))
        self.form.activated.connect(lambda _index: self._keep())
        advice = text_label(
            _(
                "Ghi ở góc trên bên phải trang đầu của bản sao điện tử, dưới hình thức sao và tên cơ "
                "quan. Nghị định 30 viết «ISO 8601»; con dấu thực tế thường ghi ngày trước."
            ),
            "small",
        )
        advice.setWordWrap(True)
        self.body.addWidget(self.form)
        self.body.addWidget(advice)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read what holds now."""
        super().showEvent(event)
        self._jobs.run(
            Lane.STORE,
            self._desk.rules.signing_time,
            done=lambda form: self.form.setCurrentIndex(self.form.findData(form.value)),
            failed=self.failed.emit,
        )

    def _fill(self, now: datetime) -> None:
        for form in TimeForm:
            self.form.addItem(signing_time_text(now, form), form.value)

    def _keep(self) -> None:
        form, person = TimeForm(str(self.form.currentData())), self._desk.person
        change = ChangeSettings(self._desk.store)
        self._jobs.run(
            Lane.STORE,
            lambda: change.signing_time(form, person),
            done=lambda _nothing: self.kept.emit(_("Đã đổi cách ghi giờ ký trên bản sao.")),
            failed=self.failed.emit,
        )
