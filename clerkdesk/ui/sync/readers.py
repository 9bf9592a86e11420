"""Who shall be able to read a bundle: a box to tick for the province and for each desk that is known."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from clerkdesk.domain.bundles import DeskCard
from clerkdesk.domain.texts import _
from clerkdesk.ui.sync.words import reader_text


class Readers(QWidget):
    """Everybody is chosen at first; what the clerk has unticked stays so."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Máy sẽ đọc gói"))
        self._boxes: dict[DeskCard, QCheckBox] = {}
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(6)

    @property
    def names(self) -> Sequence[str]:
        """What stands at the boxes."""
        return [box.text() for box in self._boxes.values()]

    @property
    def chosen(self) -> list[DeskCard]:
        """For whom it is written."""
        return [card for card, box in self._boxes.items() if box.isChecked()]

    def show_cards(self, cards: Sequence[DeskCard]) -> None:
        """Show one box a card."""
        unticked = {card.device for card, box in self._boxes.items() if not box.isChecked()}
        for box in self._boxes.values():
            self._down.removeWidget(box)
            box.deleteLater()
        self._boxes = {}
        for card in cards:
            box = QCheckBox(reader_text(card))
            box.setChecked(card.device not in unticked)
            self._down.addWidget(box)
            self._boxes[card] = box
        self.setVisible(bool(cards))
