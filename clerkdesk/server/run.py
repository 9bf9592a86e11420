"""Runs the server in this process until it is told to stop."""

import errno
import socket
import sys
from pathlib import Path
from types import FrameType

import uvicorn

from clerkdesk.domain.errors import CannotServe
from clerkdesk.domain.texts import N_, _
from clerkdesk.server.app import create_app
from clerkdesk.server.province import Province
from clerkdesk.server.settings import ServerSettings

READY = "clerkdesk-server ready"
"""First words of the line on stdout that says the server answers; its base URL follows."""
_DRAIN_SECONDS = 10
_PORTS = range(65_536)
_REASONS = {
    errno.EADDRINUSE: N_("cổng này đang được chương trình khác sử dụng"),
    errno.EACCES: N_("tài khoản này không có quyền dùng cổng đó"),
}
_NO_ADDRESS = N_("máy này không có địa chỉ đó")


def run(
    folder: Path,
    host: str,
    port: int,
    public_url: str = "",
    *,
    database: str = "",
    bucket: str = "",
) -> None:
    """Serve the province in `folder` until SIGINT or SIGTERM, then end the open requests.

    Args:
        port: 0 takes a free one; the ready line names it.
        public_url: base URL under which desks know the server, where a proxy stands before it or
            `host` is not the address they use. Without it, desks use `host` as given.
        database: PostgreSQL address; several processes may serve one. Empty: SQLite in the folder.
        bucket: «s3://…» for blobs. Empty: the folder.

    Raises:
        CannotServe: the address cannot be used, or `host` is a wildcard without `public_url`.
    """
    if host in ("", "0.0.0.0", "::") and not public_url:
        raise CannotServe(f"{host}:{port}", _("thiếu địa chỉ công khai của máy chủ"))
    listener = _listen(host, port)
    with listener:
        port = listener.getsockname()[1]
        addresses = (public_url,) if public_url else _addresses(host, port)
        known_as = tuple(url.rstrip("/") for url in addresses)
        app = create_app(ServerSettings(folder, known_as, database, bucket))
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_DRAIN_SECONDS,
        )
        _Server(config, addresses[0], app.state.province).run(sockets=[listener])


class _Server(uvicorn.Server):
    """uvicorn that says when it is ready and sends long polls home when it stops."""

    def __init__(self, config: uvicorn.Config, address: str, province: Province) -> None:
        super().__init__(config)
        self._address = address
        self._province = province

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            sys.stdout.write(f"{READY} {self._address}\n")
            sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._province.bell.close()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """Stop in order; uvicorn itself would raise the signal again and exit non-zero."""
        self.should_exit = True


def _addresses(host: str, port: int) -> tuple[str, ...]:
    name = f"[{host}]" if ":" in host else host
    if host in ("127.0.0.1", "localhost", "::1"):
        return (f"http://{name}:{port}", f"http://127.0.0.1:{port}", f"http://localhost:{port}")
    return (f"http://{name}:{port}",)


def _listen(host: str, port: int) -> socket.socket:
    if port not in _PORTS:
        raise CannotServe(f"{host}:{port}", _("cổng phải từ 0 đến 65535"))
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        reason = _(_REASONS.get(error.errno or 0, _NO_ADDRESS))
        raise CannotServe(f"{host}:{port}", reason) from error
    # Connections inherit it. asyncio does not set it on a listener that is handed in, and then
    # every answer waits 40 ms for the other side's delayed acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
