"""`clerkdesk verify` and `read-fields`: agreed shapes, and one bad file never stops the others."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image

from clerkdesk.cli.terminal import Exit
from clerkdesk.domain.errors import (
    DamagedFile,
    HelperCrashed,
)
from clerkdesk.domain.reading import Box, ReadField
from clerkdesk.domain.verdicts import (
    CertificateState,
    Finding,
    Integrity,
    Revocation,
    SignatureReport,
    Verdict,
)
from clerkdesk.process.host import ChildDefect
from tests.fakes.command_line import CommandLine
from tests.fakes.packets import PDF
from tests.fakes.program import (
    VALID,
    FakeChecker,
    FakeProgram,
    FakeWorkshop,
)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    file = tmp_path / "công văn.pdf"
    file.write_bytes(PDF)
    return file


def test_verify_prints_exactly_the_agreed_shape(
    run: CommandLine, program: FakeProgram, pdf: Path
) -> None:
    signature = SignatureReport(
        *("Sig1", "Đỗ Thị Hường", "UBND xã", "CA", datetime(2026, 11, 1, tzinfo=UTC), True),
        *(Integrity.INTACT, CertificateState.GOOD, Revocation.GOOD),
    )
    check = replace(VALID, signatures=(signature,), findings=(Finding("late", "Ký muộn."),))
    program.checker = FakeChecker({pdf.name: check})
    ran = run("verify", "--json", pdf)
    (one,) = ran.json
    assert ran.code == Exit.DONE
    assert list(one) == [
        *("file", "verdict", "integrity", "certificate", "revocation", "legal_class"),
        *("signatures", "findings", "seconds"),
    ]
    assert one["file"] == str(pdf)
    assert (one["verdict"], one["integrity"], one["legal_class"]) == ("valid", "intact", "original")
    assert one["findings"] == [{"code": "late", "text": "Ký muộn."}]
    assert one["signatures"][0]["signed_at"] == "2026-11-01T00:00:00+00:00"  # type: ignore[index]
    assert one["seconds"] == 0.25
    assert program.checker.closed


def test_verify_starts_one_checker_a_core_and_answers_in_order(
    run: CommandLine, program: FakeProgram, tmp_path: Path
) -> None:
    files = [tmp_path / f"{number}.pdf" for number in range(5)]
    for file in files:
        file.write_bytes(PDF)
    report = run("verify", "--json", *files).json
    assert [one["file"] for one in report] == [str(file) for file in files]
    assert sorted(name for name, _at in program.checker.asked) == [file.name for file in files]
    assert len(program.trust) == min(os.cpu_count() or 1, 4)


def test_one_file_that_is_not_valid_gives_exit_1(
    run: CommandLine, program: FakeProgram, pdf: Path
) -> None:
    invalid = replace(VALID, verdict=Verdict.INVALID, integrity=Integrity.CHANGED)
    program.checker = FakeChecker({pdf.name: invalid})
    ran = run("verify", pdf, pdf)
    assert ran.code == Exit.NOT_ALL
    assert "✘ KHÔNG HỢP LỆ" in ran.out
    assert "bị thay đổi" in ran.out


def test_a_file_that_breaks_the_checker_is_not_green_and_the_rest_goes_on(
    run: CommandLine, program: FakeProgram, pdf: Path, tmp_path: Path
) -> None:
    torn = tmp_path / "torn.pdf"
    torn.write_bytes(b"x")
    program.checker = FakeChecker({"torn.pdf": HelperCrashed("kiểm tra chữ ký số")})
    ran = run("verify", "--json", torn, pdf)
    first, second = ran.json
    assert ran.code == Exit.NOT_ALL
    assert (first["verdict"], first["integrity"]) == ("indeterminate", "unreadable")
    assert first["findings"][0]["code"] == "HelperCrashed"  # type: ignore[index]
    assert second["verdict"] == "valid"


def test_a_defect_of_the_checker_is_logged_and_not_green(
    run: CommandLine, program: FakeProgram, pdf: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("defect")
    program.checker = FakeChecker({pdf.name: ChildDefect("Traceback")})
    ran = run("verify", "--json", pdf)
    assert ran.code == Exit.NOT_ALL
    assert ran.json[0]["verdict"] == "indeterminate"


def test_a_file_that_is_not_there_gives_exit_2_and_the_rest_is_judged(
    run: CommandLine, pdf: Path, tmp_path: Path
) -> None:
    ran = run("verify", "--json", tmp_path / "không có.pdf", pdf)
    assert ran.code == Exit.NOT_RUN
    assert [one["verdict"] for one in ran.json] == ["indeterminate", "valid"]
    assert "không có tệp" in ran.err
    assert "Cần làm:" in ran.err


def test_anchors_crls_and_time_reach_the_checker(
    run: CommandLine, program: FakeProgram, pdf: Path, tmp_path: Path
) -> None:
    pem, crl = tmp_path / "a.pem", tmp_path / "a.crl"
    pem.write_text("-----BEGIN CERTIFICATE-----")
    crl.write_bytes(b"\x30\x03")
    at = "2026-11-01T08:00:00"
    run("verify", "--anchor", pem, "--crl", crl, "--at", at, pdf)  # a file after a list of CRLs
    run("verify", pdf, "--anchor", pem, pem, "--crl", crl)
    run("verify", "--json", "--anchor", pem, "--crl", crl, pdf, pdf)
    first, second, *third = program.trust
    assert (first, second) == (([pem], [crl]), ([pem, pem], [crl]))
    assert all(trust == ([pem], [crl]) for trust in third)
    assert [name for name, _at in program.checker.asked] == [pdf.name] * 4
    assert program.checker.asked[0][1] == datetime.fromisoformat(f"{at}+07:00")


def test_a_trust_file_that_is_not_there_stops_the_check(
    run: CommandLine, program: FakeProgram, pdf: Path, tmp_path: Path
) -> None:
    ran = run("verify", pdf, "--anchor", tmp_path / "missing.pem")
    assert ran.code == Exit.NOT_RUN
    assert program.trust == []


def picture(file: Path, *, dpi: int | None = 300, size: tuple[int, int] = (2480, 3508)) -> Path:
    options = {"dpi": (dpi, dpi)} if dpi else {}
    Image.new("L", size, 255).save(file, **options)
    return file


def test_read_fields_prints_every_name_and_null_where_nothing_is(
    run: CommandLine, program: FakeProgram, tmp_path: Path
) -> None:
    program.workshop = FakeWorkshop(
        {
            "code_number": ReadField("15", 0.97, 1, Box(85.04, 60, 120, 72)),
            "issued_date": ReadField(date(2026, 11, 20), 0.5),
            "recipients": ReadField(("Như trên", "Lưu: VT"), 0.9),
        }
    )
    page = picture(tmp_path / "trang.jpg")
    ran = run("read-fields", "--json", page)
    (one,) = ran.json
    fields = one["fields"]
    assert isinstance(fields, dict)
    assert (ran.code, one["file"]) == (Exit.DONE, str(page))
    assert fields["code_number"] == {
        "value": "15",
        "confidence": 0.97,
        "flagged": False,
        "page": 1,
        "box": [85.0, 60, 120, 72],
    }
    assert (fields["issued_date"]["value"], fields["issued_date"]["flagged"]) == (
        "2026-11-20",
        True,
    )
    assert fields["recipients"]["value"] == ["Như trên", "Lưu: VT"]
    assert fields["subject"] == {
        "value": None,
        "confidence": 0.0,
        "flagged": True,
        "page": None,
        "box": None,
    }
    assert len(fields) == 15
    assert isinstance(one["seconds"], float)


@pytest.mark.parametrize(
    ("dpi", "size", "taken"),
    [(300, (2480, 3508), 300), (None, (1654, 2339), 200), (96, (2480, 3508), 300)],
    ids=["stated", "not stated", "a tool's 96"],
)
def test_the_resolution_of_an_image_is_the_stated_one_if_it_can_be_true(
    run: CommandLine,
    program: FakeProgram,
    tmp_path: Path,
    dpi: int | None,
    size: tuple[int, int],
    taken: int,
) -> None:
    run("read-fields", picture(tmp_path / "a.png", dpi=dpi, size=size))
    assert [image.dpi for image in program.workshop.images] == [taken]


def test_a_tiff_of_several_pages_is_one_document(
    run: CommandLine, program: FakeProgram, tmp_path: Path
) -> None:
    frames = [Image.new("1", (1654, 2339), 1) for _page in range(3)]
    frames[0].save(tmp_path / "a.tif", save_all=True, append_images=frames[1:], dpi=(200, 200))
    assert len(run("read-fields", "--json", tmp_path / "a.tif").json) == 1
    assert [image.dpi for image in program.workshop.images] == [200, 200, 200]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    run: CommandLine, program: FakeProgram, pdf: Path, tmp_path: Path
) -> None:
    torn, text = tmp_path / "torn.pdf", tmp_path / "a.jpg"
    torn.write_bytes(b"%PDF-torn")
    text.write_bytes(b"not a picture")
    program.workshop = FakeWorkshop(errors={"torn.pdf": DamagedFile("torn.pdf")})
    ran = run("read-fields", "--json", torn, text, pdf)
    assert ran.code == Exit.NOT_ALL
    assert [one.get("error", {}).get("type") for one in ran.json] == [  # type: ignore[attr-defined]
        *("DamagedFile", "DamagedFile", None),
    ]
    assert all(len(one["fields"]) == 15 for one in ran.json)  # type: ignore[arg-type]
    assert "torn.pdf" in ran.err


def test_read_fields_marks_for_people_what_must_be_looked_at(
    run: CommandLine, program: FakeProgram, pdf: Path
) -> None:
    program.workshop = FakeWorkshop({"subject": ReadField("Về việc họp", 0.4)})
    ran = run("read-fields", pdf)
    assert "Về việc họp  [cần xem]" in ran.out
    assert program.workshop.closed
