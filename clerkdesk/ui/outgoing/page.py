"""Văn bản đi as one workplace: the register, and over it the form of a draft."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.relations import Relation
from clerkdesk.ui.dispatch.view import DispatchView
from clerkdesk.ui.importing.view import ImportView
from clerkdesk.ui.importing.wizard_page import WizardPage
from clerkdesk.ui.outgoing.draft_presenter import DraftPresenter
from clerkdesk.ui.outgoing.draft_view import DraftView
from clerkdesk.ui.outgoing.list_view import OutgoingListView


class OutgoingPage(WizardPage):
    """Switches between list and form."""

    def __init__(
        self,
        listing: OutgoingListView,
        draft: DraftView,
        presenter: DraftPresenter,
        dispatch: DispatchView,
        make_import: Callable[[], ImportView],
    ) -> None:
        super().__init__(listing, make_import)
        self.listing = listing
        self.draft = draft
        self._presenter = presenter
        self.addWidget(draft)
        listing.draft_wanted.connect(self.new_draft)
        listing.edit_wanted.connect(self._edit)
        draft.left.connect(self._left)
        listing.import_wanted.connect(self.open_import)
        self.dispatch = dispatch
        self.addWidget(dispatch)
        listing.dispatch_wanted.connect(self.show_dispatch)
        dispatch.left.connect(lambda: self.setCurrentWidget(self.listing))

    def new_draft(self) -> None:
        """Start a draft."""
        self.draft.clear()
        self.setCurrentWidget(self.draft)
        self._presenter.new()

    def new_related(self, earlier: Outgoing, relation: Relation) -> None:
        """Start a draft that replaces or corrects an issued document."""
        self.draft.clear()
        self.setCurrentWidget(self.draft)
        self._presenter.new(earlier, relation)

    def show_over(self, view: QWidget) -> None:
        """Show another of its views over the register until it is left."""
        self.setCurrentWidget(view)
        view.setFocus()

    def show_list(self) -> None:
        """Back to the register."""
        self.setCurrentWidget(self.listing)

    def show_dispatch(self) -> None:
        """Show the paper that must leave."""
        self.setCurrentWidget(self.dispatch)
        self.dispatch.setFocus()

    def refresh(self) -> None:
        """Read the register again."""
        self.listing.refresh()

    def show_document(self, document: Outgoing) -> None:
        """Show the register with the cursor on this document."""
        self.setCurrentWidget(self.listing)
        self.listing.show_document(document.uid)

    def _edit(self, document: Outgoing) -> None:
        self.draft.clear()
        self.setCurrentWidget(self.draft)
        self._presenter.open(document)

    def _left(self, document: Outgoing | None) -> None:
        self.setCurrentWidget(self.listing)
        self.listing.table.setFocus()
        if document is not None:
            self.listing.show_document(document.uid)
