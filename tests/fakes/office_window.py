"""The window of a fake office: every workplace, with work done at once."""

from pytestqt.qtbot import QtBot

from clerkdesk.domain.people import Person
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.ui.lists import read_lists
from clerkdesk.ui.memory import SessionMemory, UiMemory
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.sync_presenter import SyncPresenter
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import CLERK


def open_window(
    office: FakeOffice, qtbot: QtBot, memory: UiMemory | None = None, *, person: Person = CLERK
) -> OfficeWindow:
    """Open the office of `person` at 1366×768."""
    desk, jobs = office.desk(person), InstantJobs()
    hub = FakeHub(FakeProvince(office.office.agency), office.office.code, office.store.device)
    connect = ConnectServer(office.store, lambda *_anything: hub, lambda: bytes(32))
    sync = SyncPresenter(lambda: None, lambda: 0, jobs)
    made = OfficeWindow(desk, jobs, memory or SessionMemory(), sync, connect, read_lists(desk))
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    made.open()
    return made
