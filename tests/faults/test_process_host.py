"""The child process host: what vendor code does wrong becomes a sentence, never a lost program."""

import io
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.errors import HelperCrashed, HelperSilent, PaperJam
from clerkdesk.process import line
from clerkdesk.process.host import ChildDefect, ChildProcess, child_command
from clerkdesk.process.line import BrokenLine, Message

ODD_CHILD = [sys.executable, str(Path(__file__).with_name("odd_child.py"))]
ROOT = str(Path(__file__).parents[2])
Start = Callable[..., ChildProcess]


@pytest.fixture
def start() -> Iterator[Start]:
    children: list[ChildProcess] = []

    def begin(silence: float = 20.0, memory: int = 0) -> ChildProcess:
        environment = {"PYTHONPATH": ROOT, "ODD": "yes"}
        child = ChildProcess(
            ODD_CHILD, task="máy quét", silence=silence, memory=memory, environment=environment
        )
        children.append(child)
        return child

    yield begin
    for child in children:
        child.close()


def pid(child: ChildProcess) -> int:
    return int(str(child.ask("echo").values["pid"]))


def pid_of(busy: ChildProcess) -> int:
    process = busy._process
    assert process is not None
    return process.pid


def test_values_and_bytes_go_there_and_back(start: Start) -> None:
    answer = start().ask("echo", {"tên": "Đồng Đăng"}, b"abc", b"", bytes(300_000) + b"end")
    assert answer.values["arguments"] == {"tên": "Đồng Đăng"}
    assert answer.blobs == (b"cba", b"", b"dne" + bytes(300_000))


def test_a_child_stays_warm_between_requests(start: Start) -> None:
    child = start()
    assert pid(child) == pid(child)


def test_a_closed_child_is_gone_and_starts_again(start: Start) -> None:
    child = start()
    first = pid(child)
    child.close()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    assert pid(child) != first


def test_events_come_one_by_one_before_the_result(start: Start) -> None:
    *pages, result = start().events("count", {"to": 3})
    assert [(page.values["page"], page.blobs) for page in pages] == [
        (1, (b"\x01",)),
        (2, (b"\x02",)),
        (3, (b"\x03",)),
    ]
    assert result.values == {"pages": 3, "stopped": False}


def test_a_stop_ends_early_and_keeps_what_came(start: Start) -> None:
    seen: list[Message] = []
    for message in start().events("count", {"to": 3000}, stop=lambda: len(seen) >= 5):
        seen.append(message)
    pages = int(str(seen[-1].values["pages"]))
    assert seen[-1].values["stopped"] is True
    assert 5 <= pages < 3000
    assert len(seen) == pages + 1


def test_an_error_of_the_child_keeps_its_type_and_the_child(start: Start) -> None:
    child = start()
    before = pid(child)
    with pytest.raises(PaperJam) as caught:
        child.ask("jam")
    assert caught.value.page == 2
    assert pid(child) == before


def test_pages_before_a_crash_arrive_and_the_next_request_works(start: Start) -> None:
    child = start()
    answers = child.events("crash")
    assert next(answers).values == {"page": 1}
    with pytest.raises(HelperCrashed) as caught:
        next(answers)
    assert "máy quét" in str(caught.value)
    assert child.ask("echo", {"a": 1}).values["arguments"] == {"a": 1}


def test_a_child_that_was_killed_while_idle_is_started_again(start: Start) -> None:
    child = start()
    first = pid(child)
    os.kill(first, signal.SIGKILL)
    time.sleep(0.1)
    assert pid(child) != first


def test_a_stop_after_a_crash_tells_of_the_crash(start: Start) -> None:
    child = start()
    killed = False
    answers = child.events("hang", stop=lambda: killed)
    assert next(answers).values == {"page": 1}
    os.kill(pid_of(child), signal.SIGKILL)
    killed = True
    with pytest.raises(HelperCrashed):
        next(answers)


def test_a_silent_child_is_ended_in_time(start: Start) -> None:
    child = start(silence=0.5)
    began = time.monotonic()
    with pytest.raises(HelperSilent) as caught:
        child.ask("hang")
    assert time.monotonic() - began < 5
    assert "máy quét" in str(caught.value)


def test_a_caller_that_loses_interest_mixes_up_no_answers(start: Start) -> None:
    child = start()
    for message in child.events("count", {"to": 3000}):
        assert message.values["page"] == 1
        break
    assert child.ask("echo", {"a": 2}).values["arguments"] == {"a": 2}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no address space limit")
def test_a_child_over_its_memory_limit_is_a_crash_and_not_a_full_machine(start: Start) -> None:
    child = start(memory=512 * 1024 * 1024)
    assert child.ask("eat", {"bytes": 1024}).values == {"size": 1024}
    with pytest.raises(HelperCrashed):
        child.ask("eat", {"bytes": 1024 * 1024 * 1024})
    assert child.ask("eat", {"bytes": 2048}).values == {"size": 2048}


def test_a_defect_of_the_child_comes_with_its_traceback(start: Start) -> None:
    with pytest.raises(ChildDefect, match="ZeroDivisionError"):
        start().ask("defect")


def test_vendor_code_in_the_child_can_not_read_our_pipe(start: Start) -> None:
    assert start().ask("where").values == {"variable": "yes", "stdin": ""}


def test_a_program_that_can_not_start_is_a_crash(tmp_path: Path) -> None:
    child = ChildProcess([sys.executable, str(tmp_path / "missing.py")], task="ký số", silence=5)
    with pytest.raises(HelperCrashed):
        child.ask("echo")
    child.close()


@pytest.mark.parametrize("with_window", [True, False])
def test_a_frozen_program_is_its_own_child(
    with_window: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, piped = tmp_path / "clerkdesk.exe", tmp_path / "clerkdesk-cli.exe"
    if with_window:
        piped.touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(desk))
    program = str(piped if with_window else desk)
    assert child_command("token") == [program, "--child", "token"]


VALUES = st.dictionaries(
    st.text().filter(lambda name: name != "_blobs"), st.integers() | st.text() | st.none()
)


@given(st.lists(st.tuples(VALUES, st.lists(st.binary()).map(tuple)), max_size=4))
def test_messages_are_read_as_they_were_written(
    messages: list[tuple[dict[str, object], tuple[bytes, ...]]],
) -> None:
    stream = io.BytesIO()
    for values, blobs in messages:
        line.write(stream, Message(values, blobs))
    stream.seek(0)
    for values, blobs in messages:
        assert line.read(stream) == Message(values, blobs)
    assert line.read(stream) is None


@pytest.mark.parametrize(
    "garbage",
    [
        b"driver version 2.1\n",
        b"{}\n",
        b"[1, 2]\n",
        b"7\n",
        b'{"_blobs": "x"}\n',
        b'{"_blobs": [-1]}\n',
        b'{"_blobs": ["x"]}\n',
        b'{"_blobs": [10]}\nshort',
        b'{"_blobs": []',
        b"\xff\xfe\n",
    ],
)
def test_what_is_no_message_is_never_taken_for_one(garbage: bytes) -> None:
    with pytest.raises(BrokenLine):
        line.read(io.BytesIO(garbage))


def test_closing_does_not_wait_for_a_driver_that_hangs(start: Start) -> None:
    child = start(silence=60.0)
    met: list[BaseException] = []

    def ask() -> None:
        try:
            child.ask("hang")
        except HelperCrashed as error:
            met.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(0.5)  # the request is under way
    began = time.monotonic()
    child.close()
    asking.join()
    assert time.monotonic() - began < 20
    assert [type(error) for error in met] == [HelperCrashed]
