"""The button of a SANE scanner: heard where its backend tells it, and nowhere else."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from clerkdesk.adapters.scanner import sane_driver
from clerkdesk.adapters.scanner.sane_driver import SaneDriver
from clerkdesk.domain.errors import ScannerFailed


class SaneError(Exception):
    pass


@dataclass
class Option:
    cap: int


class Device:
    """What `sane.open` gives: `presses` are what its button says, look after look."""

    def __init__(self, options: dict[str, int], presses: list[object]) -> None:
        self.opt = {name: Option(cap) for name, cap in options.items()}
        self.presses = presses
        self.closed = False

    def __getattr__(self, name: str) -> object:
        said = self.presses.pop(0)
        if isinstance(said, Exception):
            raise said
        return said

    def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sane_driver, "_BUTTON_SECONDS", 0.0)


def heard(device: Device) -> list[bool]:
    driver = SaneDriver()
    driver._sane = SimpleNamespace(
        open=lambda _name: device, _sane=SimpleNamespace(error=SaneError)
    )
    found = list(driver.listen("x:1", lambda: not device.presses))
    assert device.closed
    return found


@pytest.mark.parametrize("name", ["scan", "start", "button_1"])
def test_each_press_is_heard_once_however_long_it_lasts(name: str) -> None:
    device = Device({name: 2 | 4}, [0, 1, 1, 0, 1, 0])
    assert heard(device) == [False, True, False, False, True, False]


def test_a_button_that_is_held_down_already_was_not_pressed_for_us() -> None:
    assert heard(Device({"scan": 6}, [1, 1, 0, 1])) == [False, False, False, True]


@pytest.mark.parametrize("options", [{}, {"cover_open": 6}, {"scan": 1 | 4}, {"button_1": 2}])
def test_a_device_without_a_readable_button_ends_at_once(options: dict[str, int]) -> None:
    assert heard(Device(options, [1, 0, 1])) == []


def test_a_device_that_is_pulled_while_it_is_listened_to_is_told() -> None:
    with pytest.raises(ScannerFailed):
        heard(Device({"scan": 6}, [0, SaneError("Error during device I/O")]))
