"""A directory comes in from a spreadsheet: checked row by row, update by code, at once, undone whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clerkdesk.domain.agencies import Agency, code_note
from clerkdesk.domain.agency_merge import updated
from clerkdesk.domain.agency_table import TARGETS, read_agency, written_row
from clerkdesk.domain.errors import NoColumnsFound
from clerkdesk.domain.legacy_text import LegacyReader
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.table_cells import Cell, read_text
from clerkdesk.domain.table_columns import missing
from clerkdesk.domain.table_rows import OldText, RowProblem, data_rows, old_text_in
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold
from clerkdesk.ports.directory import Directory, DirectoryImport
from clerkdesk.ports.tables import Sheet, Tables

_STEP = 500


@dataclass(frozen=True, slots=True)
class CheckedDirectory:
    """What a file would bring in: new and changed entries, and rows that cannot come in."""

    agencies: Sequence[Agency]
    added: int
    changed: int
    same: int
    problems: Sequence[RowProblem]
    advice: Sequence[RowProblem]
    """Rows that come in, but whose code looks odd."""
    passed_over: int
    old_text: OldText | None


class ImportDirectory:
    """Reads, brings in, undoes, writes out."""

    def __init__(
        self, directory: Directory, tables: Tables, legacy: Callable[[], LegacyReader]
    ) -> None:
        self._directory = directory
        self._tables = tables
        self._legacy = legacy

    def check(
        self,
        sheet: Sheet,
        mapping: Mapping[int, str],
        first_row: int,
        *,
        convert: bool = True,
        step: Callable[[int], None] = lambda _count: None,
    ) -> CheckedDirectory:
        """Read every row under the headings; nothing is stored.

        Raises:
            NoColumnsFound: no column has the names.
        """
        if lacking := missing(mapping, TARGETS):
            raise NoColumnsFound(", ".join(f"«{label}»" for label in lacking))
        rows, passed_over = data_rows(sheet.rows, mapping, first_row)
        old = old_text_in(rows, self._legacy)
        everyone = self._directory.all()
        known = {agency.key: agency for agency in everyone}
        by_name = {fold(agency.name): agency for agency in everyone if agency.offered}
        found: dict[str, tuple[int, Agency]] = {}
        problems: list[RowProblem] = []
        advice: list[RowProblem] = []
        same = 0
        for count, row in enumerate(rows, start=1):
            if count % _STEP == 0:
                step(count)
            cells: Mapping[str, Cell] = row.cells
            if convert and old is not None:
                cells = {name: old.convert(cell) for name, cell in cells.items()}
            read = read_agency(cells)
            if isinstance(read, list):
                problems.append(RowProblem(row.number, " ".join(read), row.source))
                continue
            if read.key in found:
                words = _("Trùng với dòng {row}: cùng {what}.").format(
                    row=found[read.key][0], what=_("mã") if read.code else _("tên")
                )
                problems.append(RowProblem(row.number, words, row.source))
                continue
            before = known.get(read.key)
            if before is None and not read.code:
                before = by_name.get(fold(read.name))
            agency = read if before is None else updated(before, read)
            found[agency.key] = (row.number, agency)
            same += agency == before
            if note := code_note(read.code):
                advice.append(RowProblem(row.number, note, row.source))
        agencies = [agency for _row, agency in found.values() if known.get(agency.key) != agency]
        added = sum(agency.key not in known for agency in agencies)
        return CheckedDirectory(
            agencies, added, len(agencies) - added, same, problems, advice, passed_over, old
        )

    def __call__(
        self,
        name: str,
        checked: CheckedDirectory,
        by: Person,
        step: Callable[[int], None] = lambda _count: None,
    ) -> DirectoryImport:
        """Bring every good row in, in one transaction.

        Raises:
            NotAllowed, DiskFull: nothing was kept.
        """
        demand(by, Right.REGISTER)
        return self._directory.import_all(name, checked.agencies, by.login, step)

    def last(self) -> DirectoryImport | None:
        """The last import that was not undone."""
        return self._directory.last_import()

    def undo(self, import_id: str, by: Person) -> tuple[int, int]:
        """Put back what stood there before: (put back, left because changed since).

        Raises:
            NotAllowed
        """
        demand(by, Right.REGISTER)
        return self._directory.undo_import(import_id, by.login)

    def xlsx(self, agencies: Sequence[Agency]) -> bytes:
        """The entries as a spreadsheet that comes in again as it went out."""
        return self._tables.write_xlsx(_("Danh bạ"), *self._table(agencies))

    def csv(self, agencies: Sequence[Agency]) -> bytes:
        """The entries as CSV."""
        return self._tables.write_csv(*self._table(agencies))

    def _table(
        self, agencies: Sequence[Agency]
    ) -> tuple[list[str], list[list[str | int | date | None]]]:
        names = {agency.key: agency.name for agency in self._directory.all()}
        headings = [_(target.label) for target in TARGETS]
        return headings, [written_row(agency, names) for agency in agencies]


def errors_table(tables: Tables, titles: Sequence[str], problems: Sequence[RowProblem]) -> bytes:
    """Rows with problems as a spreadsheet: row, reason, and the cells as they came, to be mended."""
    width = max((len(problem.source) for problem in problems), default=0)
    headings = [
        _("Dòng"),
        _("Lý do"),
        *(titles[column] if column < len(titles) else "" for column in range(width)),
    ]
    rows: list[list[str | int | date | None]] = [
        [problem.row, problem.reason, *(read_text(cell) for cell in problem.source)]
        for problem in problems
    ]
    return tables.write_xlsx(_("Dòng lỗi"), headings, rows)
