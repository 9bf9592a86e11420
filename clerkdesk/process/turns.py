"""A lock that lets those who wait in by the order of their coming."""

import threading
from collections import deque
from types import TracebackType


class Turns:
    """Handed over, not dropped: who takes it again and again cannot keep others out, as one who binds
    hundreds of pages would with `threading.Lock`."""

    def __init__(self) -> None:
        self._gate = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    def acquire(self, timeout: float | None = None) -> bool:
        """Wait for one's turn; False where it did not come within `timeout` seconds."""
        mine = threading.Event()
        with self._gate:
            if not self._taken:
                self._taken = True
                return True
            self._waiting.append(mine)
        if mine.wait(timeout):
            return True
        with self._gate:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return False
        return True  # it came in this moment

    def release(self) -> None:
        """Let the next one in."""
        with self._gate:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False

    def __enter__(self) -> None:
        self.acquire()

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.release()
