"""The province's trust list as one signed file, `.cdtrust`: JSON around a payload and an Ed25519 signature.

The payload names two lists that are never mixed: authorities of the state (`official`) and public ones
(`public`), each with roots and the sub-CAs that signed files leave out, and may carry revocation lists.
What is signed is the payload's bytes as they stand in the file, after a line that names the format.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from clerkdesk.domain.errors import NotATrustFile, TrustFileForged
from clerkdesk.domain.texts import _
from clerkdesk.domain.trust import BundleFacts, TrustList

FORMAT = "clerkdesk-trust/1"
MOST_BYTES = 32 * 1024 * 1024
_LISTS = (TrustList.OFFICIAL, TrustList.PUBLIC)


@dataclass(frozen=True, slots=True)
class Authorities:
    """Certificates of one list, DER."""

    roots: tuple[bytes, ...] = ()
    intermediates: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class TrustContent:
    """What a trust file holds."""

    name: str
    version: int
    made_at: datetime
    made_by: str
    official: Authorities
    public: Authorities = Authorities()
    crls: tuple[bytes, ...] = ()


def write_trust_file(content: TrustContent, key: Ed25519PrivateKey) -> bytes:
    """The file, signed with the province's key."""
    lists = {TrustList.OFFICIAL: content.official, TrustList.PUBLIC: content.public}
    payload = json.dumps(
        {
            "name": content.name,
            "version": content.version,
            "made_at": content.made_at.isoformat(),
            "made_by": content.made_by,
            "crls": [_text(der) for der in content.crls],
        }
        | {
            str(name): {
                "roots": [_text(der) for der in one.roots],
                "intermediates": [_text(der) for der in one.intermediates],
            }
            for name, one in lists.items()
        },
        ensure_ascii=False,
        indent=1,
    ).encode()
    return json.dumps(
        {
            "format": FORMAT,
            "key": public_hex(key.public_key()),
            "signature": _text(key.sign(_signed(payload))),
            "payload": _text(payload),
        },
        indent=1,
    ).encode()


def read_trust_file(name: str, content: bytes) -> tuple[BundleFacts, TrustContent]:
    """Facts and content, the file's own signature checked; whose key it is the caller must ask.

    Raises:
        NotATrustFile, TrustFileForged
    """
    if len(content) > MOST_BYTES:
        raise NotATrustFile(name, _("tệp quá lớn"))
    try:
        outer = json.loads(content)
        if outer["format"] != FORMAT:
            raise NotATrustFile(name, _("định dạng khác phiên bản này"))
        key, signature = bytes.fromhex(outer["key"]), _bytes(outer["signature"])
        payload = _bytes(outer["payload"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotATrustFile(name, _("không phải danh sách tin cậy")) from error
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, _signed(payload))
    except (InvalidSignature, ValueError) as error:
        raise TrustFileForged(name) from error
    try:
        read = _content(json.loads(payload))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotATrustFile(name, _("nội dung không đúng quy cách")) from error
    digest = hashlib.sha256(content).hexdigest()
    facts = BundleFacts(read.name, read.version, read.made_at, read.made_by, key.hex(), digest)
    return facts, read


def new_province_key() -> bytes:
    """A private key for signing trust lists, PEM; the province keeps it off the net."""
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def read_province_key(name: str, pem: bytes) -> Ed25519PrivateKey:
    """The private key in `pem`.

    Raises:
        NotATrustFile: it is none, or of another kind.
    """
    try:
        key = serialization.load_pem_private_key(pem, None)
    except (ValueError, TypeError) as error:
        raise NotATrustFile(name, _("không phải khóa của tỉnh")) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise NotATrustFile(name, _("khóa không phải loại Ed25519"))
    return key


def public_hex(key: Ed25519PublicKey) -> str:
    """A public key as it is pinned."""
    return key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw).hex()


def _signed(payload: bytes) -> bytes:
    return FORMAT.encode() + b"\n" + payload


def _content(values: Mapping[str, object]) -> TrustContent:
    made_at = datetime.fromisoformat(str(values["made_at"]))
    if made_at.tzinfo is None or not isinstance(values["version"], int) or values["version"] < 1:
        raise ValueError("a version from 1 and an aware time")
    official, public = (_authorities(values[name]) for name in _LISTS)
    return TrustContent(
        name=str(values["name"]),
        version=values["version"],
        made_at=made_at,
        made_by=str(values["made_by"]),
        official=official,
        public=public,
        crls=_all(values["crls"]),
    )


def _authorities(value: object) -> Authorities:
    if not isinstance(value, Mapping):
        raise TypeError("a list has roots and sub-CAs")
    return Authorities(_all(value["roots"]), _all(value["intermediates"]))


def _all(value: object) -> tuple[bytes, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise TypeError("a list was expected")
    return tuple(_bytes(one) for one in value)


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(value: object) -> bytes:
    try:
        return base64.b64decode(str(value), validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
