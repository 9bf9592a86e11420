"""The process is killed while it registers: every number that was told is there, and none twice."""

import random
import subprocess
import sys
import time
from pathlib import Path

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.ports.registers import IncomingFilter, Page
from tests.fakes.sample_documents import CLERK, OFFICE, PASSWORDS, Clock, incoming_entry
from tests.fakes.store import FakeKeyStore

RUNS = 6
SEED = 20261122


def vault_in(folder: Path) -> FileVault:
    cost = PasswordCost(1, 8, 1)
    return FileVault(folder / "store", folder / "marks", FakeKeyStore(), Clock(), cost=cost)


def register_until_killed(folder: Path) -> None:
    """The child: register, scan a page, keep a file; tell each only when it is safe."""
    from clerkdesk.domain.scans import ScannedPage

    store = vault_in(folder).unlock("vanthu", PASSWORDS[CLERK]).store
    batch = store.spool.open_batch("quét", "máy")
    while True:
        number = store.incoming.add(incoming_entry(), "vanthu").arrival_number
        print("number", number, flush=True)  # noqa: T201 - the pipe to the test
        page = store.spool.add(
            batch.batch_id, ScannedPage(1, b"trang %d" % number, "image/png", 300, 1, 1)
        )
        print("page", page.page_id, flush=True)  # noqa: T201
        print("file", store.files.put(b"tep %d" % number), flush=True)  # noqa: T201


def test_every_number_that_was_told_is_there(tmp_path: Path) -> None:
    vault_in(tmp_path).create(OFFICE, PASSWORDS).store.close()
    luck = random.Random(SEED)
    told: list[tuple[str, str]] = []
    code = (
        "import sys; from pathlib import Path\n"
        "from tests.faults.test_store_kill import register_until_killed\n"
        "register_until_killed(Path(sys.argv[1]))"
    )
    for _run in range(RUNS):
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(luck.uniform(0, 0.12))
        child.kill()
        lines = [first, *child.stdout.read().splitlines(keepends=True)]
        child.wait()
        child.stdout.close()
        told += [(line.split()[0], line.split()[1]) for line in lines if line.endswith("\n")]

        store = vault_in(tmp_path).unlock("vanthu", PASSWORDS[CLERK]).store
        rows = store.incoming.find(IncomingFilter(), Page(limit=100_000))
        numbers = [row.arrival_number for row in reversed(rows)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert {int(value) for kind, value in told if kind == "number"} <= set(numbers)
        pages = {page.page_id: page for batch in store.spool.batches() for page in batch.pages}
        for kind, value in told:
            if kind == "page":
                assert store.spool.image(pages[value]).startswith(b"trang ")
            if kind == "file":
                assert store.files.get(value).startswith(b"tep ")
        assert store.ops.first_break() is None
        assert store.damage() == []
        store.close()
    numbers_told = [value for kind, value in told if kind == "number"]
    assert len(numbers_told) >= RUNS
    assert len(numbers_told) == len(set(numbers_told))
