"""Backups of a real store, put back on another PC: what was told is there, and no number comes twice."""

import shutil
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.errors import (
    BackupPlaceGone,
    BackupPlaceUnfit,
    BackupStopped,
    BookLocked,
    BookNotAttested,
    NoBackupFound,
    WrongRecoveryKey,
)
from clerkdesk.domain.ops import OpKind
from clerkdesk.ports.registers import IncomingFilter
from clerkdesk.ports.vault import PaperKey
from tests.fakes.sample_documents import CLERK, OFFICE, PASSWORDS, Clock, incoming_entry
from tests.fakes.store import FakeKeyStore


@dataclass
class Pc:
    """A machine with a store, or where one will be."""

    folder: Path
    clock: Clock
    recovery_key: str = ""
    key_store: FakeKeyStore = field(default_factory=FakeKeyStore)

    @property
    def vault(self) -> FileVault:
        cost = PasswordCost(1, 8, 1)
        return FileVault(
            self.folder / "store", self.folder / "marks", self.key_store, self.clock, cost=cost
        )

    def open(self) -> SqlStore:
        store = self.vault.unlock("vanthu", PASSWORDS[CLERK]).store
        assert isinstance(store, SqlStore)
        return store


@pytest.fixture
def pc(tmp_path: Path) -> Pc:
    made = Pc(tmp_path / "pc", Clock())
    new = made.vault.create(OFFICE, PASSWORDS)
    new.store.close()
    made.recovery_key = new.recovery_key
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "usb"
    place.mkdir()
    return place


def add(store: SqlStore) -> int:
    return store.incoming.add(incoming_entry(), "vanthu").arrival_number


def test_a_backup_opens_on_a_new_pc_with_the_paper_key(pc: Pc, stick: Path, tmp_path: Path) -> None:
    store = pc.open()
    numbers = [add(store) for _ in range(3)]
    sha256 = store.files.put(b"trang " * 30_000)
    backup = store.backups.make(stick)
    assert store.backups.found(stick) == [backup]
    proof = store.backups.prove(stick, backup)
    assert proof.good, proof.problem
    assert (proof.files_read, proof.ops) == (1, store.ops.life[1])
    store.close()
    new = Pc(tmp_path / "new", pc.clock)
    with pytest.raises(WrongRecoveryKey):
        new.vault.restore(stick, backup, PaperKey("0000-" * 6 + "0000"))
    assert not new.vault.exists()
    (seen,) = new.vault.backups_in(stick)
    restored = new.vault.restore(stick, seen, PaperKey(pc.recovery_key))
    assert restored.put_back
    assert restored.incoming.count(IncomingFilter()) == len(numbers)
    assert restored.files.get(sha256) == b"trang " * 30_000, "read from the stick meanwhile"
    assert restored.backups.missing() == 1
    assert restored.backups.follow() == 0
    shutil.rmtree(stick)
    assert restored.files.get(sha256) == b"trang " * 30_000
    restored.close()
    store = new.open()
    assert not store.put_back
    store.close()


def test_after_a_restore_two_persons_read_paper_before_a_number_is_given(
    pc: Pc, stick: Path, tmp_path: Path
) -> None:
    store = pc.open()
    add(store), add(store)
    backup = store.backups.make(stick)
    add(store)  # told and on paper; lost with the PC
    store.close()
    new = Pc(tmp_path / "new", pc.clock)
    restored = new.vault.restore(stick, backup, PaperKey(login="vanthu", password=PASSWORDS[CLERK]))
    assert restored.ops.life == (2, 0)
    with pytest.raises(BookNotAttested):
        add(restored)
    (waiting,) = restored.books.to_attest()
    assert (waiting.book.last, waiting.seen, waiting.gone_on) == (2, 0, False)
    book = restored.books.attest(waiting.book.key, 3, "vanthu", "lanhdao")
    assert book.last == 3
    assert add(restored) == 4
    assert restored.books.to_attest() == []
    assert restored.ops.first_break() is None
    assert restored.ops.pending(1)[0].kind == OpKind.ATTEST_BOOK
    restored.close()


def test_a_restore_on_the_same_pc_knows_the_numbers_by_their_marks(pc: Pc, stick: Path) -> None:
    store = pc.open()
    add(store)
    backup = store.backups.make(stick)
    add(store), add(store)
    store.close()
    restored = pc.vault.restore(stick, backup, PaperKey(pc.recovery_key))
    with pytest.raises(BookLocked):
        add(restored)
    (waiting,) = restored.books.to_attest()
    assert (waiting.book.last, waiting.seen) == (1, 3)
    restored.books.attest(waiting.book.key, 2, "vanthu", "lanhdao")
    assert [act.number for act in restored.books.acts(waiting.book.key)] == [3], "on no paper"
    assert add(restored) == 4
    restored.close()
    (aside,) = (pc.folder).glob("store-cu-*")
    assert (aside / "clerkdesk.db").exists(), "the store of before is kept whole"


def test_the_journal_brings_back_what_came_after_the_backup(
    pc: Pc, stick: Path, tmp_path: Path
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    store = pc.open()
    store.journal.move(str(second))
    add(store)
    backup = store.backups.make(stick)
    late = store.incoming.add(incoming_entry(subject="Về việc đến sau bản sao lưu"), "vanthu")
    store.close()
    new = Pc(tmp_path / "new", pc.clock)
    restored = new.vault.restore(stick, backup, PaperKey(pc.recovery_key))
    assert restored.incoming.get(late.uid).entry.subject == late.entry.subject
    (waiting,) = restored.books.to_attest()
    assert waiting.book.last == late.arrival_number == 2
    restored.books.attest(waiting.book.key, 2, "vanthu", "lanhdao")
    assert add(restored) == 3
    restored.close()


def test_one_backup_put_back_twice_gives_two_lives_two_names(pc: Pc, stick: Path) -> None:
    store = pc.open()
    add(store)
    backup = store.backups.make(stick)
    store.close()
    lives = []
    for _time in range(2):
        pc.clock.now += timedelta(hours=1)
        restored = pc.vault.restore(stick, backup, PaperKey(pc.recovery_key))
        lives.append(restored.ops.life[0])
        restored.close()
    assert lives == [2, 3]


def test_a_file_put_back_by_hand_is_seen_by_the_head_of_the_chain(pc: Pc) -> None:
    pc.open().close()
    file = pc.folder / "store" / "clerkdesk.db"
    old = file.read_bytes()
    store = pc.open()
    store.settings.put("x", 1, "vanthu")
    assert store.ops.pending(99)[-1].key == "x", "it may leave: the mark stands"
    store.close()
    file.write_bytes(old)
    again = pc.open()
    assert again.put_back
    assert again.ops.life[0] == 2
    again.close()


def test_a_stick_that_is_pulled_stops_nobody_and_is_caught_up(
    pc: Pc, stick: Path, tmp_path: Path
) -> None:
    store = pc.open()
    store.journal.move(str(stick))
    add(store)
    away = stick.rename(tmp_path / "in-the-pocket")
    assert add(store) == 2
    assert store.journal.behind
    away.rename(stick)
    add(store)
    assert not store.journal.behind
    head = store.ops.life[1]
    store.close()
    kept = store._ops._journal
    assert kept is not None
    store = pc.open()
    assert store._ops._journal is not None
    assert store._ops._journal.last(1) == head
    assert [op.seq for op in store._ops._journal.ops({})] == list(range(1, head + 1))
    store.close()


def test_a_torn_journal_hides_one_line_only(pc: Pc, stick: Path) -> None:
    store = pc.open()
    store.journal.move(str(stick))
    add(store)
    store.close()
    (segment,) = stick.rglob("*.journal")
    segment.write_bytes(segment.read_bytes()[:-3])
    store = pc.open()  # writes again what the tear took
    add(store)
    head = store.ops.life[1]
    journal = store._ops._journal
    assert journal is not None
    assert [op.seq for op in journal.ops({})] == list(range(1, head + 1))
    store.close()


def test_work_goes_on_while_a_backup_is_made(pc: Pc, stick: Path) -> None:
    store = pc.open()
    for _ in range(30):
        store.incoming.add(incoming_entry(full_text="trang " * 20_000), "vanthu")
    numbers: list[int] = []

    def told(_done: int, _total: int) -> None:
        if len(numbers) < 3:
            numbers.append(add(store))

    backup = store.backups.make(stick, told=told)
    assert numbers[:1] == [31]
    assert store.backups.prove(stick, backup).good
    store.close()


def test_the_second_backup_copies_new_files_only_and_old_ones_are_thinned(
    pc: Pc, stick: Path
) -> None:
    store = pc.open()
    store.files.put(b"one" * 1000)
    first = store.backups.make(stick)
    (file,) = (stick / f"ClerkDesk-{first.store_id[:8]}" / "files").glob("*/*")
    before = file.stat().st_mtime_ns
    for _day in range(40):
        pc.clock.now += timedelta(days=1)
        last = store.backups.make(stick)
    assert file.stat().st_mtime_ns == before
    found = store.backups.found(stick)
    assert found[0] == last
    assert 8 <= len(found) <= 14
    assert store.backups.prove(stick, last).good
    assert len(list((stick / f"ClerkDesk-{first.store_id[:8]}").glob("*.db"))) == len(found)
    store.close()


def test_what_stands_in_the_way_of_a_backup_is_said(pc: Pc, stick: Path, tmp_path: Path) -> None:
    store = pc.open()
    good = store.backups.make(stick)
    pc.clock.now += timedelta(days=1)
    with pytest.raises(BackupPlaceGone):
        store.backups.make(tmp_path / "not-plugged-in")
    with pytest.raises(BackupPlaceUnfit):
        store.backups.make(pc.folder / "store" / "files")
    with pytest.raises(BackupStopped):
        store.backups.make(stick, stop=lambda: True)
    assert store.backups.found(stick) == [good]
    assert not list(stick.rglob("*.part"))
    store.close()
    with pytest.raises(NoBackupFound):
        pc.vault.restore(tmp_path, good, PaperKey(pc.recovery_key))


@pytest.mark.parametrize("harm", ["database", "file", "no file", "manifest", "no database"])
def test_a_drill_finds_a_harmed_backup(pc: Pc, stick: Path, harm: str) -> None:
    store = pc.open()
    store.files.put(b"trang " * 1000)
    backup = store.backups.make(stick)
    folder = stick / f"ClerkDesk-{backup.store_id[:8]}"
    (file,) = (folder / "files").glob("*/*")
    database = folder / f"{backup.name}.db"
    match harm:
        case "database":
            flip(database, database.stat().st_size // 2)
        case "file":
            flip(file, 40)
        case "no file":
            file.unlink()
        case "manifest":
            manifest = folder / f"{backup.name}.json"
            manifest.write_text(manifest.read_text().replace('"head": ', '"head": 1'))
            (backup,) = store.backups.found(stick)
        case "no database":
            database.unlink()
    proof = store.backups.prove(stick, backup)
    assert not proof.good
    assert "hỏng" in proof.problem
    store.close()


def flip(file: Path, at: int) -> None:
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)


def test_a_shut_store_answers_nobody_and_goes_on_after_the_password(pc: Pc) -> None:
    from clerkdesk.domain.errors import StoreLocked, WrongPassword

    store = pc.open()
    add(store)
    store.shut()
    for ask in (
        lambda: add(store),
        store.books.all,
        lambda: store.accounts.reset_password("vanthu", "moi-hoan-toan"),
    ):
        with pytest.raises(StoreLocked):
            ask()
    with pytest.raises(WrongPassword):
        store.open_again("vanthu", "sai")
    assert store.open_again("vanthu", PASSWORDS[CLERK]) == CLERK
    assert add(store) == 2
    store.accounts.reset_password("vanthu", "mat-khau-moi")
    store.close()
    store.close()


def test_a_backup_that_meets_a_shut_store_leaves_nothing(pc: Pc, stick: Path) -> None:
    import threading

    from clerkdesk.domain.errors import StoreLocked

    store = pc.open()
    for _ in range(30):
        store.incoming.add(incoming_entry(full_text="trang " * 20_000), "vanthu")
    shutting = threading.Thread(target=store.shut)

    def told(_done: int, _total: int) -> None:
        if not shutting.is_alive():
            shutting.start()
            while not store._database._wanted_shut:
                pass

    with pytest.raises(StoreLocked):
        store.backups.make(stick, told=told)
    shutting.join()
    assert not [file for file in stick.rglob("*") if file.is_file()]
    store.close()
