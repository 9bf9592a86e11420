"""One editor a kind of field; each has `value`, `set_value` and the signal `edited`."""

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QStringListModel, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QPlainTextEdit, QWidget

from clerkdesk.domain.agency_families import meant_by
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold, nfc
from clerkdesk.ui.cards import ChoiceBox


class Editor(Protocol):
    """What the form needs of an editor, which is itself a QWidget."""

    @property
    def edited(self) -> SignalInstance:
        """The clerk (not the program) changed it."""
        ...

    def value(self) -> object:
        """The value in its own type; the raw text where it cannot be understood; None if empty."""
        ...

    def set_value(self, value: object) -> None:
        """Show `value` without saying `edited`."""
        ...

    def widget(self) -> QWidget:
        """The widget itself."""
        ...


@runtime_checkable
class Replaceable(Protocol):
    """An editor of free text, whose whole text can be replaced so that it can be undone."""

    def replace_text(self, text: str) -> None:
        """Put `text` in place of what stands there, as if typed: Ctrl+Z takes it back."""
        ...


def replace_line(line: QLineEdit, text: str) -> None:
    """Replace as the clerk would: `edited` is said, undo is possible."""
    line.selectAll()
    line.insert(text)


class TextEditor(QLineEdit):
    """One line of text, NFC, without blanks at the ends."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.textEdited.connect(self.edited)

    def value(self) -> object:
        """The text."""
        return nfc(" ".join(self.text().split()))

    def set_value(self, value: object) -> None:
        """Show from the beginning."""
        self.setText("" if value is None else str(value))
        self.setCursorPosition(0)

    def replace_text(self, text: str) -> None:
        """Put `text` in place of what stands there, as if typed: Ctrl+Z takes it back."""
        replace_line(self, text)

    def widget(self) -> QWidget:
        """Itself."""
        return self


class CodeEditor(TextEditor):
    """Số, ký hiệu in one box, as printed; blanks around strokes vanish."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("15/2016/QĐ-UBND")

    def value(self) -> object:
        """The code as it is printed: no blank beside «/» and «-»."""
        text = str(super().value())
        for sign in "/-":
            text = sign.join(part.strip() for part in text.split(sign))
        return text


_MOST_DIGITS = 18


class NumberEditor(TextEditor):
    """A whole number; anything else stays as text for the check to name."""

    def value(self) -> object:
        """An int, None where empty, or the text: a row of digits without end is no number."""
        text = self.text().strip()
        whole = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
        return int(text) if whole else (text or None)


class LongTextEditor(QPlainTextEdit):
    """A few lines of text; Tab goes on to the next field."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(60)
        self._by_program = False
        self.textChanged.connect(self._say_edited)

    def value(self) -> object:
        """The text on one line: a subject has no line breaks in the register."""
        return nfc(" ".join(self.toPlainText().split()))

    def set_value(self, value: object) -> None:
        """Show."""
        self._by_program = True
        self.setPlainText("" if value is None else str(value))
        self._by_program = False

    def replace_text(self, text: str) -> None:
        """Put `text` in place of what stands there, as if typed: Ctrl+Z takes it back."""
        self.selectAll()
        self.insertPlainText(text)

    def widget(self) -> QWidget:
        """Itself."""
        return self

    def _say_edited(self) -> None:
        if not self._by_program:
            self.edited.emit()


class ChoiceEditor(ChoiceBox):
    """One of a fixed list; the value is the key, the name is shown."""

    edited = Signal()

    def __init__(self, choices: Mapping[str, str]) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        for key, name in choices.items():
            self.addItem(_(name), key)
        self.activated.connect(self.edited)

    def value(self) -> object:
        """The key, as text."""
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Choose by key; an unknown one chooses nothing."""
        self.setCurrentIndex(-1 if value is None else self.findData(str(value)))

    def widget(self) -> QWidget:
        """Itself."""
        return self


_LISTED = 300
"""Suggestions in the list that opens; typing finds all."""


class FoldedFilter(QStringListModel):
    """Holds the suggestions in which every typed word begins a word, without diacritics.

    It shows so many as one looks through: among 20,000 agencies a key must not be felt.
    """

    _SHOWN = 100

    def __init__(self, suggestions: Sequence[str]) -> None:
        super().__init__()
        self._wanted = ""
        self._all: list[tuple[str, str]] = []
        self.replace(suggestions)

    def replace(self, suggestions: Sequence[str]) -> None:
        """Other suggestions."""
        self._all = [(f" {fold(text)}", text) for text in suggestions]
        self._show()

    def want(self, text: str) -> None:
        """Filter by what was typed."""
        self._wanted = fold(text)
        self._show()

    def _show(self) -> None:
        typed = [f" {word}" for word in self._wanted.split()]
        found: list[str] = []
        for words, text in self._all:
            if all(word in words for word in typed):
                found.append(text)
                if len(found) == self._SHOWN:
                    break
        self.setStringList(found)


class SuggestEditor(ChoiceBox):
    """Free text with suggestions of the office; typing without diacritics finds them."""

    edited = Signal()

    def __init__(self, suggestions: Sequence[str] = ()) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.addItems(list(suggestions[:_LISTED]))
        self.setCurrentIndex(-1)
        self._filter = FoldedFilter(suggestions)
        self._filter.setParent(self)
        completer = QCompleter(self._filter, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = QListView()
        popup.setProperty("popup", "true")
        completer.setPopup(popup)
        self.setCompleter(completer)
        line = self._line()
        line.textEdited.connect(self._typed)
        self.activated.connect(lambda _index: self._chosen(self.currentText()))
        # queued: the completer writes the text into the box after this signal
        completer.activated.connect(self._chosen, Qt.ConnectionType.QueuedConnection)

    def set_suggestions(self, suggestions: Sequence[str]) -> None:
        """Other suggestions; the text stays."""
        text = self.currentText()
        self.clear()
        self.addItems(list(suggestions[:_LISTED]))
        self._filter.replace(suggestions)
        self.setEditText(text)

    def value(self) -> object:
        """The text."""
        return nfc(" ".join(self.currentText().split()))

    def set_value(self, value: object) -> None:
        """Show from the beginning."""
        self.setCurrentIndex(-1)
        self.setEditText("" if value is None else str(value))
        self._line().setCursorPosition(0)

    def replace_text(self, text: str) -> None:
        """Put `text` in place of what stands there, as if typed: Ctrl+Z takes it back."""
        replace_line(self._line(), text)

    def widget(self) -> QWidget:
        """Itself."""
        return self

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Alt+Down opens the list; the arrows alone do not change what was typed."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self.showPopup()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the beginning of a long text when it is left."""
        super().focusOutEvent(event)
        self._line().setCursorPosition(0)

    @Slot(str)
    def _chosen(self, text: str) -> None:
        """An old name brings the name of today into the box."""
        meant = meant_by(text)
        if meant != text:
            self.replace_text(meant)
        self.edited.emit()

    def _typed(self, text: str) -> None:
        self._filter.want(text)
        self.edited.emit()

    def _line(self) -> QLineEdit:
        line = self.lineEdit()
        assert line is not None  # editable combo boxes have one
        return line
