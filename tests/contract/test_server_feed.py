"""No reader skips a row, however many write at once; a feed by bigserial does (SYNC.md, finding 2)."""

import json
import random
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.ops import canonical_json
from clerkdesk.domain.push_rule import PushedOp
from clerkdesk.server.store.database import open_database
from clerkdesk.server.store.desks import Desk, Desks
from clerkdesk.server.store.log import Log
from tests.fakes.op_chain import OpChain
from tests.fakes.postgres_cluster import PostgresCluster

HERE = Agency("H01.A", "UBND xã An Bình")
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
WRITERS = 8
PIECE = 10


def in_threads(writers: int, work: Callable[[int], None]) -> list[threading.Thread]:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    return threads


def enrolled(desks: Desks, name: str) -> Desk:
    desks.add_code(HERE.code, name, int((AT + timedelta(days=1)).timestamp()))
    desks.enrol(
        code_digest=name, agency_code=HERE.code, name=name, key_id=name, public_key="x", at=AT
    )
    desk = desks.by_key(name)
    assert desk is not None
    return desk


def skipped(folder: Path, address: str, rows: int) -> int:
    """Rows that a reader never saw, which read while `WRITERS` wrote `rows` each."""
    database = open_database(folder, address)
    desks, log = Desks(database), Log(database)
    desks.put_agency(HERE, AT)
    writers = [enrolled(desks, f"pc-{number}") for number in range(WRITERS)]
    reader = enrolled(desks, "reader")

    def write(number: int) -> None:
        ops = OpChain(writers[number].name).add(rows)
        for start in range(0, rows, PIECE):
            piece = [
                PushedOp(op.seq, op.previous, op.digest, canonical_json(op.message()).decode())
                for op in ops[start : start + PIECE]
            ]
            log.push(writers[number], 1, start + 1, piece, AT)

    threads = in_threads(WRITERS, write)
    seen: list[int] = []
    last = 0
    while True:
        over = not any(thread.is_alive() for thread in threads)
        page = log.page(reader, 1, last, 500)
        seen += [json.loads(entry)["seq"] for entry in page.entries]
        last = page.last
        if over and not page.entries:
            break
    database.close()
    assert seen == sorted(set(seen))
    return WRITERS * rows - len(seen)


def skipped_by_bigserial(address: str, rows: int) -> int:
    """The same with the feed that everybody writes first: it must skip, or this test proves nothing."""
    with psycopg.connect(address, autocommit=True) as link:
        link.execute("CREATE TABLE naive (seq BIGSERIAL PRIMARY KEY, op TEXT)")

    def write(number: int) -> None:
        chance = random.Random(number)
        with psycopg.connect(address) as link:
            for _row in range(rows):
                link.execute("INSERT INTO naive (op) VALUES ('x')")
                if chance.random() < 0.2:
                    time.sleep(0.001)
                link.commit()

    threads = in_threads(WRITERS, write)
    last, seen = 0, 0
    with psycopg.connect(address, autocommit=True) as link:
        while True:
            over = not any(thread.is_alive() for thread in threads)
            found = link.execute(
                "SELECT seq FROM naive WHERE seq > %s ORDER BY seq LIMIT 500", (last,)
            ).fetchall()
            seen += len(found)
            if found:
                last = found[-1][0]
            elif over:
                break
    return WRITERS * rows - seen


def test_no_row_is_skipped_on_sqlite(tmp_path: Path) -> None:
    assert skipped(tmp_path, "", 1000) == 0


def test_no_row_is_skipped_on_postgres(tmp_path: Path, postgres: PostgresCluster) -> None:
    assert skipped(tmp_path, postgres.new_database(), 1000) == 0


def test_a_feed_by_bigserial_skips_rows(postgres: PostgresCluster) -> None:
    assert skipped_by_bigserial(postgres.new_database(), 300) > 0


@pytest.mark.long
def test_no_row_is_skipped_of_twenty_thousand_a_writer(
    tmp_path: Path, postgres: PostgresCluster
) -> None:
    assert skipped(tmp_path, postgres.new_database(), 20_000) == 0
    assert skipped_by_bigserial(postgres.new_database(), 2_000) > 0
