"""The order of law for outgoing documents (NĐ 30/2020, Điều 14, 15, 17), and how far delivery came."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.delivery_status import DELIVERY_STATUS_NAMES, DeliveryStatus, further
from clerkdesk.domain.errors import StepNotAllowed
from clerkdesk.domain.outgoing import (
    FROZEN,
    OUTGOING_STATE_NAMES,
    STEP_NAMES,
    OutgoingState,
    Step,
    after,
    standing,
    steps_from,
)
from clerkdesk.domain.series import DocumentType, Series, compose_code, series_for

LAWFUL = [
    Step.APPROVE,
    Step.SIGN_PERSON,
    Step.ALLOT_NUMBER,
    Step.SIGN_ORGANISATION,
    Step.ISSUE,
]
STATUS = st.sampled_from(DeliveryStatus)


def test_the_order_of_law_leads_from_draft_to_issued() -> None:
    state = OutgoingState.DRAFT
    for step in LAWFUL:
        state = after(step, state)
    assert state is OutgoingState.ISSUED


@pytest.mark.parametrize(
    ("step", "state"),
    [
        pytest.param(Step.ALLOT_NUMBER, OutgoingState.APPROVED, id="no number before the leader"),
        pytest.param(Step.SIGN_ORGANISATION, OutgoingState.SIGNED, id="no seal before the number"),
        pytest.param(Step.SIGN_ORGANISATION, OutgoingState.DRAFT, id="no seal on a draft"),
        pytest.param(Step.ISSUE, OutgoingState.NUMBERED, id="no issue before the seal"),
        pytest.param(Step.RETURN, OutgoingState.SIGNED, id="no way back after the signature"),
        pytest.param(Step.ALLOT_NUMBER, OutgoingState.NUMBERED, id="no second number"),
    ],
)
def test_a_step_out_of_order_is_refused_in_words(step: Step, state: OutgoingState) -> None:
    with pytest.raises(StepNotAllowed) as refused:
        after(step, state)
    assert STEP_NAMES[step] in str(refused.value)
    assert OUTGOING_STATE_NAMES[state] in str(refused.value)


WALK = st.lists(st.sampled_from(Step), max_size=40)


@given(WALK)
def test_no_walk_reaches_a_state_but_by_the_order_of_law(steps: list[Step]) -> None:
    """Whatever is tried in whatever order: number after signature, issue after number and file."""
    state, taken = OutgoingState.DRAFT, list[Step]()
    for step in steps:
        try:
            state = after(step, state)
        except StepNotAllowed:
            continue
        taken.append(step)
    last = {step: len(taken) - 1 - taken[::-1].index(step) for step in taken}

    def both_before(step: Step, *one_of: Step) -> bool:
        return step not in last or any(
            before in last and last[before] < last[step] for before in one_of
        )

    assert both_before(Step.SIGN_PERSON, Step.APPROVE)
    assert both_before(Step.SIGN_BY_HAND, Step.APPROVE)
    assert both_before(Step.ALLOT_NUMBER, Step.SIGN_PERSON, Step.SIGN_BY_HAND, Step.PERMIT_COPY)
    assert both_before(Step.SIGN_ORGANISATION, Step.ALLOT_NUMBER)
    assert both_before(Step.STAMP, Step.ALLOT_NUMBER)
    assert both_before(Step.ATTACH_SCAN, Step.STAMP)
    assert both_before(Step.ISSUE, Step.SIGN_ORGANISATION, Step.ATTACH_SCAN)
    for step in (Step.CORRECT, Step.REPLACE, Step.RECALL):
        assert both_before(step, Step.ISSUE)
    assert taken.count(Step.ALLOT_NUMBER) <= 1
    assert taken.count(Step.ISSUE) <= 1
    assert not (Step.SIGN_BY_HAND in taken and Step.SIGN_ORGANISATION in taken)


def test_what_is_replaced_or_recalled_has_no_step_left() -> None:
    for state in OutgoingState:
        assert bool(steps_from(state)) == (state not in FROZEN), state


def test_every_state_can_be_reached() -> None:
    reached, found = {OutgoingState.DRAFT}, True
    while found:
        new = {after(step, state) for state in reached for step in steps_from(state)} - reached
        reached |= new
        found = bool(new)
    assert reached == set(OutgoingState) - {OutgoingState.CANCELLED}  # only of an old register


@given(
    st.lists(st.tuples(st.sampled_from(OutgoingState), st.integers(1, 3)), min_size=1), st.randoms()
)
def test_desks_that_hear_of_steps_in_any_order_agree(
    heard: list[tuple[OutgoingState, int]], luck: random.Random
) -> None:
    def end(order: list[tuple[OutgoingState, int]]) -> tuple[int, int, int]:
        return max(standing(*step) for step in order)

    assert end(luck.sample(heard, len(heard))) == end(heard)
    assert len({standing(state, 1) for state in OutgoingState}) == len(OutgoingState)


def test_a_later_round_goes_before_a_return_but_never_before_a_signature() -> None:
    returned = standing(OutgoingState.RETURNED, 1)
    assert standing(OutgoingState.APPROVED, 1) < returned < standing(OutgoingState.SUBMITTED, 2)
    assert standing(OutgoingState.SUBMITTED, 9) < standing(OutgoingState.SIGNED_ON_PAPER, 1)


def test_every_state_step_and_status_has_a_name() -> None:
    assert set(OUTGOING_STATE_NAMES) == set(OutgoingState)
    assert set(STEP_NAMES) == set(Step)
    assert set(DELIVERY_STATUS_NAMES) == set(DeliveryStatus)


@given(st.lists(STATUS, min_size=1), st.randoms(use_true_random=False))
def test_statuses_that_come_in_any_order_end_alike(
    statuses: list[DeliveryStatus], luck: random.Random
) -> None:
    def end(order: list[DeliveryStatus]) -> DeliveryStatus:
        holds = DeliveryStatus.WAITING
        for status in order:
            holds = further(holds, status)
        return holds

    shuffled = luck.sample(statuses, len(statuses))
    assert end(shuffled) == end(statuses) == end(statuses * 2)


@pytest.mark.parametrize(
    ("old", "new", "holds"),
    [
        (DeliveryStatus.ACCEPTED, DeliveryStatus.ARRIVED, DeliveryStatus.ACCEPTED),
        (DeliveryStatus.ARRIVED, DeliveryStatus.REFUSED, DeliveryStatus.REFUSED),
        (DeliveryStatus.REFUSED, DeliveryStatus.PROCESSING, DeliveryStatus.REFUSED),
        (DeliveryStatus.SENT, DeliveryStatus.ACCEPTED, DeliveryStatus.ACCEPTED),
    ],
)
def test_a_delivery_never_goes_back(
    old: DeliveryStatus, new: DeliveryStatus, holds: DeliveryStatus
) -> None:
    assert further(old, new) is holds


DECISIONS = Series("qd", "Quyết định", frozenset({"Quyết định"}), "{type}-{org}")
OTHERS = Series("cv", "Công văn", frozenset(), "{type}-{org}-{unit}")


@pytest.mark.parametrize(
    ("doc_type", "series"), [("Quyết định", DECISIONS), ("Công văn", OTHERS), ("Tờ trình", OTHERS)]
)
def test_the_series_that_names_a_type_goes_before_the_rest(doc_type: str, series: Series) -> None:
    for order in ((DECISIONS, OTHERS), (OTHERS, DECISIONS)):
        assert series_for(doc_type, order) is series


def test_a_type_that_no_series_takes_is_a_loud_error() -> None:
    with pytest.raises(ValueError, match="no number series"):
        series_for("Công văn", [DECISIONS])


@pytest.mark.parametrize(
    ("number", "series", "doc_type", "unit", "code"),
    [
        (15, DECISIONS, DocumentType("Quyết định", "QĐ"), "", "15/QĐ-UBND"),
        (3, OTHERS, DocumentType("Công văn", ""), "VX", "03/UBND-VX"),
        (41, OTHERS, DocumentType("Tờ trình", "TTr"), "", "41/TTr-UBND"),
    ],
)
def test_a_code_is_composed_as_the_decree_shows(
    number: int, series: Series, doc_type: DocumentType, unit: str, code: str
) -> None:
    assert str(compose_code(number, series, doc_type, "UBND", unit, year=2026)) == code
