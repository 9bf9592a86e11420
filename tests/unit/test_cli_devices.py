"""`clerkdesk scan` and `sign`: what a device gave is kept, what failed is not written."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from clerkdesk.cli.terminal import Exit
from clerkdesk.domain.errors import (
    PaperJam,
    WrongPin,
)
from tests.fakes.command_line import CommandLine
from tests.fakes.packets import PDF
from tests.fakes.program import (
    LEADER,
    SCANNER,
    SEAL_BOX,
    SIGNATURE_BOX,
    FakeFeeder,
    FakeProgram,
    FakeTokens,
)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    file = tmp_path / "công văn.pdf"
    file.write_bytes(PDF)
    return file


def test_scan_binds_all_pages_into_one_pdf(
    run: CommandLine, program: FakeProgram, tmp_path: Path
) -> None:
    out = tmp_path / "quet.pdf"
    ran = run("scan", "--device", "fake:1", "--out", out, "--dpi", 200, "--duplex", "--json")
    assert ran.code == Exit.DONE
    report = json.loads(ran.out)
    assert (report["pages"], report["error"]) == (3, None)
    assert out.read_bytes() == b"%PDF-1.7 bound"
    assert program.workshop.bound[0][:2] == (3, 3)
    device, settings = program.feeder.asked[0]
    assert (device, settings.dpi, settings.duplex) == ("fake:1", 200, True)
    assert program.feeder.closed
    assert program.workshop.closed


def test_pages_before_a_jam_are_kept_and_the_jam_is_told(
    run: CommandLine, program: FakeProgram, tmp_path: Path
) -> None:
    program.feeder = FakeFeeder(2, PaperJam(3))
    ran = run("scan", "--out", tmp_path / "a.pdf", "--no-ocr")
    assert ran.code == Exit.NOT_ALL
    assert "kẹt giấy ở trang 3" in ran.err
    assert program.workshop.bound[0][:2] == (2, 0)


def test_an_empty_feeder_or_no_scanner_writes_nothing(
    run: CommandLine, program: FakeProgram, tmp_path: Path
) -> None:
    out = tmp_path / "a.pdf"
    program.feeder = FakeFeeder(0)
    assert "không có giấy" in run("scan", "--out", out).err
    program.feeder = FakeFeeder(found=())
    ran = run("scan", "--out", out)
    assert (ran.code, out.exists()) == (Exit.NOT_RUN, False)
    assert "Không tìm thấy máy quét" in ran.err


def test_the_demo_scanner_is_used_only_by_name(
    run: CommandLine, program: FakeProgram, tmp_path: Path
) -> None:
    demo = replace(SCANNER, device_id="virtual:decision", driver="virtual")
    program.feeder = FakeFeeder(found=(demo,))
    assert run("scan", "--out", tmp_path / "a.pdf").code == Exit.NOT_RUN
    run("scan", "--out", tmp_path / "a.pdf", "--device", "virtual:decision")
    program.feeder.found = (demo, SCANNER)
    run("scan", "--out", tmp_path / "a.pdf")
    assert [device for device, _settings in program.feeder.asked] == ["virtual:decision", "fake:1"]


def test_scanners_are_listed(run: CommandLine, program: FakeProgram) -> None:
    assert "fake:1" in run("scan", "--list").out
    assert run("scan", "--list", "--json").json[0]["is_feeder"] is True
    program.feeder = FakeFeeder(found=())
    ran = run("scan", "--list", "--json")
    assert (ran.code, ran.json) == (Exit.NOT_ALL, [])


def sign_arguments(pdf: Path, out: Path, *more: object) -> list[object]:
    return ["sign", "--certificate", "T1:01", "--pin-from-stdin", *more, pdf, "-o", out]


def test_a_person_signs_at_the_persons_place(
    run: CommandLine, program: FakeProgram, pdf: Path, tmp_path: Path
) -> None:
    out = tmp_path / "ký.pdf"
    ran = run(*sign_arguments(pdf, out, "--signer", "Đỗ Thị Hường"), stdin="123456\n")
    assert ran.code == Exit.DONE
    assert out.read_bytes() == PDF + b" signed"
    assert pdf.read_bytes() == PDF
    (order,) = program.tokens.orders
    assert (order.kind, order.appearance.page, order.appearance.box) == ("person", 2, SIGNATURE_BOX)
    assert program.tokens.pins == [b"123456"]
    assert program.tokens.closed
    assert program.desk.closed
    assert "123456" not in ran.out + ran.err


def test_the_organisations_certificate_goes_to_the_seals_place(
    run: CommandLine, program: FakeProgram, pdf: Path, tmp_path: Path
) -> None:
    program.tokens = FakeTokens([replace(LEADER, is_organisation=True)])
    ran = run(*sign_arguments(pdf, tmp_path / "a.pdf", "--signer", "A", "--json"), stdin="1\n")
    assert json.loads(ran.out)["kind"] == "organisation"
    assert program.tokens.orders[0].appearance.box == SEAL_BOX


@pytest.mark.parametrize(
    ("tokens", "why"),
    [
        (FakeTokens([]), "Không thấy USB token"),
        (FakeTokens([replace(LEADER, certificate_id="khác")]), "Không thấy USB token"),
        (FakeTokens(error=WrongPin()), "Mã PIN"),
    ],
    ids=["no token", "another token", "wrong PIN"],
)
def test_what_was_not_signed_is_not_written(
    run: CommandLine, program: FakeProgram, pdf: Path, tmp_path: Path, tokens: FakeTokens, why: str
) -> None:
    program.tokens = tokens
    out = tmp_path / "a.pdf"
    ran = run(*sign_arguments(pdf, out), stdin="123\n")
    assert (ran.code, out.exists()) == (Exit.NOT_RUN, False)
    assert why in ran.err


def test_the_file_to_sign_is_never_overwritten(
    run: CommandLine, program: FakeProgram, pdf: Path
) -> None:
    ran = run(*sign_arguments(pdf, pdf), stdin="123\n")
    assert ran.code == Exit.NOT_RUN
    assert program.tokens.orders == []


def test_certificates_are_listed(run: CommandLine, program: FakeProgram) -> None:
    assert "T1:01" in run("sign", "--list").out
    assert run("sign", "--list", "--json").json[0]["subject"] == "Đỗ Thị Hường"
    program.tokens = FakeTokens([])
    assert run("sign", "--list").code == Exit.NOT_ALL
