"""A thousand desks on one server process: all come back at once, then a busy day's load for a while.

Runs as a program of its own: `python -m tests.bench.many_desks PORT SECONDS PUSHES_A_SECOND`, tokens and
bodies as JSON lines on stdin; prints what it saw as JSON.
"""

import asyncio
import json
import random
import re
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

_POLL_SECONDS = 20


@dataclass
class Seen:
    """What the desks saw."""

    statuses: Counter[int] = field(default_factory=Counter)
    pushes: list[float] = field(default_factory=list)


class Desk:
    """Two connections, as a real one: a long poll and, when there is something, a push."""

    def __init__(self, port: int, token: str, bodies: list[str], seen: Seen) -> None:
        self._port = port
        self._head = f"Host: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"
        self.bodies = bodies
        self._seen = seen
        self.pushing = False

    async def ask(
        self,
        link: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        line: str,
        body: bytes = b"",
    ) -> bytes:
        reader, writer = link
        kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if body else ""
        writer.write(f"{line} HTTP/1.1\r\n{self._head}{kind}\r\n".encode() + body)
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status = int(head.split(" ", 2)[1])
        length = int(head.lower().split("content-length:")[1].split("\r\n")[0])
        answer = await reader.readexactly(length)
        self._seen.statuses[status] += 1
        return answer

    async def live(self, until: float) -> None:
        """Come back, read what is new, then wait for news."""
        link = await asyncio.open_connection("127.0.0.1", self._port)
        last = _last(await self.ask(link, "GET /v1/feed?wait=0"))
        while (left := until - time.monotonic()) > 0:
            wait = max(1, min(_POLL_SECONDS, int(left)))
            last = _last(await self.ask(link, f"GET /v1/feed?gen=1&since={last}&wait={wait}"))
        link[1].close()

    async def push(self) -> None:
        """Say what was registered, on a connection of its own: the last one was idle too long."""
        self.pushing = True
        body = self.bodies.pop(0).encode()
        began = time.monotonic()
        link = await asyncio.open_connection("127.0.0.1", self._port)
        await self.ask(link, "POST /v1/ops", body)
        self._seen.pushes.append(time.monotonic() - began)
        link[1].close()
        self.pushing = False


def _last(page: bytes) -> int:
    """Up to where a page of the feed goes."""
    found = re.search(rb'"last": ([0-9]+)', page[:200])
    assert found is not None, page[:200]
    return int(found[1])


async def play(port: int, seconds: float, rate: float) -> dict[str, object]:
    seen, chance = Seen(), random.Random(6)
    desks = [Desk(port, *json.loads(line), seen) for line in sys.stdin]
    began = time.monotonic()
    until = began + seconds
    living = [asyncio.create_task(desk.live(until)) for desk in desks]
    pushing = []
    while time.monotonic() < until:
        ready = [desk for desk in desks if desk.bodies and not desk.pushing]
        desk = chance.choice(ready)
        pushing.append(asyncio.create_task(desk.push()))
        await asyncio.sleep(chance.expovariate(rate))
    await asyncio.gather(*living, *pushing)
    pushes = sorted(seen.pushes)
    return {
        "statuses": dict(seen.statuses),
        "pushes": len(pushes),
        "p50": statistics.median(pushes),
        "p95": pushes[int(len(pushes) * 0.95)],
    }


if __name__ == "__main__":
    told = asyncio.run(play(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])))
    sys.stdout.write(json.dumps(told))
