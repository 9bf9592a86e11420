"""«Đã vào sổ»: a note beside the form that names the earlier document, and what can be done with it."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Note, button
from clerkdesk.ui.incoming.words import date_text
from clerkdesk.ui.theme import State


class EarlierNote(QWidget):
    """Hidden until a document is found; the clerk may go on as if it were not there."""

    open_wanted = Signal(object)  # Incoming
    paper_wanted = Signal(object)  # Incoming

    def __init__(self) -> None:
        super().__init__()
        self._document: Incoming | None = None
        self.note = Note(state=State.WARN)
        self.open_button = button("", lambda: self._say(self.open_wanted))
        self.paper_button = button(_("Ghi nhận bản giấy"), lambda: self._say(self.paper_wanted))
        self.paper_button.setObjectName("record_paper")
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.paper_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.note)
        layout.addLayout(buttons)
        self.hide()

    @property
    def document(self) -> Incoming | None:
        """The earlier document that is named."""
        return self._document

    def show_document(self, document: Incoming | None, *, paper: bool) -> None:
        """Name `document`, or go away; `paper`: what is being registered is scanned paper."""
        self._document = document
        self.setVisible(document is not None)
        if document is None:
            return
        number, year = document.shown_number, document.year
        words = _("Văn bản {code} của {org} đã vào sổ ngày {day}, số đến {number}/{year}.").format(
            code=document.code,
            org=document.entry.issuing_org,
            day=date_text(document.entry.arrival_date),
            number=number,
            year=year,
        )
        if paper:
            words += "\n" + _("Nếu đây là bản giấy gửi sau, ghi nhận vào số đến đó.")
        self.note.show_state(words, State.WARN)
        open_words = _("Xem số đến {number}").format(number=number)
        self.open_button.setText(open_words)
        self.open_button.setAccessibleName(open_words)
        self.paper_button.setVisible(paper)

    def _say(self, signal: SignalInstance) -> None:
        if self._document is not None:
            signal.emit(self._document)
