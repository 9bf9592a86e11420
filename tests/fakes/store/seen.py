"""The fake registers as an account may see them: the same rows, some of them left out."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from clerkdesk.domain.access import Register, Sight
from clerkdesk.domain.changes import receivers
from clerkdesk.domain.dossiers import Dossier
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.side_books import SideRecord
from clerkdesk.ports.dossiers import DossierFilter
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter
from clerkdesk.ports.side_books import SideFilter
from clerkdesk.ports.store import Arrival
from tests.fakes.store.dossiers import FakeDossiers
from tests.fakes.store.exchange import FakeExchange
from tests.fakes.store.incoming import FakeIncomingRegister
from tests.fakes.store.outgoing import FakeOutgoingRegister
from tests.fakes.store.side_books import FakeSideBooks

T = TypeVar("T")


def seen_incoming(base: FakeIncomingRegister, sight: Sight) -> FakeIncomingRegister:
    """A view that shares everything with `base` but what it shows."""

    class Seen(FakeIncomingRegister):
        def get(self, uid: str) -> Incoming:
            sight.demand(Register.INCOMING)
            document = super().get(uid)
            sight.demand_given(receivers(document))
            return document

        def assigned_to(self, names: Collection[str], limit: int) -> Sequence[Incoming]:
            return [] if Register.INCOMING in sight.hidden else super().assigned_to(names, limit)

        def _matching(self, wanted: IncomingFilter) -> list[Incoming]:
            if Register.INCOMING in sight.hidden:
                return []
            rows, names = super()._matching(wanted), sight.given_to
            return [row for row in rows if names is None or not names.isdisjoint(receivers(row))]

    return _sharing(Seen.__new__(Seen), base)


def seen_outgoing(base: FakeOutgoingRegister, sight: Sight) -> FakeOutgoingRegister:
    """A view that shares everything with `base` but what it shows."""

    class Seen(FakeOutgoingRegister):
        def get(self, uid: str) -> Outgoing:
            sight.demand(Register.OUTGOING)
            return super().get(uid)

        def _matching(self, wanted: OutgoingFilter) -> list[Outgoing]:
            return [] if Register.OUTGOING in sight.hidden else super()._matching(wanted)

    return _sharing(Seen.__new__(Seen), base)


def seen_side_books(base: FakeSideBooks, sight: Sight) -> FakeSideBooks:
    """A view that shares everything with `base` but what it shows."""

    class Seen(FakeSideBooks):
        def get(self, uid: str) -> SideRecord:
            record = super().get(uid)
            sight.demand(Register(record.entry.book.value))
            return record

        def find(self, wanted: SideFilter, limit: int = 2000) -> Sequence[SideRecord]:
            hidden = Register(wanted.book.value) in sight.hidden
            return [] if hidden else super().find(wanted, limit)

    return _sharing(Seen.__new__(Seen), base)


def seen_dossiers(base: FakeDossiers, sight: Sight) -> FakeDossiers:
    """A view that shares everything with `base` but what it shows."""

    class Seen(FakeDossiers):
        def get(self, uid: str) -> Dossier:
            sight.demand(Register.COUNTER)
            return super().get(uid)

        def with_code(self, code: str) -> Dossier | None:
            return None if Register.COUNTER in sight.hidden else super().with_code(code)

        def find(self, wanted: DossierFilter, limit: int = 2000) -> Sequence[Dossier]:
            return [] if Register.COUNTER in sight.hidden else super().find(wanted, limit)

    return _sharing(Seen.__new__(Seen), base)


def seen_exchange(base: FakeExchange, sight: Sight) -> FakeExchange:
    """A view that shares everything with `base` but what it shows."""

    class Seen(FakeExchange):
        def arrivals(self, *, waiting_only: bool = True) -> Sequence[Arrival]:
            return super().arrivals(waiting_only=waiting_only) if sight.of_arrivals else []

    return _sharing(Seen.__new__(Seen), base)


def _sharing(seen: T, base: object) -> T:
    seen.__dict__ = base.__dict__
    return seen
