"""How many backups stay, when one is due, when a drill is; and an edited log spoils the drill."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.backups import ALWAYS, Backup, BackupPlan, Proof, drill_is_due, is_due, kept
from clerkdesk.ports.op_log import OpPlace
from clerkdesk.services.keep_safe import KeepSafe
from tests.fakes.sample_documents import CLERK, PASSWORDS, Clock
from tests.fakes.store import FakeStore

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def made(at: datetime) -> Backup:
    return Backup("kho", at, "may-1", 1, 9, "ab", 1000, 3, 500)


@given(st.lists(st.integers(0, 900 * 24), unique=True, max_size=120))
def test_the_newest_stay_and_older_ones_grow_thin(hours: list[int]) -> None:
    backups = [made(NOW - timedelta(hours=hour)) for hour in hours]
    stay = kept(backups)
    newest = sorted(backups, key=lambda one: one.made_at, reverse=True)
    assert list(stay[:ALWAYS]) == newest[:ALWAYS]
    assert len(stay) <= ALWAYS + 7 + 5 + 12
    assert kept(stay) == list(stay), "thinning twice takes nothing more"
    assert set(newest[:1]) <= set(stay)


def test_a_year_of_days_leaves_days_weeks_and_months() -> None:
    stay = kept(made(NOW - timedelta(days=day)) for day in range(365))
    ages = [(NOW - one.made_at).days for one in stay]
    assert ages[:7] == list(range(7))
    assert len([age for age in ages if age > 40]) >= 9
    assert max(ages) > 300


def test_when_a_backup_is_due() -> None:
    plan = BackupPlan("/usb", 24)
    assert not is_due(BackupPlan(), None, NOW), "nobody has chosen a place"
    assert is_due(plan, None, NOW)
    assert not is_due(plan, NOW - timedelta(hours=23), NOW)
    assert is_due(plan, NOW - timedelta(hours=24), NOW)
    assert is_due(plan, NOW + timedelta(days=400), NOW), "the clock was wrong once"


def test_when_a_drill_is_due() -> None:
    good = Proof(NOW, NOW, "/usb", 9, 3)
    assert drill_is_due(None, NOW)
    assert not drill_is_due(good, NOW + timedelta(days=29))
    assert drill_is_due(good, NOW + timedelta(days=30))
    assert drill_is_due(Proof(NOW, NOW, "/usb", 0, 0, "hỏng"), NOW)


def test_a_log_that_was_edited_spoils_the_drill(tmp_path: Path) -> None:
    store = FakeStore(people=PASSWORDS)
    keep = KeepSafe(store, Clock())
    keep.choose(str(tmp_path), 24, CLERK)
    keep.back_up()
    assert keep.drill().good
    store.ops.breaks = lambda: [OpPlace("may-2", 1, 17)]  # type: ignore[method-assign]
    proof = keep.drill()
    assert "mục 17" in proof.problem
    assert keep.safety().drill_due
