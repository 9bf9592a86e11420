"""Demo tokens for tests: made once a run (RSA keys take their time), copied where one is broken."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from clerkdesk.adapters.token.software import (
    SoftwareTokens,
    find_module,
    load_software_tokens,
    make_software_tokens,
)

OFFICE = "ỦY BAN NHÂN DÂN XÃ THẠNH MẪU"
LEADER = "Nguyễn Văn Mẫu"


def shared_tokens(*, elliptic: bool = False) -> SoftwareTokens:
    """The run's tokens, to be read and signed with only; skips where SoftHSM2 is missing."""
    if find_module() is None or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM2 is not installed")
    return _made(elliptic)


def copied_tokens(folder: Path) -> SoftwareTokens:
    """A copy under `folder` that a test may break."""
    original = shared_tokens().config_file.parent
    shutil.copytree(original, folder)
    config = folder / "softhsm2.conf"
    config.write_text(config.read_text().replace(str(original), str(folder)))
    copied = load_software_tokens(folder)
    assert copied is not None
    return copied


@cache
def _made(elliptic: bool) -> SoftwareTokens:
    folder = Path(tempfile.mkdtemp(prefix="clerkdesk-test-tokens-")).resolve()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return make_software_tokens(
        folder / "tokens",
        organisation=OFFICE,
        leader=LEADER,
        leader_title="Chủ tịch",
        locality="Thành phố Mẫu",
        now=datetime.now(UTC),
        elliptic=elliptic,
    )


def change_pin(tokens: SoftwareTokens, label: str, old: str, new: str) -> None:
    """Give a token another PIN, in a process of its own: a library is one state a process."""
    script = (
        "import sys, pkcs11\n"
        "module, label, old, new = sys.argv[1:]\n"
        "token = pkcs11.lib(module).get_token(token_label=label)\n"
        "with token.open(rw=True, user_pin=old) as session:\n"
        "    session.set_pin(old, new)\n"
    )
    command = [sys.executable, "-c", script, str(tokens.module), label, old, new]
    subprocess.run(command, check=True, env={**os.environ, **tokens.environment})
