"""Rounds of forwarding: who is named, the state machine, deadlines (NĐ 30/2020, Điều 23 and 24)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerkdesk.domain.assignee_names import one_each, read_assignees
from clerkdesk.domain.assignments import (
    OF_ONE_PERSON,
    WHOLE_OFFICE,
    Act,
    Assignee,
    Assignment,
    Deed,
    Part,
    Standing,
    active_rounds,
    called,
    own_standing,
    receipts,
    standing_of,
)
from clerkdesk.domain.deadlines import USUAL_DAYS, proposed_deadline
from clerkdesk.domain.errors import StepNotAllowed
from clerkdesk.domain.handling import acted, forwarded, merged
from clerkdesk.domain.incoming import Incoming, IncomingState, Urgency
from clerkdesk.domain.office_hours import Holiday, OfficeCalendar
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.plain import from_plain, to_plain
from tests.fakes.sample_documents import ADMIN, CLERK, NOW, TODAY, incoming_entry

CALENDAR = OfficeCalendar(holidays=(Holiday("Tết Dương lịch", date(2027, 1, 1), date(2027, 1, 1)),))
LEADER, AN, BINH = "Chủ tịch Nguyễn Văn Mẫu", "Lê Văn An", "Trần Thị Bình"


def document(state: IncomingState = IncomingState.TO_FORWARD) -> Incoming:
    return Incoming("một", 1, 2026, incoming_entry(), state)


def a_round(number: int, *people: Assignee, **more: str) -> Assignment:
    named = people or (Assignee(AN),)
    return Assignment(
        named[0].name,
        "",
        None,
        "vanthu",
        NOW + timedelta(minutes=number),
        f"r{number}",
        named,
        **more,
    )


def an_act(number: int, deed: Deed, round_number: int = 1, person: str = AN) -> Act:
    own = deed in OF_ONE_PERSON
    return Act(
        deed,
        "vanthu",
        NOW + timedelta(minutes=number),
        f"a{number}",
        f"r{round_number}" if own else "",
        person if own else "",
        "việc",
    )


# --- names in one line -----------------------------------------------------------------------------


def test_names_are_read_with_their_own_deadlines() -> None:
    read = read_assignees(
        "lê văn an 28/11,  Phòng Kinh tế +3 , ,Trần Thị Bình 5/1",
        Part.COOPERATE,
        TODAY,
        CALENDAR,
        [AN, BINH],
    )
    assert read == (
        Assignee(AN, Part.COOPERATE, date(2026, 11, 28)),
        Assignee("Phòng Kinh tế", Part.COOPERATE, date(2026, 11, 25)),
        Assignee(BINH, Part.COOPERATE, date(2027, 1, 5)),
    )


def test_a_date_that_does_not_exist_is_said() -> None:
    with pytest.raises(ValueError, match="day"):
        read_assignees("An 31/11", Part.LEAD, TODAY, CALENDAR)


def test_who_leads_is_not_also_told() -> None:
    both = one_each((Assignee(AN),), (Assignee("lê văn an", Part.INFORM), Assignee(BINH)))
    assert both == (Assignee(AN), Assignee(BINH))


def test_an_account_is_meant_by_its_name_its_only_position_and_its_groups() -> None:
    leader = Person("chutich", "Nguyễn Văn Mẫu", "Chủ tịch", frozenset({Role.LEADER}))
    twin = Person("quantri2", "Trần Văn Hai", "Công chức", frozenset({Role.SPECIALIST}))
    groups = {"Thường trực": ["chutich"], "Tổ hai": ["Trần Văn Hai"]}
    everyone = [CLERK, ADMIN, leader, twin]
    assert called(leader, everyone, groups) == {
        "Nguyễn Văn Mẫu",
        LEADER,
        "Chủ tịch",
        "Thường trực",
        WHOLE_OFFICE,
    }
    assert called(twin, everyone, groups) == {
        "Trần Văn Hai",
        "Công chức Trần Văn Hai",
        "Tổ hai",
        WHOLE_OFFICE,
    }  # two are «Công chức», so the position means neither


# --- the state machine -----------------------------------------------------------------------------


def test_the_work_goes_from_forwarding_to_the_end_and_can_be_taken_up_again() -> None:
    state = [IncomingState.TO_FORWARD]
    now = forwarded(document(), a_round(1))
    state.append(now.state)
    for number, deed in enumerate(
        (Deed.RECEIVE, Deed.PROGRESS, Deed.REMIND, Deed.FINISH, Deed.REOPEN), start=2
    ):
        now = acted(now, an_act(number, deed))
        state.append(now.state)
    assert state == [
        IncomingState.TO_FORWARD,
        IncomingState.FORWARDED,
        IncomingState.FORWARDED,
        IncomingState.IN_WORK,
        IncomingState.IN_WORK,
        IncomingState.DONE,
        IncomingState.IN_WORK,
    ]


def test_a_document_that_all_return_waits_to_be_forwarded_and_the_leader_has_it_again() -> None:
    first = a_round(1, Assignee(LEADER))
    second = a_round(
        2, Assignee(AN), Assignee(BINH, Part.COOPERATE), opinion_by=LEADER, answers="r1"
    )
    now = forwarded(forwarded(document(), first), second)
    assert standing_of(first, LEADER, now.assignments, now.acts) is Standing.HANDED_ON
    now = acted(now, an_act(3, Deed.RETURN, 2))
    assert active_rounds(now.assignments, now.acts) == [first, second]
    now = acted(now, an_act(4, Deed.RETURN, 2, BINH))
    assert now.state is IncomingState.FORWARDED
    assert standing_of(first, LEADER, now.assignments, now.acts) is Standing.GIVEN
    now = acted(now, an_act(5, Deed.RETURN, 1, LEADER))
    assert now.state is IncomingState.TO_FORWARD


def test_nobody_acts_for_a_part_that_was_not_given_or_is_over() -> None:
    now = forwarded(document(), a_round(1))
    for act in (an_act(2, Deed.PROGRESS, 1, BINH), an_act(2, Deed.RECEIVE, 9)):
        with pytest.raises(StepNotAllowed):
            acted(now, act)
    now = acted(now, an_act(2, Deed.FINISH_PART))
    for deed in OF_ONE_PERSON:
        with pytest.raises(StepNotAllowed):
            acted(now, an_act(3, deed))


def test_a_signature_for_receipt_can_be_withdrawn_by_the_hand_that_gave_it() -> None:
    now = acted(forwarded(document(), a_round(1)), an_act(2, Deed.RECEIVE))
    with pytest.raises(StepNotAllowed):
        acted(now, replace(an_act(3, Deed.UNRECEIVE), by="ai khác"))
    now = acted(now, an_act(3, Deed.UNRECEIVE))
    assert own_standing(now.assignments[0], AN, now.acts) is Standing.GIVEN
    assert not receipts(now.assignments[0], now.acts)
    assert len(now.acts) == 2, "both stay on record"
    with pytest.raises(StepNotAllowed):
        acted(now, an_act(4, Deed.UNRECEIVE))
    assert receipts(now.assignments[0], acted(now, an_act(4, Deed.RECEIVE)).acts)


def test_who_has_begun_no_longer_withdraws() -> None:
    now = acted(forwarded(document(), a_round(1)), an_act(2, Deed.RECEIVE))
    now = acted(now, an_act(3, Deed.PROGRESS))
    with pytest.raises(StepNotAllowed):
        acted(now, an_act(4, Deed.UNRECEIVE))


def test_a_unit_stays_received_while_another_of_its_people_has_signed() -> None:
    now = forwarded(document(), a_round(1))
    for number, login in enumerate(("một", "hai"), start=2):
        now = acted(now, replace(an_act(number, Deed.RECEIVE), by=login))
    now = acted(now, replace(an_act(4, Deed.UNRECEIVE), by="một"))
    assert own_standing(now.assignments[0], AN, now.acts) is Standing.RECEIVED
    assert [act.by for act in receipts(now.assignments[0], now.acts)] == ["hai"]


DEEDS = st.sampled_from(list(Deed))
PEOPLE = st.sampled_from([AN, BINH])
STEPS = st.lists(st.one_of(st.just("forward"), st.tuples(DEEDS, PEOPLE)), max_size=14)
_FOLLOWS = {
    IncomingState.TO_FORWARD: {IncomingState.TO_FORWARD, IncomingState.FORWARDED},
    IncomingState.FORWARDED: set(IncomingState) - {IncomingState.CANCELLED},
    IncomingState.IN_WORK: {
        IncomingState.IN_WORK,
        IncomingState.DONE,
        IncomingState.TO_FORWARD,
    },
    IncomingState.DONE: {IncomingState.DONE, IncomingState.IN_WORK},
    IncomingState.CANCELLED: {IncomingState.CANCELLED},
}


@given(STEPS, st.sampled_from(list(IncomingState)))
def test_no_illegal_transition_can_be_reached(
    steps: list[str | tuple[Deed, str]], start: IncomingState
) -> None:
    now = document(start)
    for number, step in enumerate(steps, start=1):
        before = now
        try:
            if isinstance(step, str):
                now = forwarded(now, a_round(number, Assignee(AN), Assignee(BINH, Part.INFORM)))
            else:
                last = now.assignments[-1].key[1:] if now.assignments else "0"
                now = acted(now, an_act(number, step[0], int(last), step[1]))
        except StepNotAllowed:
            assert now == before
            continue
        assert now.state in _FOLLOWS[before.state]
        deed = None if isinstance(step, str) else step[0]
        assert (now.state is IncomingState.DONE and before.state is not IncomingState.DONE) == (
            deed is Deed.FINISH
        )
        if before.state is IncomingState.DONE:
            assert deed in (Deed.REOPEN, Deed.RECEIVE, Deed.UNRECEIVE)
        if now.state is IncomingState.TO_FORWARD and before.state is not IncomingState.TO_FORWARD:
            assert deed is Deed.RETURN
            assert not active_rounds(now.assignments, now.acts)
        assert before.state is not IncomingState.CANCELLED


@settings(max_examples=150)
@given(
    st.lists(st.one_of(st.just("forward"), st.tuples(DEEDS, PEOPLE)), min_size=1, max_size=5),
    st.data(),
)
def test_every_desk_comes_to_the_same_in_whichever_order_it_hears(
    steps: list[str | tuple[Deed, str]], data: st.DataObject
) -> None:
    events: list[Assignment | Act] = [a_round(1, Assignee(AN), Assignee(BINH))]
    for number, step in enumerate(steps, start=2):
        events.append(
            a_round(number, Assignee(BINH))
            if isinstance(step, str)
            else an_act(number, step[0], 1, step[1])
        )
    order = data.draw(st.permutations(events))
    here, there = document(), document()
    for event in events:
        here = merged(here, event)
    for event in order:
        there = merged(there, event)
    assert there == here
    assert merged(here, events[0]) == here


def test_orders_of_a_finish_and_a_late_progress_both_end_done() -> None:
    events = [a_round(1), an_act(2, Deed.FINISH), an_act(3, Deed.PROGRESS)]
    for order in permutations(events):
        now = document()
        for event in order:
            now = merged(now, event)
        assert now.state is IncomingState.DONE
        assert len(now.acts) == 2


def test_a_round_of_an_older_version_is_still_read() -> None:
    old: Mapping[str, object] = {
        "to_person": "Chủ tịch",
        "instruction": "xem",
        "due_date": "2026-11-25",
        "by": "vanthu",
        "at": NOW.isoformat(),
    }
    read = from_plain(Assignment, old)
    assert read.people == (Assignee("Chủ tịch", Part.LEAD, date(2026, 11, 25)),)
    now = merged(document(), read)
    assert merged(now, from_plain(Assignment, to_plain(read))) == now
    assert now.state is IncomingState.FORWARDED


# --- deadlines ---------------------------------------------------------------------------------------


@given(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.sampled_from(list(Urgency)),
    st.dictionaries(st.sampled_from(list(Urgency)), st.integers(0, 40)),
)
def test_a_proposed_deadline_is_a_working_day_so_many_working_days_away(
    today: date, urgency: Urgency, days: dict[Urgency, int]
) -> None:
    entry = incoming_entry(urgency=urgency)
    due = proposed_deadline(replace(document(), entry=entry), today, CALENDAR, days)
    count = days.get(urgency, USUAL_DAYS[urgency])
    assert CALENDAR.is_working_day(due)
    between = [today + timedelta(days=n + 1) for n in range((due - today).days)]
    expected = count if count or CALENDAR.is_working_day(today) else 1
    assert sum(map(CALENDAR.is_working_day, between)) == expected


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(-30, 30))
def test_a_deadline_that_holds_already_is_kept_until_it_has_passed(today: date, days: int) -> None:
    due = today + timedelta(days=days)
    held = replace(document(), entry=incoming_entry(due_date=due))
    proposed = proposed_deadline(held, today, CALENDAR, USUAL_DAYS)
    assert (proposed == due) == (days >= 0)
    assert proposed >= today


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(1, 60))
def test_a_deadline_typed_in_working_days_is_that_many_away(today: date, days: int) -> None:
    (read,) = read_assignees(f"{AN} +{days}", Part.LEAD, today, CALENDAR)
    assert (read.name, read.due_date) == (AN, CALENDAR.next_working_day(today, days))
