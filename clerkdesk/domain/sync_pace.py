"""When a desk meets its server again, and what goes first: ops before files, urgent ones first, small before large.

Source: SYNC.md B.2 «Blobs» (order), «Errors» (Retry-After). Ops of one desk are a chain and never change
places: all of them go before any file, so an urgent document's ops never wait behind a scan.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum

from clerkdesk.domain.incoming import Urgency

USUAL_SECONDS = 15.0
"""Between two meetings while all is well."""
LISTEN_SECONDS = 110
"""How long the server may keep a question for news: proxies commonly cut at two minutes."""
QUIET_LISTENS = 5
"""Questions without news between two meetings: then the desk looks after its own side, too."""
LONGEST_SECONDS = 600.0
"""Between two attempts where no line has come for long; news of the network wakes the desk earlier."""
WINDOW_SECONDS = 120.0
"""For files in one meeting: then ops are heard and said again before the next file."""
LARGE = 4 << 20
"""Bytes above which a packet takes a thin line (256 kbit/s) for more than a window."""
SMALL = 64 * 1024
"""Bytes up to which a status or receipt goes with the ops."""


class Ear(Enum):
    """What came of waiting for news."""

    NEWS = "news"
    QUIET = "quiet"
    DEAF = "deaf"
    """The server, or something before it, does not keep questions: ask as usual."""


class Rank(IntEnum):
    """What goes before what."""

    EXPRESS = 0
    NOTICE = 1
    URGENT = 2
    USUAL = 3


@dataclass(frozen=True, slots=True)
class MovingFile:
    """A file on its way to or from the province; `uid` is the document it belongs to."""

    sha256: str
    size: int
    urgency: Urgency = Urgency.NORMAL
    uid: str = ""
    notice: bool = False
    """A receipt or status: small, and another office waits for it."""

    @property
    def express(self) -> bool:
        """Hỏa tốc: it goes whatever the budget says."""
        return self.urgency in (Urgency.EXPRESS, Urgency.EXPRESS_TIMED)

    @property
    def rank(self) -> Rank:
        """Its class."""
        if self.express:
            return Rank.EXPRESS
        if self.notice and self.size <= SMALL:
            return Rank.NOTICE
        return Rank.USUAL if self.urgency is Urgency.NORMAL else Rank.URGENT


def in_turn(files: Iterable[MovingFile]) -> Sequence[MovingFile]:
    """Urgent first, smallest first inside a class, so that a long scan holds up nothing small."""
    return sorted(files, key=lambda one: (one.rank, one.size))


def in_turn_by_document(files: Iterable[MovingFile]) -> Sequence[int]:
    """The places of packets in the order in which they leave: urgent first, then as they were issued.

    A large one waits behind those that are not, and no packet about a document overtakes an earlier
    one about it (a recall never comes before what it recalls).
    """
    keys: list[tuple[int, int]] = []
    furthest: dict[str, tuple[int, int]] = {}
    for one in files:
        key = (int(one.rank), one.size if one.size > LARGE else 0)
        if one.uid:
            key = furthest[one.uid] = max(key, furthest.get(one.uid, key))
        keys.append(key)
    return sorted(range(len(keys)), key=keys.__getitem__)


def seconds_to_next(failures: int, dice: float) -> float:
    """Until the next meeting, after so many in a row that did not come about.

    Args:
        dice: in [0, 1); spreads desks that all lost one server, so that they do not come back as one.
    """
    if failures <= 0:
        return USUAL_SECONDS * (0.9 + 0.2 * dice)
    ceiling = min(LONGEST_SECONDS, USUAL_SECONDS * 2.0 ** min(failures, 20))
    return USUAL_SECONDS / 2 + (ceiling - USUAL_SECONDS / 2) * dice
