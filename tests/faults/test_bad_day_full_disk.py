"""A full disk under the real window: while scanning and while registering, on a small tmpfs."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerkdesk.adapters.scanner.child_scanner import ChildScanner
from clerkdesk.ports.registers import IncomingFilter
from clerkdesk.ui.scan.view import ScanView
from clerkdesk.ui.shell import workplaces
from tests.fakes.office import INCOMING_VALUES
from tests.fakes.pages import FakePageWorkshop
from tests.fakes.real_office import RealOffice, real_office

pytestmark = pytest.mark.usefixtures("qapp")
HAPPENED = "Ổ đĩa đã đầy nên chưa lưu được."
ADVICE = (
    "Dọn bớt tệp không dùng trên ổ đĩa rồi bấm lưu lại. Dữ liệu đã lưu trước đó vẫn nguyên vẹn."
)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a small file system needs root on Linux")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not let us mount a tmpfs")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(disk: Path, leave: int) -> Path:
    """Leave about `leave` bytes free."""
    filler, space = disk / "filler", os.statvfs(disk)
    filler.write_bytes(b"x" * max(0, space.f_bavail * space.f_frsize - leave))
    return filler


def scan(office: RealOffice) -> ScanView:
    view = office.office.window.go_to(workplaces.SCAN)
    assert isinstance(view, ScanView)
    office.hand.wait("the scanner", lambda: view.device.findData("virtual:notice") >= 0)
    view.device.setCurrentIndex(view.device.findData("virtual:notice"))
    view.dpi.setCurrentIndex(view.dpi.findData(200))
    office.hand.press(view, "scan")
    return view


def test_the_disk_fills_up_while_scanning(small_disk: Path) -> None:
    devices = {"scanner": ChildScanner(drivers=("virtual",))}
    with real_office(small_disk, devices=devices) as office:
        before, filler = office.log(), fill(small_disk, 24_000)
        view = scan(office)
        assert office.wait_for_error() == (HAPPENED, ADVICE)
        office.hand.wait("the end of the run", view.is_ready)
        assert sum(len(batch.pages) for batch in office.store.spool.batches()) == 0
        assert office.log() == before
        filler.unlink()
        office.hand.press(view, "scan")
        office.hand.wait("the page", lambda: len(view.tiles()) >= 1)
        assert office.said() == ("", "")


def test_the_disk_fills_up_while_registering(small_disk: Path) -> None:
    # Reading stands still on a fake, so that the test does not wait for OCR; the rest is real.
    with real_office(small_disk, devices={"reader": FakePageWorkshop()}) as office:
        view = scan(office)
        office.hand.wait("the end of the run", lambda: view.is_ready() and bool(view.tiles()))
        office.hand.press(view, "register")
        page = office.office.incoming()
        office.hand.wait("the form", page.entry.is_read)
        page.entry.form.set_values({**INCOMING_VALUES, "arrival_date": office.office.desk.today})
        before, filler = office.log(), fill(small_disk, 24_000)
        office.hand.press(page.entry, "save")
        assert office.wait_for_error() == (HAPPENED, ADVICE)
        assert office.store.incoming.count(IncomingFilter()) == 0
        assert office.log() == before
        assert len(office.store.spool.batches()) == 1
        assert page.currentWidget() is page.entry
        assert page.entry.form.values()["subject"] == INCOMING_VALUES["subject"]  # nothing retyped
        filler.unlink()
        office.hand.press(page.entry, "save")
        office.hand.wait("the number", lambda: page.entry.document is not None)
        assert page.entry.document is not None
        assert page.entry.document.arrival_number == 1
        assert office.store.spool.batches() == []
