"""Figures for Prometheus: requests of this process, and how the province stands."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_STEPS = (0.005, 0.02, 0.1, 0.5, 2.0, 10.0)
"""Upper ends of the buckets of answer times, in seconds; a long poll is not timed."""
_UNTIMED = "/v1/feed"


class Metrics:
    """Counts requests; `text` writes them in Prometheus' text format."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._within: Counter[tuple[str, float]] = Counter()
        self._seconds: Counter[str] = Counter()
        self._timed: Counter[str] = Counter()

    def count(self, method: str, path: str, status: int, seconds: float) -> None:
        """One request was answered."""
        with self._turn:
            self._requests[method, path, status] += 1
            if path == _UNTIMED:
                return
            self._timed[path] += 1
            self._seconds[path] += seconds  # type: ignore[assignment]  # a Counter adds floats as well
            for step in _STEPS:
                if seconds <= step:
                    self._within[path, step] += 1

    def text(self, province: Mapping[str, tuple[str, int]]) -> str:
        """Everything, with the `province` figures (name to help and value)."""
        return "\n".join([*self._lines(), *_gauges(province), ""])

    def _lines(self) -> Iterator[str]:
        with self._turn:
            requests, within = dict(self._requests), dict(self._within)
            seconds, timed = dict(self._seconds), dict(self._timed)
        yield "# HELP clerkdesk_requests_total Requests answered by this process."
        yield "# TYPE clerkdesk_requests_total counter"
        for (method, path, status), count in sorted(requests.items()):
            labels = f'method="{method}",path="{path}",status="{status}"'
            yield f"clerkdesk_requests_total{{{labels}}} {count}"
        yield "# HELP clerkdesk_request_seconds Time to answer; the long poll is left out."
        yield "# TYPE clerkdesk_request_seconds histogram"
        for path, count in sorted(timed.items()):
            for step in _STEPS:
                labels = f'path="{path}",le="{step}"'
                yield f"clerkdesk_request_seconds_bucket{{{labels}}} {within.get((path, step), 0)}"
            yield f'clerkdesk_request_seconds_bucket{{path="{path}",le="+Inf"}} {count}'
            yield f'clerkdesk_request_seconds_sum{{path="{path}"}} {seconds[path]:.6f}'
            yield f'clerkdesk_request_seconds_count{{path="{path}"}} {count}'


def _gauges(province: Mapping[str, tuple[str, int]]) -> Iterator[str]:
    for name, (help_text, value) in province.items():
        yield f"# HELP clerkdesk_{name} {help_text}"
        yield f"# TYPE clerkdesk_{name} gauge"
        yield f"clerkdesk_{name} {value}"


class Measured:
    """Counts every request around the application, by its route and never by its full path."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and count its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, began = 500, time.monotonic()

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            path = getattr(scope.get("route"), "path", "other")
            self._metrics.count(scope["method"], path, status, time.monotonic() - began)
