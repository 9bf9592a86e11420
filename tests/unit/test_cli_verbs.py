"""The command line: what each verb tells, writes and returns, with fakes behind it."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.cli import VERBS, main
from clerkdesk.cli.terminal import Exit, Terminal
from clerkdesk.domain.errors import (
    DamagedFile,
    DiskFull,
    HelperCrashed,
    PaperJam,
    StoreInUse,
    WrongPassword,
    WrongPin,
)
from clerkdesk.domain.incoming import Channel, Incoming, IncomingEntry, IncomingState
from clerkdesk.domain.reading import Box, ReadField
from clerkdesk.domain.verdicts import (
    CertificateState,
    Finding,
    Integrity,
    Revocation,
    SignatureReport,
    SignatureResult,
    Verdict,
)
from clerkdesk.ports.program import Program, WindowArguments
from clerkdesk.process.host import ChildDefect
from tests.fakes.packets import NEW, PDF, RECALL, STATUS
from tests.fakes.program import (
    LEADER,
    SEAL_BOX,
    SIGNATURE_BOX,
    VALID,
    FakeChecker,
    FakeFeeder,
    FakeProgram,
    FakeTokens,
    FakeWorkshop,
)


@dataclass
class Ran:
    """What one run left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> list[dict[str, object]]:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def program() -> FakeProgram:
    return FakeProgram()


@pytest.fixture
def run(program: FakeProgram) -> Run:
    def run_it(*arguments: object, stdin: str = "") -> Ran:
        terminal = Terminal(io.StringIO(), io.StringIO())
        code = main([str(one) for one in arguments], program, terminal, io.StringIO(stdin))
        return Ran(code, terminal.out.getvalue(), terminal.err.getvalue())  # type: ignore[attr-defined]

    return run_it


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    file = tmp_path / "công văn.pdf"
    file.write_bytes(PDF)
    return file


# --- help and arguments ------------------------------------------------------------------------


def test_the_fake_program_has_every_builder(program: FakeProgram) -> None:
    assert isinstance(program, Program)


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS])
def test_every_verb_has_vietnamese_help_with_an_example_and_exit_codes(
    verb: str, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(verb, "--help").code == Exit.DONE
    shown = capsys.readouterr().out
    assert f"Cách dùng: clerkdesk {verb}" in shown
    assert f"Ví dụ:\n  clerkdesk {verb}" in shown
    assert "Mã kết thúc:\n  0" in shown
    assert "usage" not in shown
    assert "options" not in shown


def test_every_verb_of_the_house_is_there() -> None:
    assert {verb.name for verb in VERBS} == {
        *("demo", "serve", "scan", "verify", "sign", "read-fields", "edxml", "search", "doctor"),
    }


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["verify"], "thiếu TỆP"),
        (["bogus"], "LỆNH không nhận 'bogus'"),
        (["verify", "a.pdf", "--at", "hôm qua"], "không phải thời điểm ISO 8601"),
        (["verify", "a.pdf", "--bogus"], "không hiểu «--bogus»"),
        (["scan"], "cần một trong các tùy chọn"),
        (["scan", "--out"], "cần một giá trị"),
        (["scan", "--out", "a.pdf", "--list"], "không dùng"),
        (["scan", "--out", "a.pdf", "--dpi", "-1"], "số nguyên dương"),
        (["sign", "a.pdf"], "thiếu --out, --certificate"),
        (["serve", "--folder", "x", "--port", "y"], "không nhận giá trị 'y'"),
        (["search", "chữ"], "thiếu --login"),
        (["edxml"], "thiếu VIỆC"),
    ],
)
def test_a_wrong_command_is_explained_in_vietnamese(
    arguments: list[str], complaint: str, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments).code == Exit.NOT_RUN
    shown = capsys.readouterr().err
    assert complaint in shown
    assert "--help" in shown


def test_without_a_verb_the_window_opens(run: Run, program: FakeProgram, tmp_path: Path) -> None:
    assert run().code == 0
    assert run("--folder", tmp_path, "--demo").code == 0
    assert program.windows == [WindowArguments(), WindowArguments(tmp_path, demo=True)]


def test_demo_runs_where_it_is_told(run: Run, program: FakeProgram) -> None:
    run("demo")
    run("demo", "--headless", "--build", "x/y")
    assert program.demos == [(Path("build/demo"), False), (Path("x/y"), True)]


# --- verify ------------------------------------------------------------------------------------


def test_verify_prints_exactly_the_agreed_shape(run: Run, program: FakeProgram, pdf: Path) -> None:
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


def test_verify_asks_one_checker_for_all_files(
    run: Run, program: FakeProgram, tmp_path: Path
) -> None:
    files = [tmp_path / f"{number}.pdf" for number in range(5)]
    for file in files:
        file.write_bytes(PDF)
    assert len(run("verify", "--json", *files).json) == 5
    assert [name for name, _at in program.checker.asked] == [file.name for file in files]
    assert len(program.trust) == 1


def test_one_file_that_is_not_valid_gives_exit_1(run: Run, program: FakeProgram, pdf: Path) -> None:
    invalid = replace(VALID, verdict=Verdict.INVALID, integrity=Integrity.CHANGED)
    program.checker = FakeChecker({pdf.name: invalid})
    ran = run("verify", pdf, pdf)
    assert ran.code == Exit.NOT_ALL
    assert "✘ KHÔNG HỢP LỆ" in ran.out
    assert "bị thay đổi" in ran.out


def test_a_file_that_breaks_the_checker_is_not_green_and_the_rest_goes_on(
    run: Run, program: FakeProgram, pdf: Path, tmp_path: Path
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
    run: Run, program: FakeProgram, pdf: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log("defect")
    program.checker = FakeChecker({pdf.name: ChildDefect("Traceback")})
    ran = run("verify", "--json", pdf)
    assert ran.code == Exit.NOT_ALL
    assert ran.json[0]["verdict"] == "indeterminate"


def test_a_file_that_is_not_there_gives_exit_2_and_the_rest_is_judged(
    run: Run, pdf: Path, tmp_path: Path
) -> None:
    ran = run("verify", "--json", tmp_path / "không có.pdf", pdf)
    assert ran.code == Exit.NOT_RUN
    assert [one["verdict"] for one in ran.json] == ["indeterminate", "valid"]
    assert "không có tệp" in ran.err
    assert "Cần làm:" in ran.err


def test_anchors_crls_and_time_reach_the_checker(
    run: Run, program: FakeProgram, pdf: Path, tmp_path: Path
) -> None:
    pem, crl = tmp_path / "a.pem", tmp_path / "a.crl"
    pem.write_text("-----BEGIN CERTIFICATE-----")
    crl.write_bytes(b"\x30\x03")
    at = "2026-11-01T08:00:00"
    run("verify", "--anchor", pem, "--crl", crl, "--at", at, pdf)  # a file after a list of CRLs
    run("verify", pdf, "--anchor", pem, pem, "--crl", crl)
    run("verify", "--json", "--anchor", pem, "--crl", crl, pdf, pdf)
    assert program.trust == [([pem], [crl]), ([pem, pem], [crl]), ([pem], [crl])]
    assert [name for name, _at in program.checker.asked] == [pdf.name] * 4
    assert program.checker.asked[0][1] == datetime.fromisoformat(f"{at}+07:00")


def test_a_trust_file_that_is_not_there_stops_the_check(
    run: Run, program: FakeProgram, pdf: Path, tmp_path: Path
) -> None:
    ran = run("verify", pdf, "--anchor", tmp_path / "missing.pem")
    assert ran.code == Exit.NOT_RUN
    assert program.trust == []


# --- read-fields -------------------------------------------------------------------------------


def picture(file: Path, *, dpi: int | None = 300, size: tuple[int, int] = (2480, 3508)) -> Path:
    options = {"dpi": (dpi, dpi)} if dpi else {}
    Image.new("L", size, 255).save(file, **options)
    return file


def test_read_fields_prints_every_name_and_null_where_nothing_is(
    run: Run, program: FakeProgram, tmp_path: Path
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
    run: Run,
    program: FakeProgram,
    tmp_path: Path,
    dpi: int | None,
    size: tuple[int, int],
    taken: int,
) -> None:
    run("read-fields", picture(tmp_path / "a.png", dpi=dpi, size=size))
    assert [image.dpi for image in program.workshop.images] == [taken]


def test_a_tiff_of_several_pages_is_one_document(
    run: Run, program: FakeProgram, tmp_path: Path
) -> None:
    frames = [Image.new("1", (1654, 2339), 1) for _page in range(3)]
    frames[0].save(tmp_path / "a.tif", save_all=True, append_images=frames[1:], dpi=(200, 200))
    assert len(run("read-fields", "--json", tmp_path / "a.tif").json) == 1
    assert [image.dpi for image in program.workshop.images] == [200, 200, 200]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    run: Run, program: FakeProgram, pdf: Path, tmp_path: Path
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
    run: Run, program: FakeProgram, pdf: Path
) -> None:
    program.workshop = FakeWorkshop({"subject": ReadField("Về việc họp", 0.4)})
    ran = run("read-fields", pdf)
    assert "Về việc họp  [cần xem]" in ran.out
    assert program.workshop.closed


# --- edxml -------------------------------------------------------------------------------------


@pytest.fixture
def packet(tmp_path: Path) -> Path:
    file = tmp_path / "goi.edxml"
    file.write_bytes(EdxmlCodec().write(NEW))
    return file


def test_edxml_read_prints_exactly_the_agreed_shape(run: Run, packet: Path) -> None:
    ran = run("edxml", "read", "--json", packet)
    (one,) = ran.json
    assert ran.code == Exit.DONE
    assert list(one) == [
        *("file", "kind", "document_id", "code_number", "code_notation", "issued_date", "doc_type"),
        *("subject", "from", "to", "status_code", "attachments", "warnings", "error"),
    ]
    assert (one["kind"], one["code_number"], one["issued_date"]) == ("new", "41", "2026-11-20")
    assert one["from"] == {"code": "H13.99.1", "name": "Ủy ban nhân dân xã An Mẫu"}
    assert [agency["code"] for agency in one["to"]] == ["000.00.15.H13", "H13.99.2"]  # type: ignore[attr-defined]
    assert one["attachments"][0] == {  # type: ignore[index]
        "name": "41_TTr-UBND.pdf",
        "bytes": len(PDF),
        "sha256": sha256(PDF).hexdigest(),
        "content_type": "application/pdf",
    }
    assert (one["status_code"], one["warnings"], one["error"]) == (None, [], None)


def test_edxml_read_tells_statuses_and_bad_packets(run: Run, tmp_path: Path) -> None:
    status, bad = tmp_path / "03.edxml", tmp_path / "bad.edxml"
    status.write_bytes(EdxmlCodec().write(STATUS))
    bad.write_bytes(b"<html/>")
    ran = run("edxml", "read", "--json", status, bad)
    first, second = ran.json
    assert ran.code == Exit.NOT_ALL
    assert (first["kind"], first["status_code"]) == ("status", "03")
    assert first["document_id"] == NEW.document_id
    assert (first["subject"], first["to"]) == (None, [])
    assert second["kind"] is None
    assert "không phải edXML" in str(second["error"])
    assert list(first) == list(second)


def test_edxml_read_takes_attachments_out_without_overwriting(
    run: Run, packet: Path, tmp_path: Path
) -> None:
    into = tmp_path / "tep"
    for _twice in range(2):
        assert run("edxml", "read", packet, "--extract", into).code == Exit.DONE
    assert {file.name for file in into.iterdir()} == {
        *("41_TTr-UBND.pdf", "41_TTr-UBND (2).pdf", "Dự toán.txt", "Dự toán (2).txt"),
    }
    assert (into / "41_TTr-UBND (2).pdf").read_bytes() == PDF


def test_edxml_check_names_oddities(run: Run, packet: Path, tmp_path: Path) -> None:
    odd = tmp_path / "odd.edxml"
    odd.write_bytes(packet.read_bytes().replace(b"2026/11/20<", b"20/11/2026<"))
    assert run("edxml", "check", packet).code == Exit.DONE
    ran = run("edxml", "check", "--json", packet, odd)
    assert ran.code == Exit.NOT_ALL
    assert [one["ok"] for one in ran.json] == [True, False]


DESCRIPTION = {
    "kind": "recall",
    "from": {"code": "H13.99.1", "name": "UBND xã An Mẫu"},
    "to": [{"code": "000.00.15.H13", "name": "Sở Nội vụ"}],
    "code_number": "41",
    "code_notation": "TTr-UBND",
    "issued_date": "2026-11-20",
    "doc_type": "Tờ trình",
    "subject": "Về việc sửa đường",
    "signer_name": "Đỗ Thị Hường",
    "reason": RECALL.reason,
    "attachments": [{"path": "a.pdf", "description": "Văn bản chính"}],
}


def described(folder: Path, **changes: object) -> Path:
    (folder / "a.pdf").write_bytes(PDF)
    file = folder / "mo-ta.json"
    file.write_text(json.dumps({**DESCRIPTION, **changes}), encoding="utf-8")
    return file


def test_edxml_write_makes_a_packet_that_reads_back(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "goi.edxml"
    assert run("edxml", "write", described(tmp_path), "-o", out).code == Exit.DONE
    (one,) = run("edxml", "read", "--json", out).json
    assert (one["kind"], one["warnings"]) == ("recall", [])
    assert one["document_id"] == "H13.99.1,2026/11/20,41/TTr-UBND"
    assert one["attachments"][0]["bytes"] == len(PDF)  # type: ignore[index]


def test_edxml_write_makes_statuses(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    about = {"document_id": "x,2026/11/20,1/A", "organ_code": "H13", "issued_date": "2026-11-20"}
    status = {"kind": "status", "status_code": "02", "about": about, "from": DESCRIPTION["from"]}
    file.write_text(json.dumps({**status, "description": "Sai nơi nhận"}))
    assert run("edxml", "write", file, "-o", tmp_path / "s.edxml").code == Exit.DONE
    assert run("edxml", "read", "--json", tmp_path / "s.edxml").json[0]["status_code"] == "02"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"subject": None}, "«subject» còn thiếu"),
        ({"issued_date": "20/11/2026"}, "«issued_date» phải là ngày"),
        ({"to": "Sở Nội vụ"}, "«to» phải là danh sách"),
        ({"to": [{"code": "x"}]}, "«to[0].name» còn thiếu"),
        ({"urgency": 9}, "«urgency» phải từ 0 đến 4"),
        ({"kind": "gửi"}, "«kind» phải là một trong"),
        ({"paper_follows": "có"}, "true hoặc false"),
        ({"subject": "x" * 501}, "trích yếu dài 501"),
        ({"reason": ""}, "thiếu lý do"),
        ({"attachments": [{"path": "không-có.pdf"}]}, "không có tệp"),
    ],
)
def test_a_wrong_description_writes_nothing(
    run: Run, tmp_path: Path, changes: dict[str, object], why: str
) -> None:
    out = tmp_path / "goi.edxml"
    ran = run("edxml", "write", described(tmp_path, **changes), "-o", out)
    assert ran.code == Exit.NOT_RUN
    assert why in ran.err
    assert not out.exists()


# --- scan --------------------------------------------------------------------------------------


def test_scan_binds_all_pages_into_one_pdf(run: Run, program: FakeProgram, tmp_path: Path) -> None:
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
    run: Run, program: FakeProgram, tmp_path: Path
) -> None:
    program.feeder = FakeFeeder(2, PaperJam(3))
    ran = run("scan", "--out", tmp_path / "a.pdf", "--no-ocr")
    assert ran.code == Exit.NOT_ALL
    assert "kẹt giấy ở trang 3" in ran.err
    assert program.workshop.bound[0][:2] == (2, 0)


def test_an_empty_feeder_or_no_scanner_writes_nothing(
    run: Run, program: FakeProgram, tmp_path: Path
) -> None:
    out = tmp_path / "a.pdf"
    program.feeder = FakeFeeder(0)
    assert "không có giấy" in run("scan", "--out", out).err
    program.feeder = FakeFeeder(found=())
    ran = run("scan", "--out", out)
    assert (ran.code, out.exists()) == (Exit.NOT_RUN, False)
    assert "Không tìm thấy máy quét" in ran.err


def test_scanners_are_listed(run: Run, program: FakeProgram) -> None:
    assert "fake:1" in run("scan", "--list").out
    assert run("scan", "--list", "--json").json[0]["is_feeder"] is True
    program.feeder = FakeFeeder(found=())
    ran = run("scan", "--list", "--json")
    assert (ran.code, ran.json) == (Exit.NOT_ALL, [])


# --- sign --------------------------------------------------------------------------------------


def sign_arguments(pdf: Path, out: Path, *more: object) -> list[object]:
    return ["sign", "--certificate", "T1:01", "--pin-from-stdin", *more, pdf, "-o", out]


def test_a_person_signs_at_the_persons_place(
    run: Run, program: FakeProgram, pdf: Path, tmp_path: Path
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
    run: Run, program: FakeProgram, pdf: Path, tmp_path: Path
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
    run: Run, program: FakeProgram, pdf: Path, tmp_path: Path, tokens: FakeTokens, why: str
) -> None:
    program.tokens = tokens
    out = tmp_path / "a.pdf"
    ran = run(*sign_arguments(pdf, out), stdin="123\n")
    assert (ran.code, out.exists()) == (Exit.NOT_RUN, False)
    assert why in ran.err


def test_the_file_to_sign_is_never_overwritten(run: Run, program: FakeProgram, pdf: Path) -> None:
    ran = run(*sign_arguments(pdf, pdf), stdin="123\n")
    assert ran.code == Exit.NOT_RUN
    assert program.tokens.orders == []


def test_certificates_are_listed(run: Run, program: FakeProgram) -> None:
    assert "T1:01" in run("sign", "--list").out
    assert run("sign", "--list", "--json").json[0]["subject"] == "Đỗ Thị Hường"
    program.tokens = FakeTokens([])
    assert run("sign", "--list").code == Exit.NOT_ALL


# --- search ------------------------------------------------------------------------------------


def incoming(number: int, subject: str) -> Incoming:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    entry = IncomingEntry(
        *(date(2026, 11, 20), at, at, "Sở Nội vụ", "Công văn", subject),
        *(Channel.PAPER, SignatureResult.PAPER, "118", "SNV-VTLT"),
    )
    return Incoming(f"uid{number}", number, 2026, entry, IncomingState.TO_FORWARD)


class Registers:
    """Just the two registers of a store, and whether it was closed."""

    def __init__(self, *found: Incoming) -> None:
        self.asked: list[object] = []
        self.incoming = SimpleNamespace(find=self._finder(found))
        self.outgoing = SimpleNamespace(find=self._finder(()))
        self.closed = False

    def _finder(self, found: tuple[Incoming, ...]) -> Callable[..., tuple[Incoming, ...]]:
        def find(wanted: object, page: object) -> tuple[Incoming, ...]:
            self.asked.append(wanted)
            return found

        return find

    def close(self) -> None:
        self.closed = True


def test_search_lists_what_both_registers_find(
    run: Run, program: FakeProgram, tmp_path: Path
) -> None:
    program.store = store = Registers(incoming(152, "Về việc báo cáo quý"))
    options = ("--login", "vanthu", "--password-from-stdin", "--folder", tmp_path)
    ran = run("search", "bao cao", *options, "--json", stdin="mật khẩu\n")
    (one,) = ran.json
    assert ran.code == Exit.DONE
    assert (one["register"], one["number"], one["date"]) == ("incoming", 152, "2026-11-20")
    assert (one["code"], one["state"]) == ("118/SNV-VTLT", "to_forward")
    assert program.opened == [(tmp_path, "vanthu", "mật khẩu")]
    assert len(store.asked) == 2
    assert store.closed
    shown = run("search", "bao cao", *options, stdin="mật khẩu\n").out
    assert "Chờ chuyển" in shown
    assert "20/11/2026" in shown


def test_search_that_finds_nothing_says_so(run: Run, program: FakeProgram) -> None:
    program.store = store = Registers()
    ran = run(
        *("search", "x", "--login", "a", "--password-from-stdin", "--register", "outgoing"),
        stdin="p",
    )
    assert ran.code == Exit.NOT_ALL
    assert "Không tìm thấy" in ran.out
    assert len(store.asked) == 1


@pytest.mark.parametrize(
    ("error", "code"), [(StoreInUse(), Exit.IN_USE), (WrongPassword(), Exit.NOT_RUN)]
)
def test_a_store_that_does_not_open_is_explained(
    run: Run, program: FakeProgram, error: StoreInUse | WrongPassword, code: int
) -> None:
    program.store_error = error
    ran = run("search", "x", "--login", "a", "--password-from-stdin", stdin="p\n")
    assert ran.code == code
    assert str(error) in ran.err
    assert error.advice in ran.err


# --- serve -------------------------------------------------------------------------------------


def test_the_administrator_adds_agencies_and_codes(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "tinh"
    added = run("serve", "--folder", folder, "--add-agency", "H13.99.1", "UBND xã An Mẫu")
    assert added.code == Exit.DONE
    assert "UBND xã An Mẫu (H13.99.1)" in added.out
    code = run("serve", "--folder", folder, "--enrol-code", "H13.99.1")
    assert code.code == Exit.DONE
    assert len(code.out.strip()) >= 8
    again = run("serve", "--folder", folder, "--add-agency", "H13.99.1", "UBND xã An Mẫu")
    assert again.code == Exit.NOT_RUN
    assert "Danh bạ đã có" in again.err
    unknown = run("serve", "--folder", folder, "--enrol-code", "H13.00.0")
    assert unknown.code == Exit.NOT_RUN
    assert "Danh bạ chưa có" in unknown.err


def test_a_server_that_cannot_listen_says_why(run: Run, tmp_path: Path) -> None:
    ran = run("serve", "--folder", tmp_path, "--host", "0.0.0.0", "--port", 0)
    assert ran.code == Exit.NOT_RUN
    assert "Cần làm:" in ran.err


# --- a real process ----------------------------------------------------------------------------


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "tests.fakes.program", *map(str, arguments)],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
        timeout=60,
    )


def test_output_is_utf_8_whatever_the_locale(packet: Path) -> None:
    ran = process(
        "edxml", "read", "--json", packet, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING=""
    )
    assert ran.returncode == Exit.DONE
    assert json.loads(ran.stdout.decode("utf-8"))[0]["subject"] == NEW.subject


def test_no_verb_but_the_window_loads_qt_or_vendor_code(packet: Path) -> None:
    code = (
        "import sys; from clerkdesk.cli import main; from tests.fakes.program import FakeProgram;"
        f"main(['edxml', 'check', {str(packet)!r}], FakeProgram());"
        "print([name for name in ('PySide6', 'pymupdf', 'pyhanko', 'uvicorn', 'PIL', 'httpx')"
        " if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert ran.stdout.decode().splitlines()[-1] == "[]"


def test_a_reader_that_leaves_early_is_no_crash(tmp_path: Path, packet: Path) -> None:
    command = f"{sys.executable} -m tests.fakes.program edxml read --json {packet} {packet} | true"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert b"Traceback" not in ran.stderr


# --- files -------------------------------------------------------------------------------------


def test_a_result_that_cannot_be_written_leaves_the_old_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "goi.edxml"
    out.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    ran = run("edxml", "write", described(tmp_path), "-o", out)
    assert ran.code == Exit.NOT_RUN
    assert str(DiskFull()) in ran.err
    assert out.read_bytes() == b"old"
    assert not list(tmp_path.glob(".clerkdesk-*"))


def test_a_folder_that_is_not_there_is_explained(run: Run, tmp_path: Path) -> None:
    ran = run("edxml", "write", described(tmp_path), "-o", tmp_path / "không" / "goi.edxml")
    assert ran.code == Exit.NOT_RUN
    assert "Không ghi được tệp" in ran.err
