"""The province server on PostgreSQL, each figure beside the plainest thing that moves the same bytes.

Push beside COPY of the same rows; pull beside an HTTPS answer of the same bytes; a blob beside one whole PUT
into a file. What is compared takes turns in the same seconds.
"""

import hashlib
import random
import socket
import statistics
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.ops import canonical_json
from clerkdesk.server.keys import ServerKey
from clerkdesk.server.province import KEY_FILE
from clerkdesk.server.store.database import open_database
from clerkdesk.server.store.desks import Desks
from tests.bench.figures import Figure
from tests.bench.wire import PLAIN, SERVE, Child, Wire, certificate, timed
from tests.fakes.op_chain import OpChain
from tests.fakes.postgres_cluster import PostgresCluster

ROWS = 500
ROUNDS = 30
BLOB_BYTES = 64 * 1024 * 1024
BLOB_ROUNDS = 8
SUBJECT = "Về việc tăng cường công tác phòng, chống thiên tai và tìm kiếm cứu nạn năm 2026"
HERE = Agency("H01.A", "UBND xã An Bình")


def measure() -> Mapping[str, Figure]:
    """Every figure of the area."""
    cluster = PostgresCluster(durable=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        address = cluster.new_database()
        try:
            return {**_rows(folder, address), **_blobs(folder, address)}
        finally:
            cluster.stop()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def enrol(folder: Path, address: str, name: str) -> str:
    """Enter a desk and give its access token."""
    database, now = open_database(folder, address), datetime.now(UTC)
    desks = Desks(database)
    desks.put_agency(HERE, now)
    desks.add_code(HERE.code, name, int(now.timestamp()) + 3600)
    desks.enrol(code_digest=name, agency_code=HERE.code, name=name, key_id=name, public_key="x", at=now)
    database.close()
    return ServerKey(folder / KEY_FILE).access_token(name, now)


def _rows(folder: Path, address: str) -> Mapping[str, Figure]:
    writer, reader = enrol(folder, address, "pc-1"), enrol(folder, address, "pc-2")
    files = certificate(folder)
    port, plain_port = free_port(), free_port()
    server = Child(SERVE, [str(folder), str(port), address, *files], port, tls=True)
    plain = Child(PLAIN, [str(folder), str(plain_port), *files], plain_port, tls=True)
    try:
        chain = OpChain("pc-1")
        ops = chain.add(ROWS * (ROUNDS + 3), SUBJECT)
        pushes, copies = _push_and_copy(Wire(server, writer), address, ops)
        wire, beside = Wire(server, reader), Wire(plain)
        _status, page = wire.ask("GET", f"/v1/feed?limit={ROWS}")
        beside.ask("POST", "/keep", page)
        pulls, echoes = [], []
        for number in range(ROUNDS + 3):
            since = f"/v1/feed?gen=1&since={number * ROWS}&limit={ROWS}"
            pulls.append(timed(lambda path=since: wire.ask("GET", path)))
            echoes.append(timed(lambda: beside.ask("GET", "/rows")))
        return {
            "push": _ratio(pushes, copies, "COPY of 500 rows a transaction", 0.25, 0.60),
            "pull": _ratio(pulls, echoes, "HTTPS answer of the same bytes", 0.40, 0.60),
        }
    finally:
        server.end()
        plain.end()


def _push_and_copy(wire: Wire, address: str, ops: list[object]) -> tuple[list[float], list[float]]:
    pushes, copies = [], []
    with psycopg.connect(address, autocommit=True) as link:
        link.execute("CREATE TABLE plain_feed (LIKE feed INCLUDING ALL)")
        for start in range(0, len(ops), ROWS):
            part = ops[start : start + ROWS]
            texts = [canonical_json(op.message()) for op in part]  # type: ignore[attr-defined]
            head = canonical_json({"device": "pc-1", "incarnation": 1, "first_seq": start + 1})[:-1]
            body = head + b',"ops":[' + b",".join(texts) + b"]}"
            rows = [(1, start + place, "2026-03-02T08:00:00+00:00", 1, text.decode(), None) for place, text in enumerate(texts)]

            def push(content: bytes = body) -> None:
                status, answer = wire.ask("POST", "/v1/ops", content)
                assert status == 200, answer

            def plain_copy(lines: list[tuple[object, ...]] = rows) -> None:
                with link.transaction(), link.cursor() as cursor:
                    columns = "agency_id, seq, at, desk_id, op, packet_id"
                    with cursor.copy(f"COPY plain_feed ({columns}) FROM STDIN".encode()) as copy:
                        for line in lines:
                            copy.write_row(line)

            pushes.append(timed(push))
            copies.append(timed(plain_copy))
    return pushes, copies


def _blobs(folder: Path, address: str) -> Mapping[str, Figure]:
    token = enrol(folder, address, "pc-3")
    port, plain_port = free_port(), free_port()
    server = Child(SERVE, [str(folder), str(port), address, "", ""], port, tls=False)
    plain = Child(PLAIN, [str(folder), str(plain_port), "", ""], plain_port, tls=False)
    chance = random.Random(6)
    uploads, wholes = [], []
    try:
        wire, beside = Wire(server, token), Wire(plain)
        for _round in range(BLOB_ROUNDS):
            content = chance.randbytes(BLOB_BYTES)
            path = f"/v1/blobs/{hashlib.sha256(content).hexdigest()}"
            headers = {"Upload-Offset": "0", "Upload-Length": str(BLOB_BYTES)}

            def upload(path: str = path, content: bytes = content, headers: Mapping[str, str] = headers) -> None:
                status, answer = wire.ask("PATCH", path, content, headers)
                assert status == 201, answer

            uploads.append(timed(upload))
            wholes.append(timed(lambda content=content: beside.ask("PUT", "/whole", content)))
        return {"blob": _ratio(uploads, wholes, "one whole PUT into a file", 0.70, 0.80, skip=1)}
    finally:
        server.end()
        plain.end()


def _ratio(
    mine: list[float], plain: list[float], against: str, must: float, aim: float, skip: int = 3
) -> Figure:
    """Speed beside the plain way: its time over ours."""
    ours, theirs = statistics.median(mine[skip:]), statistics.median(plain[skip:])
    ratio = theirs / ours
    return Figure(
        round(ours * 1000, 2),
        "ms",
        f"ratio >= {must}",
        ratio >= must,
        against=against,
        against_value=round(theirs * 1000, 2),
        ratio=round(ratio, 3),
        aim=f"ratio >= {aim}",
    )
