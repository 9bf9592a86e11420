"""Connect this desk to the province server: enrol once, then meet it whenever there is a line."""

import re
from collections.abc import Callable

from clerkdesk.domain.agency_merge import updated
from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.ports.exchange import Hub
from clerkdesk.ports.store import Store

SERVER, KEY = "server.address", "server.key"
"""Settings of this desk alone, never in an op."""

MakeHub = Callable[[str, str, bytes], Hub]
"""(address, device, private key) -> the server as this desk sees it."""


class ConnectServer:
    """Keeps address and key in the encrypted store."""

    def __init__(self, store: Store, make_hub: MakeHub, new_key: Callable[[], bytes]) -> None:
        self._store = store
        self._make_hub = make_hub
        self._new_key = new_key

    def __call__(self, address: str, code: str, by: Person) -> None:
        """Enrol with the administrator's one-time code and take in the province's directory.

        Raises:
            InvalidEntry: address or code is missing.
            NotAllowed: `by` may not change settings.
            ServerUnreachable, ServerRefused: nothing was changed; try again.
        """
        demand(by, Right.SETTINGS)
        wrong, address = {}, address.strip()
        if not _is_allowed(address):
            wrong["address"] = _("Địa chỉ máy chủ phải bắt đầu bằng https://.")
        if not code.strip():
            wrong["code"] = _("Chưa nhập mã ghi danh.")
        if wrong:
            raise InvalidEntry(wrong)
        settings = self._store.settings
        key = self._key()
        hub = self._make_hub(address, self._store.device, key)
        try:
            hub.enrol(code.strip(), self._store.device, settings.office().agency)
            settings.keep_here(SERVER, address)
            self._take_directory(hub, by)
        finally:
            hub.close()

    def refresh_directory(self, by: Person) -> None:
        """Take in agencies that the province has added since.

        Raises:
            ServerUnreachable, ServerRefused
        """
        hub = self.hub()
        if hub is None:
            return
        try:
            self._take_directory(hub, by)
        finally:
            hub.close()

    def trust_list(self) -> bytes | None:
        """The province's signed trust list; None where there is no server, or it has none.

        Raises:
            ServerUnreachable, ServerRefused
        """
        hub = self.hub()
        if hub is None:
            return None
        try:
            return hub.trust_list()
        finally:
            hub.close()

    @property
    def address(self) -> str:
        """The server's address; empty where this desk was never connected."""
        return str(self._store.settings.get(SERVER) or "")

    def hub(self) -> Hub | None:
        """The server as this desk sees it; None where it was never connected."""
        if not self.address:
            return None
        return self._make_hub(self.address, self._store.device, self._key())

    def _key(self) -> bytes:
        """The desk's key; kept before it is first shown to the server, so that a lost answer can
        be asked for again with the same code."""
        stored = self._store.settings.get(KEY)
        if isinstance(stored, str):
            return bytes.fromhex(stored)
        key = self._new_key()
        self._store.settings.keep_here(KEY, key.hex())
        return key

    def _take_directory(self, hub: Hub, by: Person) -> None:
        directory = self._store.directory
        for theirs in hub.agencies():
            mine = directory.get(theirs.key)
            directory.put(theirs if mine is None else updated(mine, theirs), by.login)


def _is_allowed(address: str) -> bool:
    """HTTPS with a host; plain HTTP is for a server on this machine only, as the demo's is."""
    secure, here = r"https://[^\s/@]+(/\S*)?", r"http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?/?"
    return bool(re.fullmatch(f"{secure}|{here}", address))
