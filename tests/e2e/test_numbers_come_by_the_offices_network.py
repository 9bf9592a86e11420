"""A real window holds the books, a colleague's desk asks for a number over a real line, no province in reach."""

import time
from pathlib import Path

import pytest

from clerkdesk.adapters.office_network.network import LocalNetwork
from clerkdesk.domain.office_network import OFFICE_DESKS
from clerkdesk.services.desk import Desk
from clerkdesk.services.meet_desks import MeetDesks
from clerkdesk.ui.office_network.presenter import NetworkPresenter
from clerkdesk.ui.watch_colleagues import CHIP
from tests.fakes.office_network import Cable, CableAnnouncing, NetworkDesk, network_desk
from tests.fakes.real_office import real_office
from tests.fakes.sample_documents import CLERK

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_window_numbers_what_a_colleague_asks_for_and_closes_at_once(tmp_path: Path) -> None:
    cable = Cable()

    def on_cable(desk: Desk) -> MeetDesks:
        store, carry = desk.store, desk.carry
        network = LocalNetwork(
            store.settings.office,
            store.device,
            carry.private_key,
            lambda: CableAnnouncing(cable),
            host="127.0.0.1",
        )
        return MeetDesks(
            store, network, desk.colleagues.desks, desk.person.full_name, time.monotonic
        )

    with (
        network_desk(tmp_path / "leader", cable) as leader,
        real_office(tmp_path / "own", network=on_cable) as office,
    ):
        desk = office.office.desk
        told = {desk.store.device: desk.carry.own_sign_key(), leader.name: leader.key}
        for store in (desk.store, leader.store):
            store.settings.keep_here(OFFICE_DESKS, told)
        network = office.office.window.findChild(NetworkPresenter)
        network.start()
        office.hand.wait("an open network", lambda: desk.store.device in cable.plugged)
        leader()
        office.hand.wait("the leader's desk", lambda: any(d.reached for d in network.last.desks))
        assert office.office.window.status.chip(CHIP).text() == "Mạng nội bộ: 1 máy"

        document = leader.signed("Xin số từ cửa sổ thật")
        leader.ask(document.uid, CLERK)
        network.set_numbers_by_itself(True)
        leader()
        office.hand.wait("the request", lambda: _numbered(leader, document.uid))
        number = desk.store.outgoing.get(document.uid)
        assert number.code == leader.store.outgoing.get(document.uid).code
        closing = time.monotonic()
    assert time.monotonic() - closing < 8, "the window closes at once"


def _numbered(leader: NetworkDesk, uid: str) -> bool:
    return leader.store.outgoing.get(uid).outgoing_number is not None
