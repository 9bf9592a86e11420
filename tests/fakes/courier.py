"""Two offices that exchange real edXML by files alone: no server, no line, a stick carried between them."""

from dataclasses import dataclass, field
from pathlib import Path

from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing, Recipient
from clerkdesk.ports.store import Arrival
from clerkdesk.services.import_packets import Imported
from tests.fakes.office import DEPARTMENT, FakeOffice
from tests.fakes.sample_documents import CLERK


def real_office(**changes: object) -> FakeOffice:
    """An office that writes and reads edXML as it is."""
    office = FakeOffice(**changes)  # type: ignore[arg-type]  # fields by name
    office.codec = EdxmlCodec(office.clock)  # type: ignore[assignment]  # same port
    return office


@dataclass
class Courier:
    """A commune, the department that it writes to, and the stick."""

    stick: Path
    commune: FakeOffice = field(default_factory=real_office)
    department: FakeOffice = field(default_factory=lambda: real_office(office=DEPARTMENT))

    def issued(self, **changes: object) -> Outgoing:
        place = Recipient(DEPARTMENT.name, DEPARTMENT.code)
        sealed = self.commune.sealed(recipients=(place,), **changes)
        return self.commune.desk().issue(sealed.uid, CLERK)

    def carry(self, giver: FakeOffice, taker: FakeOffice) -> list[Imported]:
        """Everything that waits at `giver`, as files, to `taker`."""
        files = giver.desk().export_packets.waiting(self.stick, CLERK)
        desk = taker.desk()
        return [desk.import_packets(file.name, file.read_bytes(), CLERK) for file in files]

    def to_department(self) -> list[Imported]:
        return self.carry(self.commune, self.department)

    def to_commune(self) -> list[Imported]:
        return self.carry(self.department, self.commune)

    def arrival(self) -> Arrival:
        """The last that waits at the department."""
        return self.department.store.exchange.arrivals()[-1]

    def registered(self) -> Incoming:
        """The department takes in what waits."""
        desk = self.department.desk()
        candidate = desk.from_arrival(self.arrival())
        return desk.register(candidate, candidate.values, CLERK).document
