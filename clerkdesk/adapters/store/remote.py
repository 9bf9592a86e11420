"""Ops of the agency's other desks, applied here: known entities are written, the rest is kept raw.

What stands is decided by rules of the domain (SYNC.md B.2 «Merge»), alike on every desk. Legal fields
never change, states only go forward, and what is not taken becomes a conflict that a person settles.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from clerkdesk.adapters.store.accounts import write_person
from clerkdesk.adapters.store.book_rows import find_book, write_book
from clerkdesk.adapters.store.checks import apply_judged, keep_foreign_check
from clerkdesk.adapters.store.colleagues import note_asked
from clerkdesk.adapters.store.corrections import insert_corrections
from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.directory import apply_agency
from clerkdesk.adapters.store.directory_rows import load_agency
from clerkdesk.adapters.store.exchange import settle_arrival
from clerkdesk.adapters.store.incoming_rows import insert_incoming, load_incoming, update_incoming
from clerkdesk.adapters.store.outgoing_rows import (
    insert_old_outgoing,
    insert_outgoing,
    load_outgoing,
    number_outgoing,
    recode_outgoing,
    update_outgoing,
)
from clerkdesk.adapters.store.remarks import insert_remark
from clerkdesk.adapters.store.remote_acts import attest_book, close_book, note_act, void_number
from clerkdesk.adapters.store.remote_dossiers import DOSSIER_OPS, accept_dossier
from clerkdesk.adapters.store.remote_fields import conflict, late_ops, taken_fields
from clerkdesk.adapters.store.remote_imports import assignments_of, note_import, note_imported
from clerkdesk.adapters.store.remote_settling import as_change, settle, take_offered
from clerkdesk.adapters.store.settings import load_setting, write_setting
from clerkdesk.adapters.store.side_books import (
    insert_side_record,
    load_side_record,
    record_from,
    told,
    update_side_record,
)
from clerkdesk.adapters.store.unread_ops import note_unread, read_again, unread_fields
from clerkdesk.domain.assignments import Act, Assignment
from clerkdesk.domain.books import (
    INCOMING_SERIES,
    Book,
    BookKey,
    Direction,
    Epoch,
    incoming_title,
    old_title,
    outgoing_title,
)
from clerkdesk.domain.changes import delivered
from clerkdesk.domain.corrected import in_order, with_incoming_texts, with_outgoing_texts
from clerkdesk.domain.corrections import Correction
from clerkdesk.domain.errors import InvalidEntry, NotFound
from clerkdesk.domain.handling import merged
from clerkdesk.domain.holding import accepted, is_stray, used
from clerkdesk.domain.incoming import Incoming, IncomingEntry, IncomingState
from clerkdesk.domain.old_numbers import OLD_SERIES, plain_number
from clerkdesk.domain.ops import Op, OpKind
from clerkdesk.domain.outgoing import Delivery, Outgoing, OutgoingEntry, OutgoingState, standing
from clerkdesk.domain.paper_dispatch import PaperDispatch
from clerkdesk.domain.paper_due import dispatched
from clerkdesk.domain.people import Person
from clerkdesk.domain.plain import from_plain, plain_fields
from clerkdesk.domain.remarks import Remark
from clerkdesk.domain.side_books import numbered_in, side_title

_ACTS: Mapping[str, Callable[[Connection, Op, Mapping[str, object]], None]] = {
    OpKind.CLOSE_BOOK: close_book,
    OpKind.ATTEST_BOOK: attest_book,
    OpKind.VOID: void_number,
}
_INCOMING_ORDER = list(IncomingState)


class RemoteOps:
    """Applies one op at a time, inside the transaction that also advances the cursor."""

    def __init__(self, agency: str) -> None:
        self._agency = agency

    def __call__(self, link: Connection, op: Op) -> None:
        """Apply `op`; where it cannot be applied nothing of it is, and a conflict says so."""
        apply = _ACTS.get(op.kind) or self._known(op)
        if apply is None:
            note_unread(link, op)
            return
        if names := unread_fields(op):
            note_unread(link, op, names)
        if self._applied(link, op, apply) and op.kind == OpKind.REGISTER:
            for late in late_ops(link, op):  # they came before the record that they are about
                self(link, late)

    def read_again(self, link: Connection) -> int:
        """Apply what an earlier version kept unread and this one knows; how many ops."""
        return read_again(link, self, lambda op: op.kind in _ACTS or self._known(op) is not None)

    @staticmethod
    def _applied(
        link: Connection, op: Op, apply: Callable[[Connection, Op, Mapping[str, object]], None]
    ) -> bool:
        values = {name: change.value for name, change in op.fields.items()}
        link.execute("SAVEPOINT remote_op")
        fits = True
        try:
            apply(link, op, values)
        except (KeyError, TypeError, ValueError, NotFound, InvalidEntry) as reason:
            link.execute("ROLLBACK TO remote_op")
            conflict(link, op, "", None, f"{type(reason).__name__}: {values}")
            fits = False
        link.execute("RELEASE remote_op")
        return fits

    def _known(self, op: Op) -> Callable[[Connection, Op, Mapping[str, object]], None] | None:
        match op.entity.partition(".")[0], op.kind:
            case _entity, OpKind.SETTLE:
                return partial(settle, self._known(as_change(op)))
            case _entity, OpKind.OFFER:
                return partial(take_offered, self)
            case "incoming", OpKind.REGISTER:
                return self._register_incoming
            case "outgoing", OpKind.ALLOT:
                return self._number_outgoing
            case "side", OpKind.REGISTER:
                return self._register_side_record
            case "dossier", OpKind.ALLOT:
                return partial(accept_dossier, self._agency, self._used)
        return _KNOWN.get((op.entity.partition(".")[0], op.kind))

    def _register_incoming(self, link: Connection, op: Op, values: Mapping[str, object]) -> None:
        document = Incoming(
            uid=op.key,
            arrival_number=_whole(values["arrival_number"]),
            year=_whole(values["year"]),
            entry=from_plain(IncomingEntry, values),
            state=IncomingState(str(values["state"])),
            registered_by=str(values.get("registered_by", op.actor)),
            assignments=assignments_of(values),
            series=str(values.get("series", INCOMING_SERIES)),
        )
        key = BookKey(self._agency, Direction.INCOMING, document.series, document.year)
        day, number = document.entry.arrival_date, plain_number(document.arrival_number)
        title = (
            old_title(Direction.INCOMING, document.year)
            if document.series == OLD_SERIES
            else incoming_title(document.year, document.series)
        )
        book_id = self._used(link, op, key, title, number, day)
        taken = link.execute(
            "SELECT uid FROM incoming WHERE book = :book AND arrival_number = :number",
            {"book": book_id, "number": document.arrival_number},
        ).fetchone()
        if taken is None:
            insert_incoming(link, document, book_id)
            note_act(link, op, values, book_id, key, number)
            note_imported(link, op, values)
        else:
            conflict(link, op, "arrival_number", taken["uid"], document.arrival_number)

    def _number_outgoing(self, link: Connection, op: Op, values: Mapping[str, object]) -> None:
        document = load_outgoing(link, op.key)
        plain = plain_fields(document) | dict(values)
        theirs = from_plain(Outgoing, plain)
        if theirs.outgoing_number is None or theirs.year is None:
            raise ValueError("an allotment names number and year")
        if document.outgoing_number is not None:
            conflict(link, op, "outgoing_number", document.code, theirs.code)
            return
        key = BookKey(self._agency, Direction.OUTGOING, theirs.series, theirs.year)
        title = outgoing_title(theirs.series, theirs.year)
        number, day, late = theirs.outgoing_number, theirs.issued_date, "late" in values
        book_id = self._used(link, op, key, title, 0 if late else number, day)
        taken = link.execute(
            "SELECT uid FROM outgoing WHERE book = :book AND outgoing_number = :number",
            {"book": book_id, "number": number},
        ).fetchone()
        if taken is not None and not late:
            conflict(link, op, "outgoing_number", taken["uid"], theirs.code)
            return
        number_outgoing(link, theirs, None if late else book_id)
        update_outgoing(link, theirs)
        note_act(link, op, values, book_id, key, number, theirs.code_number)

    def _register_side_record(self, link: Connection, op: Op, values: Mapping[str, object]) -> None:
        record = record_from(op.key, values)
        book_id = None
        if record.number is not None:
            key = numbered_in(self._agency, record.book, record.year)
            book_id = self._used(link, op, key, side_title(record.book, record.year), record.number)
            taken = link.execute(
                "SELECT uid FROM side_record WHERE book = :book AND number = :number",
                {"book": book_id, "number": record.number},
            ).fetchone()
            if taken is not None:
                conflict(link, op, "number", taken["uid"], record.number)
                return
        insert_side_record(link, record, book_id)

    @staticmethod
    def _used(
        link: Connection, op: Op, key: BookKey, title: str, number: int, day: date | None = None
    ) -> int:
        """The row of a book that another desk numbers in; its last number and date follow."""
        known = find_book(link, key)
        opened = Book(key, title, op.device, Epoch(*(op.epoch or (0, 1))), 0)
        if known is not None and op.epoch and is_stray(known[1], opened, number):
            raise ValueError("a number of a book that another desk holds")
        book = used(known[1] if known else None, opened, number, day)
        if known is None or book != known[1]:
            write_book(link, book)
        found = find_book(link, key)
        assert found is not None
        return found[0]


def _change_incoming(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    if apply_judged(link, op, values):
        return
    document = load_incoming(link, op.key)
    changed = document
    if "assignment" in values:
        changed = merged(changed, from_plain(Assignment, values["assignment"]))
    elif "act" in values:
        changed = merged(changed, from_plain(Act, values["act"]))
    elif "state" in values:
        state = IncomingState(str(values["state"]))
        changed = replace(changed, state=max(document.state, state, key=_INCOMING_ORDER.index))
        if "import" in values:  # a line whose first import was undone comes in anew
            changed = replace(changed, state=state, assignments=assignments_of(values))
            note_imported(link, op, values)
    plain = plain_fields(document.entry) | taken_fields(
        link, op, plain_fields(document.entry), values
    )
    changed = replace(changed, entry=from_plain(IncomingEntry, plain))
    if changed != document:
        update_incoming(link, changed)


def _register_outgoing(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    state = OutgoingState(str(values["state"]))
    if "import" in values:
        entry = from_plain(OutgoingEntry, values)
        plain = {**values, "uid": op.key, "entry": plain_fields(entry)}
        insert_old_outgoing(link, from_plain(Outgoing, plain))
        note_imported(link, op, values)
        return
    insert_outgoing(link, Outgoing(op.key, from_plain(OutgoingEntry, values), state))


def _change_outgoing(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    document = load_outgoing(link, op.key)
    changed = document
    if "delivery" in values:
        changed = delivered(changed, from_plain(Delivery, values["delivery"]))
    if "paper" in values:
        changed = dispatched(changed, from_plain(PaperDispatch, values["paper"]))
    if "state" in values:
        if "import" in values:  # a line of an old register, brought in or taken out again
            changed = replace(changed, state=OutgoingState(str(values["state"])))
        else:
            changed = _further(changed, values)
    plain = plain_fields(document.entry) | taken_fields(
        link, op, plain_fields(document.entry), values
    )
    changed = replace(changed, entry=from_plain(OutgoingEntry, plain))
    if values.get("issued_at") and changed.issued_at is None:
        changed = from_plain(Outgoing, plain_fields(changed) | {"issued_at": values["issued_at"]})
    if changed != document:
        update_outgoing(link, changed)


def _further(document: Outgoing, values: Mapping[str, object]) -> Outgoing:
    """The document, or where their step brought it: the same on every desk, in whatever order
    steps are heard of. Of two reasons for one step the same one is kept everywhere."""
    state = OutgoingState(str(values["state"]))
    rounds = _whole(values.get("rounds", document.rounds))
    theirs = replace(document, state=state, rounds=rounds, reason=str(values.get("reason", "")))
    further = max(document, theirs, key=lambda d: (standing(d.state, d.rounds), d.reason))
    return replace(further, rounds=max(document.rounds, rounds))


def _correct_incoming(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    document = load_incoming(link, op.key)
    corrections = _corrections(link, op, document.corrections, values)
    holding = {row.field: row.new for row in corrections}
    update_incoming(link, replace(with_incoming_texts(document, holding), corrections=corrections))


def _correct_outgoing(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    document = load_outgoing(link, op.key)
    corrections = _corrections(link, op, document.corrections, values)
    holding = {row.field: row.new for row in corrections}
    changed = replace(with_outgoing_texts(document, holding), corrections=corrections)
    recode_outgoing(link, changed)
    update_outgoing(link, changed)


def _corrections(
    link: Connection, op: Op, known: tuple[Correction, ...], values: Mapping[str, object]
) -> tuple[Correction, ...]:
    """All corrections with theirs; of two of one field the later act holds on every desk."""
    rows = values["corrections"]
    if not isinstance(rows, list):
        raise TypeError("the rows of a correction are a list")
    theirs = [from_plain(Correction, row) for row in rows]
    insert_corrections(link, op.entity, op.key, theirs)
    return in_order(tuple(dict.fromkeys((*known, *theirs))))


def _remark(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    insert_remark(link, op.key, from_plain(Remark, values["remark"]))


def _change_side_record(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    facts = told(load_side_record(link, op.key))
    update_side_record(link, record_from(op.key, facts | taken_fields(link, op, facts, values)))


def _accept_book(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    key = BookKey(
        str(values["agency"]),
        Direction(str(values["direction"])),
        str(values["series"]),
        _whole(values["year"]),
    )
    last = _whole(values["last"])
    plain = {"first": last + 1} | dict(values) | {"key": plain_fields(key)}
    epoch = Epoch(*(op.epoch or (0, 1)))
    book = from_plain(Book, plain | {"epoch": plain_fields(epoch)})
    known = find_book(link, key)
    standing = accepted(known[1] if known else None, book)
    if standing is not None:
        write_book(link, standing)
    elif known is not None:
        # Two desks opened one book while neither knew of the other: people must decide.
        conflict(link, op, "holder", known[1].holder, book.holder)


def _set(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    taken = taken_fields(link, op, {"value": load_setting(link, op.key)}, values)
    if "value" in taken:
        write_setting(link, op.key, taken["value"])


def _put_agency(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    known = load_agency(link, op.key)
    mine = plain_fields(known) if known is not None else {}
    apply_agency(link, op.key, taken_fields(link, op, mine, values))


def _put_person(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    taken_fields(link, op, {}, values)
    write_person(link, from_plain(Person, values))


def _settle(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    settle_arrival(link, op.key, str(values["settled"]))


_KNOWN: dict[tuple[str, str], Callable[[Connection, Op, Mapping[str, object]], None]] = {
    ("incoming", OpKind.FORWARD): _change_incoming,
    ("incoming", OpKind.STEP): _change_incoming,
    ("incoming", OpKind.CHANGE): _change_incoming,
    ("incoming", OpKind.AMEND): _change_incoming,
    ("incoming", OpKind.CORRECT): _correct_incoming,
    ("outgoing", OpKind.REGISTER): _register_outgoing,
    ("outgoing", OpKind.STEP): _change_outgoing,
    ("outgoing", OpKind.CHANGE): _change_outgoing,
    ("outgoing", OpKind.AMEND): _change_outgoing,
    ("outgoing", OpKind.DELIVERY): _change_outgoing,
    ("outgoing", OpKind.CORRECT): _correct_outgoing,
    ("outgoing", OpKind.COMMENT): _remark,
    ("outgoing", OpKind.ASK): note_asked,
    ("side", OpKind.CHANGE): _change_side_record,
    **DOSSIER_OPS,
    ("check", OpKind.CHANGE): keep_foreign_check,
    ("book", OpKind.ACCEPT_BOOK): _accept_book,
    ("setting", OpKind.SETTING): _set,
    ("import", OpKind.REGISTER): note_import,
    ("import", OpKind.CHANGE): note_import,
    ("agency", OpKind.CHANGE): _put_agency,
    ("person", OpKind.REGISTER): _put_person,
    ("arrival", OpKind.CHANGE): _settle,
    ("arrival", OpKind.REFUSE): _settle,
}
"""Entity and kind of an op, and what applies it; any other is kept raw."""


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"not a whole number: {value!r}")
    return value
