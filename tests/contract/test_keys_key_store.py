"""The key store: the operating system's (real, where there is one) and the fake behave alike."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from clerkdesk.adapters.keys.os_key_store import OsKeyStore
from clerkdesk.ports.store import KeyStore
from tests.fakes.store import FakeKeyStore


class MemoryKeyring(KeyringBackend):
    """A keyring in memory, which may be locked."""

    priority = 1  # type: ignore[assignment]
    locked = False

    def __init__(self) -> None:
        super().__init__()
        self.passwords: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return self.passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked
        self.passwords[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.passwords:
            raise PasswordDeleteError
        del self.passwords[service, username]


@pytest.fixture(params=["keyring", "fake"])
def key_store(request: pytest.FixtureRequest) -> KeyStore:
    return OsKeyStore(MemoryKeyring()) if request.param == "keyring" else FakeKeyStore()


def test_a_secret_is_kept_replaced_and_forgotten(key_store: KeyStore) -> None:
    assert key_store.get("khóa") is None
    assert key_store.put("khóa", bytes(range(256)))
    assert key_store.get("khóa") == bytes(range(256))
    assert key_store.put("khóa", b"")
    assert key_store.get("khóa") == b""
    key_store.delete("khóa")
    key_store.delete("khóa")
    assert key_store.get("khóa") is None


@pytest.mark.parametrize("backend", [fail.Keyring(), null.Keyring()])
def test_a_backend_that_forgets_is_no_key_store(backend: KeyringBackend) -> None:
    key_store = OsKeyStore(backend)
    assert key_store.title == ""
    assert not key_store.put("khóa", b"x")
    assert key_store.get("khóa") is None
    key_store.delete("khóa")


def test_a_backend_that_writes_in_clear_is_no_key_store() -> None:
    class PlaintextKeyring(MemoryKeyring):
        pass

    PlaintextKeyring.__module__ = "keyrings.alt.file"
    backend = PlaintextKeyring()
    assert not OsKeyStore(backend).put("khóa", b"x")
    assert backend.passwords == {}


def test_a_chain_is_as_safe_as_its_weakest_link(monkeypatch: pytest.MonkeyPatch) -> None:
    links: list[KeyringBackend] = [MemoryKeyring(), null.Keyring()]
    monkeypatch.setattr(ChainerBackend, "backends", links)
    assert OsKeyStore(ChainerBackend()).title == ""
    del links[1]
    assert OsKeyStore(ChainerBackend()).put("khóa", b"x")


def test_a_locked_or_foreign_entry_is_none() -> None:
    backend = MemoryKeyring()
    key_store = OsKeyStore(backend)
    backend.passwords["ClerkDesk", "khóa"] = "không phải base64"
    assert key_store.get("khóa") is None
    backend.locked = True
    assert key_store.get("khóa") is None
    assert not key_store.put("khóa", b"x")


def test_the_key_store_of_a_real_session(tmp_path: Path) -> None:
    if sys.platform != "linux" or not all(
        shutil.which(tool) for tool in ("dbus-run-session", "gnome-keyring-daemon")
    ):
        pytest.skip("needs dbus-run-session and gnome-keyring-daemon")
    code = (
        "from clerkdesk.adapters.keys.os_key_store import OsKeyStore\n"
        "store = OsKeyStore()\n"
        "assert store.title, 'no usable key store'\n"
        "assert store.get('clerkdesk/thu/key') is None\n"
        "assert store.put('clerkdesk/thu/key', bytes(range(32)))\n"
        "assert OsKeyStore().get('clerkdesk/thu/key') == bytes(range(32))\n"
        "store.delete('clerkdesk/thu/key')\n"
        "assert store.get('clerkdesk/thu/key') is None\n"
        "print('kept', store.title)\n"
    )
    (tmp_path / "check.py").write_text(code)
    script = (
        "echo -n pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; "
        f"exec {sys.executable} {tmp_path / 'check.py'}"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={
            "HOME": str(tmp_path),
            "XDG_RUNTIME_DIR": str(tmp_path),
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "PYTHONPATH": str(root),
            "LANG": "C.UTF-8",
        },
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("kept ")
