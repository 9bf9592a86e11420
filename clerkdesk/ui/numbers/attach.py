"""Puts acts on numbers where documents are shown and numbered: one call a workplace."""

from collections.abc import Callable

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from clerkdesk.domain.errors import ClerkError, DateBeforeLast
from clerkdesk.domain.texts import _
from clerkdesk.ui.numbers.acts_presenter import NumberActsPresenter
from clerkdesk.ui.numbers.number_panel import NumberPanel
from clerkdesk.ui.other_acts import OfferingPreview
from clerkdesk.ui.shell.workplaces import Shell
from clerkdesk.ui.surroundings import Surroundings
from clerkdesk.ui.theme import State

AskReason = Callable[[str], str]
"""Asks why; an empty answer is a no."""


def attach_number_panel(
    preview: OfferingPreview,
    shown: SignalInstance,
    chosen: SignalInstance,
    changed: Callable[[str], object],
    around: Surroundings,
) -> NumberPanel:
    """Add the acts to «Việc khác» of a preview, and the panel that asks why over them.

    Args:
        shown: says the preview (with its `document`) whenever it changes.
        chosen: says the row under the cursor, or None.
        changed: read list and preview again, with the cursor on this uid.
    """
    presenter = NumberActsPresenter(around.desk, around.jobs)
    panel = NumberPanel(presenter)
    presenter.setParent(panel)
    preview.foot.insertWidget(0, panel)
    preview.offer(panel.void_link, panel.late_link)
    shown.connect(lambda found: panel.show_document(found.document))
    chosen.connect(lambda row: panel.show_document(None) if row is None else None)

    def done(uid: str, words: str) -> None:
        around.window.show_notice(words, State.GOOD)
        changed(uid)

    presenter.done.connect(done)
    presenter.failed.connect(around.window.show_error)
    return panel


class DespiteQuestion(QObject):
    """A date before that of the last number is a question, never silent: «Vẫn ghi, lý do…»."""

    def __init__(self, shell: Shell, ask: AskReason, retry: Callable[[str], object]) -> None:
        super().__init__()
        self._shell = shell
        self._ask = ask
        self._retry = retry

    def failed(self, error: ClerkError) -> None:
        """Offer the way on beside the error; connect it after the view's own."""
        if isinstance(error, DateBeforeLast):
            words = f"{error} {error.advice}"
            self._shell.show_error(
                error, action=_("Vẫn ghi, lý do…"), pressed=lambda: self._again(words)
            )

    def _again(self, words: str) -> None:
        reason = self._ask(words)
        if reason:
            self._shell.clear_notice()
            self._retry(reason)


def ask_in(parent: QWidget) -> AskReason:
    """Ask with a small dialog over `parent`."""

    def ask(words: str) -> str:
        text, accepted = QInputDialog.getText(
            parent, _("Vẫn ghi, lý do"), words, QLineEdit.EchoMode.Normal
        )
        return " ".join(text.split()) if accepted else ""

    return ask
