"""Check once a day that the province's log of this agency was not rewritten (SYNC.md C «Audit log»)."""

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

    def __init__(self, store: Store, hub: Hub, holds: CheckSignature) -> None:
        self._store = store
        self._hub = hub
        self._holds = holds

    def __call__(self) -> int:
        """Check the days since the last time; return how many there were.

        Raises:
            ProvinceLogBroken: the days and ops that do not fit are named; nothing after is believed.
            ServerUnreachable, ServerRefused: another time.
        """
        state = read_checked(self._store.settings.get(CHECKED))
        page = self._hub.roots(state.tree.size)
        if page.generation != state.generation:
            state = begun(state, page.generation)
            page = self._hub.roots(0)
        agency = self._store.settings.office().agency.code
        for signed in page.roots:
            state, breaks = check_day(
                state,
                signed,
                page.key,
                self._leaves(state, signed),
                agency=agency,
                known=self._store.ops.hash_of,
                holds=self._holds,
            )
            if breaks:
                raise ProvinceLogBroken(_named(breaks))
            self._store.settings.keep_here(CHECKED, written(state))
        return len(page.roots)

    def _leaves(self, state: Checked, signed: SignedRoot) -> list[Leaf]:
        leaves: list[Leaf] = []
        while (since := state.tree.size + len(leaves)) < signed.size:
            got = self._hub.leaves(since, min(_LEAVES, signed.size - since))
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
