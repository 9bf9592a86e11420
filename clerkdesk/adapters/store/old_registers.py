"""Registers from before this program: their lines under their own numbers, in books marked «sổ cũ»."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from clerkdesk.adapters.store.book_rows import find_book, write_book
from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.import_rows import (
    remember_document,
    write_import,
    write_import_undone,
)
from clerkdesk.adapters.store.incoming_rows import (
    insert_incoming,
    load_incoming,
    update_incoming,
)
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.adapters.store.outgoing_rows import (
    insert_old_outgoing,
    load_outgoing,
    update_outgoing,
)
from clerkdesk.domain.books import INCOMING_SERIES, Book, BookKey, Direction, Epoch, old_title
from clerkdesk.domain.errors import OldNumberTaken
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.old_numbers import LETTER_STEP, OLD_SERIES, plain_number, shown_number
from clerkdesk.domain.old_register import OldIncoming, OldOutgoing
from clerkdesk.domain.ops import Op, OpKind
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.ports.old_registers import OldImport

_STEP = 100


class SqlOldRegisters:
    """`ports.old_registers.OldRegisters` on SQLCipher."""

    def __init__(self, database: Database, desk: Desk, ops: SqlOpLog) -> None:
        self._database = database
        self._desk = desk
        self._ops = ops

    def taken_numbers(self, years: Collection[int]) -> frozenset[tuple[int, int]]:
        """(year, số đến) in use in these years; cancelled imports are free again."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT year, arrival_number FROM incoming
                WHERE year IN (SELECT value FROM json_each(:years))
                    AND series IN (:current, :old) AND NOT (
                        state = 'cancelled' AND uid IN (SELECT uid FROM imported_document)
                    )
                """,
                {
                    "years": json.dumps(sorted(years)),
                    "current": INCOMING_SERIES,
                    "old": OLD_SERIES,
                },
            ).fetchall()
        return frozenset((row["year"], row["arrival_number"]) for row in rows)

    def taken_codes(self, years: Collection[int]) -> frozenset[tuple[int, str, str]]:
        """(year, số without zeros before it, ký hiệu) of outgoing documents in use in these years."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT year, ltrim(code_number, '0') AS number, code_notation FROM outgoing
                WHERE year IN (SELECT value FROM json_each(:years)) AND NOT (
                    state = 'cancelled' AND uid IN (SELECT uid FROM imported_document)
                )
                """,
                {"years": json.dumps(sorted(years))},
            ).fetchall()
        return frozenset((row["year"], row["number"], row["code_notation"]) for row in rows)

    def highest(self, year: int) -> int:
        """The highest số đến of that year that came in from an old book; 0 where none did."""
        with self._database.reading() as link:
            return highest_arrival(link, year)

    def highest_by_code(self, year: int) -> Mapping[tuple[str, str], int]:
        """The highest số đi of that year that came in from an old book, by type and ký hiệu."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT doc_type, code_notation, max(outgoing_number) AS last FROM outgoing
                WHERE year = :year AND series = :series AND state <> 'cancelled'
                GROUP BY doc_type, code_notation
                """,
                {"year": year, "series": OLD_SERIES},
            ).fetchall()
        return {(row["doc_type"], row["code_notation"]): row["last"] for row in rows}

    def bring_in_incoming(
        self,
        name: str,
        lines: Sequence[OldIncoming],
        by: str,
        step: Callable[[int], None] = lambda _count: None,
    ) -> OldImport:
        """Store every line as a settled document under its own number, in one transaction.

        Raises:
            OldNumberTaken, DiskFull: nothing was kept.
        """
        with self._database.writing() as link:
            done = self._begin(link, Direction.INCOMING, name, len(lines), by)
            last: dict[int, int] = {}
            for line in lines:
                last[line.year] = max(last.get(line.year, 0), plain_number(line.number))
            books = {
                year: self._book(link, Direction.INCOMING, year, number, by)
                for year, number in last.items()
            }
            known = _known_numbers(link, set(last))
            for count, line in enumerate(lines, start=1):
                self._incoming(link, line, books[line.year], known, done, by)
                if count % _STEP == 0:
                    step(count)
            step(len(lines))
        return done

    def bring_in_outgoing(
        self,
        name: str,
        lines: Sequence[OldOutgoing],
        by: str,
        step: Callable[[int], None] = lambda _count: None,
    ) -> OldImport:
        """As `bring_in_incoming`, for issued documents, which stand before all others in the list.

        Raises:
            OldNumberTaken, DiskFull: nothing was kept.
        """
        with self._database.writing() as link:
            done = self._begin(link, Direction.OUTGOING, name, len(lines), by)
            last: dict[int, int] = {}
            for line in lines:
                last[line.year] = max(last.get(line.year, 0), line.number)
            for year, number in last.items():
                self._book(link, Direction.OUTGOING, year, number, by)
            known = _known_codes(link, set(last))
            newest_first = sorted(lines, key=lambda o: (o.issued_date, o.number), reverse=True)
            for count, line in enumerate(newest_first, start=1):
                self._outgoing(link, line, known, done, by)
                if count % _STEP == 0:
                    step(count)
            step(len(lines))
        return done

    def imports(self) -> Sequence[OldImport]:
        """Every import of this office, newest first."""
        with self._database.reading() as link:
            rows = link.execute("SELECT * FROM register_import ORDER BY position DESC").fetchall()
        return [from_plain(OldImport, {**dict(row), "undone": bool(row["undone"])}) for row in rows]

    def undo(
        self, import_id: str, by: str, step: Callable[[int], None] = lambda _count: None
    ) -> tuple[int, int]:
        """Mark the documents of an import as cancelled: (cancelled, kept because used since)."""
        cancelled = kept = 0
        with self._database.writing() as link:
            head = link.execute(
                "SELECT direction FROM register_import WHERE import_id = :id", {"id": import_id}
            ).fetchone()
            rows = link.execute(
                "SELECT uid, op_id FROM imported_document WHERE import_id = :id", {"id": import_id}
            ).fetchall()
            for row in rows:
                entity = Direction(head["direction"]).value
                if _last_op(link, entity, row["uid"]) != row["op_id"]:
                    kept += 1
                    continue
                values = {"state": _cancel(link, entity, row["uid"]), "undone": import_id}
                self._ops.append(link, entity, row["uid"], OpKind.STEP, by, values)
                cancelled += 1
                if cancelled % _STEP == 0:
                    step(cancelled)
            write_import_undone(link, import_id)
            self._ops.append(link, "import", import_id, OpKind.CHANGE, by, {"undone": True})
        return cancelled, kept

    def _begin(
        self, link: Connection, direction: Direction, name: str, rows: int, by: str
    ) -> OldImport:
        done = OldImport(self._desk.new_id(), direction, name, by, self._desk.clock(), rows)
        done = from_plain(OldImport, to_plain(done))
        write_import(link, done)
        self._ops.append(link, "import", done.import_id, OpKind.REGISTER, by, plain_fields(done))
        return done

    def _book(self, link: Connection, direction: Direction, year: int, last: int, by: str) -> int:
        """The row of the year's old book; nobody takes numbers from it, they only come in."""
        key = BookKey(self._desk.agency, direction, OLD_SERIES, year)
        known = find_book(link, key)
        if known is not None:
            write_book(link, replace(known[1], last=max(last, known[1].last)))
            return known[0]
        title, first = old_title(direction, year), Epoch(0, 1)
        write_book(link, Book(key, title, self._desk.device, first, last))
        values = plain_fields(key) | {"title": title, "holder": self._desk.device, "last": last}
        epoch = (first.generation, first.grant)
        self._ops.append(link, "book", str(key), OpKind.ACCEPT_BOOK, by, values, epoch=epoch)
        made = find_book(link, key)
        assert made is not None
        return made[0]

    def _incoming(
        self,
        link: Connection,
        line: OldIncoming,
        book: int,
        known: dict[tuple[int, int], Any],
        done: OldImport,
        by: str,
    ) -> None:
        row = known.get((line.year, line.number))
        uid = self._free_uid(link, row, line.number, line.year)
        document = Incoming(
            uid=uid or self._desk.new_id(),
            arrival_number=line.number,
            year=line.year,
            entry=line.entry,
            state=IncomingState.DONE,
            assignments=line.assignments(by),
            registered_by=by,
            series=OLD_SERIES,
        )
        values = plain_fields(document.entry)
        del values["full_text"]
        values |= {
            "arrival_number": document.arrival_number,
            "year": document.year,
            "state": document.state,
            "registered_by": by,
            "assignments": document.assignments,
            "series": OLD_SERIES,
            "import": done.import_id,
        }
        if uid is None:
            insert_incoming(link, document, book)
        else:
            update_incoming(link, document)
        op = self._append(link, "incoming", document.uid, uid is None, by, values)
        remember_document(link, document.uid, done.import_id, op.op_id)
        known[line.year, line.number] = {"uid": document.uid, "state": document.state.value}

    def _outgoing(
        self,
        link: Connection,
        line: OldOutgoing,
        known: dict[tuple[int, str, object], Any],
        done: OldImport,
        by: str,
    ) -> None:
        code = (line.year, line.code_number.lstrip("0"), to_plain(line.code_notation))
        row = known.get(code)
        uid = self._free_uid(link, row, f"{line.code_number}/{line.code_notation}", line.year)
        document = Outgoing(
            uid=uid or self._desk.new_id(),
            entry=line.entry,
            state=OutgoingState.ISSUED,
            series=OLD_SERIES,
            outgoing_number=line.number,
            year=line.year,
            code_number=line.code_number,
            code_notation=line.code_notation,
            issued_date=line.issued_date,
            issued_at=line.issued_at,
        )
        document = from_plain(Outgoing, plain_fields(document))
        values = old_outgoing_values(document) | {"import": done.import_id}
        if uid is None:
            insert_old_outgoing(link, document)
        else:
            update_outgoing(link, replace(document, changed=load_outgoing(link, uid).changed))
        op = self._append(link, "outgoing", document.uid, uid is None, by, values)
        remember_document(link, document.uid, done.import_id, op.op_id)
        known[code] = {"uid": document.uid, "state": document.state.value}

    def _append(
        self,
        link: Connection,
        entity: str,
        uid: str,
        is_new: bool,
        by: str,
        values: Mapping[str, object],
    ) -> Op:
        kind = OpKind.REGISTER if is_new else OpKind.CHANGE
        return self._ops.append(link, entity, uid, kind, by, values)

    @staticmethod
    def _free_uid(link: Connection, row: Any, number: int | str, year: int) -> str | None:
        """uid of the cancelled line that is filled anew; None where the number was never here.

        Raises:
            OldNumberTaken: another document has it.
        """
        if row is None:
            return None
        imported = link.execute(
            "SELECT 1 FROM imported_document WHERE uid = :uid", {"uid": row["uid"]}
        ).fetchone()
        if row["state"] != "cancelled" or imported is None:
            shown = shown_number(number) if isinstance(number, int) else number
            raise OldNumberTaken(shown, year)
        return str(row["uid"])


def old_outgoing_values(document: Outgoing) -> dict[str, object]:
    """What goes into the op of an old outgoing document: entry and what was allotted long ago."""
    values = plain_fields(document.entry)
    del values["full_text"]
    names = ("state", "series", "outgoing_number", "year", "code_number", "code_notation")
    return values | {name: getattr(document, name) for name in (*names, "issued_date", "issued_at")}


def highest_arrival(link: Connection, year: int) -> int:
    """The highest số đến in use of an old book of that year, letters aside; 0 where there is none.

    Lines of an import that was undone do not count, or numbers would go on after a mistake; a
    number that was made void does, for it is never given again.
    """
    row = link.execute(
        """
        SELECT max(arrival_number % :step) AS last FROM incoming
        WHERE (state <> 'cancelled' OR uid IN (SELECT uid FROM number_act WHERE uid <> ''))
            AND book IN (
                SELECT id FROM book
                WHERE direction = 'incoming' AND year = :year AND series = :series
            )
        """,
        {"year": year, "series": OLD_SERIES, "step": LETTER_STEP},
    ).fetchone()
    return int(row["last"] or 0)


def _known_numbers(link: Connection, years: Collection[int]) -> dict[tuple[int, int], Any]:
    """uid and state by year and number, of the book of these years and of the one before it."""
    rows = link.execute(
        """
        SELECT uid, state, year, arrival_number FROM incoming
        WHERE year IN (SELECT value FROM json_each(:years)) AND series IN (:current, :old)
        ORDER BY state <> 'cancelled'
        """,
        {"years": json.dumps(sorted(years)), "current": INCOMING_SERIES, "old": OLD_SERIES},
    )
    return {(row["year"], row["arrival_number"]): row for row in rows}


def _known_codes(link: Connection, years: Collection[int]) -> dict[tuple[int, str, object], Any]:
    """uid and state by year, số and ký hiệu; of several under one code the one that is in use."""
    rows = link.execute(
        """
        SELECT uid, state, year, ltrim(code_number, '0') AS number, code_notation FROM outgoing
        WHERE year IN (SELECT value FROM json_each(:years)) AND code_number <> ''
        ORDER BY state <> 'cancelled'
        """,
        {"years": json.dumps(sorted(years))},
    )
    return {(row["year"], row["number"], row["code_notation"]): row for row in rows}


def _last_op(link: Connection, entity: str, uid: str) -> str:
    row = link.execute(
        """
        SELECT op_id FROM op WHERE entity = :entity AND key = :uid
        ORDER BY position DESC LIMIT 1
        """,
        {"entity": entity, "uid": uid},
    ).fetchone()
    return str(row["op_id"])


def _cancel(link: Connection, entity: str, uid: str) -> str:
    if entity == Direction.INCOMING.value:
        update_incoming(link, replace(load_incoming(link, uid), state=IncomingState.CANCELLED))
        return IncomingState.CANCELLED.value
    update_outgoing(link, replace(load_outgoing(link, uid), state=OutgoingState.CANCELLED))
    return OutgoingState.CANCELLED.value
