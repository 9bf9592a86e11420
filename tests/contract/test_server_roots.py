"""The province cannot rewrite its log alone: what was edited afterwards is named by the next check."""

import hashlib
import random
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clerkdesk.adapters.hub import HttpHub, new_device_key
from clerkdesk.adapters.hub.read_roots import holds
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.errors import ServerUnreachable
from clerkdesk.domain.ops import Op
from clerkdesk.domain.province_log import (
    BreakKind,
    Checked,
    LogBreak,
    SignedRoot,
    begun,
    check_day,
)
from clerkdesk.ports.exchange import Hub
from clerkdesk.server import admin
from clerkdesk.server.keys import RootKey
from clerkdesk.server.province import ROOT_KEY_FILE
from clerkdesk.server.store.database import open_database
from clerkdesk.server.store.roots import Roots
from tests.fakes.hub import FakeHub, FakeProvince, fake_signature
from tests.fakes.op_chain import OpChain
from tests.fakes.province_process import ProvinceProcess

HERE = Agency("H01.A", "UBND xã An Bình")


@dataclass
class Reader:
    """A desk that keeps what it heard and checks it."""

    hub: Hub
    real: bool
    ops: dict[tuple[str, int, int], str]
    state: Checked

    def hear(self, ops: list[Op]) -> None:
        self.ops.update({(op.device, op.incarnation, op.seq): op.digest for op in ops})

    def check(self) -> tuple[LogBreak, ...]:
        page = self.hub.roots(self.state.tree.size)
        if page.generation != self.state.generation:
            self.state = begun(self.state, page.generation)
            page = self.hub.roots(0)
        for signed in page.roots:
            size = self.state.tree.size
            leaves = self.hub.leaves(size, signed.size - size) if signed.size > size else []
            self.state, breaks = check_day(
                self.state,
                signed,
                page.key,
                leaves,
                agency=HERE.code.lower(),
                known=lambda *place: self.ops.get(place),
                holds=holds if self.real else fake_holds,
            )
            if breaks:
                return breaks
        return ()


def fake_holds(key: str, text: bytes, signature: str) -> bool:
    return fake_signature(key, text) == signature


class World:
    """A province whose days pass when the test says so."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.day = 0
        self.fake = FakeProvince(HERE)
        if folder is not None:
            admin.add_agency(folder, HERE)
            self.server = ProvinceProcess(folder)
            self.server.start()
            self.database = open_database(folder)
            self.key = RootKey(folder / ROOT_KEY_FILE)
            self.hubs: list[HttpHub] = []

    def reader(self, device: str) -> Reader:
        if self.folder is None:
            hub: Hub = FakeHub(self.fake, HERE.code, device)
            hub.enrol(self.fake.one_time_code(HERE.code), device, HERE)
        else:
            hub = real = HttpHub(self.server.url, device, new_device_key())
            self.hubs.append(real)
            hub.enrol(admin.one_time_code(self.folder, HERE.code), device, HERE)
        return Reader(hub, self.folder is not None, {}, Checked())

    def pass_a_day(self) -> None:
        self.day += 1
        day = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=self.day)
        if self.folder is None:
            self.fake.sign_day(day.date().isoformat())
        else:
            Roots(self.database).sign_day(day.date().isoformat(), self.key.sign)

    def close(self) -> None:
        if self.folder is not None:
            for hub in self.hubs:
                hub.close()
            self.database.close()
            self.server.stop()


@pytest.fixture(params=["real", "fake"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path if request.param == "real" else None)
    yield made
    made.close()


def a_few_days(world: World, reader: Reader) -> None:
    """Three days of ops by two desks; the reader hears them and checks each day."""
    other = world.reader("pc-2")
    mine, theirs = OpChain("pc-1"), OpChain("pc-2")
    for _day in range(3):
        for hub, chain in ((reader.hub, mine), (other.hub, theirs)):
            ops = chain.add(7)
            hub.push(1, ops)
            reader.hear(ops)
        world.pass_a_day()


def test_a_log_that_only_grew_is_whole_on_every_day(world: World) -> None:
    reader = world.reader("pc-1")
    a_few_days(world, reader)
    assert reader.check() == ()
    assert reader.state.tree.size == 42
    assert reader.state.ends == {"pc-1": (1, 21), "pc-2": (1, 21)}
    assert reader.check() == ()


def test_a_day_on_which_nothing_came_needs_no_root(tmp_path: Path) -> None:
    world = World(tmp_path)
    reader = world.reader("pc-1")
    a_few_days(world, reader)
    world.pass_a_day()
    assert len(reader.hub.roots(0).roots) == 3
    world.close()


def test_another_key_of_the_province_is_named(world: World) -> None:
    reader = world.reader("pc-1")
    a_few_days(world, reader)
    reader.check()
    reader.state = begun(reader.state, reader.state.generation)
    page = reader.hub.roots(0)
    _state, breaks = check_day(
        reader.state,
        page.roots[0],
        "another key",
        [],
        agency=HERE.code,
        known=lambda *_: None,
        holds=fake_holds,
    )
    assert [found.kind for found in breaks] == [BreakKind.KEY]


def test_a_root_that_nobody_signed_is_named(world: World) -> None:
    reader = world.reader("pc-1")
    a_few_days(world, reader)
    page = reader.hub.roots(0)
    signed = page.roots[0]
    forged = SignedRoot(
        signed.agency,
        signed.generation,
        signed.day,
        signed.size,
        "ab" * 32,
        signed.previous,
        signed.signature,
    )
    state = begun(Checked(), page.generation)
    _state, breaks = check_day(
        state,
        forged,
        page.key,
        [],
        agency=HERE.code,
        known=lambda *_: None,
        holds=holds if reader.real else fake_holds,
    )
    assert [found.kind for found in breaks] == [BreakKind.SIGNATURE]


def test_a_server_that_was_put_back_is_checked_from_the_start(tmp_path: Path) -> None:
    world = World(tmp_path)
    reader = world.reader("pc-1")
    a_few_days(world, reader)
    assert reader.check() == ()
    admin.begin_generation(tmp_path)
    world.pass_a_day()
    assert reader.check() == ()
    assert (reader.state.generation, reader.state.tree.size) == (2, 42)
    world.close()


def edit(link: sqlite3.Connection, chance: random.Random) -> str:
    """Change one thing of one row of the log, as somebody with the database would."""
    seq = chance.randint(1, 42)
    op = link.execute("SELECT op FROM feed WHERE seq = ?", (seq,)).fetchone()[0]
    match chance.randint(0, 4):
        case 0:
            place = op.index("giao ban") + chance.randint(0, 7)
            changed = op[:place] + chr(ord(op[place]) + 1) + op[place + 1 :]
            link.execute("UPDATE feed SET op = ? WHERE seq = ?", (changed, seq))
            return f"text of {seq}"
        case 1:
            at = datetime(2026, 3, 2, chance.randint(0, 23), 59, tzinfo=UTC).isoformat()
            link.execute("UPDATE feed SET at = ? WHERE seq = ?", (at, seq))
            return f"time of {seq}"
        case 2:
            link.execute("DELETE FROM feed WHERE seq = ?", (seq,))
            return f"deletion of {seq}"
        case 3:
            other = seq % 42 + 1
            for old, new in ((seq, -1), (other, seq), (-1, other)):
                link.execute("UPDATE feed SET seq = ? WHERE seq = ?", (new, old))
            return f"{seq} and {other} swapped"
    root = link.execute("SELECT size, root FROM root ORDER BY random() LIMIT 1").fetchone()
    turned = hashlib.sha256(root[1].encode()).hexdigest()
    link.execute("UPDATE root SET root = ? WHERE size = ?", (turned, root[0]))
    return f"root of {root[0]}"


def checked_anew(reader: Reader) -> tuple[LogBreak, ...]:
    """What a desk names that checks everything; it waits where the server says that it asks too much."""
    while True:
        try:
            return Reader(reader.hub, True, reader.ops, Checked(key=reader.state.key)).check()
        except ServerUnreachable:
            time.sleep(1)


def edits_are_named(folder: Path, count: int) -> None:
    world = World(folder)
    reader = world.reader("pc-1")
    a_few_days(world, reader)
    assert reader.check() == ()
    chance = random.Random(6)
    link = sqlite3.connect(folder / "province.db", isolation_level=None)
    kept = {table: link.execute(f"SELECT * FROM {table}").fetchall() for table in ("feed", "root")}
    for number in range(count):
        what = edit(link, chance)
        breaks = checked_anew(reader)
        assert breaks, f"edit {number} was not seen: {what}"
        assert all(found.day for found in breaks), what
        link.execute("BEGIN")
        for table, rows in kept.items():
            link.execute(f"DELETE FROM {table}")
            places = ", ".join("?" * len(rows[0]))
            link.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
        link.execute("COMMIT")
    assert checked_anew(reader) == ()
    link.close()
    world.close()


def test_every_edit_of_the_servers_rows_is_named_by_the_next_check(tmp_path: Path) -> None:
    edits_are_named(tmp_path, 50)


@pytest.mark.long
def test_a_thousand_edits_of_the_servers_rows_are_named(tmp_path: Path) -> None:
    edits_are_named(tmp_path, 1000)
