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
    """Alternate both programs, so that a busy machine slows both; the first pair warms the disk."""
    desk, empty = [sys.executable, "-m", "clerkdesk"], [sys.executable, "-c", EMPTY_WINDOW]
    desk_times, empty_times, ratios = [], [], []
    with tempfile.TemporaryDirectory(prefix="clerkdesk-bench-") as home:
        _run(desk, home)
        _run(empty, home)
        for _ in range(RUNS):
            empty_times.append(_run(empty, home))
            desk_times.append(_run(desk, home))
            ratios.append(desk_times[-1] / empty_times[-1])
    middle = sorted(range(RUNS), key=ratios.__getitem__)[RUNS // 2]
    return {
        "start.cold_start_to_window": at_most_times(
            desk_times[middle],
            empty_times[middle],
            unit="s",
            against=f"empty QMainWindow, median of {RUNS} alternating pairs",
            must=2.0,
            aim=1.5,
        ),
        "start.cold_start_spread": Figure(
            round(statistics.pstdev(ratios), 3), "ratio", "reported only", ok=True
        ),
    }


def _run(command: Sequence[str], home: str) -> float:
    """Seconds from process start to its end, which is right after the first paint."""
    folders = {f"XDG_{name}_HOME": str(Path(home, name)) for name in ("DATA", "CONFIG", "CACHE")}
    environment = {**os.environ, **folders, "HOME": home, "CLERKDESK_EXIT_WHEN_READY": "1"}
    began = time.perf_counter()
    # With its output on a pipe the end is seen at once; a bare wait with a timeout looks every 50 ms.
    subprocess.run(command, env=environment, check=True, timeout=60, stdout=subprocess.PIPE)
    return time.perf_counter() - began
