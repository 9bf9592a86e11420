"""What goes wrong at a TWAIN source: a message, the pages before it, and a way on."""

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from clerkdesk.adapters.scanner.twain_driver import TwainDriver
from clerkdesk.domain.errors import (
    ClerkError,
    CoverOpen,
    DoubleFeed,
    FeederEmpty,
    NoScanner,
    PaperJam,
    ScannerBusy,
    ScannerFailed,
    ScannerSilent,
)
from clerkdesk.domain.scans import Oddity, ScannedPage, ScanSettings
from tests.fakes.twain_source import NAME, ORDERS

Source = Callable[..., TwainDriver]
QUICK = ScanSettings(dpi=75)


def run(driver: TwainDriver) -> tuple[list[ScannedPage], ClerkError | None]:
    pages: list[ScannedPage] = []
    try:
        for captured in driver.scan(NAME, QUICK, lambda: False):
            if captured is not None:
                pages.append(captured.page)
    except ClerkError as error:
        return pages, error
    return pages, None


@pytest.mark.parametrize(
    ("fault", "error", "kept"),
    [
        pytest.param("jam:2", PaperJam, 1, id="a jam on page 2 keeps page 1"),
        pytest.param("jamlate:3", PaperJam, 2, id="a jam in the middle of page 3"),
        pytest.param("double:2", DoubleFeed, 1, id="two sheets at once"),
        pytest.param("cover:3", CoverOpen, 2, id="the cover is opened"),
        pytest.param("empty", FeederEmpty, 0, id="no paper"),
        pytest.param("out:2", FeederEmpty, 1, id="the paper ran out"),
        pytest.param("cable:3", ScannerFailed, 2, id="the cable is pulled within page 3"),
        pytest.param("bummer:2", ScannerFailed, 1, id="an error that tells nothing"),
        pytest.param("stridemad:2", ScannerFailed, 1, id="figures that cannot be true"),
        pytest.param("crash:2", ScannerFailed, 1, id="the driver crashes"),
        pytest.param("closed", ScannerFailed, 0, id="the source closes itself"),
        pytest.param("busy", ScannerBusy, 0, id="another program has it"),
    ],
)
def test_a_fault_is_named_and_pages_before_it_are_kept(
    source: Source, fault: str, error: type[ClerkError], kept: int
) -> None:
    pages, met = run(source(f"sheets=4,fault={fault}"))
    assert isinstance(met, error)
    assert [page.index for page in pages] == list(range(1, kept + 1))
    if isinstance(met, PaperJam | DoubleFeed | ScannerFailed):
        assert met.page == kept + 1
    assert met.advice


@pytest.mark.parametrize(
    ("fault", "kept"),
    [
        pytest.param("hang:3", 2, id="the driver never returns with page 3"),
        pytest.param("tear:2", 1, id="it stops in the middle of page 2"),
        pytest.param("mute", 0, id="callbacks never come"),
        pytest.param("hangopen", 0, id="opening never returns"),
        pytest.param("hangstart", 0, id="starting never returns"),
    ],
)
def test_a_silent_driver_is_killed_and_the_spare_goes_on(
    source: Source, monkeypatch: pytest.MonkeyPatch, fault: str, kept: int
) -> None:
    driver = source(f"sheets=4,fault={fault}", silence=1.0)
    pages, met = run(driver)
    assert isinstance(met, ScannerSilent)
    assert met.page == kept + 1
    assert len(pages) == kept
    assert f"Quét tiếp từ trang {kept + 1}" in met.advice
    driver.close()
    monkeypatch.setenv(ORDERS, "sheets=2")
    again, met = run(driver)
    assert met is None
    assert len(again) == 2


def test_after_a_crash_the_warm_spare_feeds_at_once(source: Source) -> None:
    driver = source("sheets=4,fault=crash:4")
    driver.devices()
    assert isinstance(run(driver)[1], ScannerFailed)
    before = time.monotonic()
    came: list[float] = []
    with suppress(ScannerFailed):  # it crashes again on page 4
        for captured in filter(None, driver.scan(NAME, QUICK, lambda: False)):
            came.append(time.monotonic() - before)
            assert captured.page.index == len(came)
    assert len(came) == 3
    assert came[0] < 1.5  # without a start of Python


def test_sides_that_were_not_asked_for_are_kept_and_told(source: Source) -> None:
    pages, met = run(source("sheets=2,fault=duplex"))
    assert met is None
    assert len(pages) == 4
    assert "hai mặt" in pages[0].remark
    assert pages[0].oddities == (Oddity.DUPLEX_UNASKED,)


def test_a_feeder_that_begins_with_the_last_sheet_is_told(source: Source) -> None:
    pages, met = run(source("sheets=3,fault=reversed"))
    assert met is None
    assert len(pages) == 3
    assert "thứ tự ngược" in pages[0].remark
    assert pages[0].oddities == (Oddity.LAST_PAGE_FIRST,)


@pytest.mark.parametrize("fault", ["dpi0", "dpiwrong"])
def test_a_resolution_that_cannot_be_is_replaced_by_what_was_asked(
    source: Source, fault: str
) -> None:
    pages, met = run(source(f"sheets=1,fault={fault}"))
    assert met is None
    assert pages[0].dpi == 75


def test_a_page_longer_than_announced_is_kept_to_its_end(source: Source) -> None:
    pages, met = run(source("sheets=2,fault=bigger:2"))
    assert met is None
    assert pages[1].height == pages[0].height + 37


def test_without_a_source_there_is_no_scanner(source: Source) -> None:
    driver = source("fault=none")
    assert list(driver.devices()) == []
    with pytest.raises(NoScanner):
        list(driver.scan("another", QUICK, lambda: False))


def test_a_window_of_the_maker_may_stand_open_for_long(source: Source) -> None:
    driver = source("sheets=1,fault=mute", silence=3.0)
    driver.devices()
    until = time.monotonic() + 5.0
    signs = list(
        driver.scan(NAME, ScanSettings(dpi=75, own_window=True), lambda: time.monotonic() > until)
    )
    assert signs
    assert set(signs) == {None}  # alive, and no page: the clerk closed the window
