"""One process writes to a store: a lock that the system drops when the process dies."""

import sys
from pathlib import Path

from clerkdesk.adapters.store.durable import disk_full_is_said
from clerkdesk.domain.errors import StoreInUse

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class OneWriter:
    """Holds the lock file of a store's folder from its making to `release`.

    Raises:
        StoreInUse: another process, or another window of this one, holds it.
    """

    def __init__(self, file: Path) -> None:
        with disk_full_is_said():
            self._handle = file.open("ab")
        try:
            if sys.platform == "win32":
                self._handle.seek(0)
                msvcrt.locking(self._handle.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._handle.close()
            raise StoreInUse from error

    def release(self) -> None:
        """Let the next one in."""
        self._handle.close()
