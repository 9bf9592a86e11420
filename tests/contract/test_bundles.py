"""Bundles on a stick between desks with real stores: what was written is there once, or nothing is."""

import copy
import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerkdesk.adapters.bundle.sealed_file import MAGIC, SealedBundles
from clerkdesk.adapters.store import op_log
from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.domain.bundles import DeskCard
from clerkdesk.domain.errors import (
    BundleForeign,
    BundleForked,
    BundleNotForHere,
    BundleNotWritten,
    BundleTorn,
    BundleUnknownDesk,
    ClerkError,
    DiskFull,
    FileNotRead,
    NoDeskCards,
    NotABundle,
    NotAllowed,
)
from clerkdesk.domain.ops import Op
from clerkdesk.ports.vault import PaperKey
from tests.fakes.sample_documents import ADMIN, CLERK, OFFICE, PASSWORDS
from tests.fakes.stick_office import StickDesk, stick_desk

SCAN = b"%PDF trang quet " * 200_000


@pytest.fixture
def one(tmp_path: Path) -> Iterator[StickDesk]:
    with stick_desk(tmp_path / "one") as desk:
        yield desk


@pytest.fixture
def other(tmp_path: Path, one: StickDesk) -> Iterator[StickDesk]:
    """Knows the first desk, and is known to it."""
    with stick_desk(tmp_path / "other") as desk:
        desk.knows(one)
        one.knows(desk)
        yield desk


@pytest.fixture
def third(tmp_path: Path, one: StickDesk) -> Iterator[StickDesk]:
    with stick_desk(tmp_path / "third") as desk:
        desk.knows(one)
        yield desk


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "usb"
    place.mkdir()
    return place


def test_documents_numbers_and_files_come_by_hand(
    one: StickDesk, other: StickDesk, stick: Path
) -> None:
    document = one.register("Lũ quét", SCAN)
    done = one.write(stick, other)
    assert [file.name for file in stick.iterdir()] == [done.file.name]
    assert b"qu\xc3\xa9t" not in done.file.read_bytes()
    assert SCAN[:64] not in done.file.read_bytes()
    taken = other.read(done.file)
    assert (taken.ops, taken.files, taken.writer) == (done.ops, 1, one.store.device)
    there = other.store.incoming.get(document.uid)
    assert there.arrival_number == document.arrival_number
    assert other.store.files.get(there.entry.attachments[0].sha256) == SCAN
    told = [desk.store.ops.history("incoming", document.uid) for desk in (one, other)]
    assert told[0] == told[1]
    assert other.store.conflicts.count() == 0


def test_read_twice_or_late_nothing_changes(one: StickDesk, other: StickDesk, stick: Path) -> None:
    one.register("một", SCAN)
    first = one.write(stick, other).file
    one.register("hai")
    second = one.write(stick, other).file
    assert first != second
    assert other.read(second).ops > 0
    before = other.whole()
    for file in (second, first, second):
        again = other.read(file)
        assert (again.ops, again.files) == (0, 0)
    assert other.subjects == ["hai", "một"]
    assert _without_bundles(other.whole()) == _without_bundles(before)
    assert {row.number for row in other.carry.rows()} == {1, 2}


def test_the_answer_brings_only_what_is_new(one: StickDesk, other: StickDesk, stick: Path) -> None:
    one.register("của máy một")
    other.read(one.write(stick, other).file)
    other.draft("của máy hai")
    back = other.write(stick, one)
    mine = {op.digest for op in one.store.ops.after(0)}
    assert back.ops < len(mine), "what the other has said that it has is not carried back"
    one.read(back.file)
    assert one.subjects == other.subjects == ["của máy hai", "của máy một"]
    assert one.write(stick, other).ops <= 2, "at most what tells of cards"


def test_a_third_desk_hears_of_the_first_through_the_second(
    one: StickDesk, other: StickDesk, third: StickDesk, stick: Path
) -> None:
    one.register("qua hai chặng", SCAN)
    other.read(one.write(stick, other).file)
    third.knows(other)
    other.knows(third)
    third.read(other.write(stick, third).file)
    assert third.subjects == ["qua hai chặng"]
    assert third.store.ops.breaks() == []


def test_no_altered_byte_is_taken(one: StickDesk, other: StickDesk, stick: Path) -> None:
    one.register("Nguyên vẹn", SCAN)
    file = one.write(stick, other).file
    content, before = file.read_bytes(), other.whole()
    head = len(MAGIC) + 4
    places = [0, 5, len(MAGIC), *range(head, head + 1200, 7), len(content) // 2]
    for place in [*places, len(content) - 70, len(content) - 1]:
        changed = bytearray(content)
        changed[place] ^= 1
        file.write_bytes(changed)
        with pytest.raises(_REFUSALS):
            other.read(file)
    assert other.whole() == before
    file.write_bytes(content)
    assert other.read(file).ops > 0


def test_nothing_of_a_torn_bundle_is_taken(one: StickDesk, other: StickDesk, stick: Path) -> None:
    one.register("Chép dở", SCAN)
    file = one.write(stick, other).file
    content, before = file.read_bytes(), other.whole()
    for kept in (1, len(MAGIC), len(MAGIC) + 2, 200, 5000, len(content) // 2, len(content) - 1):
        file.write_bytes(content[:kept])
        with pytest.raises(BundleTorn):
            other.read(file)
    file.write_bytes(content + b"\0")
    with pytest.raises(BundleTorn):
        other.read(file)
    assert other.whole() == before


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 ...", MAGIC.replace(b"1", b"2")])
def test_another_file_is_named_as_such(other: StickDesk, stick: Path, content: bytes) -> None:
    file = stick / "lạ.cdgoi"
    file.write_bytes(content)
    with pytest.raises(NotABundle):
        other.read(file)
    with pytest.raises(FileNotRead):
        other.read(stick / "không có.cdgoi")


def test_only_the_named_reader_can_open_it(
    one: StickDesk, other: StickDesk, third: StickDesk, stick: Path
) -> None:
    one.register("Cho máy hai")
    file = one.write(stick, other).file
    assert third.card not in one.carry.others()
    before = third.whole()
    with pytest.raises(BundleNotForHere) as told:
        third.read(file)
    assert one.store.device in str(told.value)
    assert third.whole() == before
    for reader in (other, third):
        reader.read(one.write(stick, other, third).file)
        assert reader.subjects == ["Cho máy hai"]


def test_a_writer_nobody_knows_is_not_believed(
    one: StickDesk, other: StickDesk, stick: Path, tmp_path: Path
) -> None:
    with stick_desk(tmp_path / "stranger") as stranger:
        stranger.register("Lạ")
        file = stranger.write(stick, other).file
        before = other.whole()
        with pytest.raises(BundleUnknownDesk) as told:
            other.read(file)
        assert stranger.card.fingerprint in str(told.value)
        forged = dataclasses.replace(stranger.card, device=one.store.device)
        assert forged.sign != one.card.sign
        with pytest.raises(BundleUnknownDesk):
            other.read(_signed_as(forged, stranger, stick, other))
        assert other.whole() == before


def test_a_bundle_of_another_agency_is_refused(
    other: StickDesk, stick: Path, tmp_path: Path
) -> None:
    elsewhere = dataclasses.replace(OFFICE, code="000.00.20.H01", name="UBND xã Bên Cạnh")
    with stick_desk(tmp_path / "elsewhere", elsewhere) as stranger:
        stranger.register("Của xã bên")
        file = stranger.write(stick, other).file
        with pytest.raises(BundleForeign) as told:
            other.read(file)
        assert "000.00.20.H01" in str(told.value)


def test_another_history_of_a_desk_is_refused_whole(
    one: StickDesk, other: StickDesk, stick: Path, tmp_path: Path
) -> None:
    """The PC was copied outside the program, and both copies went on."""
    one.draft("chung")
    one.store.close()
    shutil.copytree(one.folder, tmp_path / "copy")
    key_store = copy.deepcopy(one.key_store)
    one.store = _opened(one)
    one.draft("lịch sử một")
    other.read(one.write(stick, other).file)
    one.store.close()
    one.folder, one.key_store = tmp_path / "copy", key_store
    one.store = _opened(one)
    one.draft("lịch sử hai")
    one.draft("và thêm")
    file = one.write(stick, other).file
    before = other.whole()
    with pytest.raises(BundleForked) as told:
        other.read(file)
    assert one.store.device in str(told.value)
    assert other.whole() == before
    assert other.subjects == ["chung", "lịch sử một"]


def test_an_old_stick_from_before_a_restore_brings_its_ops_and_rolls_nothing_back(
    one: StickDesk, other: StickDesk, stick: Path, tmp_path: Path
) -> None:
    one.register("một")
    backup = one.store.backups.make(stick)
    one.register("hai, chỉ trên USB")
    old = one.write(stick, other).file
    one.store.close()
    shutil.rmtree(tmp_path / "one" / "store")
    put_back = one.vault.restore(stick, backup, PaperKey(one.recovery_key))
    assert isinstance(put_back, SqlStore)
    one.store = put_back
    assert one.store.ops.life[0] == 2
    one.draft("đời hai")
    new = one.write(stick, other)
    other.read(new.file)
    heard = other.store.carrying.heard_by(one.store.device)
    other.read(old)
    assert other.subjects == ["hai, chỉ trên USB", "một", "đời hai"], (
        "no number that was told is lost"
    )
    assert other.store.carrying.heard_by(one.store.device) == heard, "the newest bundle counts"
    assert other.store.ops.breaks() == []
    one.read(old)
    assert one.subjects == ["hai, chỉ trên USB", "một", "đời hai"], (
        "its own old stick helps the desk itself"
    )


def test_a_stick_pulled_out_while_it_is_read_leaves_nothing_half(
    one: StickDesk, other: StickDesk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1200):
        one.store.settings.put(f"thử.{number}", number, CLERK.login)
    file = one.write(stick, other).file
    before = other.whole()
    taken = _pull_out_after(800, monkeypatch)
    with pytest.raises(FileNotRead):
        other.read(file)
    assert len(taken) == 800, "some ops had been applied"
    assert other.whole() == before
    monkeypatch.undo()
    assert other.read(file).ops >= 1200


def test_a_full_disk_keeps_the_ops_and_the_files_come_with_the_next_reading(
    one: StickDesk, other: StickDesk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = one.register("Đầy ổ", SCAN)
    file = one.write(stick, other).file

    def full(_content: bytes) -> str:
        raise DiskFull

    monkeypatch.setattr(other.store.files, "put", full)
    with pytest.raises(DiskFull):
        other.read(file)
    monkeypatch.undo()
    assert other.store.incoming.get(document.uid).entry.subject == "Đầy ổ"
    again = other.read(file)
    assert (again.ops, again.files) == (0, 1)


def test_a_stick_that_takes_nothing_is_left_as_it_was(
    one: StickDesk, other: StickDesk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one.register("x", SCAN)
    before = one.whole()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("clerkdesk.adapters.bundle.sealed_file.os.fsync", full)
    with pytest.raises(BundleNotWritten):
        one.write(stick, other)
    monkeypatch.undo()
    assert list(stick.iterdir()) == []
    assert one.whole() == before
    with pytest.raises(BundleNotWritten):
        one.write(stick / "không có", other)


def test_files_beyond_the_chosen_amount_are_counted(
    one: StickDesk, other: StickDesk, stick: Path
) -> None:
    one.register("lớn", SCAN)
    one.register("nhỏ", b"%PDF nho")
    done = one.write(stick, other, files=1_000_000)
    assert (done.files, done.left_out) == (1, 1)
    assert other.read(done.file).files == 1
    assert other.store.moving.to_fetch(10)[0].size == len(SCAN)


def test_a_file_that_nothing_here_names_is_not_kept(
    one: StickDesk, other: StickDesk, stick: Path
) -> None:
    document = one.register("có tệp", SCAN)
    file = one.write(stick, other).file
    sha256 = document.entry.attachments[0].sha256
    other.read(file)
    with other.store._database.writing() as link:
        link.execute("DELETE FROM attachment WHERE uid = :uid", {"uid": document.uid})
    other.store.files.forget([sha256])
    assert other.read(file).files == 0
    assert not other.store.files.has(sha256)


def test_who_may_not_keep_books_carries_nothing(
    one: StickDesk, other: StickDesk, stick: Path
) -> None:
    stranger = dataclasses.replace(ADMIN, roles=frozenset())
    with pytest.raises(NotAllowed):
        one.carry.write(stick, [other.card], stranger)
    with pytest.raises(NotAllowed):
        one.carry.read(stick / "x", stranger)
    with pytest.raises(NoDeskCards):
        one.carry.write(stick, [], CLERK)


def test_a_card_goes_by_stick_and_says_the_same_code(
    one: StickDesk, other: StickDesk, stick: Path
) -> None:
    file = one.carry.write_card(stick, CLERK)
    card = other.carry.read_card(file)
    assert (card, card.fingerprint) == (one.card, one.card.fingerprint)
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(NotABundle):
        other.carry.read_card(file)


_REFUSALS = (BundleTorn, NotABundle, BundleForeign, BundleUnknownDesk, BundleNotForHere)


def test_every_refusal_says_what_happened_and_what_to_do() -> None:
    told: list[ClerkError] = [
        BundleTorn("a.cdgoi"),
        NotABundle("a.cdgoi"),
        BundleForeign("H01"),
        BundleNotForHere("may-1"),
        BundleUnknownDesk("may-1", "12345"),
        BundleForked("may-1", 7),
        NoDeskCards(),
        BundleNotWritten("/media/usb"),
    ]
    for error in told:
        assert str(error).endswith(".")
        assert error.advice.endswith(".")


def _pull_out_after(ops: int, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The stick is gone when so many ops were applied; what was."""
    taken: list[object] = []
    real = op_log.insert_op

    def insert(link: Connection, op: Op) -> bool:
        if len(taken) == ops:
            raise FileNotRead("gói", "ổ đã bị rút ra")
        taken.append(op)
        return real(link, op)

    monkeypatch.setattr(op_log, "insert_op", insert)
    return taken


def _signed_as(card: DeskCard, by: StickDesk, stick: Path, reader: StickDesk) -> Path:
    """A bundle that claims another desk's name with its own writer's key."""
    files, carrying = SealedBundles(), by.store.carrying
    whole = by.write(stick, reader)
    head = dataclasses.replace(files.peek(whole.file), writer=card, number=99)
    return files.write(stick, head, carrying.heads(), [], by.carry._private(), [reader.card])


def _opened(desk: StickDesk) -> SqlStore:
    store = desk.vault.unlock(CLERK.login, PASSWORDS[CLERK]).store
    assert isinstance(store, SqlStore)
    return store


def _without_bundles(whole: str) -> str:
    return whole.partition('"bundle"')[0] + whole.partition('"conflict"')[2]
