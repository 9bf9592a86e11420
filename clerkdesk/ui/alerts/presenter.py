"""Says what is new, urgent or late: looks every few seconds, remembers what was said."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from clerkdesk.domain.alerts import Alert, Said, what_to_say
from clerkdesk.domain.inbox_duty import reminder
from clerkdesk.ports.store import Arrival
from clerkdesk.services.desk import Desk
from clerkdesk.services.take_in import SYSTEM
from clerkdesk.services.watch_office import Watch
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.sync_presenter import SyncState

PERIOD_MS = 15_000
_NOTE_MACHINE_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands beside the tray icon and in the status bar."""

    waiting: int
    unread: int
    oldest: timedelta | None
    late: int


class AlertsPresenter(QObject):
    """One look at a time; nothing is said twice, hỏa tốc every minute until somebody knows."""

    standing = Signal(object)  # tuple[Alert, ...]: shown until acknowledged
    insisted = Signal(object, bool)  # tuple[Alert, ...], with a sound
    told = Signal(object)  # tuple[Alert, ...]
    counted = Signal(object)  # Counts
    reminded = Signal(object)  # Reminder
    open_wanted = Signal(object)  # Arrival
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._said = Said()
        self._reminded_at: datetime | None = None
        self._machine_at: datetime | None = None
        self._noted_at: datetime | None = None
        self._connected = False
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(PERIOD_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look now and from now on."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Look now; not again while a look is under way."""
        if self._busy:
            return
        self._busy = True
        self._jobs.run(Lane.STORE, self._desk.watch, done=self._seen, failed=self._not_seen)

    def met_server(self, state: SyncState) -> None:
        """The machine has looked into the inbox; logged once a minute, not at every meeting."""
        self._connected = state.connected
        if not state.online:
            return
        now = self._machine_at = self._desk.clock()
        if self._noted_at is None or not timedelta(0) <= now - self._noted_at < _NOTE_MACHINE_EVERY:
            self._noted_at = now
            self._note(SYSTEM)

    def looked(self) -> None:
        """The clerk has the inbox on the screen."""
        self._note(self._desk.person.login)

    def acknowledge(self, keys: Iterable[str]) -> None:
        """The clerk knows of these."""
        known = tuple(keys)
        self._said = replace(self._said, acknowledged=self._said.acknowledged | set(known))
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.watch.acknowledge(known, self._desk.person),
            done=lambda _nothing: self.look(),
            failed=self.failed.emit,
        )

    def open(self, alert: Alert) -> None:
        """Go to what an alert is about; that is to know of it."""

        def done(arrival: Arrival | None) -> None:
            self.acknowledge((alert.key,))
            if arrival is not None:
                self.open_wanted.emit(arrival)

        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.watch.arrival(alert.key),
            done=done,
            failed=self.failed.emit,
        )

    def _note(self, by: str) -> None:
        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.watch.looked(by),
            done=lambda _nothing: None,
            failed=self.failed.emit,
        )

    def _seen(self, watch: Watch) -> None:
        self._busy = False
        known = watch.acknowledged | self._said.acknowledged
        waiting = {alert.key for alert in watch.alerts}
        before = {key: at for key, at in self._said.at.items() if key in waiting}
        say = what_to_say(watch.alerts, Said(before, known), watch.now, watch.calendar)
        now_said = {alert.key: watch.now for alert in (*say.insist, *say.tell)}
        self._said = Said({**before, **now_said}, known & waiting)
        inbox = watch.inbox
        self.counted.emit(
            Counts(len(inbox.waiting_since), inbox.unread(), inbox.oldest(watch.now), watch.late)
        )
        self.standing.emit(say.standing)
        if say.insist:
            self.insisted.emit(say.insist, watch.rules.sound)
        if say.tell:
            self.told.emit(say.tell)
        self._remind(watch)

    def _remind(self, watch: Watch) -> None:
        if not self._connected:
            return  # there is no inbox to look into yet
        state = watch.inbox
        if self._machine_at is not None:  # this minute's meeting may not be in the log yet
            logged = state.machine_at or self._machine_at
            state = replace(state, machine_at=max(logged, self._machine_at))
        said = reminder(
            state, watch.now, watch.calendar, watch.rules.remind_every, self._reminded_at
        )
        if said is not None:
            self._reminded_at = watch.now
            self.reminded.emit(said)

    def _not_seen(self, error: Exception) -> None:
        self._busy = False
        self.failed.emit(error)
