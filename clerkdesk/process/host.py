"""The program's side of a child process: start on demand, keep warm, limit, restart after a crash."""

import logging
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from clerkdesk.domain.errors import HelperCrashed, HelperSilent, from_wire
from clerkdesk.process import line
from clerkdesk.process.line import Message
from clerkdesk.process.turns import Turns

_log = logging.getLogger(__name__)
_STOP_LOOK_SECONDS = 0.1
_END_SECONDS = 5.0
_PATIENCE_SECONDS = 2.0
"""How long closing waits for a request under way: the clerk has closed the window."""
_AHEAD = 3
"""Parts of a request that the child has before it answers the first: it never waits for one."""


def child_command(name: str) -> Sequence[str]:
    """The command that starts this program as the child `name` (see `clerkdesk.__main__`)."""
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        # On Windows a program with a window has no pipes; build.spec puts a second one beside it.
        piped = program.with_name(f"clerkdesk-cli{program.suffix}")
        return [str(piped if piped.is_file() else program), "--child", name]
    return [sys.executable, "-m", "clerkdesk", "--child", name]


class ChildDefect(Exception):
    """The child met an error that is nobody's but ours; its traceback is the message."""


class ChildProcess:
    """One child; requests of several threads wait for each other.

    Args:
        task: what the child is for, Vietnamese, named in messages.
        silence: seconds without any message after which a working child is ended.
        memory: address space of the child in bytes; 0 = no limit.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        task: str,
        silence: float = 60.0,
        memory: int = 0,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._command = list(command)
        self._task = task
        self._silence = silence
        self._environment = {
            **os.environ,
            **(environment or {}),
            "CLERKDESK_CHILD_MEMORY": str(memory),
            "PYTHONUTF8": "1",
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._messages: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._reader: threading.Thread | None = None
        self._last = 0
        self._in_use = Turns()

    def ask(
        self, verb: str, arguments: Mapping[str, object] | None = None, *blobs: bytes
    ) -> Message:
        """Send a request and return its result; events before it are dropped.

        Raises:
            ClerkError: what the verb raised; HelperCrashed, HelperSilent where the child failed.
        """
        *_events, result = self.events(verb, arguments, *blobs)
        return result

    def events(
        self,
        verb: str,
        arguments: Mapping[str, object] | None = None,
        *blobs: bytes,
        stop: Callable[[], bool] | None = None,
        feed: Iterator[Message] | None = None,
        secret: bytearray | None = None,
    ) -> Generator[Message, None, None]:
        """Send a request; yield its events as they come, and at the end its result.

        `stop` is looked at while waiting; when it says so the child is asked to end early, and
        what it already has still comes. A request that comes in parts takes them from `feed`, a
        few ahead and then one for each event, while the child works. A `secret` goes before `blobs`
        and leaves no copy here: its owner can wipe it.

        Raises:
            ClerkError: as `ask`.
        """
        with self._in_use:
            yield from self._exchange(verb, arguments or {}, blobs, stop, feed, secret)

    def _exchange(
        self,
        verb: str,
        arguments: Mapping[str, object],
        blobs: tuple[bytes, ...],
        stop: Callable[[], bool] | None,
        feed: Iterator[Message] | None,
        secret: bytearray | None,
    ) -> Iterator[Message]:
        number = self._send(verb, arguments, blobs, secret)
        done = False
        try:
            for _part in range(_AHEAD):
                feed = self._send_part(number, feed)
            for values, message in self._answers(number, stop):
                if "event" in values:
                    feed = self._send_part(number, feed)
                    yield Message(_mapping(values["event"]), message.blobs)
                    continue
                done = True
                if "error" in values:
                    raise from_wire(_mapping(values["error"]))
                if "defect" in values:
                    raise ChildDefect(values["defect"])
        finally:
            if not done:  # crashed, silent, or the caller lost interest: never mix up answers
                self._end()

    def close(self) -> None:
        """End the child, in the middle of a request if that takes long; a new request starts it
        again."""
        if not self._in_use.acquire(timeout=_PATIENCE_SECONDS):
            if (process := self._process) is not None:
                process.kill()  # whoever waits for it gets HelperCrashed
            self._in_use.acquire()
        try:
            self._close()
        finally:
            self._in_use.release()

    def _close(self) -> None:
        process = self._process
        if process is not None and process.poll() is None:
            with suppress(OSError):
                assert process.stdin is not None
                process.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                process.wait(_END_SECONDS)
        self._end()

    def _send(
        self,
        verb: str,
        arguments: Mapping[str, object],
        blobs: tuple[bytes, ...],
        secret: bytearray | None,
    ) -> int:
        self._last += 1
        values = {"id": self._last, "verb": verb, "arguments": dict(arguments)}
        request = Message(values, blobs, secret)
        try:
            line.write(self._stdin(), request)
        except OSError:  # it died while idle: one fresh start, nothing was asked of it yet
            self._end()
            try:
                line.write(self._stdin(), request)
            except OSError:
                self._end()
                raise HelperCrashed(self._task) from None
        return self._last

    def _send_part(self, number: int, feed: Iterator[Message] | None) -> Iterator[Message] | None:
        """Send the next part of a request, or that there is none; what is left to be sent."""
        if feed is None:
            return None
        part = next(feed, None)
        if part is None:
            self._say(Message({"more": number, "last": True}))
            return None
        self._say(Message({**part.values, "more": number}, part.blobs))
        return feed

    def _say(self, message: Message) -> None:
        """Never through `_stdin`: a child that died meanwhile is a crash to report, not to restart."""
        assert self._process is not None
        assert self._process.stdin is not None
        with suppress(OSError):
            line.write(self._process.stdin, message)

    def _stdin(self) -> IO[bytes]:
        process = self._process
        if process is None or process.poll() is not None:
            process = self._start()
        assert process.stdin is not None
        return process.stdin

    def _start(self) -> subprocess.Popen[bytes]:
        self._end()
        process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self._environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._messages = queue.SimpleQueue()
        self._reader = threading.Thread(
            target=_listen, args=(process, self._messages), name=f"child {self._task}"
        )
        self._reader.start()
        self._process = process
        return process

    def _answers(
        self, number: int, stop: Callable[[], bool] | None
    ) -> Iterator[tuple[Mapping[str, object], Message]]:
        """Yield messages for request `number` until the one that ends it."""
        silent, asked_to_stop = 0.0, False
        while True:
            try:
                message = self._messages.get(timeout=_STOP_LOOK_SECONDS)
            except queue.Empty:
                silent += _STOP_LOOK_SECONDS
                if silent >= self._silence:
                    raise HelperSilent(self._task, int(self._silence)) from None
                if stop is not None and not asked_to_stop and stop():
                    asked_to_stop = True
                    self._say(Message({"stop": number}))
                continue
            if message is None:
                raise HelperCrashed(self._task)
            silent = 0.0
            if stop is not None and not asked_to_stop and stop():
                asked_to_stop = True
                self._say(Message({"stop": number}))
            if message.values.get("id") != number:
                continue
            yield message.values, message
            if "event" not in message.values:
                return

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.poll() is None:
            process.kill()
        process.wait()
        if self._reader is not None:
            self._reader.join()
            self._reader = None
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        if process.returncode:
            _log.info("child %s ended with %s", self._task, process.returncode)


def _listen(
    process: subprocess.Popen[bytes], messages: "queue.SimpleQueue[Message | None]"
) -> None:
    assert process.stdout is not None
    try:
        while (message := line.read(process.stdout)) is not None:
            messages.put(message)
    except (line.BrokenLine, ValueError):
        _log.warning("child wrote something that is not a message")
    messages.put(None)


def _mapping(value: object) -> Mapping[str, object]:
    assert isinstance(value, Mapping)
    return value
