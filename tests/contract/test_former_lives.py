"""After a restore: what a former life wrote and nobody has heard of is offered again, once."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.domain.ops import OpKind
from clerkdesk.ports.registers import OutgoingFilter, Page
from clerkdesk.ports.vault import PaperKey
from clerkdesk.services.sync import SyncNow
from tests.contract.test_store_backups import Pc
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.sample_documents import OFFICE, PASSWORDS, Clock, outgoing_entry
from tests.fakes.stick_office import stick_desk

HERE = OFFICE.agency


class World:
    """One office with a desk that is put back, and a colleague's."""

    def __init__(self, tmp_path: Path) -> None:
        self.province = FakeProvince(HERE)
        self._colleague = ExitStack()
        self.other = self._colleague.enter_context(stick_desk(tmp_path / "colleague")).store
        self._hubs: dict[str, FakeHub] = {}

    def close(self) -> None:
        self._colleague.close()

    def sync(self, store: SqlStore) -> None:
        device = store.device
        if device not in self._hubs:
            self._hubs[device] = FakeHub(self.province, HERE.code, device)
            self._hubs[device].enrol(self.province.one_time_code(HERE.code), device, HERE)
        hub = self._hubs[device]
        SyncNow(store, hub, lambda *_packet: None, lambda: datetime.now(UTC))()


@pytest.fixture
def pc(tmp_path: Path) -> Pc:
    made = Pc(tmp_path / "pc", Clock())
    new = made.vault.create(OFFICE, PASSWORDS)
    new.store.close()
    made.recovery_key = new.recovery_key
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "usb"
    place.mkdir()
    return place


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


def subjects(store: SqlStore) -> set[str]:
    return {d.entry.subject for d in store.outgoing.find(OutgoingFilter(), Page())}


def offers(store: SqlStore) -> int:
    return sum(op.kind == OpKind.OFFER for op in store.ops.after(0))


def draft(store: SqlStore, subject: str) -> None:
    store.outgoing.draft(outgoing_entry(subject=subject), "vanthu")


def restored_with_journal(pc: Pc, stick: Path, tmp_path: Path, world: World) -> SqlStore:
    """«một» is at the province, «hai» only in the journal when the PC is lost."""
    second = tmp_path / "second"
    second.mkdir()
    store = pc.open()
    store.journal.move(str(second))
    draft(store, "một")
    world.sync(store)
    backup = store.backups.make(stick)
    draft(store, "hai")
    store.close()
    put_back = pc.vault.restore(stick, backup, PaperKey(pc.recovery_key))
    assert isinstance(put_back, SqlStore)
    return put_back


def test_what_only_the_journal_kept_reaches_the_colleague(
    pc: Pc, stick: Path, tmp_path: Path, world: World
) -> None:
    store = restored_with_journal(pc, stick, tmp_path, world)
    assert subjects(store) == {"một", "hai"}
    world.sync(store)
    world.sync(world.other)
    assert subjects(world.other) == {"một", "hai"}
    count = offers(store)
    assert count > 0
    world.sync(store)
    world.sync(store)
    assert offers(store) == count, "offered once"
    assert store.ops.first_break() is None
    store.close()


def test_what_the_province_had_is_not_offered_again(
    pc: Pc, stick: Path, tmp_path: Path, world: World
) -> None:
    store = restored_with_journal(pc, stick, tmp_path, world)
    world.sync(store)
    offered = [op.fields["op"].value for op in store.ops.after(0) if op.kind == OpKind.OFFER]
    keys = {str(message["entity"]) for message in offered if isinstance(message, dict)}
    assert keys == {"outgoing"}, "only what came after the last meeting"
    store.close()


def test_a_server_that_was_put_back_hears_of_former_lives_too(
    pc: Pc, stick: Path, tmp_path: Path, world: World
) -> None:
    store = restored_with_journal(pc, stick, tmp_path, world)
    world.sync(store)
    world.province.restore()
    world.sync(store)
    world.sync(world.other)
    assert subjects(world.other) == {"một", "hai"}
    store.close()
