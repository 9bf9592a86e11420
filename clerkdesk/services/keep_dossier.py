"""The counter's hand in a dossier: begin it, check it, attach scans, accept it, bring it on."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from clerkdesk.domain.attachments import Attachment, FileRole
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.dossier_book import book_title
from clerkdesk.domain.dossier_form import ENTRY, entry_from
from clerkdesk.domain.dossier_steps import (
    NEEDS_REASON,
    Deed,
    DossierStep,
    demand_lawful,
    moved_by_waiting,
    promised_on,
)
from clerkdesk.domain.dossiers import (
    Component,
    Digitised,
    Dossier,
    DossierEntry,
    acceptance_problems,
)
from clerkdesk.domain.errors import DossierNotReady, InvalidEntry
from clerkdesk.domain.fields import problems
from clerkdesk.domain.people import Person
from clerkdesk.domain.procedures import Procedure, is_required
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.store import Store
from clerkdesk.services.admit_file import AdmitFile
from clerkdesk.services.guard_clock import GuardClock
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.one_stop_rules import KeepOneStopRules
from clerkdesk.services.read_batch import BindBatch
from clerkdesk.services.stored_file import stored


class KeepDossier:
    """What is done at the counter; who may register documents may do it (Điều 10.3)."""

    def __init__(
        self,
        store: Store,
        rules: OfficeRules,
        bind: BindBatch,
        clock: Callable[[], datetime],
        guard: GuardClock,
    ) -> None:
        self._store = store
        self._rules = rules
        self._counter = KeepOneStopRules(store.settings)
        self._bind = bind
        self._admit = AdmitFile(store.settings)
        self._clock = clock
        self._guard = guard

    def __call__(
        self, values: Mapping[str, object], components: Sequence[Component], by: Person
    ) -> Dossier:
        """Begin a dossier; it gets its code when it is accepted.

        Raises:
            NotAllowed, InvalidEntry, DiskFull: nothing was kept.
        """
        demand(by, Right.REGISTER)
        return self._store.dossiers.add(self._entry(values), components, by.login)

    def change(
        self,
        uid: str,
        values: Mapping[str, object],
        components: Sequence[Component],
        by: Person,
    ) -> Dossier:
        """Write other values.

        Raises:
            NotAllowed, NotFound, InvalidEntry, StepNotAllowed, DiskFull: nothing was changed.
        """
        demand(by, Right.REGISTER)
        return self._store.dossiers.change(uid, self._entry(values), components, by.login)

    def attach_batch(self, uid: str, component_id: str, batch: ScanBatch, by: Person) -> Dossier:
        """Bind a waiting batch to one searchable PDF and put it into a component; the batch waits no
        longer.

        Raises:
            NotAllowed, NotFound, StepNotAllowed: the pages wait as before.
            SecretDocument, DiskFull, DamagedFile, HelperCrashed, HelperSilent: the same.
        """
        demand(by, Right.REGISTER)
        name = f"{_file_name(self._component(uid, component_id).name)}.pdf"
        title = self._component(uid, component_id).name
        file = replace(self._bind(batch, name, title), role=FileRole.APPENDIX)
        dossier = self._attach(uid, component_id, (file,), by)
        self._store.spool.put_away(batch.batch_id, uid)
        return dossier

    def attach_files(
        self, uid: str, component_id: str, files: Sequence[tuple[str, bytes]], by: Person
    ) -> Dossier:
        """Put files that the applicant brought, or sent, into a component.

        Raises:
            NotAllowed, NotFound, StepNotAllowed, DiskFull: nothing was kept.
            DangerousFile, FormatRefused: one of them may not enter; none did.
        """
        demand(by, Right.REGISTER)
        let_in = [(self._admit(name, content), content) for name, content in files]
        kept = [
            stored(self._store.files, file.name, file.media_type, FileRole.APPENDIX, content)
            for file, content in let_in
        ]
        return self._attach(uid, component_id, kept, by)

    def detach(self, uid: str, component_id: str, file: Attachment, by: Person) -> Dossier:
        """Take a file that was put in by mistake out of its component; the history names it.

        Raises:
            NotAllowed, NotFound, StepNotAllowed: nothing was changed.
        """
        demand(by, Right.REGISTER)
        component = self._component(uid, component_id)
        left = tuple(other for other in component.files if other != file)
        said = component.digitised if left else Digitised.UNSAID
        return self._put(uid, replace(component, files=left, digitised=said), by)

    def identify(self, uid: str, person: str, way: str, by: Person) -> Dossier:
        """Record that who handed in over the network was identified, and how (Điều 10.3.a).

        Raises:
            NotAllowed, NotFound, StepNotAllowed, InvalidEntry: nothing was changed.
        """
        wrong = {
            name: _("Chưa ghi đã xác thực ai và bằng cách nào.")
            for name, text in (("person", person), ("way", way))
            if not text.strip()
        }
        if wrong:
            raise InvalidEntry(wrong)
        return self.step(uid, Deed.IDENTIFY, by, person=person, way=way)

    def accept(self, uid: str, by: Person) -> Dossier:
        """Accept: number, code and promised day in one commit.

        Raises:
            DossierNotReady: totals do not reconcile, or who sent it was not identified.
            NotAllowed, NotFound, StepNotAllowed, InvalidEntry, ClockFarOff: nothing was changed.
            BookNotOpen, NotHolder, BookLocked, DiskFull: nothing was kept, no number was used.
        """
        demand(by, Right.REGISTER)
        dossier = self._store.dossiers.get(uid)
        demand_lawful(dossier.course, Deed.ACCEPT)
        if found := acceptance_problems(dossier):
            raise DossierNotReady("; ".join(words.rstrip(".") for words in found))
        self._guard.demand()
        rule = self._counter.code_rule()
        if wrong := rule.problem():
            raise InvalidEntry({"pattern": wrong})
        now = self._clock()
        day = local_date(now)
        due = promised_on(day, dossier.entry.working_days, self._rules.calendar())
        step = DossierStep(uuid.uuid4().hex, Deed.ACCEPT, by.login, now, due=due)
        return self._store.dossiers.accept(uid, step, day, rule, book_title(day.year), by.login)

    def step(
        self,
        uid: str,
        deed: Deed,
        by: Person,
        *,
        reason: str = "",
        person: str = "",
        unit: str = "",
        way: str = "",
        due: date | None = None,
    ) -> Dossier:
        """Record any step but acceptance; a day promised anew follows from what was brought late.

        Raises:
            NotAllowed, NotFound, StepNotAllowed: nothing was changed.
            InvalidEntry: the step lacks its reason, or a later day.
        """
        demand(by, Right.REGISTER)
        dossier, now = self._store.dossiers.get(uid), self._clock()
        demand_lawful(dossier.course, deed)
        if deed in NEEDS_REASON and not reason.strip():
            raise InvalidEntry({"reason": _("Chưa ghi lý do.")})
        promised = dossier.course.due
        if deed is Deed.EXTEND and (due is None or (promised is not None and due <= promised)):
            raise InvalidEntry({"due": _("Ngày hẹn lại phải sau ngày đã hẹn.")})
        asked = dossier.course.last(Deed.ASK)
        if deed is Deed.SUPPLEMENTED and promised is not None and asked is not None:
            calendar = self._rules.calendar()
            due = moved_by_waiting(promised, local_date(asked.at), local_date(now), calendar)
        step = DossierStep(
            uuid.uuid4().hex,
            deed,
            by.login,
            now,
            reason=nfc(reason).strip(),
            person=nfc(person).strip(),
            unit=nfc(unit).strip(),
            way=nfc(way).strip(),
            due=due,
        )
        return self._store.dossiers.step(uid, step, by.login)

    def _entry(self, values: Mapping[str, object]) -> DossierEntry:
        if wrong := problems(ENTRY, values):
            raise InvalidEntry(wrong)
        return entry_from(values)

    def _component(self, uid: str, component_id: str) -> Component:
        component = self._store.dossiers.get(uid).component(component_id)
        if component is None:
            raise InvalidEntry({"component": _("Thành phần này không còn trong hồ sơ.")})
        return component

    def _attach(
        self, uid: str, component_id: str, files: Sequence[Attachment], by: Person
    ) -> Dossier:
        component = self._component(uid, component_id)
        known = {file.sha256 for file in component.files}
        added = tuple(file for file in files if file.sha256 not in known)
        said = component.digitised
        if said in (Digitised.UNSAID, Digitised.NOT):
            said = Digitised.PART if said is Digitised.NOT else Digitised.WHOLE
        changed = replace(component, files=component.files + added, received=True, digitised=said)
        return self._put(uid, changed, by)

    def _put(self, uid: str, component: Component, by: Person) -> Dossier:
        dossier = self._store.dossiers.get(uid)
        components = [
            component if other.component_id == component.component_id else other
            for other in dossier.components
        ]
        return self._store.dossiers.change(uid, dossier.entry, components, by.login)


def new_component(name: str, *, required: bool = True) -> Component:
    """A component that is yet to be received; its id is its own on every desk."""
    return Component(uuid.uuid4().hex[:12], name, required=required)


def checklist(procedure: Procedure) -> list[Component]:
    """What is to be handed in for a procedure."""
    return [new_component(name, required=is_required(name)) for name in procedure.components]


def _file_name(text: str) -> str:
    kept = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in text)
    return " ".join(kept.split())[:80] or "thanh-phan"
