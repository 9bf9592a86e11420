"""Desks find each other by real multicast DNS on loopback, and notice who has gone."""

import os
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import replace

from clerkdesk.adapters.office_network.announcing import MulticastAnnouncing
from clerkdesk.adapters.office_network.handshake import public_key
from clerkdesk.adapters.office_network.network import LocalNetwork
from clerkdesk.services.answer_desks import AnswerDesks
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import OFFICE

PATIENCE = 20.0


def until(true: Callable[[], object]) -> bool:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if true():
            return True
        time.sleep(0.1)
    return False


def desk(name: str, private: bytes, agency: str = OFFICE.code) -> LocalNetwork:
    loopback = lambda: MulticastAnnouncing(["127.0.0.1"])  # noqa: E731 - one line for a test
    return LocalNetwork(
        lambda: replace(OFFICE, code=agency), name, lambda: private, loopback, host="127.0.0.1"
    )


def test_desks_of_one_agency_find_and_prove_each_other_and_others_are_not_seen() -> None:
    keys = {name: os.urandom(32) for name in ("may-mot", "may-hai", "may-xa")}
    publics = {name: public_key(key) for name, key in keys.items()}
    with ExitStack() as closed:
        made = {}
        for name, key in keys.items():
            agency = "000.00.77.H01" if name == "may-xa" else OFFICE.code
            made[name] = closed.enter_context(closing(desk(name, key, agency)))
            office = FakeOffice()
            office.store._shared.device = name
            others = {other: public for other, public in publics.items() if other != name}
            made[name].open(others, AnswerDesks(office.store, f"người ở {name}"))
        assert until(lambda: made["may-mot"].seen() == ["may-hai"])
        assert until(lambda: made["may-hai"].seen() == ["may-mot"])
        assert made["may-xa"].seen() == []
        neighbour = made["may-mot"].neighbour("may-hai")
        assert neighbour is not None
        assert neighbour.facts().person == "người ở may-hai"
        made["may-hai"].close()
        assert until(lambda: made["may-mot"].seen() == [])
