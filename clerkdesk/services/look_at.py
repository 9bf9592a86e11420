"""Open a document: only what the account may see, and every time is written down."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from clerkdesk.domain.access import Sight
from clerkdesk.domain.access_log import Access, AccessAct
from clerkdesk.domain.errors import DiskFull
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.people import Person
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Store
from clerkdesk.services.keep_access import KeepAccess
from clerkdesk.services.office_people import OfficePeople


class LookAt:
    """Gives whole documents to the screens; a full disk stops the writing down, not the reading."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._access = KeepAccess(store)
        self._people = OfficePeople(store, clock)

    def sight(self, person: Person) -> Sight:
        """What this account may see."""
        rule = self._access.rule(person)
        names = self._people.names_of(person) if rule.only_given else None
        return Sight(rule.hidden, names)

    def incoming(self, uid: str, by: Person, act: AccessAct = AccessAct.OPEN) -> Incoming:
        """One incoming document.

        Raises:
            NotFound: there is none.
            NotAllowed: this account may not see it.
        """
        document = self._store.seen_by(self.sight(by)).incoming.get(uid)
        what = _("Số đến {number}/{year} · {code}").format(
            number=document.shown_number, year=document.year, code=document.code
        )
        self._record("incoming", uid, act, what, by)
        return document

    def outgoing(self, uid: str, by: Person, act: AccessAct = AccessAct.OPEN) -> Outgoing:
        """One outgoing document.

        Raises:
            NotFound: there is none.
            NotAllowed: this account may not see it.
        """
        document = self._store.seen_by(self.sight(by)).outgoing.get(uid)
        what = document.code or _("Dự thảo: {subject}").format(subject=document.entry.subject)
        self._record("outgoing", uid, act, what, by)
        return document

    def _record(self, entity: str, uid: str, act: AccessAct, what: str, by: Person) -> None:
        with suppress(DiskFull):
            self._store.access_log.record(Access(self._clock(), by.login, entity, uid, act, what))
