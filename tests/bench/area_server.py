"""The province server on PostgreSQL, each figure beside the plainest thing that moves the same bytes.

Push beside COPY of the same rows; pull beside an HTTPS echo of the same rows. What is compared takes turns in the same seconds.
"""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import psycopg

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.ops import Op, canonical_json
from tests.bench.figures import Figure
from tests.bench.wire import PLAIN, SERVE, Child, Wire, certificate, enrol, free_port, ratio, timed
from tests.fakes.op_chain import OpChain
from tests.fakes.postgres_cluster import PostgresCluster

ROWS = 500
ROUNDS = 30
SUBJECT = "Về việc tăng cường công tác phòng, chống thiên tai và tìm kiếm cứu nạn năm 2026"
HERE = Agency("H01.A", "UBND xã An Bình")


def measure() -> Mapping[str, Figure]:
    """Every figure of the area."""
    cluster = PostgresCluster(durable=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        address = cluster.new_database()
        try:
            return _rows(folder, address)
        finally:
            cluster.stop()


def _rows(folder: Path, address: str) -> Mapping[str, Figure]:
    writer, reader = enrol(folder, address, "pc-1", HERE), enrol(folder, address, "pc-2", HERE)
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
        pulls, echoes = [], []
        for number in range(ROUNDS + 3):
            since = f"/v1/feed?gen=1&since={number * ROWS}&limit={ROWS}"
            pulls.append(timed(lambda path=since: wire.ask("GET", path)))
            echoes.append(timed(lambda: beside.ask("POST", "/echo", page)))
        return {
            "push": ratio(pushes, copies, "COPY of 500 rows a transaction", 0.25, 0.60),
            "pull": ratio(pulls, echoes, "HTTPS echo of the same rows", 0.40, 0.60),
        }
    finally:
        server.end()
        plain.end()


def _push_and_copy(wire: Wire, address: str, ops: Sequence[Op]) -> tuple[list[float], list[float]]:
    pushes, copies = [], []
    with psycopg.connect(address, autocommit=True) as link:
        link.execute("CREATE TABLE plain_feed (LIKE feed INCLUDING ALL)")
        for start in range(0, len(ops), ROWS):
            part = ops[start : start + ROWS]
            texts = [canonical_json(op.message()) for op in part]
            head = canonical_json({"device": "pc-1", "incarnation": 1, "first_seq": start + 1})[:-1]
            body = head + b',"ops":[' + b",".join(texts) + b"]}"
            rows = [
                (1, start + place, "2026-03-02T08:00:00+00:00", 1, text.decode(), None)
                for place, text in enumerate(texts)
            ]

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
