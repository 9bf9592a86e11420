"""Danh bạ as one workplace: the entries, and over them the import."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent

from clerkdesk.ui.directory.view import DirectoryView
from clerkdesk.ui.importing.view import ImportView, is_table
from clerkdesk.ui.shown_stack import ShownStack


class DirectoryPage(ShownStack):
    """Switches between the entries and the wizard, which is made when it is first wanted."""

    def __init__(self, listing: DirectoryView, make_import: Callable[[], ImportView]) -> None:
        super().__init__()
        self.listing = listing
        self._make_import = make_import
        self.wizard: ImportView | None = None
        self.setAcceptDrops(True)
        self.addWidget(listing)
        self.setFocusProxy(listing)
        listing.import_wanted.connect(self.open_import)

    def open_import(self, path: Path | None = None) -> ImportView:
        """Bring a directory in from a spreadsheet."""
        if self.wizard is None:
            self.wizard = self._make_import()
            self.wizard.left.connect(lambda: self.setCurrentWidget(self.listing))
            self.addWidget(self.wizard)
        self.setCurrentWidget(self.wizard)
        self.wizard.start(path)
        return self.wizard

    def refresh(self) -> None:
        """Read the entries again."""
        self.listing.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """A spreadsheet may be dropped."""
        if any(is_table(Path(url.toLocalFile())) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take the first spreadsheet."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        for path in filter(is_table, paths):
            event.acceptProposedAction()
            self.open_import(path)
            return
