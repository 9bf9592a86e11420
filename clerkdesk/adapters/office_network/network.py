"""The office's network as one desk sees it: it listens, announces itself, and speaks to whom it believes."""

import threading
from collections.abc import Callable, Mapping, Sequence

from clerkdesk.adapters.office_network.conversations import Conversations
from clerkdesk.adapters.office_network.finding import Address, Announcing
from clerkdesk.adapters.office_network.handshake import Names
from clerkdesk.adapters.office_network.http_neighbour import HttpNeighbour
from clerkdesk.adapters.office_network.listener import Listener
from clerkdesk.domain.agencies import Office
from clerkdesk.ports.office_network import Answering


class LocalNetwork:
    """`ports.office_network.OfficeNetwork`.

    Args:
        office, device: who this desk is.
        private: its key, read when the network is opened.
        announcing: makes what finds desks, when the network is first opened; zeroconf where none is given.
        host: where to listen; empty for every address of this PC.
    """

    def __init__(
        self,
        office: Callable[[], Office],
        device: str,
        private: Callable[[], bytes],
        announcing: Callable[[], Announcing] | None = None,
        host: str = "",
    ) -> None:
        self._office = office
        self._device = device
        self._private = private
        self._make_announcing = announcing or _multicast
        self._announcing: Announcing | None = None
        self._host = host
        self._turn = threading.Lock()
        self._believed: Mapping[str, str] = {}
        self._listener: Listener | None = None
        self._speaking: dict[str, tuple[Address, str, HttpNeighbour]] = {}

    @property
    def is_open(self) -> bool:
        """Whether this desk answers and looks for others."""
        return self._listener is not None

    @property
    def port(self) -> int:
        """Where it listens; 0 while it does not."""
        return 0 if self._listener is None else self._listener.port

    def open(self, believed: Mapping[str, str], answering: Answering) -> None:
        """Answer desks with these keys and no others; open already, only the keys change."""
        self._believed = dict(believed)
        if self._listener is None:
            conversations = Conversations(
                self._office().code, self._device, self._private(), lambda: self._believed
            )
            self._listener = Listener(conversations, answering, self._host)
        if self._announcing is None:
            self._announcing = self._make_announcing()
        self._announcing.start(self._device, self._office().code, self._listener.port)

    def seen(self) -> Sequence[str]:
        """Believed desks that say they are there."""
        return sorted(device for device in self._heard() if device in self._believed)

    def neighbour(self, device: str) -> HttpNeighbour | None:
        """A seen desk; None where it has gone."""
        key, address = self._believed.get(device), self._heard().get(device)
        if key is None or address is None or self._listener is None:
            return None
        with self._turn:
            known = self._speaking.get(device)
            if known is not None and known[:2] == (address, key):
                return known[2]
            names = Names(self._office().code, self._device, device)
            made = HttpNeighbour(names, self._private(), key, *address)
            self._speaking[device] = (address, key, made)
        return made

    def close(self) -> None:
        """Answer no more, and end every conversation."""
        if self._announcing is not None:
            self._announcing.stop()
        with self._turn:
            for _address, _key, each in self._speaking.values():
                each.close()
            self._speaking.clear()
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()

    def _heard(self) -> Mapping[str, Address]:
        return {} if self._announcing is None else self._announcing.heard()


def _multicast() -> Announcing:
    """Loaded only where there is somebody to look for."""
    from clerkdesk.adapters.office_network.announcing import MulticastAnnouncing

    return MulticastAnnouncing()
