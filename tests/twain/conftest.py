"""The virtual TWAIN source, built once a run."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clerkdesk.adapters.scanner.twain_driver import DSM_VARIABLE, TwainDriver
from tests.fakes.twain_source import NAMED, ORDERS, build_twain_source

_SLOW_START = 6
"""Wine starts a program in seconds."""
PAGES = "CLERKDESK_VIRTUAL_PAGES"


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> str:
    """DSM and source in one shared library."""
    return build_twain_source(tmp_path_factory.mktemp("twain"))


@pytest.fixture
def source(library: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., TwainDriver]]:
    """Give a driver whose source plays what is ordered."""
    drivers: list[TwainDriver] = []
    monkeypatch.setenv(DSM_VARIABLE, library)

    def order(orders: str = "", silence: float = 10.0, pages: Path | None = None) -> TwainDriver:
        monkeypatch.setenv(ORDERS, orders)
        if pages is not None:
            monkeypatch.setenv(PAGES, str(pages))
        patience = silence * (_SLOW_START if NAMED in os.environ else 1)
        drivers.append(TwainDriver(patience, warm_up=patience))
        return drivers[-1]

    yield order
    for driver in drivers:
        driver.close()
