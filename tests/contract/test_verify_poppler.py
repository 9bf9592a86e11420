"""What poppler's pdfsig signs is valid to us: a second program, its own way to write a signature."""

import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.domain.verdicts import Verdict
from tests.fakes.honest import papers
from tests.fakes.honest.kit import Kit

_TOOLS = ("certutil", "pk12util", "pdfsig")
PAPERS = {
    "letter": papers.letter(),
    "linear": papers.linear(),
    "streams": papers.as_streams(papers.letter(2)),
    "hybrid": papers.hybrid(),
    "form": papers.decision(),
}


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit()


@pytest.fixture(scope="module")
def keys(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key store of NSS with the leader in it."""
    if not all(map(shutil.which, _TOOLS)):
        pytest.skip("poppler and the tools of NSS are not installed here")
    folder = tmp_path_factory.mktemp("nss")
    bundle = folder / "leader.p12"
    bundle.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"leader",
            kit.leader.key,
            kit.leader.certificate,
            [kit.authority.identity.certificate],
            BestAvailableEncryption(b"x"),
        )
    )
    _run("certutil", "-N", "-d", f"sql:{folder}", "--empty-password")
    _run("pk12util", "-i", str(bundle), "-d", f"sql:{folder}", "-W", "x", "-K", "")
    return folder


@pytest.mark.long
@pytest.mark.parametrize("name", PAPERS)
def test_what_poppler_signs_once_and_twice_is_valid(
    kit: Kit, keys: Path, name: str, tmp_path: Path
) -> None:
    files = [tmp_path / f"{number}.pdf" for number in range(3)]
    files[0].write_bytes(PAPERS[name])
    for before, after in ((files[0], files[1]), (files[1], files[2])):
        _run(
            "pdfsig", "-nssdir", str(keys), "-nick", "leader", "-add-signature",
            str(before), str(after),
        )  # fmt: skip
        assert check_pdf(after.read_bytes(), kit.trust).verdict is Verdict.VALID


def _run(*command: str) -> None:
    subprocess.run(command, capture_output=True, timeout=60, check=False)
