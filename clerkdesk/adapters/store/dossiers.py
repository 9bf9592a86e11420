"""`ports.dossiers.Dossiers` on SQLCipher: every change and its op in one transaction."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from datetime import date

from clerkdesk.adapters.store.books import SqlBooks
from clerkdesk.adapters.store.database import Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.dossier_rows import (
    code_taken,
    day_numbers,
    insert_dossier,
    load_dossier,
    load_procedures,
    number_dossier,
    read_dossier,
    update_dossier,
    write_procedure,
)
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.domain.access import Register, Sight
from clerkdesk.domain.books import Direction
from clerkdesk.domain.dossier_codes import CodeRule, next_in_day, scanned
from clerkdesk.domain.dossier_steps import DEED_NAMES, STATE_NAMES, Deed
from clerkdesk.domain.dossiers import (
    OP_ENTITY,
    SERIES,
    Allotted,
    Component,
    Dossier,
    DossierEntry,
    DossierStep,
    may_change,
    told,
    with_step,
    written,
)
from clerkdesk.domain.errors import DossierStepNotAllowed
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.procedures import OP_ENTITY as PROCEDURE
from clerkdesk.domain.procedures import Procedure, matching
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold
from clerkdesk.ports.dossiers import DossierFilter


class SqlDossiers:
    """Dossiers as rows, numbers from the book of the year."""

    def __init__(self, database: Database, desk: Desk, ops: SqlOpLog, books: SqlBooks) -> None:
        self._database = database
        self._desk = desk
        self._ops = ops
        self._books = books
        self._sight = Sight()

    def seen_by(self, sight: Sight) -> "SqlDossiers":
        """The same dossiers as an account may see them."""
        seen = copy(self)
        seen._sight = sight
        return seen

    def add(self, entry: DossierEntry, components: Sequence[Component], by: str) -> Dossier:
        """Begin a dossier; it has no number before it is accepted.

        Raises:
            DiskFull: nothing was kept.
        """
        now = self._desk.clock()
        blank = Dossier(self._desk.new_id(), DossierEntry(), (), (), by, now)
        dossier = written(blank, entry, components)
        with self._database.writing() as link:
            insert_dossier(link, dossier)
            values = told(dossier) | {"created_by": by, "created_at": now.isoformat()}
            self._ops.append(link, OP_ENTITY, dossier.uid, OpKind.REGISTER, by, values)
        return dossier

    def change(
        self, uid: str, entry: DossierEntry, components: Sequence[Component], by: str
    ) -> Dossier:
        """Write other values; steps, number and code stay.

        Raises:
            NotFound: there is no such dossier.
            StepNotAllowed: it was returned or refused.
        """
        with self._database.writing() as link:
            before = load_dossier(link, uid)
            if not may_change(before):
                raise DossierStepNotAllowed(_("sửa hồ sơ"), _(STATE_NAMES[before.state]))
            dossier = written(before, entry, components)
            if dossier == before:
                return before
            update_dossier(link, dossier)
            old, new = told(before), told(dossier)
            values = {name: new.get(name) for name in old | new if old.get(name) != new.get(name)}
            self._ops.append(link, OP_ENTITY, uid, OpKind.CHANGE, by, values)
        return dossier

    def step(self, uid: str, step: DossierStep, by: str) -> Dossier:
        """Record a step; every one but acceptance.

        Raises:
            NotFound: there is no such dossier.
            StepNotAllowed: it is not lawful now.
        """
        if step.deed is Deed.ACCEPT:
            raise ValueError("acceptance takes a number: see accept")
        step = from_plain(DossierStep, to_plain(step))
        with self._database.writing() as link:
            before = load_dossier(link, uid)
            dossier = with_step(before, step)
            update_dossier(link, dossier)
            self._ops.append(link, OP_ENTITY, uid, OpKind.STEP, by, {"step": to_plain(step)})
        return dossier

    def accept(
        self, uid: str, step: DossierStep, day: date, rule: CodeRule, title: str, by: str
    ) -> Dossier:
        """Record acceptance with the next number of the year and the code made of it.

        Raises:
            NotFound, StepNotAllowed: nothing was kept.
            BookNotOpen, NotHolder, BookLocked, DiskFull: nothing was kept, no number was used.
        """
        step = from_plain(DossierStep, to_plain(step))
        with self._database.writing() as link:
            before = load_dossier(link, uid)
            if before.allotted is not None:
                raise DossierStepNotAllowed(
                    _(DEED_NAMES[Deed.ACCEPT]), _(STATE_NAMES[before.state])
                )
            dossier = with_step(before, step)
            taken = self._books.take_number(
                link, Direction.INCOMING, SERIES, day.year, title, by, day
            )
            before_day, in_day = day_numbers(link, taken.book_id, day.isoformat())
            sequence = next_in_day(taken.number, before_day, in_day)
            while code_taken(
                link, rule.code(day, sequence), uid
            ):  # a pattern that was changed today
                sequence += 1
            allotted = Allotted(taken.number, day.year, day, sequence, rule.code(day, sequence))
            dossier = replace(dossier, allotted=allotted)
            number_dossier(link, dossier, taken.book_id)
            epoch = (taken.epoch.generation, taken.epoch.grant)
            values = plain_fields(allotted) | {"step": to_plain(step)}
            self._ops.append(link, OP_ENTITY, uid, OpKind.ALLOT, by, values, epoch=epoch)
        self._books.remember(taken)
        return dossier

    def get(self, uid: str) -> Dossier:
        """One dossier.

        Raises:
            NotFound: there is none.
            NotAllowed: dossiers are kept from this account.
        """
        self._sight.demand(Register.COUNTER)
        with self._database.reading() as link:
            return load_dossier(link, uid)

    def with_code(self, code: str) -> Dossier | None:
        """The dossier with this mã hồ sơ, or with this number of the portal."""
        code = scanned(code)
        if not code or Register.COUNTER in self._sight.hidden:
            return None
        with self._database.reading() as link:
            row = link.execute(
                """
                SELECT * FROM dossier
                WHERE (code <> '' AND code = :code) OR (online_code <> '' AND online_code = :code)
                ORDER BY code <> :code LIMIT 1
                """,
                {"code": code},
            ).fetchone()
        return None if row is None else read_dossier(row)

    def find(self, wanted: DossierFilter, limit: int = 2000) -> Sequence[Dossier]:
        """Dossiers by day and number, newest first; those not yet accepted before the others."""
        if Register.COUNTER in self._sight.hidden:
            return []
        states = ", ".join(f"'{state.value}'" for state in sorted(wanted.states))
        among = f"AND state IN ({states})" if states else ""
        with self._database.reading() as link:
            rows = link.execute(
                f"""
                SELECT * FROM dossier
                WHERE day BETWEEN :first AND :last
                    AND (:text = '' OR instr(folded, :text) > 0) {among}
                    AND (:due_by = ''
                        OR (due <> '' AND due <= :due_by AND state NOT IN ('returned', 'refused')))
                ORDER BY day DESC, number IS NOT NULL, number DESC, position DESC LIMIT :limit
                """,
                {
                    "first": wanted.first.isoformat() if wanted.first else "",
                    "last": wanted.last.isoformat() if wanted.last else "9999",
                    "text": fold(wanted.text.strip()),
                    "due_by": wanted.due_by.isoformat() if wanted.due_by else "",
                    "limit": limit,
                },
            ).fetchall()
        return [read_dossier(row) for row in rows]

    def procedures(self, text: str = "", *, withdrawn: bool = False) -> Sequence[Procedure]:
        """The procedures whose code, name or field holds every word of `text`, by code."""
        with self._database.reading() as link:
            found = load_procedures(link).values()
        return matching(found, text, withdrawn=withdrawn)

    def put_procedures(
        self,
        procedures: Sequence[Procedure],
        by: str,
        step: Callable[[int], None] = lambda _count: None,
    ) -> int:
        """Write procedures, new and changed, in one transaction; how many differed."""
        count = 0
        with self._database.writing() as link:
            known = load_procedures(link)
            for number, asked in enumerate(procedures, start=1):
                step(number)
                procedure = from_plain(Procedure, to_plain(asked))
                before = known.get(procedure.code)
                if procedure == before:
                    continue
                count += 1
                known[procedure.code] = procedure
                write_procedure(link, procedure)
                old = plain_fields(before) if before else {}
                new = plain_fields(procedure)
                values = {name: value for name, value in new.items() if old.get(name) != value}
                self._ops.append(link, PROCEDURE, procedure.code, OpKind.CHANGE, by, values)
        return count
