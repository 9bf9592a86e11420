"""Cold start of the desk to its first painted window, against an empty window of the same Qt."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.figures import Figure, at_most_times

RUNS = 9
EMPTY_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)
application = QApplication(sys.argv)
window = Window()
window.resize(1366, 768)
window.show()
sys.exit(application.exec())
"""


def measure() -> Mapping[str, Figure]:
    """Every day's start (login window of an office that exists), and the very first one."""
    return {
        **_start("start.cold_start_to_window", made=True),
        **_start("start.first_start_to_window", made=False),
    }


def _start(name: str, *, made: bool) -> Mapping[str, Figure]:
    """Alternate both programs, so that a busy machine slows both; the first pair warms the disk.

    `made`: whether a store is there, so that the first window is the login.
    """
    desk, empty = [sys.executable, "-m", "clerkdesk"], [sys.executable, "-c", EMPTY_WINDOW]
    desk_times, empty_times, ratios = [], [], []
    with tempfile.TemporaryDirectory(prefix="clerkdesk-bench-") as home:
        if made:
            _make_office(home)
        _run(desk, home)
        _run(empty, home)
        for _ in range(RUNS):
            empty_times.append(_run(empty, home))
            desk_times.append(_run(desk, home))
            ratios.append(desk_times[-1] / empty_times[-1])
    middle = sorted(range(RUNS), key=ratios.__getitem__)[RUNS // 2]
    return {
        name: at_most_times(
            desk_times[middle],
            empty_times[middle],
            unit="s",
            against=f"empty QMainWindow, median of {RUNS} alternating pairs",
            must=2.0,
            aim=1.5,
        ),
        f"{name}.spread": Figure(
            round(statistics.pstdev(ratios), 3), "ratio", "reported only", ok=True
        ),
    }


def _make_office(home: str) -> None:
    """A real store, made where a process with this home looks for it."""
    code = (
        "from clerkdesk.app import create_office, usual_places;"
        "from clerkdesk.demo.office import ADMIN, CLERK, PASSWORD, THANH_MAU;"
        "create_office(usual_places(), THANH_MAU, {ADMIN: PASSWORD, CLERK: PASSWORD}).store.close()"
    )
    subprocess.run([sys.executable, "-c", code], env=_environment(home), check=True, timeout=120)


def _environment(home: str) -> dict[str, str]:
    names = ("DATA", "CONFIG", "CACHE", "STATE")
    folders = {f"XDG_{name}_HOME": str(Path(home, name)) for name in names}
    return {**os.environ, **folders, "HOME": home, "CLERKDESK_EXIT_WHEN_READY": "1"}


def _run(command: Sequence[str], home: str) -> float:
    """Seconds from process start to its end, which is right after the first paint."""
    began = time.perf_counter()
    # With its output on a pipe the end is seen at once; a bare wait with a timeout looks every 50 ms.
    subprocess.run(command, env=_environment(home), check=True, timeout=60, stdout=subprocess.PIPE)
    return time.perf_counter() - began
