"""Honest files of many kinds, signed with an authority of our own: every one of them is valid."""

import json
import logging
from pathlib import Path

import pytest

from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.cli import main
from clerkdesk.domain.verdicts import Integrity, Verdict
from tests.fakes.honest.kinds import KINDS, SLOW
from tests.fakes.honest.kit import Kit

KEYS = {
    "file", "verdict", "integrity", "certificate", "revocation", "legal_class", "signatures",
    "findings", "seconds",
}  # fmt: skip
"""What issue 4/8 prints of one file."""


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit()


@pytest.fixture(autouse=True)
def _quiet() -> None:
    logging.getLogger("pyhanko").setLevel(logging.ERROR)  # it warns of what we want: no fetching


def _judge(kit: Kit, name: str) -> None:
    check = check_pdf(KINDS[name](kit), kit.trust)
    assert check.verdict is Verdict.VALID, [one.code for one in check.findings]
    assert check.integrity in (Integrity.INTACT, Integrity.ALLOWED_CHANGES)


@pytest.mark.parametrize("name", [name for name in KINDS if name not in SLOW])
def test_an_honest_file_is_valid(kit: Kit, name: str) -> None:
    _judge(kit, name)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(SLOW))
def test_an_honest_big_file_is_valid(kit: Kit, name: str) -> None:
    _judge(kit, name)


def test_there_are_more_than_twenty_kinds() -> None:
    assert len(KINDS) >= 20


def test_the_command_line_finds_them_valid_by_the_anchor_and_the_list_that_it_is_given(
    kit: Kit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    anchor, crl = tmp_path / "goc.pem", tmp_path / "thu-hoi.crl"
    anchor.write_bytes(kit.authority.identity.pem)
    crl.write_bytes(kit.authority.crl())
    files = []
    for name in ("plain", "leader_then_seal", "archival", "hybrid_as_word"):
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(KINDS[name](kit))
    given = ["--anchor", str(anchor), "--crl", str(crl)]
    assert main(["verify", "--json", *given, *map(str, files)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["verdict"] for one in told] == ["valid"] * len(files)
    assert all(set(one) == KEYS for one in told)
    assert all(set(finding) == {"code", "text"} for one in told for finding in one["findings"])
    assert [one["file"] for one in told] == [str(file) for file in files]
    assert main(["verify", "--json", "--anchor", str(anchor), *map(str, files[:1])]) == 1
    assert json.loads(capsys.readouterr().out)[0]["revocation"] == "unknown"
