"""What the builder of a workplace is given: desk, lanes, shell, lists, and ways to other workplaces."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from clerkdesk.domain.books import Direction
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.trust import TrustNews
from clerkdesk.ports.store import Arrival
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs
from clerkdesk.ui.lists import Lists
from clerkdesk.ui.memory import UiMemory
from clerkdesk.ui.print_made import PrintMade
from clerkdesk.ui.shell.window import MainWindow
from clerkdesk.ui.status_chips import StatusChips


@runtime_checkable
class RefreshingPage(Protocol):
    """A page that reads its rows again when the desk or the server has news."""

    def refresh(self) -> None:
        """Read again what is shown."""
        ...


class Ways(Protocol):
    """Where a workplace may send the clerk, and what it tells the office."""

    def scan(self) -> None:
        """Go to the scanner."""
        ...

    def register_batch(self, batch: ScanBatch) -> None:
        """Open the form on scanned pages."""
        ...

    def open_arrival(self, arrival: Arrival) -> None:
        """Open the form on a packet."""
        ...

    def open_files(self, paths: Sequence[Path]) -> None:
        """Open the form on files of the clerk's."""
        ...

    def show_incoming(self, document: Incoming | None) -> None:
        """Show the incoming register, on `document` if one is given."""
        ...

    def show_verdict(self, document: Incoming) -> None:
        """Show what the checks of an incoming document's signatures found."""
        ...

    def show_outgoing(self, document: Outgoing | None) -> None:
        """Show the outgoing register, on `document` if one is given."""
        ...

    def import_register(self, direction: Direction) -> None:
        """Bring an old register in."""
        ...

    def show_directory(self) -> None:
        """Go to the directory."""
        ...

    def show_mail(self) -> None:
        """Go to the settings of the official mailbox."""
        ...

    def show_backup(self) -> None:
        """Go to backups and restoring."""
        ...

    def show_conflicts(self) -> None:
        """Show what desks wrote differently."""
        ...

    def show_dispatch(self) -> None:
        """Show the paper that must leave."""
        ...

    def show_sign(self, document: Outgoing) -> None:
        """Go to signing, with this document chosen."""
        ...

    def plan_meeting(self, document: Incoming) -> None:
        """Put an invitation into the meetings; one that is there already is shown."""
        ...

    def search(self, text: str) -> None:
        """Look for `text` everywhere."""
        ...

    def send(self) -> None:
        """Something waits to leave: meet the server now."""
        ...

    def registered(self) -> None:
        """A document was registered or put away: counters and server must know."""
        ...

    def office_changed(self) -> None:
        """Facts of the office were changed: its name is shown anew and lists are read again."""
        ...

    def load_trust(self, paths: Sequence[Path]) -> None:
        """Take in trust and revocation lists that were dropped on another page."""
        ...

    def trust_came(self, news: TrustNews) -> None:
        """Trust or revocation lists were taken in: open verdicts are judged again."""
        ...

    def fetch_trust(self) -> None:
        """Ask for newer trust and revocation lists now."""
        ...

    def connected(self) -> None:
        """This desk has just been enrolled at the server."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Handed to `build` of every workplace."""

    desk: Desk
    jobs: Jobs
    window: MainWindow
    """The shell around the page."""
    memory: UiMemory
    lists: Callable[[], Lists]
    """What forms suggest now."""
    ways: Ways
    chips: StatusChips
    server: ConnectServer
    print_pdf: Callable[[str, bytes], None]
    """Ask for the printer and print a PDF, called by its name."""

    @property
    def print_made(self) -> PrintMade:
        """The same for a PDF that is yet to be made."""
        return PrintMade(self.jobs, self.print_pdf, self.window.show_error)


Builder = Callable[[Surroundings], QWidget]
"""Makes the page of one workplace when it is first shown."""
