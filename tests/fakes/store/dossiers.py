"""Dossiers of the one-stop counter in a list, procedures in a dict."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from clerkdesk.domain.books import Direction
from clerkdesk.domain.dossier_codes import CodeRule, next_in_day, scanned
from clerkdesk.domain.dossier_steps import DEED_NAMES, STATE_NAMES, Deed, DossierStep
from clerkdesk.domain.dossiers import (
    OP_ENTITY,
    SERIES,
    Allotted,
    Component,
    Dossier,
    DossierEntry,
    is_open,
    may_change,
    searched,
    told,
    with_step,
    written,
)
from clerkdesk.domain.errors import DossierStepNotAllowed, NotFound
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.procedures import OP_ENTITY as PROCEDURE
from clerkdesk.domain.procedures import Procedure, matching
from clerkdesk.domain.vietnamese import fold
from clerkdesk.ports.dossiers import DossierFilter
from tests.fakes.store.books import FakeBooks
from tests.fakes.store.shared import Shared


class FakeDossiers:
    """Dossiers in `rows`."""

    def __init__(self, shared: Shared, books: FakeBooks) -> None:
        self._shared = shared
        self._books = books
        self.rows: list[Dossier] = []
        self.known: dict[str, Procedure] = {}

    def add(self, entry: DossierEntry, components: Sequence[Component], by: str) -> Dossier:
        self._shared.refuse_if_told()
        now = self._shared.clock()
        blank = Dossier(self._shared.new_id(), DossierEntry(), (), (), by, now)
        dossier = written(blank, entry, components)
        self.rows.append(dossier)
        values = told(dossier) | {"created_by": by, "created_at": now.isoformat()}
        self._shared.record(OP_ENTITY, dossier.uid, OpKind.REGISTER, by, values)
        return dossier

    def change(
        self, uid: str, entry: DossierEntry, components: Sequence[Component], by: str
    ) -> Dossier:
        before = self.get(uid)
        if not may_change(before):
            raise DossierStepNotAllowed("sửa hồ sơ", STATE_NAMES[before.state])
        dossier = written(before, entry, components)
        if dossier == before:
            return before
        old, new = told(before), told(dossier)
        values = {name: new.get(name) for name in old | new if old.get(name) != new.get(name)}
        return self._put(dossier, OpKind.CHANGE, by, values)

    def step(self, uid: str, step: DossierStep, by: str) -> Dossier:
        if step.deed is Deed.ACCEPT:
            raise ValueError("acceptance takes a number: see accept")
        step = from_plain(DossierStep, to_plain(step))
        dossier = with_step(self.get(uid), step)
        return self._put(dossier, OpKind.STEP, by, {"step": to_plain(step)})

    def accept(
        self, uid: str, step: DossierStep, day: date, rule: CodeRule, title: str, by: str
    ) -> Dossier:
        before, step = self.get(uid), from_plain(DossierStep, to_plain(step))
        if before.allotted is not None:
            raise DossierStepNotAllowed(DEED_NAMES[Deed.ACCEPT], STATE_NAMES[before.state])
        dossier = with_step(before, step)
        number = self._books.take(Direction.INCOMING, SERIES, day.year, title, by, day)
        given = [row.allotted for row in self.rows if row.allotted]
        numbers = [a.number for a in given if a.day < day and a.year == day.year]
        in_day = [a.day_number for a in given if a.day == day]
        sequence = next_in_day(number, max(numbers, default=0), max(in_day, default=0))
        codes = {a.code for a in given}
        while rule.code(day, sequence) in codes:
            sequence += 1
        allotted = Allotted(number, day.year, day, sequence, rule.code(day, sequence))
        values = plain_fields(allotted) | {"step": to_plain(step)}
        return self._put(replace(dossier, allotted=allotted), OpKind.ALLOT, by, values)

    def get(self, uid: str) -> Dossier:
        for dossier in self.rows:
            if dossier.uid == uid:
                return dossier
        raise NotFound("hồ sơ này")

    def with_code(self, code: str) -> Dossier | None:
        code = scanned(code)
        found = [d for d in self.rows if code and d.code == code]
        online = [d for d in self.rows if code and scanned(d.entry.online_code) == code]
        return next(iter((*found, *online)), None)

    def find(self, wanted: DossierFilter, limit: int = 2000) -> Sequence[Dossier]:
        def fits(dossier: Dossier) -> bool:
            due = dossier.course.due
            return (
                fold(wanted.text.strip()) in fold(searched(dossier))
                and (wanted.first is None or dossier.day >= wanted.first)
                and (wanted.last is None or dossier.day <= wanted.last)
                and (not wanted.states or dossier.state in wanted.states)
                and (
                    wanted.due_by is None
                    or (due is not None and due <= wanted.due_by and is_open(dossier))
                )
            )

        def newest(dossier: Dossier) -> tuple[date, bool, int]:
            number = dossier.allotted.number if dossier.allotted else 0
            return (dossier.day, dossier.allotted is None, number)

        found = [dossier for dossier in reversed(self.rows) if fits(dossier)]
        return sorted(found, key=newest, reverse=True)[:limit]

    def procedures(self, text: str = "", *, withdrawn: bool = False) -> Sequence[Procedure]:
        return matching(self.known.values(), text, withdrawn=withdrawn)

    def put_procedures(
        self,
        procedures: Sequence[Procedure],
        by: str,
        step: Callable[[int], None] = lambda _count: None,
    ) -> int:
        self._shared.refuse_if_told()
        count = 0
        for number, asked in enumerate(procedures, start=1):
            step(number)
            procedure = from_plain(Procedure, to_plain(asked))
            if self.known.get(procedure.code) == procedure:
                continue
            count += 1
            self.known[procedure.code] = procedure
            values = plain_fields(procedure)
            self._shared.record(PROCEDURE, procedure.code, OpKind.CHANGE, by, values)
        return count

    def _put(self, dossier: Dossier, kind: OpKind, by: str, values: dict[str, object]) -> Dossier:
        self._shared.refuse_if_told()
        self.rows[[row.uid for row in self.rows].index(dossier.uid)] = dossier
        self._shared.record(OP_ENTITY, dossier.uid, kind, by, values)
        return dossier
