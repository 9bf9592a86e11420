"""The bad token of tests/token/proxy.c over demo tokens: locks, is slow, is pulled, answers any code."""

import atexit
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from clerkdesk.adapters.token.software import SoftwareTokens
from tests.fakes.demo_tokens import shared_tokens

_SOURCE = Path(__file__).resolve().parent.parent / "token" / "proxy.c"
_FOLDER = "CLERKDESK_PROXY_TOKEN"


class ProxyToken:
    """Both demo tokens behind one bad module; `folder` keeps what it plays and what was called."""

    def __init__(self, folder: Path, software: SoftwareTokens | None = None) -> None:
        self.software = software or shared_tokens()
        self.module = _built()
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.play()

    @property
    def environment(self) -> Mapping[str, str]:
        """What a token child needs to see it."""
        return {**self.software.environment, _FOLDER: str(self.folder)}

    def play(self, **orders: object) -> None:
        """Play this from the next call on (see proxy.c), and nothing that was ordered before."""
        lines = [f"module={self.software.module}", *(f"{name}={x}" for name, x in orders.items())]
        fresh = self.folder / "orders.new"
        fresh.write_text("\n".join(lines) + "\n")
        fresh.replace(self.folder / "orders")

    def calls(self, name: str = "") -> list[str]:
        """Names of the calls so far, all of them or those of one function."""
        file = self.folder / "calls"
        made = file.read_text().split() if file.exists() else []
        return [one for one in made if not name or one == name]

    @property
    def is_plugged(self) -> bool:
        return not (self.folder / "unplugged").exists()

    def pull(self) -> None:
        (self.folder / "unplugged").touch()

    def plug(self) -> None:
        (self.folder / "unplugged").unlink(missing_ok=True)


@cache
def _built() -> Path:
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler: the proxy PKCS#11 module cannot be built")
    folder = Path(tempfile.mkdtemp(prefix="clerkdesk-proxy-token-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = folder / "libproxytoken.so"
    warnings = ["-Wall", "-Wextra", "-Wno-unused-parameter", "-Werror"]
    how = ["-shared", "-fPIC", "-O2", "-pthread", str(_SOURCE), "-o", str(made), "-ldl"]
    subprocess.run([compiler, *warnings, *how], check=True)
    return made
