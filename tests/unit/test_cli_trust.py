"""`clerkdesk trust`: a province makes a list, an office checks, loads and shows it."""

import json
from pathlib import Path

import pytest

from clerkdesk.cli.terminal import Exit
from tests.fakes.command_line import CommandLine
from tests.fakes.program import FakeProgram
from tests.fakes.verify_authority import Authority


@pytest.fixture(scope="module")
def state() -> Authority:
    return Authority("CA phục vụ các cơ quan Nhà nước (G2)")


def test_from_the_provinces_key_to_what_the_office_believes(
    run: CommandLine, program: FakeProgram, state: Authority, tmp_path: Path
) -> None:
    key, ca, crl, out = (tmp_path / name for name in ("k.pem", "ca.crt", "g2.crl", "tinh.cdtrust"))
    ca.write_bytes(state.identity.pem)
    crl.write_bytes(state.crl())
    made_key = run("trust", "new-key", "-o", key, "--json")
    public = json.loads(made_key.out)["key"]
    make = ("trust", "make", "--key", key, "--official", ca, "--crl", crl, "-o", out, "--by", "Sở")
    assert run(*make, "--number", "2").code == Exit.DONE
    checked = run("trust", "check", "--json", out)
    (facts,) = json.loads(checked.out)
    assert (facts["version"], facts["key"], facts["made_by"]) == (2, public, "Sở")
    assert run("trust", "show").code == Exit.NOT_ALL
    refused = run("trust", "load", out)
    assert refused.code == Exit.NOT_ALL
    assert "khóa chưa được đơn vị công nhận" in refused.err
    assert run("trust", "load", "--key", public, out).code == Exit.DONE
    shown = run("trust", "show")
    assert shown.code == Exit.DONE
    assert "bản 2" in shown.out
    assert state.name in shown.out
    standing = json.loads(run("trust", "show", "--json").out)
    assert standing["authorities"][0]["list"] == "official"
    assert [one["issuer"] for one in standing["crls"]] == [state.name]
    assert run(*make, "--number", "1").code == Exit.DONE
    older = run("trust", "load", out)
    assert older.code == Exit.NOT_ALL
    assert "là bản 1, cũ hơn bản 2 đang dùng" in older.err


def test_files_are_loaded_in_the_order_that_they_need(
    run: CommandLine, program: FakeProgram, state: Authority, tmp_path: Path
) -> None:
    ca, crl = tmp_path / "ca.pem", tmp_path / "g2.crl"
    ca.write_bytes(state.identity.pem)
    crl.write_bytes(state.crl())
    assert run("trust", "load", crl, ca).code == Exit.DONE
    assert [one.issuer for one in program.believed.standing().crls] == [state.name]


def test_what_is_no_trust_file_is_said(run: CommandLine, state: Authority, tmp_path: Path) -> None:
    odd = tmp_path / "la.cdtrust"
    odd.write_bytes(b"%PDF-1.7")
    checked = run("trust", "check", odd)
    assert checked.code == Exit.NOT_ALL
    assert "không phải danh sách tin cậy" in checked.err
    leaf = tmp_path / "an.crt"
    leaf.write_bytes(state.issue("Nguyễn Văn An").pem)
    key = tmp_path / "k.pem"
    run("trust", "new-key", "-o", key)
    out = tmp_path / "x.cdtrust"
    made = run("trust", "make", "--key", key, "--number", "1", "--official", leaf, "-o", out)
    assert made.code == Exit.NOT_RUN
    assert not out.exists()
