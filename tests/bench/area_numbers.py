"""What a number costs: the commit against the same bytes flushed raw, and the whole path until it may be shown.

The commit is SQLite's own: from COMMIT to the flush, with the encryption of every page between; a registration
touches some 36 pages, one or more of each index by which a register can be sorted and searched.
"""

import os
import shutil
import statistics
import time
from collections.abc import Mapping
from pathlib import Path

from clerkdesk.adapters.store.sql_store import SqlStore
from tests.bench.figures import Figure, at_most, at_most_times
from tests.fakes.real_office import make_store, places_in
from tests.fakes.sample_documents import incoming_entry

_FOLDER = Path("build/bench/numbers")
_ROUNDS, _EACH, _WARM = 24, 25, 40


def measure() -> Mapping[str, Figure]:
    """Both in the same run, in turns, on the same disk."""
    shutil.rmtree(_FOLDER, ignore_errors=True)
    _FOLDER.mkdir(parents=True)
    store = make_store(places_in(_FOLDER))
    assert isinstance(store, SqlStore)
    second = _FOLDER / "second"
    second.mkdir()
    store.journal.move(str(second))
    commits, paths, sizes, raw = list[float](), list[float](), list[int](), list[float]()
    began_commit, ended, whole = list[float](), list[tuple[float, int]](), list[float]()
    with store._database.reading() as link:
        link.set_trace_callback(
            lambda sql: began_commit.append(time.perf_counter()) if sql == "COMMIT" else None
        )
    # Before the journal's own hook: this is the moment at which SQLite has flushed.
    store._database._ended.insert(0, lambda _good: ended.append((time.perf_counter(), _written())))
    for number in range(_WARM):
        store.incoming.add(incoming_entry(subject=f"làm nóng {number}"), "vanthu")
    with (_FOLDER / "raw").open("ab") as file:
        for _round in range(_ROUNDS):
            for number in range(_EACH):
                entry = incoming_entry(subject=f"Về việc đo lần {number}")
                before, began = _written(), time.perf_counter()
                store.incoming.add(entry, "vanthu")
                paths.append(time.perf_counter() - began)
                at, written = ended[-1]
                commits.append(at - began_commit[-1])
                whole.append(at - began)
                sizes.append(written - before)
            size = int(statistics.median(sizes))
            for _number in range(_EACH):
                content = os.urandom(size)
                began = time.perf_counter()
                file.write(content)
                file.flush()
                os.fdatasync(file.fileno())
                raw.append(time.perf_counter() - began)
    store.close()
    shutil.rmtree(_FOLDER)
    milliseconds = 1000.0
    ordered = sorted(paths)
    return {
        "store commit p50": at_most_times(
            statistics.median(commits) * milliseconds,
            statistics.median(raw) * milliseconds,
            unit="ms",
            against=f"raw append + fdatasync of the same {size} bytes, p50",
            must=3.0,
            aim=2.0,
        ),
        "rules, rows, indexes and commit p50": at_most(
            statistics.median(whole) * milliseconds, unit="ms", must=50.0, aim=20.0
        ),
        "acknowledged path p95 (commit, journal, mark)": at_most(
            ordered[len(ordered) * 95 // 100] * milliseconds, unit="ms", must=50.0, aim=20.0
        ),
        "acknowledged path p50": at_most(
            statistics.median(paths) * milliseconds, unit="ms", must=50.0, aim=20.0
        ),
    }


def _written() -> int:
    """Bytes that this process has handed to write calls."""
    for line in Path("/proc/self/io").read_text("ascii").splitlines():
        if line.startswith("wchar"):
            return int(line.split()[1])
    return 0
