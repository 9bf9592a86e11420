"""Results that are written into a file on a full disk: said, and never taken for an answer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
CHECKOUT = Path(__file__).parents[2]


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize(
    "arguments",
    [
        ["read-fields", "--json", "none.pdf"],
        ["edxml", "check", "none.edxml"],
    ],
    ids=" ".join,
)
def test_a_full_disk_behind_the_output_is_said(tmp_path: Path, arguments: list[str]) -> None:
    with FULL.open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "clerkdesk", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=120,
        )
    told = ended.stderr.decode()
    assert ended.returncode == 2, told
    assert "Traceback" not in told
    assert "Exception ignored" not in told
    assert "Lỗi: " in told
