"""Searches that a person keeps under a name."""

import pytest

from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.services.saved_searches import MOST, SavedSearch, SavedSearches
from tests.fakes.office import LEADER_PERSON, FakeOffice
from tests.fakes.sample_documents import CLERK

LAND = SavedSearch("Đất đai 2026", "kế hoạch sử dụng đất", {"year": "2026"}, "code", True)


@pytest.fixture
def searches() -> SavedSearches:
    return SavedSearches(FakeOffice().store.settings)


def test_a_search_comes_back_as_it_was_kept(searches: SavedSearches) -> None:
    searches.keep(LAND, CLERK)
    assert list(searches(CLERK)) == [LAND]
    assert list(searches(LEADER_PERSON)) == []


def test_names_stand_in_their_order_and_the_same_name_is_replaced(searches: SavedSearches) -> None:
    for name in ("Hồ sơ", "Đất đai 2026", "  giấy   mời ", "Biên bản"):
        searches.keep(SavedSearch(name, "cũ", {}), CLERK)
    searches.keep(SavedSearch("đất đai 2026", "mới", {}), CLERK)
    kept = searches(CLERK)
    assert [search.name for search in kept] == ["Biên bản", "đất đai 2026", "giấy mời", "Hồ sơ"]
    assert kept[1].text == "mới"


def test_a_deleted_search_can_be_taken_back(searches: SavedSearches) -> None:
    searches.keep(LAND, CLERK)
    assert list(searches.forget(LAND.name, CLERK)) == []
    assert list(searches.keep(LAND, CLERK)) == [LAND]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_search_without_a_fit_name_is_not_kept(searches: SavedSearches, name: str) -> None:
    with pytest.raises(InvalidEntry):
        searches.keep(SavedSearch(name, "x", {}), CLERK)
    assert list(searches(CLERK)) == []


def test_a_list_has_an_end(searches: SavedSearches) -> None:
    for number in range(MOST):
        searches.keep(SavedSearch(f"{number}", "x", {}), CLERK)
    with pytest.raises(InvalidEntry):
        searches.keep(SavedSearch("một nữa", "x", {}), CLERK)
    searches.keep(SavedSearch("5", "khác", {}), CLERK)  # replacing is allowed
    assert len(searches(CLERK)) == MOST


def test_it_is_recorded_as_other_settings_are() -> None:
    office = FakeOffice()
    before = len(office.store.ops.pending(1_000))
    SavedSearches(office.store.settings).keep(LAND, CLERK)
    (op,) = office.store.ops.pending(1_000)[before:]
    assert (op.entity, op.key, op.actor) == (
        "setting",
        f"saved_searches.{CLERK.login}",
        CLERK.login,
    )
