"""Under a field: «text of an old font was pasted», what it would be, and the button that converts it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerkdesk.domain.legacy_text import ENCODING_NAMES, Encoding, LegacyText
from clerkdesk.domain.texts import _
from clerkdesk.services.legacy_tables import legacy_reader
from clerkdesk.ui.cards import Note, button
from clerkdesk.ui.theme import State

_SHOWN = 160
"""Characters of the converted text that are shown before it is taken."""


def old_text(value: object) -> LegacyText | None:
    """What `value` is if it is text of an old font; decomposed text needs no asking: forms compose it."""
    if not isinstance(value, str) or value.isascii():
        return None
    found = legacy_reader().find(value)
    return None if found is None or found.encoding is Encoding.NFD else found


class LegacyNote(QWidget):
    """`accepted` carries the converted text. Not modal: typing on is a no."""

    accepted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.note = Note(state=State.WARN)
        self.convert = button(_("Đổi"), lambda: self.accepted.emit(self._text))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.addWidget(self.note, 1)
        layout.addWidget(self.convert)
        self.hide()

    def show_text(self, found: LegacyText | None) -> None:
        """Offer to convert, or go away."""
        self.setVisible(found is not None)
        if found is None:
            return
        self._text = found.converted
        shown = self._text if len(self._text) <= _SHOWN else self._text[:_SHOWN] + "…"
        words = _("Văn bản dán vào dùng phông cũ ({encoding}). Đổi thành: «{text}»").format(
            encoding=_(ENCODING_NAMES[found.encoding]), text=shown
        )
        if found.lost:
            lost = ", ".join(f"«{word}»" for word in found.lost[:5])
            words += "\n" + _("Chữ «ư» đã mất ở: {words}. Sửa lại sau khi đổi.").format(words=lost)
        self.note.show_state(words, State.WARN)
