"""A form of one document at a time: what is still under way for another says nothing any more."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.ui.jobs import Stop

T = TypeVar("T")


class OneAtATime(QObject):
    """What the presenters of such forms share."""

    working = Signal(str)  # what is being done, Vietnamese; empty = nothing
    problems_found = Signal(dict)
    saved = Signal(object)  # Outgoing
    failed = Signal(object)  # ClerkError

    def __init__(self) -> None:
        super().__init__()
        self._stop = Stop()

    def _turn(self) -> None:
        """Leave what was open."""
        self._stop.stop()
        self._stop = Stop()

    def _while_open(self, act: Callable[[T], None]) -> Callable[[T], None]:
        """`act`, unless the clerk has turned to another document before its turn comes."""
        stop = self._stop

        def call(value: T) -> None:
            if not stop():
                act(value)

        return call

    def _failed(self, error: ClerkError) -> None:
        self.working.emit("")
        if isinstance(error, InvalidEntry):
            self.problems_found.emit(error.problems)
        else:
            self.failed.emit(error)
