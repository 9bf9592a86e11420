"""One clerk's day at the real window: real store, SANE or virtual scanner, SoftHSM2, server process."""

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from clerkdesk.demo.builders import Builders
from clerkdesk.demo.day import PAPER, Day
from clerkdesk.demo.walk import Paper

SANE_PAPER = Paper(
    "sane:test:0",
    3,
    more_in_feeder=True,  # the test device feeds ten sheets
    source="Automatic Document Feeder",
    dpi=200,
    fill={  # its pages carry no text, so the clerk types
        "issuing_org": "UBND tỉnh Sóc Trăng",
        "doc_type": "Quyết định",
        "code": "15/2016/QĐ-UBND",
        "subject": "Ban hành Quy chế tiếp nhận, xử lý văn bản điện tử",
        "storage_location": "01-VT/2026",
    },
)


@pytest.fixture
def sane_test_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if importlib.util.find_spec("sane") is None:
        pytest.skip("python-sane is not installed")
    config = tmp_path / "sane"
    config.mkdir()
    (config / "dll.conf").write_text("test\n")
    (config / "test.conf").write_text("number_of_devices 1\n")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(config))


def day_of(
    build: Path, builders: Builders, paper: Paper, *, leave_work: bool = True
) -> dict[str, object]:
    """Walk through steps 1-7 and return the summary that the day leaves."""
    assert Day(build, builders, paper=paper, leave_work=leave_work).run() == 0
    summary = json.loads((build / "summary.json").read_text(encoding="utf-8"))
    assert isinstance(summary, dict)
    return summary


def assert_the_job_is_done(build: Path, summary: dict[str, object]) -> None:
    assert summary["arrival_number"] == 1
    assert summary["found_without_diacritics"] == 1
    assert summary["outgoing_code"] == "01/TTr-UBND"
    assert str(summary["waited_offline"]) == "01-TTr-UBND.edxml"
    signatures, neighbour = summary["signatures"], summary["neighbour"]
    assert isinstance(signatures, dict)
    assert isinstance(neighbour, dict)
    assert signatures["verdict"] == "valid"
    assert len(signatures["signers"]) == 2
    assert neighbour == {"arrival_number": 1, "signature_result": "valid"}
    assert summary["readable_in_store"] is False
    arrival = summary["arrival"]
    assert isinstance(arrival, dict)
    assert (arrival["arrival_number"], arrival["code"]) == (2, "01/TB-STC")
    assert arrival["signature_result"] == "valid"
    for name in ("scan.pdf", "scan-with-stamp.pdf", "label.pdf", "signed.pdf"):
        assert (build / name).read_bytes().startswith(b"%PDF-"), name
    assert b"<StatusCode>03<" in (build / "status-03.edxml").read_bytes().replace(b"edXML:", b"")
    pictures = sorted((build / "screens").glob("*.png"))
    assert len(pictures) == len(summary["pictures"]) >= 14  # type: ignore[arg-type] # a list


@pytest.mark.usefixtures("qapp")
def test_a_day_with_paper_in_a_sane_scanner(
    tmp_path: Path, builders: Builders, sane_test_device: None
) -> None:
    build = tmp_path / "day"
    summary = day_of(build, builders, SANE_PAPER, leave_work=False)
    assert_the_job_is_done(build, summary)
    assert summary["after_reopening"] == {"incoming": 2, "outgoing": 1, "log_is_whole": True}
    assert summary["read"] == {
        "code": "15/2016/QĐ-UBND",
        "subject": "Ban hành Quy chế tiếp nhận, xử lý văn bản điện tử",
    }
    assert _pages(build / "scan.pdf") == 3
    assert _signatures_by_poppler(build) in (None, 2)


@pytest.mark.long
@pytest.mark.usefixtures("qapp")
def test_a_day_with_the_demos_own_pages_that_ocr_reads(tmp_path: Path, builders: Builders) -> None:
    build = tmp_path / "day"
    summary = day_of(build, builders, PAPER)
    assert_the_job_is_done(build, summary)
    assert summary["waiting"] == {"arrivals": 1, "batches": 1, "to_sign": 1}
    assert summary["after_reopening"] == {"incoming": 2, "outgoing": 3, "log_is_whole": True}
    read = summary["read"]
    assert isinstance(read, dict)
    assert read["code"] == "15/2016/QĐ-UBND"
    assert "lưu trữ, xử lý văn bản điện tử" in str(read["subject"])


def _pages(pdf: Path) -> int:
    import pikepdf

    with pikepdf.open(pdf) as opened:
        return len(opened.pages)


def _signatures_by_poppler(build: Path) -> int | None:
    """How many signatures pdfsig finds whole; None where it is not installed."""
    if shutil.which("pdfsig") is None:
        return None
    said = subprocess.run(
        ["pdfsig", "-nocert", str(build / "signed.pdf")],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return said.count("Signature is Valid")
