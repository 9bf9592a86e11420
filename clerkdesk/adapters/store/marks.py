"""High-water marks outside the database: what the clerk has seen is remembered in a second place.

A store that was put back from an old copy is behind its marks, and may not give numbers. The file
has two slots of fixed size that are overwritten in turn: a full disk cannot stop it, and a torn
write leaves the slot before it. Each slot carries a MAC, and books stand in it as hashes.

Beside the numbers stand this desk's incarnation, the head of its op chain and the newest grant of
each book (docs/decisions/0017): under year 0, and under the book's year with a bit above it, so that
files of before these stood there are read as they are.
"""

import hashlib
import hmac
import logging
import os
import struct
import threading
from collections.abc import Collection, Mapping
from pathlib import Path

from clerkdesk.adapters.store.durable import make_folder, write_durably
from clerkdesk.domain.books import Book, BookKey, Epoch
from clerkdesk.ports.store import KeyStore

_log = logging.getLogger(__name__)
_SLOT = 4096
_HEAD = struct.Struct(">32sQH")
"""MAC, counter of writes, number of books."""
_MARK = struct.Struct(">H8sI")
"""Year, hash of the book's name, last number."""
_MOST = (_SLOT - _HEAD.size) // _MARK.size
_MOST_IN_KEY_STORE = 60
"""Windows keeps at most 2,560 bytes in one credential."""
_LIFE = (0, b"life....")
_GRANT = 1 << 15
"""Added to the year under which the grant of a book stands."""

_Marks = dict[tuple[int, bytes], int]


class Marks:
    """The marks of one store, in `folder` and in the key store where there is one."""

    def __init__(self, folder: Path, store_id: str, key: bytes, key_store: KeyStore) -> None:
        self._file = folder / f"{store_id}.marks"
        self._secret_name = f"clerkdesk/{store_id}/marks"
        self._key = key
        self._key_store = key_store
        self._key_store_takes = True
        self._turn = threading.Lock()
        self._stands = True
        self._counter, self._marks = self._in_file()
        secret = key_store.get(self._secret_name)
        if secret is not None:
            self._take(self._read(secret)[1])
        if not self._file.exists():
            self._make_file()

    def forget(self) -> None:
        """Take back the marks of a store that did not come to be."""
        self._file.unlink(missing_ok=True)
        self._key_store.delete(self._secret_name)

    def seen(self, book: BookKey) -> int:
        """The highest number of `book` that was ever shown, as far as is known; 0 for none."""
        with self._turn:
            self._take(self._in_file()[1])
            return self._marks.get(self._name(book), 0)

    def grant_seen(self, book: BookKey) -> Epoch | None:
        """The newest grant of `book` that this desk ever numbered under; None for none."""
        year, name = self._name(book)
        with self._turn:
            self._take(self._in_file()[1])
            packed = self._marks.get((year + _GRANT, name))
        return None if packed is None else Epoch(packed >> 16, packed & 0xFFFF)

    @property
    def incarnation(self) -> int:
        """The highest incarnation of this desk that was ever begun; 0 where nothing tells."""
        with self._turn:
            self._take(self._in_file()[1])
            return self._marks.get(_LIFE, 0)

    def head(self, incarnation: int) -> int:
        """The highest op of a life that was marked; 0 for none."""
        with self._turn:
            self._take(self._in_file()[1])
            return self._marks.get(_head_of(incarnation), 0)

    def raise_to(
        self,
        numbers: Mapping[BookKey, int],
        *,
        held: Collection[Book] = (),
        life: tuple[int, int] | None = None,
    ) -> bool:
        """Remember that these numbers were given, durably.

        The numbers are committed already, so an unreachable mark is a warning and no failure:
        the clerk would otherwise register the document twice. The next mark holds them all.

        Args:
            held: books whose grants are remembered, too.
            life: (incarnation, head of the op chain).

        Returns:
            Whether the marks stand where they were raised to: no op leaves this desk before.
        """
        raised = {self._name(book): last for book, last in numbers.items()}
        for book in held:
            year, name = self._name(book.key)
            raised[year + _GRANT, name] = book.epoch.generation << 16 | book.epoch.grant
        if life is not None:
            raised |= {_LIFE: life[0], _head_of(life[0]): life[1]}
        with self._turn:
            if any(self._marks.get(name, 0) < last for name, last in raised.items()):
                self._take(raised)
                self._stands = self._write()
            return self._stands

    def _make_file(self) -> None:
        try:
            make_folder(self._file.parent)
            write_durably(self._file, self._slot(_MOST).ljust(2 * _SLOT, b"\0"))
        except OSError as error:
            # The second disk is not there today: the store itself still works.
            _log.warning("no place for high-water marks: %s", error)

    def _write(self) -> bool:
        self._counter += 1
        stands = True
        try:
            with self._file.open("r+b") as handle:
                handle.seek(self._counter % 2 * _SLOT)
                handle.write(self._slot(_MOST))
                handle.flush()
                os.fsync(handle.fileno())
        except OSError as error:
            _log.warning("high-water mark not written: %s", error)
            stands = False
        if self._key_store_takes:
            # One refusal is enough: a locked key store would ask the clerk with every number.
            secret = self._slot(_MOST_IN_KEY_STORE)
            self._key_store_takes = self._key_store.put(self._secret_name, secret)
        return stands or self._key_store_takes

    def _take(self, marks: Mapping[tuple[int, bytes], int]) -> None:
        for name, last in marks.items():
            self._marks[name] = max(last, self._marks.get(name, 0))

    def _in_file(self) -> tuple[int, _Marks]:
        try:
            content = self._file.read_bytes()
        except OSError:
            return (0, {})  # none yet, or the disk was taken away: what is remembered still counts
        return max(
            (self._read(content[:_SLOT]), self._read(content[_SLOT:])), key=lambda slot: slot[0]
        )

    def _read(self, slot: bytes) -> tuple[int, _Marks]:
        if len(slot) < _HEAD.size:
            return (0, {})
        mac, counter, count = _HEAD.unpack_from(slot)
        end = _HEAD.size + count * _MARK.size
        if end > len(slot) or not hmac.compare_digest(mac, self._mac(slot[len(mac) : end])):
            return (0, {})
        rows = _MARK.iter_unpack(slot[_HEAD.size : end])
        return (counter, {(year, name): last for year, name, last in rows})

    def _slot(self, most: int) -> bytes:
        # The newest years come first; a book of long ago gets no more numbers.
        newest = sorted(self._marks.items(), key=_newest_first)[:most]
        body = b"".join(_MARK.pack(year, name, last) for (year, name), last in newest)
        signed = struct.pack(">QH", self._counter, len(newest)) + body
        return self._mac(signed) + signed

    def _mac(self, signed: bytes) -> bytes:
        return hmac.digest(self._key, signed, "sha256")

    def _name(self, book: BookKey) -> tuple[int, bytes]:
        return (book.year, hmac.digest(self._key, str(book).encode(), hashlib.sha256)[:8])


def _head_of(incarnation: int) -> tuple[int, bytes]:
    return (0, b"head" + struct.pack(">I", incarnation))


def _newest_first(entry: tuple[tuple[int, bytes], int]) -> tuple[int, bytes]:
    """This desk's life first, then books of the newest years, each beside its grant."""
    (year, name), _last = entry
    if year == 0:  # the newest life first: its head is the one that is asked for
        life = name == _LIFE[1]
        return (-1 << 17, b"" if life else bytes(255 - byte for byte in name))
    return (-(year & ~_GRANT), name)
