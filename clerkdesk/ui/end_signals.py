"""End in order when the system says so: log-out and Ctrl+C close the window as the clerk would."""

import os
import signal
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class EndSignals(QObject):
    """Calls `end` in the GUI thread on SIGTERM and SIGINT; on Windows Qt itself is told of log-out.

    Python runs its signal handlers between two of its instructions, and an idle Qt loop has none:
    the pipe wakes it.
    """

    def __init__(self, end: Callable[[], object]) -> None:
        super().__init__()
        self._end = end
        if sys.platform == "win32":
            return
        self._read, write = os.pipe()
        os.set_blocking(self._read, False)
        os.set_blocking(write, False)
        self._before = {
            number: signal.signal(number, lambda _number, _frame: None)
            for number in (signal.SIGTERM, signal.SIGINT)
        }
        self._write = write
        self._before_wakeup = signal.set_wakeup_fd(write)
        self._notifier = QSocketNotifier(self._read, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda: self._told())

    def restore(self) -> None:
        """Give the handlers back and close the pipe."""
        if sys.platform == "win32":
            return
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before_wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.close(self._read)
        os.close(self._write)

    def _told(self) -> None:
        os.read(self._read, 64)
        self._end()
