"""The rules of numbers and sync, one by one; together they are tried in tests/simulator."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain import feed_rule, holding, quarantine, restoring
from clerkdesk.domain.books import Book, BookKey, Direction, Epoch
from clerkdesk.domain.errors import BookLocked, NotHolder, TakeOverOutrun
from clerkdesk.domain.field_merge import merge_field
from clerkdesk.domain.ops import FIRST_HASH
from clerkdesk.domain.push_rule import Forked, Gap, Position, PushedOp, end_of_chain, fresh_part

KEY = BookKey("X", Direction.INCOMING, "den", 2026)
BOOK = Book(KEY, "Sổ đến", "A", Epoch(1, 2), 12)


def test_only_the_holder_gives_the_next_number() -> None:
    assert holding.next_number(BOOK, "A", 12) == 13
    with pytest.raises(NotHolder):
        holding.next_number(BOOK, "B", 12)


def test_a_book_behind_its_mark_gives_none() -> None:
    with pytest.raises(BookLocked):
        holding.next_number(BOOK, "A", 13)


def test_a_later_grant_keeps_what_the_book_knows() -> None:
    known = replace(BOOK, last_on=date(2026, 3, 2), closed_on=date(2026, 7, 1))
    offered = Book(KEY, "Sổ đến", "B", Epoch(1, 3), 10)
    book = holding.accepted(known, offered)
    assert book == replace(known, holder="B", epoch=Epoch(1, 3))


def test_two_desks_under_one_grant_are_for_people() -> None:
    assert holding.accepted(BOOK, replace(BOOK, holder="B")) is None
    assert holding.accepted(BOOK, replace(BOOK, epoch=Epoch(1, 1), holder="B")) == BOOK


def test_a_book_goes_on_only_after_it_was_handed_back() -> None:
    assert holding.granted(BOOK, "B", Epoch(0, 0), 1, quarantine=False) is None
    free = holding.released(BOOK, "A", BOOK.epoch)
    given_on = holding.granted(free, "B", Epoch(0, 0), 1, quarantine=False)
    assert given_on == replace(BOOK, holder="B", epoch=Epoch(1, 3))
    assert holding.granted(free, "B", Epoch(0, 0), 1, quarantine=True) is None
    assert holding.released(BOOK, "A", Epoch(1, 1)) == BOOK


def test_a_lost_answer_is_given_again_and_a_put_back_holder_is_granted_anew() -> None:
    assert holding.granted(BOOK, "A", Epoch(1, 1), 1, quarantine=False) == BOOK
    anew = holding.granted(BOOK, "A", BOOK.epoch, 1, quarantine=False)
    assert anew is not None
    assert anew.epoch == Epoch(1, 3)


def test_a_take_over_is_of_what_two_persons_saw() -> None:
    free = holding.taken_over(BOOK, ("A", Epoch(1, 2)), 15, 1, quarantine=False)
    assert (free.holder, free.epoch, free.last) == (holding.NOBODY, Epoch(1, 3), 15)
    for stated, shut in ((("A", Epoch(1, 1)), False), (("A", Epoch(1, 2)), True)):
        with pytest.raises(TakeOverOutrun):
            holding.taken_over(BOOK, stated, 15, 1, quarantine=shut)


def test_a_number_beyond_the_end_of_its_grant_has_no_right() -> None:
    grants = {Epoch(1, 3): 15}
    assert holding.has_right(Epoch(1, 2), 15, grants)
    assert not holding.has_right(Epoch(1, 2), 16, grants)
    assert holding.has_right(Epoch(1, 3), 16, grants)


CHANGES = st.lists(st.tuples(st.integers(1, 4), st.sampled_from("abc")), min_size=1, max_size=5)


@given(CHANGES)
def test_changes_of_one_field_end_alike_in_whatever_order_they_come(
    changes: list[tuple[int, str]],
) -> None:
    ends = set()
    for order in permutations(changes):
        known, value = 1, "a"
        for base, theirs in order:
            merged = merge_field(known, base, value, theirs)
            known, value = merged.revision, theirs if merged.take else value
        ends.add((known, value))
    assert len(ends) == 1


def test_a_value_that_loses_is_told_and_an_equal_one_is_not() -> None:
    assert merge_field(2, 1, "a", "b").tell
    assert merge_field(2, 1, "b", "a").tell
    assert not merge_field(2, 1, "a", "a").tell
    assert not merge_field(1, 1, "a", "b").tell


def pushed(*seqs: int) -> list[PushedOp]:
    return [PushedOp(seq, f"h{seq - 1}" if seq > 1 else FIRST_HASH, f"h{seq}", "") for seq in seqs]


def test_a_push_goes_on_where_the_chain_ended() -> None:
    at = Position(1, 2, "h2")
    fresh = fresh_part(at, pushed(2, 3), 2, lambda _first, _last: ["h2"])
    assert [op.seq for op in fresh] == [3]
    with pytest.raises(Gap) as gap:
        fresh_part(at, pushed(4), 4, lambda _first, _last: [])
    assert gap.value.expected == 3
    with pytest.raises(Forked):
        fresh_part(at, pushed(2), 2, lambda _first, _last: ["other"])


def test_an_older_life_is_fenced_and_a_new_one_begins_empty() -> None:
    at = Position(2, 5, "h5")
    assert end_of_chain(at, 3) == Position(3, 0, FIRST_HASH)
    with pytest.raises(Forked):
        end_of_chain(at, 1)


def test_no_name_of_a_life_is_used_twice() -> None:
    assert restoring.next_incarnation(1, 3) == 4
    assert feed_rule.next_generation(1, 2) == 3


def test_the_cursor_goes_back_only_to_another_life_of_the_server() -> None:
    assert feed_rule.moved((1, 9), 1, 7) == (1, 9)
    assert feed_rule.moved((1, 9), 2, 3) == (2, 3)
    assert feed_rule.offers_again((1, 9), 2)
    assert not feed_rule.offers_again((0, 0), 2)


def test_a_quarantine_ends_when_all_have_spoken_and_paper_was_read_where_it_must_be() -> None:
    state = quarantine.begun(frozenset("AB"), frozenset())
    state = quarantine.declared(state, "A", acked=1, head=2, marks={}, known={})
    assert state.waiting == frozenset("AB")
    state = quarantine.declared(state, "A", acked=2, head=2, marks={"den": 3}, known={"den": 2})
    state = quarantine.given_up(state, "B")
    assert quarantine.ended(state, paper_read=False).on
    assert not quarantine.ended(state, paper_read=True).on
