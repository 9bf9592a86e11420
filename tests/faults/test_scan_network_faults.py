"""What goes wrong at a network scanner: a message for the clerk, and every page that came is kept."""

import io
import time

import pytest
from PIL import Image

from clerkdesk.adapters.scanner.escl_driver import EsclDriver
from clerkdesk.adapters.scanner.escl_link import base_address
from clerkdesk.domain.errors import (
    ClerkError,
    CoverOpen,
    DoubleFeed,
    FeederEmpty,
    NoScanner,
    PaperJam,
    ScannerBusy,
    ScannerFailed,
)
from clerkdesk.domain.scans import ColourMode, Oddity, PaperSize, ScannedPage, ScanSettings
from tests.fakes.escl_server import EsclServer

QUICK = ScanSettings(dpi=75, source="Feeder")


def sheet(mode: str = "RGB") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (620, 877)).save(buffer, "JPEG", dpi=(75, 75))
    return buffer.getvalue()


def run(
    server: EsclServer, settings: ScanSettings = QUICK, patience: float = 5.0
) -> tuple[list[ScannedPage], ClerkError | None]:
    driver = EsclDriver(patience=patience, announced=list)
    pages: list[ScannedPage] = []
    try:
        for captured in driver.scan(server.address, settings, lambda: False):
            pages.append(captured.page)
    except ClerkError as error:
        return pages, error
    return pages, None


@pytest.mark.parametrize(
    ("fault", "error", "kept"),
    [
        pytest.param("jam:2", PaperJam, 1, id="a jam on page 2 keeps page 1"),
        pytest.param("double:3", DoubleFeed, 2, id="two sheets at once on page 3"),
        pytest.param("cover:1", CoverOpen, 0, id="the cover is open"),
        pytest.param("cable:3", ScannerFailed, 2, id="the network cable is pulled"),
        pytest.param("torn:2", ScannerFailed, 1, id="the answer ends in the middle of a page"),
        pytest.param("bad:2", ScannerFailed, 1, id="the page is half a picture"),
        pytest.param("error:2", ScannerFailed, 1, id="the device says 500"),
        pytest.param("cancelled:2", ScannerFailed, 1, id="somebody pressed cancel at the device"),
        pytest.param("empty", FeederEmpty, 0, id="no paper"),
        pytest.param("strange", NoScanner, 0, id="something else answers at the address"),
    ],
)
def test_a_fault_is_named_and_pages_before_it_are_kept(
    fault: str, error: type[ClerkError], kept: int
) -> None:
    with EsclServer([sheet()] * 3, fault) as server:
        pages, met = run(server)
    assert isinstance(met, error)
    assert len(pages) == kept
    if isinstance(met, PaperJam | DoubleFeed):
        assert f"trang {kept + 1}" in str(met)
    if isinstance(met, ScannerFailed):
        assert met.page == kept + 1


def test_a_busy_device_is_waited_for_and_every_page_comes() -> None:
    with EsclServer([sheet()] * 3, "busy:3") as server:
        pages, met = run(server)
    assert met is None
    assert [page.index for page in pages] == [1, 2, 3]


def test_a_storm_of_busy_ends_in_a_message_and_the_job_is_given_up() -> None:
    with EsclServer([sheet()], "storm") as server:
        before = time.monotonic()
        pages, met = run(server, patience=0.5)
        assert isinstance(met, ScannerBusy)
        assert "Máy quét mạng thử" in str(met)
        assert time.monotonic() - before < 5
        assert server.deleted
    assert pages == []


def test_the_wait_that_the_device_asks_for_is_kept() -> None:
    with EsclServer([sheet()], "busy:1", retry_after="1") as server:
        before = time.monotonic()
        pages, met = run(server)
    assert met is None
    assert len(pages) == 1
    assert time.monotonic() - before >= 1


def test_a_long_wait_is_left_at_once_when_the_clerk_stops() -> None:
    with EsclServer([sheet()], "storm", retry_after="9") as server:
        until = time.monotonic() + 0.5
        driver = EsclDriver(announced=list)
        pages = list(driver.scan(server.address, QUICK, lambda: time.monotonic() > until))
        assert server.deleted
    assert pages == []
    assert time.monotonic() - until < 2


def test_the_ticket_asks_for_what_the_clerk_chose_as_far_as_the_device_can() -> None:
    asked = ScanSettings(
        dpi=200, colour=ColourMode.GREY, source="Feeder", duplex=True, paper=PaperSize.A5
    )
    with EsclServer([sheet()]) as server:
        run(server, asked)
        (ticket,) = server.tickets
    assert ticket["XResolution"] == "300"  # 200 is not offered: the next finer one
    assert ticket["ColorMode"] == "Grayscale8"
    assert ticket["Duplex"] == "true"
    assert (ticket["Width"], ticket["Height"]) == ("1748", "2480")
    assert ticket["InputSource"] == "Feeder"


def test_a_sheet_wider_than_the_glass_is_asked_for_as_wide_as_it_is() -> None:
    with EsclServer([sheet()]) as server:
        run(server, ScanSettings(source="Platen", paper=PaperSize.A3))
        (ticket,) = server.tickets
    assert (ticket["Width"], ticket["Height"]) == ("2550", "4200")
    assert "Duplex" not in ticket


def test_a_feeder_that_scans_one_side_only_is_told_with_its_first_page() -> None:
    both = ScanSettings(dpi=75, source="Feeder", duplex=True)
    with EsclServer([sheet()] * 2, "onesided") as server:
        pages, met = run(server, both)
        assert (met, [page.oddities for page in pages]) == (None, [(Oddity.NO_DUPLEX,)] * 2)
        assert "hai mặt" in pages[0].remark
        pages, _met = run(server, ScanSettings(dpi=75, source="Feeder"))
        assert pages[0].oddities == ()
    with EsclServer([sheet()]) as server:
        assert run(server, both)[0][0].oddities == ()


def test_pages_sent_as_pdf_are_pages_too() -> None:
    buffer = io.BytesIO()
    sheets = [Image.new("RGB", (620, 877), shade) for shade in ("white", "grey")]
    sheets[0].save(buffer, "PDF", save_all=True, append_images=sheets[1:], resolution=75)
    with EsclServer([buffer.getvalue(), sheet()]) as server:
        pages, met = run(server)
    assert met is None
    assert [page.index for page in pages] == [1, 2, 3]
    assert {page.dpi for page in pages} == {75}


def test_a_cmyk_page_is_kept_as_rgb() -> None:
    with EsclServer([sheet("CMYK")]) as server:
        pages, _met = run(server)
    assert Image.open(io.BytesIO(pages[0].image)).mode == "RGB"


def test_devices_that_do_not_answer_are_not_listed() -> None:
    with EsclServer([sheet()]) as server:
        driver = EsclDriver(announced=lambda: ["http://127.0.0.1:9/eSCL", server.address])
        found = driver.devices(["không phải địa chỉ//", server.address.removesuffix("/eSCL")])
    assert [device.title for device in found] == ["Máy quét mạng thử"]
    assert found[0].sources == ("Feeder", "Platen")


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("192.168.1.20", "http://192.168.1.20/eSCL"),
        (" https://scan.local:8443/eSCL/ ", "https://scan.local:8443/eSCL"),
        ("máy-quét:8080", "http://máy-quét:8080/eSCL"),
    ],
)
def test_an_address_may_be_typed_short(typed: str, base: str) -> None:
    assert base_address(typed) == base


@pytest.mark.parametrize("typed", ["", "ftp://a", "http://", "http://u:p@host", "host:port"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        base_address(typed)
