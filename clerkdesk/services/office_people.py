"""Under which names an account is meant: its own, its position's, its groups'."""

from collections.abc import Callable, Sequence
from datetime import datetime

from clerkdesk.domain.access import stood_in_for
from clerkdesk.domain.assignments import WHOLE_OFFICE, called, formal_name
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Store
from clerkdesk.services.keep_access import KeepAccess
from clerkdesk.services.office_rules import OfficeRules


class OfficePeople:
    """Who can be named in a forwarding, and who is meant by it."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._accounts = store.accounts
        self._rules = OfficeRules(store.settings)
        self._access = KeepAccess(store)
        self._clock = clock

    def names_of(self, person: Person) -> frozenset[str]:
        """Every name under which `person` may have been given something, with the names of those
        for whom `person` stands in today."""
        people, groups = self._accounts.people(), self._rules.groups()
        today = local_date(self._clock())
        absent = stood_in_for(person.login, self._access.substitutions(), today)
        names = called(person, people, groups)
        for other in people:
            if other.login in absent:
                names |= called(other, people, groups)
        return names

    def names(self) -> list[str]:
        """Whom a form suggests: people as they are called, then the office's groups."""
        people = [
            formal_name(person)
            for person in self._accounts.people()
            if Role.ADMIN not in person.roles
        ]
        return [*people, *self._rules.groups(), _(WHOLE_OFFICE)]

    def leaders(self) -> Sequence[str]:
        """Those whose opinion a round may carry, as they are called."""
        return [
            formal_name(person) for person in self._accounts.people() if Role.LEADER in person.roles
        ]
