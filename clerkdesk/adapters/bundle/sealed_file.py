"""The file of a bundle: a signed head, a key for each reader, and frames of AES-256-GCM.

    magic · length · head (JSON) · { length · frame }* · 0 · Ed25519 signature over all before it

The content key is wrapped for each reader with a fresh X25519 key and HKDF-SHA256. A frame's nonce is its
number, and the last one is marked, so that no frame can be dropped, moved or added. Nothing is read
before the signature over the whole file was checked.
"""

import hashlib
import json
import os
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clerkdesk.domain.bundles import BundleHead, DeskCard, Heads, bundle_name
from clerkdesk.domain.errors import (
    BundleNotForHere,
    BundleNotWritten,
    BundleTorn,
    FileNotRead,
    NotABundle,
)
from clerkdesk.domain.ops import canonical_json, read_op
from clerkdesk.domain.texts import _
from clerkdesk.ports.bundles import Part

MAGIC = b"ClerkDesk goi 1\n"
_LENGTH = struct.Struct(">I")
_SIGNATURE = 64
_FRAME = 1 << 20
_LONGEST_FRAME = _FRAME + 64
_LONGEST_HEAD = 1 << 20
_LONGEST_PIECE = 1 << 30
_HEADS, _OPS, _FILE = b"H", b"O", b"F"


class SealedBundles:
    """`ports.bundles.BundleFiles`."""

    def card(self, device: str, private: bytes) -> DeskCard:
        """The public card of a desk."""
        sign = Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
        return DeskCard(
            device, sign.hex(), _seal_key(private).public_key().public_bytes_raw().hex()
        )

    def write(
        self,
        place: Path,
        head: BundleHead,
        heads: Heads,
        parts: Iterable[Part],
        private: bytes,
        readers: Sequence[DeskCard],
    ) -> Path:
        """Write a bundle whole or not at all, flushed, and check what is on the medium."""
        file = place / bundle_name(head)
        part = file.with_name(f".{file.name}.part")
        try:
            with part.open("wb") as handle:
                _write(handle, head, heads, parts, private, readers)
                handle.flush()
                os.fsync(handle.fileno())
            _check(part, head.writer, file.name)
            part.replace(file)
        except OSError as error:
            raise BundleNotWritten(str(place)) from error
        finally:
            with suppress(OSError):  # the stick may be gone
                part.unlink(missing_ok=True)
        return file

    def peek(self, file: Path) -> BundleHead:
        """What a bundle says of itself, not yet checked."""
        with _opened(file) as handle:
            return _read_head(handle, file.name)[0]

    def open(self, file: Path, writer: DeskCard, reader: str, private: bytes) -> "SealedBundle":
        """Check the whole file before the first part is read."""
        _check(file, writer, file.name)
        with _opened(file) as handle:
            head, wrapped, start = _read_head(handle, file.name)
        if reader not in wrapped:
            raise BundleNotForHere(head.writer.device)
        try:
            key = _unwrapped(wrapped[reader], private, _bound(head))
        except (InvalidTag, ValueError) as error:
            raise BundleNotForHere(head.writer.device) from error
        return SealedBundle(file, head, key, start)


class SealedBundle:
    """`ports.bundles.OpenBundle` over one checked file."""

    def __init__(self, file: Path, head: BundleHead, key: bytes, start: int) -> None:
        self._file = file
        self._cipher = AESGCM(key)
        self._start = start
        self.head = head
        self.heads: Heads = {}
        for kind, content in self._pieces():
            if kind == _HEADS:
                self.heads = {
                    (str(device), int(life)): int(seq) for device, life, seq in json.loads(content)
                }
            break

    def parts(self) -> Iterator[Part]:
        """Ops first, then files."""
        for kind, content in self._pieces():
            if kind == _OPS:
                yield Part(ops=tuple(read_op(one) for one in json.loads(zlib.decompress(content))))
            elif kind == _FILE:
                yield Part(content=content)

    def _pieces(self) -> Iterator[tuple[bytes, bytes]]:
        """(kind, content) of each piece of the plain stream; a kind of a newer version is passed over
        by who asks."""
        buffer = bytearray()
        for frame in self._frames():
            buffer += frame
            while len(buffer) >= 1 + _LENGTH.size:
                (length,) = _LENGTH.unpack_from(buffer, 1)
                end = 1 + _LENGTH.size + length
                if length > _LONGEST_PIECE:
                    raise BundleTorn(self._file.name)
                if len(buffer) < end:
                    break
                yield bytes(buffer[:1]), bytes(buffer[1 + _LENGTH.size : end])
                del buffer[:end]

    def _frames(self) -> Iterator[bytes]:
        with _opened(self._file) as handle:
            handle.seek(self._start)
            number = 0
            while length := _length(handle, self._file.name):
                frame = handle.read(length)
                try:
                    plain = self._cipher.decrypt(_nonce(number), frame, None)
                except (InvalidTag, ValueError) as error:
                    raise BundleTorn(self._file.name) from error
                yield plain[1:]
                if plain[:1] == b"\1":
                    return
                number += 1
        raise BundleTorn(self._file.name)


def _write(
    handle: BinaryIO,
    head: BundleHead,
    heads: Heads,
    parts: Iterable[Part],
    private: bytes,
    readers: Sequence[DeskCard],
) -> None:
    key = os.urandom(32)
    text = canonical_json(
        {
            **_bound_fields(head),
            "readers": {card.device: _wrapped(key, card, _bound(head)) for card in readers},
        }
    )
    digest = hashlib.sha256()

    def put(content: bytes) -> None:
        handle.write(content)
        digest.update(content)

    put(MAGIC + _LENGTH.pack(len(text)) + text)
    cipher = AESGCM(key)
    number = 0
    waiting = b""
    for content in _chunks(_plain(heads, parts)):
        if number or waiting:
            put(_frame(cipher, number, b"\0", waiting))
            number += 1
        waiting = content
    put(_frame(cipher, number, b"\1", waiting))
    put(_LENGTH.pack(0))
    handle.write(Ed25519PrivateKey.from_private_bytes(private).sign(digest.digest()))


def _plain(heads: Heads, parts: Iterable[Part]) -> Iterator[bytes]:
    listed = [[device, life, seq] for (device, life), seq in sorted(heads.items())]
    yield _piece(_HEADS, canonical_json(listed))
    for part in parts:
        if part.content is not None:
            yield _piece(_FILE, part.content)
        else:
            messages = canonical_json([op.message() for op in part.ops])
            yield _piece(_OPS, zlib.compress(messages, 6))


def _piece(kind: bytes, content: bytes) -> bytes:
    return kind + _LENGTH.pack(len(content)) + content


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    buffer = bytearray()
    for piece in pieces:
        buffer += piece
        while len(buffer) >= _FRAME:
            yield bytes(buffer[:_FRAME])
            del buffer[:_FRAME]
    yield bytes(buffer)


def _frame(cipher: AESGCM, number: int, last: bytes, content: bytes) -> bytes:
    sealed = cipher.encrypt(_nonce(number), last + content, None)
    return _LENGTH.pack(len(sealed)) + sealed


def _check(file: Path, writer: DeskCard, name: str) -> None:
    """Whether the signature at the end holds for every byte before it.

    Raises:
        FileNotRead, NotABundle, BundleTorn
    """
    with _opened(file) as handle:
        _read_head(handle, name)
        digest = hashlib.sha256()
        size = file.stat().st_size
        handle.seek(0)
        left = size - _SIGNATURE
        while left > 0:
            content = handle.read(min(left, _FRAME))
            if not content:
                raise BundleTorn(name)
            digest.update(content)
            left -= len(content)
        signature = handle.read(_SIGNATURE)
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(writer.sign)).verify(
            signature, digest.digest()
        )
    except InvalidSignature as error:
        raise BundleTorn(name) from error


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    """The file; a stick that is pulled out while it is read is said in words, too."""
    try:
        with file.open("rb") as handle:
            yield handle
    except OSError as error:
        raise FileNotRead(file.name, _("không mở được, hoặc ổ đã bị rút ra")) from error


def _read_head(handle: BinaryIO, name: str) -> tuple[BundleHead, Mapping[str, str], int]:
    """The head, the wrapped keys by reader, and where the frames begin."""
    magic = handle.read(len(MAGIC))
    if magic != MAGIC:
        if magic and MAGIC.startswith(magic):
            raise BundleTorn(name)
        raise NotABundle(name)
    length = _length(handle, name, _LONGEST_HEAD)
    text = handle.read(length)
    if len(text) < length:
        raise BundleTorn(name)
    try:
        told = json.loads(text)
        writer = DeskCard(str(told["device"]), str(told["sign"]), str(told["seal"]))
        wrapped = {str(device): str(sealed) for device, sealed in told["readers"].items()}
        head = BundleHead(
            writer,
            str(told["agency"]),
            int(told["incarnation"]),
            int(told["number"]),
            datetime.fromisoformat(str(told["at"])),
            tuple(sorted(wrapped)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BundleTorn(name) from error
    return head, wrapped, handle.tell()


def _length(handle: BinaryIO, name: str, longest: int = _LONGEST_FRAME) -> int:
    packed = handle.read(_LENGTH.size)
    if len(packed) < _LENGTH.size:
        raise BundleTorn(name)
    length: int = _LENGTH.unpack(packed)[0]
    if length > longest:
        raise BundleTorn(name)
    return length


def _bound_fields(head: BundleHead) -> dict[str, object]:
    return {
        "device": head.writer.device,
        "sign": head.writer.sign,
        "seal": head.writer.seal,
        "agency": head.agency,
        "incarnation": head.incarnation,
        "number": head.number,
        "at": head.at.isoformat(),
    }


def _bound(head: BundleHead) -> bytes:
    return canonical_json(_bound_fields(head))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _seal_key(private: bytes) -> X25519PrivateKey:
    seed = HKDF(SHA256(), 32, salt=None, info=b"clerkdesk bundle seal").derive(private)
    return X25519PrivateKey.from_private_bytes(seed)


def _wrapped(key: bytes, reader: DeskCard, bound: bytes) -> str:
    fresh = X25519PrivateKey.generate()
    public = fresh.public_key().public_bytes_raw()
    shared = fresh.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(reader.seal)))
    return (public + _wrap_cipher(shared, public).encrypt(_nonce(0), key, bound)).hex()


def _unwrapped(sealed: str, private: bytes, bound: bytes) -> bytes:
    content = bytes.fromhex(sealed)
    public = content[:32]
    shared = _seal_key(private).exchange(X25519PublicKey.from_public_bytes(public))
    return _wrap_cipher(shared, public).decrypt(_nonce(0), content[32:], bound)


def _wrap_cipher(shared: bytes, public: bytes) -> AESGCM:
    info = b"clerkdesk bundle wrap" + public
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=info).derive(shared))
