"""Under an issued document: whose mail came back and why, and «Gửi lại thư» to the right address."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.outgoing import Delivery, Outgoing
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.ui.cards import Note, button
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.reason_bar import ReasonBar
from clerkdesk.ui.surroundings import Surroundings
from clerkdesk.ui.theme import State


class ResendPanel(QWidget):
    """Hidden while every mail has reached its recipient or is on its way."""

    queued = Signal(str)  # Vietnamese sentence
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._document: Outgoing | None = None
        self._holder = QWidget()
        self.reason = ReasonBar()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(self._holder)
        self._layout.addWidget(self.reason)
        self.hide()

    def show_document(self, document: Outgoing | None) -> None:
        """Look whether something of it came back."""
        if document is None or self._document is None or document.uid != self._document.uid:
            self.reason.put_away()
            self.hide()
        self._document = document
        if document is None or not may(self._desk.person, Right.ISSUE):
            return
        again = self._desk.mail.send_again

        def look() -> list[tuple[Delivery, str]]:
            now = self._desk.store.outgoing.get(document.uid)
            return [(way, again.address(way)) for way in again.wanting(now)]

        self._jobs.run(
            Lane.STORE,
            look,
            done=lambda found: self._show(document.uid, found),
            failed=self.failed.emit,
        )

    def _show(self, uid: str, found: Sequence[tuple[Delivery, str]]) -> None:
        if self._document is None or self._document.uid != uid:
            return
        old, self._holder = self._holder, QWidget()
        rows = QVBoxLayout(self._holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        for way, address in found:
            why = way.description or _("thư chưa được gửi")
            words = _("{name}: {why}").format(name=way.recipient.name, why=why)
            rows.addWidget(Note(words, State.BAD if way.description else State.WARN))
            act = button(_("Gửi lại thư…"), partial(self._ask, way, address))
            act.setObjectName("send-again")
            rows.addWidget(act)
        self._layout.replaceWidget(old, self._holder)
        old.hide()
        old.deleteLater()
        self.setVisible(bool(found))

    def _ask(self, way: Delivery, address: str) -> None:
        document = self._document
        if document is None:
            return
        question = _("Gửi lại văn bản {code} cho {name} tới địa chỉ thư nào?").format(
            code=document.code, name=way.recipient.name
        )
        self.reason.ask(question, _("Gửi lại"), lambda typed: self._send(document, way, typed))
        self.reason.box.setText(address)
        self.reason.box.setPlaceholderText("ten@coquan.gov.vn")
        self.reason.box.selectAll()

    def _send(self, document: Outgoing, way: Delivery, address: str) -> None:
        desk = self._desk

        def done(_nothing: object) -> None:
            words = _("Thư gửi lại cho {name} nằm trong hàng chờ, tự gửi khi có mạng.")
            self.show_document(document)
            self.queued.emit(words.format(name=way.recipient.name))

        self._jobs.run(
            Lane.STORE,
            lambda: desk.mail.send_again(document.uid, way, address, desk.person),
            done=done,
            failed=self._refused,
        )

    def _refused(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            question = " ".join(error.problems.values())
            self._show_wrong(question)
        else:
            self.failed.emit(error)

    def _show_wrong(self, sentence: str) -> None:
        self.reason.show()
        self.reason.box.setPlaceholderText(sentence)
        self.reason.box.clear()
        self.reason.box.setFocus()


def attach_resending(
    words: QVBoxLayout, shown: SignalInstance, chosen: SignalInstance, around: Surroundings
) -> ResendPanel:
    """Put the panel where a preview tells about its document.

    Args:
        shown: says the preview (with its `document`) whenever it changes.
        chosen: says the row under the cursor, or None.
    """
    panel = ResendPanel(around.desk, around.jobs)
    words.addWidget(panel)
    shown.connect(lambda found: panel.show_document(found.document))
    chosen.connect(lambda row: panel.show_document(None) if row is None else None)
    panel.queued.connect(around.window.show_notice)
    panel.queued.connect(lambda _words: around.ways.send())
    panel.failed.connect(around.window.show_error)
    return panel
