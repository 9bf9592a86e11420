"""The province takes a bundle from a stick: the same ops as by the line, once or not at all."""

import copy
import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from clerkdesk.adapters.bundle.sealed_file import SealedBundles
from clerkdesk.adapters.hub import HttpHub
from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.domain.bundles import PROVINCE, DeskCard
from clerkdesk.domain.errors import (
    BundleForked,
    BundleGap,
    BundleNotEnrolled,
    BundleNotForHere,
    BundleTorn,
    NotABundle,
    ServerRefused,
)
from clerkdesk.domain.wire import HandedIn
from clerkdesk.ports.vault import PaperKey
from clerkdesk.server import admin
from clerkdesk.services.sync import SyncNow
from tests.fakes.postgres_cluster import PostgresCluster
from tests.fakes.province_process import ProvinceProcess
from tests.fakes.sample_documents import CLERK, OFFICE, PASSWORDS
from tests.fakes.stick_office import StickDesk, stick_desk

SCAN = b"%PDF trang quet " * 200_000
HERE = OFFICE.agency


class Province:
    """A real server, and the desks' lines to it."""

    def __init__(self, server: ProvinceProcess) -> None:
        self.server = server
        self._hubs: list[HttpHub] = []

    def line(self, desk: StickDesk) -> HttpHub:
        """The line of a desk, introduced where it is new."""
        name, key = desk.store.device, desk.carry._private()
        hub = HttpHub(self.server.url, name, key)
        self._hubs.append(hub)
        hub.enrol(
            admin.one_time_code(self.server.folder, HERE.code, self.server.database), name, HERE
        )
        desk.carry.hear_of_province(hub)
        return hub

    def meet(self, desk: StickDesk, hub: HttpHub) -> None:
        SyncNow(desk.store, hub, lambda *_packet: None, desk.clock)()

    def take(self, file: Path) -> HandedIn:
        """What the administrator does with a stick."""
        return admin.take_bundle_in(self.server.folder, file, self.server.database)

    def feed(self, hub: HttpHub) -> list[tuple[str, int, int]]:
        """Every op that the province has of the agency."""
        page = hub.pull(0, 0, own=True)
        ops = [entry.op for entry in page.entries if entry.op is not None]
        return [(op.device, op.incarnation, op.seq) for op in ops]

    def close(self) -> None:
        for hub in self._hubs:
            hub.close()


@pytest.fixture(params=["sqlite", "postgres"])
def province(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Province]:
    address = ""
    if request.param == "postgres":
        cluster: PostgresCluster = request.getfixturevalue("postgres")
        address = cluster.new_database()
    process = ProvinceProcess(tmp_path / "province", database=address)
    admin.add_agency(process.folder, HERE, address)
    process.start()
    made = Province(process)
    yield made
    made.close()
    assert process.stop() == 0


@pytest.fixture
def one(tmp_path: Path) -> Iterator[StickDesk]:
    with stick_desk(tmp_path / "one") as desk:
        yield desk


@pytest.fixture
def other(tmp_path: Path) -> Iterator[StickDesk]:
    with stick_desk(tmp_path / "other") as desk:
        yield desk


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "usb"
    place.mkdir()
    return place


def for_province(desk: StickDesk, stick: Path, *, from_start: bool = False) -> Path:
    (card,) = [card for card in desk.carry.others() if card.device == PROVINCE]
    written = desk.carry.write(stick, [card], CLERK, most_bytes=1 << 30, from_start=from_start)
    return written.file


def test_a_stick_does_what_the_line_would_have_done(
    province: Province, one: StickDesk, other: StickDesk, stick: Path
) -> None:
    line, there = province.line(one), province.line(other)
    province.meet(one, line)
    document = one.register("Bằng USB", SCAN)
    file = for_province(one, stick)
    told = province.take(file)
    assert (told.device, told.files, told.left_out) == (one.store.device, 1, 0)
    assert 0 < told.ops < one.store.ops.life[1], "only what the province had not acknowledged"
    province.meet(other, there)
    assert other.subjects == ["Bằng USB"]
    assert there.get_blob(document.entry.attachments[0].sha256) == SCAN
    feed = province.feed(line)
    again = province.take(file)
    assert (again.ops, again.files) == (0, 0)
    province.meet(one, line)
    assert province.feed(line) == feed, "the line brings nothing twice"
    assert one.store.ops.pending(10) == []


def test_any_desk_with_a_line_hands_in_anothers_stick(
    province: Province, one: StickDesk, other: StickDesk, stick: Path
) -> None:
    line, there = province.line(one), province.line(other)
    one.register("Qua máy bạn", SCAN)
    file = for_province(one, stick)
    done = other.carry.hand_in(file, CLERK, there)
    assert (done.writer, done.ops, done.files) == (one.store.device, one.store.ops.life[1], 1)
    assert len(province.feed(line)) == done.ops
    again = other.carry.hand_in(file, CLERK, there)
    assert (again.ops, again.files) == (0, 0)


def test_what_came_to_a_desk_by_stick_goes_on_to_the_province(
    province: Province, one: StickDesk, other: StickDesk, stick: Path
) -> None:
    province.line(one)
    there = province.line(other)
    one.knows(other)
    other.knows(one)
    one.register("Hai chặng")
    other.read(one.write(stick, other).file)
    province.take(for_province(other, stick))
    assert one.store.ops.life[1] == sum(
        name == one.store.device for name, _, _ in province.feed(there)
    )
    province.meet(other, there)
    written = other.carry.write(stick, other.carry.others()[:1], CLERK)
    assert written.ops <= 1, "the feed has said that the province has them"


@pytest.mark.parametrize("how", ["administrator", "line"])
def test_tampered_torn_and_foreign_sticks_change_nothing(
    province: Province, one: StickDesk, other: StickDesk, stick: Path, how: str
) -> None:
    line = province.line(one)
    one.knows(other)
    one.register("Nguyên vẹn", SCAN)
    file, feed = for_province(one, stick), province.feed(line)
    content = file.read_bytes()
    foreign = one.write(stick, other).file.read_bytes()
    middle = bytearray(content)
    middle[len(content) // 2] ^= 1
    end = bytearray(content)
    end[-1] ^= 1
    kinds: list[tuple[bytes, type[Exception], str]] = [
        (bytes(middle), BundleTorn, "không nguyên vẹn"),
        (bytes(end), BundleTorn, "không nguyên vẹn"),
        (content[: len(content) // 3], BundleTorn, "không nguyên vẹn"),
        (content[:100], BundleTorn, "không nguyên vẹn"),
        (b"%PDF-1.7", NotABundle, "không phải gói"),
        (foreign, BundleNotForHere, "không ghi cho"),
    ]
    for changed, refusal, words in kinds:
        if how == "line":
            with pytest.raises(ServerRefused, match=words):
                line.hand_in(changed)
            continue
        file.write_bytes(changed)
        with pytest.raises(refusal, match=words):
            province.take(file)
    assert province.feed(line) == feed
    assert not line.has_blob(_sha_of(SCAN))
    assert [path.name for path in province.server.folder.iterdir() if path.is_dir()] == ["blobs"]


def test_a_desk_that_is_not_enrolled_or_has_another_key_is_not_believed(
    province: Province, one: StickDesk, other: StickDesk, stick: Path
) -> None:
    line = province.line(one)
    other.carry.hear_of_province(line)
    other.draft("Lạ")
    with pytest.raises(BundleNotEnrolled, match=other.store.device):
        province.take(for_province(other, stick))
    files = SealedBundles()
    whole = for_province(other, stick)
    card = DeskCard(one.store.device, other.card.sign, other.card.seal)
    head = replace(files.peek(whole), writer=card, number=99)
    readers = other.carry.others()[:1]
    forged = files.write(stick, head, {}, [], other.carry._private(), readers)
    with pytest.raises(BundleNotEnrolled):
        province.take(forged)
    head = replace(head, writer=one.card, number=100)
    with pytest.raises(BundleTorn):
        files.write(stick, head, {}, [], other.carry._private(), readers)


def test_another_history_is_refused_whole(
    province: Province, one: StickDesk, stick: Path, tmp_path: Path
) -> None:
    line = province.line(one)
    one.draft("chung")
    one.store.close()
    shutil.copytree(one.folder, tmp_path / "copy")
    key_store = copy.deepcopy(one.key_store)
    one.store = _opened(one)
    one.draft("lịch sử một")
    province.take(for_province(one, stick))
    feed = province.feed(line)
    one.store.close()
    one.folder, one.key_store = tmp_path / "copy", key_store
    one.store = _opened(one)
    one.draft("lịch sử hai")
    one.draft("và thêm")
    file = for_province(one, stick)
    with pytest.raises(BundleForked, match=one.store.device):
        province.take(file)
    with pytest.raises(ServerRefused, match="nhật ký khác"):
        line.hand_in(file.read_bytes())
    assert province.feed(line) == feed


def test_an_old_stick_from_before_a_restore_is_still_taken_and_the_new_life_stands(
    province: Province, one: StickDesk, other: StickDesk, stick: Path
) -> None:
    line = province.line(one)
    there = province.line(other)
    province.meet(one, line)
    backup = one.store.backups.make(stick)
    one.register("Chỉ trên USB")
    old = for_province(one, stick)
    one.store.close()
    shutil.rmtree(one.folder / "store")
    put_back = one.vault.restore(stick, backup, PaperKey(one.recovery_key))
    assert isinstance(put_back, SqlStore)
    one.store = put_back
    one.draft("đời hai")
    province.meet(one, line)
    assert province.take(old).ops > 0
    assert province.take(old).ops == 0
    one.draft("đời hai nữa")
    province.meet(one, line)
    province.meet(other, there)
    assert other.subjects == ["Chỉ trên USB", "đời hai", "đời hai nữa"]
    province.meet(one, line)
    assert other.store.ops.breaks() == []


@pytest.mark.parametrize("province", ["sqlite"], indirect=True)  # its backup is the folder
def test_a_server_that_was_put_back_asks_for_a_stick_from_the_start(
    province: Province, one: StickDesk, stick: Path, tmp_path: Path
) -> None:
    line = province.line(one)
    province.server.stop()
    shutil.copytree(province.server.folder, tmp_path / "saved")
    province.server.start()
    province.meet(one, line)
    one.draft("sau sao lưu")
    file = for_province(one, stick)
    province.server.stop()
    shutil.rmtree(province.server.folder)
    shutil.copytree(tmp_path / "saved", province.server.folder)
    admin.begin_generation(province.server.folder)
    province.server.start()
    with pytest.raises(BundleGap):
        province.take(file)
    whole = for_province(one, stick, from_start=True)
    assert province.take(whole).ops == one.store.ops.life[1]
    province.meet(one, line)
    assert len(province.feed(line)) == one.store.ops.life[1]


def test_a_kill_in_the_middle_leaves_all_or_nothing(
    province: Province, one: StickDesk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = province.line(one)
    for number in range(50):
        one.draft(f"Văn bản {number}")
    file, feed = for_province(one, stick), province.feed(line)

    def dies(*_any: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("clerkdesk.server.store.log.take_scopes", dies)
    with pytest.raises(KeyboardInterrupt):
        province.take(file)
    assert province.feed(line) == feed
    monkeypatch.undo()
    assert province.take(file).ops == one.store.ops.life[1]


def test_a_body_without_end_is_cut_off(province: Province, one: StickDesk) -> None:
    line = province.line(one)
    token = {"Authorization": f"Bearer {line._session._access_token()}"}
    answer = httpx.post(
        f"{province.server.url}/v1/bundles", headers=token, content=b"x" * 9_000_000
    )
    assert answer.status_code == 422, "not the 8 MiB of JSON bodies"
    assert httpx.post(f"{province.server.url}/v1/bundles", content=b"").status_code == 401
    assert httpx.get(f"{province.server.url}/v1/card").status_code == 401


def _opened(desk: StickDesk) -> SqlStore:
    store = desk.vault.unlock(CLERK.login, PASSWORDS[CLERK]).store
    assert isinstance(store, SqlStore)
    return store


def _sha_of(content: bytes) -> str:

    return hashlib.sha256(content).hexdigest()
