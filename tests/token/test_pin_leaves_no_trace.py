"""The PIN after a batch: looked for in the whole memory of the window and of its children."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.demo_tokens import change_pin, copied_tokens

WAIT_SECONDS = 5.0
"""As the requirement says: memory that is freed at once is written over soon, or never."""


def memory(pid: int) -> Iterator[bytes]:
    """Everything that the process can write to, as a debugger's dump would hold it."""
    place = Path(f"/proc/{pid}")
    with (place / "maps").open() as maps, (place / "mem").open("rb", 0) as mem:
        for line in maps:
            span, rights, *_rest = line.split()
            if "w" not in rights:
                continue
            begin, end = (int(edge, 16) for edge in span.split("-"))
            mem.seek(begin)
            try:
                yield mem.read(end - begin)
            except OSError:
                continue  # a device's own pages


def hits(pids: list[int], pin: str) -> int:
    """How often the PIN stands in these processes, as UTF-8 and as UTF-16."""
    wanted = (pin.encode(), pin.encode("utf-16-le"))
    return sum(part.count(one) for pid in pids for part in memory(pid) for one in wanted)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize(
    "what",
    [
        "batch",
        "packet",
        pytest.param("locked", marks=pytest.mark.long),
        pytest.param("locked-in-batch", marks=pytest.mark.long),
    ],
)
def test_five_seconds_after_a_batch_a_packet_or_a_lock_the_pin_is_nowhere_in_memory(
    tmp_path: Path, what: str
) -> None:
    assert traces_of_the_pin(tmp_path, what) == 0


def traces_of_the_pin(tmp_path: Path, what: str = "batch") -> int:
    """Sign in a real window with a PIN of twelve digits; how often it is found afterwards."""
    tmp_path.mkdir(exist_ok=True)
    tokens = copied_tokens(tmp_path / "tokens")
    pin = "".join(secrets.choice("0123456789") for _digit in range(12))
    if what != "packet":
        change_pin(tokens, "Lanh dao", tokens.leader_pin, pin)
    script = Path(__file__).with_name("window_for_pin.py")
    root = script.parent.parent.parent
    window = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "office"), str(tmp_path / "tokens"), what],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert window.stdin is not None
    assert window.stdout is not None

    def said(word: str) -> list[int]:
        heard, *pids = window.stdout.readline().split() or [""]
        assert heard == word
        return [int(pid) for pid in pids]

    try:
        if what == "packet":  # the agency's token has sealed with its old PIN
            said("sealed")
            change_pin(tokens, "Co quan", tokens.organisation_pin, pin)
            window.stdin.write("\n")
            window.stdin.flush()
        said("ready")
        window.stdin.write(f"{pin}\n")
        window.stdin.flush()
        said("typed")
        assert hits([window.pid], pin) == 1  # the way of looking finds it while it is there
        window.stdin.write("\n")
        window.stdin.flush()
        children = said("signed")
        time.sleep(WAIT_SECONDS)
        alive = [pid for pid in children if Path(f"/proc/{pid}/mem").exists()]
        return hits([window.pid, *alive], pin)
    finally:
        window.stdin.close()
        window.stdout.close()
        window.wait(30)
