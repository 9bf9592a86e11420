"""Desks find each other by multicast DNS (zeroconf): a name, an address, nothing that needs to be believed."""

import logging
import socket
import threading
from collections.abc import Mapping, Sequence
from hashlib import sha256

from zeroconf import Error as ZeroconfError
from zeroconf import (
    IPVersion,
    ServiceBrowser,
    ServiceInfo,
    ServiceStateChange,
    Zeroconf,
    get_all_addresses,
)

from clerkdesk.adapters.office_network.finding import Address

_log = logging.getLogger(__name__)
_KIND = "_clerkdesk._tcp.local."
_ANSWER_MS = 1500


class MulticastAnnouncing:
    """`Announcing` by zeroconf.

    Args:
        interfaces: addresses of this PC to speak on; none for all of them.
    """

    def __init__(self, interfaces: Sequence[str] = ()) -> None:
        self._interfaces = list(interfaces)
        self._zeroconf: Zeroconf | None = None
        self._browser: ServiceBrowser | None = None
        self._turn = threading.Lock()
        self._heard: dict[str, Address] = {}
        self._room = ""

    def start(self, device: str, agency: str, port: int) -> None:
        """Announce this desk; where the system has no network it is tried again later."""
        if self._zeroconf is not None:
            return
        self._room = _room(agency)
        try:
            zeroconf = (
                Zeroconf(interfaces=self._interfaces, ip_version=IPVersion.V4Only)
                if self._interfaces
                else Zeroconf(ip_version=IPVersion.V4Only)
            )
        except OSError as error:
            _log.info("no network to look for desks in: %s", error)
            return
        self._zeroconf = zeroconf
        info = ServiceInfo(
            _KIND,
            f"{device}.{_KIND}",
            addresses=[socket.inet_aton(each) for each in self._interfaces or _own_addresses()],
            port=port,
            properties={"room": self._room, "version": "1"},
            server=f"{device}.local.",
        )
        try:
            zeroconf.register_service(info, allow_name_change=False)
        except (ZeroconfError, OSError) as error:
            _log.info("this desk could not announce itself: %s", type(error).__name__)
        self._browser = ServiceBrowser(zeroconf, _KIND, handlers=[self._changed])

    def heard(self) -> Mapping[str, Address]:
        """Desks by name."""
        with self._turn:
            return dict(self._heard)

    def stop(self) -> None:
        """Say goodbye and forget."""
        zeroconf, self._zeroconf, self._browser = self._zeroconf, None, None
        if zeroconf is not None:
            zeroconf.close()
        with self._turn:
            self._heard.clear()

    def _changed(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        device = name.removesuffix(f".{service_type}")
        if state_change is ServiceStateChange.Removed:
            with self._turn:
                self._heard.pop(device, None)
            return
        info = zeroconf.get_service_info(service_type, name, _ANSWER_MS)
        if info is None or info.port is None:
            return
        if (info.properties or {}).get(b"room") != self._room.encode():
            return
        addresses = info.parsed_addresses(IPVersion.V4Only)
        if addresses:
            with self._turn:
                self._heard[device] = (tuple(addresses), info.port)


def _room(agency: str) -> str:
    """What desks of one agency have in common, without its code on the air."""
    return sha256(f"clerkdesk office {agency.casefold()}".encode()).hexdigest()[:16]


def _own_addresses() -> list[str]:
    return [each for each in get_all_addresses() if not each.startswith("127.")] or ["127.0.0.1"]
