"""The op log in memory."""

from collections.abc import Sequence

from clerkdesk.domain.history import what_happened
from clerkdesk.domain.ops import Op, first_break
from clerkdesk.ports.op_log import HistoryLine, OpPlace
from tests.fakes.store.shared import Shared


class FakeOpLog:
    """The chain in a list; remote ops are kept, and applied to nothing."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self.remote: list[Op] = []
        self._cursor = (0, 0)

    @property
    def life(self) -> tuple[int, int]:
        return (1, len(self._shared.log))

    def offer_former(self) -> int:
        return 0

    def pending(self, limit: int) -> Sequence[Op]:
        return [op for op in self._shared.log if op.seq > self._shared.acked][:limit]

    def acknowledge(self, seq: int) -> None:
        self._shared.acked = max(0, min(seq, len(self._shared.log)))

    def cursor(self) -> tuple[int, int]:
        return self._cursor

    def apply_remote(self, generation: int, last: int, ops: Sequence[Op]) -> None:
        known = {(op.device, op.incarnation, op.seq) for op in self.remote}
        for op in ops:
            name = (op.device, op.incarnation, op.seq)
            if op.device != self._shared.device and name not in known:
                known.add(name)
                self.remote.append(op)
        if generation == self._cursor[0]:
            last = max(last, self._cursor[1])
        self._cursor = (generation, last)

    def rewind(self) -> None:
        self._cursor = (self._cursor[0], 0)

    def history(self, entity: str, key: str) -> Sequence[HistoryLine]:
        ops = [
            op for op in [*self._shared.log, *self.remote] if (op.entity, op.key) == (entity, key)
        ]
        return [HistoryLine(op.at, op.actor, what_happened(op)) for op in ops]

    def of_record(self, entity: str, key: str) -> Sequence[Op]:
        log = [*self._shared.log, *self.remote]
        return [op for op in log if (op.entity, op.key) == (entity, key)]

    def hash_of(self, device: str, incarnation: int, seq: int) -> str | None:
        place = (device, incarnation, seq)
        found = (
            op
            for op in [*self._shared.log, *self.remote]
            if (op.device, op.incarnation, op.seq) == place
        )
        op = next(found, None)
        return None if op is None else op.digest

    def first_break(self) -> int | None:
        return first_break(self._shared.log)

    def breaks(self) -> Sequence[OpPlace]:
        broken = self.first_break()
        return [] if broken is None else [OpPlace(self._shared.device, 1, broken)]
