"""Over the form: both times of receipt (Điều 12.2), the mail around the document, and what is odd about the files that came."""

from collections.abc import Sequence

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.domain.office_hours import Receipt
from clerkdesk.services.arrival_packets import Letter
from clerkdesk.ui.cards import Note, text_label
from clerkdesk.ui.incoming.words import letter_text, receipt_text, why_text
from clerkdesk.ui.theme import State


class ArrivalFacts(QWidget):
    """One small line of times; a yellow note only where files need a second look."""

    def __init__(self) -> None:
        super().__init__()
        self.receipt = text_label("", "small")
        self.receipt.setWordWrap(True)
        self.letter = Note("", State.NEUTRAL)
        self.letter.setObjectName("letter")
        self.letter.hide()
        self.warnings = Note("", State.WARN)
        self.warnings.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.receipt)
        layout.addWidget(self.letter)
        layout.addWidget(self.warnings)

    def follow(
        self, received: SignalInstance, opened: SignalInstance, secret_found: SignalInstance
    ) -> None:
        """Show times and mail of what is opened; of what is secret no word stays."""
        received.connect(self.show_receipt)
        opened.connect(lambda candidate: self.show_letter(candidate.letter))
        secret_found.connect(lambda _error: self.show_letter(None))

    def show_receipt(self, found: Receipt) -> None:
        """When it came, and when it counts as received."""
        self.receipt.setText(receipt_text(found.actual, found.legal, why_text(found)))

    def show_letter(self, letter: Letter | None) -> None:
        """The mail with which it came: from whom, when, and how it begins."""
        self.letter.setVisible(letter is not None)
        if letter is not None:
            self.letter.show_state(letter_text(letter), State.NEUTRAL)

    def show_warnings(self, sentences: Sequence[str]) -> None:
        """What was left out of the packet, or is not what its name says."""
        self.warnings.show_state("\n".join(sentences), State.WARN)
        self.warnings.setVisible(bool(sentences))
