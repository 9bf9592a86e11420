"""What every test runs under: own folders, no window, and failure on warnings in the log, threads and processes left behind."""

import logging
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A test never meets the developer's own key store; the tests of the key store start their own bus.
os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)

_GRACE_SECONDS = 2.0
_HARMLESS_PROCESSES = ("multiprocessing.resource_tracker",)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the tests marked «long»")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings, data and caches of the account that runs the tests stay untouched."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "CONFIG", "CACHE", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        for name in ("APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(home / name.lower()))
        yield


class _Warnings(logging.Handler):
    """Log records from WARNING on that no test has said to expect."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def take(self, pattern: str) -> bool:
        """Remove the records whose message matches; tell whether there was one."""
        rest = [r for r in self.records if not re.search(pattern, r.getMessage())]
        found = len(rest) < len(self.records)
        self.records[:] = rest
        return found


@pytest.fixture(autouse=True)
def _log_warnings(request: pytest.FixtureRequest) -> Iterator[_Warnings]:
    """A test fails on warnings that it does not expect; one with `caplog` looks at the log itself."""
    handler = _Warnings()
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield handler
    finally:
        root.removeHandler(handler)
    lines = [f"{r.name}: {r.levelname}: {r.getMessage()}" for r in handler.records]
    if lines and "caplog" not in request.fixturenames:
        pytest.fail("unexpected in the log:\n" + "\n".join(lines), pytrace=False)


@pytest.fixture
def expect_log(_log_warnings: _Warnings) -> Iterator[Callable[[str], None]]:
    """`expect_log("pattern")`: a warning or error whose message matches must come in this test."""
    patterns: list[str] = []
    yield patterns.append
    missing = [pattern for pattern in patterns if not _log_warnings.take(pattern)]
    if missing:
        pytest.fail(f"expected in the log, but it did not come: {missing}", pytrace=False)


@pytest.fixture
def allow_log(_log_warnings: _Warnings) -> Iterator[Callable[[str], None]]:
    """`allow_log("pattern")`: such a warning may come (a vendor library that warns as it likes)."""
    patterns: list[str] = []
    yield patterns.append
    for pattern in patterns:
        _log_warnings.take(pattern)


class _Running:
    """Threads and child processes that may be there: none of them belongs to the running module."""

    def __init__(self) -> None:
        self.threads: set[threading.Thread] = set()
        self.processes: set[int] = set()

    def take_in(self) -> None:
        """What runs now may go on."""
        self.threads.update(threading.enumerate())
        self.processes.update(_children())

    def left(self) -> list[str]:
        """What runs beside it."""
        threads = [t for t in threading.enumerate() if t not in self.threads and not t.daemon]
        children = {p: line for p, line in _children().items() if p not in self.processes}
        return [f"thread {t.name}" for t in threads] + [f"{p} {c}" for p, c in children.items()]


_running = _Running()


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[object],
) -> Generator[None, object, object]:
    """What a fixture of the session starts ends with the session."""
    result = yield
    if fixturedef.scope == "session":
        _running.take_in()
    return result


@pytest.fixture(scope="module", autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """Threads and child processes of a test module end with it; its own fixtures may keep some warm."""
    _running.take_in()
    yield
    deadline = time.monotonic() + _GRACE_SECONDS
    while left := _running.left():
        if time.monotonic() > deadline:
            _running.take_in()
            pytest.fail("left running: " + "; ".join(left), pytrace=False)
        time.sleep(0.02)


def _children() -> dict[int, str]:
    """Live child processes and their command lines, where the system tells (Linux)."""
    found: dict[int, str] = {}
    if not sys.platform.startswith("linux"):
        return found
    own = str(os.getpid())
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text(errors="replace").rpartition(")")[2].split()[:2]
            if parent != own or state == "Z":
                continue
            command = (stat.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
        except OSError:  # it ended while we looked
            continue
        if not any(name in command for name in _HARMLESS_PROCESSES):
            found[int(stat.parent.name)] = command
    return found


@pytest.fixture(scope="session")
def shared() -> Path:
    """The corpus that is no part of the product: `CLERKDESK_SHARED`, or `../shared`."""
    named = os.environ.get("CLERKDESK_SHARED")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the shared corpus is not here (name it in CLERKDESK_SHARED)")
    return folder


@pytest.fixture(scope="session")
def root_only() -> None:
    """Skip where mounts and other rights of root are needed and missing."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("needs root")


@pytest.fixture(scope="session")
def screen() -> Iterator[dict[str, str]]:
    """An environment with a screen for programs that a test starts: Xvfb, else Qt's offscreen."""
    environment = dict(os.environ)
    if environment.get("DISPLAY") or not shutil.which("Xvfb"):
        yield environment
        return
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    environment.pop("QT_QPA_PLATFORM", None)
    yield {**environment, "DISPLAY": f":{number}"}
    server.terminate()
    server.wait()
