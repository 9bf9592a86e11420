"""Killed while a backup is made or put in place: one good file each time, before and after."""

import random
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.ports.registers import IncomingFilter
from clerkdesk.ports.vault import PaperKey
from tests.fakes.sample_documents import CLERK, OFFICE, PASSWORDS, Clock, incoming_entry
from tests.fakes.store import FakeKeyStore
from tests.faults.test_store_kill import vault_in
from tests.faults.traced_child import Zygote

SEED = 10
DOCUMENTS = 30
EXPORT = {"pwrite64": 90, "write": 14, "rename": 5, "fsync": 8, "unlink": 6}
SWAP = {"write": 10, "rename": 5, "fsync": 10, "pwrite64": 24}
MODULE = "tests.faults.test_store_backup_kill"


def back_up(folder: str, stick: str, run: str) -> None:
    """The child: one more backup, some minutes after the one before."""
    clock = Clock()
    clock.now += timedelta(minutes=10 * (1 + int(run)))
    place, cost = Path(folder), PasswordCost(1, 8, 1)
    vault = FileVault(place / "store", place / "marks", FakeKeyStore(), clock, cost=cost)
    store = vault.unlock("vanthu", PASSWORDS[CLERK]).store
    print("made", store.backups.make(Path(stick)).name, flush=True)  # noqa: T201 - to the test
    store.close()


def put_back(folder: str, stick: str) -> None:
    """The child: put the newest backup in place."""
    vault = vault_in(Path(folder))
    newest = vault.backups_in(Path(stick))[0]
    key = PaperKey(login="vanthu", password=PASSWORDS[CLERK])
    vault.restore(Path(stick), newest, key).close()
    print("restored", flush=True)  # noqa: T201


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    store = vault_in(tmp_path / "pc").create(OFFICE, PASSWORDS).store
    for _ in range(DOCUMENTS):
        store.incoming.add(incoming_entry(full_text="trang " * 400), "vanthu")
    store.files.put(b"mot tep " * 20_000)
    (tmp_path / "usb").mkdir()
    store.backups.make(tmp_path / "usb")
    store.close()
    return tmp_path


@pytest.fixture
def runs(request: pytest.FixtureRequest) -> int:
    return int(request.param)


RUNS = pytest.mark.parametrize(
    "runs", [pytest.param(10), pytest.param(100, marks=pytest.mark.long, id="soak")], indirect=True
)


@RUNS
def test_a_backup_killed_anywhere_leaves_the_one_before(folder: Path, runs: int) -> None:
    luck, killed = random.Random(SEED), 0
    stick = folder / "usb"
    with Zygote(MODULE, "back_up") as zygote:
        for run in range(runs):
            call = luck.choice(list(EXPORT))
            inject = f"{call}:signal=SIGKILL:when={luck.randint(1, EXPORT[call])}"
            code, told = zygote.run(inject, folder / "told", folder / "pc", stick, run)
            killed += code != 0
            store = vault_in(folder / "pc").unlock("vanthu", PASSWORDS[CLERK]).store
            found = store.backups.found(stick)
            assert found, inject
            for backup in found[:2]:
                proof = store.backups.prove(stick, backup)
                assert proof.good, f"{inject}: {proof.problem}"
            if told:
                assert told[0].split()[1] in {backup.name for backup in found}
            store.close()
    assert killed >= runs // 3


@RUNS
def test_a_restore_killed_anywhere_leaves_the_old_store_or_the_new(folder: Path, runs: int) -> None:
    luck, killed, lives = random.Random(SEED + 1), 0, set[int]()
    with Zygote(MODULE, "put_back") as zygote:
        for _run in range(runs):
            call = luck.choice(list(SWAP))
            inject = f"{call}:signal=SIGKILL:when={luck.randint(1, SWAP[call])}"
            code, _told = zygote.run(inject, folder / "told", folder / "pc", folder / "usb")
            killed += code != 0
            vault = vault_in(folder / "pc")
            assert vault.exists(), "also between the two renames"
            store = vault.unlock("vanthu", PASSWORDS[CLERK]).store
            assert isinstance(store, SqlStore)
            assert store.incoming.count(IncomingFilter()) == DOCUMENTS, inject
            assert store.ops.breaks() == []
            lives.add(store.ops.life[0])
            store.close()
    assert killed >= runs // 3
    assert max(lives) > 1, "some were put in place"
