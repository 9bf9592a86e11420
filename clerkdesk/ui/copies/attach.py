"""Puts the copying of documents where they are shown: one call a workplace."""

from collections.abc import Callable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QBoxLayout, QPushButton, QStackedWidget, QWidget

from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import _
from clerkdesk.ui.copies.panel import CopyPanel
from clerkdesk.ui.copies.presenter import CopyPresenter
from clerkdesk.ui.copies.view import CopyView
from clerkdesk.ui.recipient_book import RecipientBook
from clerkdesk.ui.surroundings import Surroundings
from clerkdesk.ui.theme import State


class Copying:
    """The panel of one preview, and the form, which is built when it is first wanted."""

    def __init__(
        self, page: QStackedWidget, listing: QWidget, panel: CopyPanel, around: Surroundings
    ) -> None:
        self.panel = panel
        self.view: CopyView | None = None
        self._page = page
        self._listing = listing
        self._around = around

    def open(self, document: Incoming | Outgoing) -> None:
        """Show the form over the register."""
        if self.view is None:
            around = self._around
            self.view = CopyView(
                CopyPresenter(around.desk, around.jobs),
                around.jobs,
                around.window,
                around.lists().by_field(),
                RecipientBook(around).editor,
            )
            self.view.left.connect(self._left)
            self._page.addWidget(self.view)
        self._page.setCurrentWidget(self.view)
        self.view.open(document)

    def _left(self, copy: Outgoing | None) -> None:
        self._page.setCurrentWidget(self._listing)
        self._listing.setFocus()
        if copy is not None:
            self._around.ways.show_outgoing(copy)
            self._around.window.show_notice(
                _("Đã tạo {kind} (dự thảo); bước tiếp theo ở bên phải.").format(
                    kind=copy.entry.doc_type.lower()
                ),
                State.GOOD,
            )


def attach_copying(
    page: QStackedWidget,
    listing: QWidget,
    words: QBoxLayout,
    offer: Callable[[QPushButton], None],
    shown: SignalInstance,
    chosen: SignalInstance,
    around: Surroundings,
) -> Copying:
    """Add what copies need to a preview.

    Args:
        words: where the preview tells about copies.
        offer: puts a button into «Việc khác».
        shown: says the preview (with its `document`) whenever it changes.
        chosen: says the row under the cursor, or None.
    """
    panel = CopyPanel(
        around.desk,
        around.jobs,
        around.print_made,
        around.window.show_error,
        may_copy=may(around.desk.person, Right.DRAFT),
    )
    copying = Copying(page, listing, panel, around)
    words.addWidget(panel)
    for act in (panel.print, panel.copy):
        offer(act)
    shown.connect(lambda found: panel.show_document(found.document))
    chosen.connect(lambda row: panel.show_document(None) if row is None else None)
    panel.copy_wanted.connect(lambda document: copying.open(document))
    return copying
