"""The op journal on a second medium: every op once more, encrypted, flushed before its number is shown.

A folder of segments; each process begins a new one, so a torn tail hides nothing that comes after.
A medium that is pulled out stops nobody: what it missed is written when it is back.
"""

import json
import logging
import os
import re
import secrets
import struct
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clerkdesk.adapters.store.durable import make_folder, sync_folder
from clerkdesk.domain.errors import BackupNoRoom, BackupPlaceGone, DiskFull
from clerkdesk.domain.ops import Op, canonical_json, read_op

_log = logging.getLogger(__name__)
_LENGTH = struct.Struct(">I")
_NONCE = 12
_LONGEST = 64 << 20
_NAME = re.compile(r"(\d{6})-(\d{12})-[0-9a-f]{8}\.journal")

Missed = Callable[[int], Sequence[Op]]
"""(seq) -> own ops of this life after it."""


class FileJournal:
    """`ports.backups.Journal` of one life of one desk, in `place`; an empty place is no journal."""

    def __init__(
        self, place: str, store_id: str, key: Callable[[str], bytes], incarnation: int
    ) -> None:
        self._place = place
        self._store_id = store_id
        self._key = key
        self._incarnation = incarnation
        self._segment: Path | None = None
        self._last: int | None = None
        self._behind = False

    @property
    def place(self) -> str:
        """Its folder; empty where there is none."""
        return self._place

    @property
    def behind(self) -> bool:
        """Whether ops could not be written; they follow when the medium is back."""
        return self._behind

    def note(self, head: int, missed: Missed) -> None:
        """Bring the journal up to `head`; a medium that does not take it is a warning, no failure."""
        if not self._place:
            return
        try:
            self._catch_up(head, missed)
        except (OSError, DiskFull) as error:
            if not self._behind:
                _log.info("journal is behind: %s", error)
            self._behind, self._segment, self._last = True, None, None
        else:
            self._behind = False

    def move(self, place: str, head: int, missed: Missed) -> None:
        """Write to another folder from now on, beginning with every op of this life.

        Raises:
            BackupPlaceGone, BackupNoRoom: the journal stays where it was.
        """
        new = FileJournal(place, self._store_id, self._key, self._incarnation)
        if place:
            try:
                new._catch_up(head, missed)
            except DiskFull as error:
                raise BackupNoRoom(place) from error
            except OSError as error:
                raise BackupPlaceGone(place) from error
        self._place, self._segment, self._last = place, new._segment, new._last
        self._behind = False

    def last(self, incarnation: int) -> int:
        """The highest op of a life that is in the journal; 0 for none, or where it cannot be read."""
        for segment in reversed(self._segments(incarnation)):
            seqs = [op.seq for op in self._read(segment)]
            if seqs:
                return max(seqs)
        return 0

    def ops(self, after: dict[int, int]) -> list[Op]:
        """Every op of every life, in order, but those up to `after[incarnation]`."""
        found: dict[tuple[int, int], Op] = {}
        for segment in self._segments(None):
            for op in self._read(segment):
                if op.seq > after.get(op.incarnation, 0):
                    found[op.incarnation, op.seq] = op
        return [found[place] for place in sorted(found)]

    def _catch_up(self, head: int, missed: Missed) -> None:
        if not Path(self._place).is_dir():
            raise FileNotFoundError(self._place)
        if self._last is None:
            self._last = self.last(self._incarnation)
        if self._last >= head:
            return
        ops = missed(self._last)
        if self._segment is None or not self._segment.exists():
            make_folder(self._folder)
            name = f"{self._incarnation:06d}-{ops[0].seq:012d}-{secrets.token_hex(4)}.journal"
            self._segment = self._folder / name
            self._segment.touch()
            sync_folder(self._folder)
        lines = b"".join(self._line(op) for op in ops)
        with self._segment.open("ab") as handle:
            before = handle.tell()
            try:
                handle.write(lines)
                handle.flush()
                os.fsync(handle.fileno())
            except OSError:
                handle.truncate(before)
                raise
        self._last = ops[-1].seq

    @property
    def _cipher(self) -> AESGCM:
        return AESGCM(self._key("journal"))

    @property
    def _folder(self) -> Path:
        return Path(self._place) / f"ClerkDesk-{self._store_id[:8]}" / "journal"

    def _segments(self, incarnation: int | None) -> list[Path]:
        if not self._place:
            return []
        try:
            found = [file for file in self._folder.iterdir() if _NAME.fullmatch(file.name)]
        except OSError:
            return []
        return sorted(
            (f for f in found if incarnation is None or _order(f)[0] == incarnation), key=_order
        )

    def _line(self, op: Op) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        sealed = self._cipher.encrypt(nonce, canonical_json(op.message()), self._bound)
        return _LENGTH.pack(len(sealed)) + nonce + sealed

    def _read(self, segment: Path) -> Iterator[Op]:
        """Ops of a segment up to a torn or altered line."""
        try:
            content = segment.read_bytes()
        except OSError as error:
            _log.info("journal cannot be read: %s", error)
            return
        place = 0
        while place + _LENGTH.size + _NONCE < len(content):
            (length,) = _LENGTH.unpack_from(content, place)
            start = place + _LENGTH.size
            end = start + _NONCE + length
            if length > _LONGEST or end > len(content):
                return
            nonce, sealed = content[start : start + _NONCE], content[start + _NONCE : end]
            try:
                yield read_op(json.loads(self._cipher.decrypt(nonce, sealed, self._bound)))
            except InvalidTag:
                return
            place = end

    @property
    def _bound(self) -> bytes:
        return f"clerkdesk/{self._store_id}/journal".encode()


def _order(segment: Path) -> tuple[int, int]:
    match = _NAME.fullmatch(segment.name)
    assert match is not None
    return int(match[1]), int(match[2])
