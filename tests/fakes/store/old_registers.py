"""Registers from before this program, in memory."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from clerkdesk.domain.books import Book, BookKey, Direction, Epoch, old_title
from clerkdesk.domain.errors import OldNumberTaken
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.old_numbers import OLD_SERIES, plain_number, shown_number
from clerkdesk.domain.old_register import OldIncoming, OldOutgoing
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.plain import plain_fields
from clerkdesk.ports.old_registers import OldImport
from tests.fakes.store.books import FakeBooks
from tests.fakes.store.incoming import FakeIncomingRegister
from tests.fakes.store.outgoing import FakeOutgoingRegister
from tests.fakes.store.shared import Shared


class FakeOldRegisters:
    """Puts old lines into the fake registers."""

    def __init__(
        self,
        shared: Shared,
        books: FakeBooks,
        incoming: FakeIncomingRegister,
        outgoing: FakeOutgoingRegister,
    ) -> None:
        self._shared = shared
        self._books = books
        self._incoming = incoming
        self._outgoing = outgoing
        self._imports: list[OldImport] = []
        self._brought: dict[str, tuple[str, int]] = {}
        """uid -> import and number of its ops then."""

    def taken_numbers(self, years: Collection[int]) -> frozenset[tuple[int, int]]:
        return frozenset(
            (row.year, row.arrival_number)
            for row in self._incoming.rows
            if row.year in years and not self._is_free(row)
        )

    def taken_codes(self, years: Collection[int]) -> frozenset[tuple[int, str, str]]:
        return frozenset(
            (row.year, row.code_number.lstrip("0"), row.code_notation)
            for row in self._outgoing.rows
            if row.year in years and not self._is_free(row)
        )

    def highest(self, year: int) -> int:
        return self._incoming.highest_of_old_book(year)

    def highest_by_code(self, year: int) -> Mapping[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for row in self._outgoing.rows:
            live = row.state is not OutgoingState.CANCELLED
            if row.year == year and row.series == OLD_SERIES and live:
                kind = (row.entry.doc_type, row.code_notation)
                found[kind] = max(found.get(kind, 0), row.outgoing_number or 0)
        return found

    def bring_in_incoming(
        self,
        name: str,
        lines: Sequence[OldIncoming],
        by: str,
        step: Callable[[int], None] = lambda _count: None,
    ) -> OldImport:
        self._shared.refuse_if_told()
        taken = self.taken_numbers({line.year for line in lines})
        for line in lines:
            if (line.year, line.number) in taken:
                raise OldNumberTaken(shown_number(line.number), line.year)
        step(len(lines))
        done = self._begin(Direction.INCOMING, name, len(lines), by)
        for line in lines:
            self._book(Direction.INCOMING, line.year, plain_number(line.number), by)
            same = [
                row
                for row in self._incoming.rows
                if (row.year, row.arrival_number) == (line.year, line.number)
            ]
            uid = same[0].uid if same else self._shared.new_id()
            document = Incoming(
                uid,
                line.number,
                line.year,
                line.entry,
                IncomingState.DONE,
                line.assignments(by),
                by,
                OLD_SERIES,
            )
            self._incoming.rows = [row for row in self._incoming.rows if row.uid != uid]
            self._incoming.rows.append(document)
            self._incoming.imported[uid] = (done.import_id, uid)
            values = plain_fields(line.entry) | {
                "arrival_number": line.number,
                "import": done.import_id,
            }
            self._record("incoming", uid, bool(same), by, values, done)
        return done

    def bring_in_outgoing(
        self,
        name: str,
        lines: Sequence[OldOutgoing],
        by: str,
        step: Callable[[int], None] = lambda _count: None,
    ) -> OldImport:
        self._shared.refuse_if_told()
        taken = self.taken_codes({line.year for line in lines})
        for line in lines:
            if (line.year, line.code_number.lstrip("0"), line.code_notation) in taken:
                raise OldNumberTaken(f"{line.code_number}/{line.code_notation}", line.year)
        step(len(lines))
        done = self._begin(Direction.OUTGOING, name, len(lines), by)
        for line in sorted(lines, key=lambda o: (o.issued_date, o.number), reverse=True):
            self._book(Direction.OUTGOING, line.year, line.number, by)
            same = [
                row
                for row in self._outgoing.rows
                if (row.year, row.code_number.lstrip("0"), row.code_notation)
                == (line.year, line.code_number.lstrip("0"), line.code_notation)
            ]
            uid = same[0].uid if same else self._shared.new_id()
            document = Outgoing(
                uid,
                line.entry,
                OutgoingState.ISSUED,
                OLD_SERIES,
                line.number,
                line.year,
                line.code_number,
                line.code_notation,
                line.issued_date,
                issued_at=line.issued_at,
            )
            rows = [row for row in self._outgoing.rows if row.uid != uid]
            lowest = min((row.changed for row in rows), default=0)
            rows.insert(0, replace(document, changed=min(lowest - 1, -1)))
            self._outgoing.rows = rows
            values = plain_fields(line.entry) | {
                "code_number": line.code_number,
                "code_notation": line.code_notation,
                "import": done.import_id,
            }
            self._record("outgoing", uid, bool(same), by, values, done)
        return done

    def imports(self) -> Sequence[OldImport]:
        return list(reversed(self._imports))

    def undo(
        self, import_id: str, by: str, step: Callable[[int], None] = lambda _count: None
    ) -> tuple[int, int]:
        cancelled = kept = 0
        for uid, (brought_by, ops) in self._brought.items():
            if brought_by != import_id:
                continue
            if self._ops(uid) != ops:
                kept += 1
                continue
            for register, state in (
                (self._incoming, IncomingState.CANCELLED),
                (self._outgoing, OutgoingState.CANCELLED),
            ):
                register.rows = [  # type: ignore[assignment] # one of the two holds it
                    replace(row, state=state) if row.uid == uid else row for row in register.rows
                ]
            entity = "incoming" if uid in self._incoming.imported else "outgoing"
            values = {"state": "cancelled", "undone": import_id}
            self._shared.record(entity, uid, OpKind.STEP, by, values)
            cancelled += 1
        self._imports = [
            replace(one, undone=True) if one.import_id == import_id else one
            for one in self._imports
        ]
        self._shared.record("import", import_id, OpKind.CHANGE, by, {"undone": True})
        return cancelled, kept

    def _begin(self, direction: Direction, name: str, rows: int, by: str) -> OldImport:
        done = OldImport(self._shared.new_id(), direction, name, by, self._shared.clock(), rows)
        self._imports.append(done)
        self._shared.record("import", done.import_id, OpKind.REGISTER, by, plain_fields(done))
        return done

    def _book(self, direction: Direction, year: int, last: int, by: str) -> None:
        key = BookKey(self._shared.agency, direction, OLD_SERIES, year)
        book = self._books.books.get(key) or Book(
            key, old_title(direction, year), self._shared.device, Epoch(0, 1), 0
        )
        self._books.books[key] = replace(book, last=max(book.last, last))

    def _record(
        self,
        entity: str,
        uid: str,
        again: bool,
        by: str,
        values: Mapping[str, object],
        done: OldImport,
    ) -> None:
        kind = OpKind.CHANGE if again else OpKind.REGISTER
        self._shared.record(entity, uid, kind, by, values)
        self._brought[uid] = (done.import_id, self._ops(uid))

    def _ops(self, uid: str) -> int:
        return sum(op.key == uid for op in self._shared.log)

    def _is_free(self, row: Incoming | Outgoing) -> bool:
        return row.uid in self._brought and row.state.value == "cancelled"
