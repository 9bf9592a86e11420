"""A real office window for tests: real store with cheap passwords, real children, real lanes."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from clerkdesk import app
from clerkdesk.adapters.store.slots import PasswordCost
from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.demo.hand import Hand
from clerkdesk.domain.office_hours import OfficeCalendar
from clerkdesk.domain.people import Person
from clerkdesk.domain.series import DocumentType
from clerkdesk.ports.program import DeviceSetup, Places
from clerkdesk.ports.store import Store
from clerkdesk.services.desk import Desk, open_desk
from clerkdesk.services.meet_desks import MeetDesks
from clerkdesk.services.set_up import SetUpOffice, UsualRules
from clerkdesk.ui.jobs import ThreadJobs
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.open_office import ReadyOffice
from tests.fakes.sample_documents import CLERK, OFFICE, PASSWORDS
from tests.fakes.store import FakeKeyStore

CHEAP = PasswordCost(1, 8, 1)
PATIENCE = 40.0


def places_in(folder: Path) -> Places:
    """Everything of one desk below `folder`."""
    return Places(folder / "data", folder / "marks", folder / "window.json")


def vault_in(places: Places) -> FileVault:
    """The real vault, with passwords that cost nothing."""
    return FileVault(places.store, places.marks, FakeKeyStore(), app.clock, cost=CHEAP)


def make_store(places: Places) -> Store:
    """First start of a small office."""
    rules = UsualRules([DocumentType("Tờ trình", "TTr", 16)], OfficeCalendar())
    return SetUpOffice(vault_in(places), rules)(OFFICE, PASSWORDS).store


@dataclass
class RealOffice:
    """An open office window and what it stands on."""

    office: OfficeWindow
    store: Store
    hand: Hand

    def said(self) -> tuple[str, str]:
        """What the notice bar says: what happened, what to do; empty where it is away."""
        notice = self.office.window.notice
        if notice.isHidden():
            return "", ""
        return notice.happened.text(), notice.advice.text()

    def wait_for_error(self) -> tuple[str, str]:
        """Both sentences of the error that the window shows."""
        self.hand.wait("an error in the notice bar", lambda: bool(self.said()[1]))
        return self.said()

    def log(self) -> list[str]:
        """The hashes of every op: equal lists are unchanged registers, books and settings."""
        return [op.digest for op in self.store.ops.pending(100_000)]


@contextmanager
def real_office(
    folder: Path,
    *,
    setup: DeviceSetup | None = None,
    person: Person = CLERK,
    devices: Mapping[str, object] | None = None,
    network: Callable[[Desk], MeetDesks] | None = None,
) -> Iterator[RealOffice]:
    """Open a new office below `folder`; `devices` replaces some of the real ones by name, `network` gives
    it one of its own."""
    places = places_in(folder)
    store = make_store(places)
    real = app.build_devices(places, setup or DeviceSetup(scanner_drivers=("virtual",)))
    parts = dataclasses.replace(real, **(devices or {}))  # type: ignore[arg-type] # by name
    desk = open_desk(store, person, parts, app.clock)
    connect = app.build_connect(store)
    meet = None if network is None else network(desk)
    ready, jobs = ReadyOffice(desk, connect, app.build_line(desk, connect), meet), ThreadJobs()
    office = ready.window(jobs, SessionMemory())
    office.open()
    try:
        yield RealOffice(office, store, Hand(folder / "screens", patience=PATIENCE))
    finally:
        office.sync.stop()
        office.window.close()
        jobs.stop()  # in the order of `ui.program.Program.close`
        ready.close_devices()
        jobs.close()
        ready.close_devices()
        ready.close()


def drop(widget: QWidget, *files: Path) -> None:
    """Drop files on a widget, as from the file manager."""
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    left, no_key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(40, 40), copy, dragged, left, no_key)
    QApplication.sendEvent(widget, enter)  # Qt drops only where a drag was let in
    assert enter.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(40, 40), copy, dragged, left, no_key))
