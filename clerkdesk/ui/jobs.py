"""Slow work off the GUI thread: one worker a resource, results brought home to the GUI thread.

Use: `jobs.run(Lane.STORE, lambda: self._register(draft), done=self._done, failed=self._failed)`.
`done` and `failed` run in the GUI thread. A `ClerkError` goes to `failed`; anything else is a
defect and goes to `sys.excepthook`, in the GUI thread. A method of a Qt object that has been
deleted meanwhile is not called.
"""

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum
from queue import SimpleQueue
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from clerkdesk.domain.errors import ClerkError

T = TypeVar("T")


class Lane(StrEnum):
    """A resource that does one thing at a time; the lane is its lock."""

    STORE = "store"
    SCANNER = "scanner"
    TOKEN = "token"
    NETWORK = "network"
    MAIL = "mail"
    """Meetings with the mail servers, and the wait for their call."""
    MAIL_TRIAL = "mail trial"
    LISTEN = "listen"
    """Waits for the server's news, for minutes; meetings go on beside it."""
    PAGES = "pages"
    PDF = "pdf"
    PICTURES = "pictures"
    """Small pictures: a tile in sight does not wait for a page that is read or bound."""
    PILES = "piles"
    """Work on hundreds of pages, one after the other; what is looked at meanwhile comes in between."""
    FILES = "files"
    BACKUP = "backup"


class Stop:
    """Tells work to end early; hand it to a port as its `stop` argument."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def __call__(self) -> bool:
        """Whether it was asked to end."""
        return self._event.is_set()

    def stop(self) -> None:
        """Ask the work to end; what it already gave stays valid."""
        self._event.set()


class Jobs(Protocol):
    """Runs work in lanes. Work knows no Qt."""

    def run(
        self,
        lane: Lane,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[ClerkError], None],
        stop: Stop | None = None,
    ) -> None:
        """Run `work` in `lane` after what waits there, then call `done` or `failed`.

        Args:
            stop: set when the program closes, so that long work ends early.
        """
        ...

    def bring_home(self, callback: Callable[[T], None]) -> Callable[[T], None]:
        """A function that work may call from its thread; `callback` then runs in the GUI thread.

        For progress: `page_came = jobs.bring_home(self._page_came)` and, in the work,
        `for page in scanner.scan(...): page_came(page)`. Order is kept, also against `done`.
        """
        ...


class ThreadJobs(QObject):
    """One thread a lane, started when first needed. Make it in the GUI thread; close it last."""

    _arrived = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._deliveries: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._executors: dict[Lane, ThreadPoolExecutor] = {}
        self._stops: set[Stop] = set()
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        lane: Lane,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[ClerkError], None],
        stop: Stop | None = None,
    ) -> None:
        """As `Jobs.run`; after `close` nothing is run any more."""
        if self._closed:
            return
        if stop is not None:
            self._stops.add(stop)

        def report(future: Future[T]) -> None:
            self._send(lambda: self._finish(future, done, failed, stop))

        if lane not in self._executors:
            self._executors[lane] = ThreadPoolExecutor(1, thread_name_prefix=f"lane-{lane}")
        self._executors[lane].submit(work).add_done_callback(report)

    def bring_home(self, callback: Callable[[T], None]) -> Callable[[T], None]:
        """As `Jobs.bring_home`."""

        def send(value: T) -> None:
            self._send(lambda: callback(value) if _is_alive(callback) else None)

        return send

    def stop(self) -> None:
        """Take no more work, drop what waits, and ask running work to stop; results are dropped."""
        self._closed = True
        for stop in self._stops:
            stop.stop()
        for executor in self._executors.values():
            executor.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """As `stop`, and join every thread.

        Close what may block a lane (child processes) between the two, or this waits for it.
        """
        self.stop()
        for executor in self._executors.values():
            executor.shutdown(wait=True)
        self._executors.clear()

    def _send(self, delivery: Callable[[], None]) -> None:
        self._deliveries.put(delivery)
        if isValid(self):
            self._arrived.emit()

    @Slot()
    def _deliver(self) -> None:
        delivery = self._deliveries.get()
        if not self._closed:
            delivery()

    def _finish(
        self,
        future: Future[T],
        done: Callable[[T], None],
        failed: Callable[[ClerkError], None],
        stop: Stop | None,
    ) -> None:
        if stop is not None:
            self._stops.discard(stop)
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            if _is_alive(done):
                done(future.result())
        elif isinstance(error, ClerkError):
            if _is_alive(failed):
                failed(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)


def _is_alive(callback: object) -> bool:
    """Whether a bound method's Qt object still exists on the C++ side."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
