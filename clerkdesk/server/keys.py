"""Keys and tokens: the server's own key, access tokens, and the proofs that desks sign (RFC 7523)."""

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

ACCESS_SECONDS = 600
ASSERTION_SECONDS = 300
"""A proof that claims to live longer is refused: the replay guard keeps it that long."""
_LEEWAY_SECONDS = 60
_PROVEN = 10_000
_AUDIENCE = "urn:clerkdesk:api"
_CONSOLE = "urn:clerkdesk:console"
_ALGORITHM = "Ed25519"
_CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that looks like a digit."""


class NotProven(Exception):
    """A token or proof does not hold; the text says why, for the log of the desk."""


class ServerKey:
    """The key that signs access tokens; made at first start, readable by the server only."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            _write_private(file, OKPKey.generate_key("Ed25519").as_dict(private=True))
        self._key = OKPKey.import_key(json.loads(file.read_text("ascii")))
        self._proven: dict[str, tuple[str, int]] = {}
        """Tokens whose signature was checked, with their end; a desk asks with one for ten minutes."""

    @property
    def private(self) -> bytes:
        """The 32 private bytes: from them bundles for the province are opened, too."""
        text = str(self._key.as_dict(private=True)["d"])
        return base64.urlsafe_b64decode(text + "=")

    def access_token(self, key_id: str, now: datetime) -> str:
        """A token for the desk whose key is `key_id`, good for `ACCESS_SECONDS`."""
        seconds = int(now.timestamp())
        claims = {"sub": key_id, "aud": _AUDIENCE, "iat": seconds, "exp": seconds + ACCESS_SECONDS}
        return jwt.encode({"alg": _ALGORITHM}, claims, self._key, algorithms=[_ALGORITHM])

    def desk_of(self, token: str, now: datetime) -> str:
        """The `key_id` for which an access token was made.

        Raises:
            NotProven: not ours, or too old.
        """
        seconds = int(now.timestamp())
        known = self._proven.get(token)
        if known is not None and known[1] > seconds:
            return known[0]
        claims = _claims(token, self._key)
        rules = jwt.JWTClaimsRegistry(
            now=seconds,
            aud={"essential": True, "value": _AUDIENCE},
            exp={"essential": True},
            sub={"essential": True},
        )
        _validate(rules, claims)
        if len(self._proven) >= _PROVEN:
            self._proven.clear()
        self._proven[token] = (str(claims["sub"]), int(str(claims["exp"])))
        return str(claims["sub"])

    def session(self, login: str, token: str, now: datetime, end: datetime) -> str:
        """A console session of an administrator, as a cookie."""
        claims = {
            "sub": login,
            "jti": token,
            "aud": _CONSOLE,
            "iat": int(now.timestamp()),
            "exp": int(end.timestamp()),
        }
        return jwt.encode({"alg": _ALGORITHM}, claims, self._key, algorithms=[_ALGORITHM])

    def session_of(self, cookie: str, now: datetime) -> tuple[str, str, int]:
        """Login, form token and beginning of a session.

        Raises:
            NotProven: not ours, or over.
        """
        claims = _claims(cookie, self._key)
        rules = jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            aud={"essential": True, "value": _CONSOLE},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            jti={"essential": True},
        )
        _validate(rules, claims)
        return str(claims["sub"]), str(claims["jti"]), int(str(claims["iat"]))


class RootKey:
    """The key with which the province signs its daily roots; made once, never changed."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            _write_private(file, OKPKey.generate_key("Ed25519").as_dict(private=True))
        key = json.loads(file.read_text("ascii"))
        self.public = str(key["x"])
        """As in a JWK; desks keep it from their first check on."""
        self._private = Ed25519PrivateKey.from_private_bytes(_unbase64url(str(key["d"])))

    def sign(self, text: bytes) -> str:
        """An Ed25519 signature, base64url."""
        return base64.urlsafe_b64encode(self._private.sign(text)).rstrip(b"=").decode()


def thumbprint(public_key: str) -> str:
    """Name of a public key (base64url): its RFC 7638 thumbprint.

    Raises:
        NotProven: it is no Ed25519 key.
    """
    return _public(public_key).thumbprint()


def named_key(proof: str) -> str:
    """The `kid` that a proof claims to be signed with; nothing is checked yet.

    Raises:
        NotProven: it is no signed token.
    """
    try:
        return str(jws.extract_compact(proof.encode()).headers().get("kid"))
    except (JoseError, ValueError) as error:
        raise NotProven(str(error)) from error


def check_proof(
    proof: str, public_key: str, audiences: Sequence[str], now: datetime
) -> tuple[str, int]:
    """Check a desk's proof of identity; return the digest of its one-time name and its end.

    The caller refuses a digest that it has seen before.

    Raises:
        NotProven: signature, address, age or form is wrong.
    """
    key = _public(public_key)
    name = key.thumbprint()
    claims = _claims(proof, key)
    seconds = int(now.timestamp())
    rules = jwt.JWTClaimsRegistry(
        now=seconds,
        leeway=_LEEWAY_SECONDS,
        iss={"essential": True, "value": name},
        sub={"essential": True, "value": name},
        aud={"essential": True, "values": list(audiences)},
        exp={"essential": True},
        iat={"essential": True},
        jti={"essential": True},
    )
    _validate(rules, claims)
    end, once = claims["exp"], claims["jti"]
    if not isinstance(end, int) or end > seconds + ASSERTION_SECONDS + _LEEWAY_SECONDS:
        raise NotProven("the proof lives too long")
    if not isinstance(once, str):
        raise NotProven("jti is a text")
    try:
        digest = hashlib.sha256(f"{name} {once}".encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise NotProven("jti is a text") from error
    return digest, end + _LEEWAY_SECONDS


def new_code() -> str:
    """A one-time code that a person can type: 60 random bits in three groups."""
    letters = "".join(secrets.choice(_CODE_LETTERS) for _ in range(12))
    return "-".join((letters[:4], letters[4:8], letters[8:]))


def code_digest(code: str) -> str:
    """What is kept of a one-time code; case, spaces and dashes do not matter."""
    letters = "".join(letter for letter in code.upper() if letter in _CODE_LETTERS)
    return hashlib.sha256(letters.encode()).hexdigest()


def _unbase64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _public(public_key: str) -> OKPKey:
    try:
        return OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": public_key})
    except (JoseError, ValueError) as error:
        raise NotProven("not an Ed25519 public key") from error


def _claims(token: str, key: OKPKey) -> dict[str, object]:
    try:
        return dict(jwt.decode(token, key, algorithms=[_ALGORITHM]).claims)
    except (JoseError, ValueError) as error:
        raise NotProven(str(error)) from error


def _validate(rules: jwt.JWTClaimsRegistry, claims: dict[str, object]) -> None:
    try:
        rules.validate(claims)
    except (JoseError, ValueError, TypeError) as error:
        raise NotProven(str(error)) from error


def _write_private(file: Path, key: object) -> None:
    """Write beside and link: whoever comes second keeps the first's key."""
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        json.dump(key, stream)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
