"""The other agency's desk, without a window: it takes in what comes, checks it and registers it."""

from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.people import Person
from clerkdesk.services.register_incoming import Registered
from clerkdesk.ui.open_office import ReadyOffice


class Neighbour:
    """Works as a diligent clerk would, each time it is told to."""

    def __init__(self, office: ReadyOffice, clerk: Person) -> None:
        self.office = office
        self._clerk = clerk
        self.answers: dict[str, bytes] = {}
        """Status packets that were written, by name, as they leave."""

    def work(self) -> list[Registered]:
        """Meet the server, register every document that waits, and send the receipts.

        Raises:
            ServerUnreachable: nothing came and nothing left.
        """
        self.office.meet()
        registered = [
            self._register(arrival.arrival_id)
            for arrival in self.office.desk.store.exchange.arrivals()
            if arrival.kind is PacketKind.NEW and not arrival.problem
        ]
        store = self.office.desk.store
        for parcel in store.exchange.waiting():
            self.answers[parcel.header.name] = store.files.get(parcel.header.sha256)
        self.office.meet()
        return registered

    def close(self) -> None:
        """End its children and close its store."""
        self.office.desk.devices.close()
        self.office.close()

    def _register(self, arrival_id: str) -> Registered:
        desk = self.office.desk
        arrival = next(a for a in desk.store.exchange.arrivals() if a.arrival_id == arrival_id)
        candidate = desk.from_arrival(arrival)
        registered = desk.register(candidate, candidate.values, self._clerk)
        desk.stamp(registered.document, self._clerk)
        return registered
