"""What one place has heard, as a fold over ops: the desk's database, and the server's view of the books.

Decisions are all those of `clerkdesk.domain`; this only keeps what they say.
"""

from dataclasses import dataclass, field

from clerkdesk.domain import field_merge, holding
from clerkdesk.domain.books import Book, BookKey, Direction, Epoch
from clerkdesk.domain.ops import Op, OpKind

Chain = tuple[str, int]
Place = tuple[str, int, int]
"""Device, incarnation, seq."""
BOOKS = {
    "den": BookKey("X", Direction.INCOMING, "den", 2026),
    "di": BookKey("X", Direction.OUTGOING, "di", 2026),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """An op with its digest, worked out once."""

    op: Op
    digest: str

    @property
    def place(self) -> Place:
        return (self.op.device, self.op.incarnation, self.op.seq)


@dataclass(slots=True)
class Replica:
    """The state of one place; copied whole for a backup."""

    log: dict[Place, Kept] = field(default_factory=dict)
    books: dict[str, Book] = field(default_factory=dict)
    grants: dict[str, dict[Epoch, int]] = field(default_factory=dict)
    numbers: dict[tuple[str, int], tuple[str, Epoch]] = field(default_factory=dict)
    values: dict[str, tuple[int, str]] = field(default_factory=dict)
    void: set[tuple[str, int]] = field(default_factory=set)
    waiting: dict[str, list[Op]] = field(default_factory=dict)
    conflicts: set[tuple[str, str]] = field(default_factory=set)

    def copy(self) -> "Replica":
        return Replica(
            dict(self.log),
            dict(self.books),
            {name: dict(starts) for name, starts in self.grants.items()},
            dict(self.numbers),
            dict(self.values),
            set(self.void),
            {uid: list(ops) for uid, ops in self.waiting.items()},
            set(self.conflicts),
        )

    def take(self, kept: Kept) -> bool:
        """Keep and apply an op; one that is here already does nothing."""
        if kept.place in self.log:
            return False
        self.log[kept.place] = kept
        self._apply(kept.op)
        return True

    def _apply(self, op: Op) -> None:
        match op.kind:
            case OpKind.ACCEPT_BOOK:
                self._accept(op)
            case OpKind.RELEASE_BOOK:
                if op.key in self.books:
                    self.books[op.key] = holding.released(self.books[op.key], op.device, _epoch(op))
            case OpKind.ATTEST_BOOK:
                if op.key in self.books:
                    self.books[op.key] = holding.attested(self.books[op.key], _whole(op, "last"))
                void = op.fields["void"].value
                assert isinstance(void, list)
                self.void |= {(op.key, number) for number in void}
            case OpKind.REGISTER:
                self._register(op)
            case OpKind.CHANGE:
                self._change(op)

    def _accept(self, op: Op) -> None:
        name, epoch, last = op.key, _epoch(op), _whole(op, "last")
        offered = Book(BOOKS[name], name, op.device, epoch, last)
        book = holding.accepted(self.books.get(name), offered)
        if book is None:
            self.conflicts.add((op.op_id, "holder"))
        else:
            self.books[name] = book
        self.begin_grant(name, epoch, last)

    def begin_grant(self, name: str, epoch: Epoch, last: int) -> None:
        """From `epoch` on other grants have no right beyond `last`."""
        starts = self.grants.setdefault(name, {})
        starts[epoch] = last
        for (book, number), (uid, under) in list(self.numbers.items()):
            if book == name and not holding.has_right(under, number, starts):
                del self.numbers[book, number]
                self.conflicts.add((uid, "number"))

    def _register(self, op: Op) -> None:
        name, epoch, number = str(op.fields["book"].value), _epoch(op), _whole(op, "number")
        opened = Book(BOOKS[name], name, op.device, epoch, 0)
        standing = self.numbers.get((name, number))
        if not holding.has_right(epoch, number, self.grants.get(name, {})) or (
            standing is not None and standing[0] != op.key
        ):
            self.conflicts.add((op.key, "number"))
        else:
            self.numbers[name, number] = (op.key, epoch)
            self.books[name] = holding.used(self.books.get(name), opened, number, None)
        self.values.setdefault(op.key, (1, str(op.fields["text"].value)))
        for later in self.waiting.pop(op.key, []):
            self._change(later)

    def _change(self, op: Op) -> None:
        if op.key not in self.values:
            self.waiting.setdefault(op.key, []).append(op)
            return
        known, mine = self.values[op.key]
        change = op.fields["text"]
        merged = field_merge.merge_field(known, change.base_revision, mine, change.value)
        if merged.tell:
            self.conflicts.add((op.op_id, "text"))
        self.values[op.key] = (merged.revision, str(change.value) if merged.take else mine)


def _epoch(op: Op) -> Epoch:
    assert op.epoch is not None
    return Epoch(*op.epoch)


def _whole(op: Op, name: str) -> int:
    value = op.fields[name].value
    assert isinstance(value, int)
    return value
