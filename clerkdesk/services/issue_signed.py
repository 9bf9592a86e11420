"""Issue with a signature on the packet as a whole, where the office has decided so."""

from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.ports.store import Settings, Store
from clerkdesk.services.issue import Issue, through_system
from clerkdesk.services.sign_packet import SignPacket

SIGN_PACKETS = "sign_packets"


def signs_packets(settings: Settings) -> bool:
    """Whether the office signs its packets; not unless it has decided so."""
    return settings.get(SIGN_PACKETS) is True


class ChangePacketSigning:
    """Decides whether packets are signed from now on."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, on: bool, by: Person) -> None:
        """Store the decision.

        Raises:
            NotAllowed, DiskFull: nothing was changed.
        """
        demand(by, Right.SETTINGS)
        self._settings.put(SIGN_PACKETS, on, by.login)


class IssueSigned:
    """Phát hành, with the organisation's signature (XML-DSig) on the packet."""

    def __init__(self, store: Store, issue: Issue, sign_packet: SignPacket) -> None:
        self._store = store
        self._issue = issue
        self._sign_packet = sign_packet

    def asks(self, document: Outgoing) -> bool:
        """Whether this document's packet is to be signed: the office wants it, and somebody gets one."""
        wanted = signs_packets(self._store.settings)
        return wanted and bool(through_system(document.entry.recipients))

    def __call__(
        self,
        uid: str,
        certificate_id: str,
        pin: bytearray,
        by: Person,
        *,
        last_try: bool = False,
    ) -> Outgoing:
        """Sign the packet and queue it; the PIN is wiped, also where no packet was needed.

        Raises:
            NoToken, WrongPin, PinLocked, LastTry, TokenGone, TokenRefused, CannotSign: nothing was
                issued, the document stands as before.
            What `Issue` raises: likewise.
        """

        def signed(name: str, content: bytes) -> bytes:
            return self._sign_packet(name, content, certificate_id, pin, by, last_try=last_try)

        try:
            return self._issue(uid, by, seal=signed)
        finally:
            pin[:] = bytes(len(pin))
