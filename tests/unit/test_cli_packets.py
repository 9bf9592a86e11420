"""`clerkdesk edxml`: read, check and write packets; results are written whole or not at all."""

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.cli.terminal import Exit
from clerkdesk.domain.errors import (
    DiskFull,
)
from tests.fakes.command_line import CommandLine
from tests.fakes.packets import NEW, PDF, RECALL, STATUS


@pytest.fixture
def packet(tmp_path: Path) -> Path:
    file = tmp_path / "goi.edxml"
    file.write_bytes(EdxmlCodec().write(NEW))
    return file


def test_edxml_read_prints_exactly_the_agreed_shape(run: CommandLine, packet: Path) -> None:
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


def test_edxml_read_tells_statuses_and_bad_packets(run: CommandLine, tmp_path: Path) -> None:
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
    run: CommandLine, packet: Path, tmp_path: Path
) -> None:
    into = tmp_path / "tep"
    for _twice in range(2):
        assert run("edxml", "read", packet, "--extract", into).code == Exit.DONE
    assert {file.name for file in into.iterdir()} == {
        *("41_TTr-UBND.pdf", "41_TTr-UBND (2).pdf", "Dự toán.txt", "Dự toán (2).txt"),
    }
    assert (into / "41_TTr-UBND (2).pdf").read_bytes() == PDF


def test_edxml_check_names_oddities(run: CommandLine, packet: Path, tmp_path: Path) -> None:
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


def test_edxml_write_makes_a_packet_that_reads_back(run: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "goi.edxml"
    assert run("edxml", "write", described(tmp_path), "-o", out).code == Exit.DONE
    (one,) = run("edxml", "read", "--json", out).json
    assert (one["kind"], one["warnings"]) == ("recall", [])
    assert one["document_id"] == "H13.99.1,2026/11/20,41/TTr-UBND"
    assert one["attachments"][0]["bytes"] == len(PDF)  # type: ignore[index]


def test_edxml_write_makes_statuses(run: CommandLine, tmp_path: Path) -> None:
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
    run: CommandLine, tmp_path: Path, changes: dict[str, object], why: str
) -> None:
    out = tmp_path / "goi.edxml"
    ran = run("edxml", "write", described(tmp_path, **changes), "-o", out)
    assert ran.code == Exit.NOT_RUN
    assert why in ran.err
    assert not out.exists()


def test_a_result_that_cannot_be_written_leaves_the_old_file(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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


def test_a_folder_that_is_not_there_is_explained(run: CommandLine, tmp_path: Path) -> None:
    ran = run("edxml", "write", described(tmp_path), "-o", tmp_path / "không" / "goi.edxml")
    assert ran.code == Exit.NOT_RUN
    assert "Không ghi được tệp" in ran.err


def test_the_example_of_the_documentation_works(run: CommandLine, tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
    start = text.index('    {\n      "kind": "new"')
    (tmp_path / "mo-ta.json").write_text(text[start : text.index("\n    }\n", start) + 7], "utf-8")
    (tmp_path / "41_TTr-UBND.pdf").write_bytes(PDF)
    ran = run("edxml", "write", tmp_path / "mo-ta.json", "-o", tmp_path / "goi.edxml", "--json")
    assert ran.code == Exit.DONE
    assert run("edxml", "check", tmp_path / "goi.edxml").code == Exit.DONE
