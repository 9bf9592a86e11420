"""What the forms of an open office suggest: types, agencies, people, and the office's own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clerkdesk.domain.access import Register
from clerkdesk.domain.agencies import Agency, Office
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.people import Person, Role
from clerkdesk.services.desk import Desk
from clerkdesk.services.directory import AgencyIndex


@dataclass(frozen=True, slots=True)
class Lists:
    """Read once, off the GUI thread, and again when the directory changes."""

    office: Office
    doc_types: Sequence[str]
    agencies: Sequence[Agency]
    people: Sequence[Person]
    suggestions: Mapping[str, Sequence[str]]
    """Of the office's own making, by field name."""
    index: AgencyIndex
    """The directory with its old names."""
    issuers: Sequence[str] = ()
    """Who issues documents here, the office first."""
    groups: Mapping[str, tuple[Recipient, ...]] = field(default_factory=dict)
    """Groups of recipients, by name."""
    series: Mapping[str, str] = field(default_factory=dict)
    """Titles of the number series, by their id."""

    hidden: frozenset[Register] = frozenset()
    """Registers that this account may not see."""

    def by_field(self) -> dict[str, list[str]]:
        """The suggestions of each field of a register."""
        leaders = [person for person in self.people if Role.LEADER in person.roles]
        return {
            "doc_type": list(self.doc_types),
            "issuing_org": self.index.suggestions(),
            "issuing_org_name": list(self.issuers) or [self.office.name],
            "signer_name": [person.full_name for person in leaders],
            "signer_position": [person.position for person in leaders],
            **{name: list(texts) for name, texts in self.suggestions.items()},
        }

    def people_names(self) -> list[str]:
        """Those to whom a document may be forwarded."""
        return [
            f"{person.position} {person.full_name}".strip()
            for person in self.people
            if Role.ADMIN not in person.roles
        ]

    def find_recipients(self, text: str) -> list[Recipient]:
        """Other agencies of today that `text` names, by an old name too, without diacritics."""
        return [
            Recipient(agency.name, agency.code, email=agency.email)
            for agency, _old in self.index.find(text)
            if agency.code != self.office.code
        ]

    def old_name(self, text: str, recipient: Recipient) -> str:
        """The old name by which `text` means `recipient`; empty where it is its own."""
        for agency, old in self.index.find(text):
            if agency.name == recipient.name:
                return old
        return ""

    def expired(self, place: Recipient) -> str:
        """A sentence where the agency is no longer, or not yet, in being; else nothing."""
        return self.index.warning(place.code or place.name)


def read_lists(desk: Desk) -> Lists:
    """Read what forms suggest (STORE lane)."""
    return Lists(
        desk.store.settings.office(),
        [kind.name for kind in desk.rules.doc_types()],
        desk.store.directory.agencies(),
        desk.store.accounts.people(),
        desk.rules.suggestions(),
        AgencyIndex(desk.store.directory.all(), desk.today),
        issuers=[issuer.name for issuer in desk.rules.issuers()],
        groups=desk.paper_rules.groups(),
        series={series.series_id: series.title for series in desk.rules.series()},
        hidden=desk.look_at.sight(desk.person).hidden,
    )
