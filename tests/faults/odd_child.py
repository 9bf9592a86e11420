"""A child that does what vendor code does: works, prints, hangs, crashes, eats memory."""

import os
import sys
import time
from collections.abc import Iterator

from clerkdesk.domain.errors import PaperJam
from clerkdesk.process.child import Request, serve
from clerkdesk.process.line import Message


def echo(request: Request) -> Iterator[Message]:
    print("a vendor's library talks on standard output")  # noqa: T201
    yield Message(
        {"arguments": dict(request.arguments), "pid": os.getpid()},
        tuple(blob[::-1] for blob in request.blobs),
    )


def count(request: Request) -> Iterator[Message]:
    last = int(str(request.arguments["to"]))
    done = 0
    while done < last and not request.stopped:
        done += 1
        yield Message({"page": done}, (bytes([done % 256]),))
        time.sleep(0.01)
    yield Message({"pages": done, "stopped": request.stopped})


def jam(request: Request) -> Iterator[Message]:
    yield Message({"page": 1})
    raise PaperJam(page=2)


def crash(request: Request) -> Iterator[Message]:
    yield Message({"page": 1})
    os._exit(11)


def defect(request: Request) -> Iterator[Message]:
    yield Message({"answer": 1 // 0})


def hang(request: Request) -> Iterator[Message]:
    yield Message({"page": 1})
    time.sleep(60)


def eat(request: Request) -> Iterator[Message]:
    yield Message({"size": len(bytearray(int(str(request.arguments["bytes"]))))})


def where(request: Request) -> Iterator[Message]:
    yield Message({"variable": os.environ.get("ODD", ""), "stdin": sys.stdin.read()})


if __name__ == "__main__":
    VERBS = (echo, count, jam, crash, defect, hang, eat, where)
    serve({verb.__name__: verb for verb in VERBS})
