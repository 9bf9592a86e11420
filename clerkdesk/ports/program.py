"""The composition root as the command line sees it; `clerkdesk.app` is the one that is real."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from clerkdesk.ports.documents import PdfDesk
from clerkdesk.ports.exchange import PacketCodec
from clerkdesk.ports.pages import PageWorkshop
from clerkdesk.ports.scanner import Scanner
from clerkdesk.ports.signing import SignatureChecker, Tokens
from clerkdesk.ports.store import OpenedStore


@dataclass(frozen=True, slots=True)
class WindowArguments:
    """How the window starts; `folder` None is the office's usual place."""

    folder: Path | None = None
    demo: bool = False


@runtime_checkable
class Program(Protocol):
    """Builders of the parts that the verbs need; each starts nothing before it is used."""

    def run_window(self, arguments: WindowArguments) -> int:
        """Show the window until it is closed; returns the exit code."""
        ...

    def run_demo(self, build: Path, headless: bool) -> int:
        """Carry one day through the demo office; its results lie in `build`."""
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

    def build_tokens(self) -> Tokens:
        """All USB tokens."""
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
