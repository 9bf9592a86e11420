"""«Đưa vào lịch họp»: an invitation that was registered becomes a line of the meetings."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold
from clerkdesk.ui.cards import button
from clerkdesk.ui.incoming.list_presenter import Preview

_INVITATION = fold("Giấy mời")


class MeetingButton(QObject):
    """Offered for an invitation only."""

    def __init__(self, wanted: Callable[[Incoming], object]) -> None:
        super().__init__()
        self._document: Incoming | None = None
        self.press = button(
            _("Đưa vào lịch họp"), lambda: self._say(wanted), key="Ctrl+M", link=True
        )
        self.press.setObjectName("meeting")
        self.press.hide()

    def show_preview(self, preview: Preview) -> None:
        """Take the document that is shown."""
        self._document = preview.document
        self.press.setVisible(fold(preview.document.entry.doc_type) == _INVITATION)

    def _say(self, wanted: Callable[[Incoming], object]) -> None:
        if self._document is not None:
            wanted(self._document)
