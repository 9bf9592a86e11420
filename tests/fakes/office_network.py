"""Desks of one office on a loopback network: real stores, real lines, and addresses that a test knows."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from clerkdesk.adapters.office_network.finding import Address
from clerkdesk.adapters.office_network.handshake import public_key
from clerkdesk.adapters.office_network.network import LocalNetwork
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.office_network import OFFICE_DESKS
from clerkdesk.domain.outgoing import Outgoing, Step
from clerkdesk.domain.series import DocumentType, usual_series
from clerkdesk.services.allot_number import AllotNumber
from clerkdesk.services.answer_desks import AnswerDesks
from clerkdesk.services.connect_server import KEY
from clerkdesk.services.meet_desks import MeetDesks, Round
from clerkdesk.services.number_requests import AskNumber, GiveAskedNumbers
from clerkdesk.services.office_desks import OfficeDesks
from clerkdesk.services.office_rules import OfficeRules
from tests.fakes.sample_documents import CLERK, OFFICE, outgoing_entry
from tests.fakes.stick_office import StickDesk, stick_desk


@dataclass
class Cable:
    """One piece of wire: who is plugged in, and where he answers."""

    plugged: dict[str, Address] = field(default_factory=dict)


class CableAnnouncing:
    """`Announcing` by a dictionary; `Cable.plugged` may be changed by a test."""

    def __init__(self, cable: Cable) -> None:
        self._cable = cable
        self._device = ""

    def start(self, device: str, agency: str, port: int) -> None:
        self._device = device
        self._cable.plugged.setdefault(device, (("127.0.0.1",), port))

    def heard(self) -> Mapping[str, Address]:
        return {d: a for d, a in self._cable.plugged.items() if d != self._device}

    def stop(self) -> None:
        self._cable.plugged.pop(self._device, None)


@dataclass
class NetworkDesk:
    """A desk with a real store and a real line in the office's network."""

    stick: StickDesk
    private: bytes
    network: LocalNetwork
    desks: OfficeDesks
    meet: MeetDesks

    @property
    def store(self):
        return self.stick.store

    @property
    def name(self) -> str:
        return self.stick.store.device

    @property
    def answering(self) -> AnswerDesks:
        return AnswerDesks(self.store, "")

    @property
    def key(self) -> str:
        return public_key(self.private)

    def __call__(self) -> Round:
        return self.meet()

    def told_of(self, *desks: "NetworkDesk") -> None:
        """What the province said of the agency's desks, this one among them."""
        told = {each.name: each.key for each in (self, *desks)}
        self.store.settings.keep_here(OFFICE_DESKS, told)

    def signed(self, subject: str = "Về việc mất mạng") -> Outgoing:
        """A document that its leader has approved and signed by hand."""
        drafted = self.store.outgoing.draft(outgoing_entry(subject=subject), CLERK.login)
        for step in (Step.SUBMIT, Step.APPROVE, Step.SIGN_BY_HAND):
            drafted = self.store.outgoing.take_step(drafted.uid, step, CLERK.login)
        return drafted

    @property
    def allot(self) -> AllotNumber:
        return AllotNumber(self.store, self.stick.clock)

    @property
    def ask(self) -> AskNumber:
        return AskNumber(self.store)

    @property
    def give(self) -> GiveAskedNumbers:
        return GiveAskedNumbers(self.store, self.desks, self.allot)


@contextmanager
def network_desk(
    folder: Path, cable: Cable, person: str = "Trần Văn Bình", office: Office = OFFICE
) -> Iterator[NetworkDesk]:
    """A desk that speaks on the cable as soon as the province has named others to it."""
    with stick_desk(folder, office) as stick:
        private = os.urandom(32)
        store = stick.store
        store.settings.keep_here(KEY, private.hex())
        types = [DocumentType("Tờ trình", "TTr", 4)]
        OfficeRules(store.settings).set_doc_types(types, CLERK.login)
        OfficeRules(store.settings).set_series(usual_series(types), CLERK.login)
        network = LocalNetwork(
            store.settings.office,
            store.device,
            lambda: private,
            lambda: CableAnnouncing(cable),
            host="127.0.0.1",
        )
        desks = OfficeDesks(store, lambda: public_key(private))
        meet = MeetDesks(store, network, desks, person, lambda: 0.0)
        try:
            yield NetworkDesk(stick, private, network, desks, meet)
        finally:
            meet.close()
