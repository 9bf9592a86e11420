"""Statuses in any order, any number of times, over any number of desks: the same document comes out."""

import itertools
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from clerkdesk.domain.changes import delivered
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.outgoing import ChangeAnswer, Delivery, Recipient
from clerkdesk.domain.status_marks import ASKED_RECALL, StatusMark, unanswered
from clerkdesk.services.apply_status import ApplyStatus
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import NOW
from tests.unit.test_services_exchange import issued, status_of

START = datetime(2026, 11, 22, 8, 0, tzinfo=VIETNAM_TIME)
PLACES = (Recipient("Sở Nội vụ", "H13.01"), Recipient("UBND xã Bình Mẫu", "H13.99.2"))
MOMENTS = st.integers(0, 6).map(lambda hours: START + timedelta(hours=hours))
NEWS = st.builds(
    Delivery,
    recipient=st.sampled_from(PLACES),
    status=st.sampled_from(DeliveryStatus),
    sent_at=st.none() | MOMENTS,
    status_at=st.none() | MOMENTS,
    description=st.sampled_from(["", "số đến 7", "số đến 8"]),
    answer=st.sampled_from(ChangeAnswer),
    answer_at=st.none() | MOMENTS,
    answer_text=st.sampled_from(["", "đã giải quyết"]),
    marks=st.lists(
        st.builds(StatusMark, st.sampled_from(["01", "03", "06", "77"]), MOMENTS), max_size=2
    ).map(tuple),
)
DRAFT = FakeOffice().sealed(recipients=PLACES)


def told(news: list[Delivery]) -> dict[str, Delivery]:
    document = DRAFT
    for one in news:
        document = delivered(document, one)
    return {way.recipient.code: way for way in document.deliveries}


@settings(deadline=None)
@given(st.lists(NEWS, max_size=5), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(news: list[Delivery], chance: object) -> None:
    shuffled = [*news, *news]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert told(shuffled) == told(news)


@settings(deadline=None)
@given(st.lists(NEWS, min_size=1, max_size=5))
def test_nothing_that_was_said_is_lost_and_the_first_evidence_holds(news: list[Delivery]) -> None:
    for code, way in told(news).items():
        mine = [one for one in news if one.recipient.code == code]
        assert set(way.marks) == {mark for one in mine for mark in one.marks}
        assert way.sent_at == min((one.sent_at for one in mine if one.sent_at), default=None)


def test_every_order_of_the_nine_codes_ends_at_the_same_standing() -> None:
    ways = [
        Delivery(PLACES[0], status, status_at=START + timedelta(hours=hour))
        for hour, status in enumerate(
            (DeliveryStatus.ARRIVED, DeliveryStatus.ACCEPTED, DeliveryStatus.ASSIGNED)
        )
    ] + [Delivery(PLACES[0], DeliveryStatus.FINISHED, status_at=START)]
    ends = {told(list(order))["H13.01"] for order in itertools.permutations(ways)}
    assert [way.status for way in ends] == [DeliveryStatus.FINISHED]


def test_an_answer_to_an_earlier_request_is_none_to_the_next() -> None:
    asked = StatusMark(ASKED_RECALL, START)
    agreed = StatusMark("15", START - timedelta(hours=2))  # its clock is behind
    again = StatusMark(ASKED_RECALL, START + timedelta(hours=1))
    assert not unanswered(())
    assert unanswered((asked,))
    assert not unanswered((asked, agreed))
    assert unanswered((asked, agreed, again))


def test_a_code_that_nobody_knows_is_named_raw() -> None:
    assert StatusMark("77", START).name == "Mã «77»"
    assert StatusMark("06", START).name == "Hoàn thành"


SAID = st.tuples(
    st.sampled_from(["01", "02", "03", "04", "05", "06", "15", "16", "77"]),
    st.integers(0, 90),
    st.sampled_from(["", "số đến 7"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SAID, min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_packets_of_statuses_in_any_order_and_number_end_the_same(
    said: list[tuple[str, int, str]], chance: object
) -> None:
    shuffled = [*said, *said]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert heard(said) == heard(shuffled)


def heard(said: list[tuple[str, int, str]]) -> Delivery:
    office = FakeOffice()
    document = issued(office)
    apply = ApplyStatus(office.store)
    for code, minutes, words in said:
        packet = status_of(document, code, words, minutes - 60)
        assert apply(packet, "H13.01", NOW)
    (way,) = office.store.outgoing.get(document.uid).deliveries
    assert len(way.marks) == len({(c, min(m, 60), w) for c, m, w in said})
    return way
