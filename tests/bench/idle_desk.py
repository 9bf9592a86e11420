"""What a desk that nobody uses puts on the wire in nine hours: its real cadence over TLS, counted by a proxy.

The waits are shortened, nothing else is: questions, meetings, tokens and handshakes are the product's own.
"""

import socket
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from clerkdesk.adapters.hub import HttpHub
from clerkdesk.adapters.hub.read_roots import holds
from clerkdesk.domain.sync_pace import LISTEN_SECONDS, QUIET_LISTENS, Ear
from clerkdesk.server import admin
from clerkdesk.server.keys import ACCESS_SECONDS
from clerkdesk.services import province_line
from clerkdesk.services.check_province_log import CheckProvinceLog
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.services.province_line import ProvinceLine
from clerkdesk.services.sync import SyncNow
from tests.bench.figures import Figure, at_most
from tests.fakes.sample_documents import ADMIN, OFFICE
from tests.fakes.stick_office import stick_desk

IDLE_SECONDS = 9 * 3600
MEETINGS = 6
_FRAMING = 2 * (14 + 20 + 32)
"""Bytes of Ethernet, IP and TCP around a segment, and of the one that acknowledges it."""
_SERVE = """
import sys, uvicorn
from pathlib import Path
from clerkdesk.server.app import create_app
from clerkdesk.server.settings import ServerSettings
folder, port, address, certificate, key = sys.argv[1:6]
app = create_app(ServerSettings(Path(folder), (address,)))
config = uvicorn.Config(app, host="127.0.0.1", port=int(port), log_config=None, access_log=False,
                        server_header=False, ssl_certfile=certificate, ssl_keyfile=key)
class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print("ready", flush=True)
Server(config).run()
"""


class CountingLine:
    """A loopback port before the server that counts segments and their bytes, both ways."""

    def __init__(self, behind: int) -> None:
        self.bytes = self.segments = 0
        self._behind = behind
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def wire(self) -> int:
        """Bytes on the wire so far."""
        return self.bytes + self.segments * _FRAMING

    def close(self) -> None:
        self._door.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                here, _address = self._door.accept()
                there = socket.create_connection(("127.0.0.1", self._behind))
                self.segments += 4  # to open and to close it
                for one, other in ((here, there), (there, here)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while content := one.recv(1448):
                self.bytes += len(content)
                self.segments += 1
                other.sendall(content)
            other.shutdown(socket.SHUT_WR)


def measure() -> Mapping[str, Figure]:
    """The figure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        port, line = _free_port(), None
        certificate, key = _certificate(folder)
        line = CountingLine(port)
        address = f"https://localhost:{line.port}"
        admin.add_agency(folder / "province", OFFICE.agency)
        program = [sys.executable, "-c", _SERVE, str(folder / "province")]
        with subprocess.Popen(
            [*program, str(port), address, str(certificate), str(key)],
            stdout=subprocess.PIPE,
            text=True,
        ) as server:
            try:
                assert server.stdout is not None
                assert server.stdout.readline() == "ready\n"
                return {"idle_desk_nine_hours": _idle(folder, line, address, certificate)}
            finally:
                line.close()
                server.terminate()


def _idle(folder: Path, line: CountingLine, address: str, certificate: Path) -> Figure:
    context = ssl.create_default_context(cafile=certificate)
    made: list[HttpHub] = []

    def hub(address: str, device: str, key: bytes) -> HttpHub:
        made.append(HttpHub(address, device, key, ssl_context=context))
        return made[-1]

    with stick_desk(folder / "desk") as desk:
        connect = ConnectServer(desk.store, hub, lambda: bytes(range(32)))
        code = admin.one_time_code(folder / "province", OFFICE.code)
        connect(address, code, ADMIN)
        ours = ProvinceLine(
            connect,
            lambda hub: SyncNow(desk.store, hub, lambda *_packet: None, desk.clock),
            desk.carry,
            CheckProvinceLog(desk.store, holds, desk.clock),
            desk.store.ops.cursor,
            lambda: float(line.segments),  # so that a shortened wait passes for a whole one
        )
        ours.meet()
        ours.meet()
        before = line.wire
        with mock.patch.object(province_line, "_AT_ONCE", 0):
            ours._patience = 1
            for _meeting in range(MEETINGS):
                for _question in range(QUIET_LISTENS):
                    assert ours.listen() is Ear.QUIET
                made[-1]._session._token = ""  # it would have aged
                ours.meet()
        told = line.wire - before
        ours.close()
    lasts = MEETINGS * QUIET_LISTENS * LISTEN_SECONDS
    tokens = QUIET_LISTENS * LISTEN_SECONDS <= ACCESS_SECONDS
    assert tokens, "one token a meeting is what was counted"
    return at_most(told * IDLE_SECONDS / lasts / 1e6, unit="MB", must=1.0, aim=0.5)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _certificate(folder: Path) -> tuple[Path, Path]:
    """For localhost: (certificate, key)."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return files
