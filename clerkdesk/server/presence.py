"""When each desk was last heard, and how far it has read: kept in memory, written once a minute."""

import threading
from datetime import datetime

from clerkdesk.server.store.link import Database


class Presence:
    """Noted by requests in any thread; a server that dies forgets at most a minute."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._heard: dict[int, tuple[str, int]] = {}

    def heard(self, desk_id: int, at: datetime, read_to: int = 0) -> None:
        """The desk asked something; `read_to` is how far it has its feed."""
        with self._turn:
            before = self._heard.get(desk_id, ("", 0))[1]
            self._heard[desk_id] = (at.isoformat(), max(read_to, before))

    def write(self, database: Database) -> None:
        """Write what was noted since the last time."""
        with self._turn:
            heard, self._heard = self._heard, {}
        if not heard:
            return
        with database.writing() as link:
            for desk_id, (at, read_to) in sorted(heard.items()):
                link.execute(
                    """
                    UPDATE desk SET seen_at = :at,
                        read_to = CASE WHEN :read_to > 0 THEN :read_to ELSE read_to END
                    WHERE id = :desk
                    """,
                    {"at": at, "read_to": read_to, "desk": desk_id},
                )
