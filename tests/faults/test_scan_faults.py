"""What goes wrong at a scanner: a message for the clerk, and every page that came is kept."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

from clerkdesk.adapters.scanner.child_scanner import ChildScanner
from clerkdesk.adapters.scanner.sane_codes import meaning
from clerkdesk.domain.errors import (
    ClerkError,
    CoverOpen,
    FeederEmpty,
    FilesLeftOut,
    HelperCrashed,
    HelperSilent,
    PaperJam,
    ScannerFailed,
)
from clerkdesk.domain.scans import ScannedPage, ScanSettings

QUICK = ScanSettings(dpi=75)


def scanned_until_error(
    scanner: ChildScanner, device: str
) -> tuple[list[ScannedPage], ClerkError | None]:
    pages: list[ScannedPage] = []
    try:
        for page in scanner.scan(device, QUICK, stop=lambda: False):
            pages.append(page)
    except ClerkError as error:
        return pages, error
    finally:
        scanner.close()
    return pages, None


@pytest.mark.parametrize(
    ("fault", "error", "kept"),
    [
        pytest.param("jam:2", PaperJam, 1, id="a jam on page 2 keeps page 1"),
        pytest.param("jam:1", PaperJam, 0, id="a jam on page 1"),
        pytest.param("cover:3", CoverOpen, 2, id="the cover is opened before page 3"),
        pytest.param("cable:2", ScannerFailed, 1, id="the cable is pulled"),
        pytest.param("empty", FeederEmpty, 0, id="no paper"),
        pytest.param("crash:2", HelperCrashed, 1, id="the driver crashes"),
    ],
)
def test_a_fault_is_named_and_pages_before_it_are_kept(
    fault: str, error: type[ClerkError], kept: int
) -> None:
    scanner = ChildScanner(drivers=("virtual",), fault=fault)
    pages, met = scanned_until_error(scanner, "virtual:notice")
    assert isinstance(met, error)
    assert len(pages) == kept
    if isinstance(met, PaperJam):
        assert f"trang {kept + 1}" in str(met)
    assert re.search(r"[àảãáạăâđêôơưỳýịứừ]", f"{met} {met.advice}")


def test_a_driver_that_never_answers_is_given_up() -> None:
    scanner = ChildScanner(drivers=("virtual",), fault="silence:1", silence=1.0)
    pages, met = scanned_until_error(scanner, "virtual:notice")
    assert isinstance(met, HelperSilent)
    assert pages == []


def test_after_a_crash_a_fresh_child_answers() -> None:
    scanner = ChildScanner(drivers=("virtual",), fault="crash:1")
    try:
        with pytest.raises(HelperCrashed):
            list(scanner.scan("virtual:notice", QUICK, stop=lambda: False))
        assert len(scanner.devices()) >= 3
    finally:
        scanner.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    return inbox


def test_a_torn_file_in_the_watched_folder_is_named_and_stays(folder: Path) -> None:
    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.7 torn")
    scanner = ChildScanner(drivers=("folder",), folder=folder)
    pages, met = scanned_until_error(scanner, "folder:inbox")
    assert isinstance(met, FilesLeftOut)
    assert met.files == ["hỏng.pdf"]
    assert "hỏng.pdf" in str(met)
    assert pages == []
    assert (folder / "hỏng.pdf").exists()


@pytest.mark.skipif(
    sys.platform != "linux" or importlib.util.find_spec("sane") is None,
    reason="python-sane is not installed",
)
@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("SANE_STATUS_JAMMED", PaperJam),
        ("SANE_STATUS_NO_DOCS", FeederEmpty),
        ("SANE_STATUS_COVER_OPEN", CoverOpen),
        ("SANE_STATUS_IO_ERROR", ScannerFailed),
    ],
)
def test_sane_faults_become_messages(tmp_path: Path, status: str, error: type[ClerkError]) -> None:
    (tmp_path / "dll.conf").write_text("test\n", "utf-8")
    (tmp_path / "test.conf").write_text(
        f'number_of_devices 1\nread-status-code "{status}"\n', "utf-8"
    )
    scanner = ChildScanner(drivers=("sane",), environment={"SANE_CONFIG_DIR": str(tmp_path)})
    pages, met = scanned_until_error(scanner, "sane:test:0")
    assert isinstance(met, error)
    assert pages == []


def test_an_unknown_status_is_a_defect_not_a_guess() -> None:
    assert meaning("Flux capacitor empty", "test:0", 1) is None
