"""The check list of a dossier: a row a component, ticked, described, and its scans beside it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.domain.dossiers import (
    DIGITISED_NAMES,
    PAPER_FORM_NAMES,
    Component,
    Digitised,
    PaperForm,
    totals,
)
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.texts import _
from clerkdesk.services.keep_dossier import new_component
from clerkdesk.ui.cards import ChoiceBox, ElidedLabel, button, rule, text_label
from clerkdesk.ui.counter.words import totals_line
from clerkdesk.ui.forms.editors import NumberEditor
from clerkdesk.ui.theme import set_look

_NARROWEST = 64
"""Pixels of a box on the second line, where the card is as narrow as at 150 % of a small screen."""


class ComponentRow(QFrame):
    """One component on two lines."""

    changed = Signal()
    files_wanted = Signal(str)
    batch_wanted = Signal(str, object)
    detach_wanted = Signal(str, object)
    scan_wanted = Signal()

    def __init__(self, component: Component, batches: Sequence[ScanBatch]) -> None:
        super().__init__()
        self.component = component
        self._batches = batches
        self.tick = QCheckBox()
        self.tick.setChecked(component.received)
        self.tick.setToolTip(_("Đã nhận"))
        self.tick.setAccessibleName(_("Đã nhận: {name}").format(name=component.name))
        self.name = QLineEdit(component.name)
        self.name.setAccessibleName(_("Tên thành phần"))
        self.name.setPlaceholderText(_("Tên giấy tờ"))
        self.name.setCursorPosition(0)
        self.attach = button(_("Gắn tệp ▾"), self._open_menu)
        self.form = self._choice(PAPER_FORM_NAMES, component.form, _("Loại giấy tờ"))
        self.copies = self._number(component.copies, _("Số bản"))
        self.sheets = self._number(component.sheets, _("Số tờ"))
        self.digitised = self._choice(DIGITISED_NAMES, component.digitised, _("Số hóa"))
        self.shelf = QLineEdit(component.shelf)
        self.shelf.setMinimumWidth(_NARROWEST)
        self.shelf.setPlaceholderText(_("Kệ, hộp"))
        self.shelf.setAccessibleName(_("Vị trí lưu phần không số hóa"))
        self._lines()
        self._show_use()
        self.tick.toggled.connect(self._edited)
        self.form.activated.connect(self._edited)
        self.digitised.activated.connect(self._edited)
        self.copies.edited.connect(self._edited)
        self.sheets.edited.connect(self._edited)
        self.name.textEdited.connect(self._edited)
        self.shelf.textEdited.connect(self._edited)

    def value(self) -> Component:
        """The component as it stands in the row."""
        return replace(
            self.component,
            name=" ".join(self.name.text().split()),
            received=self.tick.isChecked(),
            form=PaperForm(self.form.currentData()),
            copies=max(_count(self.copies), 1),
            sheets=_count(self.sheets),
            digitised=Digitised(self.digitised.currentData()),
            shelf=" ".join(self.shelf.text().split()),
        )

    def take_batches(self, batches: Sequence[ScanBatch]) -> None:
        """Other scans wait now."""
        self._batches = batches

    def menu(self) -> QMenu:
        """What can be attached: waiting scans, files; what is attached can be taken out."""
        menu = QMenu(self)
        for batch in self._batches:
            words = _("Tập quét «{title}», {count} trang").format(
                title=batch.title, count=len(batch.kept)
            )
            act = menu.addAction(words)
            act.triggered.connect(
                partial(self.batch_wanted.emit, self.component.component_id, batch)
            )
        if not self._batches:
            menu.addAction(_("Quét ở trang Quét  F9")).triggered.connect(self.scan_wanted)
        menu.addAction(_("Chọn tệp…")).triggered.connect(
            partial(self.files_wanted.emit, self.component.component_id)
        )
        if self.component.files:
            menu.addSeparator()
        for file in self.component.files:
            act = menu.addAction(_("Gỡ «{name}»").format(name=file.name))
            act.triggered.connect(
                partial(self.detach_wanted.emit, self.component.component_id, file)
            )
        return menu

    def _open_menu(self) -> None:
        self.menu().popup(self.attach.mapToGlobal(self.attach.rect().bottomLeft()))

    def _lines(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for line in (first, second):
            line.setSpacing(6)
        first.addWidget(self.tick)
        first.addWidget(self.name, 1)
        count = len(self.component.files)
        if count:
            files = text_label(_("✓ {count} tệp").format(count=count), "muted")
            files.setToolTip("\n".join(file.name for file in self.component.files))
            set_look(files, "state", "good")
            first.addWidget(files)
        first.addWidget(self.attach)
        second.addSpacing(24)
        second.addWidget(self.form, 3)
        for box, words in ((self.copies, _("bản")), (self.sheets, _("tờ"))):
            second.addWidget(box)
            second.addWidget(text_label(words, "muted"))
        second.addWidget(self.digitised, 3)
        second.addWidget(self.shelf, 3)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 4, 0, 4)
        down.setSpacing(4)
        down.addLayout(first)
        self._second = QWidget()
        second.setContentsMargins(0, 0, 0, 0)
        self._second.setLayout(second)
        down.addWidget(self._second)

    def _edited(self) -> None:
        self._show_use()
        self.changed.emit()

    def _show_use(self) -> None:
        received = self.tick.isChecked()
        self._second.setVisible(received)
        self.shelf.setVisible(self.digitised.currentData() in (Digitised.PART, Digitised.NOT))

    @staticmethod
    def _choice(
        names: dict[PaperForm, str] | dict[Digitised, str], now: str, name: str
    ) -> ChoiceBox:
        box = ChoiceBox()
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(4)
        box.setMinimumWidth(_NARROWEST)
        box.setAccessibleName(name)
        for key, words in names.items():
            box.addItem(_(words), key.value)
        box.setCurrentIndex(max(box.findData(str(now)), 0))
        return box

    @staticmethod
    def _number(value: int, name: str) -> NumberEditor:
        box = NumberEditor()
        box.setText(str(value or ""))
        box.setMaxLength(3)
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setFixedWidth(40)
        return box


def _count(box: NumberEditor) -> int:
    value = box.value()
    return value if isinstance(value, int) else 0


class ComponentList(QWidget):
    """Every component, the totals under them, and a way to add one."""

    changed = Signal()
    files_wanted = Signal(str)
    batch_wanted = Signal(str, object)
    detach_wanted = Signal(str, object)
    scan_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ComponentRow] = []
        self._batches: Sequence[ScanBatch] = ()
        self._room = QVBoxLayout()
        self._room.setSpacing(2)
        self.totals = ElidedLabel("", "label")
        self.add = button(_("+ Thêm thành phần"), self._add, key="Ctrl+M", link=True)
        self.all_here = button(_("Đã nhận đủ"), self._tick_all, key="Ctrl+D", link=True)
        foot = QHBoxLayout()
        foot.addWidget(self.all_here)
        foot.addWidget(self.add)
        foot.addStretch(1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(4)
        down.addWidget(text_label(_("THÀNH PHẦN HỒ SƠ"), "group"))
        down.addLayout(self._room)
        down.addLayout(foot)
        down.addWidget(self.totals)
        down.addWidget(rule())

    def show_components(self, components: Sequence[Component]) -> None:
        """Show these, in order."""
        for row in self.rows:
            self._room.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for component in components:
            self._put(component)
        self._count()

    def values(self) -> list[Component]:
        """The components as they stand; a row without a name is none."""
        found = [row.value() for row in self.rows]
        return [component for component in found if component.name]

    def take_batches(self, batches: Sequence[ScanBatch]) -> None:
        """Other scans wait now."""
        self._batches = batches
        for row in self.rows:
            row.take_batches(batches)

    def set_read_only(self, locked: bool) -> None:
        """A dossier that has ended is only looked at."""
        for row in self.rows:
            row.setEnabled(not locked)
        self.add.setVisible(not locked)
        self.all_here.setVisible(not locked)

    def touch(self, *, whose: str = "") -> QPushButton | None:
        """The button by which something is attached to a component; the first where none is named."""
        rows = [row for row in self.rows if not whose or row.component.component_id == whose]
        return rows[0].attach if rows else None

    def _put(self, component: Component) -> ComponentRow:
        row = ComponentRow(component, self._batches)
        row.changed.connect(self._edited)
        row.files_wanted.connect(self.files_wanted)
        row.batch_wanted.connect(self.batch_wanted)
        row.detach_wanted.connect(self.detach_wanted)
        row.scan_wanted.connect(self.scan_wanted)
        self.rows.append(row)
        self._room.addWidget(row)
        return row

    def _add(self) -> None:
        row = self._put(replace(new_component("", required=False), received=True))
        row.tick.setChecked(True)
        row.name.setFocus()
        self._edited()

    def _tick_all(self) -> None:
        for row in self.rows:
            row.tick.setChecked(True)

    def _edited(self) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        words, state = totals_line(totals(self.values()))
        self.totals.setText(words)
        set_look(self.totals, "state", state.value)
