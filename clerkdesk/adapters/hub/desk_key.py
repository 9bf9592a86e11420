"""The key by which the province server knows this desk, and the proofs that it signs (RFC 7523)."""

import base64
import os

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jwt
from joserfc.jwk import OKPKey

PROOF_SECONDS = 120


def new_device_key() -> bytes:
    """Make the private key of a new desk: 32 bytes, to be kept in the encrypted store only."""
    return os.urandom(32)


class DeskKey:
    """An Ed25519 private key and its name on the wire.

    Args:
        private: what `new_device_key` made.

    Raises:
        ValueError: it is not 32 bytes long.
    """

    def __init__(self, private: bytes) -> None:
        public = Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
        self.public_key = _base64url(public)
        """As in a JWK."""
        self._key = OKPKey.import_key(
            {"kty": "OKP", "crv": "Ed25519", "x": self.public_key, "d": _base64url(private)}
        )
        self.name = self._key.thumbprint()
        """RFC 7638 thumbprint: the server finds the desk by it."""

    def proof(self, audience: str, now: int) -> str:
        """Sign a proof of identity for the server at `audience`, good once and for two minutes.

        Args:
            now: Unix time of the server; the desk's own clock may be years off.
        """
        claims = {
            "iss": self.name,
            "sub": self.name,
            "aud": audience,
            "iat": now,
            "exp": now + PROOF_SECONDS,
            "jti": _base64url(os.urandom(16)),
        }
        return jwt.encode(
            {"alg": "Ed25519", "kid": self.name}, claims, self._key, algorithms=["Ed25519"]
        )


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
