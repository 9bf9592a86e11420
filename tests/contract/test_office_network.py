"""Desks of one office with real stores and real lines, no province in reach: told once, by whom it is meant for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerkdesk.domain.books import Direction
from clerkdesk.domain.errors import NotHolder
from clerkdesk.domain.outgoing import OutgoingState
from tests.fakes.office_network import Cable, NetworkDesk, network_desk
from tests.fakes.sample_documents import CLERK

SCAN = b"%PDF trang quet " * 50_000


@pytest.fixture
def cable() -> Cable:
    return Cable()


@pytest.fixture
def holder(tmp_path: Path, cable: Cable) -> Iterator[NetworkDesk]:
    with network_desk(tmp_path / "holder", cable, "Lê Thị Hoa") as desk:
        yield desk


@pytest.fixture
def leader(tmp_path: Path, cable: Cable, holder: NetworkDesk) -> Iterator[NetworkDesk]:
    with network_desk(tmp_path / "leader", cable) as desk:
        desk.told_of(holder)
        holder.told_of(desk)
        holder()
        desk()
        yield desk


def test_what_one_desk_registers_the_other_shows_with_its_file(
    holder: NetworkDesk, leader: NetworkDesk
) -> None:
    document = holder.stick.register("Lũ quét", SCAN)
    done = leader()
    assert (done.heard > 0, done.files) == (True, 1)
    there = leader.store.incoming.get(document.uid)
    assert there.arrival_number == document.arrival_number
    assert leader.store.files.get(there.entry.attachments[0].sha256) == SCAN
    assert leader().heard == holder().heard == 0
    (seen,) = leader().desks
    assert (seen.device, seen.person, seen.reached) == (holder.name, "Lê Thị Hoa", True)


def test_the_leader_approves_and_the_holder_numbers_with_the_cable_to_the_province_out(
    holder: NetworkDesk, leader: NetworkDesk
) -> None:
    first = holder.signed("giữ sổ")
    holder.allot(first.uid, CLERK)
    leader()
    document = leader.signed("xin số")
    with pytest.raises(NotHolder):
        leader.allot(document.uid, CLERK)
    leader.ask(document.uid, CLERK)
    leader.ask(document.uid, CLERK)
    leader()
    (asked,) = holder.give.waiting()
    assert (asked.uid, asked.device) == (document.uid, leader.name)
    assert holder.give(CLERK).left == 1, "the office has not said that numbers come by themselves"
    assert holder.store.outgoing.get(document.uid).state is OutgoingState.SIGNED_ON_PAPER
    holder.desks.set_numbers_by_itself(True, CLERK)
    (numbered,) = holder.give(CLERK).numbered
    leader()
    here = leader.store.outgoing.get(document.uid)
    assert (here.outgoing_number, here.code) == (numbered.outgoing_number, numbered.code)
    assert holder.give.waiting() == leader.give.waiting() == []
    (book,) = [b for b in leader.store.books.all() if b.key.direction is Direction.OUTGOING]
    assert (book.holder, book.last) == (holder.name, 2)
