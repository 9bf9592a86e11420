"""The card of one dossier: who and what, the check list, and what can be done now."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.dossier_form import ENTRY, MAIN, MORE, RESULT_WAYS, form_values
from clerkdesk.domain.dossier_sheets import SHEET_NAMES, Sheet, sheet_due, sheets_of
from clerkdesk.domain.dossier_steps import DEED_NAMES, Deed, possible
from clerkdesk.domain.dossiers import Dossier, Intake, acceptance_problems, may_change
from clerkdesk.domain.fields import problems
from clerkdesk.domain.procedures import Procedure
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.texts import _
from clerkdesk.ui.cards import Badge, Card, ElidedLabel, Note, button, scrolled, text_label
from clerkdesk.ui.counter.components import ComponentList
from clerkdesk.ui.counter.deed_form import DeedForm
from clerkdesk.ui.counter.presenter import CounterPresenter
from clerkdesk.ui.counter.words import due_words, promised, state_colour, state_name
from clerkdesk.ui.flow_layout import WrappingRow
from clerkdesk.ui.forms.field_form import FieldForm
from clerkdesk.ui.theme import State

_NEXT = (Deed.ACCEPT, Deed.HAND_OVER, Deed.RESULT, Deed.RETURN, Deed.SUPPLEMENTED)
"""The deeds that bring a dossier on."""


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
        self.touched = False
        """Whether something was typed that is not saved."""
        self._filled_for = ""
        self.setMinimumWidth(430)
        self.code = text_label("", "number")
        self.badge = Badge()
        self.due = ElidedLabel("", "muted")
        self.note = Note()
        ways = [_(way) for way in RESULT_WAYS]
        self.form = FieldForm(MAIN)
        self.more = FieldForm(MORE, suggestions={"unit": units, "result_way": ways})
        self.components = ComponentList()
        self.deeds = DeedForm(units, people)
        self.others = button(_("Việc khác ▾"), self._open_other_menu, key="F4")
        self.print_menu = button(_("In ▾"), self._open_print_menu, key="Ctrl+P")
        self.save = button(_("Lưu"), self._save, key="Ctrl+S")
        self.next = button("", self._go_on, key="Ctrl+Return", primary=True)
        self._foot = WrappingRow(6)
        self._build()
        for form in (self.form, self.more):
            form.changed.connect(self._edited)
        self.components.changed.connect(self._touch)
        self.components.files_wanted.connect(self._choose_files)
        self.components.batch_wanted.connect(self._attach_batch)
        self.components.detach_wanted.connect(self._detach)
        self.components.scan_wanted.connect(self.scan_wanted)
        self.deeds.closed.connect(self._foot.show)
        presenter.batches_changed.connect(self.components.take_batches)
        presenter.procedures_changed.connect(self._take_procedures)
        presenter.problems_found.connect(self._show_problems)
        presenter.saved.connect(self.show_dossier)
        self._take_procedures(presenter.procedures)
        self.show_new()

    def show_new(self) -> None:
        """An empty form for the next applicant."""
        self.dossier = None
        usual = {"intake": Intake.COUNTER.value, "applicant_kind": "citizen", "sets": 1}
        self._show(usual, "")
        self.components.show_components([])
        self._show_state()

    def show_dossier(self, dossier: Dossier) -> None:
        """A dossier that was saved."""
        self.dossier = dossier
        self._show(form_values(dossier.entry), dossier.entry.procedure_code)
        self.components.show_components(dossier.components)
        self._show_state()

    def focus_form(self) -> None:
        """Start typing."""
        self.form.focus_first()

    def values(self) -> dict[str, object]:
        """What stands in the two forms."""
        return self.form.values() | self.more.values()

    def sheet(self, sheet: Sheet) -> None:
        """Print a form of the dossier."""
        if self.dossier is not None:
            self.print_wanted.emit(self._presenter.sheet(self.dossier.uid, sheet))

    def menu(self) -> QMenu:
        """What can be printed of it now; what goes with the last step first."""
        menu = QMenu(self)
        if self.dossier is None:
            return menu
        due = sheet_due(self.dossier.course)
        for sheet in sorted(sheets_of(self.dossier.course), key=lambda s: s is not due):
            menu.addAction(_(SHEET_NAMES[sheet])).triggered.connect(partial(self.sheet, sheet))
        if self.dossier.code and any(c.labelled for c in self.dossier.components):
            menu.addAction(_("Nhãn tài liệu không số hóa")).triggered.connect(self._print_labels)
        return menu

    def lawful(self) -> list[Deed]:
        """What may be done now; who came to the counter in person is not identified from afar."""
        if self.dossier is None:
            return [Deed.ACCEPT]
        online = self.dossier.entry.intake is Intake.ONLINE
        return [d for d in possible(self.dossier.course) if online or d is not Deed.IDENTIFY]

    def next_deed(self) -> Deed | None:
        """The deed of the primary button."""
        now, dossier = self.lawful(), self.dossier
        if dossier is not None and Deed.IDENTIFY in now and not dossier.course.identified:
            return Deed.IDENTIFY
        if dossier is not None and dossier.course.last(Deed.HAND_OVER) and Deed.RESULT in now:
            return Deed.RESULT
        return next((deed for deed in _NEXT if deed in now), None)

    def other_menu(self) -> QMenu:
        """The rest of what may be done."""
        menu = QMenu(self)
        for deed in self.lawful():
            if deed is not self.next_deed():
                menu.addAction(_named(deed)).triggered.connect(partial(self.take, deed))
        return menu

    def take(self, deed: Deed) -> None:
        """Accept, or ask what the step needs."""
        if deed is Deed.ACCEPT:
            self._saved_first(self._accept)
        elif self.touched:
            self._saved_first(lambda dossier: self._ask(dossier, deed))
        elif self.dossier is not None:
            self._ask(self.dossier, deed)

    def attach_files(self, component_id: str, paths: Sequence[Path]) -> None:
        """Save, then put files into a component."""
        self._saved_first(
            lambda dossier: self._presenter.attach_files(dossier.uid, component_id, paths)
        )

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.code)
        head.addWidget(self.badge)
        head.addWidget(self.due, 1)
        content = QWidget()
        down = QVBoxLayout(content)
        down.setContentsMargins(0, 0, 6, 0)
        down.setSpacing(8)
        for part in (self.form, self.components, self.more):
            down.addWidget(part)
        down.addStretch(1)
        self._foot.add(self.others)
        self._foot.add(self.print_menu)
        self._foot.end.addWidget(self.save)
        self._foot.end.addWidget(self.next)
        self.body.addLayout(head)
        self.body.addWidget(self.note)
        self.body.addWidget(scrolled(content), 1)
        self.body.addWidget(self.deeds)
        self.body.addWidget(self._foot)

    def _show(self, values: Mapping[str, object], filled_for: str) -> None:
        self.touched, self._filled_for = False, filled_for
        self.deeds.put_away()
        for form in (self.form, self.more):
            form.clear()
            form.set_values(values)

    def _show_state(self) -> None:
        dossier = self.dossier
        open_now = dossier is None or may_change(dossier)
        for form in (self.form, self.more):
            form.set_read_only(not open_now)
        self.components.set_read_only(not open_now)
        self.code.setText(
            _("Hồ sơ mới") if dossier is None else dossier.code or _("Chưa có mã hồ sơ")
        )
        deed = self.next_deed()
        self.next.setVisible(deed is not None)
        if deed is not None:
            self.next.setText(f"{_named(deed)}  Ctrl+↵")
            self.next.setAccessibleName(_named(deed))
        self.others.setVisible(not self.other_menu().isEmpty())
        self.print_menu.setVisible(not self.menu().isEmpty())
        self.save.setVisible(open_now)
        self.badge.setVisible(dossier is not None)
        if dossier is not None:
            self.badge.show_state(state_name(dossier), state_colour(dossier))
        self._show_words()

    def _show_words(self) -> None:
        dossier, words, state = self.dossier, "", State.NEUTRAL
        due = promised(dossier) if dossier else ""
        left = due_words(dossier, self._presenter.today) if dossier else ""
        parts = [_("hẹn trả {day}").format(day=due) if due else "", left]
        self.due.setText(" · ".join(part for part in parts if part))
        if dossier is not None and Deed.ACCEPT in self.lawful():
            found = acceptance_problems(dossier)
            words = "\n".join(found) if found else _("Đủ điều kiện tiếp nhận.")
            state = State.WARN if found else State.GOOD
        elif dossier is not None and (reasons := [s for s in dossier.course.done if s.reason]):
            words = f"{_named(reasons[-1].deed)}: {reasons[-1].reason}"
            state = State.WARN
        self.note.show_state(words, state)
        self.note.setVisible(bool(words))

    def _take_procedures(self, procedures: Sequence[Procedure]) -> None:
        self.form.set_suggestions("procedure", [one.titled for one in procedures])

    def _touch(self) -> None:
        self.touched = True

    def _edited(self, name: str) -> None:
        self._touch()
        if name != "procedure":
            return
        found = self._presenter.procedure(str(self.form.values()["procedure"] or ""))
        if found is None or found.code == self._filled_for:
            return
        self._filled_for = found.code
        self.form.set_values({"working_days": found.working_days})
        self.more.set_values({"unit": found.unit, "fee": found.fee})
        if not any(row.value().received for row in self.components.rows):
            self.components.show_components(self._presenter.checklist(found.code))

    def _saved_first(self, then: Callable[[Dossier], object] | None) -> None:
        """Save what stands in the form, then go on with the dossier."""
        values = self.values()
        wrong = problems(ENTRY, values)
        self.more.show_problems(wrong)
        self.form.show_problems(wrong)
        if not wrong:
            uid = self.dossier.uid if self.dossier else ""
            self._presenter.save(uid, values, self.components.values(), then)

    def _save(self) -> None:
        self._saved_first(None)

    def _go_on(self) -> None:
        deed = self.next_deed()
        if deed is not None:
            self.take(deed)

    def _accept(self, dossier: Dossier) -> None:
        self.show_dossier(dossier)
        if acceptance_problems(dossier):
            self._presenter.keep(dossier)
        else:
            self._presenter.accept(dossier.uid)

    def _ask(self, dossier: Dossier, deed: Deed) -> None:
        if dossier != self.dossier:
            self.show_dossier(dossier)
        entry = dossier.entry
        known: dict[str, object] = {}
        if deed is Deed.HAND_OVER:
            known = {"unit": entry.unit}
        elif deed is Deed.IDENTIFY:
            known = {"person": entry.applicant}
        elif deed is Deed.RETURN:
            known = {"person": entry.applicant, "way": entry.result_way}
        self.deeds.ask(deed, known, lambda v: self._presenter.step(dossier.uid, deed, v))
        self._foot.hide()

    def _choose_files(self, component_id: str) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self, _("Chọn tệp của thành phần hồ sơ"))
        if names:
            self.attach_files(component_id, [Path(name) for name in names])

    def _attach_batch(self, component_id: str, batch: ScanBatch) -> None:
        self._saved_first(
            lambda dossier: self._presenter.attach_batch(dossier.uid, component_id, batch)
        )

    def _detach(self, component_id: str, file: Attachment) -> None:
        self._saved_first(lambda dossier: self._presenter.detach(dossier.uid, component_id, file))

    def _open_print_menu(self) -> None:
        self.menu().popup(self.print_menu.mapToGlobal(self.print_menu.rect().topLeft()))

    def _open_other_menu(self) -> None:
        self.other_menu().popup(self.others.mapToGlobal(self.others.rect().topLeft()))

    def _print_labels(self) -> None:
        if self.dossier is not None:
            self.print_wanted.emit(self._presenter.labels(self.dossier.uid))

    def _show_problems(self, wrong: Mapping[str, str]) -> None:
        if not self.deeds.isHidden():
            self.deeds.show_problems(wrong)
            return
        self.more.show_problems(wrong)
        self.form.show_problems(wrong)
        rest = [words for name, words in wrong.items() if name not in self.values()]
        if rest:
            self.note.show_state("\n".join(rest), State.BAD)
            self.note.show()


def _named(deed: Deed) -> str:
    name = _(DEED_NAMES[deed])
    return name[:1].upper() + name[1:]
