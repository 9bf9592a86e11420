"""Scan many pages into one batch in the office's window, and print what memory it holds on the way.

Megabytes of the window and all its children: the share of each page of memory that is theirs (PSS).
"""

import json
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from clerkdesk import app
from clerkdesk.demo.hand import Hand
from clerkdesk.ports.program import DeviceSetup
from clerkdesk.services.desk import open_desk
from clerkdesk.ui.jobs import ThreadJobs
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.open_office import ReadyOffice
from clerkdesk.ui.scan.view import ScanView
from clerkdesk.ui.shell import workplaces
from tests.fakes.real_office import make_store, places_in
from tests.fakes.sample_documents import CLERK


def main(folder: Path, pages: int, asked_at: tuple[int, ...]) -> dict[int, float]:
    """Megabytes when each number of `asked_at` pages stands in the batch."""
    application = QApplication(sys.argv)
    application.setQuitOnLastWindowClosed(False)
    places = places_in(folder)
    store = make_store(places)
    devices = app.build_devices(places, DeviceSetup(scanner_drivers=("virtual",)))
    desk = open_desk(store, CLERK, devices, app.clock)
    connect = app.build_connect(store)
    ready, jobs = ReadyOffice(desk, connect, app.build_line(desk, connect)), ThreadJobs()
    office = ready.window(jobs, SessionMemory())
    office.open()
    office.window.resize(1366, 768)
    hand = Hand(folder / "screens", patience=600)
    view = office.window.go_to(workplaces.SCAN)
    assert isinstance(view, ScanView)
    hand.wait("the scanner", lambda: str(view.device.currentData()).startswith("virtual"))
    held: dict[int, float] = {}
    while len(view.tiles()) < pages:
        (view._more if view.tiles() else view._scan).click()
        hand.wait("the first page", lambda: not view.is_ready())
        hand.wait("the end of the run", view.is_ready)
        for number in asked_at:
            if number not in held and len(view.tiles()) >= number:
                held[number] = _megabytes()
    office.sync.stop()
    office.window.close()
    jobs.stop()
    ready.close_devices()
    jobs.close()
    ready.close_devices()  # work that was under way may have asked once more
    ready.close()
    store.close()
    return held


def _megabytes() -> float:
    return round(sum(map(_share, _family())) / 1024, 1)


def _family() -> list[str]:
    """This process and all that it began, also those that they began."""
    parents: dict[str, str] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = status.read_text("utf-8").rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        parents[status.parent.name] = after_name[1]
    mine = [str(Path("/proc/self").resolve().name)]
    for process in mine:
        mine += [child for child, parent in parents.items() if parent == process]
    return mine


def _share(process: str) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as office:
        print(json.dumps(main(Path(office), int(sys.argv[1]), tuple(map(int, sys.argv[2:])))))
