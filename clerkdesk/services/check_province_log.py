"""Check once a day that the province's log of this agency was not rewritten (SYNC.md C «Audit log»)."""

from collections.abc import Callable
from datetime import date, datetime

from clerkdesk.domain.clock import local_date
from clerkdesk.domain.errors import ProvinceLogBroken
from clerkdesk.domain.merkle import Tree
from clerkdesk.domain.province_log import (
    Checked,
    CheckSignature,
    Leaf,
    LogBreak,
    SignedRoot,
    begun,
    check_day,
)
from clerkdesk.ports.exchange import Hub
from clerkdesk.ports.store import Store

CHECKED = "province_log.checked"
"""Setting of this desk alone: how far it has checked."""
_LEAVES = 2000


class CheckProvinceLog:
    """Compares the signed roots with the tree that this desk has grown itself."""

    def __init__(self, store: Store, holds: CheckSignature, now: Callable[[], datetime]) -> None:
        self._store = store
        self._holds = holds
        self._now = now
        self._whole: dict[Hub, date] = {}
        """The day on which each server's word was found whole."""

    def __call__(self, hub: Hub) -> int:
        """Check the days since the last time, once a day; return how many there were.

        Raises:
            ProvinceLogBroken: the days and ops that do not fit are named; nothing after is believed.
            ServerUnreachable, ServerRefused: another time.
        """
        today = local_date(self._now())
        if self._whole.get(hub) == today:
            return 0
        state = read_checked(self._store.settings.get(CHECKED))
        page = hub.roots(state.tree.size)
        if page.generation != state.generation:
            state = begun(state, page.generation)
            page = hub.roots(0)
        agency = self._store.settings.office().agency.code
        for signed in page.roots:
            state, breaks = check_day(
                state,
                signed,
                page.key,
                _leaves(hub, state, signed),
                agency=agency,
                known=self._store.ops.hash_of,
                holds=self._holds,
            )
            if breaks:
                raise ProvinceLogBroken(_named(breaks))
            self._store.settings.keep_here(CHECKED, written(state))
        self._whole[hub] = today
        return len(page.roots)


def _leaves(hub: Hub, state: Checked, signed: SignedRoot) -> list[Leaf]:
    leaves: list[Leaf] = []
    while (since := state.tree.size + len(leaves)) < signed.size:
        got = hub.leaves(since, min(_LEAVES, signed.size - since))
        if not got:
            break
        leaves += got
    return leaves


def written(state: Checked) -> dict[str, object]:
    """The state as a JSON value."""
    return {
        "generation": state.generation,
        "key": state.key,
        "size": state.tree.size,
        "peaks": [peak.hex() for peak in state.tree.peaks],
        "previous": state.previous,
        "ends": {device: list(end) for device, end in state.ends.items()},
    }


def read_checked(value: object) -> Checked:
    """The state that `written` wrote; a desk that has checked nothing yet starts anew."""
    match value:
        case {
            "generation": int(generation),
            "key": str(key),
            "size": int(size),
            "peaks": list(peaks),
            "previous": str(previous),
            "ends": dict(ends),
        }:
            tree = Tree(size, tuple(bytes.fromhex(str(peak)) for peak in peaks))
            last = {str(device): (int(end[0]), int(end[1])) for device, end in ends.items()}
            return Checked(generation, key, tree, previous, last)
    return Checked()


def _named(breaks: tuple[LogBreak, ...]) -> str:
    shown = []
    for found in breaks[:5]:
        place = f"{found.device} #{found.seq}" if found.device else found.day
        shown.append(f"{place} ({found.kind.value})")
    return ", ".join(dict.fromkeys(shown))
