"""A store of every release opens with this version, with every number and file, and goes on numbering."""

import tarfile
from datetime import timedelta
from pathlib import Path

import pytest

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.books import Direction
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.vault import PaperKey
from tests.fakes.sample_documents import CLERK, PASSWORDS, Clock, incoming_entry
from tests.fakes.store import FakeKeyStore

STORES = sorted((Path(__file__).parent / "stores").glob("*.tar.gz"))


@pytest.fixture(params=STORES, ids=lambda store: store.name.removesuffix(".tar.gz"))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    with tarfile.open(request.param) as packed:
        packed.extractall(tmp_path / "old", filter="data")
    return tmp_path / "old"


def vault_of(folder: Path) -> FileVault:
    clock = Clock()
    clock.now += timedelta(minutes=5)
    key_store, cost = FakeKeyStore(usable=False), PasswordCost(1, 8, 1)
    return FileVault(folder / "store", folder / "marks", key_store, clock, cost=cost)


def test_there_is_a_store_of_a_release() -> None:
    assert STORES


def test_it_opens_with_everything_in_it(old: Path) -> None:
    store = vault_of(old).unlock("vanthu", PASSWORDS[CLERK]).store
    assert isinstance(store, SqlStore)
    assert not store.put_back, "an upgrade is no restore"
    rows = store.incoming.find(IncomingFilter(), Page())
    assert [row.arrival_number for row in rows] == [3, 2, 1]
    assert rows[0].entry.subject == "Về việc thử nâng cấp 3"
    numbers = {row.outgoing_number for row in store.outgoing.find(OutgoingFilter(), Page())}
    assert numbers == {1, 2}
    (outgoing,) = (book for book in store.books.all() if book.key.direction is Direction.OUTGOING)
    assert [act.number for act in store.books.acts(outgoing.key)] == [2]
    assert store.files.get(str(store.settings.get("test.file"))).decode().endswith("giữ lại")
    (batch,) = store.spool.batches()
    assert store.spool.image(batch.pages[0]) == b"trang quet"
    assert store.ops.breaks() == []
    assert store.damage() == []
    assert store.incoming.add(incoming_entry(), "vanthu").arrival_number == 4
    store.close()


def test_its_numbers_are_found_before_and_after_they_are_indexed_as_one_word(old: Path) -> None:
    store = vault_of(old).unlock("vanthu", PASSWORDS[CLERK]).store

    def found() -> list[int]:
        return [row.arrival_number for row in store.incoming.find(IncomingFilter("2/2026"), Page())]

    assert found() == [2]
    new = store.incoming.add(incoming_entry(), "vanthu")
    assert found() == [2]
    while store.improve_search():
        pass
    assert found() == [2]
    assert store.incoming.find(IncomingFilter(f"{new.arrival_number}/2026"), Page())[0] == new
    store.close()


def test_its_recovery_key_opens_it_and_its_backup(old: Path, tmp_path: Path) -> None:
    key = (old / "recovery-key.txt").read_text("utf-8").strip()
    store = vault_of(old).unlock_with_recovery_key(key)
    stick = tmp_path / "usb"
    stick.mkdir()
    backup = store.backups.make(stick)
    assert store.backups.prove(stick, backup).good
    store.close()
    restored = vault_of(tmp_path / "new").restore(stick, backup, PaperKey(key))
    assert restored.incoming.count(IncomingFilter()) == 3
    restored.close()
