"""How desks find each other: nothing that is heard here needs to be believed."""

from collections.abc import Mapping
from typing import Protocol

Address = tuple[tuple[str, ...], int]
"""Every address of a PC, and the port: it may have a cable, a wireless card and a virtual one."""


class Announcing(Protocol):
    """Says where this desk listens, and hears where others do."""

    def start(self, device: str, agency: str, port: int) -> None:
        """Be found, and find."""
        ...

    def heard(self) -> Mapping[str, Address]:
        """Desks that announce themselves for the same agency, as far as anybody can tell."""
        ...

    def stop(self) -> None:
        """Say goodbye."""
        ...
