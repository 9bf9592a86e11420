"""One keep-alive HTTP(S) connection without a library's cost, and servers of their own processes for a bench."""

import http.client
import socket
import ssl
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from clerkdesk.domain.agencies import Agency
from clerkdesk.server.keys import ServerKey
from clerkdesk.server.province import KEY_FILE
from clerkdesk.server.store.database import open_database
from clerkdesk.server.store.desks import Desks
from tests.bench.figures import Figure

SERVE = """
import sys, uvicorn
from pathlib import Path
from clerkdesk.server.app import create_app
from clerkdesk.server.settings import ServerSettings
folder, port, database, certificate, key = sys.argv[1:6]
address = f"https://127.0.0.1:{port}"
app = create_app(ServerSettings(Path(folder), (address,), database, requests_a_second=1e6, burst=10**6))
print("ready", flush=True)
uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="error", access_log=False,
            backlog=4096, ssl_certfile=certificate or None, ssl_keyfile=key or None)
"""
PLAIN = """
import os, sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
folder, port, certificate, key = sys.argv[1:5]

async def echo(request):
    return Response(await request.body(), media_type="application/json")

async def put(request):
    file = os.path.join(folder, "whole")
    with open(file + ".new", "wb") as stream:
        async for chunk in request.stream():
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(file + ".new", file)
    return Response(status_code=201)

app = Starlette(routes=[Route("/echo", echo, methods=["POST"]), Route("/whole", put, methods=["PUT"])])
print("ready", flush=True)
uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="error", access_log=False,
            ssl_certfile=certificate or None, ssl_keyfile=key or None)
"""


class Child:
    """A server in a process of its own until `end`."""

    def __init__(self, program: str, arguments: list[str], port: int, tls: bool) -> None:
        self.port = port
        self.tls = tls
        self._process = subprocess.Popen(
            [sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"
        for _attempt in range(200):
            try:
                Wire(self).ask("GET", "/none")
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server does not listen")

    @property
    def pid(self) -> int:
        return self._process.pid

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


class Wire:
    """One connection."""

    def __init__(self, child: Child, token: str = "") -> None:
        context = ssl._create_unverified_context() if child.tls else None
        self._link = (
            http.client.HTTPSConnection("127.0.0.1", child.port, context=context)
            if child.tls
            else http.client.HTTPConnection("127.0.0.1", child.port)
        )
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes]:
        kind = {"Content-Type": "application/json"} if body is not None else {}
        self._link.request(method, path, body, {**self._headers, **kind, **(headers or {})})
        answer = self._link.getresponse()
        return answer.status, answer.read()

    def close(self) -> None:
        self._link.close()


def certificate(folder: Path) -> tuple[str, str]:
    """A certificate for loopback: (file, key file)."""
    paths = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-subj",
            "/CN=127.0.0.1",
            "-days",
            "2",
            "-out",
            str(paths[0]),
            "-keyout",
            str(paths[1]),
        ],
        check=True,
        capture_output=True,
    )
    return str(paths[0]), str(paths[1])


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def enrol(folder: Path, address: str, name: str, agency: Agency) -> str:
    """Enter a desk and give its access token."""
    database, now = open_database(folder, address), datetime.now(UTC)
    desks = Desks(database)
    desks.put_agency(agency, now)
    desks.add_code(agency.code, name, int(now.timestamp()) + 3600)
    desks.enrol(
        code_digest=name, agency_code=agency.code, name=name, key_id=name, public_key="x", at=now
    )
    database.close()
    return ServerKey(folder / KEY_FILE).access_token(name, now)


def ratio(
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
