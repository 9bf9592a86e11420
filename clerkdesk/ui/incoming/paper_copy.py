"""«In bản giấy» beside an arrived e-document: its pages with the sheet of its signatures (QĐ 28, 21.2)."""

from PySide6.QtCore import QObject

from clerkdesk.domain.attachments import PDF
from clerkdesk.domain.incoming import Channel, Incoming
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.ui.cards import button
from clerkdesk.ui.incoming.list_presenter import Preview
from clerkdesk.ui.print_made import PrintMade


class PaperCopyButton(QObject):
    """Offered for what came by network as PDF; what is printed is a derived copy."""

    def __init__(self, desk: Desk, print_made: PrintMade) -> None:
        super().__init__()
        self._desk = desk
        self._print_made = print_made
        self._document: Incoming | None = None
        self.press = button(_("In bản giấy kèm phiếu chữ ký"), self._print, key="Ctrl+Shift+P")
        self.press.hide()

    def show_preview(self, preview: Preview) -> None:
        """The document that is chosen now."""
        document = preview.document
        main = document.main_file
        fits = main is not None and main.media_type == PDF
        self._document = document
        self.press.setVisible(fits and document.entry.channel is not Channel.PAPER)

    def _print(self) -> None:
        document, desk = self._document, self._desk
        if document is None:
            return
        name = _("bản in số đến {number}").format(number=document.shown_number)
        self._print_made(name, lambda: desk.paper_copy.incoming(document))
