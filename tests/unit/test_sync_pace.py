"""What goes first, when a desk meets its server again, and how much of a paid line files may use."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.data_budget import MEGABYTE, DataBudget, Line, may_move, read_budget
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.plain import plain_fields
from clerkdesk.domain.sync_pace import (
    LONGEST_SECONDS,
    USUAL_SECONDS,
    MovingFile,
    in_turn,
    in_turn_by_document,
    seconds_to_next,
)

TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)
FILES = st.builds(
    MovingFile,
    st.text("0123456789abcdef", min_size=4, max_size=4),
    st.integers(0, 50_000_000),
    st.sampled_from(Urgency),
    st.sampled_from(["a", "b", "c", ""]),
    st.booleans(),
)


@given(st.lists(FILES))
def test_hoa_toc_goes_before_all_and_small_before_large(files: list[MovingFile]) -> None:
    turn = in_turn(files)
    assert sorted(turn, key=id) == sorted(files, key=id)
    keys = [(one.rank, one.size) for one in turn]
    assert keys == sorted(keys)
    express = [one.express for one in turn]
    assert express == sorted(express, reverse=True)


@given(st.lists(FILES))
def test_no_packet_overtakes_an_earlier_one_about_its_document(files: list[MovingFile]) -> None:
    places = in_turn_by_document(files)
    assert sorted(places) == list(range(len(files)))
    for uid in "abc":
        of_document = [place for place in places if files[place].uid == uid]
        assert of_document == sorted(of_document)


def test_a_recall_waits_for_what_it_recalls_while_others_pass() -> None:
    large = MovingFile("1", 5 * MEGABYTE, uid="a")
    recall = MovingFile("2", 2000, Urgency.EXPRESS, uid="a")
    other = MovingFile("3", MEGABYTE, uid="b")
    assert list(in_turn_by_document([large, recall, other])) == [2, 0, 1]


def test_documents_leave_as_they_were_issued_and_a_large_one_last() -> None:
    sizes = [9 * MEGABYTE, 3 * MEGABYTE, 70_000, MEGABYTE]
    files = [MovingFile(str(size), size, uid=str(size)) for size in sizes]
    assert list(in_turn_by_document(files)) == [1, 2, 3, 0]


@given(st.integers(0, 10_000), st.floats(0, 0.999))
def test_attempts_become_rarer_and_are_never_given_up(failures: int, dice: float) -> None:
    seconds = seconds_to_next(failures, dice)
    assert USUAL_SECONDS / 2 <= seconds <= LONGEST_SECONDS


def test_desks_that_lost_one_server_do_not_come_back_as_one() -> None:
    waits = [seconds_to_next(8, dice / 100) for dice in range(100)]
    assert max(waits) - min(waits) > LONGEST_SECONDS / 2
    assert len({round(wait) for wait in waits}) > 80


@given(FILES, st.integers(0, 2_000_000_000), st.integers(0, 1000))
def test_hoa_toc_and_receipts_go_whatever_was_used(
    file: MovingFile, used: int, megabytes: int
) -> None:
    limit = DataBudget(Line.METERED, megabytes).limit(TODAY, metered=None)
    assert limit == megabytes * MEGABYTE
    free = file.express or (file.notice and file.size <= 64 * 1024)
    assert may_move(file, used, limit) == (free or used + file.size <= limit)


@pytest.mark.parametrize(
    ("line", "metered", "limited"),
    [
        (Line.ASK_SYSTEM, True, True),
        (Line.ASK_SYSTEM, False, False),
        (Line.ASK_SYSTEM, None, False),
        (Line.METERED, False, True),
        (Line.FREE, True, False),
    ],
)
def test_the_office_may_know_better_than_the_system(
    line: Line, metered: bool | None, limited: bool
) -> None:
    assert (DataBudget(line).limit(TODAY, metered=metered) is not None) == limited


def test_lifting_holds_for_one_day() -> None:
    budget = DataBudget(Line.METERED, 5, lifted_on=TODAY)
    assert budget.limit(TODAY, metered=True) is None
    assert budget.limit(TOMORROW, metered=True) == 5 * MEGABYTE


@given(st.sampled_from(Line), st.integers(0, 1_000_000), st.none() | st.dates())
def test_a_budget_is_read_as_it_was_kept(line: Line, size: int, lifted: date | None) -> None:
    budget = DataBudget(line, size, lifted)
    assert read_budget(plain_fields(budget)) == budget


@pytest.mark.parametrize("odd", [None, 7, {"line": "?"}, {"megabytes": "nhiều"}, {"megabytes": -1}])
def test_what_cannot_be_read_is_the_usual_budget(odd: object) -> None:
    assert read_budget(odd) == DataBudget()
