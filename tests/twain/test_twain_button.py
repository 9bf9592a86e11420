"""The scanner's own button, told by the virtual TWAIN source as an event of its maker's own."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from clerkdesk.adapters.scanner.child_scanner import ChildScanner
from clerkdesk.adapters.scanner.twain_driver import DSM_VARIABLE, TwainDriver
from clerkdesk.domain.errors import NoScanner, ScannerBusy, ScannerSilent
from clerkdesk.domain.scans import ScanSettings
from clerkdesk.ui.scan.view import ScanView
from clerkdesk.ui.shell import workplaces
from tests.fakes.real_office import real_office
from tests.fakes.twain_source import NAME, ORDERS

QUICK = ScanSettings(dpi=75)
Source = Callable[..., TwainDriver]


def until(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def test_a_press_is_heard_and_pages_are_fed_afterwards(source: Source) -> None:
    driver = source("sheets=2,button=50")
    driver.devices()
    pressed: list[float] = []
    started = time.monotonic()
    for heard in driver.listen(NAME, lambda: bool(pressed)):
        if heard:
            pressed.append(time.monotonic() - started)
    assert len(pressed) == 1
    assert pressed[0] < 5.0
    pages = [one for one in driver.scan(NAME, QUICK, lambda: False) if one is not None]
    assert len(pages) == 2
    again = [heard for heard in driver.listen(NAME, until(1.0)) if heard]
    assert again == [True]


def test_listening_shows_signs_of_life_and_ends_when_it_is_told_to(source: Source) -> None:
    driver = source("button=1000000", silence=4.0)
    driver.devices()
    heard = list(driver.listen(NAME, until(5.0)))
    assert len(heard) >= 3
    assert not any(heard)


def test_a_source_without_such_an_event_is_not_held_open(source: Source) -> None:
    driver = source("sheets=1")
    driver.devices()
    started = time.monotonic()
    assert list(driver.listen(NAME, lambda: False)) == []
    assert time.monotonic() - started < 5.0


def test_a_button_without_callbacks_is_heard_by_messages(source: Source) -> None:
    driver = source("button=50,fault=nocallback")
    driver.devices()
    assert True in list(driver.listen(NAME, until(2.0)))


@pytest.mark.parametrize(
    ("orders", "name", "met"),
    [
        pytest.param("button=50", "another", NoScanner, id="no such source"),
        pytest.param("fault=busy", NAME, ScannerBusy, id="busy"),
        pytest.param("fault=hangopen", NAME, ScannerSilent, id="never opens"),
    ],
)
def test_what_cannot_be_opened_is_said(
    source: Source, orders: str, name: str, met: type[Exception]
) -> None:
    driver = source(orders, silence=2.0)
    driver.devices()
    with pytest.raises(met):
        list(driver.listen(name, lambda: False))


def test_the_press_comes_through_the_scanner_child(library: str) -> None:
    environment = {DSM_VARIABLE: library, ORDERS: "sheets=1,button=50"}
    scanner = ChildScanner(drivers=("twain",), environment=environment)
    try:
        (device,) = scanner.devices()
        heard: list[None] = []
        heard.extend(scanner.listen(device.device_id, stop=until(1.5)))
        assert len(heard) == 1
        pages = list(scanner.scan(device.device_id, QUICK, stop=lambda: False))
        assert len(pages) == 1
    finally:
        scanner.close()


def test_a_press_at_the_scanner_fills_the_window(
    library: str, tmp_path: Path, qapp: QApplication
) -> None:
    environment = {DSM_VARIABLE: library, ORDERS: "sheets=2,button=300"}
    scanner = ChildScanner(drivers=("twain",), environment=environment)
    with real_office(tmp_path, devices={"scanner": scanner}) as office:
        view = office.office.window.go_to(workplaces.SCAN)
        assert isinstance(view, ScanView)
        office.hand.wait("the scanner", lambda: view.settings.chosen_device() is not None)
        view.settings.dpi.addItem("75 dpi", 75)
        view.settings.dpi.setCurrentIndex(view.settings.dpi.count() - 1)
        assert office.store.spool.batches() == []
        view.settings.button.setChecked(True)
        office.hand.wait("two pages", lambda: len(view.tiles()) >= 2 and view.is_ready())
        view.settings.button.setChecked(False)
        assert not view._listener.listening
        before = len(office.store.spool.batches())
        view._scan.click()  # what listened has let go of the scanner
        office.hand.wait("another run", lambda: len(office.store.spool.batches()) > before)
        office.hand.wait("its end", view.is_ready)
