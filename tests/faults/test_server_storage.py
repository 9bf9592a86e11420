"""The server's disk takes no more: a problem that can be tried again, and nothing half kept."""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from clerkdesk.adapters.hub import HttpHub, new_device_key
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.errors import ServerUnreachable
from clerkdesk.domain.wire import Pushed
from clerkdesk.server import admin
from tests.fakes.op_chain import OpChain
from tests.fakes.province_process import ProvinceProcess

HERE = Agency("H01.HERE", "UBND xã An Bình")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = os.name == "posix" and os.geteuid() == 0
    if mounted:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)],
            check=False,
            capture_output=True,
        )
        mounted = done.returncode == 0
    if not mounted:
        pytest.skip("needs the right to mount a tmpfs")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_refuses_ops_and_blobs_and_goes_on_when_there_is_room(
    small_disk: Path,
) -> None:
    server = ProvinceProcess(small_disk / "province")
    admin.add_agency(server.folder, HERE)
    server.start()
    hub = HttpHub(server.url, "pc-1", new_device_key())
    hub.enrol(admin.one_time_code(server.folder, HERE.code), "pc-1", HERE)
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(900_000))
    chain = OpChain("pc-1")
    chain.add(1500)
    answers: list[Pushed] = []
    with pytest.raises(ServerUnreachable):  # try later: the clerk has nothing else to do
        answers.extend(hub.push(1, chain.ops[at : at + 100]) for at in range(0, 1500, 100))
    acked = answers[-1].acked if answers else 0
    content = bytes(1_500_000)
    name = hashlib.sha256(content).hexdigest()
    with pytest.raises(ServerUnreachable):
        hub.put_blob(name, content)
    answer = httpx.put(
        f"{server.url}/v1/blobs/{name}",
        content=content,
        headers={"Authorization": f"Bearer {hub._session._access_token()}"},
    )
    assert answer.status_code == 503
    assert answer.json()["retryable"] is True
    assert answer.headers["Retry-After"]
    assert not hub.has_blob(name)
    ballast.unlink()
    assert hub.push(1, chain.ops[acked : acked + 100]).acked == acked + 100
    other = HttpHub(server.url, "pc-2", new_device_key())
    other.enrol(admin.one_time_code(server.folder, HERE.code), "pc-2", HERE)
    seqs = [entry.op.seq for entry in other.pull(0, 0).entries if entry.op]
    assert seqs[:500] == list(range(1, min(acked + 100, 500) + 1))
    for each in (hub, other):
        each.close()
    assert server.stop() == 0
