"""Listens to the scanner's own button while the scanning page is in sight and nothing runs."""

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.scans import ScannerDevice
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane, Stop


class ButtonListener(QObject):
    """Holds the scanner as long as it listens; whoever needs the scanner ends it first."""

    pressed = Signal()
    not_told = Signal()  # the scanner tells nothing of a button
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._stop: Stop | None = None

    @property
    def listening(self) -> bool:
        """Whether the scanner is held."""
        return self._stop is not None

    def listen(self, device: ScannerDevice) -> None:
        """Begin; after a press it has ended, for now the scanner is needed."""
        if self._stop is not None:
            return
        stop = self._stop = Stop()
        scanner = self._desk.devices.scanner

        def work() -> bool:
            presses = 0
            for _press in scanner.listen(device.device_id, stop=stop):
                presses += 1
                stop.stop()  # and let the source close: a run opens it again
            return presses > 0

        def ended(was_pressed: bool) -> None:
            self._forget(stop)
            if was_pressed:
                self.pressed.emit()
            elif not stop():
                self.not_told.emit()

        def failed(error: ClerkError) -> None:
            self._forget(stop)
            if not stop():
                self.failed.emit(error)

        self._jobs.run(Lane.SCANNER, work, done=ended, failed=failed, stop=stop)

    def stop(self) -> None:
        """Give the scanner free."""
        if self._stop is not None:
            self._stop.stop()
            self._stop = None

    def _forget(self, stop: Stop) -> None:
        if self._stop is stop:
            self._stop = None
