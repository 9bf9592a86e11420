"""The life of the window program: first window, the open office, and an orderly end."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from clerkdesk.domain.errors import ClerkError
from clerkdesk.ui import theme
from clerkdesk.ui.end_signals import EndSignals
from clerkdesk.ui.jobs import Jobs, Lane, ThreadJobs
from clerkdesk.ui.memory import DARK, UiMemory
from clerkdesk.ui.opening import Opening
from clerkdesk.ui.shell.crash import CrashHook

if TYPE_CHECKING:  # loaded while the clerk types the password, not before the first window
    from clerkdesk.ports.store import OpenedStore
    from clerkdesk.ui.office import OfficeWindow

_WATCH_AFTER_MS = 300


class OpenOffice(Protocol):
    """What comes with an opened store."""

    def window(self, jobs: Jobs, memory: UiMemory) -> OfficeWindow:
        """Build the office's window, in the GUI thread."""
        ...

    def close_devices(self) -> None:
        """End the child processes, so that no lane waits for one."""
        ...

    def close(self) -> None:
        """End connections and close the store, after the lanes have ended."""
        ...


class PrintKey(Protocol):
    """Prints the recovery key's sheet."""

    def __call__(
        self,
        key: str,
        office: str,
        jobs: Jobs,
        failed: Callable[[ClerkError], None],
        parent: QWidget,
    ) -> None:
        """Ask for the printer over `parent` and print."""
        ...


@dataclass(frozen=True, slots=True)
class ProgramParts:
    """What the composition root hands to the window program."""

    opening: Callable[[Jobs], Opening]
    """Builds the first window: login, or the first start."""
    memory: UiMemory
    fonts: Sequence[Path]
    open_office: Callable[[OpenedStore], OpenOffice]
    """Run in the STORE lane."""
    print_key: PrintKey
    restoring: Callable[[Jobs], Opening] | None = None
    """Builds the window that puts a backup in place; another first window leads there."""


class Program(QObject):
    """Goes from the first window to the office and ends both; `ready` is called once, when the
    first window can be used."""

    def __init__(self, parts: ProgramParts, jobs: ThreadJobs) -> None:
        super().__init__()
        self._parts = parts
        self._jobs = jobs
        self._office: OpenOffice | None = None
        self.office_window: OfficeWindow | None = None
        self._crash = CrashHook(self._window, self._show_error)
        self._crash.install()
        self.opening = self._listened(parts.opening(jobs))

    def start(self, ready: Callable[[], object] | None = None) -> None:
        """Show the first window."""
        self.opening.view.show()
        if ready is not None:
            QTimer.singleShot(0, ready)

    def _listened(self, opening: Opening) -> Opening:
        opening.opened.connect(self.open_store)
        opening.print_wanted.connect(self._print_recovery_key)
        opening.restore_wanted.connect(self._show_restoring)
        opening.back_wanted.connect(self._show_first)
        return opening

    def _show_restoring(self) -> None:
        if self._parts.restoring is not None:
            self._change_opening(self._parts.restoring)

    def _show_first(self) -> None:
        self._change_opening(self._parts.opening)

    def _change_opening(self, build: Callable[[Jobs], Opening]) -> None:
        before, self.opening = self.opening, self._listened(build(self._jobs))
        self.opening.view.show()
        before.view.close()

    def open_store(self, opened: OpenedStore) -> None:
        """Ready the office in the background, then show it."""
        self._jobs.run(
            Lane.STORE,
            lambda: self._parts.open_office(opened),
            done=self._show_office,
            failed=self._show_error,
        )

    def close(self) -> None:
        """End the office: no more meetings, children ended, lanes joined, store closed."""
        if self.office_window is not None:
            self.office_window.sync.stop()
            self.office_window.window.close()
        self.opening.view.close()
        office, self._office = self._office, None
        self._jobs.stop()  # or work that waits would start the children again
        if office is not None:
            office.close_devices()
        self._jobs.close()
        if office is not None:
            office.close_devices()  # work that was under way may have asked once more
            office.close()
        self._crash.remove()

    def _show_office(self, office: OpenOffice) -> None:
        self._office = office
        self.office_window = office.window(self._jobs, self._parts.memory)
        self.office_window.open()
        self.opening.view.close()
        QTimer.singleShot(_WATCH_AFTER_MS, self.office_window.start_watching)

    def _window(self) -> QWidget | None:
        return self.office_window.window if self.office_window else self.opening.view

    def _show_error(self, error: ClerkError) -> None:
        if self.office_window is not None:
            self.office_window.window.show_error(error)
        else:
            self.opening.notice.show_error(error)

    def _print_recovery_key(self, key: str, office: str) -> None:
        self._parts.print_key(key, office, self._jobs, self._show_error, self.opening.view)


def application(fonts: Sequence[Path], memory: UiMemory) -> QApplication:
    """The one QApplication, in our look."""
    made = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(made, QApplication)
    made.setApplicationName("ClerkDesk")
    if not theme.apply(made, fonts, dark=memory.get(DARK) is True):
        logging.getLogger(__name__).warning("no font on this machine has every Vietnamese letter")
    return made


def run(parts: ProgramParts, *, exit_when_ready: bool = False) -> int:
    """Show the program until its last window is closed; returns the exit code."""
    running = application(parts.fonts, parts.memory)
    program = Program(parts, ThreadJobs())
    program.start(running.quit if exit_when_ready else None)
    QTimer.singleShot(0, _collect_garbage_again)
    return live(program, running)


def live(program: Program, running: QApplication) -> int:
    """Let the windows live until the last is closed or the system ends the program."""
    signals = EndSignals(running.quit)
    code = running.exec()
    program.close()
    signals.restore()
    return code


def _collect_garbage_again() -> None:
    """What was made up to the first window stays to the end: it need not be looked at again."""
    gc.freeze()
    gc.enable()
