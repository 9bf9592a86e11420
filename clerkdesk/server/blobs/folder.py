"""Blobs in a folder: an upload grows in a file of its own and is renamed when its hash is right."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterable
from datetime import datetime
from pathlib import Path

from obstore.store import LocalStore

from clerkdesk.server.blobs.whole import (
    CHECKPOINT_BYTES,
    Superseded,
    TooLong,
    Whole,
    WrongHash,
    WrongOffset,
    blob_path,
)
from clerkdesk.server.store.link import StorageFull

_PARTS = "parts"


class FolderBlobs(Whole):
    """Blobs under `folder`, which several processes of one machine may share."""

    def __init__(self, folder: Path) -> None:
        super().__init__(LocalStore(prefix=folder, mkdir=True))
        self._folder = folder
        self._parts = folder / _PARTS
        self._parts.mkdir(exist_ok=True)
        self._newest: dict[tuple[int, str], object] = {}

    async def held(self, agency_id: int, sha256: str) -> int:
        """The size of the part file: writes go to its end only."""
        try:
            return (await asyncio.to_thread(self._part(agency_id, sha256).stat)).st_size
        except FileNotFoundError:
            return 0

    async def resume(
        self, agency_id: int, sha256: str, offset: int, total: int, content: AsyncIterable[bytes]
    ) -> int:
        """Go on with the part file; each checkpoint is one write at its offset."""
        request = object()
        self._newest[agency_id, sha256] = request
        part = self._part(agency_id, sha256)
        upload = _Upload(part, offset, total)
        try:
            await asyncio.to_thread(upload.begin)
            try:
                async for chunk in content:
                    if upload.take(chunk):
                        if self._newest[agency_id, sha256] is not request:
                            raise Superseded
                        await asyncio.to_thread(upload.checkpoint)
            finally:
                if self._newest[agency_id, sha256] is request:
                    await asyncio.to_thread(upload.checkpoint)
            if upload.size < total:
                return upload.size
            await asyncio.to_thread(self._complete, part, agency_id, sha256, upload)
        except OSError as error:
            raise StorageFull from error
        except TooLong:
            part.unlink(missing_ok=True)
            raise
        finally:
            if self._newest.get((agency_id, sha256)) is request:
                del self._newest[agency_id, sha256]
        return total

    async def forget_parts(self, before: datetime) -> int:
        """Drop part files that nobody wrote to since."""
        return await asyncio.to_thread(self._forget_parts, before.timestamp())

    def mark(self, name: str, content: bytes) -> None:
        """Write the mark beside and rename it: a power cut leaves the old one or the new one."""
        file = self._folder / "marks" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.name}.new")
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(file)
        _make_durable(file, self._folder)

    async def _settle(self, path: str) -> None:
        await asyncio.to_thread(_make_durable, self._folder / path, self._folder)

    def _part(self, agency_id: int, sha256: str) -> Path:
        return self._parts / f"{agency_id}-{sha256}"

    def _complete(self, part: Path, agency_id: int, sha256: str, upload: "_Upload") -> None:
        if upload.digest.hexdigest() != sha256:
            part.unlink(missing_ok=True)
            raise WrongHash
        file = self._folder / blob_path(agency_id, sha256)
        file.parent.mkdir(parents=True, exist_ok=True)
        part.replace(file)
        _make_durable(file, self._folder)

    def _forget_parts(self, before: float) -> int:
        gone = 0
        for part in self._parts.iterdir():
            if part.stat().st_mtime < before:
                part.unlink(missing_ok=True)
                gone += 1
        return gone


class _Upload:
    """One request's writing into a part file; `begin` and `checkpoint` run in a thread.

    The file is opened for each checkpoint: once another request has completed and renamed it, this
    one finds nothing to write to.
    """

    def __init__(self, part: Path, offset: int, total: int) -> None:
        self._part = part
        self._total = total
        self._wait: list[bytes] = []
        self._waiting = 0
        self.size = offset
        self.digest = hashlib.sha256()

    def begin(self) -> None:
        """Open the part file and hash what it holds before the offset.

        Raises:
            WrongOffset: it holds less.
        """
        flags = os.O_RDWR | os.O_CREAT if self.size == 0 else os.O_RDWR
        try:
            handle = os.open(self._part, flags, 0o600)
        except FileNotFoundError:
            raise WrongOffset(0) from None
        with os.fdopen(handle, "rb") as stream:
            if os.fstat(handle).st_size < self.size:
                raise WrongOffset(os.fstat(handle).st_size)
            left = self.size
            while left:
                chunk = stream.read(min(left, CHECKPOINT_BYTES))
                self.digest.update(chunk)
                left -= len(chunk)
            os.truncate(handle, self.size)

    def take(self, chunk: bytes) -> bool:
        """Keep a chunk; True where a checkpoint is due.

        Raises:
            TooLong: more came than was announced.
        """
        self._wait.append(chunk)
        self._waiting += len(chunk)
        if self.size + self._waiting > self._total:
            self._wait, self._waiting = [], 0
            raise TooLong
        return self._waiting >= CHECKPOINT_BYTES

    def checkpoint(self) -> None:
        """Write what waits at its offset."""
        if not self._wait:
            return
        content = b"".join(self._wait)
        self._wait, self._waiting = [], 0
        handle = os.open(self._part, os.O_WRONLY)
        try:
            done = 0
            while done < len(content):
                done += os.pwrite(handle, memoryview(content)[done:], self.size + done)
        finally:
            os.close(handle)
        self.digest.update(content)
        self.size += len(content)


def _make_durable(file: Path, top: Path) -> None:
    """Flush file and folders: neither obstore's folder store nor a rename does."""
    if os.name != "posix":
        with file.open("r+b") as stream:
            os.fsync(stream.fileno())
        return
    for place in (file, *(folder for folder in file.parents if folder.is_relative_to(top))):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
