"""Rounds through the office's own network, by themselves and in the background; numbers that were asked for."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.services.meet_desks import MeetDesks, Round
from clerkdesk.services.number_requests import Given
from clerkdesk.ui.jobs import Jobs, Lane
from clerkdesk.ui.theme import State

PAUSE_MS, ALONE_MS = 4_000, 30_000
"""Until the next round: where somebody is there, and where nobody is."""


class NetworkPresenter(QObject):
    """One round at a time; who cannot be reached is a state, not an error."""

    state_changed = Signal(object)  # Round
    came = Signal()  # something new is here
    gave = Signal()  # numbers were given here: the province should know
    said = Signal(str, object)  # sentence, State
    failed = Signal(object)  # ClerkError: this desk could not keep what came

    def __init__(self, desk: Desk, meet: MeetDesks, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._meet = meet
        self._jobs = jobs
        self._running = self._began = self._busy = self._again = False
        self._last_error = ""
        self.last = Round(False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._round)
        bring_home = jobs.bring_home(self._news)
        meet.on_news(lambda: bring_home(None))

    def start(self) -> None:
        """Look for colleagues' desks now and from now on."""
        self._running = self._began = True
        self._round()

    def begin(self) -> None:
        """The window meets its servers: look for colleagues' desks too, at once."""
        if self._began:
            self.wake()
        else:
            self.start()

    def stop(self) -> None:
        """No further round."""
        self._running = False
        self._timer.stop()

    def wake(self) -> None:
        """Something is to be told, or the network has changed."""
        if self._running:
            self._round()

    @property
    def may_change(self) -> bool:
        """Whether this account decides on the office's network."""
        person = self._desk.person
        return may(person, Right.KEEP_BOOKS) or may(person, Right.SETTINGS)

    @property
    def is_open(self) -> bool:
        """Whether this desk takes part."""
        return self._desk.colleagues.desks.is_open

    @property
    def numbers_by_itself(self) -> bool:
        """Whether numbers are given without being pressed for."""
        return self._desk.colleagues.desks.numbers_by_itself

    def set_open(self, is_open: bool) -> None:
        """Take part, or not."""
        desks, person = self._desk.colleagues.desks, self._desk.person
        self._change(lambda: desks.set_open(is_open, person))

    def set_numbers_by_itself(self, by_itself: bool) -> None:
        """Change the office's rule."""
        desks, person = self._desk.colleagues.desks, self._desk.person
        self._change(lambda: desks.set_numbers_by_itself(by_itself, person))

    def _change(self, change: Callable[[], object]) -> None:
        self._jobs.run(
            Lane.STORE,
            change,
            done=lambda _nothing: self.wake() if self._running else self._round(),
            failed=self.failed.emit,
        )

    def _round(self) -> None:
        if self._busy:
            self._again = True
            return
        self._timer.stop()
        self._busy = True
        self._jobs.run(Lane.COLLEAGUES, self._meet, done=self._met, failed=self._not_met)

    def _met(self, done: Round) -> None:
        self._last_error = ""
        self.last = done
        self.state_changed.emit(done)
        if done.heard or done.files:
            self._news(None)
        self._ready(alone=not any(desk.reached for desk in done.desks))

    def _not_met(self, error: ClerkError) -> None:
        if str(error) != self._last_error:  # the same trouble is said once
            self._last_error = str(error)
            self.failed.emit(error)
        self._ready(alone=True)

    def _ready(self, *, alone: bool) -> None:
        self._busy = False
        if self._again:
            self._again = False
            self._round()
        elif self._running:
            self._timer.start(ALONE_MS if alone else PAUSE_MS)

    def _news(self, _nothing: object) -> None:
        """Ops came: numbers may have been asked for, and lists are not what they were."""
        self.came.emit()
        give, person = self._desk.colleagues.give, self._desk.person
        self._jobs.run(Lane.STORE, lambda: give(person), done=self._given, failed=self.failed.emit)

    def _given(self, given: Given) -> None:
        for document in given.numbered:
            self.said.emit(
                _("Đã cấp số {code} theo yêu cầu của máy khác.").format(code=document.code),
                State.GOOD,
            )
            if document.state is OutgoingState.NUMBERED:
                self._write_number(document.uid)
        if given.trouble is not None:
            self.failed.emit(given.trouble)
        if given.numbered:
            self.came.emit()
            self.gave.emit()
            self.wake()

    def _write_number(self, uid: str) -> None:
        write, person = self._desk.write_number, self._desk.person
        self._jobs.run(
            Lane.PDF,
            lambda: write(uid, person),
            done=lambda _document: self.wake(),
            failed=self.failed.emit,
        )
