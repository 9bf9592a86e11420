"""Times in outbox and inbox: answers and their delay, looks into the inbox, urgency of an arrival."""

from dataclasses import replace
from datetime import timedelta

from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.packets import PacketKind
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.store import Arrival, Store
from tests.fakes.sample_documents import NOW, Clock

HEADER = PacketHeader("H", ("H13.01",), "id", "status", "a" * 64, 10, "status-03.edxml")


def test_an_answer_is_measured_from_the_decision_to_the_servers_time(store: Store) -> None:
    exchange = store.exchange
    exchange.queue(HEADER, "")  # no answer: nothing was decided
    first = exchange.queue(HEADER, "uid-1", NOW.astimezone(VIETNAM_TIME))
    second = exchange.queue(replace(HEADER, sha256="b" * 64), "uid-2", NOW - timedelta(days=9))
    exchange.sent(first.parcel_id, NOW + timedelta(minutes=5))
    sent, waiting = exchange.answers(NOW - timedelta(hours=1))[::-1]
    assert (sent.about, sent.confirmed_at, sent.sent_at) == (
        "uid-1",
        NOW,
        NOW + timedelta(minutes=5),
    )
    assert (waiting.about, waiting.sent_at) == ("uid-2", None)
    exchange.failed(second.parcel_id, "không có mạng")
    assert [p.last_error for p in exchange.answers(NOW)] == ["", "không có mạng"][::-1]
    exchange.sent(second.parcel_id)
    assert [p.about for p in exchange.answers(NOW - timedelta(hours=1))] == ["uid-1"]
    assert [p.about for p in exchange.answers(NOW - timedelta(days=10))] == ["uid-2", "uid-1"]


def test_looks_are_kept_as_runs(store: Store, clock: Clock) -> None:
    start = clock.now
    for _look in range(3):
        store.exchange.looked("hệ thống", 0)
    store.exchange.looked("vanthu", 2)
    clock.now += timedelta(hours=1)
    store.exchange.looked("hệ thống", 1)
    lines = store.exchange.looks(start)
    assert [(line.by, line.looks, line.unread) for line in lines] == [
        ("hệ thống", 3, 0),
        ("vanthu", 1, 2),
        ("hệ thống", 1, 1),
    ]
    assert lines[0].last_at - lines[0].first_at == timedelta(seconds=2)
    assert [line.looks for line in store.exchange.looks(clock.now - timedelta(minutes=1))] == [1]


def test_the_urgency_of_an_arrival_is_kept(store: Store) -> None:
    arrival = Arrival("n-1", HEADER, PacketKind.NEW, "x", "1/A", NOW, NOW, urgency=Urgency.EXPRESS)
    store.exchange.receive(arrival)
    assert list(store.exchange.arrivals()) == [arrival]
