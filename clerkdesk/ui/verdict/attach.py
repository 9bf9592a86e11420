"""Puts the page of a verdict over the register, and its button into «Việc khác» of a preview."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QStackedWidget, QWidget

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.texts import _
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.ui.cards import button
from clerkdesk.ui.other_acts import OfferingPreview
from clerkdesk.ui.surroundings import RefreshingPage, Surroundings
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
    page: QStackedWidget,
    listing: QWidget,
    preview: OfferingPreview,
    preview_changed: SignalInstance,
    wanted: SignalInstance,
    around: Surroundings,
    compare: Callable[[Attachment], object],
) -> None:
    """The button and the page; the register is shown again when the clerk goes back.

    Args:
        preview_changed: tells the document that is chosen (`document`), and its last `check`.
        wanted: somebody else asks for the page of a document.
        compare: shows a file beside what was signed, and comes back to this page.
    """
    press = VerdictButton()
    press.setParent(page)
    preview.offer(press.press)
    made: list[VerdictView] = []

    def back() -> None:
        page.setCurrentWidget(listing)
        if isinstance(page, RefreshingPage):
            page.refresh()

    def show(document: Incoming) -> None:
        if not made:  # when it is first wanted
            presenter = VerdictPresenter(around.desk, around.jobs)
            made.append(VerdictView(presenter, around.window, around.memory))
            made[0].left.connect(back)
            made[0].compare_wanted.connect(compare)
            presenter.printed.connect(around.print_pdf)
            page.addWidget(made[0])
        made[0].open(document)
        page.setCurrentWidget(made[0])

    preview_changed.connect(
        lambda shown: press.show_document(shown.document, checked=shown.check is not None)
    )
    press.wanted.connect(show)
    wanted.connect(show)
