"""Secrets in the operating system's own key store; none that writes them in clear, none that forgets."""

import base64
import logging

import keyring
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import KeyringError, PasswordDeleteError

_log = logging.getLogger(__name__)
_SERVICE = "ClerkDesk"
_REFUSED_MODULES = ("keyrings.alt",)
"""Keeps secrets in files that the clerk's account can read in clear."""


class OsKeyStore:
    """`ports.store.KeyStore` over `keyring`: Windows Credential Manager, Secret Service, KWallet.

    A machine without a usable one is normal (no desktop session, no D-Bus): it then keeps nothing,
    and says so by None and False.
    """

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        self._backend = backend

    @property
    def title(self) -> str:
        """What this machine offers, for the doctor; empty where nothing is usable."""
        backend = self._usable()
        return "" if backend is None else str(backend.name)

    def get(self, name: str) -> bytes | None:
        """The secret, or None where there is none (or no key store)."""
        backend = self._usable()
        if backend is None:
            return None
        try:
            text = backend.get_password(_SERVICE, name)
            return None if text is None else base64.b64decode(text, validate=True)
        except ValueError:
            return None  # an entry of that name that ClerkDesk did not write
        except KeyringError as error:
            _log.info("key store does not answer: %s", error)
            return None

    def put(self, name: str, secret: bytes) -> bool:
        """Keep a secret; False where this machine has no usable key store."""
        backend = self._usable()
        if backend is None:
            return False
        try:
            backend.set_password(_SERVICE, name, base64.b64encode(secret).decode("ascii"))
        except KeyringError as error:
            _log.info("key store takes nothing: %s", error)
            return False
        return True

    def delete(self, name: str) -> None:
        """Forget a secret, if it is there."""
        backend = self._usable()
        if backend is None:
            return
        try:
            backend.delete_password(_SERVICE, name)
        except PasswordDeleteError:
            return
        except KeyringError as error:
            _log.info("key store forgets nothing: %s", error)

    def _usable(self) -> KeyringBackend | None:
        backend = self._backend or keyring.get_keyring()
        return backend if _is_safe(backend) else None


def _is_safe(backend: KeyringBackend) -> bool:
    if isinstance(backend, chainer.ChainerBackend):
        # It would use the next best one; a single unsafe link makes the chain unsafe.
        return bool(backend.backends) and all(_is_safe(link) for link in backend.backends)
    if isinstance(backend, (fail.Keyring, null.Keyring)):
        return False
    return not type(backend).__module__.startswith(_REFUSED_MODULES)
