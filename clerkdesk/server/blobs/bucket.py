"""Blobs in a bucket (S3): a checkpoint is an object, so any process can go on where another was cut."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from datetime import datetime

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore

from clerkdesk.server.blobs.whole import (
    CHECKPOINT_BYTES,
    Cut,
    TooLong,
    Whole,
    WrongHash,
    WrongOffset,
)
from clerkdesk.server.store.link import StorageFull

_AT_ONCE = 4


class BucketBlobs(Whole):
    """Blobs in a bucket. Checkpoints are small objects, put together once all of them are there."""

    def __init__(self, store: ObjectStore) -> None:
        super().__init__(store)

    async def held(self, agency_id: int, sha256: str) -> int:
        """Up to where the checkpoints follow each other without a gap."""
        end = 0
        for _path, offset, size in await self._checkpoints(agency_id, sha256):
            if offset != end:
                break
            end += size
        return end

    async def resume(
        self, agency_id: int, sha256: str, offset: int, total: int, content: AsyncIterable[bytes]
    ) -> int:
        """Write checkpoints, some at once; each is whole or not there."""
        held = await self.held(agency_id, sha256)
        if offset not in {0, held}:
            raise WrongOffset(held)
        if offset == 0 and held:
            await self._drop(agency_id, sha256)
        size = offset
        writing: set[asyncio.Task[None]] = set()
        try:
            try:
                async for piece in _pieces(content):
                    if size + len(piece) > total:
                        raise TooLong
                    path = f"{_parts(agency_id, sha256)}{size:016d}"
                    writing.add(asyncio.create_task(self._write(path, piece)))
                    size += len(piece)
                    if len(writing) >= _AT_ONCE:
                        await asyncio.wait(writing, return_when=asyncio.FIRST_COMPLETED)
                        writing = {task for task in writing if not _ended(task)}
            finally:
                await asyncio.gather(*writing)
            if size < total:
                return size
            await self.put(agency_id, sha256, self._put_together(agency_id, sha256), total)
        except TooLong:
            await self._drop(agency_id, sha256)
            raise
        except WrongHash:
            await self._drop(agency_id, sha256)
            raise
        except BaseError as error:
            raise StorageFull from error
        await self._drop(agency_id, sha256)
        return total

    async def forget_parts(self, before: datetime) -> int:
        """Drop the checkpoints that are older."""
        old = [
            str(found["path"])
            async for page in obstore.list(self._store, prefix="parts/")
            for found in page
            if found["last_modified"] < before
        ]
        if old:
            await obstore.delete_async(self._store, old)
        return len(old)

    def mark(self, name: str, content: bytes) -> None:
        """Keep a small text; an object appears whole."""
        try:
            obstore.put(self._store, f"marks/{name}", content)
        except BaseError as error:
            raise StorageFull from error

    async def _write(self, path: str, piece: bytes) -> None:
        await obstore.put_async(self._store, path, piece)

    async def _put_together(self, agency_id: int, sha256: str) -> AsyncIterator[bytes]:
        for path, _offset, _size in await self._checkpoints(agency_id, sha256):
            result = await obstore.get_async(self._store, path)
            yield bytes(await result.bytes_async())

    async def _checkpoints(self, agency_id: int, sha256: str) -> list[tuple[str, int, int]]:
        found = [
            (str(entry["path"]), int(entry["size"]))
            async for page in obstore.list(self._store, prefix=_parts(agency_id, sha256))
            for entry in page
        ]
        return sorted(
            ((path, int(path.rpartition("/")[2]), size) for path, size in found),
            key=lambda checkpoint: checkpoint[1],
        )

    async def _drop(self, agency_id: int, sha256: str) -> None:
        paths = [path for path, _offset, _size in await self._checkpoints(agency_id, sha256)]
        if paths:
            await obstore.delete_async(self._store, paths)


async def _pieces(content: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """The stream in checkpoints; what came before a cut is a shorter one, and then the cut is told."""
    wait, waiting = [], 0
    cut: Cut | None = None
    try:
        async for chunk in content:
            wait.append(chunk)
            waiting += len(chunk)
            if waiting >= CHECKPOINT_BYTES:
                yield b"".join(wait)
                wait, waiting = [], 0
    except Cut as error:
        cut = error
    if waiting:
        yield b"".join(wait)
    if cut is not None:
        raise cut


def _ended(task: asyncio.Task[None]) -> bool:
    """Whether it is done; its error is raised here.

    Raises:
        BaseError: the bucket refused the checkpoint.
    """
    if task.done():
        task.result()
        return True
    return False


def _parts(agency_id: int, sha256: str) -> str:
    return f"parts/{agency_id}/{sha256}/"
