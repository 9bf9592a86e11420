"""The registers at 1,000,000 documents: open, search, sort and filter, scroll, register, memory.

Beside each figure stands the plain query that does the same on the same file: raw sqlcipher3, the
wide tables, no narrow rows. The store is built once (`tests.bench.full_store`).
"""

import itertools
import json
import math
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.domain.incoming import Channel, IncomingEntry, IncomingState, Urgency
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.ports.registers import (
    SORTABLE_INCOMING,
    SORTABLE_OUTGOING,
    IncomingFilter,
    OutgoingFilter,
    Page,
)
from clerkdesk.ui.tables.model import WINDOW
from tests.bench.figures import Figure
from tests.bench.full_store import build, open_full_store
from tests.bench.plain_queries import (
    plain,
    plain_insert,
    plain_search,
    plain_sorted,
    take_back_inserts,
)
from tests.bench.sample_register import PEOPLE, Samples

SEED = 2016
ROWS = WINDOW
TODAY = date(2026, 11, 20)


def measure() -> Mapping[str, Figure]:
    """Every figure of the area."""
    built = build()
    figures: dict[str, Figure] = {
        f"registers.build.{name.replace(' ', '_')}": _reported(seconds, "s")
        for name, seconds in built.items()
    }
    figures |= _opening()
    store = open_full_store()
    try:
        figures |= _searching(store)
        figures |= _sorting(store)
        figures |= _scrolling(store)
        figures |= _registering(store)
    finally:
        store.close()
    figures |= _memory()
    return figures


def _opening() -> Mapping[str, Figure]:
    """A store that was just unlocked: the first rows of the register, and how many there are."""

    def first_rows(store: SqlStore) -> object:
        rows = store.incoming.find(IncomingFilter(), Page(ROWS))
        return rows, store.incoming.found(IncomingFilter())

    def plain_rows(store: SqlStore) -> object:
        with store._database.reading() as link:
            plain(link, f"SELECT * FROM incoming ORDER BY position DESC LIMIT {ROWS}", {})
            return link.execute("SELECT count(*) FROM incoming").fetchone()

    ours, raw = [], []
    for times, show in [(ours, first_rows), (raw, plain_rows)] * 5:
        store = open_full_store()
        times.append(_took(partial(show, store)))
        store.close()
    return {
        "registers.open": _beside(max(ours), max(raw), must=300, what="plain rows and count(*)")
    }


def _searching(store: SqlStore) -> Mapping[str, Figure]:
    """Rows and count for what clerks type; half of the texts hold words of every second document."""
    texts = _texts(store)
    ours, raw, worst = [], [], ("", 0.0)
    for text in texts:
        wanted = IncomingFilter(text)
        took = _took(lambda: _listed(store, wanted))  # noqa: B023
        ours.append(took)
        worst = max(worst, (text, took), key=lambda item: item[1])
    with store._database.reading() as link:
        for text in texts:
            raw.append(_took(lambda: plain_search(link, text, ROWS)))  # noqa: B023
    print(f"    slowest search: {worst[0]!r} {worst[1]:.0f} ms; {len(texts)} texts")
    p95 = _percentile(ours, 95)
    return {
        "registers.search_p95": _beside(
            p95, _percentile(raw, 95), must=50, what="plain FTS5, count(*)"
        ),
        "registers.search_median": _reported(_percentile(ours, 50), "ms"),
        "registers.search_worst": _reported(max(ours), "ms"),
    }


def _listed(store: SqlStore, wanted: IncomingFilter) -> object:
    """What a list reads: rows, and how many there are where they do not end."""
    rows = store.incoming.find(wanted, Page(ROWS))
    return rows, store.incoming.found(wanted, len(rows) if len(rows) < ROWS else None)


def _sorting(store: SqlStore) -> Mapping[str, Figure]:
    """Any column with any two filters: the slowest of all pairs, each with random values."""
    draw = random.Random(SEED)
    found: list[tuple[float, str]] = []
    some = _pairs_of_filters(store, draw)
    for one, other in some:
        for sort in sorted(SORTABLE_INCOMING):
            wanted = replace(IncomingFilter(), **one, **other)
            page = Page(ROWS, sort=sort, descending=draw.random() < 0.5)
            took = _took(lambda: store.incoming.find(wanted, page))  # noqa: B023
            found.append((took, f"{sort} {'desc' if page.descending else 'asc'} {one} {other}"))
    for one, other in itertools.combinations(_outgoing_filters(store, draw), 2):
        for sort in sorted(SORTABLE_OUTGOING):
            wanted_out = replace(OutgoingFilter(), **one, **other)
            page = Page(ROWS, sort=sort, descending=draw.random() < 0.5)
            took = _took(lambda: store.outgoing.find(wanted_out, page))  # noqa: B023
            found.append((took, f"outgoing {sort} {one} {other}"))
    found.sort(reverse=True)
    for took, what in found[:12]:
        print(f"    {took:.0f} ms: {what}")
    with store._database.reading() as link:
        raw = [
            _took(lambda: plain(link, *plain_sorted(sort, one, other, ROWS)))  # noqa: B023
            for sort in ("subject", "issued_date", "issuing_org")
            for one, other in draw.sample(some, 3)
            if not {"text", "to_person", "overdue_on"} & {*one, *other}
        ]
    times = [took for took, _what in found]
    return {
        "registers.sort_worst": _beside(
            max(times), max(raw), must=300, what="plain WHERE … ORDER BY … LIMIT"
        ),
        "registers.sort_p95": _reported(_percentile(times, 95), "ms"),
        "registers.sort_combinations": _reported(len(times), "measured"),
    }


def _scrolling(store: SqlStore) -> Mapping[str, Figure]:
    """Anywhere in the register; and anywhere in a list that is sorted by a column."""
    draw = random.Random(SEED)
    total = store.incoming.count(IncomingFilter())
    skips = [draw.randrange(total) for _ in range(60)]
    ours = [
        _took(lambda: store.incoming.find(IncomingFilter(), Page(60, skip=skip)))  # noqa: B023
        for skip in skips
    ]
    by_column = []
    for sort in sorted(SORTABLE_INCOMING):
        for skip in skips[:6]:
            page = Page(60, skip=skip, sort=sort, descending=draw.random() < 0.5)
            by_column.append((_took(lambda: store.incoming.find(IncomingFilter(), page)), sort))  # noqa: B023
    print(f"    slowest sorted scroll: {max(by_column)}")
    with store._database.reading() as link:
        raw = [
            _took(
                lambda: plain(
                    link,
                    "SELECT * FROM incoming ORDER BY position DESC LIMIT 60 OFFSET :skip",
                    {"skip": skip},  # noqa: B023
                )
            )
            for skip in skips[:10]
        ]
    return {
        "registers.scroll_worst": _beside(
            max(ours), max(raw), must=50, what="plain LIMIT … OFFSET"
        ),
        "registers.scroll_sorted_worst": _reported(max(by_column)[0], "ms"),
    }


def _registering(store: SqlStore) -> Mapping[str, Figure]:
    """A document with 2 KB of page text, until it is safe on the disk."""
    samples = Samples(SEED)
    entries = [_entry(samples) for _ in range(200)]
    ours = [_took(lambda: store.incoming.add(entry, "vanthu")) for entry in entries]  # noqa: B023
    with store._database.reading() as link:
        raw = [plain_insert(link, entry) for entry in entries]
        take_back_inserts(link)
    return {
        "registers.register_p95": _beside(
            _percentile(ours, 95), _percentile(raw, 95), must=20, what="plain INSERTs, one commit"
        ),
        "registers.register_worst": _reported(max(ours), "ms"),
    }


def _memory() -> Mapping[str, Figure]:
    """Resident memory of a process that shows the register in the office's window."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.window_memory"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
        timeout=300,
        stdout=subprocess.PIPE,
        text=True,
    )
    megabytes = json.loads(done.stdout.splitlines()[-1])
    return {
        "registers.window_memory": Figure(
            megabytes["shown"],
            "MB",
            "<= 300",
            megabytes["shown"] <= 300,
            against="the same window of an empty store",
            against_value=megabytes["empty"],
            ratio=round(megabytes["shown"] / megabytes["empty"], 3),
        )
    }


def _texts(store: SqlStore) -> list[str]:
    """What clerks type: rare and common words, beginnings, phrases, codes, words of a subject."""
    draw, samples = random.Random(SEED), Samples(SEED)
    subjects = [samples.subject().split() for _ in range(40)]
    tail = samples._tail
    return [
        *("ubnd", "về", "văn bản", "quyết định", "của", "tỉnh", "công", "sở", "báo cáo"),
        *("v", "th", "q", "tr", "ng", "ngh", "quy", "thuc", "nghi", "truong", "tổ ch", "đ"),
        *('"văn bản điện tử"', '"hồ sơ công việc"', '"thông tin và truyền thông"', '"về việc'),
        *("15/2016", "15/", "120/QĐ", "7/BC-SNV", "1500/2019", "99/2024", "33/TTr-U"),
        *(" ".join(words[:2]) for words in subjects[:14]),
        *(" ".join(words[:4]) for words in subjects[14:28]),
        *(" ".join(words[1:7]) for words in subjects[28:]),
        *(f'"{" ".join(words[1:4])}"' for words in subjects[:8]),
        *(draw.choice(tail[2000:]) for _ in range(6)),
        *(f"{draw.choice(tail[:300])} {draw.choice(tail[:300])}" for _ in range(10)),
        *(f"văn bản {draw.choice(tail[500:])}" for _ in range(6)),
        *(draw.choice(samples.signers) for _ in range(6)),
        *(draw.choice(samples.agencies) for _ in range(6)),
        *("quyeet dinh", "baos cao", "thoong tin"),
    ]


def _incoming_filters(store: SqlStore, draw: random.Random) -> list[dict[str, Any]]:
    """One of each filter that the screen has, with a value that a clerk could choose."""
    samples = Samples(SEED)
    samples.random = draw
    year = draw.randint(2008, 2026)
    return [
        {"year": year},
        {"state": draw.choice(list(IncomingState))},
        {"overdue_on": TODAY},
        {"doc_type": samples.doc_type()[0]},
        {"issuing_org": samples.agency()},
        {"field": samples.field()},
        {"urgency": draw.choice(list(Urgency)[:4])},
        {"channel": draw.choice(list(Channel))},
        {"signature_result": draw.choice(list(SignatureResult))},
        {"to_person": draw.choice(PEOPLE)},
        {"arrived_from": date(year, 1, 1), "arrived_to": date(year, 6, 30)},
        {"issued_from": date(year - 3, 5, 1), "issued_to": date(year, 12, 31)},
        {"due_to": date(year, 3, 1)},
        {"registered_by": draw.choice(("vanthu", "vanthu2", "lan.nt"))},
        {
            "text": draw.choice(
                ("quyết định", "muy", "15/2016", "văn bản điện tử", "xuenh", "cat bien")
            )
        },
    ]


def _pairs_of_filters(
    store: SqlStore, draw: random.Random
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    pairs = []
    for _ in range(2):
        pairs += list(itertools.combinations(_incoming_filters(store, draw), 2))
    return pairs


def _outgoing_filters(store: SqlStore, draw: random.Random) -> list[dict[str, Any]]:
    samples = Samples(SEED)
    samples.random = draw
    return [
        {"year": 2020},
        {"series": "chung"},
        {"doc_type": samples.doc_type()[0]},
        {"drafting_unit": draw.choice(PEOPLE)},
        {"signer_name": draw.choice(samples.signers[:40])},
        {"recipient": samples.agency()},
        {"field": samples.field()},
        {"urgency": Urgency.URGENT},
        {"issued_from": date(2015, 1, 1), "issued_to": date(2018, 1, 1)},
        {"text": draw.choice(("quyết định", "muy"))},
    ]


def _entry(samples: Samples) -> IncomingEntry:
    at = datetime.now(UTC)
    day = (at + timedelta(hours=7)).date()
    doc_type, short = samples.doc_type()
    return IncomingEntry(
        arrival_date=day,
        received_at_actual=at,
        received_at_legal=at,
        issuing_org=samples.agency(),
        doc_type=doc_type,
        subject=samples.subject(),
        channel=Channel.PAPER,
        signature_result=SignatureResult.PAPER,
        code_number=str(samples.random.randint(1, 6000)),
        code_notation=f"{short}-UBND",
        issued_date=day - timedelta(days=3),
        field=samples.field(),
        full_text=samples.page()[0],
    )


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _percentile(values: Iterable[float], percent: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(len(ordered) * percent / 100) - 1)]


def _beside(value: float, raw: float, *, must: float, what: str) -> Figure:
    """A time in ms with a limit of its own, and at most three times what the plain query takes."""
    ratio = value / raw
    return Figure(
        value=round(value, 2),
        unit="ms",
        must=f"<= {must}, ratio <= 3",
        ok=value <= must and ratio <= 3,
        against=what,
        against_value=round(raw, 2),
        ratio=round(ratio, 3),
        aim=f"<= {must / 2:g}",
    )


def _reported(value: float, unit: str) -> Figure:
    return Figure(round(value, 2), unit, "reported only", ok=True)
