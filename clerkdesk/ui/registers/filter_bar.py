"""The row of filters over a list: drop-down lists, «Lọc thêm» with its panel, chips of what is on."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from clerkdesk.domain.fields import Kind
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Card, ChoiceBox, button, scrolled
from clerkdesk.ui.flow_layout import WrappingRow
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.registers.chips import FilterChips
from clerkdesk.ui.registers.filters import FilterSpec, FilterValues

_TYPING_MS = 350


class FilterBar(QWidget):
    """What a list is filtered by; remembered under `memory_key`.

    `changed` comes when the clerk changed it, not when `set_values` did. Put what stands at the
    right end of the row into `row.end`.
    """

    panel_opened = Signal(bool)
    changed = Signal()

    def __init__(
        self, spec: FilterSpec, memory: UiMemory, memory_key: str, today: date | None = None
    ) -> None:
        super().__init__()
        self._spec = spec
        self._memory = memory
        self._key = f"filters.{memory_key}"
        self.boxes: dict[str, ChoiceBox] = {}
        self.row = WrappingRow()
        for quick in spec.quick:
            box = ChoiceBox()
            box.setAccessibleName(_(quick.label))
            box.addItem(_(quick.every), "")
            for value, name in quick.choices.items():
                box.addItem(_(name), value)
            box.currentIndexChanged.connect(self._say)
            self.boxes[quick.name] = box
            self.row.add(box)
        self.more = button(_("Lọc thêm"), self.toggle_panel)
        self.more.setToolTip(_("Lọc theo các trường khác (Ctrl+Shift+F)"))
        self.more.setCheckable(True)
        QShortcut(QKeySequence("Ctrl+Shift+F"), self).activated.connect(self.toggle_panel)
        self.row.add(self.more)
        self.form = FieldForm(spec.fields, today=today)
        self.panel = Card(margin=12)
        self.panel.body.setContentsMargins(12, 10, 12, 2)
        area = scrolled(self.form)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.panel.body.addWidget(area)
        self.panel.hide()
        QShortcut(QKeySequence("Escape"), self.panel).activated.connect(self.close_panel)
        self.chips = FilterChips()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._say)
        self.form.changed.connect(lambda _name: self._typing.start())
        self.chips.removed.connect(self.remove)
        self.chips.cleared.connect(self.clear)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        down.addWidget(self.row)
        down.addWidget(self.panel)
        down.addWidget(self.chips)
        self.set_values(spec.recalled(memory.get(self._key)))

    def set_suggestions(self, suggestions: Mapping[str, Sequence[str]]) -> None:
        """What the fields of the panel offer, by name."""
        for field in self._spec.fields:
            if field.name in suggestions:
                self.form.set_suggestions(field.name, suggestions[field.name])

    def values(self) -> FilterValues:
        """What is filtered by now."""
        chosen = {name: box.currentData() for name, box in self.boxes.items()}
        return self._spec.active({**self.form.values(), **chosen})

    def set_values(self, values: FilterValues) -> None:
        """Filter by these and by nothing else."""
        self._show(values)
        self._after()

    def remove(self, name: str) -> None:
        """Filter no more by one of them."""
        self._show({key: value for key, value in self.values().items() if key != name})
        self._say()

    def clear(self) -> None:
        """Filter by nothing."""
        self._show({})
        self._say()

    def toggle_panel(self) -> None:
        """Open the panel with the cursor in its first field, or close it."""
        if self.panel.isVisible():
            self.close_panel()
            return
        self.panel.show()
        self.panel_opened.emit(True)
        self.more.setChecked(True)
        self.form.focus_first()

    def close_panel(self) -> None:
        """Close the panel; its filters stay in force."""
        self.panel.hide()
        self.panel_opened.emit(False)
        self.more.setChecked(False)
        self.more.setFocus()

    def _show(self, values: FilterValues) -> None:
        for name, box in self.boxes.items():
            blocked = box.blockSignals(True)
            box.setCurrentIndex(max(box.findData(str(values.get(name, ""))), 0))
            box.blockSignals(blocked)
        self._typing.stop()
        self.form.show_problems({})
        self.form.set_values(
            {
                field.name: values.get(field.name, "" if field.kind is Kind.CHOICE else None)
                for field in self._spec.fields
            }
        )

    def _say(self) -> None:
        self._typing.stop()
        self._after()
        self.changed.emit()

    def _after(self) -> None:
        values = self.values()
        self._memory.put(self._key, self._spec.remembered(values))
        self.chips.show_filters({n: self._spec.words(n, value) for n, value in values.items()})
        inside = sum(1 for name in values if name not in self.boxes)
        self.more.setText(_("Lọc thêm ({n})").format(n=inside) if inside else _("Lọc thêm"))
