"""«Ký trước, đóng dấu thời gian sau»: the queue of signatures whose time is sealed when the line is back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from clerkdesk.domain.attachments import PDF, FileRole
from clerkdesk.domain.errors import (
    CannotSign,
    ClerkError,
    DamagedFile,
    LockedFile,
    NoTimeStamp,
    StepNotAllowed,
)
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.people import Person
from clerkdesk.ports.signing import Tokens
from clerkdesk.ports.store import Store
from clerkdesk.services.stamp_setting import read_stamps
from clerkdesk.services.stored_file import stored

QUEUE = "time_seals"
"""Of this desk alone: the desk that signed also seals, so that no file gets two stamps."""
_NOT_YET = frozenset({OutgoingState.SIGNED, OutgoingState.NUMBERED})
"""Number and seal are still to come; the stamp that follows them seals the leader's time too."""


@dataclass(frozen=True, slots=True)
class WaitingSeal:
    """A signed document without its time stamp, and why the last try failed (Vietnamese)."""

    uid: str
    since: datetime
    said: str = ""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What one run over the queue did."""

    done: tuple[Outgoing, ...]
    waiting: int
    error: ClerkError | None = None


class SealTimes:
    """Seals what waits, oldest first; stops at the first sign that the line is still down."""

    def __init__(self, store: Store, tokens: Tokens, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._tokens = tokens
        self._clock = clock

    def waiting(self) -> Sequence[WaitingSeal]:
        """What waits on this desk."""
        rows = self._store.settings.get(QUEUE)
        found = []
        for row in rows if isinstance(rows, list) else []:
            assert isinstance(row, Mapping)
            since = datetime.fromisoformat(str(row["since"]))
            found.append(WaitingSeal(str(row["uid"]), since, str(row.get("said", ""))))
        return found

    def remember(self, document: Outgoing) -> None:
        """Its signature has no time stamp yet."""
        others = [one for one in self.waiting() if one.uid != document.uid]
        self._keep([*others, WaitingSeal(document.uid, self._clock())])

    def forget(self, uid: str) -> None:
        """It has its time stamp, over everything that was signed before."""
        if any(one.uid == uid for one in self.waiting()):
            self._keep([one for one in self.waiting() if one.uid != uid])

    def __call__(self, by: Person) -> Sealed:
        """Try every document once; what is sealed leaves the queue.

        A document that can no longer be sealed (withdrawn, file exchanged) leaves it too.

        Raises:
            HelperCrashed, HelperSilent, DiskFull: the queue stays as it was for the rest.
        """
        done: list[Outgoing] = []
        for waits in self.waiting():
            document = self._store.outgoing.get(waits.uid)
            if document.state in _NOT_YET:
                continue
            try:
                done += self._sealed(document, by)
            except NoTimeStamp as error:
                self._note(waits.uid, str(error))
                return Sealed(tuple(done), len(self.waiting()), error)
            self.forget(waits.uid)
        return Sealed(tuple(done), len(self.waiting()))

    def _sealed(self, document: Outgoing, by: Person) -> Sequence[Outgoing]:
        main, stamps = document.main_file, read_stamps(self._store.settings)
        if main is None:
            return ()
        before = self._store.files.get(main.sha256)
        try:
            after = self._tokens.seal_time(main.name, before, stamps)
            assert after.startswith(before), "a time stamp is appended, never written over"
            file = stored(self._store.files, main.name, PDF, FileRole.MAIN, after)
            return (self._store.outgoing.seal_time(document.uid, file, by.login),)
        except (CannotSign, DamagedFile, LockedFile, StepNotAllowed):
            return ()

    def _note(self, uid: str, said: str) -> None:
        noted = [
            WaitingSeal(one.uid, one.since, said) if one.uid == uid else one
            for one in self.waiting()
        ]
        self._keep(noted)

    def _keep(self, waiting: Sequence[WaitingSeal]) -> None:
        rows = [
            {"uid": one.uid, "since": one.since.isoformat(), "said": one.said} for one in waiting
        ]
        self._store.settings.keep_here(QUEUE, rows)
