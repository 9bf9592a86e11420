"""Carry ops and files on a stick where no line comes: write for desks of the office, read what they wrote."""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clerkdesk.domain.access import DESK_SCOPES, Register, read_scopes
from clerkdesk.domain.bundles import PROVINCE, BundleHead, BundleRow, Chain, DeskCard, Heads
from clerkdesk.domain.errors import (
    BundleForeign,
    BundleNotWritten,
    BundleUnknownDesk,
    FileNotRead,
    NoDeskCards,
    NotABundle,
)
from clerkdesk.domain.ops import Op
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.ports.bundles import BundleFiles, OpenBundle, Part
from clerkdesk.ports.exchange import Hub
from clerkdesk.ports.store import Store
from clerkdesk.services.connect_server import KEY

_AT_ONCE = 500
_ALL = 1 << 31
CARD_ENDING = ".cdthe"
PROVINCE_CARD = "server.card"
"""Setting of this desk alone: the keys of the province server, heard by line."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What was written, or taken in."""

    file: Path
    writer: str
    ops: int
    files: int
    left_out: int = 0
    """Files for which there was no room within what was chosen."""


class CarryBundle:
    """A bundle holds what its readers lack as far as is known; taking one in twice changes nothing.

    Args:
        new_key: makes a private key, for a desk that was never connected to a server.
    """

    def __init__(
        self,
        store: Store,
        bundles: BundleFiles,
        new_key: Callable[[], bytes],
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._bundles = bundles
        self._new_key = new_key
        self._clock = clock
        self._handed_over = 0

    def own_card(self, by: str) -> DeskCard:
        """By what other desks know this one; they hear of it by its ops, too."""
        card = self._bundles.card(self._store.device, self._private())
        self._store.carrying.keep_card(card, by)
        return card

    def own_sign_key(self) -> str:
        """The public key that the province has enrolled for this desk, hex."""
        return self._bundles.card(self._store.device, self._private()).sign

    def private_key(self) -> bytes:
        """The key itself, for a channel to colleagues' desks; it never leaves this process."""
        return self._private()

    def others(self) -> Sequence[DeskCard]:
        """For whom a bundle can be written: the province where this desk has met it, desks of the office."""
        desks = [c for c in self._store.carrying.cards() if c.device != self._store.device]
        province = _read_card(self._store.settings.get(PROVINCE_CARD))
        return desks if province is None else [province, *desks]

    def hear_of_province(self, hub: Hub) -> None:
        """Keep by what the province can be written to, while there is a line.

        Raises:
            ServerUnreachable, ServerRefused
        """
        card = hub.province_card()
        if card is not None and card != _read_card(self._store.settings.get(PROVINCE_CARD)):
            told = {"sign": card.sign, "seal": card.seal}
            self._store.settings.keep_here(PROVINCE_CARD, told)

    def hand_in(self, file: Path, by: Person, hub: Hub) -> Carried:
        """Give a stick of any desk of the province to its server, by this desk's line.

        Raises:
            NotAllowed, FileNotRead, ServerUnreachable
            ServerRefused: nothing of it was taken there.
        """
        demand(by, Right.REGISTER)
        try:
            content = file.read_bytes()
        except OSError as error:
            raise FileNotRead(file.name, _("không mở được")) from error
        taken = hub.hand_in(content)
        return Carried(file, taken.device, taken.ops, taken.files, taken.left_out)

    def hand_over(self, hub: Hub) -> int:
        """Give the province what came from colleagues' desks and not by its feed; how many ops it lacked.

        The desk that wrote them may never come: its PC was lost or put back since. Where it does come,
        nothing happens twice (tests/simulator: without this a number is lost in the first schedule).

        Raises:
            ServerUnreachable, ServerRefused
        """
        province = _read_card(self._store.settings.get(PROVINCE_CARD))
        waiting = self._store.carrying.besides_feed()
        if province is None or waiting in (0, self._handed_over):
            return 0  # nothing, or what was given and is not in the feed yet
        card = self._bundles.card(self._store.device, self._private())
        agency = self._store.settings.office().code
        head = BundleHead(
            card, agency, self._store.ops.life[0], 0, self._clock(), (province.device,)
        )
        carrying = self._store.carrying
        parts = self._parts(carrying.province_heads(), self._hidden([province]), _Counted(0))
        with tempfile.TemporaryDirectory() as place:
            file = self._bundles.write(
                Path(place), head, carrying.heads(), parts, self._private(), [province]
            )
            taken = hub.hand_in(file.read_bytes()).ops
        self._handed_over = waiting
        return taken

    def rows(self) -> Sequence[BundleRow]:
        """What was carried so far, newest first."""
        return self._store.carrying.rows()

    def write_card(self, place: Path, by: Person) -> Path:
        """Put this desk's card on a stick, for a desk that has never heard of it.

        Raises:
            NotAllowed, BundleNotWritten
        """
        demand(by, Right.KEEP_BOOKS)
        card = self.own_card(by.login)
        told = {
            "agency": self._store.settings.office().code,
            "device": card.device,
            "sign": card.sign,
            "seal": card.seal,
        }
        file = place / f"ClerkDesk-{card.device}{CARD_ENDING}"
        try:
            file.write_text(json.dumps(told), encoding="utf-8")
        except OSError as error:
            raise BundleNotWritten(str(place)) from error
        return file

    def read_card(self, file: Path) -> DeskCard:
        """A card from a stick; two persons compare its fingerprint before `keep_card`.

        Raises:
            FileNotRead, NotABundle, BundleForeign
        """
        try:
            told = json.loads(file.read_text(encoding="utf-8"))
            card = DeskCard(str(told["device"]), str(told["sign"]), str(told["seal"]))
            agency = str(told["agency"])
        except OSError as error:
            raise FileNotRead(file.name, _("không mở được")) from error
        except (ValueError, KeyError, TypeError) as error:
            raise NotABundle(file.name) from error
        if agency.casefold() != self._store.settings.office().code.casefold():
            raise BundleForeign(agency)
        return card

    def keep_card(self, card: DeskCard, by: Person) -> None:
        """Believe a desk from now on.

        Raises:
            NotAllowed
        """
        demand(by, Right.KEEP_BOOKS)
        self._store.carrying.keep_card(card, by.login)

    def write(
        self,
        place: Path,
        readers: Sequence[DeskCard],
        by: Person,
        *,
        most_bytes: int = 0,
        from_start: bool = False,
    ) -> Carried:
        """Write what `readers` lack: every op, and files of its documents up to `most_bytes`.

        Args:
            from_start: whatever they are known to have, for one that was put back from a backup.

        Raises:
            NotAllowed, NoDeskCards, BundleNotWritten
        """
        demand(by, Right.KEEP_BOOKS)
        if not readers:
            raise NoDeskCards
        carrying = self._store.carrying
        card = self.own_card(by.login)
        head = BundleHead(
            card,
            self._store.settings.office().code,
            self._store.ops.life[0],
            carrying.next_number(),
            self._clock(),
            tuple(sorted(reader.device for reader in readers)),
        )
        counted = _Counted(most_bytes)
        known = {} if from_start else self._known_to_all(readers)
        parts = self._parts(known, self._hidden(readers), counted)
        openers = [*readers, card]  # put back from a backup, a desk reads what it wrote itself
        file = self._bundles.write(place, head, carrying.heads(), parts, self._private(), openers)
        carrying.note(
            BundleRow(
                card.device,
                head.incarnation,
                head.number,
                True,
                head.at,
                counted.ops,
                counted.files,
            )
        )
        return Carried(file, card.device, counted.ops, counted.files, counted.left_out)

    def read(self, file: Path, by: Person) -> Carried:
        """Take a bundle in: ops first, in one transaction, then files.

        Raises:
            NotAllowed, FileNotRead, NotABundle
            BundleTorn, BundleForeign, BundleNotForHere, BundleUnknownDesk, BundleForked: nothing was
                taken.
            DiskFull: ops are in; files come when it is read again.
        """
        demand(by, Right.REGISTER)
        opened = self._opened(file)
        files = 0
        ops = self._store.carrying.take(_ops(opened))
        lacked = {one.sha256 for one in self._store.moving.to_fetch(_ALL)}
        for part in opened.parts():
            if part.content is None or hashlib.sha256(part.content).hexdigest() not in lacked:
                continue  # here already, or nothing names it: what was shredded stays so
            self._store.files.put(part.content)
            files += 1
        head = opened.head
        self._store.carrying.note(
            BundleRow(
                head.writer.device, head.incarnation, head.number, False, self._clock(), ops, files
            ),
            opened.heads,
        )
        return Carried(file, head.writer.device, ops, files)

    def _opened(self, file: Path) -> OpenBundle:
        head = self._bundles.peek(file)
        if head.agency.casefold() != self._store.settings.office().code.casefold():
            raise BundleForeign(head.agency)
        known = {card.device: card for card in self._store.carrying.cards()}
        writer = known.get(head.writer.device)
        if writer is None and head.writer.device == self._store.device:
            writer = self._bundles.card(self._store.device, self._private())
        if writer is None or writer.sign != head.writer.sign:
            raise BundleUnknownDesk(head.writer.device, head.writer.fingerprint)
        return self._bundles.open(file, writer, self._store.device, self._private())

    def _parts(
        self, heads: Heads, hidden: frozenset[Register], counted: "_Counted"
    ) -> Iterator[Part]:
        named: dict[str, None] = {}
        for ops in self._store.carrying.lacking(heads, hidden, _AT_ONCE):
            counted.ops += len(ops)
            if counted.most_bytes:
                named.update(dict.fromkeys(self._store.carrying.hashes_of(ops)))
            yield Part(ops=tuple(ops))
        for sha256 in reversed(named):
            if not self._store.files.has(sha256):
                continue
            content = self._store.files.get(sha256)
            if counted.bytes + len(content) > counted.most_bytes:
                counted.left_out += 1
                continue
            counted.bytes += len(content)
            counted.files += 1
            yield Part(content=content)

    def _known_to_all(self, readers: Sequence[DeskCard]) -> Heads:
        """What each of them is known to have."""
        least: dict[Chain, int] = {}
        for number, reader in enumerate(readers):
            carrying = self._store.carrying
            by_line = reader.device == PROVINCE
            heard = carrying.province_heads() if by_line else carrying.heard_by(reader.device)
            if number == 0:
                least = dict(heard)
            else:
                least = {c: min(s, heard.get(c, 0)) for c, s in least.items()}
        return least

    def _hidden(self, readers: Sequence[DeskCard]) -> frozenset[Register]:
        scopes = read_scopes(self._store.settings.get(DESK_SCOPES))
        none: frozenset[Register] = frozenset()
        return none.union(*(scopes.get(reader.device, none) for reader in readers))

    def _private(self) -> bytes:
        stored = self._store.settings.get(KEY)
        if isinstance(stored, str):
            return bytes.fromhex(stored)
        key = self._new_key()
        self._store.settings.keep_here(KEY, key.hex())
        return key


@dataclass(slots=True)
class _Counted:
    """What went into a bundle while it was written."""

    most_bytes: int
    bytes: int = 0
    ops: int = 0
    files: int = 0
    left_out: int = 0


def _read_card(told: object) -> DeskCard | None:
    if not isinstance(told, dict):
        return None
    return DeskCard(PROVINCE, str(told["sign"]), str(told["seal"]))


def _ops(opened: OpenBundle) -> Iterator[Op]:
    for part in opened.parts():
        if part.content is not None:
            return
        yield from part.ops
