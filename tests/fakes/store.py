"""`ports.store.Store` in memory: the rules of the real one, without disk, key or password cost."""

import hashlib
import itertools
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TypeVar

from clerkdesk.domain.agencies import Agency, Office
from clerkdesk.domain.attachments import Attachment
from clerkdesk.domain.books import (
    INCOMING_SERIES,
    Book,
    BookKey,
    Direction,
    Epoch,
    incoming_title,
    outgoing_title,
)
from clerkdesk.domain.changes import (
    attached,
    delivered,
    forwarded,
    numbered,
    require_draft,
    searched_incoming,
    searched_outgoing,
    stepped,
    with_main,
)
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.duplicates import spellings
from clerkdesk.domain.errors import (
    BookLocked,
    BookNotOpen,
    ClerkError,
    DamagedFile,
    KeyStoreLost,
    LoginTaken,
    NotFound,
    NotHolder,
    StoreExists,
    StoreMissing,
    WrongPassword,
    WrongRecoveryKey,
)
from clerkdesk.domain.history import what_happened
from clerkdesk.domain.incoming import (
    Assignment,
    Incoming,
    IncomingEntry,
    IncomingState,
)
from clerkdesk.domain.numbering import PrintedCode
from clerkdesk.domain.ops import FIRST_HASH, FieldChange, Op, OpKind, first_break
from clerkdesk.domain.outgoing import (
    Delivery,
    Outgoing,
    OutgoingEntry,
    OutgoingState,
    Step,
    after,
)
from clerkdesk.domain.people import Person
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.scans import BatchPage, ScanBatch, ScannedPage
from clerkdesk.domain.series import DocumentType, Series
from clerkdesk.domain.verdicts import SignatureCheck
from clerkdesk.domain.vietnamese import fold, nfc
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.registers import HistoryLine, IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.store import Arrival, NewStore, OpenedStore, Parcel

T = TypeVar("T")

DEMO_OFFICE = Office(
    code="000.00.19.H01",
    name="UBND xã Thử Nghiệm",
    short_name="UBND xã",
    parent_name="UBND tỉnh Thử Nghiệm",
    place="Thử Nghiệm",
    notation="UBND",
)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class _Shared:
    """What the fake registers share; `error` is raised by the next acts that would store."""

    device: str
    agency: str
    clock: Callable[[], datetime]
    error: ClerkError | None = None
    log: list[Op] = field(default_factory=list)
    names: Iterable[int] = field(default_factory=lambda: itertools.count(1))

    def new_id(self) -> str:
        return f"id-{next(iter(self.names)):06d}"

    def refuse_if_told(self) -> None:
        if self.error is not None:
            raise self.error

    def record(
        self, entity: str, key: str, kind: OpKind, by: str, values: Mapping[str, object]
    ) -> None:
        last = self.log[-1] if self.log else None
        fields = {name: FieldChange(to_plain(value)) for name, value in values.items()}
        self.log.append(
            Op(
                device=self.device,
                incarnation=1,
                seq=last.seq + 1 if last else 1,
                op_id=self.new_id(),
                previous=last.digest if last else FIRST_HASH,
                entity=entity,
                key=key,
                kind=kind.value,
                actor=by,
                at=self.clock(),
                fields=fields,
            )
        )


class FakeOpLog:
    """The chain in a list; remote ops are kept, and applied to nothing."""

    def __init__(self, shared: _Shared) -> None:
        self._shared = shared
        self.remote: list[Op] = []
        self.acked = 0
        self._cursor = (0, 0)

    def pending(self, limit: int) -> Sequence[Op]:
        return [op for op in self._shared.log if op.seq > self.acked][:limit]

    def acknowledge(self, seq: int) -> None:
        self.acked = max(0, min(seq, len(self._shared.log)))

    def cursor(self) -> tuple[int, int]:
        return self._cursor

    def apply_remote(self, generation: int, last: int, ops: Sequence[Op]) -> None:
        known = {(op.device, op.incarnation, op.seq) for op in self.remote}
        for op in ops:
            name = (op.device, op.incarnation, op.seq)
            if op.device != self._shared.device and name not in known:
                known.add(name)
                self.remote.append(op)
        if generation == self._cursor[0]:
            last = max(last, self._cursor[1])
        self._cursor = (generation, last)

    def history(self, entity: str, key: str) -> Sequence[HistoryLine]:
        ops = [
            op for op in [*self._shared.log, *self.remote] if (op.entity, op.key) == (entity, key)
        ]
        return [HistoryLine(op.at, op.actor, what_happened(op)) for op in ops]

    def first_break(self) -> int | None:
        return first_break(self._shared.log)


class FakeBooks:
    """Books by key; put a number into `marks` to see BookLocked."""

    def __init__(self, shared: _Shared) -> None:
        self._shared = shared
        self.books: dict[BookKey, Book] = {}
        self.marks: dict[BookKey, int] = {}

    def all(self) -> Sequence[Book]:
        return sorted(
            self.books.values(),
            key=lambda book: (-book.key.year, book.key.direction, book.key.series),
        )

    def open_year(
        self, direction: Direction, series: str, year: int, title: str, by: str, last: int = 0
    ) -> Book:
        key = BookKey(self._shared.agency, direction, series, year)
        if key not in self.books:
            self.books[key] = Book(key, title, self._shared.device, Epoch(0, 1), last)
            values = {"title": title, "holder": self._shared.device, "last": last}
            self._shared.record("book", str(key), OpKind.ACCEPT_BOOK, by, values)
        return self.books[key]

    def take(self, direction: Direction, series: str, year: int, title: str, by: str) -> int:
        self._shared.refuse_if_told()
        key = BookKey(self._shared.agency, direction, series, year)
        seen = self.marks.get(key, 0)
        log = self._shared.log
        first_year = local_date(log[0].at).year if log else 0
        present = local_date(self._shared.clock()).year
        if key not in self.books and (year != present or year < first_year):
            raise BookNotOpen(title)
        last = self.books[key].last if key in self.books else 0
        if seen > last:
            raise BookLocked(title, seen, last)
        book = self.open_year(direction, series, year, title, by)
        if book.holder != self._shared.device:
            raise NotHolder(book.title)
        self.books[key] = replace(book, last=book.last + 1)
        self.marks[key] = book.last + 1
        return book.last + 1


class FakeIncomingRegister:
    """Sổ văn bản đến in a list, `rows`, in the order of registration."""

    def __init__(self, shared: _Shared, books: FakeBooks) -> None:
        self._shared = shared
        self._books = books
        self.rows: list[Incoming] = []

    def add(self, entry: IncomingEntry, by: str) -> Incoming:
        entry = from_plain(IncomingEntry, to_plain(entry))
        year = entry.arrival_date.year
        number = self._books.take(
            Direction.INCOMING, INCOMING_SERIES, year, incoming_title(year), by
        )
        document = Incoming(
            uid=self._shared.new_id(),
            arrival_number=number,
            year=year,
            entry=entry,
            state=IncomingState.TO_FORWARD,
            registered_by=by,
        )
        self.rows.append(document)
        values = plain_fields(entry) | {"arrival_number": number, "year": year}
        self._shared.record("incoming", document.uid, OpKind.REGISTER, by, values)
        return document

    def get(self, uid: str) -> Incoming:
        for document in self.rows:
            if document.uid == uid:
                return document
        raise NotFound("văn bản đến này")

    def find(self, wanted: IncomingFilter, page: Page) -> Sequence[Incoming]:
        rows = self._matching(wanted)
        if page.before is not None:
            newest = max((row.year for row in self.rows), default=0)
            year = wanted.year or page.before_year or newest
            rows = [row for row in rows if (row.year, row.arrival_number) < (year, page.before)]
        rows.sort(key=lambda row: (row.year, row.arrival_number), reverse=True)
        return [replace(row, entry=replace(row.entry, full_text="")) for row in rows[: page.limit]]

    def count(self, wanted: IncomingFilter) -> int:
        return len(self._matching(wanted))

    def forward(self, uid: str, assignment: Assignment) -> Incoming:
        document = forwarded(self.get(uid), assignment)
        values = {"assignment": assignment, "state": document.state}
        return self._store(document, OpKind.FORWARD, assignment.by, values)

    def set_state(self, uid: str, state: IncomingState, by: str) -> Incoming:
        document = self.get(uid)
        if document.state is state:
            return document
        return self._store(replace(document, state=state), OpKind.STEP, by, {"state": state})

    def attach(self, uid: str, attachment: Attachment, by: str) -> Incoming:
        before = self.get(uid)
        document = attached(before, attachment)
        if document == before:
            return before
        values = {"attachments": document.entry.attachments}
        return self._store(document, OpKind.CHANGE, by, values)

    def by_packet(self, packet_id: str) -> Incoming | None:
        found = [row for row in self.rows if packet_id and row.entry.packet_id == packet_id]
        return found[-1] if found else None

    def by_code(self, code: PrintedCode) -> Sequence[Incoming]:
        numbers, notation = spellings(code.code_number), nfc(code.code_notation)
        rows = [
            row
            for row in self.rows
            if row.entry.code_number in numbers and row.entry.code_notation == notation
        ]
        rows.sort(key=lambda row: (row.year, row.arrival_number))
        return [replace(row, entry=replace(row.entry, full_text="")) for row in rows]

    def _matching(self, wanted: IncomingFilter) -> list[Incoming]:
        return [
            row
            for row in self.rows
            if _found(wanted.text, searched_incoming(row))
            and wanted.year in (None, row.year)
            and wanted.state in (None, row.state)
            and (wanted.overdue_on is None or row.overdue(wanted.overdue_on))
        ]

    def _store(
        self, document: Incoming, kind: OpKind, by: str, values: Mapping[str, object]
    ) -> Incoming:
        self._shared.refuse_if_told()
        index = [row.uid for row in self.rows].index(document.uid)
        self.rows[index] = document
        self._shared.record("incoming", document.uid, kind, by, values)
        return document


class FakeOutgoingRegister:
    """Sổ văn bản đi in a list, `rows`, latest change last."""

    def __init__(self, shared: _Shared, books: FakeBooks, office: Callable[[], Office]) -> None:
        self._shared = shared
        self._books = books
        self._office = office
        self.rows: list[Outgoing] = []

    def draft(self, entry: OutgoingEntry, by: str) -> Outgoing:
        self._shared.refuse_if_told()
        entry = from_plain(OutgoingEntry, to_plain(entry))
        document = Outgoing(self._shared.new_id(), entry, OutgoingState.DRAFT)
        return self._store(document, OpKind.REGISTER, by, plain_fields(entry))

    def change(self, uid: str, entry: OutgoingEntry, by: str) -> Outgoing:
        before = self.get(uid)
        require_draft(before)
        document = replace(before, entry=from_plain(OutgoingEntry, to_plain(entry)))
        if document == before:
            return before
        return self._store(document, OpKind.CHANGE, by, plain_fields(document.entry))

    def get(self, uid: str) -> Outgoing:
        for document in self.rows:
            if document.uid == uid:
                return document
        raise NotFound("văn bản đi này")

    def find(self, wanted: OutgoingFilter, page: Page) -> Sequence[Outgoing]:
        rows = [
            replace(row, entry=replace(row.entry, full_text=""))
            for row in reversed(self._matching(wanted))
            if page.before is None or row.changed < page.before
        ]
        return rows[: page.limit]

    def count(self, wanted: OutgoingFilter) -> int:
        return len(self._matching(wanted))

    def take_step(
        self, uid: str, step: Step, by: str, main_file: Attachment | None = None
    ) -> Outgoing:
        document = stepped(self.get(uid), step, main_file)
        if step is Step.ISSUE:
            document = replace(document, issued_at=self._shared.clock())
        return self._store(document, OpKind.STEP, by, {"step": step, "state": document.state})

    def allot(
        self, uid: str, series: Series, doc_type: DocumentType, unit: str, issued: date, by: str
    ) -> Outgoing:
        document = self.get(uid)
        after(Step.ALLOT_NUMBER, document.state)
        title = outgoing_title(series.title, issued.year)
        number = self._books.take(Direction.OUTGOING, series.series_id, issued.year, title, by)
        document = numbered(
            document, number, series, doc_type, self._office().notation, unit, issued
        )
        values = plain_fields(replace(document, deliveries=()))
        del values["entry"], values["deliveries"]
        return self._store(document, OpKind.ALLOT, by, values)

    def replace_main(self, uid: str, main_file: Attachment, by: str) -> Outgoing:
        before = self.get(uid)
        document = with_main(before, main_file)
        if document == before:
            return before
        values = {"attachments": document.entry.attachments}
        return self._store(document, OpKind.CHANGE, by, values)

    def set_delivery(self, uid: str, delivery: Delivery, by: str) -> Outgoing:
        before = self.get(uid)
        document = delivered(before, delivery)
        if document == before:
            return before
        return self._store(document, OpKind.DELIVERY, by, {"delivery": delivery})

    def by_code(self, code_number: str, code_notation: str, issued: date | None) -> Outgoing | None:
        found = [
            row
            for row in self.rows
            if row.issued_date is not None
            and row.code_number.lstrip("0") == code_number.lstrip("0")
            and row.code_notation == nfc(code_notation)
            and issued in (None, row.issued_date)
        ]
        return max(found, key=lambda row: row.issued_date or date.min) if found else None

    def _matching(self, wanted: OutgoingFilter) -> list[Outgoing]:
        return [
            row
            for row in self.rows
            if _found(wanted.text, searched_outgoing(row))
            and wanted.year in (None, row.year or row.entry.register_date.year)
            and (not wanted.states or row.state in wanted.states)
        ]

    def _store(
        self, document: Outgoing, kind: OpKind, by: str, values: Mapping[str, object]
    ) -> Outgoing:
        self._shared.refuse_if_told()
        last = max((row.changed for row in self.rows), default=0)
        document = replace(document, changed=last + 1)
        self.rows = [row for row in self.rows if row.uid != document.uid]
        self.rows.append(document)
        self._shared.record("outgoing", document.uid, kind, by, values)
        return document


class FakeChecks:
    """Checks in a list."""

    def __init__(self, shared: _Shared) -> None:
        self._shared = shared
        self.recorded: list[SignatureCheck] = []

    def record(self, check: SignatureCheck) -> None:
        self._shared.refuse_if_told()
        self.recorded.append(check)
        values = {"check": plain_fields(check)}
        self._shared.record("check", check.sha256, OpKind.CHANGE, self._shared.device, values)

    def latest(self, sha256: str) -> SignatureCheck | None:
        found = [check for check in self.recorded if check.sha256 == sha256]
        return found[-1] if found else None


class FakeFiles:
    """Contents by hash; change a value of `contents` to see DamagedFile."""

    def __init__(self, shared: _Shared) -> None:
        self._shared = shared
        self.contents: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        self._shared.refuse_if_told()
        sha256 = hashlib.sha256(content).hexdigest()
        self.contents[sha256] = bytes(content)
        return sha256

    def get(self, sha256: str) -> bytes:
        if sha256 not in self.contents:
            raise NotFound(f"tệp «{sha256[:12]}»")
        content = self.contents[sha256]
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DamagedFile(sha256[:12])
        return content

    def has(self, sha256: str) -> bool:
        return sha256 in self.contents


class FakePageSpool:
    """Batches in a dict, oldest first."""

    def __init__(self, shared: _Shared) -> None:
        self._shared = shared
        self._batches: dict[str, ScanBatch] = {}
        self._images: dict[str, bytes] = {}

    def open_batch(self, title: str, device: str) -> ScanBatch:
        self._shared.refuse_if_told()
        batch = ScanBatch(self._shared.new_id(), title, self._shared.clock(), device)
        self._batches[batch.batch_id] = batch
        return batch

    def add(self, batch_id: str, page: ScannedPage) -> BatchPage:
        batch = self.batch(batch_id)
        self._shared.refuse_if_told()
        kept = BatchPage(
            page_id=self._shared.new_id(),
            position=len(batch.pages) + 1,
            sha256=hashlib.sha256(page.image).hexdigest(),
            media_type=page.media_type,
            dpi=page.dpi,
            width=page.width,
            height=page.height,
        )
        self._images[kept.page_id] = page.image
        self._batches[batch_id] = replace(batch, pages=(*batch.pages, kept))
        return kept

    def batches(self) -> Sequence[ScanBatch]:
        return list(self._batches.values())

    def batch(self, batch_id: str) -> ScanBatch:
        if batch_id not in self._batches:
            raise NotFound("tập trang quét này")
        return self._batches[batch_id]

    def image(self, page: BatchPage) -> bytes:
        if page.page_id not in self._images:
            raise NotFound("trang quét này")
        return self._images[page.page_id]

    def turn(self, page_id: str, degrees: int) -> BatchPage:
        if degrees % 90:
            raise ValueError(f"pages turn by right angles, not by {degrees}")
        return self._edit(page_id, lambda page: replace(page, turned=(page.turned + degrees) % 360))

    def set_dropped(self, page_id: str, dropped: bool) -> BatchPage:
        return self._edit(page_id, lambda page: replace(page, dropped=dropped))

    def discard(self, batch_id: str) -> None:
        batch = self._batches.pop(batch_id, None)
        for page in batch.pages if batch else ():
            del self._images[page.page_id]

    def _edit(self, page_id: str, change: Callable[[BatchPage], BatchPage]) -> BatchPage:
        for batch_id, batch in self._batches.items():
            for page in batch.pages:
                if page.page_id == page_id:
                    changed = change(page)
                    pages = tuple(changed if old is page else old for old in batch.pages)
                    self._batches[batch_id] = replace(batch, pages=pages)
                    return changed
        raise NotFound("trang quét này")


class FakeSettings:
    """JSON values by name."""

    def __init__(self, shared: _Shared, office: Office) -> None:
        self._shared = shared
        self.values: dict[str, object] = {"office": to_plain(office)}

    def get(self, name: str) -> object:
        return self.values.get(name)

    def put(self, name: str, value: object, by: str) -> None:
        self._shared.refuse_if_told()
        plain = json.loads(json.dumps(to_plain(value)))
        self.values[name] = plain
        self._shared.record("setting", name, OpKind.SETTING, by, {"value": plain})

    def keep_here(self, name: str, value: object) -> None:
        self._shared.refuse_if_told()
        self.values[name] = json.loads(json.dumps(to_plain(value)))

    def office(self) -> Office:
        return from_plain(Office, self.values["office"])

    def set_office(self, office: Office, by: str) -> None:
        self.put("office", office, by)


class FakeDirectory:
    """Agencies by code."""

    def __init__(self, shared: _Shared) -> None:
        self._shared = shared
        self.rows: dict[str, Agency] = {}

    def agencies(self, text: str = "") -> Sequence[Agency]:
        wanted = fold(text)
        found = [row for row in self.rows.values() if wanted in fold(f"{row.name} {row.code}")]
        return sorted(found, key=lambda row: fold(f"{row.name} {row.code}"))

    def put(self, agency: Agency, by: str) -> None:
        key = agency.code.casefold()
        if self.rows.get(key) != agency:
            self.rows[key] = agency
            self._shared.record("agency", key, OpKind.CHANGE, by, plain_fields(agency))


class FakeAccounts:
    """People and their passwords, in clear."""

    def __init__(self, shared: _Shared) -> None:
        self._shared = shared
        self.rows: dict[str, Person] = {}
        self.passwords: dict[str, str] = {}

    def people(self) -> Sequence[Person]:
        return [self.rows[login] for login in sorted(self.rows)]

    def person(self, login: str) -> Person | None:
        return self.rows.get(_login(login))

    def add(self, person: Person, password: str) -> None:
        login = _login(person.login)
        if login in self.rows:
            raise LoginTaken(login)
        self._shared.refuse_if_told()
        self.rows[login] = replace(person, login=login)
        self.passwords[login] = nfc(password)
        self._shared.record("person", login, OpKind.REGISTER, login, plain_fields(person))

    def change_password(self, login: str, old: str, new: str) -> None:
        self.check(login, old)
        self._shared.refuse_if_told()
        self.passwords[_login(login)] = nfc(new)
        values = {"password": "changed"}
        self._shared.record("person", _login(login), OpKind.CHANGE, login, values)

    def reset_password(self, login: str, new: str) -> None:
        if _login(login) not in self.rows:
            raise WrongPassword
        self._shared.refuse_if_told()
        self.passwords[_login(login)] = nfc(new)
        values = {"password": "reset"}
        self._shared.record("person", _login(login), OpKind.CHANGE, login, values)

    def check(self, login: str, password: str) -> None:
        if self.passwords.get(_login(login)) != nfc(password):
            raise WrongPassword


class FakeExchange:
    """Outbox and inbox in lists."""

    def __init__(self, shared: _Shared) -> None:
        self._shared = shared
        self.parcels: dict[str, Parcel] = {}
        self.sent_ids: list[str] = []
        self.rows: list[Arrival] = []

    def queue(self, header: PacketHeader, about: str) -> Parcel:
        self._shared.refuse_if_told()
        parcel = Parcel(self._shared.new_id(), header, about, self._shared.clock())
        self.parcels[parcel.parcel_id] = parcel
        return parcel

    def waiting(self) -> Sequence[Parcel]:
        return list(self.parcels.values())

    def sent(self, parcel_id: str) -> None:
        if self.parcels.pop(parcel_id, None) is not None:
            self.sent_ids.append(parcel_id)

    def failed(self, parcel_id: str, error: str) -> None:
        parcel = self.parcels.get(parcel_id)
        if parcel is not None:
            self.parcels[parcel_id] = replace(parcel, tries=parcel.tries + 1, last_error=error)

    def receive(self, arrival: Arrival) -> bool:
        self._shared.refuse_if_told()
        for row in self.rows:
            same_bytes = row.header.sha256 == arrival.header.sha256
            if same_bytes or row.arrival_id == arrival.arrival_id:
                return False
        self.rows.append(arrival)
        return True

    def arrivals(self, *, waiting_only: bool = True) -> Sequence[Arrival]:
        return [row for row in self.rows if not waiting_only or not row.settled]

    def settle(self, arrival_id: str, settled: str) -> None:
        for index, row in enumerate(self.rows):
            if row.arrival_id == arrival_id:
                self.rows[index] = replace(row, settled=settled)
                kind = OpKind.REFUSE if settled == "refused" else OpKind.CHANGE
                values = {"settled": settled}
                self._shared.record("arrival", row.header.sha256, kind, self._shared.device, values)
                return
        raise NotFound("gói tin này")


class FakeStore:
    """A whole store in memory; set `error` to make every act that stores fail with it."""

    def __init__(
        self,
        office: Office = DEMO_OFFICE,
        people: Mapping[Person, str] | None = None,
        clock: Callable[[], datetime] = _now,
        device: str = "may-thu",
    ) -> None:
        self._shared = _Shared(device, office.code, clock)
        self.books = FakeBooks(self._shared)
        self.settings = FakeSettings(self._shared, office)
        self.incoming = FakeIncomingRegister(self._shared, self.books)
        self.outgoing = FakeOutgoingRegister(self._shared, self.books, self.settings.office)
        self.ops = FakeOpLog(self._shared)
        self.checks = FakeChecks(self._shared)
        self.files = FakeFiles(self._shared)
        self.spool = FakePageSpool(self._shared)
        self.directory = FakeDirectory(self._shared)
        self.accounts = FakeAccounts(self._shared)
        self.exchange = FakeExchange(self._shared)
        self.closed = False
        for person, password in (people or {}).items():
            self.accounts.add(person, password)

    @property
    def device(self) -> str:
        return self._shared.device

    @property
    def error(self) -> ClerkError | None:
        return self._shared.error

    @error.setter
    def error(self, error: ClerkError | None) -> None:
        self._shared.error = error

    def close(self) -> None:
        self.closed = True


class FakeKeyStore:
    """Secrets in a dict; `usable` False is a machine without a key store."""

    def __init__(self, usable: bool = True) -> None:
        self.usable = usable
        self.secrets: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        return self.secrets.get(name) if self.usable else None

    def put(self, name: str, secret: bytes) -> bool:
        if self.usable:
            self.secrets[name] = secret
        return self.usable

    def delete(self, name: str) -> None:
        self.secrets.pop(name, None)


class FakeVault:
    """One store in memory, opened by password or by `RECOVERY_KEY`."""

    RECOVERY_KEY = "0000-0000-0000-0000-0000-0000-0000"

    def __init__(self, store: FakeStore | None = None, key_store_opens: bool = False) -> None:
        self.store = store
        self.key_store_opens = key_store_opens

    def exists(self) -> bool:
        return self.store is not None

    def create(self, office: Office, people: Mapping[Person, str]) -> NewStore:
        if self.store is not None:
            raise StoreExists("kho thử")
        self.store = FakeStore(office, people)
        return NewStore(self.store, self.RECOVERY_KEY)

    def unlock(self, login: str, password: str) -> OpenedStore:
        store = self._present()
        store.accounts.check(login, password)
        person = store.accounts.person(login)
        assert person is not None
        return OpenedStore(store, person)

    def unlock_with_recovery_key(self, recovery_key: str) -> FakeStore:
        store = self._present()
        if "".join(recovery_key.split()).replace("-", "") != self.RECOVERY_KEY.replace("-", ""):
            raise WrongRecoveryKey
        return store

    def unlock_with_key_store(self) -> FakeStore:
        store = self._present()
        if not self.key_store_opens:
            raise KeyStoreLost
        return store

    def _present(self) -> FakeStore:
        if self.store is None:
            raise StoreMissing("kho thử")
        self.store.closed = False
        return self.store


def _login(login: str) -> str:
    return nfc(login).strip().casefold()


def _found(wanted: str, text: str) -> bool:
    """The rule of the real index, slowly: words together stay together, the last is a beginning."""
    words = " ".join(_words(text))
    parts = [" ".join(_words(part)) for part in fold(wanted).split()]
    parts = [part for part in parts if part]
    padded = f" {words} "
    return all(
        f" {part}" in padded if place == len(parts) else f" {part} " in padded
        for place, part in enumerate(parts, start=1)
    )


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in fold(text)).split()
