"""Under which names an account is meant: its own, its position's, its groups'."""

from collections.abc import Sequence

from clerkdesk.domain.assignments import WHOLE_OFFICE, called, formal_name
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Accounts
from clerkdesk.services.office_rules import OfficeRules


class OfficePeople:
    """Who can be named in a forwarding, and who is meant by it."""

    def __init__(self, accounts: Accounts, rules: OfficeRules) -> None:
        self._accounts = accounts
        self._rules = rules

    def names_of(self, person: Person) -> frozenset[str]:
        """Every name under which `person` may have been given something."""
        return called(person, self._accounts.people(), self._rules.groups())

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
