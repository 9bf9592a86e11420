"""Is the PC's date right? It is held against the province server's before a number is given."""

from collections.abc import Callable
from datetime import datetime, timedelta

from clerkdesk.domain.clock import FAR_OFF, local_date
from clerkdesk.domain.errors import ClockFarOff

_SAME = timedelta(hours=1)
"""A clock that was accepted may go on by so much before it is asked about again."""


class GuardClock:
    """Knows how far the PC's clock is from the server's, as it was at the last meeting; offline it
    knows nothing and lets numbers be given."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._off = timedelta()
        self._heard = False
        self._accepted: timedelta | None = None

    def heard(self, server_time: datetime) -> None:
        """The server has said what time it is."""
        self._off = self._clock() - server_time
        self._heard = True

    def doubt(self) -> ClockFarOff | None:
        """What the clerk is asked; None while the clocks agree, or after the clerk has answered."""
        if not self._heard or abs(self._off) <= FAR_OFF:
            return None
        if self._accepted is not None and abs(self._off - self._accepted) <= _SAME:
            return None
        now = self._clock()
        day, server_day = local_date(now), local_date(now - self._off)
        return ClockFarOff(f"{day:%d/%m/%Y}", f"{server_day:%d/%m/%Y}")

    def accept(self) -> None:
        """The clerk says that the PC's date is right."""
        self._accepted = self._off

    def demand(self) -> None:
        """Do nothing where the date can be relied upon.

        Raises:
            ClockFarOff: nobody has said yet that it is right; no number is given.
        """
        if (doubt := self.doubt()) is not None:
            raise doubt
