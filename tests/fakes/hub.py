"""The province server in memory: `FakeProvince` is the server, `FakeHub` a desk's way to it."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from clerkdesk.adapters.bundle.sealed_file import SealedBundles
from clerkdesk.domain.access import DESK_SCOPES, Register, left_out, read_scopes
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.book_ops import Said, book_word
from clerkdesk.domain.books import Book, BookKey, Epoch
from clerkdesk.domain.bundles import PROVINCE, DeskCard
from clerkdesk.domain.errors import (
    BundleGap,
    BundleNotEnrolled,
    ClerkError,
    DeskFenced,
    ServerRefused,
    ServerUnreachable,
)
from clerkdesk.domain.holding import accepted, attested, from_paper, granted, released, used
from clerkdesk.domain.merkle import Tree
from clerkdesk.domain.ops import FIRST_HASH, Op, canonical_json
from clerkdesk.domain.province_log import Leaf, SignedRoot
from clerkdesk.domain.quarantine import Quarantine, begun, declared, ended
from clerkdesk.domain.wire import (
    PUSH_LIMIT,
    FeedEntry,
    FeedPage,
    HandedIn,
    Heard,
    PacketHeader,
    Pushed,
    RootsPage,
)


def fake_signature(key: str, text: bytes) -> str:
    """What stands for a signature in memory."""
    return hashlib.sha256(key.encode() + text).hexdigest()


@dataclass
class _AgencyRoom:
    agency: Agency
    feed: list[FeedEntry] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)
    delivered: dict[str, bytes] = field(default_factory=dict)


class FakeProvince:
    """Shared by the `FakeHub`s of all desks; `reachable = False` takes the line down."""

    def __init__(self, *agencies: Agency) -> None:
        self.generation = 1
        self.reachable = True
        self.time = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
        self.rooms: dict[str, _AgencyRoom] = {}
        self.codes: dict[str, str] = {}
        self.desks: dict[tuple[str, str], list[Op]] = {}
        self.keys: dict[tuple[str, str], tuple[object, str]] = {}
        self.incarnations: dict[tuple[str, str], int] = {}
        self.packets: dict[tuple[str, str, str, str, str], str] = {}
        self.hidden: dict[tuple[str, str], frozenset[Register]] = {}
        self.trust_list: bytes | None = None
        self.books: dict[tuple[str, BookKey], Book] = {}
        self.wishes: dict[tuple[str, BookKey], set[str]] = {}
        self.quarantines: dict[str, Quarantine] = {}
        self.root_key = "the province"
        self.signed: dict[str, list[SignedRoot]] = {}
        self.private = bytes(range(32))
        for agency in agencies:
            self.add_agency(agency)

    def add_agency(self, agency: Agency) -> None:
        """Put an agency into the directory."""
        self.rooms[agency.code.casefold()] = _AgencyRoom(agency)

    def one_time_code(self, agency_code: str) -> str:
        """A code that enrols one desk."""
        code = f"CODE-{len(self.codes) + 1:04d}"
        self.codes[code] = agency_code.casefold()
        return code

    def restore(self) -> None:
        """Put the server back to its first day: feeds, blobs and logs are gone, desks remain."""
        self.generation += 1
        self.desks = {key: [] for key in self.desks}
        self.packets.clear()
        for room in self.rooms.values():
            room.feed.clear()
            room.blobs.clear()
        self.signed.clear()
        self.books.clear()
        self.wishes.clear()
        self.quarantines = {
            agency: begun(
                frozenset(name for code, name in self.desks if code == agency), frozenset()
            )
            for agency in {code for code, _name in self.desks}
        }

    def sign_day(self, day: str) -> None:
        """Sign every feed, as the server does once a day."""
        for code, room in self.rooms.items():
            signed = self.signed.setdefault(code, [])
            leaves = [fake_leaf(entry).hash for entry in room.feed]
            root = SignedRoot(
                room.agency.code,
                self.generation,
                day,
                len(leaves),
                Tree().grown(leaves).root.hex(),
                signed[-1].digest if signed else FIRST_HASH,
            )
            signature = fake_signature(self.root_key, root.text)
            signed.append(replace(root, signature=signature))

    def moment(self) -> str:
        """The server's time, which never stands still."""
        self.time += timedelta(seconds=1)
        return self.time.isoformat()


def fake_leaf(entry: FeedEntry) -> Leaf:
    """As the server hashes an entry."""
    if entry.op is None:
        assert entry.packet is not None
        digest = hashlib.sha256(canonical_json(entry.packet.message())).hexdigest()
        return Leaf(entry.seq, entry.at, digest)
    op = entry.op
    return Leaf(entry.seq, entry.at, op.digest, op.device, op.incarnation, op.seq)


class FakeHub:
    """A desk's way to a `FakeProvince`.

    `lose_next_answer` does the work and then breaks the line; `refuse_next` refuses.
    """

    def __init__(self, province: FakeProvince, agency_code: str, device: str) -> None:
        self.province = province
        self.lose_next_answer = False
        self.refuse_next: ClerkError | None = None
        self.waited: list[int] = []
        self.closed = False
        self._agency = agency_code.casefold()
        self._device = device
        self._key = object()

    def enrol(self, code: str, device: str, agency: Agency) -> None:
        self._reach()
        key = (agency.code.casefold(), device)
        if self.province.keys.get(key) == (self._key, code):
            return
        if self.province.codes.get(code) != agency.code.casefold():
            raise ServerRefused("mã ghi danh không đúng, đã dùng hoặc đã hết hạn")
        del self.province.codes[code]
        self.province.keys[key] = (self._key, code)
        self.province.desks.setdefault(key, [])
        self._answer()

    def push(self, incarnation: int, ops: Sequence[Op]) -> Pushed:
        self._room()
        key = (self._agency, self._device)
        if incarnation < self.province.incarnations.get(key, 0):
            raise DeskFenced
        log = self.province.desks[key]
        if incarnation > self.province.incarnations.get(key, 0):
            log = []
        acked = len(log)
        if ops and ops[0].seq > acked + 1:
            return Pushed(acked)
        batch = list(ops[:PUSH_LIMIT])
        if any(op.device != self._device for op in batch):
            raise ServerRefused("máy này không được làm thay máy hoặc cơ quan khác")
        for before, after in pairwise(batch):
            if after.previous != before.digest or after.seq != before.seq + 1:
                raise ServerRefused("chuỗi nhật ký của máy không liền mạch")
        known = [op for op in batch if op.seq <= acked]
        fresh = batch[len(known) :]
        if any(log[op.seq - 1].digest != op.digest for op in known):
            raise DeskFenced
        if fresh and fresh[0].previous != (log[-1].digest if log else FIRST_HASH):
            raise DeskFenced
        for op in fresh:
            self._take(op)
            if (op.entity, op.key) == ("setting", DESK_SCOPES) and not self._hidden():
                for device, hidden in read_scopes(op.fields["value"].value).items():
                    self.province.hidden[self._agency, device] = hidden
        if fresh:
            self.province.desks[key] = [*log, *fresh]
            self.province.incarnations[key] = incarnation
        self._answer()
        return Pushed(acked + len(fresh))

    def pull(self, generation: int, since: int, *, wait: int = 0, own: bool = False) -> FeedPage:
        feed = self._room().feed
        if generation != self.province.generation:
            since = 0
        entries = tuple(
            entry
            for entry in feed[since:]
            if (own or entry.op is None or entry.op.device != self._device) and self._sees(entry)
        )[:PUSH_LIMIT]
        last = entries[-1].seq if len(entries) == PUSH_LIMIT else max(len(feed), since)
        self._answer()
        return FeedPage(self.province.generation, entries, last, self._wanted())

    def _hidden(self) -> frozenset[Register]:
        return self.province.hidden.get((self._agency, self._device), frozenset())

    def _sees(self, entry: FeedEntry) -> bool:
        if entry.op is None:
            return Register.INCOMING not in self._hidden()
        return not left_out(entry.op.entity, self._hidden())

    def has_blob(self, sha256: str) -> bool:
        room = self._room()
        self._answer()
        return sha256 in room.blobs or sha256 in room.delivered

    def put_blob(self, sha256: str, content: bytes) -> None:
        room = self._room()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ServerRefused("nội dung tệp không khớp mã kiểm tra")
        room.blobs[sha256] = content
        self._answer()

    def put_blobs(self, contents: Iterable[tuple[str, Callable[[], bytes]]]) -> Iterator[str]:
        for sha256, read in contents:
            if not self.has_blob(sha256):
                self.put_blob(sha256, read())
            yield sha256

    def get_blob(self, sha256: str) -> bytes:
        room = self._room()
        self._answer()
        content = room.blobs.get(sha256, room.delivered.get(sha256))
        if content is None:
            raise ServerRefused("không có nội dung được yêu cầu")
        return content

    def send(self, header: PacketHeader) -> str:
        room = self._room()
        if header.sender.casefold() != self._agency:
            raise ServerRefused("máy này không được làm thay máy hoặc cơ quan khác")
        content = room.blobs.get(header.sha256, room.delivered.get(header.sha256))
        if content is None:
            raise ServerRefused("tệp của gói tin chưa được gửi lên")
        if len(content) != header.size:
            raise ServerRefused("yêu cầu không đúng định dạng")
        recipients = dict.fromkeys(code.casefold() for code in header.recipients)
        if not recipients or any(code not in self.province.rooms for code in recipients):
            raise ServerRefused("nơi nhận chưa có trong danh bạ của tỉnh")
        at = self.province.moment()
        for code in recipients:
            key = (self._agency, header.document_id, header.kind, header.sha256, code)
            if key in self.province.packets:
                at = self.province.packets[key]
                continue
            self.province.packets[key] = at
            self.province.rooms[code].delivered[header.sha256] = content
            self._add(code, FeedEntry(0, packet=header, at=at))
        self._answer()
        return at

    def server_time(self) -> datetime | None:
        return self.province.time

    def agencies(self) -> Sequence[Agency]:
        self._room()
        return [room.agency for _code, room in sorted(self.province.rooms.items())]

    def trust_list(self) -> bytes | None:
        self._room()
        self._answer()
        return self.province.trust_list

    def ask_for_book(self, key: BookKey, knows: Epoch) -> Book | None:
        self._room()
        place = (self._agency, key)
        book = self.province.books.get(place) or from_paper(key, str(key))
        state = self.province.quarantines.get(self._agency, Quarantine())
        given = granted(book, self._device, knows, self.province.generation, quarantine=state.on)
        self.province.books[place] = given or book
        wishes = self.province.wishes.setdefault(place, set())
        (wishes.add if given is None else wishes.discard)(self._device)
        self._answer()
        return given

    def declare(self, incarnation: int, head: int, marks: Mapping[str, int]) -> Heard:
        self._room()
        chain = (self._agency, self._device)
        acked = len(self.province.desks[chain])
        if incarnation != self.province.incarnations.get(chain, 0):
            acked = 0
        books = self.province.books.items()
        known = {str(key): book.last for (agency, key), book in books if agency == self._agency}
        state = self.province.quarantines.get(self._agency, Quarantine())
        state = declared(state, self._device, acked=acked, head=head, marks=marks, known=known)
        self.province.quarantines[self._agency] = ended(state, paper_read=False)
        self._answer()
        return Heard(acked, self.province.quarantines[self._agency].on)

    def offer(self, ops: Sequence[Op]) -> int:
        self._room()
        taken = 0
        for op in ops:
            chain = (self._agency, op.device)
            log = self.province.desks.get(chain)
            newest = self.province.incarnations.get(chain, op.incarnation)
            if log is None or op.incarnation != newest or op.seq != len(log) + 1:
                continue
            if op.previous == (log[-1].digest if log else FIRST_HASH):
                log.append(op)
                self.province.incarnations[chain] = op.incarnation
                self._take(op)
                taken += 1
        self._answer()
        return taken

    def _take(self, op: Op, code: str = "") -> None:
        """Into the feed; a book follows what its holder says."""
        code = code or self._agency
        self._add(code, FeedEntry(0, op=op))
        agency = self.province.rooms[code].agency.code
        try:
            word = book_word(agency, op.message())
        except (KeyError, TypeError, ValueError):
            return  # kept and forwarded, but it moves no book here
        if word is None:
            return
        place = (code, word.key)
        known = self.province.books.get(place)
        offered = Book(word.key, word.title, op.device, word.epoch, word.number)
        book: Book | None = known
        match word.said:
            case Said.ACCEPTED:
                book = accepted(known, offered)
            case Said.RELEASED if known is not None:
                book = released(known, op.device, word.epoch)
            case Said.ATTESTED:
                book = attested(known or offered, word.number)
            case Said.USED:
                book = used(known, offered, word.number, None)
        if book is not None:
            self.province.books[place] = book

    def _wanted(self) -> tuple[str, ...]:
        return tuple(
            f"{key.direction}/{key.series}/{key.year}"
            for (agency, key), wishes in self.province.wishes.items()
            if agency == self._agency
            and self.province.books[agency, key].holder == self._device
            and wishes - {self._device}
        )

    def roots(self, after: int) -> RootsPage:
        self._room()
        signed = [root for root in self.province.signed.get(self._agency, []) if root.size > after]
        self._answer()
        return RootsPage(self.province.generation, self.province.root_key, tuple(signed))

    def leaves(self, since: int, limit: int) -> Sequence[Leaf]:
        feed = self._room().feed
        return [fake_leaf(entry) for entry in feed[since : since + limit]]

    def listen(self, generation: int, since: int, wait: int) -> bool:
        """Never waits; `waited` says for how long it was asked to."""
        feed = self._room().feed
        self.waited.append(wait)
        self._answer()
        if generation != self.province.generation:
            return True
        return any(
            self._sees(entry) and (entry.op is None or entry.op.device != self._device)
            for entry in feed[since:]
        )

    def hang_up(self) -> None:
        self.province.reachable = False

    def province_card(self) -> DeskCard | None:
        self._room()
        return SealedBundles().card(PROVINCE, self.province.private)

    def hand_in(self, bundle: bytes) -> HandedIn:
        """Enrolled desks are believed by their name: hubs here have no keys that sign."""
        self._room()
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "bundle"
            file.write_bytes(bundle)
            try:
                return self._read_in(file)
            except ClerkError as error:
                raise ServerRefused(str(error)) from error

    def _read_in(self, file: Path) -> HandedIn:
        bundles, province = SealedBundles(), self.province
        head = bundles.peek(file)
        agency = head.agency.casefold()
        if (agency, head.writer.device) not in province.keys:
            raise BundleNotEnrolled(head.writer.device, head.agency)
        opened = bundles.open(file, head.writer, PROVINCE, province.private)
        logs = {key: list(log) for key, log in province.desks.items()}
        fresh = [op for part in opened.parts() for op in part.ops]
        fresh = [op for op in fresh if op.seq > len(logs.get((agency, op.device), ()))]
        for op in fresh:
            log = logs.setdefault((agency, op.device), [])
            if op.seq != len(log) + 1:
                raise BundleGap(op.device, len(log) + 1)
            log.append(op)
        province.desks = logs
        for op in fresh:
            province.incarnations[agency, op.device] = op.incarnation
            self._take(op, agency)
        files = [part.content for part in opened.parts() if part.content is not None]
        blobs = province.rooms[agency].blobs
        new = {hashlib.sha256(one).hexdigest(): one for one in files}
        new = {sha256: one for sha256, one in new.items() if sha256 not in blobs}
        blobs.update(new)
        return HandedIn(head.writer.device, len(fresh), len(new))

    def close(self) -> None:
        self.closed = True

    def _add(self, agency: str, entry: FeedEntry) -> None:
        feed = self.province.rooms[agency].feed
        feed.append(replace(entry, seq=len(feed) + 1, at=entry.at or self.province.moment()))

    def _room(self) -> _AgencyRoom:
        self._reach()
        key, _code = self.province.keys.get((self._agency, self._device), (None, ""))
        if key is not self._key:
            raise ServerRefused("máy này chưa được ghi danh hoặc khóa không đúng")
        if self.refuse_next is not None:
            refusal, self.refuse_next = self.refuse_next, None
            raise refusal
        return self.province.rooms[self._agency]

    def _reach(self) -> None:
        if not self.province.reachable:
            raise ServerUnreachable

    def _answer(self) -> None:
        if self.lose_next_answer:
            self.lose_next_answer = False
            raise ServerUnreachable
