"""Nơi nhận: the chosen places as chips, and a box that finds agencies and groups."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.domain.agency_families import offered_instead
from clerkdesk.domain.outgoing import PaperDecision, Recipient
from clerkdesk.domain.paper_due import paper_copies
from clerkdesk.domain.recipients import Groups, joined, named, read_lines, recipients_problem
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold, nfc
from clerkdesk.ui import theme
from clerkdesk.ui.cards import button, text_label
from clerkdesk.ui.flow_layout import FlowLayout
from clerkdesk.ui.forms.recipient_chip import RecipientChip
from clerkdesk.ui.forms.recipient_panel import RecipientPanel

FindRecipients = Callable[[str], Sequence[Recipient]]
"""Agencies whose name or code holds the typed text, without diacritics; must be quick."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOST_OFFERS = 20


class RecipientsEditor(QFrame):
    """The value is a tuple of `Recipient`.

    Enter takes the marked agency or group, or the text as a name without code (it will go on
    paper). In the empty box Backspace takes the last one out; arrows mark a chip, Enter or F4
    opens it, Delete takes it out. Lines pasted from Word become recipients.

    Args:
        groups: by name; typing the name adds all of them.
        save_group: keeps the chosen ones under a name; without it nothing is offered.
        expired: a sentence where an agency is no longer valid, else nothing.
        old_name: (typed, found) -> the old name by which it was found, shown beside it.
    """

    edited = Signal()

    def __init__(
        self,
        find: FindRecipients | None = None,
        *,
        groups: Callable[[], Groups] | None = None,
        save_group: Callable[[str, Sequence[Recipient]], None] | None = None,
        expired: Callable[[Recipient], str] | None = None,
        old_name: Callable[[str, Recipient], str] = lambda _typed, _place: "",
    ) -> None:
        super().__init__()
        self.setProperty("field", "true")
        self._find = find or (lambda _text: ())
        self._groups: Callable[[], Groups] = groups or dict
        self._save_group = save_group
        self._expired = expired or (lambda _recipient: "")
        self._old_name = old_name
        self._chosen: list[Recipient] = []
        self._chips: list[RecipientChip] = []
        self._offers: Mapping[str, tuple[Recipient, ...]] = {}
        self._marked: int | None = None
        self._edited_number = 0
        self._decision: PaperDecision | None = None
        self._names = QStringListModel(self)
        self.box = QLineEdit()
        self.box.setPlaceholderText(_("Gõ tên, mã cơ quan hoặc tên nhóm, Enter để thêm"))
        self.box.setAccessibleName(_("Thêm nơi nhận"))
        self.box.setMinimumWidth(180)
        self.box.setFixedHeight(22)
        self.box.installEventFilter(self)
        self.box.textEdited.connect(self._typed)
        self._complete()
        self._flow = FlowLayout(last_grows=True)
        self._flow.addWidget(self.box)
        self.note = text_label("", "small")
        self.note.setWordWrap(True)
        self.note.setContentsMargins(8, 0, 8, 0)
        self.note.hide()
        self._panel: RecipientPanel | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.addLayout(self._flow)
        layout.addWidget(self.note)
        layout.addLayout(self._group_row())
        self.setFocusProxy(self.box)
        self._show_group_row()

    # --- the value -------------------------------------------------------------------------------

    def value(self) -> object:
        """The chosen ones, in order."""
        return tuple(self._chosen)

    def set_value(self, value: object) -> None:
        """Show a sequence of `Recipient`."""
        places = value if isinstance(value, Sequence) else ()
        self._close_panel()
        self._put([place for place in places if isinstance(place, Recipient)])
        self._say("")
        self.box.clear()

    def widget(self) -> QWidget:
        """Itself."""
        return self

    def set_paper_decision(self, decision: PaperDecision | None) -> None:
        """What is proposed about paper: chips and the open panel say how many copies that makes."""
        if decision is not self._decision:
            self._decision = decision
            for chip, place in zip(self._chips, self._chosen, strict=True):
                chip.describe(place, paper_copies(decision, place), self._expired(place))

    # --- typing ----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys of the box; and the frame shows its focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            inside = event.type() is QEvent.Type.FocusIn
            theme.set_look(self, "inside", "focus" if inside else "")
            if not inside:
                self._mark(None)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.matches(QKeySequence.StandardKey.Paste) and self._paste():
                return True
            if event.key() in _ENTER and self.box.text().strip():
                self._take(self.box.text())
                return True
            if not self.box.text() and self._chosen and self._chip_key(event.key()):
                return True
        return super().eventFilter(watched, event)

    def _chip_key(self, key: int) -> bool:
        """Walk over the chips with an empty box; whether the key was one of theirs."""
        last, marked = len(self._chosen) - 1, self._marked
        if key == Qt.Key.Key_Left:
            self._mark(last if marked is None else max(marked - 1, 0))
        elif key == Qt.Key.Key_Right and marked is not None:
            self._mark(marked + 1 if marked < last else None)
        elif key in (*_ENTER, Qt.Key.Key_F4) and marked is not None:
            self._open(marked)
        elif key == Qt.Key.Key_Backspace:
            self._remove(last if marked is None else marked)
        elif key == Qt.Key.Key_Delete and marked is not None:
            self._remove(marked)
        else:
            return False
        return True

    def _complete(self) -> None:
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup = QListView()
        popup.setProperty("popup", "true")
        completer.setPopup(popup)
        # queued: the completer writes the name into the box after this signal
        completer.activated.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.box.setCompleter(completer)

    def _typed(self, text: str) -> None:
        self._mark(None)
        wanted = fold(text)
        offers: dict[str, tuple[Recipient, ...]] = {}
        if wanted:
            for name, members in self._groups().items():
                if wanted in fold(name):
                    offers[_("Nhóm {name} · {n} nơi").format(name=name, n=len(members))] = members
            for place in self._find(text.strip())[:_MOST_OFFERS]:
                offers[self._offer(text, place)] = (place,)
        self._offers = offers
        self._names.setStringList(list(offers))

    def _offer(self, typed: str, place: Recipient) -> str:
        old = self._old_name(typed.strip(), place)
        name = offered_instead(old, place.name) if old else place.name
        return f"{name} · {place.code}" if place.code else name

    def _take(self, text: str) -> None:
        name = nfc(" ".join(text.split()))
        self.box.clear()
        if name:
            self._join(self._offers.get(name) or named(name, self._find, self._groups()))

    def _paste(self) -> bool:
        """Take lines of «Nơi nhận»; one line alone is pasted as text."""
        text = QGuiApplication.clipboard().text().strip()
        if "\n" not in text:
            return False
        pasted = read_lines(text, self._find, self._groups())
        self._join(pasted.recipients)
        if pasted.left_out:
            left_out = "; ".join(pasted.left_out)
            self._say(_("Không đưa vào nơi nhận: {lines}.").format(lines=left_out))
        return True

    # --- the chips -------------------------------------------------------------------------------

    def _join(self, more: Sequence[Recipient]) -> None:
        places = joined(self._chosen, more)
        if len(places) == len(self._chosen):
            self._say(_("Đã có trong nơi nhận."))
            return
        added = places[len(self._chosen) :]
        for place in added:
            self._add(place)
        warnings = [sentence for place in added if (sentence := self._expired(place))]
        self._say(" ".join(warnings))
        self._told()

    def _put(self, places: Sequence[Recipient]) -> None:
        for chip in self._chips:
            self._drop(chip)
        self._chosen, self._chips, self._marked = [], [], None
        for place in places:
            self._add(place)
        self._show_group_row()

    def _add(self, place: Recipient) -> None:
        chip = RecipientChip()
        chip.describe(place, paper_copies(self._decision, place), self._expired(place))
        chip.opened.connect(lambda: self._open(self._chips.index(chip)))
        chip.removed.connect(lambda: self._remove(self._chips.index(chip)))
        self._chosen.append(place)
        self._chips.append(chip)
        self._flow.insert(len(self._chips) - 1, chip)
        chip.show()
        self.updateGeometry()

    def _remove(self, number: int) -> None:
        del self._chosen[number]
        self._mark(None)
        self._drop(self._chips.pop(number))
        self._close_panel()
        self._told()

    def _drop(self, chip: QWidget) -> None:
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._flow.invalidate()
        self.updateGeometry()

    def _mark(self, number: int | None) -> None:
        self._marked = number
        for place, chip in enumerate(self._chips):
            theme.set_look(chip, "marked", "true" if place == number else "")

    # --- one recipient opened ----------------------------------------------------------------------

    def _open(self, number: int) -> None:
        place = self._chosen[number]
        self._mark(number)
        self._edited_number = number
        self.panel.open(place, paper_copies(self._decision, place))

    @property
    def panel(self) -> RecipientPanel:
        """Where one recipient is edited; made when the first one is opened."""
        if self._panel is None:
            self._panel = RecipientPanel()
            self._panel.hide()
            self._panel.done.connect(self._changed)
            self._panel.left.connect(self._close_panel)
            layout = self.layout()
            assert layout is not None  # made with the editor
            layout.addWidget(self._panel)
        return self._panel

    def _changed(self, place: Recipient) -> None:
        number = self._edited_number
        places = [*self._chosen[:number], place, *self._chosen[number + 1 :]]
        if sentence := recipients_problem(places):
            self.panel.form.show_problems({"name": sentence})
            return
        self._close_panel()
        self._put(places)
        self.box.setFocus()
        self._told()

    def _close_panel(self) -> None:
        if self._panel is not None and not self._panel.isHidden():
            self._panel.hide()
            self.box.setFocus()

    # --- groups ------------------------------------------------------------------------------------

    def _group_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 8, 0)
        self.as_group = button(_("Lưu thành nhóm…"), self._ask_name, link=True)
        self.group_name = QLineEdit()
        self.group_name.setPlaceholderText(_("Tên nhóm, Enter để lưu"))
        self.group_name.setAccessibleName(_("Tên nhóm"))
        self.group_name.setFixedHeight(24)
        self.group_name.returnPressed.connect(self._keep_group)
        self.group_name.hide()
        row.addWidget(self.as_group)
        row.addWidget(self.group_name, 1)
        row.addStretch(1)
        return row

    def _show_group_row(self) -> None:
        self.as_group.setVisible(self._save_group is not None and len(self._chosen) > 1)
        self.group_name.hide()

    def _ask_name(self) -> None:
        self.as_group.hide()
        self.group_name.show()
        self.group_name.setFocus()

    def _keep_group(self) -> None:
        name = nfc(" ".join(self.group_name.text().split()))
        if not name or self._save_group is None:
            return
        self._save_group(name, tuple(self._chosen))
        self.group_name.clear()
        self._show_group_row()
        self._say(_("Đã lưu nhóm «{name}»: lần sau chỉ cần gõ tên nhóm.").format(name=name))
        self.box.setFocus()

    # --- what is said ------------------------------------------------------------------------------

    def _told(self) -> None:
        self._show_group_row()
        self.edited.emit()

    def _say(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))
