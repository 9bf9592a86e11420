"""What every place for blobs can do: take a whole stream, give one back, keep small marks."""

import hashlib
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from datetime import datetime
from typing import Protocol

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore

from clerkdesk.server.store.link import StorageFull

PART_BYTES = 5 * 1024 * 1024
"""The least that S3 takes as one part of a large object."""
CHECKPOINT_BYTES = 256 * 1024
"""A cut line costs at most this much."""


class WrongHash(Exception):
    """What came is not what its name says; nothing was kept."""


class TooLong(Exception):
    """More came than is allowed or was announced; nothing was kept."""


class Cut(Exception):
    """The line broke while content came."""


class WrongOffset(Exception):
    """The upload does not go on where the server stands."""

    def __init__(self, here: int) -> None:
        super().__init__(f"the server holds {here} bytes")
        self.here = here


class Superseded(Exception):
    """The desk began the same upload anew; the newest request goes on."""


class Blobs(Protocol):
    """Blobs by agency and SHA-256. A blob exists only whole and checked; parts of one wait apart."""

    async def put(
        self, agency_id: int, sha256: str, content: AsyncIterable[bytes], limit: int
    ) -> int:
        """Store a whole stream and return its size in bytes.

        Raises:
            WrongHash, TooLong: the name never appears.
            StorageFull: nothing was kept.
        """
        ...

    async def held(self, agency_id: int, sha256: str) -> int:
        """Bytes of an unfinished upload that need not be sent again."""
        ...

    async def resume(
        self, agency_id: int, sha256: str, offset: int, total: int, content: AsyncIterable[bytes]
    ) -> int:
        """Go on with an upload at `offset`; what came before a cut is kept by checkpoints.

        Returns:
            The bytes held now; the blob exists when they are `total`.

        Raises:
            WrongOffset, Superseded, Cut, StorageFull: what was held stays held.
            WrongHash, TooLong: what was held is dropped.
        """
        ...

    async def get(self, agency_id: int, sha256: str, offset: int = 0) -> AsyncIterator[bytes]:
        """The content from `offset` on, in chunks.

        Raises:
            FileNotFoundError: the object store lost it.
        """
        ...

    async def forget_parts(self, before: datetime) -> int:
        """Drop unfinished uploads that nobody touched since `before`; return how many parts went."""
        ...

    def mark(self, name: str, content: bytes) -> None:
        """Keep a small text outside the database, so that no backup of it puts this back."""
        ...

    def marks(self, prefix: str) -> Iterator[tuple[str, bytes]]:
        """The marks whose name begins with `prefix`."""
        ...


class Whole:
    """The part of `Blobs` that is the same in a folder and in a bucket."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    async def put(
        self, agency_id: int, sha256: str, content: AsyncIterable[bytes], limit: int
    ) -> int:
        """Store a stream; the object store's upload is broken off where it is not right."""
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

        path = blob_path(agency_id, sha256)
        try:
            await obstore.put_async(
                self._store, path, checked(), chunk_size=PART_BYTES, max_concurrency=2
            )
            await self._settle(path)
        except (BaseError, OSError) as error:
            raise StorageFull from error
        return size

    async def get(self, agency_id: int, sha256: str, offset: int = 0) -> AsyncIterator[bytes]:
        """The content from `offset` on."""
        options = {"range": {"offset": offset}} if offset else None
        path = blob_path(agency_id, sha256)
        result = await obstore.get_async(self._store, path, options=options)

        async def chunks() -> AsyncIterator[bytes]:
            async for chunk in result.stream():
                yield bytes(chunk)

        return chunks()

    def marks(self, prefix: str) -> Iterator[tuple[str, bytes]]:
        """The marks whose name begins with `prefix`."""
        for page in obstore.list(self._store, prefix=f"marks/{prefix}"):
            for found in page:
                name = str(found["path"])
                yield (
                    name.removeprefix("marks/"),
                    bytes(obstore.get(self._store, name).bytes()),
                )

    async def _settle(self, path: str) -> None:
        """Make a written object durable, where the store does not by itself."""


def blob_path(agency_id: int, sha256: str) -> str:
    """Where a blob lies."""
    return f"{agency_id}/{sha256[:2]}/{sha256}"
