"""What the demo needs of the composition root, which stands above it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from clerkdesk.domain.agencies import Office
from clerkdesk.domain.people import Person
from clerkdesk.ports.program import DeviceSetup, Places
from clerkdesk.ports.store import NewStore, OpenedStore, Store
from clerkdesk.ports.vault import Vault
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.ui.open_office import ReadyOffice
from clerkdesk.ui.program import ProgramParts


class CreateOffice(Protocol):
    """As `clerkdesk.app.create_office`."""

    def __call__(self, places: Places, office: Office, people: Mapping[Person, str]) -> NewStore:
        """First start without a window."""
        ...


@dataclass(frozen=True, slots=True)
class Builders:
    """What the demo needs of the composition root, by the names that it has there."""

    create_office: CreateOffice
    build_vault: Callable[[Places], Vault]
    build_connect: Callable[[Store], ConnectServer]
    open_office: Callable[[OpenedStore, Places, DeviceSetup], ReadyOffice]
    program_parts: Callable[[Places, Callable[[], DeviceSetup]], ProgramParts]
    clock: Callable[[], datetime]
