"""A full disk, on a real small file system: nothing half kept, no number used, work goes on after."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.errors import DiskFull
from clerkdesk.domain.scans import ScannedPage
from clerkdesk.ports.registers import IncomingFilter
from tests.fakes.sample_documents import (
    CLERK,
    OFFICE,
    PASSWORDS,
    Clock,
    incoming_entry,
    outgoing_entry,
)
from tests.fakes.store import FakeKeyStore


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a small file system needs root on Linux")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not let us mount a tmpfs")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def vault_on(disk: Path) -> FileVault:
    cost = PasswordCost(1, 8, 1)
    return FileVault(disk / "store", disk / "marks", FakeKeyStore(), Clock(), cost=cost)


def fill(disk: Path, leave: int) -> Path:
    """Leave about `leave` bytes free."""
    filler = disk / "filler"
    space = os.statvfs(disk)
    filler.write_bytes(b"x" * max(0, space.f_bavail * space.f_frsize - leave))
    return filler


def page(index: int) -> ScannedPage:
    return ScannedPage(index, os.urandom(9_000), "image/png", 300, 100, 100)


def test_registration_at_every_level_of_a_full_disk(small_disk: Path) -> None:
    vault = vault_on(small_disk)
    store = vault.create(OFFICE, PASSWORDS).store
    entry = incoming_entry(full_text="trang " * 1500)
    acknowledged = [store.incoming.add(entry, "vanthu").arrival_number]
    refused = 0
    for leave in (0, 4_096, 12_288, 20_480, 40_960, 61_440, 90_112, 131_072):
        filler = fill(small_disk, leave)
        for _ in range(12):
            try:
                acknowledged.append(store.incoming.add(entry, "vanthu").arrival_number)
            except DiskFull:
                refused += 1
                break
        assert store.incoming.count(IncomingFilter()) == len(acknowledged)
        filler.unlink()
        acknowledged.append(store.incoming.add(entry, "vanthu").arrival_number)
    assert refused >= 5
    assert acknowledged == list(range(1, len(acknowledged) + 1))
    assert store.ops.first_break() is None
    assert store.damage() == []
    store.close()
    store = vault.unlock("vanthu", PASSWORDS[CLERK]).store
    assert store.incoming.add(entry, "vanthu").arrival_number == len(acknowledged) + 1
    store.close()


def test_files_and_pages_on_a_full_disk(small_disk: Path) -> None:
    vault = vault_on(small_disk)
    store = vault.create(OFFICE, PASSWORDS).store
    first = store.files.put(os.urandom(100_000))
    batch = store.spool.open_batch("quét", "máy")
    safe = [store.spool.add(batch.batch_id, page(1))]
    for leave in (0, 8_192, 12_288, 24_576, 45_056):
        filler = fill(small_disk, leave)
        content = os.urandom(80_000)
        with pytest.raises(DiskFull):
            store.files.put(content)
        assert not store.files.has(store_name(content))
        with pytest.raises(DiskFull):  # noqa: PT012 - some fit, the last does not
            for index in range(2, 40):
                safe.append(store.spool.add(batch.batch_id, page(index)))
        assert list(store.spool.batch(batch.batch_id).pages) == safe
        assert all(len(store.spool.image(kept)) == 9_000 for kept in safe)
        assert not list(small_disk.rglob("*.part"))
        filler.unlink()
        assert store.files.get(store.files.put(content)) == content
    assert len(store.files.get(first)) == 100_000
    store.close()


def store_name(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()


def test_drafts_settings_and_passwords_on_a_full_disk(small_disk: Path) -> None:
    vault = vault_on(small_disk)
    store = vault.create(OFFICE, PASSWORDS).store
    filler = fill(small_disk, 0)
    with pytest.raises(DiskFull):  # noqa: PT012 - the log may still have room for a few
        for _ in range(40):
            store.outgoing.draft(outgoing_entry(full_text="trang " * 1500), "vanthu")
    with pytest.raises(DiskFull):
        store.settings.put("danh sách", ["x" * 1000] * 100, "quantri")
    with pytest.raises(DiskFull):
        store.accounts.change_password("vanthu", PASSWORDS[CLERK], "mới")
    store.close()
    filler.unlink()
    store = vault.unlock("vanthu", PASSWORDS[CLERK]).store
    assert store.settings.get("danh sách") is None
    assert store.ops.first_break() is None
    store.close()


def test_a_store_that_has_no_room_leaves_nothing_behind(small_disk: Path) -> None:
    vault = vault_on(small_disk)
    (small_disk / "marks").mkdir()
    refused = 0
    for leave in range(0, 2_400_000, 98_304):
        filler = fill(small_disk, leave)
        try:
            store = vault.create(OFFICE, PASSWORDS).store
        except DiskFull:
            refused += 1
        else:
            with suppress(DiskFull):
                store.incoming.add(incoming_entry(), "vanthu")
            store.close()
            break
        assert not vault.exists()
        assert sorted(small_disk.rglob("*")) == sorted([filler, small_disk / "marks"])
        filler.unlink()
    assert refused >= 5
    assert vault.exists()
