"""Content of packets in an object store: a folder here, S3 in production, behind one API."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterable, AsyncIterator
from pathlib import Path

import obstore
from obstore.exceptions import GenericError
from obstore.store import LocalStore

from clerkdesk.server.store.database import StorageFull

_PART_BYTES = 5 * 1024 * 1024


class WrongHash(Exception):
    """What came is not what its name says; nothing was kept."""


class TooLong(Exception):
    """More came than is allowed; nothing was kept."""


class Blobs:
    """Blobs by agency and SHA-256. A blob exists only whole and checked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store = LocalStore(prefix=folder, mkdir=True)

    async def put(
        self, agency_id: int, sha256: str, content: AsyncIterable[bytes], limit: int
    ) -> int:
        """Store a stream and return its size in bytes.

        Raises:
            WrongHash, TooLong: the store's upload is broken off, so the name never appears.
            StorageFull: nothing was kept.
        """
        size = 0

        async def checked() -> AsyncIterator[bytes]:
            nonlocal size
            digest = hashlib.sha256()
            async for chunk in content:
                size += len(chunk)
                if size > limit:
                    raise TooLong
                digest.update(chunk)
                if chunk:
                    yield chunk
            if digest.hexdigest() != sha256:
                raise WrongHash

        path = _path(agency_id, sha256)
        try:
            await obstore.put_async(
                self._store, path, checked(), chunk_size=_PART_BYTES, max_concurrency=2
            )
            await asyncio.to_thread(_make_durable, self._folder / path, self._folder)
        except (GenericError, OSError) as error:
            raise StorageFull from error
        return size

    async def get(self, agency_id: int, sha256: str) -> AsyncIterator[bytes]:
        """The content, in chunks.

        Raises:
            FileNotFoundError: the object store lost it.
        """
        result = await obstore.get_async(self._store, _path(agency_id, sha256))

        async def chunks() -> AsyncIterator[bytes]:
            async for chunk in result.stream():
                yield bytes(chunk)

        return chunks()


def _path(agency_id: int, sha256: str) -> str:
    return f"{agency_id}/{sha256[:2]}/{sha256}"


def _make_durable(file: Path, top: Path) -> None:
    """Flush file and folders: obstore's folder store renames without a flush."""
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
