"""What can stand in the way of opening a store: each case has its own error, and nothing is lost."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from clerkdesk.adapters.store import database
from clerkdesk.adapters.store.database import Database
from clerkdesk.adapters.store.slot_file import DATABASE, SLOTS
from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.errors import (
    BookLocked,
    DamagedFile,
    KeyStoreLost,
    NotFound,
    StoreDamaged,
    StoreExists,
    StoreInUse,
    StoreMissing,
    StoreNotEncrypted,
    StoreTooNew,
    WrongPassword,
    WrongRecoveryKey,
)
from clerkdesk.domain.scans import ScannedPage
from clerkdesk.ports.registers import IncomingFilter, Page
from tests.fakes.sample_documents import CLERK, OFFICE, PASSWORDS, Clock, incoming_entry
from tests.fakes.store import FakeKeyStore

PASSWORD = PASSWORDS[CLERK]


class Desk:
    """A vault in a temporary folder, with a key store that can be taken away."""

    def __init__(self, folder: Path, **options: bool) -> None:
        self.folder = folder / "store"
        self.marks = folder / "marks"
        self.key_store = FakeKeyStore()
        self.vault = FileVault(
            self.folder,
            self.marks,
            self.key_store,
            Clock(),
            cost=PasswordCost(1, 8, 1),
            **options,
        )

    def filled(self, documents: int = 3) -> str:
        new = self.vault.create(OFFICE, PASSWORDS)
        for _ in range(documents):
            new.store.incoming.add(incoming_entry(full_text="chữ " * 2000), "vanthu")
        new.store.close()
        return new.recovery_key


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_store_opens_by_password_and_by_recovery_key(desk: Desk) -> None:
    recovery_key = desk.filled()
    opened = desk.vault.unlock(" VanThu ", PASSWORD)
    assert opened.person == CLERK
    assert opened.store.incoming.count(IncomingFilter()) == 3
    opened.store.close()
    opened.store.close()
    store = desk.vault.unlock_with_recovery_key(recovery_key.lower().replace("-", "  "))
    assert store.incoming.add(incoming_entry(), "vanthu").arrival_number == 4
    store.close()


def test_a_wrong_password_opens_nothing(desk: Desk) -> None:
    desk.filled()
    for login, password in (("vanthu", "sai"), ("vanthu", ""), ("ai đó", PASSWORD)):
        with pytest.raises(WrongPassword):
            desk.vault.unlock(login, password)
    desk.vault.unlock("vanthu", PASSWORD).store.close()


def test_a_password_typed_in_another_unicode_form_opens(desk: Desk) -> None:
    import unicodedata

    desk.filled()
    opened = desk.vault.unlock("vanthu", unicodedata.normalize("NFD", PASSWORD))
    opened.store.close()
    assert opened.person.login == "vanthu"


def test_a_wrong_recovery_key_opens_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.filled()
    other = Desk(tmp_path / "other").filled()
    for typed in (other, "", "ABCD", other[:-1] + ("0" if other[-1] != "0" else "1")):
        with pytest.raises(WrongRecoveryKey):
            desk.vault.unlock_with_recovery_key(typed)


def test_a_changed_password_takes_over_at_once(desk: Desk) -> None:
    desk.filled()
    store = desk.vault.unlock("vanthu", PASSWORD).store
    store.accounts.change_password("vanthu", PASSWORD, "mới")
    store.close()
    with pytest.raises(WrongPassword):
        desk.vault.unlock("vanthu", PASSWORD)
    desk.vault.unlock("vanthu", "mới").store.close()


def test_the_key_store_opens_where_the_office_allows_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path, keep_in_key_store=True)
    desk.filled()
    store = desk.vault.unlock_with_key_store()
    store.settings.put("unlock.key_store", False, "quantri")
    store.close()
    desk.vault.unlock("vanthu", PASSWORD).store.close()
    assert not any(name.endswith("/key") for name in desk.key_store.secrets)
    with pytest.raises(KeyStoreLost):
        desk.vault.unlock_with_key_store()


def test_a_lost_or_foreign_key_store_is_said(tmp_path: Path) -> None:
    desk = Desk(tmp_path, keep_in_key_store=True)
    desk.filled()
    (name,) = (name for name in desk.key_store.secrets if name.endswith("/key"))
    secret = desk.key_store.secrets.pop(name)
    with pytest.raises(KeyStoreLost):
        desk.vault.unlock_with_key_store()
    desk.key_store.secrets[name] = secret[::-1]
    with pytest.raises(KeyStoreLost):
        desk.vault.unlock_with_key_store()
    desk.vault.unlock("vanthu", PASSWORD).store.close()


def test_a_machine_without_a_key_store_does_without(tmp_path: Path) -> None:
    desk = Desk(tmp_path, keep_in_key_store=True)
    desk.key_store.usable = False
    desk.filled()
    with pytest.raises(KeyStoreLost):
        desk.vault.unlock_with_key_store()
    desk.vault.unlock("vanthu", PASSWORD).store.close()


def test_a_missing_store_is_not_made_by_opening(desk: Desk) -> None:
    assert not desk.vault.exists()
    with pytest.raises(StoreMissing):
        desk.vault.unlock("vanthu", PASSWORD)
    assert not desk.folder.exists()


def test_never_over_an_old_store_nor_among_other_files(desk: Desk) -> None:
    desk.filled()
    before = {file: file.read_bytes() for file in desk.folder.rglob("*") if file.is_file()}
    with pytest.raises(StoreExists):
        desk.vault.create(OFFICE, PASSWORDS)
    assert before == {file: file.read_bytes() for file in desk.folder.rglob("*") if file.is_file()}
    (desk.folder / DATABASE).unlink()
    with pytest.raises(StoreExists):
        desk.vault.create(OFFICE, PASSWORDS)
    with pytest.raises(StoreDamaged):
        desk.vault.unlock("vanthu", PASSWORD)
    assert not (desk.folder / DATABASE).exists()


def test_marks_may_not_lie_inside_the_store(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="restored together"):
        FileVault(tmp_path / "s", tmp_path / "s" / "marks", FakeKeyStore(), Clock())


def test_a_plain_sqlite_file_is_named_and_left_alone(desk: Desk) -> None:
    desk.filled()
    file = desk.folder / DATABASE
    file.unlink()
    plain = sqlite3.connect(file)
    plain.execute("CREATE TABLE x (y)")
    plain.commit()
    plain.close()
    before = file.read_bytes()
    with pytest.raises(StoreNotEncrypted):
        desk.vault.unlock("vanthu", PASSWORD)
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"x", os.urandom(100), os.urandom(8192)])
def test_a_file_that_is_no_store_is_damage_and_stays_as_it_is(desk: Desk, content: bytes) -> None:
    desk.filled()
    (desk.folder / DATABASE).write_bytes(content)
    with pytest.raises(StoreDamaged):
        desk.vault.unlock("vanthu", PASSWORD)
    assert (desk.folder / DATABASE).read_bytes() == content


def flip(file: Path, place: int) -> None:
    content = bytearray(file.read_bytes())
    content[place] ^= 0x40
    file.write_bytes(content)


@pytest.mark.parametrize("place", [0, 20, 2000])
def test_damage_in_the_first_page_is_not_taken_for_a_wrong_password(desk: Desk, place: int) -> None:
    desk.filled()
    flip(desk.folder / DATABASE, place)
    with pytest.raises(StoreDamaged):
        desk.vault.unlock("vanthu", PASSWORD)
    with pytest.raises(WrongPassword):
        desk.vault.unlock("vanthu", "sai")


def test_damage_in_the_middle_is_said_when_it_is_read_and_by_the_check(desk: Desk) -> None:
    desk.filled(documents=40)
    file = desk.folder / DATABASE
    pages = file.stat().st_size // 4096
    said = 0
    whole = file.read_bytes()
    for page in range(1, pages, max(1, pages // 12)):
        file.write_bytes(whole)
        flip(file, page * 4096 + 1000)
        try:
            store = desk.vault.unlock("vanthu", PASSWORD).store
        except StoreDamaged:
            said += 1
            continue
        try:
            assert store.damage()
            said += 1
        finally:
            store.close()
    assert said == len(range(1, pages, max(1, pages // 12)))


def test_slots_of_a_newer_version_are_left_alone(desk: Desk) -> None:
    desk.filled()
    slots = desk.folder / SLOTS
    slots.write_text(slots.read_text().replace('"version": 1', '"version": 2'))
    with pytest.raises(StoreTooNew):
        desk.vault.unlock("vanthu", PASSWORD)


def test_what_a_kill_left_in_the_spool_is_swept(desk: Desk) -> None:
    desk.filled()
    store = desk.vault.unlock("vanthu", PASSWORD).store
    batch = store.spool.open_batch("quét", "máy")
    page = store.spool.add(batch.batch_id, ScannedPage(1, b"trang", "image/png", 300, 1, 1))
    store.close()
    (kept,) = (file for file in (desk.folder / "spool").rglob("*") if file.is_file())
    for orphan in ("f" * 64, "f" * 64 + ".part"):
        (kept.parents[1] / "ff").mkdir(exist_ok=True)
        (kept.parents[1] / "ff" / orphan).write_bytes(b"noise")
    store = desk.vault.unlock("vanthu", PASSWORD).store
    assert [file for file in (desk.folder / "spool").rglob("*") if file.is_file()] == [kept]
    assert store.spool.image(page) == b"trang"
    store.close()


def test_commits_are_durable_or_the_database_does_not_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Database.create(tmp_path / "a.db", bytes(32))
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "cell_size_check": 1,
        "wal_autocheckpoint": 200,
        "temp_store": 2,
        "secure_delete": 2,
        "busy_timeout": 5000,
        "locking_mode": "exclusive",
    }
    with store.reading() as link:
        found = {name: link.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    store.close()
    assert found == wanted
    monkeypatch.setattr(database, "_PRAGMAS", ("journal_mode = WAL", "synchronous = NORMAL"))
    with pytest.raises(AssertionError, match="numbers could be lost"):
        Database.open(tmp_path / "a.db", bytes(32))


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"slots": {"a": 1}}', b"\xff\xfe"])
def test_damaged_slots_are_said(desk: Desk, content: bytes) -> None:
    desk.filled()
    (desk.folder / SLOTS).write_bytes(content)
    with pytest.raises(StoreDamaged) as caught:
        desk.vault.unlock("vanthu", PASSWORD)
    assert SLOTS in str(caught.value)


def test_slots_of_another_store_do_not_open_this_one(desk: Desk, tmp_path: Path) -> None:
    desk.filled()
    other = Desk(tmp_path / "other")
    other.filled()
    (desk.folder / SLOTS).write_bytes((other.folder / SLOTS).read_bytes())
    with pytest.raises(StoreDamaged):
        desk.vault.unlock("vanthu", PASSWORD)


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "clerk.db"
    newer = Database.create(file, bytes(32))
    with newer.writing() as link:
        link.execute("PRAGMA user_version = 9999")
    newer.close()
    with pytest.raises(StoreTooNew):
        Database.open(file, bytes(32))
    with pytest.raises(StoreExists):
        Database.create(file, bytes(32))


def test_the_second_opener_is_refused_in_this_process_and_in_another(desk: Desk) -> None:
    desk.filled()
    store = desk.vault.unlock("vanthu", PASSWORD).store
    with pytest.raises(StoreInUse):
        desk.vault.unlock("vanthu", PASSWORD)
    code = (
        "import sys; from pathlib import Path\n"
        "from clerkdesk.adapters.store.one_writer import OneWriter\n"
        "from clerkdesk.domain.errors import StoreInUse\n"
        "try: OneWriter(Path(sys.argv[1]))\n"
        "except StoreInUse: print('in use')\n"
    )
    command = [sys.executable, "-c", code, str(desk.folder / "in-use.lock")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "in use\n"
    store.close()
    desk.vault.unlock("vanthu", PASSWORD).store.close()


def test_an_altered_file_is_found_wherever_it_was_touched(desk: Desk) -> None:
    desk.filled()
    store = desk.vault.unlock("vanthu", PASSWORD).store
    content = os.urandom(200_000)
    sha256 = store.files.put(content)
    (file,) = (path for path in (desk.folder / "files").rglob("*") if path.is_file())
    whole = file.read_bytes()
    for touched in (
        whole[:-1],
        whole[: 16 + 65_552],
        whole[:16] + whole[16 + 65_552 :],
        whole + b"x",
        b"",
        whole[:16],
        *(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in (3, 17, 70_000, 199_999)),
    ):
        file.write_bytes(touched)
        with pytest.raises(DamagedFile):
            store.files.get(sha256)
    file.unlink()
    assert not store.files.has(sha256)
    with pytest.raises(NotFound):
        store.files.get(sha256)
    assert store.files.put(content) == sha256
    assert store.files.get(sha256) == content
    store.close()


def test_a_store_that_was_put_back_gives_no_number(desk: Desk) -> None:
    desk.filled(documents=2)
    old = (desk.folder / DATABASE).read_bytes()
    store = desk.vault.unlock("vanthu", PASSWORD).store
    assert store.incoming.add(incoming_entry(), "vanthu").arrival_number == 3
    store.close()
    (desk.folder / DATABASE).write_bytes(old)
    store = desk.vault.unlock("vanthu", PASSWORD).store
    with pytest.raises(BookLocked) as caught:
        store.incoming.add(incoming_entry(), "vanthu")
    assert (caught.value.seen, caught.value.stored) == (3, 2)
    assert store.incoming.count(IncomingFilter()) == 2
    assert store.ops.first_break() is None
    store.close()


@pytest.mark.parametrize("lost", ["file", "key store", "folder"])
def test_one_of_the_two_marks_is_enough(desk: Desk, lost: str) -> None:
    desk.filled(documents=2)
    old = (desk.folder / DATABASE).read_bytes()
    store = desk.vault.unlock("vanthu", PASSWORD).store
    store.incoming.add(incoming_entry(), "vanthu")
    store.close()
    (desk.folder / DATABASE).write_bytes(old)
    (mark,) = desk.marks.iterdir()
    if lost == "file":
        mark.write_bytes(b"\0" * 100)
    elif lost == "folder":
        mark.unlink()
        desk.marks.rmdir()
    else:
        desk.key_store.secrets.clear()
    store = desk.vault.unlock("vanthu", PASSWORD).store
    with pytest.raises(BookLocked):
        store.incoming.add(incoming_entry(), "vanthu")
    store.close()


def test_a_torn_mark_leaves_the_one_before_it(desk: Desk) -> None:
    desk.filled(documents=5)
    old = (desk.folder / DATABASE).read_bytes()
    store = desk.vault.unlock("vanthu", PASSWORD).store
    assert store.incoming.add(incoming_entry(), "vanthu").arrival_number == 6
    assert store.incoming.add(incoming_entry(), "vanthu").arrival_number == 7
    store.close()
    (mark,) = desk.marks.iterdir()
    whole = mark.read_bytes()
    seen = set()
    for half in (0, 4096):
        mark.write_bytes(whole[:half] + os.urandom(50) + whole[half + 50 :])
        desk.key_store.secrets.clear()
        (desk.folder / DATABASE).write_bytes(old)
        store = desk.vault.unlock("vanthu", PASSWORD).store
        with pytest.raises(BookLocked) as caught:
            store.incoming.add(incoming_entry(), "vanthu")
        seen.add(caught.value.seen)
        store.close()
    assert seen == {6, 7}


def test_a_second_disk_that_is_gone_stops_no_clerk(
    desk: Desk, expect_log: Callable[[str], None]
) -> None:
    expect_log("high-water mark not written")
    expect_log("no place for high-water marks")
    desk.filled(documents=1)
    store = desk.vault.unlock("vanthu", PASSWORD).store
    (mark,) = desk.marks.iterdir()
    mark.unlink()
    desk.marks.rmdir()
    assert store.incoming.add(incoming_entry(), "vanthu").arrival_number == 2
    store.close()
    desk.marks.write_bytes(b"a file where the folder should be")
    store = desk.vault.unlock("vanthu", PASSWORD).store
    assert store.incoming.add(incoming_entry(), "vanthu").arrival_number == 3
    store.close()
    desk.marks.unlink()
    old = (desk.folder / DATABASE).read_bytes()
    store = desk.vault.unlock("vanthu", PASSWORD).store
    assert store.incoming.add(incoming_entry(), "vanthu").arrival_number == 4
    store.close()
    (desk.folder / DATABASE).write_bytes(old)
    desk.key_store.secrets.clear()
    store = desk.vault.unlock("vanthu", PASSWORD).store
    with pytest.raises(BookLocked):
        store.incoming.add(incoming_entry(), "vanthu")
    store.close()


def test_lanes_share_the_store(desk: Desk) -> None:
    desk.filled(documents=0)
    store = desk.vault.unlock("vanthu", PASSWORD).store
    numbers: list[int] = []
    failures: list[BaseException] = []

    def register() -> None:
        try:
            for _ in range(15):
                numbers.append(store.incoming.add(incoming_entry(), "vanthu").arrival_number)
                store.incoming.find(IncomingFilter("quy che"), Page(limit=5))
                store.files.put(b"same content")
        except BaseException as failure:  # noqa: BLE001 - a thread's failure is the test's
            failures.append(failure)

    lanes = [threading.Thread(target=register) for _ in range(4)]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()
    assert failures == []
    assert sorted(numbers) == list(range(1, 61))
    assert store.files.get(store.files.put(b"same content")) == b"same content"
    assert store.ops.first_break() is None
    store.close()


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE op SET message = replace(message, 'vanthu', 'ke khac') WHERE seq = 6",
        "DELETE FROM op WHERE seq = 6",
        "DELETE FROM op WHERE seq = (SELECT max(seq) FROM op)",
        "UPDATE op SET hash = hex(randomblob(32)) WHERE seq = 6",
    ],
)
def test_a_tampered_log_is_found(desk: Desk, tampering: str) -> None:
    desk.filled()
    store = desk.vault.unlock("vanthu", PASSWORD).store
    assert store.ops.first_break() is None
    last = store.ops.pending(500)[-1].seq
    with store._database.writing() as link:
        link.execute("DROP TRIGGER op_is_never_changed")
        link.execute("DROP TRIGGER op_is_never_deleted")
        link.execute(tampering)
    expected = {"max": last}.get("max") if "max" in tampering else None
    broken = store.ops.first_break()
    assert broken is not None
    assert broken == expected or broken in (6, 7)
    store.close()


def test_ops_are_never_changed_by_ordinary_sql(desk: Desk) -> None:
    from sqlcipher3 import dbapi2 as sqlcipher

    desk.filled()
    store = desk.vault.unlock("vanthu", PASSWORD).store
    for sql in ("UPDATE op SET kind = 'x'", "DELETE FROM op"):
        with (
            pytest.raises(sqlcipher.IntegrityError, match="never"),
            store._database.writing() as link,
        ):
            link.execute(sql)
    assert store.ops.first_break() is None
    store.close()
