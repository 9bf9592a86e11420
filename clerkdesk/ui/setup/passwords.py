"""Boxes for passwords: hidden text that can be looked at, out of reach of Telex and other input methods."""

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import text_label
from clerkdesk.ui.theme import Role


class PasswordBox(QLineEdit):
    """Hidden text; the eye shows and hides it. Input methods stay off, so that none turns «aa» into
    «â» unseen."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhSensitiveData
        )
        eye = QAction(QIcon(_eye()), _("Hiện mật khẩu"), self)
        eye.setCheckable(True)
        eye.toggled.connect(self._look)
        self.addAction(eye, QLineEdit.ActionPosition.TrailingPosition)

    def _look(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)


class LabelledBox(QWidget):
    """A box with its label above and room for a sentence below, as in a FieldForm."""

    def __init__(self, label: str, box: QLineEdit) -> None:
        super().__init__()
        self.box = box
        box.setAccessibleName(label)
        caption = text_label(label, "label")
        caption.setBuddy(box)
        self.sentence = text_label("", "problem")
        self.sentence.setWordWrap(True)
        self.sentence.hide()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 6)
        down.setSpacing(2)
        for widget in (caption, box, self.sentence):
            down.addWidget(widget)
        box.textEdited.connect(self._edited)

    def show_problem(self, problem: str) -> None:
        """Mark it wrong with a sentence, or right with none."""
        theme.set_look(self.box, "problem", "true" if problem else "")
        self.sentence.setText(problem)
        self.sentence.setVisible(bool(problem))
        self.box.setAccessibleDescription(problem)

    def _edited(self, _text: str) -> None:
        self.show_problem("")


class NewPassword(QWidget):
    """A new password, typed twice; `prefix` makes the names of the boxes."""

    def __init__(self, prefix: str, label: str = "") -> None:
        super().__init__()
        self.first = LabelledBox(label or _("Mật khẩu *"), PasswordBox(f"{prefix}-password"))
        self.again = LabelledBox(_("Nhập lại mật khẩu *"), PasswordBox(f"{prefix}-again"))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        across.addWidget(self.first, 1, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.again, 1, Qt.AlignmentFlag.AlignTop)

    def show_problems(self, password: str, again: str) -> None:
        """Sentences under the two boxes; the cursor goes to a wrong one."""
        for box, problem in ((self.again, again), (self.first, password)):
            box.show_problem(problem)
            if problem:
                box.box.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        for box in (self.first, self.again):
            box.box.clear()


def forget(place: QObject) -> None:
    """Empty every password box under `place`."""
    box: object
    for box in place.findChildren(QLineEdit):
        if isinstance(box, PasswordBox):
            box.clear()


def _eye() -> QPixmap:
    sign = QPixmap(32, 32)
    sign.setDevicePixelRatio(2.0)
    sign.fill(Qt.GlobalColor.transparent)
    painter = QPainter(sign)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(Role.MUTED), 1.2))
    painter.drawEllipse(QRectF(1.5, 4.5, 13, 7))
    painter.setBrush(theme.colour(Role.MUTED))
    painter.drawEllipse(QRectF(6.2, 6.2, 3.6, 3.6))
    painter.end()
    return sign
