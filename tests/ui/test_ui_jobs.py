"""Work leaves the GUI thread and its results come home to it."""

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from clerkdesk.domain.errors import ClerkError, FeederEmpty
from clerkdesk.ui.jobs import Jobs, Lane, Stop, ThreadJobs
from tests.fakes.jobs import InstantJobs


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[ThreadJobs]:
    made = ThreadJobs()
    yield made
    made.close()


def unexpected(error: ClerkError) -> None:
    raise AssertionError(error)


def test_the_result_comes_home_to_the_gui_thread(qtbot: QtBot, jobs: ThreadJobs) -> None:
    worked: list[str] = []
    home: list[tuple[int, threading.Thread]] = []

    def work() -> int:
        worked.append(threading.current_thread().name)
        return 7

    jobs.run(
        Lane.STORE,
        work,
        done=lambda n: home.append((n, threading.current_thread())),
        failed=unexpected,
    )
    qtbot.waitUntil(lambda: bool(home))
    assert worked[0].startswith("lane-store")
    assert home == [(7, threading.main_thread())]


def test_nothing_comes_home_before_run_returns(qtbot: QtBot, jobs: ThreadJobs) -> None:
    home: list[int] = []
    jobs.run(Lane.STORE, lambda: 1, done=home.append, failed=unexpected)
    assert home == []
    qtbot.waitUntil(lambda: home == [1])


def test_one_lane_keeps_the_order_and_does_one_thing_at_a_time(
    qtbot: QtBot, jobs: ThreadJobs
) -> None:
    home: list[int] = []
    inside = threading.Lock()

    def work(number: int) -> int:
        assert inside.acquire(blocking=False)
        inside.release()
        return number

    for number in range(50):
        jobs.run(Lane.PDF, lambda number=number: work(number), done=home.append, failed=unexpected)
    qtbot.waitUntil(lambda: len(home) == 50)
    assert home == list(range(50))


def test_two_lanes_do_not_wait_for_each_other(qtbot: QtBot, jobs: ThreadJobs) -> None:
    gate = threading.Event()
    home: list[str] = []
    jobs.run(Lane.SCANNER, lambda: gate.wait(10), done=lambda _w: home.append("scan"), failed=unexpected)  # fmt: skip
    jobs.run(Lane.STORE, lambda: None, done=lambda _n: home.append("store"), failed=unexpected)
    qtbot.waitUntil(lambda: home == ["store"])
    gate.set()
    qtbot.waitUntil(lambda: home == ["store", "scan"])


def test_an_error_of_the_clerk_comes_to_failed(qtbot: QtBot, jobs: ThreadJobs) -> None:
    failed: list[tuple[ClerkError, threading.Thread]] = []

    def work() -> None:
        raise FeederEmpty

    jobs.run(
        Lane.SCANNER,
        work,
        done=lambda _n: None,
        failed=lambda error: failed.append((error, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0][0], FeederEmpty)
    assert failed[0][1] is threading.main_thread()


def test_a_defect_comes_to_the_exception_hook_in_the_gui_thread(
    qtbot: QtBot, jobs: ThreadJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    met: list[tuple[type[BaseException], threading.Thread]] = []
    monkeypatch.setattr(
        sys, "excepthook", lambda kind, _e, _t: met.append((kind, threading.current_thread()))
    )
    jobs.run(Lane.PAGES, lambda: 1 // 0, done=lambda _n: None, failed=unexpected)
    qtbot.waitUntil(lambda: bool(met))
    assert met == [(ZeroDivisionError, threading.main_thread())]


def test_progress_comes_home_in_order_and_before_the_result(qtbot: QtBot, jobs: ThreadJobs) -> None:
    home: list[object] = []
    tell = jobs.bring_home(home.append)

    def work() -> str:
        for page in range(20):
            tell(page)
        return "end"

    jobs.run(Lane.SCANNER, work, done=home.append, failed=unexpected)
    qtbot.waitUntil(lambda: len(home) == 21)
    assert home == [*range(20), "end"]


def test_closing_stops_work_joins_threads_and_drops_results(qtbot: QtBot) -> None:
    before = set(threading.enumerate())
    jobs = ThreadJobs()
    stop, started = Stop(), threading.Event()
    home: list[object] = []

    def work() -> None:
        started.set()
        while not stop():
            threading.Event().wait(0.005)

    jobs.run(Lane.NETWORK, work, done=home.append, failed=unexpected, stop=stop)
    jobs.run(Lane.NETWORK, lambda: home.append("never"), done=home.append, failed=unexpected)
    assert started.wait(5)
    jobs.close()
    qtbot.wait(20)
    assert set(threading.enumerate()) <= before
    assert home == []
    jobs.run(Lane.NETWORK, lambda: home.append("late"), done=home.append, failed=unexpected)
    assert set(threading.enumerate()) <= before


def test_a_widget_that_is_gone_hears_nothing(qtbot: QtBot, jobs: ThreadJobs) -> None:
    class Page(QObject):
        def done(self, _result: object) -> None:
            raise AssertionError("the page is gone")

    page = Page()
    gate = threading.Event()
    jobs.run(Lane.STORE, lambda: gate.wait(5), done=page.done, failed=unexpected)
    page.deleteLater()
    with capture_exceptions() as raised:
        qtbot.wait(10)
        gate.set()
        last: list[object] = []
        jobs.run(Lane.STORE, lambda: None, done=last.append, failed=unexpected)
        qtbot.waitUntil(lambda: bool(last))
    assert raised == []


def test_the_fake_reports_as_the_real_one_does() -> None:
    jobs: Jobs = InstantJobs()
    home: list[object] = []

    def work() -> None:
        raise FeederEmpty

    jobs.run(Lane.STORE, lambda: 3, done=home.append, failed=unexpected)
    jobs.run(Lane.STORE, work, done=home.append, failed=home.append)
    assert home[0] == 3
    assert isinstance(home[1], FeederEmpty)


def test_emitting_loses_no_reference(qtbot: QtBot) -> None:
    """PySide6 6.12.0 loses a reference to True with each emit and aborts on Python 3.11."""

    class Teller(QObject):
        told = Signal(bool)

    teller = Teller()
    heard: list[bool] = []
    teller.told.connect(heard.append)
    before = sys.getrefcount(True)
    for _turn in range(400):
        teller.told.emit(True)
    heard.clear()
    assert abs(sys.getrefcount(True) - before) < 50


@pytest.mark.usefixtures("qapp")
def test_after_stop_what_waits_is_not_begun() -> None:
    begun: list[int] = []
    jobs, go = ThreadJobs(), threading.Event()
    jobs.run(Lane.PDF, lambda: go.wait(5), done=lambda _r: None, failed=lambda _e: None)
    jobs.run(Lane.PDF, lambda: begun.append(1), done=lambda _r: None, failed=lambda _e: None)
    jobs.stop()
    go.set()
    jobs.run(Lane.PDF, lambda: begun.append(2), done=lambda _r: None, failed=lambda _e: None)
    jobs.close()
    assert begun == []
