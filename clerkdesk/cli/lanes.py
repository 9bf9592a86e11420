"""Several files at once: one child process a core, answers in the order of the files."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Protocol, TypeVar


class Closable(Protocol):
    """A port with a child process behind it."""

    def close(self) -> None:
        """End the child process."""
        ...


Worker = TypeVar("Worker", bound=Closable)
Item = TypeVar("Item")
Answer = TypeVar("Answer")

_MOST = 4
"""A child may take half a gigabyte."""


@contextmanager
def workers(build: Callable[[], Worker], items: int) -> Iterator[Sequence[Worker]]:
    """As many workers as there are cores and items, closed at the end; each starts when used."""
    built: list[Worker] = []
    try:
        for _lane in range(max(1, min(os.cpu_count() or 1, items, _MOST))):
            built.append(build())
        yield built
    finally:
        for worker in built:
            worker.close()


def in_lanes(
    work: Callable[[Worker, Item], Answer], lanes: Sequence[Worker], items: Sequence[Item]
) -> Iterator[Answer]:
    """Yield `work` of every item, in order; a worker does one item at a time."""
    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in lanes:
        idle.put(worker)

    def one(item: Item) -> Answer:
        worker = idle.get()
        try:
            return work(worker, item)
        finally:
            idle.put(worker)

    pool = ThreadPoolExecutor(len(lanes), thread_name_prefix="file")
    try:
        yield from pool.map(one, items)
    finally:  # Ctrl-C: what has not begun never begins
        pool.shutdown(cancel_futures=True)
