"""A scanner in memory: pages, then an error if one is set."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from clerkdesk.domain.errors import ClerkError, FeederEmpty, NoScanner
from clerkdesk.domain.scans import Oddity, ScannedPage, ScannerDevice, ScanSettings

DEVICE = ScannerDevice("fake:0", "Máy quét thử", "fake", ("Khay nạp giấy",), is_feeder=True)


class FakeScanner:
    """Yields `pages` (JPEG bytes), then raises `error` if one is given."""

    def __init__(
        self,
        pages: Sequence[bytes] = (),
        error: ClerkError | None = None,
        devices: Sequence[ScannerDevice] = (DEVICE,),
    ) -> None:
        self.pages = pages
        self.error = error
        self.listed = devices
        self.oddities: tuple[Oddity, ...] = ()
        self.settings: list[ScanSettings] = []
        self.presses = 0
        """How often its button is pressed as soon as someone listens."""
        self.listened: list[str] = []
        self.closed = False
        self.addresses: Sequence[str] = ()

    def devices(self, addresses: Sequence[str] = ()) -> Sequence[ScannerDevice]:
        self.addresses = addresses
        return self.listed

    def scan(
        self, device_id: str, settings: ScanSettings, *, stop: Callable[[], bool]
    ) -> Iterator[ScannedPage]:
        if device_id not in {device.device_id for device in self.listed}:
            raise NoScanner
        self.settings.append(settings)
        if not self.pages and self.error is None:
            raise FeederEmpty
        for index, image in enumerate(self.pages, start=1):
            if stop():
                return
            page = ScannedPage(index, image, "image/jpeg", settings.dpi, 2480, 3508)
            yield replace(page, oddities=self.oddities)
        if self.error is not None:
            raise self.error

    def listen(self, device_id: str, *, stop: Callable[[], bool]) -> Iterator[None]:
        if device_id not in {device.device_id for device in self.listed}:
            raise NoScanner
        self.listened.append(device_id)
        while self.presses and not stop():
            self.presses -= 1
            yield None

    def close(self) -> None:
        self.closed = True
