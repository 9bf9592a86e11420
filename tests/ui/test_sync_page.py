"""Đồng bộ, USB: what waits, the day's amount, and a stick from one window to another."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from clerkdesk.domain.data_budget import Line
from clerkdesk.domain.errors import BundleUnknownDesk, ServerUnreachable
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.sync.page import SyncPage
from clerkdesk.ui.sync.presenter import SyncPagePresenter
from tests.fakes.heard import Heard
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import ADMIN, incoming_entry


class QuietShell:
    """Keeps what is said."""

    def __init__(self) -> None:
        self.notices: list[str] = []
        self.errors: list[Exception] = []

    def show_notice(self, text: str, *_state: object, **_more: object) -> None:
        self.notices.append(text)

    def show_error(self, error: Exception, **_more: object) -> None:
        self.errors.append(error)


class Window:
    def __init__(self, qtbot: QtBot, device: str, province: FakeProvince | None = None) -> None:
        self.office = FakeOffice()
        self.office.store._shared.device = device
        self.office.store._shared.log.clear()  # what was said under another name
        self.desk = self.office.desk()
        self.province = province or FakeProvince(self.office.office.agency)
        self.hub = FakeHub(self.province, self.office.office.code, device)
        self.connect = ConnectServer(self.office.store, lambda *_any: self.hub, lambda: bytes(32))
        self.presenter = SyncPagePresenter(self.desk, self.connect, InstantJobs())
        self.heard = Heard(self.presenter, "sync_wanted")
        self.shell = QuietShell()
        self.page = SyncPage(
            self.presenter,
            self.shell,  # type: ignore[arg-type]  # only what the page uses of it
            SessionMemory(),
            self.office.clock,
        )
        qtbot.addWidget(self.page)
        self.page.refresh()

    def meet_province(self) -> None:
        code = self.province.one_time_code(self.office.office.code)
        self.connect("https://tinh.example", code, ADMIN)
        self.desk.carry.hear_of_province(self.hub)
        self.page.refresh()


def test_the_days_amount_is_kept_and_lifted_for_today(qtbot: QtBot) -> None:
    window = Window(qtbot, "may-1")
    window.page.line.setCurrentIndex(window.page.line.findData(Line.METERED.value))
    window.page.megabytes.setValue(50)
    window.page.keep.click()
    assert window.desk.line.limit == 50_000_000
    assert "trên 50,0 MB" in window.page.use.text()
    window.page.lift.click()
    assert window.desk.line.limit is None
    assert window.heard.names() == ["sync_wanted", "sync_wanted"]


def test_what_waits_is_said(qtbot: QtBot) -> None:
    window = Window(qtbot, "may-1")
    window.office.store.incoming.add(incoming_entry(), "vanthu")
    window.page.refresh()
    assert "thay đổi của sổ" in window.page.state.text()


def test_cards_are_compared_then_a_stick_goes_from_one_to_the_other(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = Window(qtbot, "may-1"), Window(qtbot, "may-2")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_any: str(tmp_path))
    for giver, taker in ((one, other), (other, one)):
        giver.page.give.click()
        card = tmp_path / f"ClerkDesk-{giver.office.store.device}.cdthe"
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_any, c=card: (str(c), ""))
        taker.page.take.click()
        taker.page.refuse.click()
        assert not taker.page.compare.isVisibleTo(taker.page)
        taker.page.take.click()
        assert giver.desk.carry.own_card("vanthu").fingerprint in taker.page.compare.text()
        taker.page.accept.click()
        assert len(taker.page.readers.names) == 1
    one.office.store.incoming.add(incoming_entry(), "vanthu")
    one.page.write.click()
    (bundle,) = tmp_path.glob("*.cdgoi")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_any: (str(bundle), ""))
    other.page.read.click()
    assert "Đã nhận từ máy may-1" in other.shell.notices[-1]
    other.page.read.click()
    assert "đã được nhận trước đây" in other.shell.notices[-1]
    assert other.page.table.model.rowCount() == 1
    assert other.shell.errors == []


def test_a_bundle_of_a_desk_that_nobody_knows_is_said(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = Window(qtbot, "may-1"), Window(qtbot, "may-2")
    one.desk.carry.keep_card(other.desk.carry.own_card("vanthu"), one.desk.person)
    file = one.desk.carry.write(tmp_path, one.desk.carry.others(), one.desk.person).file
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_any: (str(file), ""))
    other.page.read.click()
    assert [type(error) for error in other.shell.errors] == [BundleUnknownDesk]


def test_a_stick_for_the_province_goes_up_by_a_colleagues_line(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Window(qtbot, "may-1")
    other = Window(qtbot, "may-2", one.province)
    assert not other.page.hand_in.isEnabled(), "not introduced to the province"
    assert not other.page.write.isEnabled()
    assert other.page.nobody.isVisibleTo(other.page)
    for window in (one, other):
        window.meet_province()
    assert one.page.readers.names == ["Máy chủ tỉnh"]
    one.office.store.incoming.add(incoming_entry(), "vanthu")
    one.province.reachable = False
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_any: str(tmp_path))
    one.page.write.click()
    (bundle,) = tmp_path.glob("*.cdgoi")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_any: (str(bundle), ""))
    other.page.hand_in.click()
    assert [type(error) for error in other.shell.errors] == [ServerUnreachable]
    one.province.reachable = True
    other.page.hand_in.click()
    assert "Tỉnh đã nhận gói của máy may-1" in other.shell.notices[-1]
    other.page.hand_in.click()
    assert "Tỉnh đã có mọi thứ" in other.shell.notices[-1]
