"""The child's end of the pipe: a JSON line, then the bytes it announces; as `process.line` has it."""

import json
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any

from .faults import Fault

Part = tuple[Mapping[str, object], tuple[bytes, ...]]
"""An event and the byte strings that travel with it."""


class Request:
    """What was asked; `stopped` tells that no more events are wanted."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.number = values["id"]
        self.verb = str(values["verb"])
        self.arguments: Mapping[str, Any] = values["arguments"]
        self._stop = threading.Event()

    @property
    def stopped(self) -> bool:
        """Whether the other side said stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """It said so."""
        self._stop.set()


Verbs = Mapping[str, Callable[[Request], Iterator[Part]]]


def serve(verbs: Verbs) -> None:
    """Answer until stdin closes; then end at once, even from within a driver that never returns."""
    requests, answers = _take_pipes()
    todo: queue.SimpleQueue[Request] = queue.SimpleQueue()
    current: dict[object, Request] = {}

    def listen() -> None:
        while line := requests.readline():
            values = json.loads(line)
            for size in values.pop("_blobs", []):
                requests.read(size)
            if "stop" in values:
                if (asked := current.get(values["stop"])) is not None:
                    asked.stop()
            else:
                request = Request(values)
                current[request.number] = request
                todo.put(request)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        request = todo.get()
        _answer(verbs, request, answers)
        current.pop(request.number, None)


def _answer(verbs: Verbs, request: Request, answers: IO[bytes]) -> None:
    end: dict[str, object]
    try:
        for values, blobs in verbs[request.verb](request):
            _write(answers, {"id": request.number, "event": values}, blobs)
        end = {"done": True}
    except Fault as fault:
        end = {"error": fault.plain()}
    except BrokenPipeError:
        os._exit(0)
    except Exception:  # noqa: BLE001 - STYLE 9: the one place where any error is answered
        end = {"defect": traceback.format_exc()}
    _write(answers, {"id": request.number, **end}, ())


def _write(stream: IO[bytes], values: Mapping[str, object], blobs: tuple[bytes, ...]) -> None:
    head = {**values, "_blobs": [len(blob) for blob in blobs]}
    stream.write(json.dumps(head).encode() + b"\n")
    for blob in blobs:
        stream.write(blob)
    stream.flush()


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Whatever a driver prints goes to stderr: only the protocol has the pipe."""
    requests = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, sys.stdin.fileno())
    os.close(null)
    return requests, answers
