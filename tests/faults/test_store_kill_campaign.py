"""kill -9 at random system calls while numbers are given, with marks and journal: nothing told is lost.

The slice runs in CI; `make soak` runs the thousand.
"""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.domain.books import Direction
from clerkdesk.domain.errors import DiskFull
from clerkdesk.ports.registers import IncomingFilter, Page
from tests.fakes.sample_documents import CLERK, OFFICE, PASSWORDS, TODAY, incoming_entry
from tests.faults.test_store_kill import vault_in
from tests.faults.traced_child import Zygote

SEED = 40
CALLS = {"pwrite64": 60, "fsync": 16, "fdatasync": 16, "write": 20, "ftruncate": 3}
"""Call -> up to which of them a run is killed; a run that ends before it is met counts as well."""
DOCUMENTS = 6


def register(folder: str) -> None:
    """The child: give numbers, tell each when it is safe; a full disk is said, and work goes on."""
    store = vault_in(Path(folder)).unlock("vanthu", PASSWORDS[CLERK]).store
    for _ in range(DOCUMENTS):
        try:
            number = store.incoming.add(incoming_entry(), "vanthu").arrival_number
        except DiskFull:
            print("full", flush=True)  # noqa: T201 - the pipe to the test
        else:
            print("number", number, flush=True)  # noqa: T201
    store.close()


def run_child(zygote: Zygote, folder: Path, inject: str) -> tuple[int, list[int], int]:
    """(exit code, numbers told, times that the disk was said to be full)."""
    code, lines = zygote.run(inject, folder.with_suffix(".told"), folder)
    told = [int(line.split()[1]) for line in lines if line.startswith("number")]
    return code, told, lines.count("full")


def new_office(folder: Path, journal: Path) -> None:
    new = vault_in(folder).create(OFFICE, PASSWORDS).store
    assert isinstance(new, SqlStore)
    journal.mkdir(exist_ok=True)
    new.journal.move(str(journal))
    new.close()


def check(folder: Path, told: set[int]) -> None:
    """Every number told is there, none twice, no gap; marks, journal and chain agree."""
    store = vault_in(folder).unlock("vanthu", PASSWORDS[CLERK]).store
    assert isinstance(store, SqlStore)
    assert not store.put_back, "a kill is no restore"
    rows = store.incoming.find(IncomingFilter(), Page(limit=100_000))
    numbers = sorted(row.arrival_number for row in rows)
    assert numbers == list(range(1, len(numbers) + 1))
    assert told <= set(numbers)
    if numbers:
        key = store.books._key(Direction.INCOMING, "den", TODAY.year)
        assert store.books._marks.seen(key) == len(numbers)
    assert store.ops._journal is not None
    assert store.ops._journal.last(1) == store.ops.life[1]
    assert store.ops.breaks() == []
    assert store.damage() == []
    store.close()


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    with Zygote("tests.faults.test_store_kill_campaign", "register") as made:
        yield made


@pytest.mark.parametrize(
    "runs", [pytest.param(40), pytest.param(1000, marks=pytest.mark.long, id="soak")]
)
def test_a_kill_at_a_random_call_loses_no_number(zygote: Zygote, tmp_path: Path, runs: int) -> None:
    luck, killed, told = random.Random(SEED), 0, set[int]()
    folder = tmp_path / "0"
    for run in range(runs):
        if run % 40 == 0:
            shutil.rmtree(folder, ignore_errors=True)
            folder, told = tmp_path / str(run), set()
            new_office(folder, tmp_path / f"journal-{run}")
        call = luck.choice(list(CALLS))
        when = luck.randint(1, CALLS[call])
        code, numbers, _full = run_child(zygote, folder, f"{call}:signal=SIGKILL:when={when}")
        assert not told & set(numbers), f"seed {SEED}, run {run}: a number was given twice"
        told |= set(numbers)
        killed += code != 0
        check(folder, told)
    assert killed >= runs // 3


@pytest.mark.parametrize(
    "step", [pytest.param(10), pytest.param(1, marks=pytest.mark.long, id="soak")]
)
def test_a_disk_that_is_full_at_one_write(zygote: Zygote, tmp_path: Path, step: int) -> None:
    """Each of the first 200 writes fails once; no number is shown that is not stored, and the same
    process goes on."""
    said = 0
    for write in range(1, 201, step):
        folder = tmp_path / str(write)
        new_office(folder, tmp_path / f"journal-{write}")
        code, told, full = run_child(zygote, folder, f"pwrite64:error=ENOSPC:when={write}")
        said += full
        if code == 0:  # else it was the opening that had no room: nothing was shown
            assert len(told) + full == DOCUMENTS
        assert told == list(range(1, len(told) + 1))
        check(folder, set(told))
        shutil.rmtree(folder)
    assert said >= 20 // step
