"""One meeting with the province: everything arrives once, whatever breaks in between."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import DeskFenced, DiskFull, ServerRefused, ServerUnreachable
from clerkdesk.domain.ops import Op
from clerkdesk.domain.outgoing import Delivery, Outgoing, OutgoingEntry, OutgoingState, Recipient
from clerkdesk.domain.wire import PacketHeader, Pushed
from clerkdesk.ports.store import Parcel
from clerkdesk.services.sync import SyncNow
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.op_chain import OpChain

HERE, THERE = Agency("H01.HERE", "UBND xã An Bình"), Agency("H01.THERE", "UBND xã Tân Hòa")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Ops:
    """An op log of one desk: its own chain, and what came from other desks."""

    def __init__(self, device: str) -> None:
        self.chain = OpChain(device)
        self.acked = 0
        self.position = (0, 0)
        self.remote: list[Op] = []

    @property
    def life(self) -> tuple[int, int]:
        return (1, len(self.chain.ops))

    def offer_former(self) -> int:
        return 0

    def pending(self, limit: int) -> Sequence[Op]:
        return self.chain.ops[self.acked : self.acked + limit]

    def acknowledge(self, seq: int) -> None:
        self.acked = seq

    def cursor(self) -> tuple[int, int]:
        return self.position

    def apply_remote(self, generation: int, last: int, ops: Sequence[Op]) -> None:
        self.remote += [op for op in ops if op not in self.remote]
        self.position = (generation, last)


class Files:
    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        name = hashlib.sha256(content).hexdigest()
        self.contents[name] = content
        return name

    def get(self, sha256: str) -> bytes:
        return self.contents[sha256]

    def has(self, sha256: str) -> bool:
        return sha256 in self.contents


class Outbox:
    def __init__(self) -> None:
        self.parcels: list[Parcel] = []
        self.gone_for_good: set[str] = set()

    def queue(self, header: PacketHeader, about: str) -> Parcel:
        parcel = Parcel(f"parcel-{len(self.parcels)}", header, about, NOON)
        self.parcels.append(parcel)
        return parcel

    def waiting(self) -> Sequence[Parcel]:
        return list(self.parcels)

    def sent(self, parcel_id: str, at: datetime | None = None) -> None:
        self.parcels = [parcel for parcel in self.parcels if parcel.parcel_id != parcel_id]

    def shredded(self, sha256: str) -> bool:
        return sha256 in self.gone_for_good

    def failed(self, parcel_id: str, error: str) -> None:
        self.parcels = [
            replace(parcel, tries=parcel.tries + 1, last_error=error)
            if parcel.parcel_id == parcel_id
            else parcel
            for parcel in self.parcels
        ]


class OutgoingDocuments:
    """One issued document; recording a delivery makes an op, as in the real store."""

    def __init__(self, ops: Ops) -> None:
        self._ops = ops
        entry = OutgoingEntry(
            issuing_org_name=HERE.name,
            doc_type="Tờ trình",
            subject="Về việc họp giao ban",
            drafting_unit="Văn phòng",
            signer_name="Nguyễn Văn An",
            signer_position="Chủ tịch",
            recipients=(),
            register_date=date(2026, 3, 2),
        )
        deliveries = (
            Delivery(Recipient(THERE.name, THERE.code.lower())),
            Delivery(Recipient("Sở Tư pháp", "H99.OTHER")),
        )
        self.document = Outgoing("doc-1", entry, OutgoingState.ISSUED, deliveries=deliveries)

    def get(self, uid: str) -> Outgoing:
        assert uid == "doc-1"
        return self.document

    def set_delivery(self, uid: str, delivery: Delivery, by: str) -> Outgoing:
        deliveries = tuple(
            delivery if old.recipient == delivery.recipient else old
            for old in self.document.deliveries
        )
        self.document = replace(self.document, deliveries=deliveries)
        self._ops.chain.add()
        return self.document


class Office:
    """A desk of an agency: store, hub, and what its clerk would see in the inbox."""

    def __init__(self, province: FakeProvince, agency: Agency, device: str) -> None:
        self.agency = agency
        self.ops = Ops(device)
        self.files, self.exchange = Files(), Outbox()
        self.outgoing = OutgoingDocuments(self.ops)
        self.store = SimpleNamespace(
            device=device,
            ops=self.ops,
            files=self.files,
            exchange=self.exchange,
            outgoing=self.outgoing,
            settings=SimpleNamespace(get=lambda _name: None),
        )
        self.hub = FakeHub(province, agency.code, device)
        self.hub.enrol(province.one_time_code(agency.code), device, agency)
        self.inbox: dict[str, tuple[PacketHeader, bytes, datetime, datetime | None]] = {}
        self.on_arrival: Callable[[PacketHeader], None] = lambda _header: None
        self.sync = SyncNow(self.store, self.hub, self.take_in, lambda: NOON)

    def take_in(
        self, header: PacketHeader, content: bytes, received: datetime, sent: datetime | None
    ) -> None:
        self.on_arrival(header)
        assert header.sha256 not in self.inbox or self.inbox[header.sha256][1] == content
        self.inbox[header.sha256] = (header, content, received, sent)

    def queue(
        self, to: Agency, content: bytes = b"<edXML/>", kind: str = "new", about: str = "doc-1"
    ) -> PacketHeader:
        header = PacketHeader(
            sender=self.agency.code,
            recipients=(to.code,),
            document_id="H01.HERE,2026/03/02,41/TTr-UBND",
            kind=kind,
            sha256=self.files.put(content),
            size=len(content),
            name="41-TTr-UBND.edxml",
        )
        self.exchange.queue(header, about)
        return header


@pytest.fixture
def province() -> FakeProvince:
    return FakeProvince(HERE, THERE)


@pytest.fixture
def here(province: FakeProvince) -> Office:
    return Office(province, HERE, "here-1")


@pytest.fixture
def there(province: FakeProvince) -> Office:
    return Office(province, THERE, "there-1")


def test_a_document_goes_out_and_its_send_time_is_the_servers(here: Office, there: Office) -> None:
    here.ops.chain.add(3)
    header = here.queue(THERE)
    result = here.sync()
    assert (result.sent, result.waiting) == (1, 0)
    assert result.pushed == 4  # three, and the one that records the sending
    reached, other = here.outgoing.document.deliveries
    assert reached.status is DeliveryStatus.SENT
    assert other.status is DeliveryStatus.WAITING
    assert there.sync().received == 1
    got, content, received, sent = there.inbox[header.sha256]
    assert (got, content, received) == (header, b"<edXML/>", NOON)
    assert sent == reached.sent_at
    assert there.sync().received == 0


def test_offline_nothing_is_lost_and_all_of_it_leaves_later(
    province: FakeProvince, here: Office, there: Office
) -> None:
    here.ops.chain.add(2)
    here.queue(THERE)
    province.reachable = False
    with pytest.raises(ServerUnreachable):
        here.sync()
    assert len(here.exchange.waiting()) == 1
    assert here.exchange.waiting()[0].tries == 0
    province.reachable = True
    assert here.sync().sent == 1
    assert there.sync().received == 1


def test_ops_are_safe_before_files_are_tried(here: Office) -> None:
    here.ops.chain.add(2)
    here.queue(THERE)
    calls: list[str] = []
    for name in ("push", "has_blob", "put_blob", "send", "pull"):
        real = getattr(here.hub, name)

        def noted(
            *given: object, name: str = name, real: Callable[..., object] = real, **more: object
        ) -> object:
            calls.append(name)
            return real(*given, **more)

        setattr(here.hub, name, noted)
    here.sync()
    assert calls[:5] == ["push", "has_blob", "put_blob", "send", "pull"]


def cut_after(hub: FakeHub, answers: int) -> Callable[[], None]:
    """Lose the answer after `answers` good ones; the work behind it is done."""
    left = [answers]
    real = hub._answer

    def answer() -> None:
        left[0] -= 1
        if left[0] == -1:
            raise ServerUnreachable
        real()

    hub._answer = answer  # type: ignore[method-assign]
    return lambda: setattr(hub, "_answer", real)


@pytest.mark.parametrize("answers", range(9))
def test_a_line_that_breaks_after_any_answer_neither_loses_nor_doubles(
    province: FakeProvince, here: Office, there: Office, answers: int
) -> None:
    colleague = Office(province, HERE, "here-2")
    here.ops.chain.add(2)
    header = here.queue(THERE)
    there.queue(HERE, b"<an answer/>", kind="status", about="in-1")
    there.sync()
    mend = cut_after(here.hub, answers)
    broken = False
    try:
        here.sync()
    except ServerUnreachable:
        broken = True
    assert broken or answers >= 7
    mend()
    here.sync()
    there.sync()
    colleague.sync()
    assert here.ops.pending(500) == []
    assert here.exchange.waiting() == []
    assert list(there.inbox) == [header.sha256]
    assert len(here.inbox) == 1
    assert colleague.ops.remote == here.ops.chain.ops
    feed = province.rooms[THERE.code.casefold()].feed
    assert [entry.packet for entry in feed] == [header]
    delivery = here.outgoing.document.deliveries[0]
    assert (delivery.status, delivery.sent_at) == (
        DeliveryStatus.SENT,
        datetime.fromisoformat(feed[0].at),
    )


def test_a_receipt_that_taking_in_queues_leaves_in_the_same_meeting(
    here: Office, there: Office
) -> None:
    header = here.queue(THERE)
    here.sync()
    there.on_arrival = lambda _header: there.queue(HERE, b"<status 01/>", "status", "in-1") and None
    result = there.sync()
    assert (result.received, result.sent, result.waiting) == (1, 1, 0)
    assert here.sync().received == 1
    assert header.sha256 not in here.inbox


def test_one_refused_packet_waits_with_its_reason_and_the_others_leave(
    here: Office, there: Office
) -> None:
    here.queue(Agency("H77.NOBODY", "Không có"), b"<lost/>")
    here.queue(THERE, b"<good/>")
    result = here.sync()
    assert (result.sent, result.waiting) == (1, 1)
    (stuck,) = here.exchange.waiting()
    assert stuck.tries == 1
    assert "nơi nhận" in stuck.last_error
    assert there.sync().received == 1


def test_a_fenced_desk_stops_before_it_sends_anything(here: Office, there: Office) -> None:
    here.ops.chain.add(3)
    here.sync()
    here.ops.chain = OpChain("here-1")
    here.ops.chain.add(3, "lịch sử khác")
    here.ops.acked = 0
    here.queue(THERE)
    with pytest.raises(DeskFenced):
        here.sync()
    assert there.sync().received == 0


def test_a_refused_push_is_told_and_keeps_the_ops(here: Office) -> None:
    here.ops.chain.add(3)
    here.hub.refuse_next = ServerRefused("thử")
    with pytest.raises(ServerRefused):
        here.sync()
    assert len(here.ops.pending(500)) == 3
    assert here.sync().pushed == 3


def test_ops_of_a_colleague_are_applied_once_and_own_ones_never(
    province: FakeProvince, here: Office
) -> None:
    colleague = Office(province, HERE, "here-2")
    colleague.ops.chain.add(1200)
    here.ops.chain.add(5)
    colleague.sync()
    here.sync()
    here.sync()
    assert here.ops.remote == colleague.ops.chain.ops
    assert colleague.ops.remote == []
    colleague.sync()
    assert colleague.ops.remote == here.ops.chain.ops


def test_a_full_disk_keeps_the_cursor_so_that_the_packet_comes_again(
    here: Office, there: Office
) -> None:
    here.queue(THERE)
    here.sync()

    def full(header: PacketHeader) -> None:
        raise DiskFull

    there.on_arrival = full
    with pytest.raises(DiskFull):
        there.sync()
    assert there.ops.cursor() == (0, 0)
    there.on_arrival = lambda _header: None
    assert there.sync().received == 1


def test_a_restored_server_gets_everything_again_and_nobody_has_it_twice(
    province: FakeProvince, here: Office
) -> None:
    colleague = Office(province, HERE, "here-2")
    here.ops.chain.add(700)
    here.sync()
    colleague.sync()
    province.restore()
    here.ops.chain.add(1)
    here.sync()
    assert province.desks[HERE.code.casefold(), "here-1"] == here.ops.chain.ops
    colleague.sync()
    assert colleague.ops.remote == here.ops.chain.ops
    assert here.ops.pending(1) == []


def test_a_restored_server_is_offered_ops_also_where_nothing_new_waits(
    province: FakeProvince, here: Office
) -> None:
    colleague = Office(province, HERE, "here-2")
    colleague.ops.chain.add(1)
    colleague.sync()
    here.ops.chain.add(700)
    here.sync()
    province.restore()
    here.sync()
    assert province.desks[HERE.code.casefold(), "here-1"] == here.ops.chain.ops


def test_packets_that_come_again_from_a_restored_server_change_nothing(
    province: FakeProvince, here: Office, there: Office
) -> None:
    here.queue(THERE)
    here.sync()
    there.sync()
    province.generation = 2
    assert there.sync().received == 1  # the same packet again: taking in knows it
    assert len(there.inbox) == 1
    assert there.ops.cursor() == (2, 1)


def test_what_was_shredded_is_not_fetched_again(
    province: FakeProvince, here: Office, there: Office
) -> None:
    header = here.queue(THERE)
    here.sync()
    there.exchange.gone_for_good.add(header.sha256)
    assert there.sync().received == 1
    assert there.inbox == {}
    assert not there.files.has(header.sha256)
    assert there.ops.cursor() == (1, 1), "the feed goes on behind it"


def test_a_server_that_forgets_what_it_was_just_told_is_an_error_not_a_loop(here: Office) -> None:
    here.ops.chain.add(3)
    here.hub.push = lambda *_given: Pushed(0)  # type: ignore[method-assign]
    with pytest.raises(ServerRefused):
        here.sync()
