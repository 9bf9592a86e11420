"""Open the office's window on the full store, show the register, and print the resident megabytes."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from clerkdesk import app
from clerkdesk.demo.hand import Hand
from clerkdesk.ports.program import DeviceSetup
from clerkdesk.ports.registers import IncomingFilter, Page
from clerkdesk.services.desk import open_desk
from clerkdesk.ui.jobs import ThreadJobs
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.open_office import ReadyOffice
from clerkdesk.ui.shell import workplaces
from tests.bench.full_store import FOLDER, vault
from tests.fakes.real_office import make_store, places_in
from tests.fakes.sample_documents import CLERK, PASSWORDS


def main(folder: Path) -> float:
    """Megabytes of this process when the register stands and a search was made in it."""
    application = QApplication(sys.argv)
    application.setQuitOnLastWindowClosed(False)
    places = places_in(folder)
    store = vault(folder).unlock(CLERK.login, PASSWORDS[CLERK]).store
    devices = app.build_devices(places, DeviceSetup(scanner_drivers=("virtual",)))
    desk = open_desk(store, CLERK, devices, app.clock)
    connect = app.build_connect(store)
    ready, jobs = ReadyOffice(desk, connect, app.build_line(desk, connect)), ThreadJobs()
    office = ready.window(jobs, SessionMemory())
    office.open()
    hand = Hand(folder / "screens", patience=60)
    office.window.resize(1366, 768)
    office.window.go_to(workplaces.INCOMING)
    hand.pause(3000)
    for text in ("văn bản", "quyết định", ""):
        store.incoming.find(IncomingFilter(text), Page(200))
        store.incoming.found(IncomingFilter(text))
    megabytes = _resident()
    office.sync.stop()
    office.window.close()
    jobs.stop()
    ready.close_devices()
    jobs.close()
    ready.close()
    return megabytes


def _resident() -> float:
    for line in Path("/proc/self/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS"):
            return round(int(line.split()[1]) / 1024, 1)
    raise OSError("no VmRSS")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        make_store(places_in(Path(sys.argv[1]))).close()
        print(json.dumps(main(Path(sys.argv[1]))))
    else:
        with tempfile.TemporaryDirectory() as empty:
            done = subprocess.run(
                [sys.executable, "-m", "tests.bench.window_memory", empty],
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            )
        of_empty = float(done.stdout.splitlines()[-1])
        print(json.dumps({"shown": main(FOLDER), "empty": of_empty}))
