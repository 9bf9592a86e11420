"""Blobs in a folder and in a bucket behave alike: whole or not there, and a cut costs a checkpoint."""

import asyncio
import hashlib
import itertools
import random
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clerkdesk.server.blobs.bucket import BucketBlobs
from clerkdesk.server.blobs.folder import FolderBlobs
from clerkdesk.server.blobs.whole import (
    CHECKPOINT_BYTES,
    Blobs,
    Cut,
    Superseded,
    TooLong,
    WrongHash,
    WrongOffset,
)
from tests.fakes.s3_bucket import S3Bucket

CONTENT = random.Random(6).randbytes(3 * CHECKPOINT_BYTES + 12_345)
SHA = hashlib.sha256(CONTENT).hexdigest()
_agency = itertools.count(1)


@pytest.fixture(scope="module")
def bucket() -> Iterator[S3Bucket]:
    server = S3Bucket()
    yield server
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    if request.param == "folder":
        return FolderBlobs(tmp_path)
    return BucketBlobs(request.getfixturevalue("bucket").store())


@pytest.fixture
def agency() -> int:
    """An agency of this test alone."""
    return next(_agency)


async def stream(
    content: bytes, piece: int = 64 * 1024, cut_after: int | None = None
) -> AsyncIterator[bytes]:
    for start in range(0, len(content), piece):
        if cut_after is not None and start >= cut_after:
            raise Cut
        yield content[start : start + piece]


async def read(blobs: Blobs, agency: int, sha256: str = SHA, offset: int = 0) -> bytes:
    return b"".join([chunk async for chunk in await blobs.get(agency, sha256, offset)])


def test_one_stream_makes_the_blob(blobs: Blobs, agency: int) -> None:
    async def play() -> None:
        assert await blobs.resume(agency, SHA, 0, len(CONTENT), stream(CONTENT)) == len(CONTENT)
        assert await read(blobs, agency) == CONTENT
        assert await blobs.held(agency, SHA) == 0

    asyncio.run(play())


@pytest.mark.parametrize("cut_after", [100_000, CHECKPOINT_BYTES, 2 * CHECKPOINT_BYTES + 70_000])
def test_after_a_cut_the_upload_goes_on_with_at_most_one_checkpoint_sent_again(
    blobs: Blobs, agency: int, cut_after: int
) -> None:
    async def play() -> None:
        with pytest.raises(Cut):
            await blobs.resume(agency, SHA, 0, len(CONTENT), stream(CONTENT, 10_000, cut_after))
        held = await blobs.held(agency, SHA)
        assert cut_after - CHECKPOINT_BYTES <= held <= cut_after + 10_000
        with pytest.raises(FileNotFoundError):
            await read(blobs, agency)
        rest = stream(CONTENT[held:])
        assert await blobs.resume(agency, SHA, held, len(CONTENT), rest) == len(CONTENT)
        assert await read(blobs, agency) == CONTENT

    asyncio.run(play())


def test_a_stream_that_ends_early_says_what_is_held(blobs: Blobs, agency: int) -> None:
    async def play() -> None:
        got = await blobs.resume(agency, SHA, 0, len(CONTENT), stream(CONTENT[:300_000]))
        assert got == await blobs.held(agency, SHA) == 300_000

    asyncio.run(play())


def test_an_offset_that_is_not_held_is_refused_with_the_right_one(
    blobs: Blobs, agency: int
) -> None:
    async def play() -> None:
        for offset in (1, CHECKPOINT_BYTES):
            with pytest.raises(WrongOffset) as refused:
                await blobs.resume(agency, SHA, offset, len(CONTENT), stream(CONTENT))
            assert refused.value.here == 0
        await blobs.resume(agency, SHA, 0, len(CONTENT), stream(CONTENT[:50_000]))
        with pytest.raises(WrongOffset) as refused:
            await blobs.resume(agency, SHA, 50_001, len(CONTENT), stream(CONTENT))
        assert refused.value.here == 50_000

    asyncio.run(play())


def test_other_content_under_the_name_never_exists_and_is_dropped(
    blobs: Blobs, agency: int
) -> None:
    async def play() -> None:
        other = bytes(len(CONTENT))
        await blobs.resume(agency, SHA, 0, len(CONTENT), stream(other[:300_000]))
        with pytest.raises(WrongHash):
            await blobs.resume(agency, SHA, 300_000, len(CONTENT), stream(CONTENT[300_000:]))
        assert await blobs.held(agency, SHA) == 0
        with pytest.raises(FileNotFoundError):
            await read(blobs, agency)

    asyncio.run(play())


def test_more_than_was_announced_is_refused(blobs: Blobs, agency: int) -> None:
    async def play() -> None:
        with pytest.raises(TooLong):
            await blobs.resume(agency, SHA, 0, len(CONTENT) - 1, stream(CONTENT))
        assert await blobs.held(agency, SHA) == 0

    asyncio.run(play())


def test_an_upload_begun_anew_takes_the_place_of_what_was_held(blobs: Blobs, agency: int) -> None:
    async def play() -> None:
        await blobs.resume(agency, SHA, 0, len(CONTENT), stream(bytes(400_000)))
        await blobs.resume(agency, SHA, 0, len(CONTENT), stream(CONTENT))
        assert await read(blobs, agency) == CONTENT

    asyncio.run(play())


def test_the_newest_of_two_requests_goes_on(tmp_path: Path, agency: int) -> None:
    blobs = FolderBlobs(tmp_path)
    first_came = asyncio.Event()
    second_began = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield CONTENT[:CHECKPOINT_BYTES]
        first_came.set()
        await second_began.wait()
        yield bytes(CHECKPOINT_BYTES)

    async def quick() -> AsyncIterator[bytes]:
        second_began.set()
        await asyncio.sleep(0.05)
        yield CONTENT

    async def play() -> None:
        old = asyncio.create_task(blobs.resume(agency, SHA, 0, len(CONTENT), slow()))
        await first_came.wait()
        await blobs.resume(agency, SHA, 0, len(CONTENT), quick())
        with pytest.raises(Superseded):
            await old
        assert await read(blobs, agency) == CONTENT

    asyncio.run(play())


def test_a_download_goes_on_where_it_was_cut(blobs: Blobs, agency: int) -> None:
    async def play() -> None:
        await blobs.resume(agency, SHA, 0, len(CONTENT), stream(CONTENT))
        assert await read(blobs, agency, SHA, 700_001) == CONTENT[700_001:]

    asyncio.run(play())


def test_parts_of_another_agency_are_another_agencys(blobs: Blobs, agency: int) -> None:
    async def play() -> None:
        await blobs.resume(agency, SHA, 0, len(CONTENT), stream(CONTENT[:300_000]))
        assert await blobs.held(agency + 1000, SHA) == 0

    asyncio.run(play())


def test_an_empty_content_is_a_blob_too(blobs: Blobs, agency: int) -> None:
    empty = hashlib.sha256(b"").hexdigest()

    async def play() -> None:
        assert await blobs.resume(agency, empty, 0, 0, stream(b"")) == 0
        assert await read(blobs, agency, empty) == b""

    asyncio.run(play())


def test_unfinished_uploads_are_forgotten_after_a_time(blobs: Blobs, agency: int) -> None:
    async def play() -> None:
        await blobs.resume(agency, SHA, 0, len(CONTENT), stream(CONTENT[:300_000]))
        now = datetime.now(UTC)
        assert await blobs.forget_parts(now - timedelta(days=7)) == 0
        assert await blobs.held(agency, SHA) == 300_000
        assert await blobs.forget_parts(now + timedelta(minutes=5)) > 0
        assert await blobs.held(agency, SHA) == 0

    asyncio.run(play())


def test_marks_are_kept_by_name_and_overwritten(blobs: Blobs, agency: int) -> None:
    blobs.mark(f"t{agency}/one", b"1")
    blobs.mark(f"t{agency}/two", b"hai")
    blobs.mark(f"t{agency}/one", b"2")
    found = dict(blobs.marks(f"t{agency}"))
    assert found == {f"t{agency}/one": b"2", f"t{agency}/two": b"hai"}
