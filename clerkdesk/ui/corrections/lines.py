"""What was corrected in an entry: the old value struck through, the new one, reason, who, when."""

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.correction_words import field_label, said_value
from clerkdesk.domain.corrections import Correction
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme

_SHOWN = 3


class CorrectionLines(QLabel):
    """Hidden where nothing was corrected; the newest acts, all of them in the tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setProperty("look", "small")
        self.hide()

    def show_document(self, document: Incoming | Outgoing) -> None:
        """Show the corrections of this entry."""
        entity = "incoming" if isinstance(document, Incoming) else "outgoing"
        lines = [_line(entity, row) for row in document.corrections]
        self.setVisible(bool(lines))
        self.setText("<br>".join(lines[-_SHOWN:]))
        self.setToolTip("<br>".join(lines))


def _line(entity: str, row: Correction) -> str:
    label = field_label(entity, row.field)
    day = f"{row.at.astimezone(VIETNAM_TIME):%d/%m/%Y}"
    muted = theme.colour(theme.Role.MUTED).name()
    old = html.escape(said_value(row.field, row.old)) or _("(trống)")
    new = html.escape(said_value(row.field, row.new)) or _("(trống)")
    return (
        f"{html.escape(label)}: <s>{old}</s> → {new} "
        f'<span style="color:{muted}">({html.escape(row.reason)}; {html.escape(row.by)}, {day})</span>'
    )
