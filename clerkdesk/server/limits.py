"""How much one desk may ask, and how often a stranger may fail: token buckets in this process."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

_KEPT = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Buckets:
    """A bucket a name, filled with `rate` a second up to `burst`."""

    def __init__(
        self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._buckets: dict[object, _Bucket] = {}
        self._turn = threading.Lock()

    def take(self, name: object, cost: float = 1.0) -> float:
        """Take from the bucket; 0 = taken, else the seconds until there is enough."""
        with self._turn:
            bucket = self._filled(name)
            if bucket.left < cost:
                return (cost - bucket.left) / self._rate
            bucket.left -= cost
            return 0.0

    def spend(self, name: object, cost: float = 1.0) -> None:
        """Take what there is, at most `cost`."""
        with self._turn:
            bucket = self._filled(name)
            bucket.left = max(0.0, bucket.left - cost)

    def wait(self, name: object, cost: float = 1.0) -> float:
        """The seconds until `cost` could be taken; takes nothing."""
        with self._turn:
            return max(0.0, (cost - self._filled(name).left) / self._rate)

    def _filled(self, name: object) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.get(name)
        if bucket is None:
            if len(self._buckets) >= _KEPT:
                self._forget_full(now)
            bucket = self._buckets[name] = _Bucket(self._burst, now)
        bucket.left = min(self._burst, bucket.left + (now - bucket.at) * self._rate)
        bucket.at = now
        return bucket

    def _forget_full(self, now: float) -> None:
        full = self._burst / self._rate
        self._buckets = {
            name: bucket for name, bucket in self._buckets.items() if now - bucket.at < full
        }
