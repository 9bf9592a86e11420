"""Canaries in every act of a store's life, backups and journal included: none is found in clear anywhere.

Searched are the data folder with its WAL while it is open, marks, backups, journal, restored store, the
temporary folder, the log with a traceback of a crash, and the report that a clerk may copy.
"""

import logging
import random
import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest

from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.attachments import Attachment, FileRole
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.scans import ScannedPage
from clerkdesk.ports.vault import PaperKey
from tests.fakes.sample_documents import OFFICE, Clock, incoming_entry, outgoing_entry
from tests.fakes.store import FakeKeyStore

SEED = 100
PASSWORD = "mat-khau-canary-7391"
WORDS = ("hoàng yến", "Đặng Thị Ngọc", "KHẨN", "số", "thửa đất", "hộ tịch", "khiếu nại")


class Birds:
    """Makes canaries, each once, and finds them again in bytes."""

    def __init__(self, luck: random.Random) -> None:
        self._luck = luck
        self.all: list[str] = []

    def __call__(self) -> str:
        canary = f"{self._luck.choice(WORDS)} cnry{self._luck.getrandbits(60):015x}"
        self.all.append(canary)
        return canary

    def found_in(self, content: bytes) -> list[str]:
        """Canaries whose unique part stands in `content`, in any case and usual encoding."""
        low = content.lower()
        wide = low.replace(b"\0", b"")
        if b"cnry" not in low and b"cnry" not in wide:
            return []
        marks = [(one, one.rpartition(" ")[2].lower().encode()) for one in self.all]
        return [one for one, mark in marks if mark in low or mark in wide]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setenv("SQLITE_TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield folder
    tempfile.tempdir = None


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "clerkdesk.log"
    handler = logging.FileHandler(file, encoding="utf-8")
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield file
    root.removeHandler(handler)
    root.setLevel(level)
    handler.close()


@pytest.mark.parametrize(
    "canaries", [pytest.param(100), pytest.param(1000, marks=pytest.mark.long, id="soak")]
)
def test_no_canary_is_found_in_clear(
    tmp_path: Path,
    temporary: Path,
    log: Path,
    caplog: pytest.LogCaptureFixture,
    canaries: int,
) -> None:
    luck = random.Random(SEED)
    birds = Birds(luck)
    person = Person("nguoidung", birds(), birds(), frozenset({Role.CLERK}))
    pc, stick, second = tmp_path / "pc", tmp_path / "usb", tmp_path / "second"
    for folder in (stick, second):
        folder.mkdir()
    clock = Clock()
    vault = FileVault(
        pc / "store", pc / "marks", FakeKeyStore(usable=False), clock, cost=PasswordCost(1, 8, 1)
    )
    new = vault.create(replace(OFFICE, address=birds()), {person: PASSWORD})
    store = new.store
    assert isinstance(store, SqlStore)
    store.journal.move(str(second))
    while len(birds.all) < canaries:
        one_act(store, birds, luck)
        if luck.random() < 0.03:
            backup = store.backups.make(stick)
            assert store.backups.prove(stick, backup).good
        if luck.random() < 0.03:
            store.shut()
            store.open_again("nguoidung", PASSWORD)
        if luck.random() < 0.1:
            assert searched(tmp_path, birds) == []
    assert (pc / "store" / "clerkdesk.db-wal").stat().st_size > 0
    assert searched(tmp_path, birds) == [], "while it is open, with its WAL"
    clock.now = clock.now.replace(year=2027)
    backup = store.backups.make(stick)
    store.close()
    restored = FileVault(
        tmp_path / "new" / "store",
        tmp_path / "new" / "marks",
        FakeKeyStore(usable=False),
        clock,
        cost=PasswordCost(1, 8, 1),
    ).restore(stick, backup, PaperKey(new.recovery_key))
    assert restored.backups.follow() == 0
    restored.close()
    assert searched(tmp_path, birds) == []
    assert log.exists()
    assert list(temporary.rglob("*")) == []
    birds.all += [PASSWORD + " " + PASSWORD, "khóa " + new.recovery_key]
    assert searched(tmp_path, birds) == []


def one_act(store: SqlStore, birds: Birds, luck: random.Random) -> None:
    """Something that a clerk does, with canaries in its texts; some of it fails and is logged."""
    match luck.randrange(7):
        case 0 | 1:
            entry = incoming_entry()
            named = luck.choice([f.name for f in fields(entry) if f.name in _TEXTS])
            store.incoming.add(
                replace(entry, **{named: birds(), "full_text": birds() * 3}), "nguoidung"
            )
        case 2:
            content = (birds() * 2000).encode(luck.choice(("utf-8", "utf-16-le")))
            file = Attachment(
                f"{birds()}.pdf", "application/pdf", FileRole.MAIN, store.files.put(content), 9
            )
            store.outgoing.draft(outgoing_entry(subject=birds(), attachments=(file,)), "nguoidung")
        case 3:
            batch = store.spool.open_batch(birds(), "máy quét")
            page = ScannedPage(1, birds().encode() * 400, "image/png", 300, 1, 1)
            store.spool.add(batch.batch_id, page)
        case 4:
            store.directory.put(Agency(f"H{luck.getrandbits(40)}", birds()), "nguoidung")
        case 5:
            store.settings.put("test.setting", {"words": [birds(), birds()]}, "nguoidung")
        case 6:
            try:
                store.incoming.get(birds())
            except ClerkError as error:  # as the crash hook writes a defect: types and lines only
                where = "".join(traceback.format_tb(error.__traceback__))
                logging.getLogger("clerkdesk").info("%s\n%s", type(error).__name__, where)


_TEXTS = {"subject", "issuing_org", "note", "signer_name", "storage_location", "doc_type", "field"}


def searched(folder: Path, birds: Birds) -> list[str]:
    """Where a canary stands in clear, in content or name."""
    found = []
    for file in folder.rglob("*"):
        if birds.found_in(file.name.encode()):
            found.append(f"name {file}")
        if file.is_file():
            found += [f"{file}: {one}" for one in birds.found_in(file.read_bytes())]
    return found


def test_the_search_finds_a_canary_in_every_form(tmp_path: Path) -> None:
    birds = Birds(random.Random(1))
    canary = birds()
    for number, encoding in enumerate(("utf-8", "utf-16-le", "utf-16-be")):
        (tmp_path / str(number)).write_bytes(b"xx" + canary.upper().encode(encoding) + b"yy")
    assert len(searched(tmp_path, birds)) == 3
