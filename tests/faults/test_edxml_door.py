"""Whatever is thrown at the door of packets is kept, explained and answerable; nothing stops the next one.

The mutations of `test_edxml_hostile`, through the whole way of a file into the office.
"""

import random
from pathlib import Path

import pytest

from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.domain.errors import OwnPacket
from clerkdesk.services.take_in import Taken
from tests.fakes.courier import real_office
from tests.fakes.field_packets import AS_DOCUMENTS, BKAV_STATUS
from tests.fakes.office import FakeOffice
from tests.fakes.packets import EVERY_KIND
from tests.fakes.sample_documents import CLERK
from tests.faults.test_edxml_hostile import mutated


def originals(office: FakeOffice) -> list[bytes]:
    codec = EdxmlCodec(office.clock)
    return [
        *(codec.write(packet) for packet in EVERY_KIND),
        *AS_DOCUMENTS.values(),
        BKAV_STATUS.encode(),
    ]


def throw(trials: int, seed: int) -> None:
    office = real_office()
    chance, samples = random.Random(seed), originals(office)
    desk = office.desk()
    for trial in range(trials):
        content = mutated(chance.choice(samples), chance)
        name = f"goi-{trial}.edxml"
        try:
            imported = desk.import_packets(name, content, CLERK)
        except OwnPacket:
            continue
        assert office.store.files.get(_sha(content)) == content
        if imported.taken is Taken.UNREADABLE:
            arrival = imported.arrival
            assert arrival is not None
            assert arrival.problem
            assert name in arrival.problem
            desk.refuse(arrival, "không đọc được", CLERK)
        elif imported.arrival is not None:
            office.store.exchange.settle(imported.arrival.arrival_id, "seen")
    assert office.store.exchange.arrivals() == []


def _sha(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()


def test_five_hundred_mutated_packets_are_kept_and_explained(tmp_path: Path) -> None:
    throw(500, 7)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.long
def test_twenty_thousand_mutated_packets_are_kept_and_explained() -> None:
    for part in range(20):
        throw(1_000, part)
