"""«Gửi vào hộp thư lãnh đạo…»: a registered document with its phiếu giải quyết leaves by mail."""

from collections.abc import Callable

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.ui.cards import button
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.reason_bar import ReasonBar
from clerkdesk.ui.surroundings import Surroundings


class ForwardPanel(QWidget):
    """`press` goes into «Việc khác»; the address is asked for in place."""

    queued = Signal(str)  # Vietnamese sentence
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._document: Incoming | None = None
        self.press = button(_("Gửi vào hộp thư lãnh đạo…"), self._ask)
        self.press.setObjectName("forward-by-mail")
        self.press.hide()
        self.reason = ReasonBar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.reason)

    def show_document(self, document: Incoming | None) -> None:
        """The document that is chosen now."""
        if document is None or self._document is None or document.uid != self._document.uid:
            self.reason.put_away()
        self._document = document
        fits = document is not None and document.state is not IncomingState.CANCELLED
        if not fits or not may(self._desk.person, Right.FORWARD):
            self.press.hide()
            return
        forward = self._desk.mail.forward
        self._jobs.run(
            Lane.STORE,
            lambda: forward.possible,
            done=self.press.setVisible,
            failed=self.failed.emit,
        )

    def _ask(self) -> None:
        document = self._document
        if document is None:
            return
        forward = self._desk.mail.forward
        question = _("Gửi văn bản số đến {number} kèm phiếu giải quyết tới hộp thư nào?")

        def ask(last: str) -> None:
            words = question.format(number=document.shown_number)
            self.reason.ask(words, _("Gửi"), lambda typed: self._send(document, typed))
            self.reason.box.setText(last)
            self.reason.box.setPlaceholderText("ten@coquan.gov.vn")
            self.reason.box.selectAll()

        self._jobs.run(Lane.STORE, lambda: forward.last, done=ask, failed=self.failed.emit)

    def _send(self, document: Incoming, address: str) -> None:
        desk = self._desk

        def done(_nothing: object) -> None:
            words = _("Văn bản số đến {number} và phiếu giải quyết đang được gửi tới {address}.")
            self.queued.emit(words.format(number=document.shown_number, address=address))

        self._jobs.run(
            Lane.PDF,
            lambda: desk.mail.forward(document.uid, address, desk.person),
            done=done,
            failed=self._refused,
        )

    def _refused(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            self.reason.show()
            self.reason.box.clear()
            self.reason.box.setPlaceholderText(" ".join(error.problems.values()))
        else:
            self.failed.emit(error)


def attach_forwarding_by_mail(
    words: QBoxLayout,
    offer: Callable[[QPushButton], None],
    shown: SignalInstance,
    chosen: SignalInstance,
    around: Surroundings,
) -> ForwardPanel:
    """Offer it for what a preview shows.

    Args:
        words: where the address is asked for.
        offer: puts a button into «Việc khác».
        shown: says the preview (with its `document`) whenever it changes.
        chosen: says the row under the cursor, or None.
    """
    panel = ForwardPanel(around.desk, around.jobs)
    words.addWidget(panel)
    offer(panel.press)
    shown.connect(lambda found: panel.show_document(found.document))
    chosen.connect(lambda row: panel.show_document(None) if row is None else None)
    panel.queued.connect(around.window.show_notice)
    panel.queued.connect(lambda _words: around.ways.send())
    panel.failed.connect(around.window.show_error)
    return panel
