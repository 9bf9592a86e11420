"""The virtual TWAIN source, built once a run."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clerkdesk.adapters.scanner.twain_driver import DSM_VARIABLE, TwainDriver
from tests.fakes.twain_source import ORDERS, build_twain_source

PAGES = "CLERKDESK_VIRTUAL_PAGES"


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """DSM and source in one shared library."""
    return build_twain_source(tmp_path_factory.mktemp("twain"))


@pytest.fixture
def source(library: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., TwainDriver]]:
    """Give a driver whose source plays what is ordered."""
    drivers: list[TwainDriver] = []
    monkeypatch.setenv(DSM_VARIABLE, str(library))

    def order(orders: str = "", silence: float = 10.0, pages: Path | None = None) -> TwainDriver:
        monkeypatch.setenv(ORDERS, orders)
        if pages is not None:
            monkeypatch.setenv(PAGES, str(pages))
        drivers.append(TwainDriver(silence, warm_up=silence))
        return drivers[-1]

    yield order
    for driver in drivers:
        driver.close()
