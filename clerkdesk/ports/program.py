"""The composition root as command line and demo see it; `clerkdesk.app` is the one that is real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # named in signatures only: the first window starts without any of them
    from clerkdesk.ports.bundles import BundleFiles
    from clerkdesk.ports.documents import PdfDesk
    from clerkdesk.ports.exchange import PacketCodec
    from clerkdesk.ports.pages import PageWorkshop
    from clerkdesk.ports.scanner import Scanner
    from clerkdesk.ports.signing import SignatureChecker, Tokens
    from clerkdesk.ports.store import OpenedStore
    from clerkdesk.ports.tables import Tables
    from clerkdesk.ports.trust import TrustPress, TrustStore


@dataclass(frozen=True, slots=True)
class WindowArguments:
    """How the window starts; `folder` None is the office's usual place."""

    folder: Path | None = None
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """Where a desk's data lies; marks are kept apart from the store (SYNC.md B.3)."""

    folder: Path
    marks: Path
    memory: Path

    @property
    def store(self) -> Path:
        """The encrypted store."""
        return self.folder / "store"

    @property
    def trust(self) -> Path:
        """The trust bundle: roots, sub-CAs and CRLs that the office has taken in."""
        return self.folder / "trust"

    @property
    def watched(self) -> Path:
        """Files put here are offered as a scanner."""
        return self.folder / "scan-in"


@dataclass(frozen=True, slots=True)
class DeviceSetup:
    """Which devices a desk may use; the demo has others than an office."""

    scanner_drivers: Sequence[str] = ("twain", "sane", "escl", "folder")
    token_modules: Sequence[Path] = ()
    token_environment: Mapping[str, str] = field(default_factory=dict)


class Program(Protocol):
    """Builders of the parts that the verbs need; each starts nothing before it is used."""

    def usual_places(self, folder: Path | None = None) -> Places:
        """Where an office's data lies; `folder` None is the office's usual place."""
        ...

    def run_window(self, arguments: WindowArguments) -> int:
        """Show the window until it is closed; returns the exit code."""
        ...

    def run_demo(self, build: Path, headless: bool) -> int:
        """Carry one day through the demo office; its results lie in `build`."""
        ...

    def build_bundles(self) -> BundleFiles:
        """Bundles on a stick."""
        ...

    def build_page_workshop(self) -> PageWorkshop:
        """OCR and page work."""
        ...

    def build_pdf_desk(self) -> PdfDesk:
        """Work on PDF files."""
        ...

    def build_scanner(self) -> Scanner:
        """All scanner drivers."""
        ...

    def build_checker(
        self, anchors: Sequence[Path] = (), crls: Sequence[Path] = ()
    ) -> SignatureChecker:
        """The signature checker, with more trust anchors (PEM) and CRL files than the bundle's."""
        ...

    def build_trust(self) -> TrustStore:
        """Whom this account's checker believes."""
        ...

    def build_trust_press(self) -> TrustPress:
        """What a province makes trust lists with."""
        ...

    def build_tokens(self) -> Tokens:
        """All USB tokens."""
        ...

    def build_tables(self) -> Tables:
        """Spreadsheets."""
        ...

    def build_codec(self) -> PacketCodec:
        """edXML."""
        ...

    def open_store(self, folder: Path | None, login: str, password: str) -> OpenedStore:
        """Unlock the store; `folder` None is the office's usual place.

        Raises:
            StoreMissing, WrongPassword, StoreDamaged, StoreNotEncrypted, StoreInUse
        """
        ...
