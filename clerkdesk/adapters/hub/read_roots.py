"""Signed roots and leaves as the server writes them, and the check of a signature."""

import base64
from collections.abc import Mapping, Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from clerkdesk.domain.errors import ServerRefused
from clerkdesk.domain.plain import from_plain
from clerkdesk.domain.province_log import Leaf, SignedRoot
from clerkdesk.domain.texts import _
from clerkdesk.domain.wire import RootsPage


def read_roots(message: Mapping[str, object]) -> RootsPage:
    """The signed roots in an answer.

    Raises:
        ServerRefused: the server speaks another version.
    """
    roots, generation = message.get("roots"), message.get("generation")
    if not isinstance(roots, list) or not isinstance(generation, int):
        raise _other_version()
    try:
        signed = tuple(from_plain(SignedRoot, root) for root in roots)
    except (TypeError, ValueError) as error:
        raise _other_version() from error
    return RootsPage(generation, str(message.get("key")), signed)


def read_leaves(message: Mapping[str, object]) -> Sequence[Leaf]:
    """The leaves in an answer.

    Raises:
        ServerRefused: the server speaks another version.
    """
    leaves = message.get("leaves")
    if not isinstance(leaves, list):
        raise _other_version()
    try:
        return [from_plain(Leaf, leaf) for leaf in leaves]
    except (TypeError, ValueError) as error:
        raise _other_version() from error


def holds(key: str, text: bytes, signature: str) -> bool:
    """Whether an Ed25519 signature (base64url) is of `key` over `text`."""
    try:
        public = Ed25519PublicKey.from_public_bytes(_bytes(key))
        public.verify(_bytes(signature), text)
    except (InvalidSignature, ValueError):
        return False
    return True


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _other_version() -> ServerRefused:
    return ServerRefused(_("máy chủ trả lời theo định dạng mà phiên bản này không hiểu"))
