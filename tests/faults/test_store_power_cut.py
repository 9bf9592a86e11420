"""The power goes, at the level of blocks under a real ext4: what was told is there after it comes back.

nbdkit serves a disk whose cache is lost, nbdfuse and a loop device make it one of the kernel's. The
control with synchronous=NORMAL must lose numbers, or the cut cuts nothing.
"""

import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.ports.registers import IncomingFilter, Page
from tests.fakes.sample_documents import CLERK, OFFICE, PASSWORDS, Clock, incoming_entry
from tests.fakes.store import FakeKeyStore

SEED = 300
SIZE = 48 << 20
NEEDED = ("nbdkit", "nbdfuse", "losetup", "mkfs.ext4", "mount")
PLUGIN = os.environ.get("CLERKDESK_NBDKIT_PYTHON", "python")
CHILD = (
    "import sys; from pathlib import Path\n"
    "from tests.faults.test_store_power_cut import register\n"
    "register(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])"
)


def vault_on(disk: Path, marks: Path) -> FileVault:
    cost = PasswordCost(1, 8, 1)
    return FileVault(disk / "store", marks, FakeKeyStore(), Clock(), cost=cost)


def register(disk: Path, marks: Path, synchronous: str) -> None:
    """The child: give numbers until the power goes."""
    store = vault_on(disk, marks).unlock("vanthu", PASSWORDS[CLERK]).store
    assert isinstance(store, SqlStore)
    with store._database.reading() as link:
        link.execute(f"PRAGMA synchronous = {synchronous}")
    while True:
        print(store.incoming.add(incoming_entry(), "vanthu").arrival_number, flush=True)  # noqa: T201


class Machine:
    """One disk; `power()` mounts it through its cache, `recover()` gives it back after the cut."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mount = folder / "mnt"
        self.mount.mkdir(parents=True)
        self.image = folder / "base.img"
        with self.image.open("wb") as image:
            image.truncate(SIZE)
        subprocess.run(["mkfs.ext4", "-q", "-F", str(self.image)], check=True)
        with self.mounted(self.image):
            (self.mount / "office").mkdir()
            vault_on(self.mount / "office", folder / "marks").create(
                OFFICE, PASSWORDS
            ).store.close()

    @contextmanager
    def mounted(self, image: Path) -> Iterator[None]:
        loop = subprocess.run(
            ["losetup", "-f", "--show", str(image)], check=True, capture_output=True, text=True
        ).stdout.strip()
        try:
            subprocess.run(["mount", loop, str(self.mount)], check=True)
            yield
        finally:
            subprocess.run(["umount", "-l", str(self.mount)], check=False, capture_output=True)
            subprocess.run(["losetup", "-d", loop], check=False, capture_output=True)

    def cut(self, seconds: float, synchronous: str) -> list[int]:
        """Work for some seconds on the disk with its cache, then no power; the numbers told."""
        plugin = Path(__file__).with_name("volatile_disk.py")
        socket, file = self.folder / "nbd.sock", self.folder / "nbd"
        file.touch()
        kit = subprocess.Popen(
            ["nbdkit", "-f", "-U", str(socket), PLUGIN, str(plugin), f"folder={self.folder}"]
        )
        fuse = None
        try:
            _wait(socket.exists)
            fuse = subprocess.Popen(["nbdfuse", str(file), f"nbd+unix:///?socket={socket}"])
            _wait(lambda: file.stat().st_size == SIZE or fuse.poll() is not None)
            if fuse.poll() is not None:
                pytest.skip("this machine does not let us mount by FUSE")
            with self.mounted(file):
                child = subprocess.Popen(
                    [
                        sys.executable,
                        "-c",
                        CHILD,
                        str(self.mount / "office"),
                        str(self.folder / "marks"),
                        synchronous,
                    ],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                )
                assert child.stdout is not None
                first = child.stdout.readline()
                time.sleep(seconds)
                kit.send_signal(signal.SIGKILL)  # the cache is gone; nothing reaches the disk now
                child.kill()
                told = first + child.stdout.read()
                child.wait()
                child.stdout.close()
        finally:
            kit.kill()
            kit.wait()
            if fuse is not None:
                subprocess.run(["umount", "-l", str(file)], check=False, capture_output=True)
                with suppress(ProcessLookupError):
                    fuse.kill()
                fuse.wait()
            socket.unlink(missing_ok=True)
        return [int(line) for line in told.splitlines(keepends=True) if line.endswith("\n")]

    def recover(self, luck: random.Random) -> None:
        """Some of the sectors that the cache held did reach the disk, in any order."""
        log, head = (self.folder / "pending.log").read_bytes(), struct.Struct(">QI")
        with self.image.open("r+b") as image:
            at = 0
            while at + head.size <= len(log):
                offset, length = head.unpack_from(log, at)
                data = log[at + head.size : at + head.size + length]
                for start in range(0, len(data), 4096):
                    if luck.random() < 0.5:
                        image.seek(offset + start)
                        image.write(data[start : start + 4096])
                at += head.size + length

    def numbers(self) -> set[int]:
        """What the store has after the power is back; it must be whole."""
        with self.mounted(self.image):
            store = (
                vault_on(self.mount / "office", self.folder / "marks")
                .unlock("vanthu", PASSWORDS[CLERK])
                .store
            )
            assert isinstance(store, SqlStore)
            rows = store.incoming.find(IncomingFilter(), Page(limit=100_000))
            assert store.ops.breaks() == []
            assert store.damage() == []
            store.close()
        found = {row.arrival_number for row in rows}
        assert found == set(range(1, len(found) + 1))
        return found


def _wait(condition: object, seconds: float = 20.0) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "the disk did not come up"
        time.sleep(0.01)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        pytest.skip(f"a power cut needs {', '.join(missing)} (Debian: nbdkit, libnbd-bin)")
    if sys.platform != "linux" or os.geteuid() != 0 or not Path("/dev/fuse").exists():
        pytest.skip("a power cut needs root, /dev/fuse and loop devices")
    try:
        return Machine(tmp_path)
    except subprocess.CalledProcessError:
        pytest.skip("this machine does not let us mount a loop device")


@pytest.mark.parametrize(
    "cuts", [pytest.param(5), pytest.param(300, marks=pytest.mark.long, id="soak")]
)
def test_a_power_cut_loses_no_number_that_was_told(machine: Machine, cuts: int) -> None:
    luck, told = random.Random(SEED), set[int]()
    for cut in range(cuts):
        told |= set(machine.cut(luck.uniform(0.05, 0.4), "FULL"))
        machine.recover(luck)
        lost = told - machine.numbers()
        assert not lost, f"cut {cut} lost {sorted(lost)}"
    assert len(told) >= cuts


@pytest.mark.usefixtures("machine")
def test_the_control_loses_numbers(tmp_path: Path) -> None:
    luck, lost = random.Random(SEED), 0
    for cut in range(8):
        machine = Machine(tmp_path / f"control-{cut}")  # a store that lost numbers gives no more
        told = set(machine.cut(luck.uniform(0.5, 1.0), "NORMAL"))
        machine.recover(luck)
        lost += len(told - machine.numbers())
        if lost:
            return
    pytest.fail("synchronous=NORMAL lost nothing: the cut does not cut")
