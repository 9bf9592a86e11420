"""The province server of the simulated world: a database that can be put back, and a mark beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from clerkdesk.domain import feed_rule, holding, push_rule, quarantine
from clerkdesk.domain.books import Book, Epoch
from clerkdesk.domain.errors import TakeOverOutrun
from clerkdesk.domain.ops import FIRST_HASH
from clerkdesk.domain.push_rule import Forked, Gap, Position, PushedOp
from tests.simulator.replica import BOOKS, Chain, Kept, Replica

PAGE = 6
NONE_HEARD = Epoch(0, 0)


@dataclass(slots=True)
class ServerBase:
    """Everything that a backup of the server holds."""

    generation: int = 1
    replica: Replica = field(default_factory=Replica)
    ends: dict[Chain, Position] = field(default_factory=dict)
    newest: dict[str, int] = field(default_factory=dict)
    feed: list[Kept] = field(default_factory=list)
    state: quarantine.Quarantine = field(default_factory=quarantine.Quarantine)

    def copy(self) -> "ServerBase":
        return replace(
            self,
            replica=self.replica.copy(),
            ends=dict(self.ends),
            newest=dict(self.newest),
            feed=list(self.feed),
        )


@dataclass(frozen=True, slots=True)
class Request:
    """One question of a desk; what is not needed by its kind is left out."""

    number: int
    kind: str
    device: str
    generation: int
    incarnation: int = 0
    since: int = 0
    own: bool = False
    head: int = 0
    marks: tuple[tuple[str, int], ...] = ()
    ops: tuple[Kept, ...] = ()
    book: str = ""
    knows: Epoch = NONE_HEARD


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer; `generation` is in each."""

    kind: str
    generation: int
    last: int = 0
    more: bool = False
    incarnation: int = 0
    entries: tuple[Kept, ...] = ()
    book: Book | None = None
    wanted: tuple[str, ...] = ()


class Server:
    """Answers desks; every decision is a function of the domain."""

    def __init__(self, devices: Sequence[str]) -> None:
        self.base = ServerBase()
        self.devices = frozenset(devices)
        self.generation_mark = 1
        self.wants: dict[str, set[str]] = {name: set() for name in BOOKS}

    def put_back(self, copy: ServerBase) -> None:
        """An old copy becomes the database; the mark beside it stays."""
        self.base = copy.copy()
        self.base.generation = feed_rule.next_generation(self.base.generation, self.generation_mark)
        self.generation_mark = max(self.generation_mark, self.base.generation)
        self.base.state = quarantine.begun(self.devices, self.base.state.lost)
        self.wants = {name: set() for name in BOOKS}

    def answer(self, asked: Request) -> Reply:
        base = self.base
        if asked.kind == "pull":
            return self._page(asked)
        if asked.generation not in (0, base.generation):
            return Reply("other generation", base.generation)
        if asked.device in base.state.lost:
            return self._late(asked)
        match asked.kind:
            case "push":
                return self._push(asked)
            case "reoffer":
                self.take_offered(asked.ops)
                return Reply("taken", base.generation)
            case "declare":
                end = self._end(asked.device, asked.incarnation)
                known = {name: book.last for name, book in base.replica.books.items()}
                base.state = quarantine.declared(
                    base.state,
                    asked.device,
                    acked=end.seq,
                    head=asked.head,
                    marks=dict(asked.marks),
                    known=known,
                )
                base.state = quarantine.ended(base.state, paper_read=False)
                return Reply("declared", base.generation, last=end.seq)
            case "want":
                return self._want(asked)
        raise AssertionError(asked.kind)

    def take_offered(self, ops: Sequence[Kept]) -> None:
        """Ops that the author itself may be unable to send: each chain goes on where it ended."""
        chains: dict[Chain, list[Kept]] = {}
        for kept in sorted(ops, key=lambda kept: kept.place):
            chains.setdefault((kept.op.device, kept.op.incarnation), []).append(kept)
        for (device, incarnation), run in chains.items():
            start = 0
            for place in range(1, len(run) + 1):
                if place == len(run) or run[place].op.seq != run[place - 1].op.seq + 1:
                    self._take(device, incarnation, run[start:place])
                    start = place

    def lost(self, device: str) -> None:
        """Two persons say that a desk is lost."""
        self.base.state = quarantine.given_up(self.base.state, device)

    def end_quarantine(self, papers: dict[str, int]) -> None:
        """Two persons have read every paper register."""
        state = quarantine.ended(self.base.state, paper_read=True)
        if state.on or not self.base.state.on:
            return
        self.base.state = state
        for name, last in papers.items():
            book = self.base.replica.books.get(name) or holding.from_paper(BOOKS[name], name)
            self.base.replica.books[name] = holding.attested(book, last)
            if book.holder in state.lost:
                self._free(name, (book.holder, book.epoch), last)

    def take_over(self, name: str, stated: tuple[str, Epoch], last: int) -> None:
        """Two persons free one book from a desk that is lost."""
        if name not in self.base.replica.books:
            return
        try:
            self._free(name, stated, last)
        except TakeOverOutrun:
            return

    def _free(self, name: str, stated: tuple[str, Epoch], last: int) -> None:
        base = self.base
        book = holding.taken_over(
            base.replica.books[name], stated, last, base.generation, quarantine=base.state.on
        )
        base.replica.books[name] = book
        base.replica.begin_grant(name, book.epoch, book.last)

    def _page(self, asked: Request) -> Reply:
        base = self.base
        since = asked.since if asked.generation == base.generation else 0
        entries, last = [], since
        for place in range(since, len(base.feed)):
            if len(entries) == PAGE:
                break
            last = place + 1
            if asked.own or base.feed[place].op.device != asked.device:
                entries.append(base.feed[place])
        wanted = tuple(
            name
            for name, askers in self.wants.items()
            if askers - {asked.device}
            and name in base.replica.books
            and base.replica.books[name].holder == asked.device
        )
        more = last < len(base.feed)
        return Reply("page", base.generation, last, more, entries=tuple(entries), wanted=wanted)

    def _push(self, asked: Request) -> Reply:
        base = self.base
        at = Position(base.newest.get(asked.device, 0), 0, FIRST_HASH)
        at = base.ends.get((asked.device, at.incarnation), at)
        try:
            at = push_rule.end_of_chain(at, asked.incarnation)
            acked = self._take(asked.device, asked.incarnation, asked.ops, at)
        except Gap as gap:
            return Reply("gap", base.generation, last=gap.expected - 1)
        except Forked:
            return Reply("fenced", base.generation, incarnation=base.newest[asked.device])
        base.newest[asked.device] = max(asked.incarnation, base.newest.get(asked.device, 0))
        return Reply("acked", base.generation, last=acked)

    def _late(self, asked: Request) -> Reply:
        """A desk that was declared lost is heard no more, but what was under way fills numbers."""
        if asked.kind in ("push", "reoffer"):
            self.take_offered(asked.ops)
        return Reply("lost", self.base.generation)

    def _end(self, device: str, incarnation: int) -> Position:
        return self.base.ends.get((device, incarnation), Position(incarnation, 0, FIRST_HASH))

    def _take(
        self, device: str, incarnation: int, run: Sequence[Kept], at: Position | None = None
    ) -> int:
        base = self.base
        offered = at is None
        end = at or self._end(device, incarnation)
        pushed = [PushedOp(k.op.seq, k.op.previous, k.digest, "") for k in run]
        if not pushed:
            return end.seq

        def known(first: int, last: int) -> list[str]:
            places = ((device, incarnation, seq) for seq in range(first, last + 1))
            return [base.replica.log[place].digest for place in places if place in base.replica.log]

        try:
            fresh = push_rule.fresh_part(end, pushed, pushed[0].seq, known)
        except (Gap, Forked):
            if offered:
                return end.seq
            raise
        for kept in run[len(run) - len(fresh) :]:
            base.replica.take(kept)
            base.feed.append(kept)
            end = Position(incarnation, kept.op.seq, kept.digest)
        base.ends[device, incarnation] = end
        return end.seq

    def _want(self, asked: Request) -> Reply:
        base = self.base
        book = base.replica.books.get(asked.book)
        if book is None:
            book = holding.from_paper(BOOKS[asked.book], asked.book)
        given = holding.granted(
            book, asked.device, asked.knows, base.generation, quarantine=base.state.on
        )
        if given is None:
            self.wants[asked.book].add(asked.device)
            return Reply("wait", base.generation)
        self.wants[asked.book].discard(asked.device)
        if given != book:
            base.replica.books[asked.book] = given
            base.replica.begin_grant(asked.book, given.epoch, given.last)
        return Reply("grant", base.generation, book=given)
