"""What colleagues' desks get from a store, in memory."""

from collections.abc import Sequence
from dataclasses import replace

from clerkdesk.domain.access import Register, left_out
from clerkdesk.domain.bundles import Heads, lacks
from clerkdesk.domain.office_network import PAGE, NumberAsked, OpsPage, Reading
from clerkdesk.domain.ops import Op, OpKind
from clerkdesk.domain.outgoing import OutgoingState
from tests.fakes.store.incoming import FakeIncomingRegister
from tests.fakes.store.log import FakeOpLog
from tests.fakes.store.outgoing import FakeOutgoingRegister
from tests.fakes.store.shared import Shared


class FakeColleagues:
    """The list of this desk is its own log, then what it heard."""

    def __init__(
        self,
        shared: Shared,
        log: FakeOpLog,
        incoming: FakeIncomingRegister,
        outgoing: FakeOutgoingRegister,
    ) -> None:
        self._shared = shared
        self._log = log
        self._incoming = incoming
        self._outgoing = outgoing
        self._readings: dict[str, Reading] = {}
        self._listed: list[Op] = []

    def page(self, reading: Reading, hidden: frozenset[Register], heads: Heads) -> OpsPage:
        since = min(reading.of_life(1).heard, self.end())
        if reading.at and self._hash_at(since) != reading.at:
            since = 0
        wanted: list[Op] = []
        for op in self._listed[since:]:
            since += 1
            if lacks(op, heads) and not left_out(op.entity, hidden):
                wanted.append(op)
            if len(wanted) == PAGE:
                break
        return OpsPage(1, since, tuple(wanted), self._hash_at(since))

    def _hash_at(self, place: int) -> str:
        return self._listed[place - 1].digest if place else ""

    def end(self) -> int:
        for op in [*self._shared.log, *self._log.remote]:
            if op not in self._listed:
                self._listed.append(op)
        return len(self._listed)

    def reading(self, desk: str) -> Reading:
        return self._readings.get(desk, Reading())

    def note(self, desk: str, reading: Reading) -> None:
        self._readings[desk] = reading

    def begin_again(self) -> None:
        self._readings = {
            desk: replace(each, heard=0, at="") for desk, each in self._readings.items()
        }

    def may_see(self, sha256: str, hidden: frozenset[Register]) -> bool:
        registers = {"incoming": self._incoming.rows, "outgoing": self._outgoing.rows}
        return any(
            file.sha256 == sha256
            for entity, rows in registers.items()
            if not left_out(entity, hidden)
            for row in rows
            for file in row.entry.attachments
        )

    def ask_number(self, uid: str, by: str) -> None:
        if all(op.key != uid for op in self._asking()):
            values = {"asks": self._shared.device}
            self._shared.record("outgoing", uid, OpKind.ASK, by, values)

    def asked(self) -> Sequence[NumberAsked]:
        signed = (OutgoingState.SIGNED, OutgoingState.SIGNED_ON_PAPER)
        waiting = {row.uid for row in self._outgoing.rows if row.state in signed}
        return [
            NumberAsked(op.key, op.actor, str(op.fields["asks"].value), op.at)
            for op in self._asking()
            if op.key in waiting
        ]

    def _asking(self) -> list[Op]:
        return [op for op in [*self._shared.log, *self._log.remote] if op.kind == OpKind.ASK]
