"""The store key in memory: where it is asked for, and where it is forgotten."""

from clerkdesk.adapters.store.slots import subkey
from clerkdesk.domain.errors import StoreLocked


class StoreKey:
    """Holds the one random key while the store is open; `key("database")` makes a key for a purpose.

    Forgetting drops every reference of ours; Python may keep bytes in freed memory for a while.
    """

    def __init__(self, key: bytes) -> None:
        self._key: bytes | None = key

    def __call__(self, purpose: str) -> bytes:
        """A key for one purpose.

        Raises:
            StoreLocked: it was forgotten.
        """
        return subkey(self.whole, purpose)

    @property
    def whole(self) -> bytes:
        """The key itself, to wrap it once more.

        Raises:
            StoreLocked: it was forgotten.
        """
        if self._key is None:
            raise StoreLocked
        return self._key

    def forget(self) -> None:
        """Until `take`."""
        self._key = None

    def take(self, key: bytes) -> None:
        """Hold it again."""
        self._key = key
