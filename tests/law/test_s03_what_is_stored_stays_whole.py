"""S03 (Điều 3.1, 4.1.d): every file has its SHA-256, an altered one is found, the log only grows."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.errors import DamagedFile, NotFound
from tests.fakes.sample_documents import OFFICE, PASSWORDS, Clock, incoming_entry
from tests.fakes.store import FakeKeyStore

CONTENT = b"%PDF-1.7\n" + b"van ban den " * 9000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    cost = PasswordCost(rounds=1, memory=8, lanes=1)
    vault = FileVault(tmp_path / "store", tmp_path / "marks", FakeKeyStore(), Clock(), cost=cost)
    made = vault.create(OFFICE, PASSWORDS).store
    assert isinstance(made, SqlStore)
    yield made
    made.close()


def test_a_document_names_the_hash_of_each_of_its_files(store: SqlStore) -> None:
    sha256 = store.files.put(CONTENT)
    file = Attachment("15-QD-UBND.pdf", PDF, FileRole.MAIN, sha256, len(CONTENT))
    document = store.incoming.add(incoming_entry(attachments=(file,)), "vanthu")
    (kept,) = store.incoming.get(document.uid).entry.attachments
    assert kept.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert store.files.get(kept.sha256) == CONTENT


@pytest.mark.parametrize("where", ["first", "middle", "last", "cut", "gone"])
def test_a_file_that_was_altered_on_the_disk_is_never_shown(
    store: SqlStore, tmp_path: Path, where: str
) -> None:
    sha256 = store.files.put(CONTENT)
    (file,) = [path for path in (tmp_path / "store" / "files").rglob("*") if path.is_file()]
    kept = bytearray(file.read_bytes())
    if where == "gone":
        file.unlink()
    elif where == "cut":
        file.write_bytes(kept[: len(kept) // 2])
    else:
        place = {"first": 0, "middle": len(kept) // 2, "last": len(kept) - 1}[where]
        kept[place] ^= 1
        file.write_bytes(kept)
    with pytest.raises((DamagedFile, NotFound)) as said:
        store.files.get(sha256)
    assert said.value.advice


def test_nobody_rewrites_the_log(store: SqlStore) -> None:
    store.incoming.add(incoming_entry(), "vanthu")
    for act in ("DELETE FROM op", "UPDATE op SET message = message"):
        with store._database.writing() as link, pytest.raises(sqlcipher3.IntegrityError):
            link.execute(act)
    assert store.ops.first_break() is None


def test_a_log_that_was_rewritten_all_the_same_is_seen(store: SqlStore) -> None:
    for _time in range(3):
        store.incoming.add(incoming_entry(), "vanthu")
    with store._database.writing() as link:
        link.execute("DROP TRIGGER op_is_never_changed")
        link.execute(
            """
            UPDATE op SET message = replace(message, '"actor":"vanthu"', '"actor":"khac"')
            WHERE seq = (SELECT max(seq) - 1 FROM op)
            """
        )
    assert store.ops.first_break() is not None
