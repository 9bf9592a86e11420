"""After shredding, the whole store folder is searched, decrypted: no word and no byte of it is left."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.adapters.store.sealed import unseal
from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.packets import DocumentPacket, PacketFile, StatusPacket
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.store import Arrival
from clerkdesk.services.desk import Desk, open_desk
from clerkdesk.services.take_in import TakeIn
from tests.fakes.office import FakeOffice
from tests.fakes.packets import NEW
from tests.fakes.pages import page_text
from tests.fakes.sample_documents import CLERK, NOW, OFFICE, PASSWORDS, Clock
from tests.fakes.store import FakeKeyStore

SUBJECT = "Chimkhuyenchủđề về kế hoạch"
CONTENT = b"chimkhuyen-noi-dung"
PDF = b"%PDF-1.4\n" + CONTENT * 5000 + b"\n%%EOF\n"
PLAN = b"%PDF-1.4\n%plan " + CONTENT * 9000 + b"\n%%EOF\n"
SHARED = b"%PDF-1.4\n%a form that everyone encloses\n%%EOF\n"
CANARIES = (b"chimkhuyen", "Chimkhuyenchủđề".encode(), b"chimkhuyenchude")
CHEAP = PasswordCost(1, 8, 1)
PAGE, RESERVED = 4096, 80


def packet(document_id: str = NEW.document_id) -> DocumentPacket:
    files = [
        PacketFile(f"{name}.pdf", "application/pdf", content)
        for name, content in (("41", PDF), ("phu-luc", PLAN), ("mau", SHARED))
    ]
    signer = "Chimkhuyen Người Ký"
    return replace(
        NEW, document_id=document_id, subject=SUBJECT, files=tuple(files), signer_name=signer
    )


def open_real(folder: Path) -> SqlStore:
    vault = FileVault(folder / "store", folder / "marks", FakeKeyStore(), Clock(), cost=CHEAP)
    opened = vault.unlock("vanthu", PASSWORDS[CLERK]).store if vault.exists() else None
    store = opened or vault.create(OFFICE, PASSWORDS).store
    assert isinstance(store, SqlStore)
    return store


def desk_on(store: SqlStore) -> tuple[Desk, FakeOffice]:
    """Every use case on the real store; pages are read by a fake that knows where the stamp stands."""
    office = FakeOffice(clock=Clock())
    office.workshop.texts[PLAN] = page_text("PHỤ LỤC", "TỐI MẬT", "Kế hoạch")
    devices = replace(office.desk().devices, codec=EdxmlCodec())
    return open_desk(store, CLERK, devices, office.clock), office


def arrive(store: SqlStore, desk: Desk, sent: DocumentPacket) -> Arrival:
    content = EdxmlCodec().write(sent)
    header = PacketHeader(
        sender=sent.sender.code,
        recipients=(OFFICE.code,),
        document_id=sent.document_id,
        kind=sent.kind.value,
        sha256=store.files.put(content),
        size=len(content),
        name="goi-tin.edxml",
    )
    TakeIn(store, EdxmlCodec(), desk.notify)(header, content, NOW, NOW)
    return next(a for a in store.exchange.arrivals() if a.header.sha256 == header.sha256)


def dump(store: SqlStore, folder: Path) -> bytes:
    """Everything: every cell of every table, every file decrypted by every key, all raw bytes."""
    database = store._database
    parts: list[bytes] = []
    with database.reading() as link:
        names = [
            row[0] for row in link.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        for name in names:
            for row in link.execute(f'SELECT * FROM "{name}"'):
                parts += [
                    value if isinstance(value, bytes) else str(value).encode() for value in row
                ]
        keys = [
            bytes(row[0])
            for table in ("blob", "scan_page")
            for row in link.execute(f"SELECT key FROM {table}")
        ]
    for file in (file for file in folder.rglob("*") if file.is_file()):
        content = file.read_bytes()
        parts += [str(file).encode(), content]
        parts += [opened for key in keys if (opened := _opened(key, content))]
    return b"\n".join(parts)


def _opened(key: bytes, content: bytes) -> bytes:
    try:
        return unseal(key, content)
    except InvalidTag:
        return b""


def pages_of(folder: Path, store: SqlStore) -> bytes:
    """Every page of the database decrypted by hand, free ones too (SQLCipher 4: AES-256-CBC)."""
    with store._database.reading() as link:
        link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    key = store._accounts._store_key("database")
    raw = (folder / "store" / "clerkdesk.db").read_bytes()
    plain = []
    for start in range(0, len(raw), PAGE):
        page = raw[start : start + PAGE]
        sealed, tail = page[16 if start == 0 else 0 : PAGE - RESERVED], page[PAGE - RESERVED :]
        cipher = Cipher(algorithms.AES(key), modes.CBC(tail[:16])).decryptor()
        plain.append(cipher.update(sealed) + cipher.finalize())
    return b"".join(plain)


def found(haystack: bytes) -> list[bytes]:
    return [canary for canary in CANARIES if canary in haystack]


def test_the_canaries_are_there_before(tmp_path: Path) -> None:
    store = open_real(tmp_path)
    desk, _office = desk_on(store)
    desk.from_arrival(arrive(store, desk, packet()))
    assert set(found(dump(store, tmp_path))) >= set(CANARIES[:2])
    assert CANARIES[1] in found(pages_of(tmp_path, store))
    store.close()


def test_nothing_of_a_secret_packet_is_left(tmp_path: Path) -> None:
    store = open_real(tmp_path)
    desk, office = desk_on(store)
    keeper = arrive(store, desk, replace(NEW, document_id="other,1", files=packet().files[2:]))
    desk.from_arrival(keeper)
    arrival = arrive(store, desk, packet())
    candidate = desk.from_arrival(arrival)
    assert not candidate.secret, "the main file bears no stamp"
    search = desk.search(candidate, told=lambda _name, _place, _of: None, stop=lambda: False)
    assert search.mark == "TỐI MẬT"
    assert office.workshop.searched == ["41.pdf", "phu-luc.pdf"]
    (locked,) = [a for a in store.exchange.arrivals() if a.secret]
    desk.discard_secret(desk.from_arrival(locked), CLERK)
    assert found(dump(store, tmp_path)) == []
    assert found(pages_of(tmp_path, store)) == []
    assert store.files.get(desk.from_arrival(keeper).files[1].sha256) == SHARED
    answer = EdxmlCodec().read("", store.files.get(store.exchange.waiting()[-1].header.sha256))
    assert isinstance(answer, StatusPacket)
    assert answer.status_code == "02"
    assert store.ops.first_break() is None
    assert list((tmp_path / "store" / "files").glob("*/*.part")) == []
    store.close()
    assert found(b"".join(f.read_bytes() for f in tmp_path.rglob("*") if f.is_file())) == []


def test_a_second_desk_of_the_agency_shreds_it_too(tmp_path: Path) -> None:
    here, there = open_real(tmp_path / "a"), open_real(tmp_path / "b")
    desk, _office = desk_on(here)
    other_desk, _other = desk_on(there)
    other_desk.from_arrival(arrive(there, other_desk, packet()))
    arrival = arrive(here, desk, packet())
    desk.search_packet(arrival)
    (locked,) = here.exchange.arrivals()
    desk.discard_secret(desk.from_arrival(locked), CLERK)
    there.ops.apply_remote(1, 1, here.ops.pending(1000))
    assert there.exchange.shredded(arrival.header.sha256)
    assert there.exchange.arrivals() == []
    there.close()
    there = open_real(tmp_path / "b")
    assert found(dump(there, tmp_path / "b")) == []
    for store in (here, there):
        messages = json.dumps([op.message() for op in store.ops.pending(1000)], ensure_ascii=False)
        assert "41/TTr" not in messages
        store.close()


def test_the_feed_does_not_bring_it_back(tmp_path: Path) -> None:
    store = open_real(tmp_path)
    desk, _office = desk_on(store)
    arrival = arrive(store, desk, packet())
    desk.search_packet(arrival)
    (locked,) = store.exchange.arrivals()
    desk.discard_secret(desk.from_arrival(locked), CLERK)
    TakeIn(store, EdxmlCodec(), desk.notify)(arrival.header, EdxmlCodec().write(packet()), NOW, NOW)
    assert store.exchange.arrivals() == []
    assert found(dump(store, tmp_path)) == []
    store.close()


def shred_in_child(folder: Path, call: str, when: int) -> None:
    """The child: the clerk confirms, and the machine dies at the chosen call."""
    store = open_real(folder)
    desk, _office = desk_on(store)
    (locked,) = store.exchange.arrivals()
    count = 0
    real = getattr(os, call)

    def dying(*given: Any, **named: Any) -> Any:
        nonlocal count
        count += 1
        if count == when:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **named)

    setattr(os, call, dying)
    desk.discard_secret(desk.from_arrival(locked), CLERK)


CHILD = (
    "import sys; from pathlib import Path\n"
    "from tests.faults.test_shred_nothing_left import shred_in_child\n"
    "shred_in_child(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))"
)


@pytest.mark.skipif(sys.platform == "win32", reason="kills itself with SIGKILL")
@pytest.mark.parametrize(
    ("call", "when"),
    [
        pytest.param("fsync", 1, id="while the answer to the sender is written"),
        pytest.param("unlink", 1, id="between the keys and the files"),
        pytest.param("unlink", 3, id="in the middle of the files"),
    ],
)
def test_a_kill_leaves_the_lock_or_nothing(tmp_path: Path, call: str, when: int) -> None:
    store = open_real(tmp_path)
    desk, _office = desk_on(store)
    arrival = arrive(store, desk, packet())
    desk.from_arrival(arrival)  # its files are taken out to be looked at
    desk.search_packet(arrival)
    store.close()
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path), call, str(when)],
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    store = open_real(tmp_path)
    desk, _office = desk_on(store)
    for locked in store.exchange.arrivals():
        assert locked.secret
        desk.discard_secret(desk.from_arrival(locked), CLERK)
    assert found(dump(store, tmp_path)) == []
    refusals = [p for p in store.exchange.waiting() if p.header.name == "status-02.edxml"]
    assert len(refusals) == 1, "the sender is told once"
    store.close()
