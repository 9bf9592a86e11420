"""One workstation of the simulated world: a database, what stands outside it, and a process that can die."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from clerkdesk.domain import feed_rule, holding, restoring
from clerkdesk.domain.books import Book, Epoch
from clerkdesk.domain.errors import BookLocked, NotHolder
from clerkdesk.domain.office_network import Reading
from clerkdesk.domain.ops import FIRST_HASH, FieldChange, Op, OpKind
from tests.simulator.replica import Kept, Place, Replica
from tests.simulator.server import NONE_HEARD, Reply, Request

BATCH = 5


@dataclass(slots=True)
class DeskBase:
    """Everything that a copy of the database holds."""

    incarnation: int = 1
    head: int = 0
    head_hash: str = FIRST_HASH
    acked: int = 0
    cursor: tuple[int, int] = (0, 0)
    declared: int = 0
    """The server generation to which this incarnation has said all it knows."""
    offered: int = 0
    """The server generation to which it has offered what it heard from others."""
    read_to_end: bool = False
    accepted_in: dict[str, int] = field(default_factory=dict)
    replica: Replica = field(default_factory=Replica)
    colleagues: dict[str, Reading] = field(default_factory=dict)
    """How far the lists of other desks were read in the office's network."""
    by_hand: set[Place] = field(default_factory=set)
    """Ops that came so, and not by the feed: the server may lack them."""

    def besides_feed(self) -> tuple[Kept, ...]:
        """What came from colleagues and not by the feed so far."""
        return tuple(self.replica.log[place] for place in sorted(self.by_hand))

    def copy(self) -> "DeskBase":
        return DeskBase(
            self.incarnation,
            self.head,
            self.head_hash,
            self.acked,
            self.cursor,
            self.declared,
            self.offered,
            self.read_to_end,
            dict(self.accepted_in),
            self.replica.copy(),
            dict(self.colleagues),
            set(self.by_hand),
        )


@dataclass(slots=True)
class Outside:
    """Marks beside the database: never rolled back with it."""

    numbers: dict[str, int] = field(default_factory=dict)
    grants: dict[str, Epoch] = field(default_factory=dict)
    head: int = 0
    incarnation: int = 1


class Desk:
    """Numbers, changes, syncs. Every step commits one thing; a kill can fall between any two."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.base = DeskBase()
        self.outside = Outside()
        self.journal: list[Kept] | None = []
        self.running = True
        self.destroyed = False
        self.fenced = False
        self.asked: Request | None = None
        self.wanted: tuple[str, ...] = ()

    # --- the clerk ---

    def append(
        self,
        kind: OpKind,
        entity: str,
        key: str,
        values: dict[str, FieldChange],
        at: datetime,
        epoch: Epoch | None = None,
    ) -> Kept:
        """One durable commit: the op, and what it changes."""
        base = self.base
        op = Op(
            self.name,
            base.incarnation,
            base.head + 1,
            f"{self.name}/{base.incarnation}/{base.head + 1}",
            base.head_hash,
            entity,
            key,
            kind.value,
            "vanthu",
            at,
            values,
            None if epoch is None else (epoch.generation, epoch.grant),
        )
        kept = Kept(op, op.digest)
        base.replica.take(kept)
        base.head, base.head_hash = op.seq, kept.digest
        return kept

    def may_number(self, name: str) -> bool:
        """Whether the book is this desk's, under a grant of its present life."""
        book = self.base.replica.books.get(name)
        return (
            book is not None
            and book.holder == self.name
            and restoring.may_number(self.base.accepted_in.get(name), self.base.incarnation)
        )

    def next_number(self, name: str) -> int | None:
        """The number that would be given; None where the rules say no."""
        book = self.base.replica.books.get(name)
        if book is None or not restoring.may_number(
            self.base.accepted_in.get(name), self.base.incarnation
        ):
            return None
        try:
            return holding.next_number(book, self.name, self.outside.numbers.get(name, 0))
        except (BookLocked, NotHolder):
            return None

    def commit_number(self, name: str, number: int, uid: str, at: datetime) -> Kept:
        epoch = self.base.replica.books[name].epoch
        values: dict[str, FieldChange] = {
            "book": FieldChange(name),
            "number": FieldChange(number),
            "text": FieldChange(f"text of {uid}"),
        }
        return self.append(OpKind.REGISTER, "incoming", uid, values, at, epoch)

    def mark(self) -> None:
        """Bring what is remembered outside up to the database; never the other way."""
        for name, book in self.base.replica.books.items():
            if self.may_number(name):
                self.outside.numbers[name] = max(self.outside.numbers.get(name, 0), book.last)
                self.outside.grants[name] = book.epoch
        if self.base.incarnation == self.outside.incarnation:
            self.outside.head = max(self.outside.head, self.base.head)

    def note(self, kept: Kept) -> None:
        """The line on the second medium, where there is one."""
        if self.journal is not None:
            self.journal.append(kept)

    def change(self, uid: str, text: str, at: datetime) -> None:
        revision = self.base.replica.values[uid][0]
        values = {"text": FieldChange(text, revision)}
        self.note(self.append(OpKind.CHANGE, "incoming", uid, values, at))

    def release(self, name: str, at: datetime) -> None:
        """Hand a book back; what was shown of it is in the log before this op."""
        if self.may_number(name) and self.base.replica.books[name].holder == self.name:
            epoch = self.base.replica.books[name].epoch
            self.note(self.append(OpKind.RELEASE_BOOK, "book", name, {}, at, epoch))

    def attest(self, name: str, last: int, at: datetime) -> None:
        """Two persons say from paper what was given, and that this desk holds the book."""
        if not restoring.may_attest(
            self.base.replica.books[name].epoch, self.outside.grants.get(name)
        ):
            return
        seen = self.outside.numbers.get(name, 0)
        stored = self.base.replica.books[name].last
        void: list[object] = [
            number
            for number in range(max(last, stored) + 1, seen + 1)
            if (name, number) not in self.base.replica.numbers
        ]
        values: dict[str, FieldChange] = {
            "last": FieldChange(max(last, seen, stored)),
            "void": FieldChange(void),
        }
        self.note(self.append(OpKind.ATTEST_BOOK, "book", name, values, at))
        self.base.accepted_in[name] = self.base.incarnation

    # --- the disk ---

    def kill(self) -> None:
        self.running, self.asked = False, None

    def start(self) -> None:
        """The process comes up: what was put back is seen by what stands outside."""
        self.running, self.asked = True, None
        base, outside = self.base, self.outside
        own = (self.name, base.incarnation)
        noted = (k.op for k in self.journal or () if (k.op.device, k.op.incarnation) == own)
        head_seen = restoring.head_ever(outside.head, (op.seq for op in noted))
        if restoring.is_put_back(base.head, head_seen, base.incarnation, outside.incarnation):
            for kept in self.journal or ():
                base.replica.take(kept)
            self.begin_again(0)
        if self.journal is not None:  # what a kill kept from the second medium is written now
            there = {kept.place for kept in self.journal}
            mine = (k for k in base.replica.log.values() if k.op.device == self.name)
            self.journal += [kept for kept in mine if kept.place not in there]
        self.mark()

    def put_back(self, copy: DeskBase) -> None:
        """The program's own restore: old copy, then the journal, then a new life."""
        self.base = copy.copy()
        self.running, self.asked = True, None
        for kept in self.journal or ():
            self.base.replica.take(kept)
        self.begin_again(0)
        self.mark()

    def begin_again(self, heard: int) -> None:
        """A new incarnation, remembered outside before its first op."""
        seen = max(self.outside.incarnation, heard)
        self.outside.incarnation = restoring.next_incarnation(self.base.incarnation, seen)
        self.outside.head = 0
        base = self.base
        base.incarnation = self.outside.incarnation
        base.head, base.head_hash, base.acked = 0, FIRST_HASH, 0
        base.cursor = (base.cursor[0], 0)
        base.declared = base.offered = 0
        base.read_to_end = False

    # --- the line ---

    def next_request(self, number: int, dice: float, book: str) -> Request:
        """What a meeting asks next: offers and own ops first, then news, then a book."""
        base = self.base
        generation, since = base.cursor
        pending = self.pending()
        life = (number, self.name, generation, base.incarnation)
        if generation and base.offered != generation:
            others = tuple(
                kept
                for kept in base.replica.log.values()
                if (kept.op.device, kept.op.incarnation) != (self.name, base.incarnation)
            )
            return _request("reoffer", life, ops=others)
        if generation and dice < 0.3 and (told := base.besides_feed()):
            return _request("reoffer", life, ops=told)
        if generation and pending and dice < 0.7:
            return _request("push", life, ops=tuple(pending[:BATCH]))
        if generation and not pending and base.declared != generation:
            return _request("declare", life, head=base.head, marks=self.outside.numbers)
        if self._may_ask(book) and dice < 0.4:
            held = base.replica.books.get(book)
            return _request("want", life, book=book, knows=held.epoch if held else NONE_HEARD)
        return _request("pull", life, since=since, own=feed_rule.reads_own(base.incarnation))

    def pending(self) -> list[Kept]:
        base = self.base
        return [
            base.replica.log[self.name, base.incarnation, seq]
            for seq in range(base.acked + 1, base.head + 1)
            if restoring.may_leave(seq, self.outside.head)
        ]

    def _may_ask(self, book: str) -> bool:
        """Only a desk that has said and heard everything asks for a book that it lacks."""
        base = self.base
        done = base.read_to_end and base.acked == base.head
        return done and base.declared == base.cursor[0] != 0 and not self.may_number(book)

    # --- the office's own network ---

    def listed(self, since: int, most: int) -> list[Kept]:
        """A run of this desk's list for a colleague; it ends before what the mark does not know yet."""
        run: list[Kept] = []
        mine = (self.name, self.base.incarnation)
        for kept in list(self.base.replica.log.values())[since : since + most]:
            own = (kept.op.device, kept.op.incarnation) == mine
            if own and not restoring.may_leave(kept.op.seq, self.outside.head):
                break
            run.append(kept)
        return run

    def hear_colleague(self, other: "Desk", most: int) -> bool:
        """Read on in another desk's list; False: it tells another history, and nothing was taken."""
        base, life = self.base, other.base.incarnation
        listed = list(other.base.replica.log.values())
        reading = base.colleagues.get(other.name, Reading()).of_life(life)
        since = min(reading.heard, len(listed))
        if since and reading.at and listed[since - 1].digest != reading.at:
            since = 0
        run = other.listed(since, most)
        log = base.replica.log
        for kept in run:
            op, standing = kept.op, log.get(kept.place)
            before = log.get((op.device, op.incarnation, op.seq - 1))
            mine = op.device == self.name and op.incarnation >= base.incarnation
            if (
                (before is not None and before.digest != op.previous)
                or (standing is None and mine)
                or (standing is not None and standing.digest != kept.digest)
            ):
                return False
        for kept in run:
            if base.replica.take(kept):
                base.by_hand.add(kept.place)
        heard = since + len(run)
        at = listed[heard - 1].digest if heard else ""
        base.colleagues[other.name] = Reading(life, heard, at=at)
        return True

    def hear(self, asked: Request, reply: Reply, at: datetime) -> None:
        """Apply an answer to the question that is open; any other is no answer."""
        if self.asked != asked or not self.running:
            return
        self.asked = None
        base = self.base
        if reply.kind in ("page", "other generation"):
            self._read(reply)
        elif reply.kind in ("acked", "gap"):
            base.acked = feed_rule.acknowledged(reply.last, base.head)
        elif reply.kind == "taken":
            base.offered = reply.generation
        elif reply.kind == "declared":
            base.acked = feed_rule.acknowledged(reply.last, base.head)
            if base.acked == base.head:
                base.declared = reply.generation
        elif reply.kind == "fenced":
            self.fenced = True
        elif reply.kind == "grant" and reply.book is not None:
            self._accept(reply.book, at)

    def _read(self, reply: Reply) -> None:
        base = self.base
        if feed_rule.offers_again(base.cursor, reply.generation):
            base.acked = feed_rule.acknowledged(0, base.head)
        for kept in reply.entries:
            base.replica.take(kept)
            base.by_hand.discard(kept.place)
        base.cursor = feed_rule.moved(base.cursor, reply.generation, reply.last)
        if reply.kind == "page":
            base.read_to_end = base.read_to_end or not reply.more
            self.wanted = reply.wanted

    def _accept(self, offered: Book, at: datetime) -> None:
        name = offered.title
        known = self.base.replica.books.get(name)
        if not holding.may_accept(known, offered, self.base.cursor[0]):
            return
        values = {"last": FieldChange(offered.last)}
        self.note(self.append(OpKind.ACCEPT_BOOK, "book", name, values, at, offered.epoch))
        self.base.accepted_in[name] = self.base.incarnation


def _request(
    kind: str,
    life: tuple[int, str, int, int],
    *,
    since: int = 0,
    own: bool = False,
    head: int = 0,
    marks: Mapping[str, int] | None = None,
    ops: tuple[Kept, ...] = (),
    book: str = "",
    knows: Epoch = NONE_HEARD,
) -> Request:
    number, device, generation, incarnation = life
    return Request(
        number,
        kind,
        device,
        generation,
        incarnation,
        since,
        own,
        head,
        tuple((marks or {}).items()),
        ops,
        book,
        knows,
    )
