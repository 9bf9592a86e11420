"""Which desks of the office this one believes: what the province told last of who is enrolled."""

from collections.abc import Callable, Mapping, Sequence

from clerkdesk.domain.errors import NotAllowed
from clerkdesk.domain.office_network import (
    NETWORK_OPEN,
    NUMBERS_BY_ITSELF,
    OFFICE_DESKS,
    EnrolledDesk,
    believed,
)
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand, may
from clerkdesk.domain.texts import _
from clerkdesk.ports.exchange import Hub
from clerkdesk.ports.store import Store


class OfficeDesks:
    """Keeps the province's word for as long as there is no line to ask again.

    Args:
        own_key: the public key of this desk, hex.
    """

    def __init__(self, store: Store, own_key: Callable[[], str]) -> None:
        self._store = store
        self._own_key = own_key

    def hear(self, hub: Hub) -> None:
        """Take over what the province says now; whoever is not named has no right any more.

        Raises:
            ServerUnreachable, ServerRefused
        """
        told = {each.device: each.sign for each in hub.office_desks()}
        if told and told != self._store.settings.get(OFFICE_DESKS):
            self._store.settings.keep_here(OFFICE_DESKS, told)

    def believed(self) -> Mapping[str, str]:
        """Keys of the colleagues' desks by name; none while this desk does not speak to them."""
        told = self._told()
        if not told or not self.is_open:
            return {}
        return believed(told, EnrolledDesk(self._store.device, self._own_key()))

    def colleagues(self) -> Sequence[str]:
        """Other desks that the province has named, whether this one speaks to them or not."""
        return [each.device for each in self._told() if each.device != self._store.device]

    @property
    def is_open(self) -> bool:
        """Whether this desk speaks in the office's network; where nobody has said, it does."""
        return self._store.settings.get(NETWORK_OPEN) is not False

    def set_open(self, is_open: bool, by: Person) -> None:
        """Speak in the office's network, or not; for this desk alone.

        Raises:
            NotAllowed
        """
        demand_either(by)
        self._store.settings.keep_here(NETWORK_OPEN, is_open)

    @property
    def numbers_by_itself(self) -> bool:
        """Whether the holder of a book numbers what colleagues ask for without being pressed."""
        return self._store.settings.get(NUMBERS_BY_ITSELF) is True

    def set_numbers_by_itself(self, by_itself: bool, by: Person) -> None:
        """The rule of the office, on all of its desks.

        Raises:
            NotAllowed
        """
        demand(by, Right.KEEP_BOOKS)
        self._store.settings.put(NUMBERS_BY_ITSELF, by_itself, by.login)

    def _told(self) -> Sequence[EnrolledDesk]:
        told = self._store.settings.get(OFFICE_DESKS)
        if not isinstance(told, Mapping):
            return []
        return [EnrolledDesk(str(device), str(sign)) for device, sign in told.items()]


def demand_either(by: Person) -> None:
    """Clerk or administrator: whoever keeps books or changes settings.

    Raises:
        NotAllowed
    """
    if not (may(by, Right.KEEP_BOOKS) or may(by, Right.SETTINGS)):
        raise NotAllowed(_("bật, tắt trao đổi trong mạng nội bộ"))
