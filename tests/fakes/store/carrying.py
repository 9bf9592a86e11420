"""What bundles get from a store and bring to it, in memory."""

from collections.abc import Iterable, Iterator, Sequence

from clerkdesk.domain.access import Register, left_out
from clerkdesk.domain.bundles import (
    BundleRow,
    Chain,
    DeskCard,
    Heads,
    heads_of,
    is_newer,
    lacks,
    without,
)
from clerkdesk.domain.errors import BundleForked
from clerkdesk.domain.ops import Op, OpKind
from tests.fakes.store.log import FakeOpLog
from tests.fakes.store.shared import Shared


class FakeCarrying:
    """Carried ops are kept with the remote ones of the fake log, applied to nothing."""

    def __init__(self, shared: Shared, log: FakeOpLog) -> None:
        self._shared = shared
        self._log = log
        self._cards: dict[str, DeskCard] = {}
        self._heard: dict[str, Heads] = {}
        self._rows: list[BundleRow] = []
        self._by_hand: list[Op] = []

    def cards(self) -> Sequence[DeskCard]:
        return [self._cards[device] for device in sorted(self._cards)]

    def keep_card(self, card: DeskCard, by: str) -> None:
        self._shared.refuse_if_told()
        if card in self._cards.values():
            return
        self._cards.setdefault(card.device, card)
        values = {"sign": card.sign, "seal": card.seal}
        self._shared.record("desk", card.device, OpKind.CHANGE, by, values)

    def heads(self) -> Heads:
        return heads_of(sorted((op.device, op.incarnation, op.seq) for op in self._all()))

    def province_heads(self) -> Heads:
        mine = (self._shared.device, 1)
        by_feed = {chain: seq for chain, seq in self.heads().items() if chain != mine}
        return without(by_feed, self._first_by_hand()) | {mine: self._shared.acked}

    def _first_by_hand(self) -> Heads:
        first: dict[Chain, int] = {}
        for op in self._by_hand:
            chain = (op.device, op.incarnation)
            first[chain] = min(op.seq, first.get(chain, op.seq))
        return first

    def besides_feed(self) -> int:
        return sum(op.digest not in self._log.fed for op in self._by_hand)

    def heard_by(self, desk: str) -> Heads:
        return self._heard.get(desk, {})

    def lacking(
        self, heads: Heads, hidden: frozenset[Register], at_once: int
    ) -> Iterator[Sequence[Op]]:
        wanted = [o for o in self._all() if lacks(o, heads) and not left_out(o.entity, hidden)]
        for place in range(0, len(wanted), at_once):
            yield wanted[place : place + at_once]

    def hashes_of(self, ops: Iterable[Op]) -> Sequence[str]:
        return []

    def take(self, ops: Iterable[Op]) -> int:
        known = {(op.device, op.incarnation, op.seq): op.digest for op in self._all()}
        new = []
        for op in ops:
            place = (op.device, op.incarnation, op.seq)
            before = known.get((op.device, op.incarnation, op.seq - 1), op.previous)
            mine = op.device == self._shared.device and place not in known
            if mine or before != op.previous or known.get(place, op.digest) != op.digest:
                raise BundleForked(op.device, op.seq)
            if place not in known:
                known[place] = op.digest
                new.append(op)
        self._log.remote += new
        self._by_hand += new
        return len(new)

    def next_number(self) -> int:
        return 1 + max((r.number for r in self._rows if r.outgoing), default=0)

    def note(self, row: BundleRow, heads: Heads | None = None) -> None:
        of_desk = [(r.incarnation, r.number) for r in self._rows if r.device == row.device]
        if heads is not None and is_newer(max(of_desk, default=None), row.incarnation, row.number):
            self._heard[row.device] = heads
        self._rows = [r for r in self._rows if not _same(r, row)] + [row]

    def rows(self) -> Sequence[BundleRow]:
        return sorted(self._rows, key=lambda row: row.at, reverse=True)

    def _all(self) -> list[Op]:
        return [*self._shared.log, *self._log.remote]


def _same(one: BundleRow, other: BundleRow) -> bool:
    return (one.device, one.incarnation, one.number) == (
        other.device,
        other.incarnation,
        other.number,
    )
