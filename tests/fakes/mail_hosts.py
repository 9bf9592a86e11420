"""Real mail servers on loopback: Dovecot (IMAP) and aiosmtpd (SMTP), TLS by an authority of their own."""

import base64
import ipaddress
import json
import logging
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from clerkdesk.domain.mail_account import MailAccount, MailSecret, MailSecurity

PASSWORD = "Mat-khau-1"
REFRESH, ACCESS = "ma-lam-moi", "ma-truy-cap"
_HOST = "localhost"
_START = 15.0


@dataclass(frozen=True)
class Authority:
    """Signs certificates of servers."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def server(
        self, folder: Path, name: str = _HOST, *, days: int = 30, stem: str = "server"
    ) -> tuple[Path, Path]:
        """Certificate and key for a server called `name`; `days` below 0 is one that has expired."""
        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        names: list[x509.GeneralName] = [x509.DNSName(name)]
        if name == _HOST:
            names.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
        certificate = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=60))
            .not_valid_after(now + timedelta(days=days))
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        files = folder / f"{stem}.pem", folder / f"{stem}.key"
        files[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        files[1].write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        files[1].chmod(0o644)
        return files


def new_authority() -> Authority:
    """An authority that nobody believes by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CA thu cua tinh")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=90))
        .not_valid_after(now + timedelta(days=90))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Authority(key, certificate)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class MailHosts:
    """Both servers; what comes by SMTP is laid into the Dovecot mailbox of the address."""

    folder: Path
    authority: Authority
    imaps: int
    imap: int
    smtps: int
    submission: int
    tokens: int
    """Port of the provider that gives and judges OAuth2 tokens."""
    dovecot: "subprocess.Popen[bytes] | None" = None
    taken: list[tuple[str, str, bytes]] = field(default_factory=list)
    """(envelope sender, recipient, bytes) of what SMTP took."""
    unknown: set[str] = field(default_factory=set)
    """Addresses that do not exist."""
    answers: list[str] = field(default_factory=list)
    """What SMTP says to the next mails instead of taking them."""
    cut_after_data: bool = False
    """Take the next mail, then break the line before the answer."""

    def account(self, user: str = "ubnd", **changes: object) -> MailAccount:
        values: dict[str, object] = {
            "address": f"{user}@xa.gov.vn",
            "imap_host": _HOST,
            "imap_port": self.imaps,
            "smtp_host": _HOST,
            "smtp_port": self.smtps,
            "authority": self.authority.pem,
            "since": datetime.now(UTC).date() - timedelta(days=1),
            **changes,
        }
        return MailAccount(**values)  # type: ignore[arg-type] # by name

    @property
    def secret(self) -> MailSecret:
        return MailSecret(PASSWORD)

    def deliver(self, address: str, content: bytes, name: str = "") -> None:
        """Lay a mail into the INBOX, as a delivery agent does."""
        box = self.folder / "mail" / address.lower()
        for part in ("new", "cur", "tmp"):
            (box / part).mkdir(parents=True, exist_ok=True)
        stem = name or f"{time.time_ns()}.M{len(content)}.loopback"
        (box / "tmp" / stem).write_bytes(content)
        for made in (
            box.parent,
            box,
            *(box / p for p in ("new", "cur", "tmp")),
            box / "tmp" / stem,
        ):
            _give(made)
        (box / "tmp" / stem).rename(box / "new" / stem)

    def forget_numbers(self, address: str) -> None:
        """Give the INBOX another UIDVALIDITY: its numbers mean nothing any more."""
        box = self.folder / "mail" / address.lower()
        for file in box.glob("dovecot*"):
            file.unlink()
        time.sleep(1.1)  # validity is a time in seconds


def _give(path: Path) -> None:
    if os.geteuid() == 0:
        who = pwd.getpwnam("nobody")
        os.chown(path, who.pw_uid, who.pw_gid)


_CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = yes
mail_location = maildir:{folder}/mail/%Lu
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
first_valid_uid = 1
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%Lu
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@contextmanager
def mail_hosts(*addresses: str, name: str = _HOST, days: int = 30) -> Iterator[MailHosts]:
    """Start both servers with mailboxes for `addresses`; their certificate is for `name`."""
    folder = Path(tempfile.mkdtemp(prefix="mail-", dir="/tmp"))  # short: sockets have short names
    folder.chmod(0o755)
    authority = new_authority()
    certificate, key = authority.server(folder, name, days=days)
    hosts = MailHosts(folder, authority, *(free_port() for _n in range(5)))
    controllers: list[Controller] = []
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # of aiosmtpd: its own use of AUTH
    provider = ThreadingHTTPServer(("127.0.0.1", hosts.tokens), _Provider)
    threading.Thread(target=provider.serve_forever).start()
    try:
        _start_dovecot(hosts, addresses or ("ubnd@xa.gov.vn",), certificate, key)
        controllers += _start_smtp(hosts, certificate, key)
        yield hosts
    finally:
        provider.shutdown()
        provider.server_close()
        for controller in controllers:
            controller.stop()
        if hosts.dovecot is not None:
            hosts.dovecot.terminate()
            hosts.dovecot.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _start_dovecot(
    hosts: MailHosts, addresses: tuple[str, ...], certificate: Path, key: Path
) -> None:
    folder = hosts.folder
    who = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    import grp

    for part in ("run", "state", "mail", "home"):
        (folder / part).mkdir()
        _give(folder / part)
    users = "".join(f"{address}:{{PLAIN}}{PASSWORD}\n" for address in addresses)
    (folder / "users").write_text(users)
    (folder / "oauth2.conf").write_text(
        f"introspection_url = http://127.0.0.1:{hosts.tokens}/introspect/\n"
        "introspection_mode = get\nusername_attribute = email\nusername_format = %Lu\n"
        "active_attribute = active\nactive_value = true\n"
    )
    config = folder / "dovecot.conf"
    config.write_text(
        _CONFIG.format(
            folder=folder,
            certificate=certificate,
            key=key,
            user=who.pw_name,
            group=grp.getgrgid(who.pw_gid).gr_name,
            uid=who.pw_uid,
            gid=who.pw_gid,
            imap=hosts.imap,
            imaps=hosts.imaps,
        )
    )
    _give(folder)
    options = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    assert program is not None, "dovecot-imapd of tools/debian-packages.txt is not installed"
    with (folder / "stderr").open("wb") as said:
        hosts.dovecot = subprocess.Popen(
            [program, "-F", "-c", str(config)],
            stdout=subprocess.DEVNULL,
            stderr=said,
            **(options if os.geteuid() == 0 else {}),  # type: ignore[arg-type] # by name
        )
    _await(hosts.imaps, hosts)


def _await(port: int, hosts: MailHosts) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert hosts.dovecot is None or hosts.dovecot.poll() is None, _said(hosts)
        time.sleep(0.05)
    raise AssertionError(_said(hosts))


def _said(hosts: MailHosts) -> str:
    files = (hosts.folder / "stderr", hosts.folder / "dovecot.log")
    return "\n".join(file.read_text() for file in files if file.exists())


class _Takes:
    """What the SMTP server does with a mail."""

    def __init__(self, hosts: MailHosts) -> None:
        self._hosts = hosts

    async def auth_XOAUTH2(self, server: SMTP, arguments: list[str]) -> AuthResult:  # noqa: N802
        words = base64.b64decode(arguments[1]).decode()
        right = words == f"user=ubnd@xa.gov.vn\x01auth=Bearer {ACCESS}\x01\x01"
        if not right:
            await server.push("535 5.7.8 Sai ma")
        return AuthResult(success=right, handled=not right, auth_data="ubnd@xa.gov.vn")

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if address in self._hosts.unknown:
            return "550 5.1.1 Khong co nguoi nhan nay"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        hosts = self._hosts
        if hosts.answers:
            return hosts.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        stamp = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
        head = f"Received: from clerkdesk by loopback; {stamp}\r\n".encode()
        for address in envelope.rcpt_tos:
            hosts.taken.append((str(envelope.mail_from), address, envelope.content))
            hosts.deliver(address, head + envelope.content)
        if hosts.cut_after_data:
            hosts.cut_after_data = False
            assert server.transport is not None
            server.transport.abort()
        return "250 2.0.0 Da nhan"


def _checks_password(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
) -> AuthResult:
    right = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=right, handled=right)


class _Provider(BaseHTTPRequestHandler):
    """Gives an access token for the refresh token, and says whose it is."""

    def do_POST(self) -> None:
        asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        right = asked.get("refresh_token") == [REFRESH] and asked.get("client_id") == ["clerkdesk"]
        self._say(200, {"access_token": ACCESS}) if right else self._say(400, {"error": "invalid"})

    def do_GET(self) -> None:
        right = f"/{ACCESS}&" in self.path  # as Dovecot writes it
        self._say(200, {"email": "ubnd@xa.gov.vn" if right else "-", "active": str(right).lower()})

    def log_message(self, *_anything: object) -> None:
        pass

    def _say(self, code: int, values: dict[str, str]) -> None:
        content = json.dumps(values).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class _TlsFromTheStart(Controller):
    """aiosmtpd does not count TLS from the start as TLS when it asks for a password."""

    def factory(self) -> SMTP:
        server = super().factory()
        server._auth_require_tls = False
        return server


def _start_smtp(hosts: MailHosts, certificate: Path, key: Path) -> list[Controller]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    common = {"authenticator": _checks_password, "auth_required": True, "hostname": "127.0.0.1"}
    at_once = _TlsFromTheStart(
        _Takes(hosts),
        port=hosts.smtps,
        ssl_context=context,
        **common,  # type: ignore[arg-type] # by name
    )
    later = Controller(
        _Takes(hosts),
        port=hosts.submission,
        tls_context=context,
        require_starttls=True,
        **common,  # type: ignore[arg-type] # by name
    )
    for controller in (at_once, later):
        controller.start()
    return [at_once, later]


class CuttingLine:
    """A line to a server that breaks after so many bytes of what the server says."""

    def __init__(self, port: int, after: int) -> None:
        self.port = free_port()
        self._to = port
        self._after = after
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._threads = [threading.Thread(target=self._serve)]
        self._open: list[socket.socket] = []
        self._threads[0].start()

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for one in self._open:
            _break(one)
        for thread in self._threads:
            thread.join(10)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._to))
                self._open += [client, server]
                for pair in ((client, server, None), (server, client, self._after)):
                    thread = threading.Thread(target=_pump, args=pair)
                    self._threads.append(thread)
                    thread.start()

    def __enter__(self) -> "CuttingLine":
        return self

    def __exit__(self, *_anything: object) -> None:
        self.close()


def _pump(source: socket.socket, target: socket.socket, limit: int | None) -> None:
    passed = 0
    with suppress(OSError):
        while data := source.recv(4096):
            if limit is not None and passed + len(data) > limit:
                target.sendall(data[: limit - passed])
                break
            target.sendall(data)
            passed += len(data)
    _break(source)
    _break(target)


def _break(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


def secured(account: MailAccount, hosts: MailHosts) -> MailAccount:
    """The same account by STARTTLS at both servers."""
    from dataclasses import replace

    return replace(
        account,
        imap_port=hosts.imap,
        imap_security=MailSecurity.STARTTLS,
        smtp_port=hosts.submission,
        smtp_security=MailSecurity.STARTTLS,
    )
