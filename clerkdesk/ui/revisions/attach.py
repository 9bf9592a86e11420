"""Puts «So với bản đã ký…» where a verdict is shown: in the register's preview and on the open form."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.texts import _
from clerkdesk.domain.verdicts import SignatureCheck
from clerkdesk.services.signed_revisions import may_differ
from clerkdesk.ui.cards import button
from clerkdesk.ui.other_acts import OfferingPreview
from clerkdesk.ui.revisions.presenter import RevisionPresenter
from clerkdesk.ui.revisions.view import RevisionView
from clerkdesk.ui.surroundings import Surroundings

KEY = "Ctrl+Shift+B"


class RevisionButton(QObject):
    """Offered for a file that may show something else than what was signed."""

    wanted = Signal(object)  # Attachment

    def __init__(self, *, link: bool = False) -> None:
        super().__init__()
        self._file: Attachment | None = None
        self.press = button(_("So với bản đã ký…"), self._ask, key=KEY, link=link)
        self.press.setObjectName("compare-signed")
        self.press.hide()

    def show_file(self, file: Attachment | None, check: SignatureCheck | None) -> None:
        """The file that is looked at now, and the last check of its signatures."""
        self._file = file
        self.press.setVisible(file is not None and may_differ(check))

    def _ask(self) -> None:
        if self._file is not None:
            self.wanted.emit(self._file)


class Revisions(QObject):
    """The page, built when it is first wanted, over whatever the clerk came from."""

    def __init__(self, page: QStackedWidget, around: Surroundings) -> None:
        super().__init__(page)
        self.view: RevisionView | None = None
        self._page, self._around = page, around
        self._from = page.currentWidget()

    def open(self, file: Attachment) -> None:
        """Show the file beside what was signed."""
        if self.view is None:
            presenter = RevisionPresenter(self._around.desk, self._around.jobs)
            self.view = RevisionView(presenter, self._around.jobs, self._around.window)
            self.view.left.connect(self._back)
            self._page.addWidget(self.view)
        if self._page.currentWidget() is not self.view:
            self._from = self._page.currentWidget()
        self._page.setCurrentWidget(self.view)
        self.view.open(file)
        self.view.setFocus()

    def _back(self) -> None:
        self._page.setCurrentWidget(self._from)
        self._from.setFocus()


def attach_revisions(
    page: QStackedWidget,
    preview: OfferingPreview,
    below_findings: Callable[[QWidget], None],
    around: Surroundings,
) -> tuple[Revisions, RevisionButton, RevisionButton]:
    """The page, and the buttons of the preview and of the open form; both are to be told of every file."""
    opened = Revisions(page, around)
    registered, entered = RevisionButton(), RevisionButton(link=True)
    for one in (registered, entered):
        one.setParent(page)
        one.wanted.connect(opened.open)
    preview.offer(registered.press)
    below_findings(entered.press)
    return opened, registered, entered
