"""First start: the encrypted store, the office's facts, the first accounts, the usual rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clerkdesk.domain.agencies import Office
from clerkdesk.domain.office_hours import OfficeCalendar
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.series import DocumentType, Series, usual_series
from clerkdesk.ports.store import NewStore
from clerkdesk.ports.vault import Vault
from clerkdesk.services.office_rules import OfficeRules


@dataclass(frozen=True, slots=True)
class UsualRules:
    """What a new office starts with; it lies in its settings, where it can be changed."""

    doc_types: Sequence[DocumentType]
    calendar: OfficeCalendar
    suggestions: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def series(self) -> Sequence[Series]:
        """One series a type, one for công văn, one for copies (commune practice [M])."""
        return usual_series(self.doc_types)


class SetUpOffice:
    """Makes a new store for an office; never over an old one."""

    def __init__(self, vault: Vault, rules: UsualRules) -> None:
        self._vault = vault
        self._rules = rules

    def __call__(self, office: Office, people: Mapping[Person, str]) -> NewStore:
        """Create the store; `people` maps accounts to their passwords.

        Raises:
            StoreExists, DiskFull: nothing was left behind.
            ValueError: nobody is an administrator, so nobody could change settings.
        """
        admins = [person for person in people if Role.ADMIN in person.roles]
        if not admins:
            raise ValueError("an office needs an administrator")
        new = self._vault.create(office, people)
        by = admins[0].login
        rules = OfficeRules(new.store.settings)
        rules.set_doc_types(self._rules.doc_types, by)
        rules.set_series(self._rules.series(), by)
        rules.set_calendar(self._rules.calendar, by)
        rules.set_suggestions(self._rules.suggestions, by)
        new.store.directory.put(office.agency, by)
        return new
