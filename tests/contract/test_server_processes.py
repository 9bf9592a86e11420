"""Several server processes on one PostgreSQL and one bucket are one province."""

import hashlib
import random
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerkdesk.adapters.hub import HttpHub
from clerkdesk.domain.agencies import Agency
from clerkdesk.server import admin
from tests.fakes.op_chain import OpChain
from tests.fakes.postgres_cluster import PostgresCluster
from tests.fakes.province_process import ProvinceProcess
from tests.fakes.s3_bucket import S3Bucket

HERE = Agency("H01.A", "UBND xã An Bình")


@pytest.fixture
def pair(
    tmp_path: Path, postgres: PostgresCluster
) -> Iterator[tuple[ProvinceProcess, ProvinceProcess]]:
    """Two processes, as on two machines: each has its own folder, with the same keys in it."""
    bucket, database = S3Bucket(), postgres.new_database()
    made = []
    for name in ("a", "b"):
        folder = tmp_path / name
        if made:
            folder.mkdir()
            for key in made[0].folder.glob("*-key.json"):
                shutil.copy(key, folder)
        process = ProvinceProcess(
            folder, database=database, bucket=bucket.address, environment=bucket.environment
        )
        process.start()
        made.append(process)
    yield made[0], made[1]
    for process in made:
        process.stop()
    bucket.stop()


def desk(process: ProvinceProcess, device: str, key: bytes, *, enrol: bool) -> HttpHub:
    hub = HttpHub(process.url, device, key)
    if enrol:
        admin.add_agency(process.folder, HERE, process.database)
        hub.enrol(admin.one_time_code(process.folder, HERE.code, process.database), device, HERE)
    return hub


def test_what_is_said_to_one_process_is_heard_at_once_by_the_long_poll_of_the_other(
    pair: tuple[ProvinceProcess, ProvinceProcess],
) -> None:
    first, second = (
        desk(pair[0], "pc-1", b"1" * 32, enrol=True),
        desk(pair[1], "pc-2", b"2" * 32, enrol=True),
    )
    page = second.pull(0, 0)
    timer = threading.Timer(0.7, first.push, (1, OpChain("pc-1").add(1)))
    timer.start()
    began = time.monotonic()
    assert len(second.pull(page.generation, page.last, wait=30).entries) == 1
    assert time.monotonic() - began < 8
    timer.join()
    first.close()
    second.close()


def test_an_upload_cut_at_one_process_goes_on_at_the_other(
    pair: tuple[ProvinceProcess, ProvinceProcess],
) -> None:
    content = random.Random(7).randbytes(900_000)
    sha = hashlib.sha256(content).hexdigest()
    here = desk(pair[0], "pc-1", b"1" * 32, enrol=True)
    there = desk(pair[1], "pc-1", b"1" * 32, enrol=False)
    headers = {"Upload-Offset": "0", "Upload-Length": str(len(content))}
    token = here._session._access_token()
    answer = here._session._client.patch(
        f"/v1/blobs/{sha}",
        content=content[:600_000],
        headers={"Authorization": f"Bearer {token}", **headers},
    )
    assert (answer.status_code, answer.headers["upload-offset"]) == (204, "600000")
    assert not there.has_blob(sha)
    there.put_blob(sha, content)
    assert here.get_blob(sha) == content
    here.close()
    there.close()


def test_a_process_that_dies_takes_nothing_with_it(
    pair: tuple[ProvinceProcess, ProvinceProcess],
) -> None:
    first = desk(pair[0], "pc-1", b"1" * 32, enrol=True)
    chain = OpChain("pc-1")
    first.push(1, chain.add(50))
    pair[0].kill()
    first.close()
    again, other = (
        desk(pair[1], "pc-1", b"1" * 32, enrol=False),
        desk(pair[1], "pc-2", b"2" * 32, enrol=True),
    )
    assert again.push(1, chain.ops).acked == 50
    assert [entry.op for entry in other.pull(0, 0).entries] == chain.ops
    again.close()
    other.close()
