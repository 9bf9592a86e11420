"""One round through the office's network: hear and tell ops, then files, with every desk that is there."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from clerkdesk.domain.bundles import Heads
from clerkdesk.domain.errors import BundleForked, ColleagueNotReached, ColleagueRefused
from clerkdesk.domain.office_network import Reading, SeenDesk, sees_more
from clerkdesk.ports.office_network import Neighbour, OfficeNetwork
from clerkdesk.ports.store import Store
from clerkdesk.services.answer_desks import (
    PIECES,
    AnswerDesks,
    hidden_from,
    keep_wanted,
)
from clerkdesk.services.office_desks import OfficeDesks

WINDOW_SECONDS = 20.0
"""For files with one desk in one round: ops of the others are heard in between."""
_NOTHING: Heads = {}


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did; `desks` is everybody whom the province has named."""

    is_open: bool
    desks: Sequence[SeenDesk] = ()
    heard: int = 0
    """Ops that were new here."""
    told: int = 0
    """Ops that were new elsewhere."""
    files: int = 0
    """Files that came."""


class MeetDesks:
    """Opens the network where there is somebody to speak to, and closes it where there is not.

    Args:
        person: who sits here, as colleagues see it.
        seconds: a clock that never goes back.
    """

    def __init__(
        self,
        store: Store,
        network: OfficeNetwork,
        desks: OfficeDesks,
        person: str,
        seconds: Callable[[], float],
    ) -> None:
        self._store = store
        self._network = network
        self._desks = desks
        self._answering = AnswerDesks(store, person)
        self._seconds = seconds
        self._persons: dict[str, str] = {}
        self._turn = threading.Lock()
        self._ended = False

    def __call__(self) -> Round:
        """One round; a desk that cannot be reached, or refuses, hinders no other.

        Raises:
            DiskFull, StoreLocked: this desk could not keep what came; it comes again.
        """
        believed = self._desks.believed()
        with self._turn:
            if self._ended or not believed:
                self._network.close()
                named = [self._seen(device) for device in self._desks.colleagues()]
                return Round(False, named)
            self._network.open(believed, self._answering)
        done = Round(True)
        found = []
        for device in sorted(believed):
            done, seen = self._with(device, done)
            found.append(seen)
        return replace(done, desks=found)

    def on_news(self, news: Callable[[], object]) -> None:
        """Tell `news`, in a thread of the network, that a colleague's desk brought something new."""
        self._answering.news = news

    def close(self) -> None:
        """Leave the network for good; a round that is under way ends soon."""
        with self._turn:
            self._ended = True
            self._network.close()

    def _with(self, device: str, done: Round) -> tuple[Round, SeenDesk]:
        neighbour = self._network.neighbour(device)
        if neighbour is None:
            return done, self._seen(device)
        reached = False
        try:
            facts = neighbour.facts()
            reached, self._persons[device] = True, facts.person
            heard, told = self._exchange(neighbour, device, facts.incarnation)
            files = self._files(neighbour, device)
        except (BundleForked, ColleagueNotReached, ColleagueRefused) as error:
            return done, replace(self._seen(device), reached=reached, trouble=str(error))
        done = replace(
            done, heard=done.heard + heard, told=done.told + told, files=done.files + files
        )
        return done, replace(self._seen(device), reached=True)

    def _seen(self, device: str) -> SeenDesk:
        return SeenDesk(device, self._persons.get(device, ""))

    def _exchange(self, neighbour: Neighbour, device: str, incarnation: int) -> tuple[int, int]:
        colleagues = self._store.colleagues
        reading = colleagues.reading(device).of_life(incarnation)
        heard, reading = self._hear(neighbour, device, reading)
        told, reading = self._tell(neighbour, device, reading)
        if reading != colleagues.reading(device):
            colleagues.note(device, reading)
        return heard, told

    def _hear(self, neighbour: Neighbour, device: str, reading: Reading) -> tuple[int, Reading]:
        store = self._store
        heads = store.carrying.heads() if not reading.heard else _NOTHING
        new = 0
        while True:
            page = neighbour.ops(reading, heads)
            before = hidden_from(store, store.device)
            if page.ops:
                new += store.carrying.take(page.ops)
            if sees_more(before, hidden_from(store, store.device)):
                store.colleagues.begin_again()
                store.ops.rewind()
                reading, heads = replace(reading, heard=0, at=""), _NOTHING
                continue
            come = replace(reading, incarnation=page.incarnation, heard=page.last, at=page.at)
            if come == reading:
                return new, reading
            reading = come
            store.colleagues.note(device, reading)

    def _tell(self, neighbour: Neighbour, device: str, reading: Reading) -> tuple[int, Reading]:
        colleagues = self._store.colleagues
        hidden = hidden_from(self._store, device)
        mine = self._store.ops.life[0]
        heads = neighbour.heads() if not reading.said else _NOTHING
        new = 0
        while reading.said < colleagues.end():
            page = colleagues.page(Reading(mine, reading.said), hidden, heads)
            if page.ops:
                new += neighbour.tell(page.ops)
            if page.last == reading.said:
                break
            reading = replace(reading, said=page.last)
            colleagues.note(device, reading)
        return new, reading

    def _files(self, neighbour: Neighbour, device: str) -> int:
        store, came = self._store, 0
        ends = self._seconds() + WINDOW_SECONDS
        for wanted in store.moving.to_fetch(PIECES):
            if self._seconds() >= ends:
                return came
            content = neighbour.file(wanted.sha256)
            if content is not None:
                came += keep_wanted(store, wanted.sha256, content)
        for name in neighbour.lacks():
            if self._seconds() >= ends:
                return came
            content = self._answering.file(device, name)
            if content is not None:
                neighbour.give(name, content)
        return came
