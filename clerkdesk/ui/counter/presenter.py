"""What «Một cửa» shows: dossiers, the one that is open, the procedures; and what is done with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.dossier_codes import CodeRule
from clerkdesk.domain.dossier_sheets import SHEET_NAMES, Sheet
from clerkdesk.domain.dossier_steps import Deed
from clerkdesk.domain.dossiers import Component, Dossier
from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.people import Person
from clerkdesk.domain.procedures import Procedure
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.texts import _
from clerkdesk.ports.dossiers import DossierFilter
from clerkdesk.process.named_files import write_file
from clerkdesk.services.desk import Desk
from clerkdesk.services.import_procedures import CheckedProcedures
from clerkdesk.services.keep_dossier import checklist
from clerkdesk.services.one_stop_rules import OneStopRules
from clerkdesk.ui.chosen_file import read_file
from clerkdesk.ui.jobs import Jobs, Lane

T = TypeVar("T")
MOST_LISTED = 500
"""Dossiers in the list; the search box finds all."""
_EXAMPLE_AGENCY = "H40.16"


class CounterPresenter(QObject):
    """Finds, begins, changes, accepts and brings on dossiers; keeps the list of procedures."""

    rows_changed = Signal(object)  # Sequence[Dossier]
    batches_changed = Signal(object)  # Sequence[ScanBatch]
    procedures_changed = Signal(object)  # Sequence[Procedure]
    opened = Signal(object)  # Dossier: a scanned code, or one that was saved
    saved = Signal(object)  # Dossier
    accepted = Signal(object)  # Dossier
    stepped = Signal(object, object)  # Dossier, Deed
    detached = Signal(object, str, object)  # Dossier, component id, Attachment
    not_found = Signal(str)
    problems_found = Signal(object)  # field name -> sentence
    checked = Signal(object)  # CheckedProcedures
    imported = Signal(int)
    rules_read = Signal(object)  # OneStopRules
    said = Signal(str)  # a sentence for the window
    busy_changed = Signal(bool)
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._wanted = DossierFilter()
        self.procedures: Sequence[Procedure] = ()

    @property
    def today(self) -> date:
        """The calendar date."""
        return self._desk.today

    def show(self, wanted: DossierFilter) -> None:
        """List dossiers by `wanted`."""
        self._wanted = wanted
        self.refresh()

    def refresh(self) -> None:
        """Read list, waiting scans and procedures again."""
        wanted, store = self._wanted, self._desk.store

        def show(rows: Sequence[Dossier]) -> None:
            if wanted == self._wanted:
                self.rows_changed.emit(rows)

        self._run(lambda: store.dossiers.find(wanted, MOST_LISTED), show)
        self._run(lambda: list(store.spool.batches()), self.batches_changed.emit)
        self._run(store.dossiers.procedures, self._take_procedures)

    def open_code(self, code: str) -> None:
        """Open the dossier of a code that a scanner or a hand typed."""

        def show(found: Dossier | None) -> None:
            if found is None:
                self.not_found.emit(code)
            else:
                self.opened.emit(found)

        self._run(lambda: self._desk.store.dossiers.with_code(code), show)

    def procedure(self, text: str) -> Procedure | None:
        """The procedure that a box names, by its code or as a whole."""
        code = text.strip().split(" ", maxsplit=1)[0]
        return next((one for one in self.procedures if one.code == code and code), None)

    def checklist(self, text: str) -> list[Component]:
        """What is to be handed in for the procedure that a box names."""
        found = self.procedure(text)
        return checklist(found) if found else []

    def save(
        self,
        uid: str,
        values: Mapping[str, object],
        components: Sequence[Component],
        then: Callable[[Dossier], object] | None = None,
    ) -> None:
        """Begin a dossier, or write other values on it; `then` goes on with what was saved."""

        def work(by: Person) -> Dossier:
            if uid:
                return self._desk.counter.dossier.change(uid, values, components, by)
            return self._desk.counter.dossier(values, components, by)

        self._act(work, then or self._saved)

    def keep(self, dossier: Dossier) -> None:
        """A dossier was saved on the way to something that could not be done: it is listed."""
        self._saved(dossier)

    def attach_batch(self, uid: str, component_id: str, batch: ScanBatch) -> None:
        """Put a waiting batch into a component: bound to one PDF, its pages wait no longer."""
        self.busy_changed.emit(True)
        self._act(
            lambda by: self._desk.counter.dossier.attach_batch(uid, component_id, batch, by),
            self._saved,
            Lane.PDF,
        )

    def attach_files(self, uid: str, component_id: str, paths: Sequence[Path]) -> None:
        """Put files into a component."""

        def work(by: Person) -> Dossier:
            files = [(path.name, read_file(path)) for path in paths]
            return self._desk.counter.dossier.attach_files(uid, component_id, files, by)

        self._act(work, self._saved)

    def detach(self, uid: str, component_id: str, file: Attachment) -> None:
        """Take a file out of a component."""

        def done(dossier: Dossier) -> None:
            self._saved(dossier)
            self.detached.emit(dossier, component_id, file)

        self._act(lambda by: self._desk.counter.dossier.detach(uid, component_id, file, by), done)

    def accept(self, uid: str) -> None:
        """Accept a dossier that was saved."""

        def done(dossier: Dossier) -> None:
            self._saved(dossier)
            self.accepted.emit(dossier)

        self._act(lambda by: self._desk.counter.dossier.accept(uid, by), done)

    def step(self, uid: str, deed: Deed, values: Mapping[str, object]) -> None:
        """Record a step with what its form holds."""
        texts = {name: str(values.get(name) or "") for name in ("reason", "person", "unit", "way")}
        due = values.get("due")
        day = due if isinstance(due, date) else None

        def work(by: Person) -> Dossier:
            if deed is Deed.IDENTIFY:
                return self._desk.counter.dossier.identify(uid, texts["person"], texts["way"], by)
            return self._desk.counter.dossier.step(uid, deed, by, due=day, **texts)

        def done(dossier: Dossier) -> None:
            self._saved(dossier)
            self.stepped.emit(dossier, deed)

        self._act(work, done)

    # --- what is printed ---------------------------------------------------------------------------

    def sheet(self, uid: str, sheet: Sheet) -> tuple[str, Callable[[], bytes]]:
        """Name and maker of a form."""
        return _(SHEET_NAMES[sheet]).lower(), lambda: self._desk.counter.prints(uid, sheet)

    def labels(self, uid: str) -> tuple[str, Callable[[], bytes]]:
        """Name and maker of the labels."""
        return _("nhãn tài liệu không số hóa"), lambda: self._desk.counter.prints.labels(uid)

    def book(self, first: date, last: date) -> tuple[str, Callable[[], bytes]]:
        """Name and maker of Sổ theo dõi hồ sơ."""
        return _("sổ theo dõi hồ sơ"), lambda: self._desk.counter.prints.book(first, last)

    # --- what the office sets ----------------------------------------------------------------------

    def read_rules(self) -> None:
        """Read what the office has set for its counter."""
        self._run(self._desk.counter.rules.read, self.rules_read.emit)

    def example(self, values: Mapping[str, str]) -> tuple[str, bool]:
        """A code by these values, or what is wrong with them."""
        rule = CodeRule(values["pattern"].strip(), values["agency"].strip() or _EXAMPLE_AGENCY)
        if wrong := rule.problem():
            return wrong, False
        return _("Ví dụ: {code}").format(code=rule.code(self.today, 1)), True

    def put_rules(self, values: Mapping[str, str]) -> None:
        """Keep them; forms stay."""

        def work() -> OneStopRules:
            rules = replace(self._desk.counter.rules.read(), **values)  # type: ignore[arg-type] # texts alone
            self._desk.counter.rules.put(rules, self._desk.person)
            return rules

        def done(rules: OneStopRules) -> None:
            self.rules_read.emit(rules)
            self.said.emit(_("Đã lưu thiết lập Một cửa."))

        self._run(work, done)

    def write_form(self, sheet: Sheet, path: Path) -> None:
        """Write the text of a form to a file."""

        def work() -> None:
            write_file(path, self._desk.counter.prints.form_text(sheet).encode())

        self._run(work, lambda _none: self.said.emit(_("Đã lưu mẫu ra tệp.")))

    def load_form(self, sheet: Sheet, path: Path) -> None:
        """Print by the office's own text from now on."""

        def work() -> None:
            text = read_file(path).decode("utf-8-sig", errors="replace")
            self._desk.counter.prints.put_form(sheet, text, self._desk.person)

        words = _("Từ nay in «{name}» theo mẫu vừa nạp.").format(name=_(SHEET_NAMES[sheet]))
        self._run(work, lambda _none: self.said.emit(words))

    def usual_form(self, sheet: Sheet) -> None:
        """Print by our text again."""
        words = _("Từ nay in «{name}» theo mẫu gốc.").format(name=_(SHEET_NAMES[sheet]))
        self._run(
            lambda: self._desk.counter.prints.put_form(sheet, "", self._desk.person),
            lambda _none: self.said.emit(words),
        )

    # --- procedures --------------------------------------------------------------------------------

    def check_file(self, path: Path) -> None:
        """Look what a spreadsheet would bring in."""
        self._run(
            lambda: self._desk.counter.procedures.check(path.name, read_file(path)),
            self.checked.emit,
        )

    def bring_in(self, checked: CheckedProcedures) -> None:
        """Bring its good rows in."""

        def done(count: int) -> None:
            self.imported.emit(count)
            self.refresh()

        self._run(lambda: self._desk.counter.procedures(checked, self._desk.person), done)

    def _take_procedures(self, procedures: Sequence[Procedure]) -> None:
        if procedures != self.procedures:
            self.procedures = procedures
            self.procedures_changed.emit(procedures)

    def _saved(self, dossier: Dossier) -> None:
        self.saved.emit(dossier)
        self.refresh()

    def _act(
        self,
        work: Callable[[Person], Dossier],
        done: Callable[[Dossier], object],
        lane: Lane = Lane.STORE,
    ) -> None:
        def finished(dossier: Dossier) -> None:
            self.busy_changed.emit(False)
            done(dossier)

        self._jobs.run(lane, lambda: work(self._desk.person), done=finished, failed=self._failed)

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._jobs.run(Lane.STORE, work, done=done, failed=self._failed)

    def _failed(self, error: ClerkError) -> None:
        self.busy_changed.emit(False)
        if isinstance(error, InvalidEntry):
            self.problems_found.emit(error.problems)
        else:
            self.failed.emit(error)
