"""Khóa trên giấy: a new recovery key, and the office key divided among three persons."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.ui.cards import Card, button, text_label
from clerkdesk.ui.flow_layout import WrappingRow
from clerkdesk.ui.jobs import Jobs, Lane


class PaperKeysCard(Card):
    """Keys stand on the screen until «Đã cất giấy» is pressed, and nowhere else."""

    kept = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, jobs: Jobs, print_pdf: Callable[[str, bytes], None]) -> None:
        super().__init__(_("Khóa trên giấy"))
        self._desk = desk
        self._jobs = jobs
        self._print_pdf = print_pdf
        self._made: tuple[str, Sequence[str]] = ("", ())
        advice = text_label(
            _(
                "Khóa khôi phục mở kho một mình. Khóa cơ quan chia làm ba mảnh cho ba người; "
                "hai mảnh bất kỳ mở được kho, một mảnh thì không. Lập mới thì giấy cũ hết tác dụng."
            ),
            "small",
        )
        advice.setWordWrap(True)
        self.shown = text_label("", "")
        self.shown.setObjectName("paper-keys")
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.shown.setWordWrap(True)
        self.renew = button(_("Lập khóa khôi phục mới"), self._renew)
        self.divide = button(_("Chia khóa cơ quan (2 trong 3)"), self._divide)
        self.print = button(_("In"), self._print, primary=True)
        self.away = button(_("Đã cất giấy"), self._put_away)
        makes, shows = WrappingRow(8), WrappingRow(8)
        for made in (self.renew, self.divide):
            made.setEnabled(may(desk.person, Right.SETTINGS))
            makes.add(made)
        for made in (self.print, self.away):
            shows.add(made)
        for part in (advice, makes, self.shown, shows):
            self.body.addWidget(part)
        self._put_away()

    def _renew(self) -> None:
        self._jobs.run(
            Lane.STORE,
            lambda: [self._desk.keep_safe.new_recovery_key(self._desk.person)],
            done=lambda keys: self._show("recovery_key", keys),
            failed=self._failed,
        )

    def _divide(self) -> None:
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.keep_safe.divide_office_key(self._desk.person),
            done=lambda keys: self._show("office_share", keys),
            failed=self._failed,
        )

    def _show(self, form: str, keys: Sequence[str]) -> None:
        self._made = (form, keys)
        self.shown.setText("\n\n".join(keys))
        for part in (self.shown, self.print, self.away):
            part.show()

    def _put_away(self) -> None:
        self._made = ("", ())
        self.shown.clear()
        for part in (self.shown, self.print, self.away):
            part.hide()

    def _print(self) -> None:
        form, keys = self._made
        made_at = f"{self._desk.clock().astimezone(VIETNAM_TIME):%H:%M %d/%m/%Y}"

        def sheets() -> list[bytes]:
            office = self._desk.store.settings.office()
            return [
                self._desk.devices.printer.sheet(
                    form,
                    {
                        "recovery_key": key,
                        "number": str(number),
                        "organisation": office.name,
                        "made_at": made_at,
                        "made_by": self._desk.person.full_name,
                        "computer": self._desk.store.device,
                    },
                )
                for number, key in enumerate(keys, start=1)
            ]

        self._jobs.run(Lane.STORE, sheets, done=self._print_sheets, failed=self._failed)

    def _print_sheets(self, sheets: Sequence[bytes]) -> None:
        for number, pdf in enumerate(sheets, start=1):
            self._print_pdf(f"paper-key-{number}.pdf", pdf)

    def _failed(self, error: ClerkError) -> None:
        self.failed.emit(error)
