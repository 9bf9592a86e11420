"""A scanner without hardware: feeds demo documents through the same child and protocol."""

import os
import time
from collections.abc import Callable, Iterator, Sequence

from clerkdesk.adapters.scanner.demo_documents import demo_documents
from clerkdesk.adapters.scanner.driver import Captured, encode
from clerkdesk.domain.errors import CoverOpen, FeederEmpty, NoScanner, PaperJam, ScannerFailed
from clerkdesk.domain.scans import ScannerDevice, ScanSettings
from clerkdesk.domain.texts import N_, _

_TITLE = N_("Máy quét ảo: {document}")
_SOURCE = N_("Khay nạp giấy")
_FOREVER = 3600.0


class VirtualDriver:
    """One device for each demo document; each scan finds the whole document in the feeder.

    Args:
        fault: what goes wrong, «kind:page»: jam, cover, cable, crash or silence at that page;
            «empty» for a feeder without paper, «none» for no device at all.
    """

    name = "virtual"

    def __init__(self, fault: str = "") -> None:
        self._fault, _colon, page = fault.partition(":")
        self._fault_page = int(page or 1)

    def devices(
        self,
        addresses: Sequence[str] = (),  # noqa: ARG002 - not of the network
    ) -> Sequence[ScannerDevice]:
        """List the demo documents as feeders with paper in them."""
        if self._fault == "none":
            return []
        return [
            ScannerDevice(
                f"{self.name}:{document.name}",
                _(_TITLE).format(document=document.title),
                self.name,
                (_(_SOURCE),),
                is_feeder=True,
            )
            for document in demo_documents().values()
        ]

    def scan(
        self, device: str, settings: ScanSettings, stopped: Callable[[], bool]
    ) -> Iterator[Captured]:
        """Yield the sheets of the document, or play the fault."""
        document = demo_documents().get(device)
        if document is None or self._fault == "none":
            raise NoScanner
        if self._fault == "empty":
            raise FeederEmpty
        self._play(1, device)  # before the pixels are made: a jam on page 1 is quick
        from clerkdesk.adapters.scanner.demo_pages import scanned_sheets

        for index, sheet in enumerate(scanned_sheets(document, settings.dpi), start=1):
            if stopped():
                return
            if index > 1:
                self._play(index, device)
            yield Captured(encode(sheet, index, settings.dpi, settings.colour))

    def taken(self, device: str, files: Sequence[str]) -> None:
        """Its paper is made of numbers."""

    def close(self) -> None:
        """Nothing is kept running."""

    def _play(self, page: int, device: str) -> None:
        if page != self._fault_page:
            return
        match self._fault:
            case "jam":
                raise PaperJam(page)
            case "cover":
                raise CoverOpen
            case "cable":
                raise ScannerFailed(device, page, _("mất liên lạc với máy quét"))
            case "crash":
                os._exit(139)
            case "silence":
                time.sleep(_FOREVER)
