"""Two offices with real encrypted stores meet through the real server, also after it was restored."""

import hashlib
import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest

from clerkdesk.adapters.hub import HttpHub, new_device_key
from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.errors import ServerUnreachable
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.registers import IncomingFilter
from clerkdesk.ports.store import Arrival, Store
from clerkdesk.server import admin
from clerkdesk.services.sync import SyncNow
from tests.fakes.province_process import ProvinceProcess
from tests.fakes.sample_documents import OFFICE, PASSWORDS, Clock, incoming_entry
from tests.fakes.store import FakeKeyStore

_fresh = itertools.count(1)
CHEAP = PasswordCost(rounds=1, memory=8, lanes=1)


@dataclass
class Desk:
    """A store, its way to the server, and one meeting."""

    store: Store
    hub: HttpHub
    sync: SyncNow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProvinceProcess]:
    process = ProvinceProcess(tmp_path_factory.mktemp("server") / "province")
    process.start()
    yield process
    process.stop()


@pytest.fixture
def office(server: ProvinceProcess) -> Office:
    return new_office(server)


def new_office(server: ProvinceProcess) -> Office:
    """An office that no other test knows."""
    made = replace(OFFICE, code=f"000.00.{next(_fresh)}.H01")
    admin.add_agency(server.folder, made.agency)
    return made


@pytest.fixture
def desk(server: ProvinceProcess, tmp_path: Path) -> Iterator[Callable[[Office, str], Desk]]:
    made: list[Desk] = []

    def make(office: Office, name: str) -> Desk:
        clock = Clock()
        vault = FileVault(
            tmp_path / name, tmp_path / f"{name}-marks", FakeKeyStore(), clock, cost=CHEAP
        )
        store = vault.create(office, PASSWORDS).store
        hub = HttpHub(server.url, store.device, new_device_key())
        hub.enrol(admin.one_time_code(server.folder, office.code), store.device, office.agency)

        def take_in(
            header: PacketHeader, content: bytes, received: datetime, sent: datetime | None
        ) -> None:
            store.files.put(content)
            store.exchange.receive(
                Arrival(header.sha256, header, PacketKind.NEW, "", "", received, sent)
            )

        made.append(Desk(store, hub, SyncNow(store, hub, take_in, clock)))
        return made[-1]

    yield make
    for each in made:
        each.hub.close()
        each.store.close()


def test_what_one_desk_registers_the_other_desk_of_the_office_finds(
    office: Office, desk: Callable[[Office, str], Desk]
) -> None:
    first, second = desk(office, "first"), desk(office, "second")
    document = first.store.incoming.add(incoming_entry(), "vanthu")
    assert first.sync().pushed > 0
    second.sync()
    found = second.store.incoming.get(document.uid)
    assert (found.arrival_number, found.entry) == (document.arrival_number, document.entry)
    assert second.store.incoming.count(IncomingFilter("quy che tiep nhan")) == 1
    assert first.store.ops.pending(10) == []
    assert second.sync().pushed == 0


def test_a_packet_leaves_when_the_server_answers_again_and_arrives_once(
    server: ProvinceProcess, office: Office, desk: Callable[[Office, str], Desk]
) -> None:
    neighbour = new_office(server)
    sender, receiver = desk(office, "sender"), desk(neighbour, "receiver")
    content = b"<edXML>" + bytes(100_000)
    header = PacketHeader(
        sender=office.code,
        recipients=(neighbour.code,),
        document_id="000.00.19.H01,2026/11/22,41/TTr-UBND",
        kind="status",
        sha256=sender.store.files.put(content),
        size=len(content),
        name="41-TTr-UBND.edxml",
    )
    sender.store.exchange.queue(header, "about")
    server.stop()
    with pytest.raises(ServerUnreachable):
        sender.sync()
    assert len(sender.store.exchange.waiting()) == 1
    server.start()
    assert sender.sync().sent == 1
    assert sender.store.exchange.waiting() == []
    assert receiver.sync().received == 1
    receiver.sync()
    (arrival,) = receiver.store.exchange.arrivals()
    assert arrival.header == header
    assert receiver.store.files.get(hashlib.sha256(content).hexdigest()) == content


def test_a_server_put_back_from_a_backup_gets_back_what_it_lost(
    server: ProvinceProcess,
    office: Office,
    desk: Callable[[Office, str], Desk],
    tmp_path: Path,
) -> None:
    first, second = desk(office, "first"), desk(office, "second")
    first.store.incoming.add(incoming_entry(), "vanthu")
    first.sync()
    second.sync()
    server.stop()
    shutil.copytree(server.folder, tmp_path / "backup")
    server.start()
    lost = first.store.incoming.add(incoming_entry(subject="Sau bản sao lưu"), "vanthu")
    first.sync()
    server.kill()
    shutil.rmtree(server.folder)
    shutil.copytree(tmp_path / "backup", server.folder)
    assert admin.begin_generation(server.folder) == 2
    server.start()
    first.sync()
    second.sync()
    assert second.store.incoming.get(lost.uid).arrival_number == lost.arrival_number
    assert second.store.incoming.count(IncomingFilter()) == 2
    assert second.store.ops.cursor()[0] == 2
