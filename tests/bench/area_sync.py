"""What a desk and its line feel: blobs beside one whole PUT, the waste of a cut, idle traffic, a busy day of 1,000 desks."""

import hashlib
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from clerkdesk.adapters.hub import HttpHub, new_device_key
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.ops import canonical_json
from clerkdesk.server import admin
from clerkdesk.server.keys import ServerKey
from clerkdesk.server.province import KEY_FILE
from clerkdesk.server.store.database import open_database
from clerkdesk.server.store.desks import Desks
from tests.bench import idle_desk
from tests.bench.cutting_line import CuttingLine
from tests.bench.figures import Figure, at_most
from tests.bench.wire import PLAIN, SERVE, Child, Wire, enrol, free_port, ratio, timed
from tests.fakes.op_chain import OpChain
from tests.fakes.postgres_cluster import PostgresCluster

BLOB_BYTES = 64 * 1024 * 1024
BLOB_ROUNDS = 8
HERE = Agency("H01.A", "UBND xã An Bình")
CUTS = 12
DESKS = 1000
AGENCIES = 300
BUSY_SECONDS = 40.0
PUSHES_A_SECOND = 20 * 60_000 / (8 * 3600) / 3
"""20 times the average day: 60,000 ops in 8 hours, three a push."""


def measure() -> Mapping[str, Figure]:
    """Every figure of the area."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = {**idle_desk.measure(), **_blobs(folder / "blobs"), **_line(folder / "line")}
        cluster = PostgresCluster(durable=True)
        try:
            return {**figures, **_busy_day(folder / "busy", cluster.new_database())}
        finally:
            cluster.stop()


def _blobs(folder: Path) -> Mapping[str, Figure]:
    token = enrol(folder, "", "pc-3", HERE)
    port, plain_port = free_port(), free_port()
    server = Child(SERVE, [str(folder), str(port), "", "", ""], port, tls=False)
    plain = Child(PLAIN, [str(folder), str(plain_port), "", ""], plain_port, tls=False)
    chance = random.Random(6)
    uploads, wholes = [], []
    try:
        for _round in range(BLOB_ROUNDS):
            wire, beside = Wire(server, token), Wire(plain)
            content = chance.randbytes(BLOB_BYTES)
            path = f"/v1/blobs/{hashlib.sha256(content).hexdigest()}"
            headers = {"Upload-Offset": "0", "Upload-Length": str(BLOB_BYTES)}
            uploads.append(timed(lambda: wire.ask("PATCH", path, content, headers)))  # noqa: B023
            wholes.append(timed(lambda: beside.ask("PUT", "/whole", content)))  # noqa: B023
            wire.close()
            beside.close()
        return {"blob": ratio(uploads, wholes, "one whole PUT into a file", 0.70, 0.80, skip=1)}
    finally:
        server.end()
        plain.end()


def _line(folder: Path) -> Mapping[str, Figure]:
    """Cuts of a line that counts."""
    admin.add_agency(folder, HERE)
    port = free_port()
    line = CuttingLine(port)
    server = Child(
        SERVE.replace('f"https://127.0.0.1:{port}"', f'"http://127.0.0.1:{line.port}"'),
        [str(folder), str(port), "", "", ""],
        port,
        tls=False,
    )
    hub = HttpHub(f"http://127.0.0.1:{line.port}", "pc-1", new_device_key())
    try:
        hub.enrol(admin.one_time_code(folder, HERE.code), "pc-1", HERE)
        return {"waste_a_cut": _waste(hub, line)}
    finally:
        hub.close()
        server.end()
        line.close()


def _waste(hub: HttpHub, line: CuttingLine) -> Figure:
    chance = random.Random(6)
    content = chance.randbytes(24 * 1024 * 1024)
    sha = hashlib.sha256(content).hexdigest()
    hub.has_blob(sha)
    before, cuts = line.sent, line.cuts
    line.gaps = [chance.randint(300_000, 1_900_000) for _cut in range(CUTS)]
    line.cut_at = line.sent + line.gaps.pop()
    hub.put_blob(sha, content)
    assert line.cuts - cuts == CUTS
    wasted = (line.sent - before - len(content)) / CUTS
    return at_most(wasted / 1024, unit="KiB", must=256, aim=64)


def _busy_day(folder: Path, address: str) -> Mapping[str, Figure]:
    folder.mkdir()
    lines = _thousand_desks(folder, address)
    port = free_port()
    server = Child(SERVE, [str(folder), str(port), address, "", ""], port, tls=False)
    try:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.bench.many_desks",
                str(port),
                str(BUSY_SECONDS),
                str(PUSHES_A_SECOND),
            ],
            input="\n".join(lines),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        memory = _peak_memory(server.pid)
    finally:
        server.end()
    told = json.loads(done.stdout)
    failed = sum(count for status, count in told["statuses"].items() if int(status) >= 500)
    return {
        "busy_push_p95": at_most(told["p95"] * 1000, unit="ms", must=800, aim=500),
        "busy_5xx": at_most(failed, unit="answers", must=0, aim=0),
        "busy_memory": at_most(memory, unit="MB", must=1000, aim=500),
    }


def _thousand_desks(folder: Path, address: str) -> list[str]:
    """Enter the desks beside the server; (token, bodies of pushes) of each as a JSON line."""
    database, now = open_database(folder, address), datetime.now(UTC)
    desks, key, lines = Desks(database), ServerKey(folder / KEY_FILE), []
    for number in range(AGENCIES):
        desks.put_agency(Agency(f"H{number}", f"UBND xã {number}"), now)
    for number in range(DESKS):
        name, agency = f"pc-{number}", f"H{number % AGENCIES}"
        desks.add_code(agency, name, int(now.timestamp()) + 3600)
        desks.enrol(
            code_digest=name, agency_code=agency, name=name, key_id=name, public_key="x", at=now
        )
        chain = OpChain(name)
        bodies = []
        for _push in range(4):
            ops = [op.message() for op in chain.add(3)]
            push = {"device": name, "incarnation": 1, "first_seq": len(chain.ops) - 2, "ops": ops}
            bodies.append(canonical_json(push).decode())
        lines.append(json.dumps([key.access_token(name, now), bodies]))
    database.close()
    return lines


def _peak_memory(pid: int) -> float:
    """The most that a process ever held, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1000
    raise AssertionError("no such process")
