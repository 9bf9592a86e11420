"""Meets the mail servers by itself, in the background, and says how it stands."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from clerkdesk.domain.errors import (
    ClerkError,
    MailLineCut,
    MailSecretMissing,
    MailUnreachable,
    StoreLocked,
)
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane, Stop
from clerkdesk.ui.theme import State

FIRST_MS, _MINUTE_MS = 3_000, 60_000
_SHORTEST_MS = 1_000
_WAIT_SECONDS = 300.0
"""How long one wait for a call lasts; mail servers hang up after half an hour."""
CHIP = "mail"


@dataclass(frozen=True, slots=True)
class MailStanding:
    """What the status bar shows."""

    connected: bool
    """The office has a mailbox."""
    online: bool = False
    waiting: int = 0
    received: int = 0
    sent: int = 0
    error: ClerkError | None = None
    """Why it is not online."""

    def words(self) -> tuple[str, State, str]:
        """Text, colour and tooltip of the chip; no text where the office has no mailbox."""
        if not self.connected:
            return "", State.NEUTRAL, ""
        if self.error is not None:
            said = f"{self.error} {self.error.advice}"
            if self.waiting:
                return _("Thư: {n} thư chờ gửi").format(n=self.waiting), State.WARN, said
            return _("Thư: chưa kết nối"), State.WARN, said
        if self.waiting:
            return _("Thư: còn {n} thư chờ gửi").format(n=self.waiting), State.WARN, ""
        return _("Thư: đã nhận gửi xong"), State.GOOD, ""


class MailMeetings(QObject):
    """One meeting at a time in a lane of its own; between two it waits for the server's call, or asks
    in office hours. A missing line is a state, not an error."""

    standing_changed = Signal(object)  # MailStanding
    arrived = Signal(int)  # mails that came in
    failed = Signal(object)  # ClerkError that the clerk can mend; the same one is said once

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._running = self._busy = self._again = False
        self._waiting = Stop()
        self._last_error = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.meet)

    def start(self) -> None:
        """Meet soon, and from now on."""
        self._running = True
        self._timer.start(FIRST_MS)

    def stop(self) -> None:
        """Meet no more; a wait for a call ends."""
        self._running = False
        self._timer.stop()
        self._waiting.stop()

    def meet(self) -> None:
        """Meet now, or once more after the meeting that is under way."""
        self._waiting.stop()  # the lane is free within two seconds
        if self._busy:
            self._again = True
            return
        self._busy = True
        self._jobs.run(Lane.MAIL, self._meet, done=self._met, failed=self._failed)

    def _meet(self) -> MailStanding:
        desk = self._desk
        try:
            result = desk.mail.meet()
        except (MailUnreachable, MailLineCut) as error:
            return MailStanding(True, waiting=len(desk.store.mails.waiting()), error=error)
        if result is None:
            return MailStanding(False)
        return MailStanding(True, True, result.waiting, result.received, result.sent)

    def _met(self, standing: MailStanding) -> None:
        self._busy = False
        if standing.online:
            self._last_error = ""
        self.standing_changed.emit(standing)
        if standing.received:
            self.arrived.emit(standing.received)
        self._next(standing.online)

    def _failed(self, error: ClerkError) -> None:
        self._busy = False
        if not isinstance(error, StoreLocked):
            self.standing_changed.emit(MailStanding(True, error=error))
            quiet = isinstance(
                error, MailSecretMissing
            )  # the chip says it: another desk may have it
            if str(error) != self._last_error and not quiet:
                self.failed.emit(error)
            self._last_error = str(error)
        self._next(False)

    def _next(self, online: bool) -> None:
        if self._again:
            self._again = False
            self.meet()
        elif self._running and online:
            self._waiting = stop = Stop()
            self._jobs.run(
                Lane.MAIL,
                lambda: self._wait(stop),
                done=lambda came: self._waited(came, stop),
                failed=lambda _error: self._timer.start(_MINUTE_MS),
                stop=stop,
            )
        elif self._running:
            self._timer.start(_MINUTE_MS)

    def _wait(self, stop: Stop) -> int:
        """Milliseconds until the next meeting."""
        desk = self._desk
        if desk.mail.meet.calls:
            came = desk.mail.meet.wait(_WAIT_SECONDS, stop)
            return 0 if came else _SHORTEST_MS
        account = desk.mail.change.account()
        if desk.rules.calendar().is_open(desk.clock()):
            return account.poll_minutes * _MINUTE_MS
        return 0 if desk.store.mails.due(desk.clock()) else -1

    def _waited(self, after: int, stop: Stop) -> None:
        if self._busy or not self._running or stop():
            return  # somebody has met meanwhile
        if after < 0:  # nothing to ask outside office hours; looked at again in a while
            self._timer.start(5 * _MINUTE_MS)
        else:
            self._timer.start(max(after, _SHORTEST_MS))
