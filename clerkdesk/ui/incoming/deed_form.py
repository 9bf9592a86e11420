"""One line about a part of the work, in place: who, and what was done or why it goes back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.domain.assignments import Deed
from clerkdesk.domain.texts import N_, _
from clerkdesk.ui.cards import ChoiceBox, button, text_label
from clerkdesk.ui.forms.editors import LongTextEditor

KEYS = {Deed.RECEIVE: "Ctrl+R", Deed.PROGRESS: "Ctrl+T", Deed.RETURN: "Ctrl+L"}
_TITLES = {
    Deed.RECEIVE: N_("Ký nhận trên giấy thay cho"),
    Deed.PROGRESS: N_("Đã làm gì, đang làm gì"),
    Deed.RETURN: N_("Trả lại người chuyển, lý do"),
}
_ACTS = {
    Deed.RECEIVE: N_("Ký nhận"),
    Deed.PROGRESS: N_("Ghi tiến độ"),
    Deed.RETURN: N_("Trả lại"),
}


class DeedForm(QWidget):
    """`sent` carries deed, text and person; the key that opened it sends it."""

    sent = Signal(object, str, str)
    part_done = Signal(str, str)  # text, person
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.deed = Deed.PROGRESS
        self._title = text_label("", "label")
        self.person = ChoiceBox()
        self.person.setAccessibleName(_("Người được giao"))
        self.text = LongTextEditor()
        self.text.setObjectName("deed_text")
        self._problem = text_label("", "problem")
        self._problem.setWordWrap(True)
        self._buttons = {
            deed: button(_(words), self._send, key=KEYS[deed], primary=True)
            for deed, words in _ACTS.items()
        }
        self._part = button(_("Báo xong phần việc này"), self._say_done, link=True)
        self._part.setObjectName("part_done")
        self.text.edited.connect(lambda: self.show_problem(""))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(button(_("Thôi"), self.left.emit, key="Escape"))
        for made in self._buttons.values():
            row.addWidget(made, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self._title, self.person, self.text, self._problem):
            layout.addWidget(widget)
        layout.addWidget(self._part, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(row)

    def open_for(self, deed: Deed, people: Sequence[str]) -> None:
        """Ask for this deed; a choice of people is offered where there are several."""
        self.deed = deed
        title = _(_TITLES[deed])
        self._title.setText(title)
        self.text.set_value("")
        self.text.setVisible(deed is not Deed.RECEIVE)
        self.text.setAccessibleName(title)
        self.person.clear()
        self.person.addItems(list(people))
        self.person.setVisible(len(people) > 1 or deed is Deed.RECEIVE)
        self._part.setVisible(deed is Deed.PROGRESS)
        for each, made in self._buttons.items():
            made.setVisible(each is deed)
        self.show_problem("")
        self.show()
        (self.person if deed is Deed.RECEIVE else self.text).setFocus()

    def show_problem(self, sentence: str) -> None:
        """What is wrong; an empty sentence takes no room."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _send(self) -> None:
        self.sent.emit(self.deed, str(self.text.value()), self.person.currentText())

    def _say_done(self) -> None:
        self.part_done.emit(str(self.text.value()), self.person.currentText())
