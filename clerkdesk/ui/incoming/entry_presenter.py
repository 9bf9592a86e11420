"""What the registration screen decides: reading the page, checking the form, saving, stamping."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, SignalInstance

from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.errors import ClerkError, InvalidEntry, SecretDocument, StillRegistering
from clerkdesk.domain.incoming import Channel, Incoming
from clerkdesk.domain.office_hours import receipt
from clerkdesk.domain.piles import counted_problem
from clerkdesk.domain.reading import Box, ReadDocument
from clerkdesk.domain.register_fields import incoming_problems
from clerkdesk.domain.revisions import Progress
from clerkdesk.domain.scans import ScanBatch
from clerkdesk.domain.secrecy import stamped_secret
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Arrival
from clerkdesk.services.arrival_packets import is_mail_name
from clerkdesk.services.candidates import Candidate, form_values
from clerkdesk.services.desk import Desk
from clerkdesk.services.register_incoming import Registered
from clerkdesk.ui.chosen_file import read_file
from clerkdesk.ui.incoming.earlier_search import EarlierSearch
from clerkdesk.ui.incoming.entry_pages import candidate_pages
from clerkdesk.ui.incoming.entry_search import EntrySearch
from clerkdesk.ui.incoming.entry_words import compared_words
from clerkdesk.ui.incoming.held_lines import held_lines
from clerkdesk.ui.jobs import Jobs, Lane, Stop
from clerkdesk.ui.page_view.sheets import LoadPage, Sheet


class EntryPresenter(QObject):
    """One candidate from opening to its number; then the next."""

    opened = Signal(object)  # Candidate
    fields_read = Signal(object, dict)  # ReadDocument, form values that were read
    field_read = Signal(str, object)  # form field, ReadField or None
    held_against_books = Signal(str)  # Vietnamese lines about what was read; empty = nothing
    working = Signal(str)  # what is being done, Vietnamese; empty = nothing
    problems_found = Signal(dict)  # field name -> Vietnamese sentence
    registered = Signal(object)  # Registered
    stamped = Signal(object)  # Incoming, with its ĐẾN copy
    label_ready = Signal(object)  # PDF bytes
    refused = Signal()
    secret_found = Signal(object)  # SecretDocument; the candidate can only be discarded now
    discarded = Signal()
    earlier_found = Signal(object)  # Incoming that is registered already; None: there is none
    paper_recorded = Signal(object)  # Incoming that the scanned paper joined
    received = Signal(object)  # Receipt: actual and legal time of what is open
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._candidate: Candidate | None = None
        self._stop = Stop()
        self._saving = self._secret = False
        self.search = EntrySearch(desk, jobs)
        self.search.setParent(self)
        self.search.stamp_found.connect(self._lock)
        self.search.failed.connect(self._failed)
        self._earlier = EarlierSearch(desk, jobs)
        self._earlier.setParent(self)
        self._earlier.found.connect(self.earlier_found)
        self._earlier.failed.connect(self.failed)
        self._despite = ""
        self.book = ""
        """The sổ đến, where the office has more than one; empty = that of the agency."""

    @property
    def candidate(self) -> Candidate | None:
        """What is being registered; None when nothing is open."""
        return self._candidate

    @property
    def saving(self) -> bool:
        """Whether what is open is being registered: it cannot be left now."""
        return self._saving

    def open_batch(self, batch: ScanBatch) -> None:
        """Open scanned pages; the form fills itself as they are read."""
        if self._is_saving():
            return
        self._open(self._desk.from_batch(batch))
        self.held_against_books.emit(counted_problem(batch))
        stop = self._stop

        def read(reading: ReadDocument) -> None:
            self._read(reading, stop)

        report = self._jobs.bring_home(read)
        self.working.emit(_("Đang đọc trang…"))
        self._jobs.run(
            Lane.PAGES,
            lambda: self._desk.read.document(
                batch, read=lambda _pages, reading: report(reading), stop=stop
            ),
            done=lambda reading: self._read_all(reading, stop),
            failed=lambda error: self._could_not_open(error, stop),
            stop=stop,
        )

    def open_file(self, path: Path, channel: Channel) -> None:
        """Open a file that was dropped: check its signatures, then read it; a mail: what it brought."""
        desk = self._desk
        into = (
            desk.mail.open if is_mail_name(path.name) else partial(desk.from_file, channel=channel)
        )
        self._prepare(lambda told: into(path.name, read_file(path), progress=told))

    def open_paper(self, values: Mapping[str, object]) -> None:
        """Open a form for paper that is not scanned; `values` stand in it already."""
        if not self._is_saving():
            self.close()
            self._open(self._desk.by_hand(values))

    def choose_secret(self) -> None:
        """The clerk has seen a stamp that no program found; leaving the form takes it back."""
        if self._candidate is not None and not self._saving:
            self._lock()

    def open_arrival(self, arrival: Arrival) -> None:
        """Open a packet from the inbox."""
        self._prepare(lambda told: self._desk.from_arrival(arrival, progress=told))

    def close(self) -> None:
        """Leave without registering; pages and packets wait on. What is being saved is saved."""
        if not self._saving:
            self._leave()

    def _leave(self) -> None:
        self.working.emit("")
        self._turn_over(None)

    def pages(self) -> tuple[list[Sheet], LoadPage]:
        """The pages to look at beside the form, and how each is loaded (in Lane.PDF)."""
        return candidate_pages(self._desk, self._candidate)

    def save(self, values: Mapping[str, object], *, despite: str = "") -> None:
        """Register it, or name every field that is wrong; `despite`: why although dated too early."""
        candidate = self._candidate
        if candidate is None or self._saving:  # a second press must not take a second number
            return
        if self._secret:
            self.secret_found.emit(SecretDocument())
            return
        if wrong := incoming_problems(values, self._desk.today):
            self.problems_found.emit(wrong)
            return
        if self.search.holds_back():  # no number before every enclosure was searched
            return
        self._saving = True
        self._despite = despite
        if (batch := candidate.batch) is None:
            self._register(candidate, values, None)
            return
        self._bind(batch, values, lambda bound: self._register(candidate, values, bound))

    def look_for_earlier(self, values: Mapping[str, object]) -> None:
        """Find out whether what stands in the form is registered already."""
        if self._candidate is not None and not self._secret and not self._saving:
            self._earlier.look(self._candidate, values)

    def read_field(self, name: str, page: int, box: Box) -> None:
        """Read one field of the scanned page `page` (from 0) again, in the box that was drawn."""
        candidate = self._candidate
        if candidate is None or candidate.batch is None or self._secret or self._saving:
            return
        scanned, stop = candidate.batch.kept[page], self._stop
        self._jobs.run(
            Lane.PAGES,
            lambda: self._desk.read.field(scanned, page + 1, box, name),
            done=lambda read: None if stop() else self.field_read.emit(name, read),
            failed=lambda error: self._could_not_open(error, stop),
        )

    def record_paper(self, earlier: Incoming, values: Mapping[str, object]) -> None:
        """Let the paper join the document that is registered already, with its pages if scanned."""
        candidate = self._candidate
        if candidate is None or not candidate.is_paper or self._saving or self._secret:
            return
        self._saving = True
        if (batch := candidate.batch) is None:
            self._join(earlier, candidate, None)
        else:
            self._bind(batch, values, lambda bound: self._join(earlier, candidate, bound))

    def refuse(self, reason: str) -> None:
        """Send the arrival back with a reason."""
        candidate = self._candidate
        if candidate is None or candidate.arrival is None or self._saving:
            return
        if self.search.holds_back(lambda: self.refuse(reason)):
            return
        arrival, check = candidate.arrival, candidate.check
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.refuse(arrival, reason, self._desk.person, check),
            done=lambda _nothing: self._end(self.refused),
            failed=self._failed,
        )

    def discard_secret(self) -> None:
        """Shred what bears a stamp of secrecy; the sender of an arrival is told."""
        candidate = self._candidate
        if candidate is None or not self._secret:
            return
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.discard_secret(candidate, self._desk.person),
            done=lambda _nothing: self._end(self.discarded),
            failed=self._failed,
        )

    def want_label(self, document: Incoming) -> None:
        """Make the ĐẾN label of a registered document."""
        self._jobs.run(
            Lane.PDF,
            lambda: self._desk.stamp.label(document),
            done=self.label_ready.emit,
            failed=self.failed.emit,
        )

    # --- steps ---------------------------------------------------------------------------------

    def _bind(
        self, batch: ScanBatch, values: Mapping[str, object], done: Callable[[Attachment], None]
    ) -> None:
        self.working.emit(_("Đang ghép trang thành PDF…"))
        title = str(values.get("subject") or batch.title)
        name = str(values.get("code") or batch.title).replace("/", "-") + ".pdf"
        self._jobs.run(
            Lane.PAGES, lambda: self._desk.bind(batch, name, title), done=done, failed=self._failed
        )

    def _join(self, earlier: Incoming, candidate: Candidate, bound: Attachment | None) -> None:
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.record_paper(earlier, candidate, bound, self._desk.person),
            done=self._joined,
            failed=self._failed,
        )

    def _joined(self, document: Incoming) -> None:
        self._leave()
        self.paper_recorded.emit(document)

    def _prepare(self, work: Callable[[Progress], Candidate]) -> None:
        if self._is_saving():
            return
        self.close()
        stop = self._stop
        self.working.emit(_("Đang kiểm tra chữ ký số…"))

        def compared(pages: tuple[int, int]) -> None:
            if not stop():
                self.working.emit(compared_words(*pages))

        tell = self._jobs.bring_home(compared)
        self._jobs.run(
            Lane.PDF,
            lambda: work(lambda done, of: tell((done, of))),
            done=lambda candidate: self._prepared(candidate, stop),
            failed=lambda error: self._could_not_open(error, stop),
        )

    def _is_saving(self) -> bool:
        """Whether the document before still gets its number: no other may take its place then."""
        if self._saving:
            self.failed.emit(StillRegistering())
        return self._saving

    def _could_not_open(self, error: ClerkError, stop: Stop) -> None:
        """A failure of what the clerk has left meanwhile says nothing about what is open now."""
        if not stop():
            self._failed(error)

    def _prepared(self, candidate: Candidate, stop: Stop) -> None:
        if stop():  # the clerk has left it: another may be open by now
            return
        self.working.emit("")
        self._open(candidate)
        if candidate.secret:
            self._lock()
            return
        if candidate.reading.fields:
            self.fields_read.emit(candidate.reading, dict(candidate.values))
            self._hold_against_books(candidate.reading)
        self.search.run(candidate, self._stop)

    def _open(self, candidate: Candidate) -> None:
        self._turn_over(candidate)
        self.opened.emit(candidate)
        self._jobs.run(
            Lane.STORE,
            lambda: receipt(candidate.received_at, self._desk.rules.calendar()),
            done=self.received.emit,
            failed=self.failed.emit,
        )

    def _turn_over(self, candidate: Candidate | None) -> None:
        """What was open before ends here; what still runs for it is told to stop."""
        self._stop.stop()
        self._stop = Stop()
        self._saving = self._secret = False
        self.search.leave()
        self._earlier.leave()
        self._candidate = candidate

    def _read(self, reading: ReadDocument, stop: Stop) -> None:
        if stop() or self._candidate is None:
            return
        if stamped_secret(reading.pages):
            self._lock()
        else:
            self.fields_read.emit(reading, form_values(reading))

    def _read_all(self, reading: ReadDocument, stop: Stop) -> None:
        if stop() or self._candidate is None:
            return
        self._candidate = replace(self._candidate, reading=reading)
        if not self._saving:
            self.working.emit("")
        self._hold_against_books(reading)

    def _hold_against_books(self, reading: ReadDocument) -> None:
        stop, batch = self._stop, self._candidate.batch if self._candidate else None
        self._jobs.run(
            Lane.STORE,
            lambda: held_lines(self._desk.against_books, reading, batch),
            done=lambda words: None if stop() else self.held_against_books.emit(words),
            failed=self.failed.emit,
        )

    def _register(
        self, candidate: Candidate, values: Mapping[str, object], bound: Attachment | None
    ) -> None:
        self.working.emit(_("Đang cấp số…"))
        current = self._candidate or candidate  # its reading may have come in meanwhile
        book, despite = self.book, self._despite
        self._jobs.run(
            Lane.STORE,
            lambda: self._register_and_learn(current, values, bound, book, despite),
            done=self._registered,
            failed=self._failed,
        )

    def _register_and_learn(
        self,
        candidate: Candidate,
        values: Mapping[str, object],
        bound: Attachment | None,
        book: str,
        despite: str,
    ) -> Registered:
        result = self._desk.register(
            candidate, values, self._desk.person, bound, series=book, despite=despite
        )
        self._desk.learn(candidate.reading, values)
        return result

    def _registered(self, result: Registered) -> None:
        self.working.emit("")
        self._stop.stop()
        self._earlier.leave()
        self._candidate = None
        self._saving = False
        self.registered.emit(result)
        self._jobs.run(
            Lane.PDF,
            lambda: self._desk.stamp(result.document, self._desk.person),
            done=self.stamped.emit,
            failed=self.failed.emit,
        )

    def _lock(self) -> None:
        """Nothing more of it is read, shown or saved; the clerk may only discard it."""
        self._secret = True
        self._stop.stop()
        self.working.emit("")
        self.secret_found.emit(SecretDocument())

    def _end(self, said: SignalInstance) -> None:
        self._leave()
        said.emit()

    def _failed(self, error: ClerkError) -> None:
        self._saving = False
        self.working.emit("")
        if isinstance(error, SecretDocument) and self._candidate is not None:
            self._lock()
        elif isinstance(error, InvalidEntry):
            self.problems_found.emit(error.problems)
        else:
            self.failed.emit(error)
