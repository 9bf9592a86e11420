"""A window that waits for the province's news: it hears at once, and closing it waits for nothing."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerkdesk import app
from clerkdesk.adapters.hub import HttpHub, new_device_key
from clerkdesk.ports.registers import IncomingFilter
from clerkdesk.server import admin
from clerkdesk.services.sync import SyncNow
from tests.fakes.province_process import ProvinceProcess
from tests.fakes.real_office import RealOffice, real_office
from tests.fakes.sample_documents import ADMIN, CLERK, OFFICE
from tests.fakes.stick_office import StickDesk, stick_desk

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def province(tmp_path: Path) -> Iterator[ProvinceProcess]:
    process = ProvinceProcess(tmp_path / "province")
    admin.add_agency(process.folder, OFFICE.agency)
    process.start()
    yield process
    process.stop()


def listens(office: RealOffice) -> bool:
    return office.office.sync._listening and office.office.sync.next_in_ms == -1


def connected(office: RealOffice, province: ProvinceProcess) -> None:
    """Introduce the window's desk, and wait until its question lies with the server."""
    code = admin.one_time_code(province.folder, OFFICE.code)
    app.build_connect(office.store)(province.url, code, ADMIN)
    office.office.sync.start()
    office.hand.wait("a kept question", lambda: listens(office))


def send(colleague: StickDesk, province: ProvinceProcess) -> None:
    hub = HttpHub(province.url, colleague.store.device, new_device_key())
    hub.enrol(
        admin.one_time_code(province.folder, OFFICE.code), colleague.store.device, OFFICE.agency
    )
    SyncNow(colleague.store, hub, lambda *_packet: None, colleague.clock)()
    hub.close()


def test_a_colleagues_document_comes_without_anybody_asking(
    tmp_path: Path, province: ProvinceProcess
) -> None:
    with stick_desk(tmp_path / "colleague") as colleague, real_office(tmp_path / "own") as office:
        connected(office, province)
        colleague.register("Vừa đến ở máy bên")
        send(colleague, province)
        count = office.store.incoming.count
        office.hand.wait("the colleague's document", lambda: count(IncomingFilter()) == 1)
        assert listens(office) or office.office.sync._busy


def test_closing_the_window_does_not_wait_for_the_question(
    tmp_path: Path, province: ProvinceProcess
) -> None:
    with real_office(tmp_path / "own") as office:
        connected(office, province)
        time.sleep(0.3)
        began = time.monotonic()
    assert time.monotonic() - began < 10


def test_what_is_registered_leaves_while_the_question_is_kept(
    tmp_path: Path, province: ProvinceProcess
) -> None:
    with real_office(tmp_path / "own") as office:
        connected(office, province)
        office.store.settings.put("thử", 1, CLERK.login)
        office.office.send()
        office.hand.wait("nothing to say", lambda: office.store.ops.pending(1) == [])
