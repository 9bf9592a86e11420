"""A PC that lives in the wrong year: no book of a year before the store was made opens by itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.books import INCOMING_SERIES, Direction, incoming_title
from clerkdesk.domain.errors import BookNotOpen, YearNotOpen
from clerkdesk.ports.store import Store
from tests.fakes.sample_documents import OFFICE, PASSWORDS, Clock, incoming_entry
from tests.fakes.store import FakeKeyStore, FakeStore

LAST_SECOND = datetime(2026, 12, 31, 16, 59, 58, tzinfo=UTC)
"""31/12/2026 23:59:58 in Viet Nam."""
DEAD_BATTERY = datetime(2009, 1, 1, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 3, 2, 5, 0, tzinfo=UTC))


@pytest.fixture(params=["sqlcipher", "fake"])
def store(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    if request.param == "fake":
        yield FakeStore(OFFICE, PASSWORDS, clock)
        return
    cost = PasswordCost(1, 8, 1)
    vault = FileVault(tmp_path / "store", tmp_path / "marks", FakeKeyStore(), clock, cost=cost)
    store = vault.create(OFFICE, PASSWORDS).store
    yield store
    store.close()


def number(store: Store, arrived: date) -> tuple[int, int]:
    document = store.incoming.add(replace(incoming_entry(), arrival_date=arrived), "vanthu")
    return document.year, document.arrival_number


def test_a_dead_clock_battery_begins_no_book_of_its_own(store: Store, clock: Clock) -> None:
    assert number(store, date(2026, 3, 2)) == (2026, 1)
    clock.now = DEAD_BATTERY
    before = store.books.all()
    with pytest.raises(BookNotOpen):
        number(store, date(2009, 1, 1))
    assert store.books.all() == before
    assert number(store, date(2026, 3, 2)) == (2026, 2)  # the open book goes on


def test_an_earlier_year_is_still_opened_by_a_person(store: Store, clock: Clock) -> None:
    number(store, date(2026, 3, 2))
    clock.now = DEAD_BATTERY
    title = incoming_title(2009)
    store.books.open_year(Direction.INCOMING, INCOMING_SERIES, 2009, title, "quantri", last=40)
    assert number(store, date(2009, 1, 1)) == (2009, 41)


def test_the_year_changes_at_midnight_in_viet_nam(store: Store, clock: Clock) -> None:
    clock.now = LAST_SECOND
    assert number(store, date(2026, 12, 31)) == (2026, 1)
    clock.now = LAST_SECOND.replace(hour=17, minute=0, second=0)
    with pytest.raises(YearNotOpen):
        number(store, date(2027, 1, 1))
    store.books.open_year(Direction.INCOMING, INCOMING_SERIES, 2027, incoming_title(2027), "vanthu")
    assert number(store, date(2027, 1, 1)) == (2027, 1)
    assert number(store, date(2026, 12, 31)) == (2026, 2)  # yesterday's paper, yesterday's book
