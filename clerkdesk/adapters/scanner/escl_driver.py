"""Network scanners that speak eSCL (AirScan, Mopria): no driver of the maker is needed."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import httpx

from clerkdesk.adapters.scanner.driver import Captured, told
from clerkdesk.adapters.scanner.escl_codes import EMPTY, meaning
from clerkdesk.adapters.scanner.escl_link import (
    EsclLink,
    base_address,
    line_faults,
)
from clerkdesk.adapters.scanner.escl_wire import FEEDER, ticket
from clerkdesk.adapters.scanner.file_pages import pages_of
from clerkdesk.domain.errors import DamagedFile, FeederEmpty, NoScanner, ScannerFailed
from clerkdesk.domain.scans import Oddity, ScannerDevice, ScanSettings
from clerkdesk.domain.texts import N_, _

_SERVICES = ("_uscan._tcp.local.", "_uscans._tcp.local.")
_LISTEN_SECONDS = 1.5
_DAMAGED = N_("trang gửi qua mạng bị hỏng")


class EsclDriver:
    """Devices that announce themselves, and those whose address the office has written down.

    Args:
        addresses: «192.168.1.20», «https://scan.local:443/eSCL», …
        patience: seconds that a device may say «busy»; tests make it short.
        announced: finds the addresses of devices in the neighbourhood.
    """

    name = "escl"

    def __init__(
        self,
        addresses: Sequence[str] = (),
        patience: float = 45.0,
        announced: Callable[[], Sequence[str]] | None = None,
    ) -> None:
        self._addresses = addresses
        self._patience = patience
        self._announced = announced or announced_addresses

    def devices(self, addresses: Sequence[str] = ()) -> Sequence[ScannerDevice]:
        """Ask every address at the same time; those that do not answer are not listed."""
        bases: dict[str, None] = {}
        for typed in (*self._addresses, *addresses, *self._announced()):
            try:
                bases[base_address(typed)] = None
            except ValueError:
                continue
        if not bases:
            return []
        with ThreadPoolExecutor(max_workers=min(len(bases), 8)) as together:
            return [device for device in together.map(self._described, bases) if device]

    def scan(
        self, device: str, settings: ScanSettings, stopped: Callable[[], bool]
    ) -> Iterator[Captured]:
        """Run one job; a page that came is yielded before the next is asked for."""
        page = 1
        try:
            base = base_address(device)
        except ValueError:
            raise NoScanner from None
        with EsclLink(base, self._patience) as link:
            capabilities = link.capabilities()
            source = capabilities.input(settings.source)
            feeds = source.source == FEEDER
            one_sided = feeds and settings.duplex and not source.duplex
            with line_faults(link, lambda: page):
                if feeds:
                    self._look_at_feeder(link, page)
                order, dpi = ticket(capabilities, settings)
                job = link.post_job(order, stopped)
                if job is None:
                    return
                finished = False
                try:
                    while (found := link.next_document(job, stopped)) is not None:
                        answer, content = found
                        if answer.status_code != httpx.codes.OK:
                            self._look_at_end(link, answer.status_code, page, feeds)
                            finished = True
                            return
                        for captured in _captured(link, content, settings, dpi, page):
                            if one_sided:
                                yield Captured(told(captured.page, Oddity.NO_DUPLEX))
                            else:
                                yield captured
                            page += 1
                finally:
                    if not finished:
                        link.delete(job)

    def taken(self, device: str, files: Sequence[str]) -> None:
        """Paper needs no receipt."""

    def close(self) -> None:
        """Nothing is kept running."""

    def _described(self, base: str) -> ScannerDevice | None:
        try:
            with EsclLink(base, self._patience) as link:
                found = link.capabilities()
        except NoScanner:
            return None
        sources = tuple(each.source for each in found.inputs)
        return ScannerDevice(
            f"{self.name}:{base}", found.title, self.name, sources, FEEDER in sources
        )

    def _look_at_feeder(self, link: EsclLink, page: int) -> None:
        """Before a job: paper must lie in the feeder, and nothing be jammed in it."""
        if (error := meaning(link.status().feeder, link.title, page)) is not None:
            raise error

    def _look_at_end(self, link: EsclLink, code: int, page: int, feeds: bool) -> None:
        """After «no more documents»: was that the end of the pile, or a fault?"""
        feeder = link.status().feeder if feeds else ""
        if feeder != EMPTY and (error := meaning(feeder, link.title, page)) is not None:
            raise error
        if code not in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
            raise ScannerFailed(link.title, page, _("máy quét báo lỗi {code}").format(code=code))
        if page == 1:
            if feeds:
                raise FeederEmpty
            raise ScannerFailed(link.title, page, _("máy quét không gửi trang nào"))
        if code == httpx.codes.GONE:
            raise ScannerFailed(link.title, page, _("lệnh quét bị hủy tại máy quét"))


def announced_addresses() -> Sequence[str]:
    """Addresses of the devices that announce themselves; none where zeroconf is not installed."""
    try:
        from zeroconf import ServiceBrowser, ServiceStateChange, Zeroconf
    except ImportError:
        return []
    names: list[tuple[str, str]] = []

    def heard(
        zeroconf: Zeroconf,  # noqa: ARG001 - the library calls by these names
        service_type: str,
        name: str,
        state_change: ServiceStateChange,
    ) -> None:
        if state_change is ServiceStateChange.Added:
            names.append((service_type, name))

    try:
        with closing(Zeroconf()) as zeroconf:
            ServiceBrowser(zeroconf, list(_SERVICES), handlers=[heard])
            time.sleep(_LISTEN_SECONDS)
            found = [
                (kind, info)
                for kind, name in names
                if (info := zeroconf.get_service_info(kind, name, 1000)) is not None
            ]
    except OSError:  # no network at all
        return []
    addresses = []
    for kind, info in found:
        root = (info.properties.get(b"rs") or b"eSCL").decode("utf-8", "replace").strip("/")
        scheme = "https" if "uscans" in kind else "http"
        for host in info.parsed_scoped_addresses():
            if ":" not in host:  # every device has IPv4; a link-local IPv6 address needs a zone
                addresses.append(f"{scheme}://{host}:{info.port}/{root}")
                break
    return addresses


def _captured(
    link: EsclLink, content: bytes, settings: ScanSettings, dpi: int, page: int
) -> Iterator[Captured]:
    """The pages of one answer, at the resolution that the device was asked for."""
    asked = ScanSettings(dpi, settings.colour)
    try:
        for scanned in pages_of(link.title, content, asked, page - 1):
            page = scanned.index + 1
            yield Captured(scanned)
    except DamagedFile:
        raise ScannerFailed(link.title, page, _(_DAMAGED)) from None
