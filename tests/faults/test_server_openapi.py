"""Requests made from the server's own OpenAPI text: no defect, no answer that is no problem, nothing of others."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerkdesk.adapters.hub import HttpHub, new_device_key
from clerkdesk.domain.agencies import Agency
from clerkdesk.server import admin
from tests.fakes.op_chain import OpChain
from tests.fakes.production import production_province
from tests.fakes.province_process import ProvinceProcess

HERE, THERE = Agency("H01.HERE", "UBND xã An Bình"), Agency("H02.THERE", "UBND xã Tân Hòa")
SECRET = "only-for-an-binh"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[ProvinceProcess]:
    process = ProvinceProcess(tmp_path, patient=True)
    process.start()
    yield process
    process.stop()


@pytest.fixture
def production(tmp_path: Path) -> Iterator[ProvinceProcess]:
    with production_province(tmp_path, patient=True) as process:
        yield process


def answers_are_right(server: ProvinceProcess, count: int) -> None:
    if importlib.util.find_spec("schemathesis") is None:
        pytest.skip("needs schemathesis (PyPI)")
    hubs = {}
    for agency, device in ((HERE, "pc-1"), (THERE, "pc-2")):
        admin.add_agency(server.folder, agency, server.database)
        hubs[device] = HttpHub(server.url, device, new_device_key())
        code = admin.one_time_code(server.folder, agency.code, server.database)
        hubs[device].enrol(code, device, agency)
    hubs["pc-1"].push(1, OpChain("pc-1").add(5, SECRET))
    token = hubs["pc-2"]._session._access_token()
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "tests.fakes.fuzz_openapi",
            server.url,
            token,
            str(count),
            SECRET,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    for hub in hubs.values():
        hub.close()
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    assert found["wrong"] == []
    assert found["asked"] >= count
    assert found["operations"] >= 18


def test_five_hundred_requests_made_from_the_openapi_text(embedded: ProvinceProcess) -> None:
    answers_are_right(embedded, 500)


@pytest.mark.long
def test_twenty_thousand_requests_made_from_the_openapi_text(production: ProvinceProcess) -> None:
    answers_are_right(production, 20_000)
