"""A form built from field specs: groups, twelve columns, label above field, sentence below."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import assert_never

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.domain.fields import Field, Kind
from clerkdesk.domain.legacy_text import LegacyText
from clerkdesk.domain.texts import _
from clerkdesk.ui import theme
from clerkdesk.ui.cards import ElidedLabel, text_label
from clerkdesk.ui.forms.dates import DateEditor
from clerkdesk.ui.forms.editors import (
    ChoiceEditor,
    CodeEditor,
    Editor,
    LongTextEditor,
    NumberEditor,
    Replaceable,
    SuggestEditor,
    TextEditor,
)
from clerkdesk.ui.forms.legacy_note import LegacyNote, old_text
from clerkdesk.ui.forms.names_editor import NamesEditor

_COLUMNS = 12
_TWO_A_ROW, _ONE_A_ROW = 430, 240
"""Below these widths a row holds two fields at the most, or one."""

MakeEditor = Callable[[], Editor]


class FieldForm(QWidget):
    """Shows `fields`; it checks nothing (a presenter does and calls `show_problems`).

    Signals: `changed` (field name) when the clerk edits; `field_focused` (field name).

    Args:
        suggestions: for `Kind.SUGGEST`, by field name.
        recipients: makes the editor of `Kind.RECIPIENTS`, which only one form has.
        today: for dates; None = the PC's.
        placeholders: what an empty field shows, by field name, e.g. «cấp khi lưu».
    """

    changed = Signal(str)
    field_focused = Signal(str)

    def __init__(
        self,
        fields: Sequence[Field],
        *,
        suggestions: Mapping[str, Sequence[str]] | None = None,
        recipients: MakeEditor | None = None,
        today: date | None = None,
        placeholders: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.fields = tuple(fields)
        self._editors: dict[str, Editor] = {}
        self._sentences: dict[str, QLabel] = {}
        self._read: dict[str, str] = {}
        self._remarks: dict[str, str] = {}
        self._offers: dict[str, LegacyNote] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._grids: list[tuple[QGridLayout, list[Field]]] = []
        self._cells: dict[str, QWidget] = {}
        self._least = 1
        groups: dict[str, list[Field]] = {}
        for field in self.fields:
            groups.setdefault(field.group, []).append(field)
        for title, members in groups.items():
            if title:
                layout.addWidget(text_label(_(title), "group"))
            grid = QGridLayout()
            layout.addLayout(grid)  # before it is filled: taking over widgets styles them again
            self._fill(grid, members, suggestions or {}, recipients, today, placeholders or {})
        layout.addStretch(1)
        self._keep_tab_order()

    # --- values ----------------------------------------------------------------------------------

    def values(self) -> dict[str, object]:
        """What stands in the form, by field name; a date or number that cannot be understood is
        its text, which `Field.problem` names."""
        return {name: editor.value() for name, editor in self._editors.items()}

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show values; fields that are not named stay, unknown names are left out."""
        for name, value in values.items():
            if name in self._editors:
                self._editors[name].set_value(value)
                self._offer(name, None)

    def clear(self) -> None:
        """Empty every field and forget what was read and what was wrong."""
        for editor in self._editors.values():
            editor.set_value(None)
        for name in self._offers:
            self._offer(name, None)
        self._read.clear()
        self._remarks.clear()
        self.show_problems({})

    def set_suggestions(self, name: str, suggestions: Sequence[str]) -> None:
        """Other suggestions for one field."""
        editor = self._editors[name]
        if isinstance(editor, SuggestEditor | NamesEditor):
            editor.set_suggestions(suggestions)

    def set_read_only(self, read_only: bool, *names: str) -> None:
        """Lock or free fields; all but those that are always locked where none is named."""
        for field in self.fields:
            if not field.read_only and (not names or field.name in names):
                _lock(self._editors[field.name].widget(), read_only)

    # --- what was read by machine, what is wrong ---------------------------------------------------

    def set_machine_read(self, name: str, confidence: float, flagged: bool) -> None:
        """Colour a field that was read off the page; a flagged one says that it must be looked at.

        The colour goes when the clerk edits the field. `confidence` is 0 to 1.
        """
        if name not in self._editors:
            return
        self._read[name] = (
            _("Đọc được {share} % — kiểm tra lại").format(share=round(confidence * 100))
            if flagged
            else ""
        )
        self._show(name)

    def set_remark(self, name: str, sentence: str) -> None:
        """Something to know of what stands in a field, such as an agency that is no longer valid;
        it stops nothing. Empty takes it away, and so does the next change."""
        if name in self._editors and self._remarks.get(name, "") != sentence:
            self._remarks[name] = sentence
            self._show(name)

    def confirm_read(self, name: str) -> None:
        """The clerk has looked at the field: it is no longer coloured."""
        if self._read.pop(name, None) is not None:
            self._show(name)

    def flagged(self) -> list[str]:
        """Names of fields that were read with doubt and not looked at yet."""
        return [name for name, sentence in self._read.items() if sentence]

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Mark wrong fields with their sentence, clear the others, go to the first wrong one."""
        first = ""
        for name in self._editors:
            self._show(name, problems.get(name, ""))
            if name in problems and not first:
                first = name
        if first:
            self.focus_field(first)

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field, scrolled into view with its label and sentence."""
        widget = self._editors[name].widget()
        if self.isVisible():  # before that, the form stands at its top
            self._scroll_to(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, QLineEdit):
            widget.selectAll()

    def _scroll_to(self, widget: QWidget) -> None:
        area: QWidget | None = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget.parentWidget() or widget, 0, 8)

    def focus_first(self) -> None:
        """Put the cursor into the first field that can be typed in."""
        for field in self.fields:
            if not field.read_only:
                self.focus_field(field.name)
                return

    def editor(self, name: str) -> Editor:
        """The editor of one field."""
        return self._editors[name]

    def sentence(self, name: str) -> str:
        """The sentence that stands under a field, empty where there is none."""
        return self._sentences[name].text()

    def offer(self, name: str) -> LegacyNote | None:
        """The offer to convert text of an old font, where one was ever made for the field."""
        return self._offers.get(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Say which field has the cursor, so that its place on the page can be shown."""
        if event.type() is QEvent.Type.FocusIn:
            name = watched.property("field_name")
            if isinstance(name, str):
                self.field_focused.emit(name)
        return super().eventFilter(watched, event)

    # --- building ----------------------------------------------------------------------------------

    def _fill(
        self,
        grid: QGridLayout,
        fields: Sequence[Field],
        suggestions: Mapping[str, Sequence[str]],
        recipients: MakeEditor | None,
        today: date | None,
        placeholders: Mapping[str, str],
    ) -> None:
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
            # an empty column has no gap before the next: with nothing in it, twelfths would differ
            ruler = QWidget()
            ruler.setFixedHeight(0)
            grid.addWidget(ruler, 0, column)
        for field in fields:
            editor = _make_editor(field, suggestions.get(field.name, ()), recipients, today)
            self._cells[field.name] = self._cell(field, editor, placeholders.get(field.name, ""))
        self._grids.append((grid, list(fields)))
        self._place(grid, fields)

    def _place(self, grid: QGridLayout, fields: Sequence[Field]) -> None:
        row, column = 1, 0
        for field in fields:
            width = min(field.width, _COLUMNS)
            if width < _COLUMNS and self._least > 1:  # 5 and 7 of twelve become a half and a whole
                width = self._least if width <= self._least else _COLUMNS
            if column + width > _COLUMNS:
                row, column = row + 1, 0
            grid.addWidget(self._cells[field.name], row, column, 1, width)
            column += width

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Two fields a row where three or four would be cut."""
        super().resizeEvent(event)
        width = self.width()
        least = 1 if width >= _TWO_A_ROW else 6 if width >= _ONE_A_ROW else _COLUMNS
        if least != self._least:
            self._least = least
            for grid, fields in self._grids:
                for field in fields:
                    grid.removeWidget(self._cells[field.name])
                self._place(grid, fields)

    def _cell(self, field: Field, editor: Editor, placeholder: str) -> QWidget:
        widget = editor.widget()
        label_text = _(field.label)
        label = ElidedLabel(f"{label_text} *" if field.required else label_text, "label")
        label.setBuddy(widget)
        sentence = text_label("", "problem")
        sentence.setWordWrap(True)
        sentence.hide()
        widget.setObjectName(field.name)
        widget.setAccessibleName(label_text)
        if placeholder and isinstance(widget, QLineEdit):
            widget.setPlaceholderText(placeholder)
        if field.read_only:
            _lock(widget, True)
        typed_in = widget.focusProxy() or widget
        typed_in.setProperty("field_name", field.name)
        typed_in.installEventFilter(self)
        editor.edited.connect(lambda name=field.name: self._edited(name))
        self._editors[field.name] = editor
        self._sentences[field.name] = sentence
        cell = QWidget(self)  # in its place before its parts: each would be styled twice
        # no width of its own: the twelve columns stay equal, whatever stands in them
        cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        down = QVBoxLayout(cell)
        down.setSpacing(2)
        down.setContentsMargins(0, 0, 0, 6)
        down.addWidget(label)
        down.addWidget(widget)
        down.addWidget(sentence)
        down.addStretch(1)
        return cell

    def _keep_tab_order(self) -> None:
        widgets = [editor.widget() for editor in self._editors.values()]
        for before, after in pairwise(widgets):
            QWidget.setTabOrder(before, after)

    def _edited(self, name: str) -> None:
        self._read.pop(name, None)
        self._remarks.pop(name, None)
        self._show(name)
        if isinstance(self._editors[name], Replaceable):
            self._offer(name, old_text(self._editors[name].value()))
        self.changed.emit(name)

    def _offer(self, name: str, found: LegacyText | None) -> None:
        """Show or take away the offer to convert; its note is made when it is first needed."""
        if found is not None and name not in self._offers:
            self._offers[name] = self._new_offer(name)
        if name in self._offers:
            self._offers[name].show_text(found)

    def _new_offer(self, name: str) -> LegacyNote:
        editor, sentence = self._editors[name], self._sentences[name]
        note = LegacyNote()
        if isinstance(editor, Replaceable):
            note.accepted.connect(editor.replace_text)
        cell = sentence.parentWidget()
        down = cell.layout() if cell is not None else None
        assert isinstance(down, QVBoxLayout)  # made by _cell
        down.insertWidget(down.indexOf(sentence) + 1, note)
        QWidget.setTabOrder(editor.widget(), note.convert)
        return note

    def _show(self, name: str, problem: str = "") -> None:
        widget, sentence = self._editors[name].widget(), self._sentences[name]
        read = self._read.get(name)
        theme.set_look(widget, "problem", "true" if problem else "")
        machine = "" if read is None else ("flagged" if read else "read")
        theme.set_look(widget, "machine", machine)
        theme.set_look(sentence, "look", "problem" if problem else "look-again")
        sentence.setText(problem or read or self._remarks.get(name, ""))
        sentence.setVisible(bool(sentence.text()))
        widget.setAccessibleDescription(sentence.text())


def _make_editor(
    field: Field,
    suggestions: Sequence[str],
    recipients: MakeEditor | None,
    today: date | None,
) -> Editor:
    match field.kind:
        case Kind.TEXT:
            return TextEditor()
        case Kind.LONG_TEXT:
            return LongTextEditor()
        case Kind.DATE:
            return DateEditor(today)
        case Kind.WHOLE_NUMBER:
            return NumberEditor()
        case Kind.CHOICE:
            return ChoiceEditor(field.choices or {})
        case Kind.SUGGEST:
            return SuggestEditor(suggestions)
        case Kind.NAMES:
            return NamesEditor(suggestions)
        case Kind.CODE:
            return CodeEditor()
        case Kind.RECIPIENTS:
            if recipients is None:
                raise ValueError(f"{field.name} needs an editor of recipients")
            return recipients()
        case _:
            assert_never(field.kind)


def _lock(widget: QWidget, locked: bool) -> None:
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        widget.setReadOnly(locked)
    else:
        widget.setEnabled(not locked)
    policy = Qt.FocusPolicy.ClickFocus if locked else Qt.FocusPolicy.StrongFocus
    widget.setFocusPolicy(policy)
