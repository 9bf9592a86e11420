"""Danh bạ as one workplace: the entries, and over them the import."""

from collections.abc import Callable

from clerkdesk.ui.directory.view import DirectoryView
from clerkdesk.ui.importing.view import ImportView
from clerkdesk.ui.importing.wizard_page import WizardPage


class DirectoryPage(WizardPage):
    """Switches between the entries and the wizard."""

    def __init__(self, listing: DirectoryView, make_import: Callable[[], ImportView]) -> None:
        super().__init__(listing, make_import)
        self.listing = listing
        self.setFocusProxy(listing)
        listing.import_wanted.connect(self.open_import)

    def refresh(self) -> None:
        """Read the entries again."""
        self.listing.refresh()
