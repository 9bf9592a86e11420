"""This desk's line to the province: one meeting after the other, and between them an ear for news."""

from collections.abc import Callable

from clerkdesk.domain.errors import ServerUnreachable
from clerkdesk.domain.sync_pace import LISTEN_SECONDS, Ear
from clerkdesk.ports.exchange import Hub
from clerkdesk.services.carry_bundle import CarryBundle
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.services.sync import SyncResult

_SHORTEST = 25
"""Seconds: where something on the way cuts even these, the desk asks as usual."""
_AT_ONCE = 3.0
"""Seconds; an answer without news that comes so early was not kept."""


class ProvinceLine:
    """The connection is made at the first meeting, and anew where the desk was introduced elsewhere.

    Args:
        syncing: one meeting over a hub.
        check_log: holds what the province has signed against what this desk knows.
        cursor: up to where the feed was applied.
        seconds: a clock that never goes back.
    """

    def __init__(
        self,
        connect: ConnectServer,
        syncing: Callable[[Hub], Callable[[], SyncResult]],
        carry: CarryBundle,
        check_log: Callable[[Hub], object],
        cursor: Callable[[], tuple[int, int]],
        seconds: Callable[[], float],
    ) -> None:
        self._connect = connect
        self._syncing = syncing
        self._carry = carry
        self._check_log = check_log
        self._cursor = cursor
        self._seconds = seconds
        self._hubs: dict[str, Hub] = {}
        self._carded: set[str] = set()
        self._patience = LISTEN_SECONDS
        self._news_at = (-1, -1)

    def meet(self) -> SyncResult | None:
        """One meeting; None where this desk is not connected to a server.

        Raises:
            As `SyncNow`.
            ProvinceLogBroken: everything was exchanged, but the province's log was rewritten.
        """
        hub = self._hub()
        if hub is None:
            return None
        result = self._syncing(hub)()
        address = self._connect.address
        if address not in self._carded:  # while there is a line: a stick may be written to it later
            self._carry.hear_of_province(hub)
            self._carded.add(address)
        self._check_log(hub)
        return result

    def listen(self) -> Ear:
        """Wait for news on a connection of its own; for a thread that does nothing else.

        Raises:
            ServerUnreachable, ServerRefused
        """
        hub, cursor = self._hubs.get(self._connect.address), self._cursor()
        if hub is None or cursor == self._news_at:  # the meeting did not take what it was told of
            self._news_at = (-1, -1)
            return Ear.DEAF
        began = self._seconds()
        try:
            news = hub.listen(*cursor, self._patience)
        except ServerUnreachable:
            lasted = self._seconds() - began
            if lasted < _SHORTEST or self._patience == _SHORTEST:
                raise
            self._patience = max(_SHORTEST, int(lasted * 0.8))  # a proxy cut it: ask for less
            return Ear.QUIET
        if news:
            self._news_at = cursor
            return Ear.NEWS
        return Ear.QUIET if self._seconds() - began >= _AT_ONCE else Ear.DEAF

    def hang_up(self) -> None:
        """End the waiting of another thread; there are no more meetings after it."""
        for hub in self._hubs.values():
            hub.hang_up()

    def close(self) -> None:
        """Close the connections."""
        for hub in self._hubs.values():
            hub.close()

    def _hub(self) -> Hub | None:
        address = self._connect.address
        if address not in self._hubs:
            hub = self._connect.hub()
            if hub is None:
                return None
            self._hubs[address] = hub
        return self._hubs[address]
