"""A desk checks the province's signed log once a day, and says which op of which desk was rewritten."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from clerkdesk.domain.errors import ProvinceLogBroken
from clerkdesk.domain.ops import FieldChange, Op
from clerkdesk.ports.store import Store
from clerkdesk.services.check_province_log import CheckProvinceLog
from tests.fakes.hub import FakeHub, FakeProvince, fake_signature
from tests.fakes.op_chain import OpChain
from tests.fakes.sample_documents import OFFICE, Clock


def fake_holds(key: str, text: bytes, signature: str) -> bool:
    return fake_signature(key, text) == signature


class Days:
    """This desk and another push every day; the province signs; this desk checks."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock
        self.province = FakeProvince(OFFICE.agency)
        self._say()
        self.device = store.ops.pending(1)[0].device
        self.hub, self.beside = self._desk(self.device), self._desk("pc-2")
        self.chain = OpChain("pc-2")
        self.check = self.after_a_restart()

    def after_a_restart(self) -> CheckProvinceLog:
        return CheckProvinceLog(self.store, fake_holds, self.clock)

    def one(self) -> None:
        self._say()
        for op in self.store.ops.pending(100):
            self.hub.push(op.incarnation, [op])
            self.store.ops.acknowledge(op.seq)
        self.beside.push(1, self.chain.add(3))
        page = self.hub.pull(*self.store.ops.cursor())
        heard = [entry.op for entry in page.entries if entry.op is not None]
        self.store.ops.apply_remote(page.generation, page.last, heard)
        self.clock.now += timedelta(days=1)
        self.province.sign_day(self.clock().date().isoformat())

    def rewrite(self, device: str) -> Op:
        """Change a word of the last op of a desk on the server, and sign anew as its owner could."""
        feed = self.province.rooms[OFFICE.agency.code.casefold()].feed
        place = max(n for n, row in enumerate(feed) if row.op and row.op.device == device)
        op = feed[place].op
        assert op is not None
        other = replace(op, fields={**op.fields, "subject": FieldChange("Khác")})
        feed[place] = replace(feed[place], op=other)
        for signed in self.province.signed.values():
            signed.pop()
        self.province.sign_day(self.clock().date().isoformat())
        return op

    def _say(self) -> None:
        self.store.settings.put("reminder", self.clock().isoformat(), "vanthu")

    def _desk(self, device: str) -> FakeHub:
        hub = FakeHub(self.province, OFFICE.agency.code, device)
        hub.enrol(self.province.one_time_code(OFFICE.agency.code), device, OFFICE.agency)
        return hub


@pytest.fixture
def days(store: Store, clock: Clock) -> Days:
    return Days(store, clock)


def asked(hub: FakeHub) -> list[int]:
    """Since where leaves are asked for, from now on."""
    places: list[int] = []
    leaves = hub.leaves

    def counted(since: int, limit: int) -> Sequence[object]:
        places.append(since)
        return leaves(since, limit)

    hub.leaves = counted  # type: ignore[method-assign,assignment]
    return places


def test_each_day_is_checked_once_and_goes_on_where_the_last_one_ended(days: Days) -> None:
    places = asked(days.hub)
    days.one()
    days.one()
    assert days.check(days.hub) == 2
    assert days.check(days.hub) == 0
    days.one()
    assert days.after_a_restart()(days.hub) == 1
    assert places == sorted(set(places))


@pytest.mark.parametrize("device", ["pc-2", "own"])
def test_an_op_that_was_rewritten_is_named_even_under_a_good_signature(
    days: Days, device: str
) -> None:
    days.one()
    days.check(days.hub)
    days.one()
    op = days.rewrite(days.device if device == "own" else device)
    for _again in range(2):  # it is said until somebody has mended it
        with pytest.raises(ProvinceLogBroken) as broken:
            days.check(days.hub)
        assert f"{op.device} #{op.seq}" in str(broken.value)


def test_days_already_checked_cannot_be_signed_anew(days: Days) -> None:
    days.one()
    days.check(days.hub)
    days.rewrite("pc-2")
    days.one()
    with pytest.raises(ProvinceLogBroken):
        days.check(days.hub)


def test_a_province_that_was_put_back_is_checked_from_its_start(days: Days) -> None:
    days.one()
    assert days.check(days.hub) == 1
    days.province.restore()
    days.province.signed.clear()
    days.beside.push(1, days.chain.ops)
    days.clock.now += timedelta(days=1)
    days.province.sign_day(days.clock().date().isoformat())
    assert days.check(days.hub) == 1
