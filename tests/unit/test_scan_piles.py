"""Piles put in order: no page lost, each back behind its front, and back again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.piles import (
    Backs,
    backs_words,
    bound_file,
    bound_mark,
    match_backs,
    moved,
    sheet_count,
    turned_round,
    unasked_backs,
    with_backs,
)
from clerkdesk.domain.scans import Aside, BatchPage, ScanBatch


def page(name: str, *, dropped: bool = False, aside: Aside | None = None) -> BatchPage:
    return BatchPage(
        name, 1, f"hash of {name}", "image/png", 300, 10, 10, dropped=dropped, aside=aside
    )


def pile(*pages: BatchPage | str, two_sided: bool = False) -> ScanBatch:
    made = tuple(one if isinstance(one, BatchPage) else page(one) for one in pages)
    return ScanBatch("b", "Văn bản 1", datetime(2026, 3, 2, tzinfo=UTC), "máy", made, "", two_sided)


def names(batch: ScanBatch) -> str:
    return " ".join(page.page_id for page in batch.pages)


@given(st.integers(1, 60))
def test_backs_scanned_from_the_turned_pile_come_behind_their_fronts(sheets: int) -> None:
    fronts = pile(*(f"{n}a" for n in range(sheets)))
    backs = pile(*(f"{n}b" for n in reversed(range(sheets))))
    joined = with_backs(fronts, backs)
    assert names(joined) == " ".join(f"{n}a {n}b" for n in range(sheets))
    assert joined.two_sided
    assert match_backs(fronts, backs) is Backs.MATCH
    assert backs_words(fronts, backs) == ""


@given(st.integers(1, 20), st.integers(1, 20))
def test_no_page_is_lost_however_many_backs_there_are(fronts: int, backs: int) -> None:
    before, behind = pile(*(f"a{n}" for n in range(fronts))), pile(*(f"b{n}" for n in range(backs)))
    joined = with_backs(before, behind)
    assert sorted(p.page_id for p in joined.pages) == sorted(
        p.page_id for p in (*before.pages, *behind.pages)
    )
    assert joined.two_sided == (fronts == backs)


@pytest.mark.parametrize(
    ("backs", "found", "words"),
    [
        pytest.param(["2b"], Backs.SHORT, "thiếu 1 mặt sau", id="one back short"),
        pytest.param(["3b", "2b", "1b", "0b"], Backs.LONG, "thừa 2 mặt sau", id="two too many"),
    ],
)
def test_a_wrong_count_says_what_to_do(backs: list[str], found: Backs, words: str) -> None:
    fronts, behind = pile("1a", "2a"), pile(*backs)
    assert match_backs(fronts, behind) is found
    assert words in backs_words(fronts, behind)
    assert "Bấm" in backs_words(fronts, behind) or "bấm" in backs_words(fronts, behind)


def test_blank_backs_count_as_paper_and_pages_taken_out_by_hand_do_not() -> None:
    blank = page("2b", dropped=True, aside=Aside.BLANK)
    double = page("1a'", dropped=True)
    fronts, backs = pile("1a", double, "2a"), pile(blank, "1b")
    assert match_backs(fronts, backs) is Backs.MATCH
    assert names(with_backs(fronts, backs)) == "1a 1a' 1b 2a 2b"


def test_a_page_taken_out_before_the_first_stays_with_it() -> None:
    gone = page("x", dropped=True)
    assert names(with_backs(pile("1a"), pile(gone, "1b"))) == "1a x 1b"


def test_a_pile_fed_from_the_last_sheet_is_turned_round() -> None:
    assert names(turned_round(pile("3", "2", "1"))) == "1 2 3"
    two_sided = pile("2a", "2b", "1a", "1b", two_sided=True)
    assert names(turned_round(two_sided)) == "1a 1b 2a 2b"
    assert turned_round(turned_round(two_sided)) == two_sided


def test_only_the_pages_of_the_last_run_are_turned_round() -> None:
    batch = pile("1", "2", "5", "4", "3")
    assert names(turned_round(batch, batch.pages[2:])) == "1 2 3 4 5"


def test_a_page_moves_as_far_as_the_pile_goes() -> None:
    batch = pile("1", "2", "3", two_sided=True)
    assert names(moved(batch, "1", 1)) == "2 1 3"
    assert names(moved(batch, "3", 9)) == "1 2 3"
    assert not moved(batch, "1", 1).two_sided


def test_the_backs_that_nobody_asked_for_are_every_second_page() -> None:
    assert [p.page_id for p in unasked_backs(pile("1a", "1b", "2a", "2b").pages)] == ["1b", "2b"]


def test_a_changed_pile_is_bound_anew() -> None:
    batch = pile("1", "2")
    noted = replace(batch, bound=bound_mark(batch, "abc"))
    assert bound_file(noted) == "abc"
    assert bound_file(batch) == ""
    turned = replace(noted, pages=(replace(noted.pages[0], turned=90), noted.pages[1]))
    assert bound_file(turned) == ""


def test_sheets_of_a_two_sided_pile_are_half_its_sides() -> None:
    blank = page("2b", dropped=True, aside=Aside.BLANK)
    assert sheet_count(pile("1a", "1b", "2a", blank, two_sided=True)) == 2
    assert sheet_count(pile("1a", "1b", "2a", two_sided=True)) == 2
    assert sheet_count(pile("1a", "1b", "2a", page("x", dropped=True))) == 3
    cover = page("cover", dropped=True, aside=Aside.COVER)
    back = page("its back", dropped=True, aside=Aside.BLANK)
    assert sheet_count(pile(cover, back, "1a", "1b", two_sided=True)) == 1
