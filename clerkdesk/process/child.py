"""The child's side: answer requests until the program closes the pipe."""

import logging
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from clerkdesk.domain.errors import ClerkError, to_wire
from clerkdesk.process import line
from clerkdesk.process.give_back import give_back
from clerkdesk.process.line import Message

_IDLE_SECONDS = 0.5
"""Without work for so long a child gives memory back."""
_PAGES_BETWEEN = 16
"""Answers with bytes, mostly pages, after which a child that is never idle gives memory back, too."""
_OUT_OF_MEMORY = 137
"""Exit code of a child over its limit: what a shell shows for one that the system killed."""


class Request:
    """What the program asked; a long verb looks at `stopped` between two events."""

    def __init__(self, message: Message) -> None:
        self.number = message.values["id"]
        self.verb = str(message.values["verb"])
        arguments = message.values["arguments"]
        assert isinstance(arguments, Mapping)
        self.arguments: Mapping[str, object] = arguments
        self.blobs = message.blobs
        self._stop = threading.Event()
        self._more: queue.SimpleQueue[Message | None] = queue.SimpleQueue()

    @property
    def stopped(self) -> bool:
        """Whether the program no longer wants more events."""
        return self._stop.is_set()

    def stop(self) -> None:
        """The program said so, or is gone."""
        self._stop.set()
        self._more.put(None)

    def more(self) -> Iterator[Message]:
        """What the program sends after the request itself, until it says that this was all.

        For each the verb must yield one event: the program sends the next only then.
        """
        while (message := self._more.get()) is not None:
            yield message

    def add(self, message: Message | None) -> None:
        """One more of `more`; None ends it."""
        self._more.put(message)


Answer = Iterator[Message]
Verbs = Mapping[str, Callable[[Request], Answer]]
"""A verb yields events and, last, its result; every message goes out before the next is made."""


def serve(verbs: Verbs) -> None:
    """Answer requests on stdin/stdout until stdin closes.

    Prints of vendor libraries go to stderr: the protocol keeps the only handle on the pipe.
    """
    requests, answers = _take_pipes()
    _limit_memory()
    todo: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
    current: dict[object, Request] = {}

    def listen() -> None:
        while (message := line.read(requests)) is not None:
            if "stop" in message.values:
                if (asked := current.get(message.values["stop"])) is not None:
                    asked.stop()
            elif "more" in message.values:
                if (asked := current.get(message.values["more"])) is not None:
                    asked.add(None if message.values.get("last") else message)
            else:
                request = Request(message)
                current[request.number] = request
                todo.put(request)
        todo.put(None)
        for asked in tuple(current.values()):  # the program is gone: nothing more will come
            asked.stop()

    threading.Thread(target=listen, name="requests", daemon=True).start()
    pages = _Pages()
    while (request := _next(todo)) is not None:
        _answer(verbs, request, answers, pages)
        current.pop(request.number, None)


def _next(todo: "queue.SimpleQueue[Request | None]") -> Request | None:
    """What is to be done next; nothing is lost by the time that giving back takes."""
    try:
        return todo.get(timeout=_IDLE_SECONDS)
    except queue.Empty:
        give_back()
        return todo.get()


class _Pages:
    """Counts what went out, and gives memory back now and then."""

    def __init__(self) -> None:
        self._count = 0

    def went(self) -> None:
        self._count += 1
        if self._count % _PAGES_BETWEEN == 0:
            give_back()


def _answer(verbs: Verbs, request: Request, answers: BinaryIO, pages: _Pages) -> None:
    try:
        for message in verbs[request.verb](request):
            event = Message({"id": request.number, "event": message.values}, message.blobs)
            line.write(answers, event)
            if message.blobs:
                pages.went()
        line.write(answers, Message({"id": request.number, "done": True}))
    except ClerkError as error:
        line.write(answers, Message({"id": request.number, "error": to_wire(error)}))
    except BrokenPipeError:  # the program is gone: nobody waits for an answer
        raise SystemExit(0) from None
    except MemoryError:  # over the limit nothing is sure any more: end, as the system would do
        os._exit(_OUT_OF_MEMORY)
    except Exception:  # STYLE 9: the one place where any error is answered
        logging.getLogger(__name__).exception("the child failed on %s", request.verb)
        line.write(answers, Message({"id": request.number, "defect": traceback.format_exc()}))


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep stdin and stdout for the protocol; whoever prints now prints to stderr."""
    requests = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, sys.stdin.fileno())
    os.close(null)
    return requests, answers


def _limit_memory() -> None:
    limit = int(os.environ.get("CLERKDESK_CHILD_MEMORY", "0"))
    if limit and sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
