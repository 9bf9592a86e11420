"""A bad day without the province server: work goes on, and the window says what waits."""

import socket
from pathlib import Path

import pytest

from clerkdesk.services.connect_server import SERVER
from clerkdesk.ui.settings.view import SettingsView
from clerkdesk.ui.shell import status, workplaces
from tests.fakes.real_office import RealOffice, real_office
from tests.fakes.sample_documents import ADMIN

pytestmark = pytest.mark.usefixtures("qapp")
HAPPENED = "Chưa kết nối được máy chủ của tỉnh."
ADVICE = "Cứ làm việc bình thường: văn bản chờ gửi sẽ tự gửi khi có mạng."


@pytest.fixture
def nobody() -> str:
    """An address of this machine at which nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def sync_chip(office: RealOffice) -> tuple[str, str]:
    chip = office.office.window.status.chip(status.SYNC)
    return chip.text(), chip.toolTip()


def test_a_desk_whose_server_is_away_is_offline_and_says_so(tmp_path: Path, nobody: str) -> None:
    with real_office(tmp_path) as office:
        office.store.settings.keep_here(SERVER, nobody)
        before = office.log()
        office.office.sync.sync_now()
        office.hand.wait("the chip", lambda: "Ngoại tuyến" in sync_chip(office)[0])
        words, tooltip = sync_chip(office)
        assert words == "● Ngoại tuyến — không có gì chờ gửi"
        assert tooltip == f"{HAPPENED} {ADVICE}"
        assert office.said() == ("", "")  # a missing line is a state, not an error
        assert office.log() == before


def test_connecting_to_a_server_that_is_away_changes_nothing(tmp_path: Path, nobody: str) -> None:
    with real_office(tmp_path, person=ADMIN) as office:
        before = office.log()
        view = office.office.window.go_to(workplaces.SETTINGS)
        assert isinstance(view, SettingsView)
        view.address.setText(nobody)
        view.code.setText("ABCD-1234")
        office.hand.press(view, "connect-server")
        assert office.wait_for_error() == (HAPPENED, ADVICE)
        assert office.store.settings.get(SERVER) is None
        assert office.log() == before
