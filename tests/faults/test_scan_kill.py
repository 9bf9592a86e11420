"""Pages that were acknowledged are there after a kill and after a power cut, byte for byte.

A power cut is made of two ext4 file systems on loop devices, one inside the other: the outer one is
frozen in mid-scan, so that nothing more reaches the inner «disk»; what the inner one still holds in
memory is lost with it. The disk as it stood is copied and opened by a store that has seen nothing.
"""

import hashlib
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clerkdesk.domain.scans import ScannedPage
from tests.fakes.sample_documents import CLERK, OFFICE, PASSWORDS
from tests.faults.test_store_kill import vault_in

SEED = 20261122
PAGE = 700_000
"""Bytes of a page at 300 dpi in colour."""
CANARY = "not-waited-for"
CHILD = (
    "import sys; from pathlib import Path\n"
    "from tests.faults.test_scan_kill import scan\n"
    "scan(Path(sys.argv[1]), int(sys.argv[2]))"
)
Told = dict[str, str]
"""Hash of each acknowledged page by its id."""


def scan(folder: Path, seed: int) -> None:
    """The child: page after page into one batch; each is told when it is acknowledged."""
    store = vault_in(folder).unlock("vanthu", PASSWORDS[CLERK]).store
    batch = store.spool.open_batch("quét", "máy")
    luck = random.Random(seed)
    for number in range(1, 1_000):
        content = luck.randbytes(PAGE)
        page = store.spool.add(
            batch.batch_id, ScannedPage(number, content, "image/jpeg", 300, 2480, 3508)
        )
        print(page.page_id, hashlib.sha256(content).hexdigest(), flush=True)  # noqa: T201 - the pipe


class Scanning:
    """A child that scans; what it has told so far can be asked at any moment."""

    def __init__(self, folder: Path, seed: int) -> None:
        command = [sys.executable, "-c", CHILD, str(folder), str(seed)]
        self._child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self._told: Told = {}
        self._reader = threading.Thread(target=self._listen)
        self._reader.start()

    def wait_for_pages(self, count: int) -> None:
        end = time.monotonic() + 120
        while len(self._told) < count:
            assert time.monotonic() < end, "the child scans nothing"
            assert self._child.poll() is None, "the child has ended by itself"
            time.sleep(0.001)

    def told(self) -> Told:
        return dict(self._told)

    def kill(self) -> Told:
        """End it as `kill -9` does; everything it had told by then."""
        self._child.kill()
        self._child.wait()
        self._reader.join()
        assert self._child.stdout is not None
        self._child.stdout.close()
        return self._told

    def _listen(self) -> None:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            if line.endswith("\n"):
                page_id, digest = line.split()
                self._told[page_id] = digest


def check(folder: Path, told: Told) -> None:
    """Every page that was told stands in a batch that is open again, with its own bytes."""
    store = vault_in(folder).unlock("vanthu", PASSWORDS[CLERK]).store
    pages = {page.page_id: page for batch in store.spool.batches() for page in batch.pages}
    lost = told.keys() - pages.keys()
    assert not lost
    for page_id, digest in told.items():
        assert hashlib.sha256(store.spool.image(pages[page_id])).hexdigest() == digest
    assert store.damage() == []
    for batch in store.spool.batches():  # the next run begins with an empty tray
        store.spool.discard(batch.batch_id)
    store.close()


def _kill(folder: Path, runs: int) -> None:
    vault_in(folder).create(OFFICE, PASSWORDS).store.close()
    luck = random.Random(SEED)
    pages = 0
    for run in range(runs):
        scanning = Scanning(folder, run)
        scanning.wait_for_pages(1)
        time.sleep(luck.uniform(0, 0.15))
        told = scanning.kill()
        pages += len(told)
        check(folder, told)
    assert pages > runs


def _cut_power(folder: Path, runs: int) -> None:
    luck = random.Random(SEED)
    pages = forgotten = 0
    for run in range(runs):
        with _disks(folder) as (outer, inner, disk):
            vault_in(inner).create(OFFICE, PASSWORDS).store.close()
            subprocess.run(["sync", "-f", str(inner)], check=True)
            scanning = Scanning(inner, run)
            scanning.wait_for_pages(1)
            time.sleep(luck.uniform(0, 0.3))
            (inner / CANARY).write_bytes(b"x" * 1_000)  # nobody waits until this is on the disk
            told = scanning.told()  # what is told later may have come after the cut
            subprocess.run(["fsfreeze", "--freeze", str(outer)], check=True)
            try:
                subprocess.run(["cp", "--sparse=always", disk, folder / "cut.img"], check=True)
            finally:
                subprocess.run(["fsfreeze", "--unfreeze", str(outer)], check=True)
            scanning.kill()
        pages += len(told)
        with _mounted(folder / "cut.img", folder / "after") as after:
            check(after, told)
            canary = after / CANARY
            forgotten += not canary.exists() or canary.stat().st_size == 0
        (folder / "cut.img").unlink()
    assert pages >= runs
    assert forgotten, "the power was cut: what nobody waited for is lost"


@contextmanager
def _disks(folder: Path) -> Iterator[tuple[Path, Path, Path]]:
    """A file system on a disk that is a file of another one: outer, inner, that file."""
    image = _formatted(folder / "outer.img", 400)
    with _mounted(image, folder / "outer") as outer:
        disk = _formatted(outer / "disk.img", 300)
        with _mounted(disk, folder / "inner") as inner:
            yield outer, inner, disk
    image.unlink()


def _formatted(image: Path, megabytes: int) -> Path:
    with image.open("wb") as file:
        file.truncate(megabytes << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
    return image


@contextmanager
def _mounted(image: Path, at: Path) -> Iterator[Path]:
    at.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", "-o", "loop", image, at], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"this machine does not mount files: {done.stderr.strip()}")
    try:
        yield at
    finally:
        subprocess.run(["umount", at], check=True)


def needs_disks() -> None:
    tools = ("mkfs.ext4", "fsfreeze", "mount")
    if os.geteuid() != 0 or not all(map(shutil.which, tools)) or not Path("/dev/loop0").exists():
        pytest.skip("a power cut needs root and loop devices")


def test_a_kill_loses_no_acknowledged_page(tmp_path: Path) -> None:
    _kill(tmp_path, 10)


def test_a_power_cut_loses_no_acknowledged_page(tmp_path: Path) -> None:
    needs_disks()
    _cut_power(tmp_path, 3)


@pytest.mark.long
def test_two_hundred_kills_lose_no_acknowledged_page(tmp_path: Path) -> None:
    _kill(tmp_path, 200)


@pytest.mark.long
def test_a_hundred_power_cuts_lose_no_acknowledged_page(tmp_path: Path) -> None:
    needs_disks()
    _cut_power(tmp_path, 100)
