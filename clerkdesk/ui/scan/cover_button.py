"""«In tờ bìa để quét» beside a document of either register: its pages then find their number."""

from PySide6.QtCore import QObject

from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.page_findings import CoverSheet
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.ui.cards import button
from clerkdesk.ui.print_made import PrintMade


class CoverButton(QObject):
    """Offered where scanned pages may join: arrived documents, and stamped paper originals."""

    def __init__(self, desk: Desk, print_made: PrintMade) -> None:
        super().__init__()
        self._desk = desk
        self._print_made = print_made
        self._cover: CoverSheet | None = None
        self._title = ""
        self.press = button(_("In tờ bìa để quét"), self._print)
        self.press.hide()

    def show_document(self, document: Incoming | Outgoing | None) -> None:
        """The document that is chosen now."""
        self._cover = None if document is None else cover_for(document)
        self._title = "" if document is None else document.entry.subject
        self.press.setVisible(self._cover is not None)

    def _print(self) -> None:
        cover, title = self._cover, self._title
        if cover is None:
            return
        name, workshop = _("tờ bìa {where}").format(where=cover), self._desk.devices.workshop
        self._print_made(name, lambda: workshop.separator_sheet(cover, title))


def cover_for(document: Incoming | Outgoing) -> CoverSheet | None:
    """The cover sheet of a document; None where scanned pages may not join it (any more)."""
    if isinstance(document, Incoming):
        if document.state is IncomingState.CANCELLED:
            return None
        return CoverSheet("incoming", document.year, document.shown_number, document.series)
    if document.state is not OutgoingState.STAMPED or document.year is None:
        return None
    return CoverSheet("outgoing", document.year, document.code_number, document.series)
