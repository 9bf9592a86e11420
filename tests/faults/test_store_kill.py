"""The process is killed while it registers: every number that was told is there, and none twice."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.scans import ScannedPage
from clerkdesk.ports.registers import IncomingFilter, Page
from tests.fakes.sample_documents import CLERK, OFFICE, PASSWORDS, Clock, incoming_entry
from tests.fakes.store import FakeKeyStore

RUNS = 4
SEED = 20261122
CHILD = (
    "import sys; from pathlib import Path\n"
    "from tests.faults.test_store_kill import register\n"
    "register(Path(sys.argv[1]), int(sys.argv[2]))"
)
Told = list[tuple[str, str]]


def vault_in(folder: Path) -> FileVault:
    cost = PasswordCost(1, 8, 1)
    return FileVault(folder / "store", folder / "marks", FakeKeyStore(), Clock(), cost=cost)


def register(folder: Path, documents: int) -> None:
    """The child: register, scan a page, keep a file; tell each only when it is safe."""
    store = vault_in(folder).unlock("vanthu", PASSWORDS[CLERK]).store
    batch = store.spool.open_batch("quét", "máy")
    print("ready -", flush=True)  # noqa: T201 - the pipe to the test
    for _ in range(documents):
        number = store.incoming.add(incoming_entry(), "vanthu").arrival_number
        print("number", number, flush=True)  # noqa: T201
        image = ScannedPage(1, b"trang %d" % number, "image/png", 300, 1, 1)
        print("page", store.spool.add(batch.batch_id, image).page_id, flush=True)  # noqa: T201
        print("file", store.files.put(b"tep %d" % number), flush=True)  # noqa: T201


def read_told(output: str) -> Told:
    lines = [line for line in output.splitlines(keepends=True) if line.endswith("\n")]
    return [(line.split()[0], line.split()[1]) for line in lines]


def check(folder: Path, told: Told) -> int:
    """Open the store after a kill, look at everything that was told; how many numbers it has."""
    store = vault_in(folder).unlock("vanthu", PASSWORDS[CLERK]).store
    rows = store.incoming.find(IncomingFilter(), Page(limit=100_000))
    numbers = [row.arrival_number for row in reversed(rows)]
    assert numbers == list(range(1, len(numbers) + 1))
    pages = {page.page_id: page for batch in store.spool.batches() for page in batch.pages}
    for kind, value in told:
        if kind == "number":
            assert int(value) in numbers
        if kind == "page":
            assert store.spool.image(pages[value]).startswith(b"trang ")
        if kind == "file":
            assert store.files.get(value).startswith(b"tep ")
    assert store.ops.first_break() is None
    assert store.damage() == []
    (book,) = store.books.all() or [None]
    assert (book.last if book else 0) == len(numbers)
    store.close()
    return len(numbers)


def test_a_kill_at_any_moment_loses_no_number_and_gives_none_twice(tmp_path: Path) -> None:
    vault_in(tmp_path).create(OFFICE, PASSWORDS).store.close()
    luck = random.Random(SEED)
    told: Told = []
    for _run in range(RUNS):
        command = [sys.executable, "-c", CHILD, str(tmp_path), "1000000"]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(luck.uniform(0.01, 0.08))
        child.kill()
        told += read_told(first + child.stdout.read())
        child.wait()
        child.stdout.close()
        check(tmp_path, told)
    numbers_told = [value for kind, value in told if kind == "number"]
    assert len(numbers_told) >= RUNS
    assert len(numbers_told) == len(set(numbers_told))


@pytest.mark.parametrize(
    ("call", "times"),
    [
        pytest.param("fsync", (3, 5, 8), id="before data is on the disk"),
        pytest.param("pwrite64", (10, 17), id="in the middle of a commit"),
        pytest.param("rename", (2,), id="before a file has its name"),
    ],
)
def test_a_kill_at_a_chosen_system_call(tmp_path: Path, call: str, times: tuple[int, ...]) -> None:
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    vault_in(tmp_path).create(OFFICE, PASSWORDS).store.close()
    told: Told = []
    killed = 0
    for time_ in times:
        strace = ["strace", "-f", "-o", str(tmp_path / "trace"), "-e", f"trace={call}"]
        inject = ["-e", f"inject={call}:signal=SIGKILL:when={time_}"]
        command = [*strace, *inject, sys.executable, "-c", CHILD, str(tmp_path), "3"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if "PTRACE" in done.stderr:
            pytest.skip("this machine does not let us trace")
        killed += done.returncode != 0
        told += read_told(done.stdout)
        check(tmp_path, told)
    assert killed == len(times), "each run met its call"
    numbers_told = [value for kind, value in told if kind == "number"]
    assert len(numbers_told) == len(set(numbers_told))
