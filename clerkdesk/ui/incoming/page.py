"""Văn bản đến as one workplace: the register, and over it the form while something is registered."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from clerkdesk.domain.incoming import Channel, Incoming
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.trust import CRL_SUFFIXES, TRUST_FILE_SUFFIX
from clerkdesk.ports.store import Arrival
from clerkdesk.services.candidates import Candidate
from clerkdesk.ui.importing.view import ImportView, is_table
from clerkdesk.ui.importing.wizard_page import WizardPage
from clerkdesk.ui.incoming.entry_presenter import EntryPresenter
from clerkdesk.ui.incoming.entry_view import EntryView
from clerkdesk.ui.incoming.list_view import IncomingListView
from clerkdesk.ui.packet_drops import are_packets

_TRUST_SUFFIXES = (TRUST_FILE_SUFFIX, *CRL_SUFFIXES)


class IncomingPage(WizardPage):
    """Switches between list and form."""

    scan_wanted = Signal()
    paper_wanted = Signal()  # a form for paper that is not scanned
    verdict_wanted = Signal(object)  # Incoming
    trust_dropped = Signal(object)  # paths of trust and revocation lists: no documents
    packets_dropped = Signal(object)  # paths of edXML packets, and of folders with them

    def __init__(
        self,
        listing: IncomingListView,
        entry: EntryView,
        presenter: EntryPresenter,
        make_import: Callable[[], ImportView],
    ) -> None:
        super().__init__(listing, make_import)
        self.listing = listing
        self.entry = entry
        self._presenter = presenter
        self._queue: list[Path] = []
        self._opening = False
        self.addWidget(entry)
        listing.scan_wanted.connect(self.scan_wanted)
        listing.register_wanted.connect(self._register)
        listing.arrival_wanted.connect(self.open_arrival)
        listing.files_dropped.connect(self.open_files)
        listing.import_wanted.connect(self.open_import)
        entry.left.connect(self._left)
        entry.forward_wanted.connect(self._forward)
        entry.open_wanted.connect(self._open)
        entry.earlier_wanted.connect(self._open)
        entry.back_wanted.connect(self._back)
        presenter.opened.connect(self._opened)
        presenter.failed.connect(self._failed)

    def open_batch(self, batch: ScanBatch) -> None:
        """Register scanned pages."""
        self.setCurrentWidget(self.entry)
        self._presenter.open_batch(batch)

    def open_arrival(self, arrival: Arrival) -> None:
        """Check and register a packet."""
        self.setCurrentWidget(self.entry)
        self._opening = True
        self._presenter.open_arrival(arrival)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Register dropped files, one after another; what is open is finished first. A spreadsheet
        is an old register that comes in."""
        lists = [path for path in paths if path.suffix.lower() in _TRUST_SUFFIXES]
        if lists:
            paths = [path for path in paths if path not in lists]
            self.trust_dropped.emit(lists)
        packets = [path for path in paths if are_packets(path)]
        if packets:
            paths = [path for path in paths if path not in packets]
            self.packets_dropped.emit(packets)
        tables = [path for path in paths if is_table(path)]
        self._queue += [path for path in paths if path not in tables]
        if tables and not self._queue and self._presenter.candidate is None and not self._opening:
            self.open_import(tables[0])
            return
        if self._presenter.candidate is None and not self._opening:
            self._next_file()

    def open_next(self, before: Candidate | None) -> bool:
        """Open what waits after `before`: a file that was dropped with it, or another arrival."""
        if self._queue:
            self._next_file()
            return True
        done = before.arrival.arrival_id if before is not None and before.arrival else None
        waiting = [one for one in self.listing.arrivals.arrivals if one.arrival_id != done]
        if done is not None and waiting:
            self.open_arrival(waiting[0])
            return True
        return False

    def show_verdict(self, document: Incoming) -> None:
        """Show what the checks of its signatures found."""
        self.show_document(document)
        self.verdict_wanted.emit(document)

    def refresh(self) -> None:
        """Read the register again."""
        self.listing.refresh()

    def show_document(self, document: Incoming) -> None:
        """Show the register with the cursor on this document."""
        self.setCurrentWidget(self.listing)
        self.listing.show_document(document.uid)

    def _next_file(self) -> None:
        if not self._queue:
            return
        path = self._queue.pop(0)
        self.setCurrentWidget(self.entry)
        self._opening = True
        self._presenter.open_file(path, Channel.MAIL)

    def _register(self) -> None:
        if self._presenter.candidate is not None:  # left open to look at an earlier document
            self._back()
            return
        arrivals = self.listing.arrivals.arrivals
        if arrivals:
            self.open_arrival(arrivals[0])
        else:
            self.scan_wanted.emit()

    def _left_import(self) -> None:
        self._left()

    def _left(self) -> None:
        self.setCurrentWidget(self.listing)
        self.listing.table.setFocus()
        self._next_file()

    def _forward(self, document: Incoming) -> None:
        self.listing.forward_soon(document.uid)
        self.show_document(document)

    def _open(self, document: Incoming) -> None:
        self.show_document(document)

    def _back(self) -> None:
        self.setCurrentWidget(self.entry)

    def _opened(self, _candidate: object) -> None:
        self._opening = False

    def _failed(self, _error: Exception) -> None:
        if self._opening:  # it could not be opened: back to where it waits
            self._opening = False
            self.setCurrentWidget(self.listing)
            self._next_file()
