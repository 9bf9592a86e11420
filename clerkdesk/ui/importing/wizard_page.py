"""A workplace over whose list the import wizard can come: opened, left, or dropped upon."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from clerkdesk.ui.importing.view import ImportView, is_table
from clerkdesk.ui.shown_stack import ShownStack


class WizardPage(ShownStack):
    """The wizard is made when it is first wanted; a dropped spreadsheet opens it."""

    def __init__(self, over: QWidget, make_import: Callable[[], ImportView]) -> None:
        super().__init__()
        self._over = over
        self._make_import = make_import
        self.wizard: ImportView | None = None
        self.setAcceptDrops(True)
        self.addWidget(over)

    def open_import(self, path: Path | None = None) -> ImportView:
        """Bring a spreadsheet in."""
        if self.wizard is None:
            self.wizard = self._make_import()
            self.wizard.left.connect(self._left_import)
            self.addWidget(self.wizard)
        self.setCurrentWidget(self.wizard)
        self.wizard.start(path)
        return self.wizard

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """A spreadsheet may be dropped on the list."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        if self.currentWidget() is self._over and any(map(is_table, paths)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take the first spreadsheet."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        for path in filter(is_table, paths):
            event.acceptProposedAction()
            self.open_import(path)
            return

    def _left_import(self) -> None:
        self.setCurrentWidget(self._over)
