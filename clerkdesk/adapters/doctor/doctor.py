"""Every check in the order in which a clerk meets the dependency."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clerkdesk import __version__
from clerkdesk.adapters.doctor import devices, machine
from clerkdesk.domain.health import HealthLine
from clerkdesk.domain.scans import ScannerDevice
from clerkdesk.domain.tokens import TokenCertificate, UnusableModule


@dataclass(frozen=True, slots=True)
class Doctor:
    """Looks at this machine for one office.

    Args:
        folder: the store's folder; it need not exist yet.
        server: base URL of the province server, "" where there is none.
        key_store: what this machine's key store is called, "" where there is none.
        modules: PKCS#11 libraries that are installed.
        scanners: lists scanners through their child process.
        certificates: lists token certificates through their child process.
        unusable: token libraries that are here and cannot be used; asked after `certificates`, which
            tries to load them.
    """

    folder: Path
    server: str
    key_store: str
    modules: Sequence[Path]
    scanners: Callable[[], Sequence[ScannerDevice]]
    certificates: Callable[[], Sequence[TokenCertificate]]
    unusable: Callable[[], Sequence[UnusableModule]]

    def lines(self) -> Iterator[HealthLine]:
        """One line a dependency, as soon as it was looked at."""
        yield machine.check_version(__version__)
        yield machine.check_packages()
        yield machine.check_folder(self.folder)
        yield machine.check_key_store(self.key_store)
        yield devices.check_scanner_drivers()
        yield devices.check_scanners(self.scanners)
        yield devices.check_token_modules(self.modules)
        tokens = devices.check_tokens(self.certificates)
        yield from devices.check_unusable_modules(self.unusable())
        yield tokens
        yield machine.check_ocr_data()
        yield from machine.check_fonts()
        yield machine.check_word_converter()
        yield devices.check_server(self.server)
