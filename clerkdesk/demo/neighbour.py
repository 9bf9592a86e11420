"""The other agency's desk, without a window: it writes to us, and registers what we send."""

import threading

from clerkdesk.demo.builders import Builders
from clerkdesk.demo.desk_work import DeskWork
from clerkdesk.demo.draft import Letter
from clerkdesk.demo.office import ADMIN, CLERK, PASSWORD, DemoOffice, furnish
from clerkdesk.demo.province import DemoProvince
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.people import Person
from clerkdesk.ports.store import OpenedStore
from clerkdesk.services.register_incoming import Registered
from clerkdesk.ui.open_office import ReadyOffice


class Neighbour:
    """Works as a diligent clerk would, each time it is told to."""

    def __init__(self, office: ReadyOffice, demo: DemoOffice, clerk: Person) -> None:
        self.office = office
        self._work = DeskWork(office.desk, demo, clerk)
        self._writing: threading.Thread | None = None
        self._problem: ClerkError | None = None
        self.answers: dict[str, bytes] = {}
        """Status packets that were written, by name, as they leave."""

    def send(self, to: Recipient, *letters: Letter) -> None:
        """Write letters to an agency in the background; they leave with the next meeting."""

        def write() -> None:
            try:
                for letter in letters:
                    self._work.issued(letter, to)
            except ClerkError as problem:
                self._problem = problem

        self._writing = threading.Thread(target=write, name="neighbour-writes")
        self._writing.start()

    def work(self) -> list[Registered]:
        """Meet the server, register every document that waits, and send receipts and letters.

        Raises:
            ServerUnreachable: nothing came and nothing left.
            ClerkError: a letter could not be written.
        """
        self._end_writing()
        if self._problem is not None:
            raise self._problem
        self.office.line.meet()
        registered = [self._work.register(arrival) for arrival in self._work.arrivals()]
        store = self.office.desk.store
        for parcel in store.exchange.waiting():
            self.answers[parcel.header.name] = store.files.get(parcel.header.sha256)
        self.office.line.meet()
        return registered

    def close(self) -> None:
        """End its children and close its store."""
        self._end_writing()
        self.office.desk.devices.close()
        self.office.close()

    def _end_writing(self) -> None:
        writing, self._writing = self._writing, None
        if writing is not None:
            writing.join()


def open_neighbour(other: DemoOffice, province: DemoProvince, builders: Builders) -> Neighbour:
    """The other agency's desk, enrolled and without a window; the store is made where missing."""
    vault = builders.build_vault(other.places)
    if vault.exists():
        opened = vault.unlock(CLERK.login, PASSWORD)
    else:
        store = builders.create_office(other.places, other.office, other.people).store
        furnish(store, other)
        opened = OpenedStore(store, CLERK)
    office = builders.open_office(opened, other.places, other.setup)
    if not office.connect.address:
        office.connect(province.address, province.enrolment(other.office.agency), ADMIN)
    return Neighbour(office, other, CLERK)
