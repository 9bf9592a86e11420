"""Bad days at the scanner, seen at the real window: the message, and that nothing was changed."""

from pathlib import Path

import pytest

from clerkdesk.adapters.scanner.child_scanner import ChildScanner
from clerkdesk.ui.scan.view import ScanView
from clerkdesk.ui.shell import workplaces
from tests.fakes.real_office import RealOffice, real_office

pytestmark = pytest.mark.usefixtures("qapp")
DEVICE = "virtual:notice"


def scan_view(office: RealOffice, device: str | None = DEVICE) -> ScanView:
    view = office.office.window.go_to(workplaces.SCAN)
    assert isinstance(view, ScanView)
    if device is not None:
        office.hand.wait("the scanner", lambda: view.device.findData(device) >= 0)
        view.device.setCurrentIndex(view.device.findData(device))
        view.dpi.setCurrentIndex(view.dpi.findData(200))
    return view


def scan_with(fault: str) -> ChildScanner:
    return ChildScanner(drivers=("virtual",), fault=fault)


def test_an_empty_feeder_asks_for_paper(tmp_path: Path) -> None:
    with real_office(tmp_path, devices={"scanner": scan_with("empty")}) as office:
        before, view = office.log(), scan_view(office)
        office.hand.press(view, "scan")
        assert office.wait_for_error() == (
            "Khay nạp của máy quét không có giấy.",
            "Đặt giấy vào khay nạp, mặt chữ theo hình trên máy, rồi bấm «Quét» (F9).",
        )
        assert office.store.spool.batches() == []
        assert office.log() == before
        assert view.is_ready()


def test_without_a_scanner_the_clerk_is_told_to_look_again(tmp_path: Path) -> None:
    with real_office(tmp_path, devices={"scanner": scan_with("none")}) as office:
        before, view = office.log(), scan_view(office, None)
        shown = "Không tìm thấy máy quét"
        office.hand.wait("that there is none", lambda: view.device.currentText() == shown)
        office.hand.press(view, "scan")
        assert office.wait_for_error() == (
            "Không tìm thấy máy quét nào.",
            "Kiểm tra dây cáp và nguồn điện của máy quét, rồi bấm «Tìm lại máy quét».",
        )
        assert office.store.spool.batches() == []
        assert office.log() == before


def test_a_jam_keeps_the_page_before_it_and_says_where_to_go_on(tmp_path: Path) -> None:
    with real_office(tmp_path, devices={"scanner": scan_with("jam:2")}) as office:
        view = scan_view(office, "virtual:decision")
        office.hand.press(view, "scan")
        happened, advice = office.wait_for_error()
        assert happened == "Máy quét bị kẹt giấy ở trang 2."
        assert "đặt lại từ trang 2" in advice
        office.hand.wait("the page before", lambda: len(view.tiles()) == 1)
        assert [len(batch.pages) for batch in office.store.spool.batches()] == [1]


def test_a_driver_that_dies_leaves_the_window_alive(tmp_path: Path) -> None:
    with real_office(tmp_path, devices={"scanner": scan_with("crash:1")}) as office:
        view = scan_view(office)
        office.hand.press(view, "scan")
        happened, advice = office.wait_for_error()
        assert happened == "Phần «máy quét» dừng đột ngột."
        assert "Dữ liệu đã lưu vẫn còn nguyên" in advice
        assert view.is_ready()
