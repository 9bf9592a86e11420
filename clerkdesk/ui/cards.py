"""White cards and what stands on them: badges, headings, buttons with their key, empty states."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.theme import Role, State

_ROUNDING = 2


class Card(QFrame):
    """A white card; put content into `body`. A title stands blue and small on top."""

    def __init__(self, title: str = "", *, margin: int = 14) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, 12, margin, 12)
        self.body.setSpacing(8)
        self.title = text_label(title, "group")
        self.body.addWidget(self.title)
        self.title.setVisible(bool(title))

    def set_title(self, title: str) -> None:
        """Change the title; an empty one takes no room."""
        self.title.setText(title)
        self.title.setVisible(bool(title))


class Badge(QLabel):
    """A pill with one or two words; `state` gives the colour, the words say the same."""

    def __init__(self, text: str = "", state: State = State.NEUTRAL) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedHeight(20)
        self.show_state(text, state)

    def show_state(self, text: str, state: State) -> None:
        """Show other words and their colour."""
        self.setText(text)
        self.setAccessibleName(text)
        theme.set_look(self, "badge", state.value)


class Note(QFrame):
    """A soft box with a sentence or more, such as the verdict on a signature or advice."""

    def __init__(self, text: str = "", state: State = State.NEUTRAL) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        self._label = QLabel()
        self._label.setWordWrap(True)
        layout.addWidget(self._label)
        self.show_state(text, state)

    def show_state(self, text: str, state: State) -> None:
        """Show another text; lines are separated by newlines."""
        self._label.setText(text)
        theme.set_look(self._label, "state", state.value)
        theme.set_look(self, "soft", state.value)
        self.setAccessibleName(text)

    def text(self) -> str:
        """What it says."""
        return self._label.text()


class EmptyState(QWidget):
    """Says what to do first where there is nothing yet, with one button if something can be done.

    `other` is a second, quieter way, such as to bring in what was kept before.
    """

    pressed = Signal()
    other_pressed = Signal()

    def __init__(self, text: str, action: str = "", other: str = "") -> None:
        super().__init__()
        self.label = text_label(text, "muted")
        self.label.setWordWrap(True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setMinimumWidth(150)
        self.button = button(action, primary=True)
        self.button.clicked.connect(self.pressed)
        self.other = button(other, self.other_pressed.emit, link=True)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        layout.addWidget(self.label)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.other, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.button.setVisible(bool(action))
        self.other.setVisible(bool(other))


class NumberTile(QFrame):
    """A card with a large number and what it counts, as on top of Hôm nay; can be pressed."""

    pressed = Signal()

    def __init__(self, caption: str, state: State = State.ACCENT) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(72)
        self._state = state
        self.number = text_label("", "large")
        self.caption = text_label(caption, "label")
        self.caption.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 4, 10, 4)
        layout.setSpacing(8)
        layout.addWidget(self.number)
        layout.addWidget(self.caption, 1)
        self.show_number(0)

    def show_number(self, number: int | str, state: State | None = None) -> None:
        """Show a count, or a text such as «91,4 %». Nought has no colour: nothing is wrong."""
        self.number.setText(str(number))
        if state is not None:
            self._state = state
        shown = State.NEUTRAL if number == 0 else self._state
        theme.set_look(self.number, "state", shown.value)
        self.setAccessibleName(f"{number} {self.caption.text()}")

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click anywhere on the tile."""
        self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and space press it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            event.ignore()


class ChoiceBox(QComboBox):
    """A drop-down list with our own arrow; turning the wheel over it never changes a value."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the wheel to the list or form in which the box stands."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the arrow: a style sheet could only take it from a file. A chosen text that is too
        long ends in «…»; Qt would cut it."""
        if self.isEditable():
            super().paintEvent(event)
            painter: QPainter = QPainter(self)
        else:
            painter = self._paint_elided()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(Role.MUTED), 1.6))
        x, y = self.width() - 14.0, self.height() / 2 - 1.0
        painter.drawPolyline(
            QPolygonF([QPointF(x - 4, y - 1.5), QPointF(x, y + 2.5), QPointF(x + 4, y - 1.5)])
        )
        painter.end()

    def _paint_elided(self) -> QPainter:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        text = self.currentText()
        shown = self.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, room.width() + _ROUNDING
        )
        self.setToolTip(text if shown != text else "")
        option.currentText = shown  # type: ignore[attr-defined] # the stubs lack this field
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        return painter


class ElidedLabel(QLabel):
    """One line that ends in «…» where there is no room; the whole text is its tooltip."""

    def __init__(self, text: str = "", look: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if look:
            self.setProperty("look", look)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Any width will do."""
        return QSize(16, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw what fits."""
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


def text_label(text: str, look: str = "") -> QLabel:
    """A label; `look` is one of the style sheet's: title, heading, group, label, muted, small,
    number, large, huge, problem, look-again."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if look:
        label.setProperty("look", look)
    return label


def button(
    text: str,
    clicked: Callable[[], object] | None = None,
    *,
    key: str = "",
    primary: bool = False,
    link: bool = False,
) -> QPushButton:
    """A button that shows its key, e.g. «Quét  F9».

    Args:
        key: a key sequence that presses it while it is visible, e.g. «F9», «Ctrl+Return».
            «Return» alone is only shown: as a shortcut it would take Enter from every text box;
            the list or box that has the cursor answers it.
    """
    made = QPushButton(f"{text}  {shown_key(key)}" if key else text)
    made.setAccessibleName(text)
    if key and key != "Return":
        # not setShortcut: that presses the button a tenth of a second late, to show it
        QShortcut(QKeySequence(key), made).activated.connect(made.click)
    if primary or link:
        made.setProperty("kind", "primary" if primary else "link")
    if link:
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if clicked is not None:
        press = clicked

        def say(_checked: bool) -> None:  # Qt's `checked` must not fill an argument of `clicked`
            press()

        made.clicked.connect(say)
    return made


def shown_key(key: str) -> str:
    """A key sequence as it stands on a button: «Ctrl+Return» is «Ctrl+↵»."""
    return key.replace("Return", "↵").replace("Escape", "Esc")


def rule() -> QFrame:
    """A thin horizontal line."""
    line = QFrame()
    line.setProperty("rule", "true")
    line.setFixedHeight(1)
    return line


def scrolled(content: QWidget) -> QScrollArea:
    """`content` in a frameless area that scrolls down where the card is too low for it."""
    content.setProperty("plain", "true")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def sunken() -> QFrame:
    """A grey table on which a page lies."""
    frame = QFrame()
    frame.setProperty("sunken", "true")
    return frame


class LargeNumber(QWidget):
    """The number that was just given, large, on the page and not in a dialog (Số đến 1285).

    `again` is pressed for the next document; `opened` to see the one that was saved.

    Args:
        first: the lawful next step, alone above the other buttons; «again» where there is none.
        others: more that can be done with the document.
    """

    again = Signal()
    opened = Signal()

    def __init__(
        self,
        again: str = "",
        opened: str = "",
        *,
        first: QPushButton | None = None,
        others: Sequence[QPushButton] = (),
    ) -> None:
        super().__init__()
        self.caption = text_label("", "muted")
        self.number = text_label("", "huge")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.detail = text_label("", "muted")
        self.detail.setWordWrap(True)
        self.again_button = button(again or _("Đăng ký tiếp"), primary=first is None)
        self.again_button.clicked.connect(self.again)
        self.open_button = button(opened or _("Xem văn bản"))
        self.open_button.clicked.connect(self.opened)
        self._next = first or self.again_button
        rows = [self._row(*others)] if others else []
        rows.append(self._row(self.open_button, self.again_button))
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(2)
        for label in (self.caption, self.number, self.detail):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addSpacing(8)
        if first is not None:
            layout.addWidget(first, 0, Qt.AlignmentFlag.AlignHCenter)
        for row in rows:
            layout.addLayout(row)
        layout.addStretch(3)

    @staticmethod
    def _row(*buttons: QPushButton) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        for made in buttons:
            row.addWidget(made)
        row.addStretch()
        return row

    def show_number(self, caption: str, number: str, detail: str = "") -> None:
        """E.g. «Số đến», «1285», «Chuyển lãnh đạo trước 23/11/2026.»"""
        self.caption.setText(caption)
        self.number.setText(number)
        self.detail.setText(detail)
        self.setAccessibleName(f"{caption} {number}. {detail}")
        self._next.setFocus()

    def add_detail(self, sentence: str) -> None:
        """One more line under the number, when something has come about meanwhile."""
        self.detail.setText(f"{self.detail.text()}\n{sentence}".strip())
