"""A list of procedures comes in from a spreadsheet: checked row by row, new or changed by code."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from clerkdesk.domain.errors import InvalidEntry, NoColumnsFound
from clerkdesk.domain.fields import problems
from clerkdesk.domain.legacy_text import LegacyReader
from clerkdesk.domain.people import Person
from clerkdesk.domain.procedures import FORM, TARGETS, Procedure, procedure_from, read_procedure
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.table_cells import Cell
from clerkdesk.domain.table_columns import find_headings, guess, missing
from clerkdesk.domain.table_rows import OldText, RowProblem, data_rows, old_text_in
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Store
from clerkdesk.ports.tables import Tables


@dataclass(frozen=True, slots=True)
class CheckedProcedures:
    """What a file would bring in, and rows that cannot come in."""

    procedures: Sequence[Procedure]
    added: int
    changed: int
    same: int
    problems: Sequence[RowProblem]
    old_text: OldText | None


class KeepProcedures:
    """Imports, writes and withdraws procedures."""

    def __init__(self, store: Store, tables: Tables, legacy: Callable[[], LegacyReader]) -> None:
        self._store = store
        self._tables = tables
        self._legacy = legacy

    def check(self, name: str, content: bytes) -> CheckedProcedures:
        """Read the fullest sheet of an xlsx or CSV file; nothing is stored.

        Raises:
            NoColumnsFound: no column has codes, or none has names.
            UnsupportedFile, LockedFile, DamagedFile, TableRefused
        """
        sheet = self._tables.read(name, content).fullest
        headings = find_headings(sheet.rows, TARGETS)
        mapping = guess(headings.titles, TARGETS)
        if lacking := missing(mapping, TARGETS):
            raise NoColumnsFound(", ".join(f"«{label}»" for label in lacking))
        rows, _passed = data_rows(sheet.rows, mapping, headings.first_data_row)
        old = old_text_in(rows, self._legacy)
        known = {one.code: one for one in self._store.dossiers.procedures(withdrawn=True)}
        found: dict[str, tuple[int, Procedure]] = {}
        wrong: list[RowProblem] = []
        for row in rows:
            cells: Mapping[str, Cell] = row.cells
            if old is not None:
                cells = {field: old.convert(cell) for field, cell in cells.items()}
            read = read_procedure(cells)
            if isinstance(read, list):
                wrong.append(RowProblem(row.number, " ".join(read), row.source))
            elif read.code in found:
                words = _("Trùng mã với dòng {row}.").format(row=found[read.code][0])
                wrong.append(RowProblem(row.number, words, row.source))
            else:
                found[read.code] = (row.number, read)
        differing = [one for _row, one in found.values() if known.get(one.code) != one]
        added = sum(one.code not in known for one in differing)
        same = len(found) - len(differing)
        return CheckedProcedures(differing, added, len(differing) - added, same, wrong, old)

    def __call__(self, checked: CheckedProcedures, by: Person) -> int:
        """Bring every good row in, in one transaction; how many were new or differed.

        Raises:
            NotAllowed, DiskFull: nothing was kept.
        """
        demand(by, Right.REGISTER)
        return self._store.dossiers.put_procedures(checked.procedures, by.login)

    def put(self, values: Mapping[str, object], by: Person) -> Procedure:
        """Write one procedure.

        Raises:
            NotAllowed, InvalidEntry, DiskFull: nothing was kept.
        """
        demand(by, Right.REGISTER)
        if wrong := problems(FORM, values):
            raise InvalidEntry(wrong)
        procedure = procedure_from(values)
        self._store.dossiers.put_procedures([procedure], by.login)
        return procedure

    def withdraw(self, procedure: Procedure, by: Person) -> None:
        """No longer offer it; dossiers that name it stay.

        Raises:
            NotAllowed, DiskFull: nothing was kept.
        """
        demand(by, Right.REGISTER)
        self._store.dossiers.put_procedures([replace(procedure, withdrawn=True)], by.login)
