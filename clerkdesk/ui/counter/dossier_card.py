"""The card of one dossier: who and what, the check list, and what can be done now."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.dossier_form import ENTRY, RESULT_WAYS, form_values
from clerkdesk.domain.dossier_sheets import SHEET_NAMES, Sheet, sheet_due, sheets_of
from clerkdesk.domain.dossier_steps import DEED_NAMES, Deed, possible
from clerkdesk.domain.dossiers import (
    Dossier,
    Intake,
    acceptance_problems,
    may_change,
)
from clerkdesk.domain.fields import problems
from clerkdesk.domain.procedures import Procedure
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Badge, Card, Note, button, scrolled, text_label
from clerkdesk.ui.counter.components import ComponentList
from clerkdesk.ui.counter.deed_form import DeedForm
from clerkdesk.ui.counter.presenter import CounterPresenter
from clerkdesk.ui.counter.words import due_words, promised, state_colour, state_name
from clerkdesk.ui.flow_layout import WrappingRow
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.theme import State


class DossierCard(Card):
    """Writes a dossier and takes its steps."""

    print_wanted = Signal(object)  # (name, maker) of a PDF
    scan_wanted = Signal()

    def __init__(
        self, presenter: CounterPresenter, units: Sequence[str], people: Sequence[str]
    ) -> None:
        super().__init__(margin=12)
        self._presenter = presenter
        self.dossier: Dossier | None = None
        self._filled_for = ""
        self.touched = False
        """Whether something was typed that is not saved."""
        self.setMinimumWidth(430)
        self.code = text_label("", "number")
        self.badge = Badge()
        self.due = text_label("", "muted")
        self.note = Note()
        ways = [_(way) for way in RESULT_WAYS]
        self.form = FieldForm(ENTRY, suggestions={"unit": units, "result_way": ways})
        self.components = ComponentList()
        self.deeds = DeedForm(units, people)
        self.save = button(_("Lưu"), self._save, key="Ctrl+S")
        self.accept = button(_("Tiếp nhận"), self._accept, key="Ctrl+Return", primary=True)
        self.print_menu = button(_("In ▾"), self._open_print_menu, key="Ctrl+P")
        self.more = WrappingRow(6)
        self._deed_buttons: dict[Deed, QPushButton] = {}
        self._build()
        self.form.changed.connect(self._edited)
        self.components.changed.connect(self._touch)
        self.components.files_wanted.connect(self._choose_files)
        self.components.batch_wanted.connect(self._attach_batch)
        self.components.detach_wanted.connect(self._detach)
        self.components.scan_wanted.connect(self.scan_wanted)
        presenter.batches_changed.connect(self.components.take_batches)
        presenter.procedures_changed.connect(self._take_procedures)
        presenter.problems_found.connect(self._show_problems)
        presenter.saved.connect(self.show_dossier)
        self._take_procedures(presenter.procedures)
        self.show_new()

    def show_new(self) -> None:
        """An empty form for the next applicant."""
        self.dossier, self._filled_for, self.touched = None, "", False
        self.deeds.put_away()
        self.form.clear()
        self.form.set_values(
            {"intake": Intake.COUNTER.value, "applicant_kind": "citizen", "sets": 1}
        )
        self.components.show_components([])
        self._show_state()

    def show_dossier(self, dossier: Dossier) -> None:
        """A dossier that was saved."""
        self.dossier, self.touched = dossier, False
        self.deeds.put_away()
        self.form.clear()
        self.form.set_values(form_values(dossier.entry))
        self._filled_for = dossier.entry.procedure_code
        self.components.show_components(dossier.components)
        self._show_state()

    def focus_form(self) -> None:
        """Start typing."""
        self.form.focus_first()

    def sheet(self, sheet: Sheet) -> None:
        """Print a form of the dossier."""
        if self.dossier is not None:
            self.print_wanted.emit(self._presenter.sheet(self.dossier.uid, sheet))

    def menu(self) -> QMenu:
        """What can be printed of it now."""
        menu = QMenu(self)
        if self.dossier is None:
            return menu
        due = sheet_due(self.dossier.course)
        for sheet in sorted(sheets_of(self.dossier.course), key=lambda s: s is not due):
            menu.addAction(_(SHEET_NAMES[sheet])).triggered.connect(partial(self.sheet, sheet))
        if self.dossier.code and any(c.labelled for c in self.dossier.components):
            menu.addAction(_("Nhãn tài liệu không số hóa")).triggered.connect(self._print_labels)
        return menu

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self.code, self.badge, self.due):
            head.addWidget(widget)
        head.addStretch(1)
        content = QWidget()
        down = QVBoxLayout(content)
        down.setContentsMargins(0, 0, 6, 0)
        down.setSpacing(8)
        down.addWidget(self.form)
        down.addWidget(self.components)
        down.addStretch(1)
        self._deed_buttons = {
            deed: button(_(name)[:1].upper() + _(name)[1:], partial(self._ask, deed))
            for deed, name in DEED_NAMES.items()
            if deed is not Deed.ACCEPT
        }
        for made in self._deed_buttons.values():
            self.more.add(made)
        self.more.end.addWidget(self.print_menu)
        self.more.end.addWidget(self.save)
        self.more.end.addWidget(self.accept)
        self.body.addLayout(head)
        self.body.addWidget(self.note)
        self.body.addWidget(scrolled(content), 1)
        self.body.addWidget(self.deeds)
        self.body.addWidget(self.more)

    def _show_state(self) -> None:
        dossier = self.dossier
        self.code.setText(
            _("Hồ sơ mới") if dossier is None else dossier.code or _("Chưa có mã hồ sơ")
        )
        self.badge.setVisible(dossier is not None)
        open_now = dossier is None or may_change(dossier)
        self.form.set_read_only(not open_now)
        self.components.set_read_only(not open_now)
        lawful = possible(dossier.course) if dossier is not None else (Deed.ACCEPT,)
        for deed, made in self._deed_buttons.items():
            online = self.form.values().get("intake") == Intake.ONLINE.value
            made.setVisible(deed in lawful and (deed is not Deed.IDENTIFY or online))
        self.save.setVisible(open_now)
        self.accept.setVisible(Deed.ACCEPT in lawful)
        self.print_menu.setVisible(dossier is not None and not self.menu().isEmpty())
        if dossier is not None:
            self.badge.show_state(state_name(dossier), state_colour(dossier))
        self._show_words()

    def _show_words(self) -> None:
        dossier, words, state = self.dossier, "", State.NEUTRAL
        due = promised(dossier) if dossier else ""
        left = due_words(dossier, self._presenter.today) if dossier else ""
        parts = [_("hẹn trả {day}").format(day=due) if due else "", left]
        self.due.setText(" · ".join(part for part in parts if part))
        if dossier is not None and Deed.ACCEPT in possible(dossier.course):
            found = acceptance_problems(dossier)
            words = "\n".join(found) if found else _("Đủ điều kiện tiếp nhận.")
            state = State.WARN if found else State.GOOD
        elif dossier is not None and dossier.course.done:
            last = dossier.course.done[-1]
            if last.reason:
                words, state = f"{_(DEED_NAMES[last.deed]).capitalize()}: {last.reason}", State.WARN
        self.note.show_state(words, state)
        self.note.setVisible(bool(words))

    def _take_procedures(self, procedures: Sequence[Procedure]) -> None:
        self.form.set_suggestions("procedure", [one.titled for one in procedures])

    def _touch(self) -> None:
        self.touched = True

    def _edited(self, name: str) -> None:
        self._touch()
        if name == "intake":
            self._show_state()
        if name != "procedure":
            return
        found = self._presenter.procedure(str(self.form.values()["procedure"] or ""))
        if found is None or found.code == self._filled_for:
            return
        self._filled_for = found.code
        self.form.set_values(
            {"working_days": found.working_days, "unit": found.unit, "fee": found.fee}
        )
        if not any(row.component.received for row in self.components.rows):
            self.components.show_components(self._presenter.checklist(found.code))

    def _saved_first(self, then: Callable[[Dossier], object] | None) -> None:
        """Save what stands in the form, then go on with the dossier."""
        values = self.form.values()
        wrong = problems(ENTRY, values)
        self.form.show_problems(wrong)
        if wrong:
            return
        uid = self.dossier.uid if self.dossier else ""
        self._presenter.save(uid, values, self.components.values(), then)

    def _save(self) -> None:
        self._saved_first(None)

    def _accept(self) -> None:
        def go_on(dossier: Dossier) -> None:
            self.show_dossier(dossier)
            if not acceptance_problems(dossier):
                self._presenter.accept(dossier.uid)
            else:
                self._presenter.refresh()

        self._saved_first(go_on)

    def _ask(self, deed: Deed) -> None:
        if self.dossier is None:
            return
        entry, uid = self.dossier.entry, self.dossier.uid
        known: dict[str, object] = {"unit": entry.unit}
        if deed in (Deed.IDENTIFY, Deed.RETURN):
            known |= {"person": entry.applicant, "way": entry.result_way}
        if deed is Deed.IDENTIFY:
            known.pop("way")
        self.deeds.ask(deed, known, lambda values: self._presenter.step(uid, deed, values))

    def _choose_files(self, component_id: str) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self, _("Chọn tệp của thành phần hồ sơ"))
        if names:
            self.attach_files(component_id, [Path(name) for name in names])

    def attach_files(self, component_id: str, paths: Sequence[Path]) -> None:
        """Save, then put files into a component."""
        self._saved_first(
            lambda dossier: self._presenter.attach_files(dossier.uid, component_id, paths)
        )

    def _attach_batch(self, component_id: str, batch: ScanBatch) -> None:
        self._saved_first(
            lambda dossier: self._presenter.attach_batch(dossier.uid, component_id, batch)
        )

    def _detach(self, component_id: str, file: Attachment) -> None:
        self._saved_first(lambda dossier: self._presenter.detach(dossier.uid, component_id, file))

    def _open_print_menu(self) -> None:
        self.menu().popup(self.print_menu.mapToGlobal(self.print_menu.rect().topLeft()))

    def _print_labels(self) -> None:
        if self.dossier is not None:
            self.print_wanted.emit(self._presenter.labels(self.dossier.uid))

    def _show_problems(self, wrong: Mapping[str, str]) -> None:
        if not self.deeds.isHidden():
            self.deeds.show_problems(wrong)
            return
        self.form.show_problems(wrong)
        rest = [words for name, words in wrong.items() if name not in self.form.values()]
        if rest:
            self.note.show_state("\n".join(rest), State.BAD)
            self.note.show()
