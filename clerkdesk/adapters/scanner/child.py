"""The scanner child process: the drivers behind two verbs, `devices` and `scan`."""

import os
from collections.abc import Mapping
from pathlib import Path

from clerkdesk.adapters.scanner.driver import ButtonDriver, Driver
from clerkdesk.adapters.scanner.files_driver import FilesDriver
from clerkdesk.domain.errors import NoScanner
from clerkdesk.domain.scans import ColourMode, PaperSize, ScannerDevice, ScanSettings
from clerkdesk.process.child import Answer, Request, serve
from clerkdesk.process.line import Message

DRIVERS_VARIABLE = "CLERKDESK_SCANNER_DRIVERS"
FOLDER_VARIABLE = "CLERKDESK_SCAN_FOLDER"
FAULT_VARIABLE = "CLERKDESK_VIRTUAL_FAULT"
ESCL_VARIABLE = "CLERKDESK_ESCL_ADDRESSES"
"""Addresses of network scanners, with blanks between them, for those who install many desks."""
SILENCE_VARIABLE = "CLERKDESK_TWAIN_SILENCE"
TWAIN_SILENCE_SECONDS = 10.0
"""Without a word for so long a TWAIN driver is killed; its lamp may take twice that to warm up."""
PATIENCE_VARIABLE = "CLERKDESK_ESCL_PATIENCE"
PATIENCE_SECONDS = 45.0
"""How long a network scanner may say «busy» without giving a page."""


def main() -> None:
    """Serve the drivers that the environment names."""
    drivers = _drivers(os.environ)
    try:
        serve(
            {
                "devices": lambda request: _devices(drivers, request),
                "scan": lambda request: _scan(drivers, request),
                "taken": lambda request: _taken(drivers, request),
                "listen": lambda request: _listen(drivers, request),
            }
        )
    finally:
        for driver in drivers.values():
            driver.close()


def _drivers(environment: Mapping[str, str]) -> Mapping[str, Driver]:
    found: list[Driver] = []
    for name in environment.get(DRIVERS_VARIABLE, "sane").split(","):
        match name.strip():
            case "virtual":
                from clerkdesk.adapters.scanner.virtual import VirtualDriver

                found.append(VirtualDriver(environment.get(FAULT_VARIABLE, "")))
            case "sane":
                from clerkdesk.adapters.scanner.sane_driver import SaneDriver

                found.append(SaneDriver())
            case "escl":
                from clerkdesk.adapters.scanner.escl_driver import EsclDriver

                found.append(
                    EsclDriver(
                        environment.get(ESCL_VARIABLE, "").split(),
                        float(environment.get(PATIENCE_VARIABLE) or PATIENCE_SECONDS),
                    )
                )
            case "twain":
                from clerkdesk.adapters.scanner.twain_driver import TwainDriver

                silence = float(environment.get(SILENCE_VARIABLE) or TWAIN_SILENCE_SECONDS)
                found.append(TwainDriver(silence, warm_up=2 * silence))
            case "folder":
                from clerkdesk.adapters.scanner.folder import FolderDriver

                found.append(FolderDriver(Path(environment[FOLDER_VARIABLE])))
    found.append(FilesDriver())
    return {driver.name: driver for driver in found}


def _devices(drivers: Mapping[str, Driver], request: Request) -> Answer:
    addresses = request.arguments.get("addresses", [])
    assert isinstance(addresses, list)
    found: list[ScannerDevice] = []
    for driver in drivers.values():
        found += driver.devices([str(address) for address in addresses])
    yield Message(
        {
            "devices": [
                {
                    "device_id": device.device_id,
                    "title": device.title,
                    "driver": device.driver,
                    "sources": list(device.sources),
                    "is_feeder": device.is_feeder,
                }
                for device in found
            ]
        }
    )


def _scan(drivers: Mapping[str, Driver], request: Request) -> Answer:
    driver, device = _driver_of(drivers, request)
    asked = request.arguments
    settings = ScanSettings(
        dpi=int(str(asked["dpi"])),
        colour=ColourMode(str(asked["colour"])),
        source=str(asked["source"]),
        duplex=bool(asked["duplex"]),
        paper=PaperSize(str(asked["paper"])),
        own_window=bool(asked["own_window"]),
    )
    pages = 0
    for captured in driver.scan(device, settings, lambda: request.stopped):
        if captured is None:
            yield Message({"alive": True})
            continue
        page = captured.page
        pages += 1
        yield Message(
            {
                "index": page.index,
                "media_type": page.media_type,
                "dpi": page.dpi,
                "width": page.width,
                "height": page.height,
                "file": captured.file,
                "remark": page.remark,
                "oddities": list(page.oddities),
            },
            (page.image,),
        )
    yield Message({"pages": pages})


def _taken(drivers: Mapping[str, Driver], request: Request) -> Answer:
    driver, device = _driver_of(drivers, request)
    files = request.arguments["files"]
    assert isinstance(files, list)
    driver.taken(device, [str(name) for name in files])
    yield Message({})


def _listen(drivers: Mapping[str, Driver], request: Request) -> Answer:
    driver, device = _driver_of(drivers, request)
    if isinstance(driver, ButtonDriver):
        for pressed in driver.listen(device, lambda: request.stopped):
            yield Message({"button": pressed})
    yield Message({})


def _driver_of(drivers: Mapping[str, Driver], request: Request) -> tuple[Driver, str]:
    name, _colon, device = str(request.arguments["device_id"]).partition(":")
    if name not in drivers:
        raise NoScanner
    return drivers[name], device
