"""Nơi nhận: the chosen agencies as chips, and a box that finds them in the directory."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.domain.agency_families import offered_instead
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold, nfc
from clerkdesk.ui import theme
from clerkdesk.ui.cards import text_label
from clerkdesk.ui.theme import State

FindRecipients = Callable[[str], Sequence[Recipient]]
"""Agencies whose name or code holds the typed text, without diacritics; must be quick."""


class FlowLayout(QLayout):
    """Puts widgets in lines as words are put in a paragraph."""

    def __init__(self, gap: int = theme.GRID) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Put at the end."""
        self._items.append(item)

    def insert(self, number: int, widget: QWidget) -> None:
        """Put before the item `number`."""
        self.addWidget(widget)
        self._items.insert(number, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        """How many."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - None past the end, as Qt demands
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override] # noqa: N802 - as above
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """More lines where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Height of all lines."""
        return self._place(QRect(0, 0, width, 0), really=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Place the widgets."""
        super().setGeometry(rect)
        self._place(rect, really=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As small as it can be."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """The largest item."""
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, really: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for number, item in enumerate(self._items):
            size = item.sizeHint()
            last = number == len(self._items) - 1
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self._gap, 0
            if last:  # the box to type in takes the rest of its line
                size.setWidth(max(size.width(), rect.right() + 1 - x))
            if really:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line - rect.y()


class RecipientsEditor(QFrame):
    """The value is a tuple of `Recipient`. Enter takes the marked agency, or the text as a name
    without code (it will go on paper); Backspace in the empty box takes the last one out.

    Args:
        find: agencies that the typed text names.
        old_name: (typed, found) -> the old name by which it was found, shown beside it.
        warn: what is wrong with a chosen one, such as an agency that is no longer valid.
    """

    edited = Signal()

    def __init__(
        self,
        find: FindRecipients | None = None,
        old_name: Callable[[str, Recipient], str] = lambda _typed, _recipient: "",
        warn: Callable[[Recipient], str] = lambda _recipient: "",
    ) -> None:
        super().__init__()
        self.setProperty("field", "true")
        self._find = find or (lambda _text: ())
        self._old_name = old_name
        self._warn = warn
        self._chosen: list[Recipient] = []
        self._chips: list[QWidget] = []
        self._offers: dict[str, Recipient] = {}
        self._names = QStringListModel(self)
        self.box = QLineEdit()
        self.box.setPlaceholderText(_("Gõ tên hoặc mã cơ quan, Enter để thêm"))
        self.box.setMinimumWidth(180)
        self.box.setFixedHeight(22)
        self.box.installEventFilter(self)
        self.box.textEdited.connect(self._typed)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup = QListView()
        popup.setProperty("popup", "true")
        completer.setPopup(popup)
        # queued: the completer writes the name into the box after this signal
        completer.activated.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.box.setCompleter(completer)
        self._flow = FlowLayout()
        self._flow.addWidget(self.box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.addLayout(self._flow)
        self.setFocusProxy(self.box)

    def value(self) -> object:
        """The chosen ones, in order."""
        return tuple(self._chosen)

    def set_value(self, value: object) -> None:
        """Show a sequence of `Recipient`."""
        for chip in self._chips:
            self._drop(chip)
        self._chosen, self._chips = [], []
        for recipient in value if isinstance(value, Sequence) else ():
            if isinstance(recipient, Recipient):
                self._add(recipient)
        self.box.clear()

    def widget(self) -> QWidget:
        """Itself."""
        return self

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys of the box; and the frame shows its focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            inside = event.type() is QEvent.Type.FocusIn
            theme.set_look(self, "inside", "focus" if inside else "")
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.box.text().strip():
                self._take(self.box.text())
                return True
            if event.key() == Qt.Key.Key_Backspace and not self.box.text() and self._chosen:
                self._remove(self._chosen[-1])
                return True
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        found = self._find(text.strip()) if text.strip() else ()
        self._offers = {self._offer(text, recipient): recipient for recipient in found[:20]}
        self._names.setStringList(list(self._offers))

    def _offer(self, typed: str, recipient: Recipient) -> str:
        old = self._old_name(typed.strip(), recipient)
        name = offered_instead(old, recipient.name) if old else recipient.name
        return f"{name} · {recipient.code}" if recipient.code else name

    def _take(self, text: str) -> None:
        name = nfc(" ".join(text.split()))
        self.box.clear()
        if not name:
            return
        recipient = self._offers.get(name)
        if recipient is None:
            known = self._find(name)
            recipient = next(
                (r for r in known if fold(name) in (fold(r.name), fold(r.code))),
                Recipient(name, channel=Channel.PAPER),
            )
        if recipient not in self._chosen:
            self._add(recipient)
            self.edited.emit()

    def _add(self, recipient: Recipient) -> None:
        chip = QFrame()
        warning = self._warn(recipient)
        usual = State.ACCENT if recipient.code else State.NEUTRAL
        chip.setProperty("chip", (State.WARN if warning else usual).value)
        chip.setFixedHeight(22)
        tip = recipient.code or _("Chưa có mã liên thông: gửi bản giấy")
        chip.setToolTip(f"{warning}\n{tip}" if warning else tip)
        chip.setAccessibleDescription(warning)
        row = QHBoxLayout(chip)
        row.setContentsMargins(10, 0, 4, 0)
        row.setSpacing(2)
        label = text_label(
            _("{name} (hết hiệu lực)").format(name=recipient.name) if warning else recipient.name,
            "chip",
        )
        label.setMaximumWidth(320)
        away = QToolButton()
        away.setText("×")
        away.setAccessibleName(_("Bỏ {name}").format(name=recipient.name))
        away.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        away.clicked.connect(lambda: self._remove(recipient))
        row.addWidget(label)
        row.addWidget(away)
        self._chosen.append(recipient)
        self._chips.append(chip)
        self._flow.insert(len(self._chips) - 1, chip)
        chip.show()
        self.updateGeometry()

    def _remove(self, recipient: Recipient) -> None:
        number = self._chosen.index(recipient)
        del self._chosen[number]
        self._drop(self._chips.pop(number))
        self.edited.emit()

    def _drop(self, chip: QWidget) -> None:
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._flow.invalidate()
        self.updateGeometry()
