"""Desks of one office in its own network, the line to the province down: who is believed, what is asked.

Source: issue 6, part 4; SYNC.md B.3 «Non-holders: online => ask holder through server/LAN».
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.ops import Op

NETWORK_OPEN = "office_network.open"
"""Setting of this desk alone (bool): whether it speaks to desks in the office's own network."""
OFFICE_DESKS = "office_network.desks"
"""Setting of this desk alone: name -> public key, as the province told last."""
NUMBERS_BY_ITSELF = "office_network.numbers"
"""Setting of the office (bool): whether the holder of a book numbers what others ask for by itself."""
PAGE = 500
"""Ops in one answer."""


@dataclass(frozen=True, slots=True)
class EnrolledDesk:
    """A desk of the agency and the key that the province has enrolled for it (Ed25519, hex)."""

    device: str
    sign: str

    def __post_init__(self) -> None:
        if not self.device or len(bytes.fromhex(self.sign)) != 32:
            raise ValueError("a desk has a name and a key of 32 bytes")


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """What a desk says of itself to a colleague's, once each knows who the other is."""

    device: str
    incarnation: int
    person: str
    """Who sits there; empty where nobody has said."""


@dataclass(frozen=True, slots=True)
class OpsPage:
    """A run of a desk's own list of ops, its own and those it heard, up to place `last`."""

    incarnation: int
    last: int
    ops: tuple[Op, ...]
    at: str = ""
    """Hash of the op at place `last`: whoever reads on says it again."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How far two desks have told each other: places in the other's list, and in one's own."""

    incarnation: int = 0
    """The life of the other desk to which both places belong."""
    heard: int = 0
    said: int = 0
    at: str = ""
    """Hash of the op at place `heard`. A list that was put back without losing an own op keeps its life, and
    may have grown again in another order."""

    def of_life(self, incarnation: int) -> "Reading":
        """The same, or from the start: a desk that was put back has another list and may lack much."""
        return self if incarnation == self.incarnation else Reading(incarnation)


@dataclass(frozen=True, slots=True)
class NumberAsked:
    """A document whose number its own desk cannot give: another one holds the book."""

    uid: str
    by: str
    device: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SeenDesk:
    """A desk of the office as it is seen in its network."""

    device: str
    person: str = ""
    reached: bool = False
    trouble: str = ""
    """Why nothing could be exchanged (Vietnamese); empty where it could."""


def believed(desks: Iterable[EnrolledDesk], me: EnrolledDesk) -> Mapping[str, str]:
    """Keys of the colleagues' desks by name; none where the province does not name this desk itself.

    A desk whose right has ended stops speaking as soon as it hears of it, and whoever has heard of it
    refuses it.
    """
    told = list(desks)
    if me not in told:
        return {}
    return {each.device: each.sign for each in told if each.device != me.device}


def sees_more(before: frozenset[object], after: frozenset[object]) -> bool:
    """Whether registers that were kept from this desk are so no longer: what was left out is read again."""
    return bool(before - after)
