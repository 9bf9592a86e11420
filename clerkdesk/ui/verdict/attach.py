"""Puts the page of a verdict over the register, and its button into «Việc khác» of a preview."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.texts import _
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.ui.cards import button
from clerkdesk.ui.other_acts import OfferingPreview
from clerkdesk.ui.surroundings import Surroundings
from clerkdesk.ui.verdict.presenter import VerdictPresenter
from clerkdesk.ui.verdict.view import VerdictView


class VerdictButton(QObject):
    """Offered for what came as a file whose signatures were checked."""

    wanted = Signal(object)  # Incoming

    def __init__(self) -> None:
        super().__init__()
        self._document: Incoming | None = None
        self.press = button(_("Chữ ký số: xem, kiểm tra lại…"), self._ask, key="Ctrl+Shift+K")
        self.press.setObjectName("show-verdict")
        self.press.hide()

    def show_document(self, document: Incoming, *, checked: bool) -> None:
        """The document that is chosen now, and whether its file was ever checked."""
        self._document = document
        paper = document.entry.signature_result is SignatureResult.PAPER
        self.press.setVisible(checked and not paper)

    def _ask(self) -> None:
        if self._document is not None:
            self.wanted.emit(self._document)


def attach_verdict(
    page: QStackedWidget, listing: QWidget, preview: OfferingPreview, around: Surroundings
) -> tuple[VerdictButton, VerdictView]:
    """The button and the page; the register is shown again when the clerk goes back."""
    press = VerdictButton()
    press.setParent(page)
    preview.offer(press.press)
    presenter = VerdictPresenter(around.desk, around.jobs)
    view = VerdictView(presenter, around.window, around.memory)
    page.addWidget(view)

    def show(document: Incoming) -> None:
        view.open(document)
        page.setCurrentWidget(view)

    press.wanted.connect(show)
    view.left.connect(lambda: page.setCurrentWidget(listing))
    presenter.printed.connect(around.print_pdf)
    return press, view
