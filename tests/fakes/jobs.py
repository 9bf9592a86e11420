"""Jobs for tests: work runs at once, or when the test says so; no thread is started."""

from collections.abc import Callable
from typing import TypeVar

from clerkdesk.domain.errors import ClerkError
from clerkdesk.ui.jobs import Lane, Stop

T = TypeVar("T")


class InstantJobs:
    """Runs the work at once and reports before `run` returns; `lanes` tells what was asked."""

    def __init__(self) -> None:
        self.lanes: list[Lane] = []

    def run(
        self,
        lane: Lane,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[ClerkError], None],
        stop: Stop | None = None,
    ) -> None:
        self.lanes.append(lane)
        try:
            result = work()
        except ClerkError as error:
            failed(error)
        else:
            done(result)

    def bring_home(self, callback: Callable[[T], None]) -> Callable[[T], None]:
        return callback

    def close(self) -> None:
        pass


class WaitingJobs(InstantJobs):
    """Keeps the work until `go()`, to look at a window that is busy."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Callable[[], None]] = []

    def run(
        self,
        lane: Lane,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[ClerkError], None],
        stop: Stop | None = None,
    ) -> None:
        self.waiting.append(
            lambda: super(WaitingJobs, self).run(lane, work, done=done, failed=failed, stop=stop)
        )

    def go(self) -> None:
        waiting, self.waiting = self.waiting, []
        for job in waiting:
            job()
