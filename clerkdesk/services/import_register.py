"""A clerk's old register comes in: checked row by row, stored at once or not at all, undone by mark."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from clerkdesk.domain.books import (
    INCOMING_SERIES,
    Book,
    Direction,
    incoming_title,
    outgoing_title,
)
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.errors import NoColumnsFound
from clerkdesk.domain.issuers import issuer_signed
from clerkdesk.domain.legacy_text import LegacyReader
from clerkdesk.domain.old_numbers import OLD_SERIES, plain_number, shown_number
from clerkdesk.domain.old_register import (
    TARGETS,
    OldIncoming,
    OldOutgoing,
    read_incoming,
    read_outgoing,
)
from clerkdesk.domain.old_rows import OldRules
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.series import series_for
from clerkdesk.domain.table_cells import Cell
from clerkdesk.domain.table_columns import missing
from clerkdesk.domain.table_rows import OldText, RowProblem, TableRow, data_rows, old_text_in
from clerkdesk.domain.texts import _
from clerkdesk.ports.old_registers import Continuation, OldImport
from clerkdesk.ports.store import Store
from clerkdesk.ports.tables import Sheet
from clerkdesk.services.office_rules import OfficeRules

Line = OldIncoming | OldOutgoing
_STEP = 200


@dataclass(frozen=True, slots=True)
class CheckedRegister:
    """What a file would bring in, and every row that cannot come in with its reason."""

    direction: Direction
    lines: Sequence[Line]
    problems: Sequence[RowProblem]
    passed_over: int
    """Rows that are no entries: empty ones, months, headings that are printed again."""
    old_text: OldText | None

    @property
    def years(self) -> list[int]:
        """The years that come in."""
        return sorted({line.year for line in self.lines})


class ImportRegister:
    """Reads, brings in, undoes; never takes a number of a current book.

    Args:
        legacy: knows TCVN3 and VNI; made when it is first needed.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        legacy: Callable[[], LegacyReader],
    ) -> None:
        self._store = store
        self._clock = clock
        self._legacy = legacy

    def check(
        self,
        sheet: Sheet,
        direction: Direction,
        mapping: Mapping[int, str],
        first_row: int,
        *,
        convert: bool = True,
        year: int | None = None,
        step: Callable[[int], None] = lambda _count: None,
    ) -> CheckedRegister:
        """Read every row under the headings; nothing is stored.

        Args:
            mapping: column -> field of `domain.old_register.TARGETS`.
            first_row: index of the first row of data.
            convert: whether text of old fonts becomes Unicode; the clerk was asked.
            year: of the book, for dates without one.

        Raises:
            NoColumnsFound: no column is a field that every entry has.
        """
        if lacking := missing(mapping, TARGETS[direction]):
            raise NoColumnsFound(", ".join(f"«{label}»" for label in lacking))
        rows, passed_over = data_rows(sheet.rows, mapping, first_row)
        old = old_text_in(rows, self._legacy)
        rules = OldRules(
            OfficeRules(self._store.settings).doc_types(),
            self._store.settings.office().name,
            local_date(self._clock()),
            year,
        )
        read = read_incoming if direction is Direction.INCOMING else read_outgoing
        lines: list[Line] = []
        numbers: list[int] = []
        problems: list[RowProblem] = []
        for count, row in enumerate(rows, start=1):
            cells: Mapping[str, Cell] = row.cells
            if convert and old is not None:
                cells = {name: old.convert(cell) for name, cell in cells.items()}
            line = read(cells, rules)
            if isinstance(line, list):
                problems.append(RowProblem(row.number, " ".join(line), row.source))
            else:
                lines.append(line)
                numbers.append(row.number)
            if count % _STEP == 0:
                step(count)
        kept = self._without_collisions(direction, lines, numbers, rows, problems)
        problems.sort(key=lambda problem: problem.row)
        return CheckedRegister(direction, kept, problems, passed_over, old)

    def __call__(
        self,
        name: str,
        checked: CheckedRegister,
        by: Person,
        step: Callable[[int], None] = lambda _count: None,
    ) -> OldImport:
        """Bring every good row in, in one transaction; rows with problems stay outside.

        Raises:
            NotAllowed, OldNumberTaken, DiskFull: nothing was kept.
        """
        demand(by, Right.REGISTER)
        old = self._store.old_registers
        if checked.direction is Direction.INCOMING:
            came = [line for line in checked.lines if isinstance(line, OldIncoming)]
            return old.bring_in_incoming(name, came, by.login, step)
        went = [line for line in checked.lines if isinstance(line, OldOutgoing)]
        return old.bring_in_outgoing(name, went, by.login, step)

    def undo(
        self,
        import_id: str,
        by: Person,
        step: Callable[[int], None] = lambda _count: None,
    ) -> tuple[int, int]:
        """«Hủy nhập»: (documents marked as cancelled, kept because something was done with them).

        Raises:
            NotAllowed
        """
        demand(by, Right.REGISTER)
        return self._store.old_registers.undo(import_id, by.login, step)

    def imports(self) -> Sequence[OldImport]:
        """Every import, newest first."""
        return self._store.old_registers.imports()

    def continuations(self) -> list[Continuation]:
        """Books of this year that are not open and whose old numbers came in."""
        year = local_date(self._clock()).year
        open_now = {(book.key.direction, book.key.series) for book in self._books(year)}
        found: list[Continuation] = []
        last = self._store.old_registers.highest(year)
        if last and (Direction.INCOMING, INCOMING_SERIES) not in open_now:
            found.append(Continuation(Direction.INCOMING, INCOMING_SERIES, year, last))
        highest: dict[str, int] = {}
        for code, number in self._store.old_registers.highest_by_code(year).items():
            if series := self._series_of(*code):
                highest[series] = max(highest.get(series, 0), number)
        found += [
            Continuation(Direction.OUTGOING, series, year, number)
            for series, number in sorted(highest.items())
            if (Direction.OUTGOING, series) not in open_now
        ]
        return found

    def continue_book(self, wanted: Continuation, by: Person) -> Book:
        """Open a book of this year after its old numbers; the clerk has said so.

        Raises:
            NotAllowed
        """
        demand(by, Right.ALLOT_NUMBER)
        return self._store.books.open_year(
            wanted.direction,
            wanted.series,
            wanted.year,
            self.title(wanted),
            by.login,
            last=wanted.last,
        )

    def title(self, wanted: Continuation) -> str:
        """What the book that goes on is called."""
        if wanted.direction is Direction.INCOMING:
            return incoming_title(wanted.year)
        titles = {s.series_id: s.title for s in OfficeRules(self._store.settings).series()}
        return outgoing_title(titles.get(wanted.series, wanted.series), wanted.year)

    def _series_of(self, doc_type: str, code_notation: str) -> str:
        """The series that goes on after an old line: of the issuer that its ký hiệu names."""
        rules = OfficeRules(self._store.settings)
        issuer = issuer_signed(code_notation, rules.issuers())
        own = [series for series in rules.series() if series.issuer == issuer.issuer_id]
        return series_for(doc_type, own, issuer.issuer_id).series_id if own else ""

    def _books(self, year: int) -> list[Book]:
        return [book for book in self._store.books.all() if book.key.year == year]

    def _without_collisions(
        self,
        direction: Direction,
        lines: Sequence[Line],
        numbers: Sequence[int],
        rows: Sequence[TableRow],
        problems: list[RowProblem],
    ) -> list[Line]:
        """The lines whose numbers are free; of the others the problem is told."""
        years = {line.year for line in lines}
        store = self._store.old_registers
        taken: frozenset[tuple[object, ...]]
        if direction is Direction.INCOMING:
            taken = frozenset(store.taken_numbers(years))
        else:
            taken = frozenset(store.taken_codes(years))
        last = {
            (book.key.series, book.key.year): book.last
            for book in self._store.books.all()
            if book.key.direction is direction and book.key.series != OLD_SERIES
        }
        series_of = cache(self._series_of)  # thousands of lines have a few ký hiệu
        sources = {row.number: row.source for row in rows}
        seen: dict[tuple[object, ...], int] = {}
        kept: list[Line] = []
        for line, row in zip(lines, numbers, strict=True):
            key = _key(line)
            words = ""
            if key in seen:
                words = _("{number} trùng với dòng {row}.").format(
                    number=_named(line), row=seen[key]
                )
            elif key in taken:
                words = _("{number} năm {year} đã có trong sổ.").format(
                    number=_named(line), year=line.year
                )
            elif (given := last.get(_book_of(line, series_of))) is not None and (
                given < plain_number(line.number)
            ):
                words = _(
                    "Sổ năm {year} đang mở và mới cấp đến số {last}; {number} chưa được cấp."
                ).format(year=line.year, last=given, number=_not_capital(_named(line)))
            if words:
                problems.append(RowProblem(row, words, sources[row]))
                continue
            seen[key] = row
            kept.append(line)
        return kept


def _book_of(line: Line, series_of: Callable[[str, str], str]) -> tuple[str, int]:
    """The book of this program that would come to the line's number, too."""
    if isinstance(line, OldIncoming):
        return INCOMING_SERIES, line.year
    return series_of(line.entry.doc_type, line.code_notation), line.year


def _not_capital(text: str) -> str:
    return text[:1].lower() + text[1:]


def _key(line: Line) -> tuple[object, ...]:
    if isinstance(line, OldIncoming):
        return (line.year, line.number)
    return (line.year, line.code_number.lstrip("0"), line.code_notation)


def _named(line: Line) -> str:
    if isinstance(line, OldIncoming):
        return _("Số đến {number}").format(number=shown_number(line.number))
    printed = "/".join(part for part in (line.code_number, line.code_notation) if part)
    return _("Số {number}").format(number=printed)
