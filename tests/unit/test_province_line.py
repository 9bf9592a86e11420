"""Waiting for the province's news: short answers and cut questions never make the desk ask without end."""

import pytest

from clerkdesk.domain.errors import ServerUnreachable
from clerkdesk.domain.sync_pace import LISTEN_SECONDS, Ear
from clerkdesk.ports.exchange import Hub
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.services.move_files import Vain
from clerkdesk.services.province_line import ProvinceLine
from clerkdesk.services.sync import SyncNow
from clerkdesk.services.take_in import TakeIn
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.office import FakeOffice
from tests.fakes.op_chain import OpChain
from tests.fakes.sample_documents import ADMIN


class Desk:
    """A desk with a line whose questions last as long as a test says."""

    def __init__(self) -> None:
        self.office = FakeOffice()
        here = self.office.office.agency
        self.province = FakeProvince(here)
        self.now = 0.0
        self.checked: list[Hub] = []
        self.lasts = float(LISTEN_SECONDS)
        self.cut = False
        self.hub = _Slow(self.province, here.code, self.office.store.device, self)
        connect = ConnectServer(self.office.store, lambda *_any: self.hub, lambda: bytes(32))
        connect("https://tinh.example", self.province.one_time_code(here.code), ADMIN)
        desk = self.office.desk()
        take_in = TakeIn(self.office.store, self.office.codec, desk.notify)
        self.line = ProvinceLine(
            connect,
            lambda hub: SyncNow(self.office.store, hub, take_in, self.office.clock),
            desk.carry,
            self.checked.append,
            self.office.store.ops.cursor,
            lambda: self.now,
        )

    def colleague_says(self) -> None:
        here = self.office.office.agency
        other = FakeHub(self.province, here.code, "may-khac")
        other.enrol(self.province.one_time_code(here.code), "may-khac", here)
        other.push(1, OpChain("may-khac").add())


class _Slow(FakeHub):
    def __init__(self, province: FakeProvince, agency: str, device: str, desk: Desk) -> None:
        super().__init__(province, agency, device)
        self._desk = desk

    def listen(self, generation: int, since: int, wait: int) -> bool:
        self._desk.now += min(self._desk.lasts, wait)
        told = super().listen(generation, since, wait)
        if self._desk.cut and wait > self._desk.lasts:
            raise ServerUnreachable
        return told


@pytest.fixture
def desk() -> Desk:
    made = Desk()
    made.line.meet()
    return made


def test_quiet_after_the_whole_wait_and_news_when_a_colleague_writes(desk: Desk) -> None:
    assert desk.line.listen() is Ear.QUIET
    assert desk.hub.waited == [LISTEN_SECONDS]
    desk.colleague_says()
    assert desk.line.listen() is Ear.NEWS
    desk.line.meet()
    assert desk.line.listen() is Ear.QUIET


def test_after_each_meeting_the_provinces_log_is_held_against_what_is_known(desk: Desk) -> None:
    before = len(desk.checked)
    desk.line.meet()
    assert desk.checked[before:] == [desk.hub]


def test_before_the_first_meeting_there_is_nothing_to_listen_to() -> None:
    assert Desk().line.listen() is Ear.DEAF


def test_a_server_that_keeps_no_question_is_asked_as_usual(desk: Desk) -> None:
    desk.lasts = 0.1
    assert desk.line.listen() is Ear.DEAF


def test_news_that_a_meeting_does_not_take_are_not_asked_for_at_once_again(desk: Desk) -> None:
    desk.colleague_says()
    assert desk.line.listen() is Ear.NEWS
    assert desk.line.listen() is Ear.DEAF


def test_a_proxy_that_cuts_is_learned_and_a_broken_line_is_said(desk: Desk) -> None:
    desk.cut, desk.lasts = True, 60
    assert desk.line.listen() is Ear.QUIET
    assert desk.line.listen() is Ear.QUIET
    assert desk.hub.waited == [LISTEN_SECONDS, 48]
    desk.lasts = 2
    with pytest.raises(ServerUnreachable):
        desk.line.listen()
    desk.line.hang_up()
    with pytest.raises(ServerUnreachable):
        desk.line.listen()


def test_a_file_that_is_not_there_is_asked_for_ever_more_rarely() -> None:
    now = 0.0
    vain = Vain(lambda: now)
    asked = []
    while now < 9 * 3600:
        if vain.may_ask("a"):
            vain.asked("a")
            asked.append(now)
        now += 15
    assert asked[:4] == [0, 30, 90, 210]
    assert len(asked) < 18
    assert vain.may_ask("b")
