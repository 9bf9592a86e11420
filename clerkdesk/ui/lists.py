"""What the forms of an open office suggest: types, agencies, people, and the office's own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from clerkdesk.domain.agencies import Agency, Office
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold
from clerkdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Lists:
    """Read once, off the GUI thread, and again when the directory changes."""

    office: Office
    doc_types: Sequence[str]
    agencies: Sequence[Agency]
    people: Sequence[Person]
    suggestions: Mapping[str, Sequence[str]]
    """Of the office's own making, by field name."""
    groups: Mapping[str, tuple[Recipient, ...]] = field(default_factory=dict)
    """Groups of recipients, by name."""

    def by_field(self) -> dict[str, list[str]]:
        """The suggestions of each field of a register."""
        leaders = [person for person in self.people if Role.LEADER in person.roles]
        return {
            "doc_type": list(self.doc_types),
            "issuing_org": [agency.name for agency in self.agencies],
            "issuing_org_name": [self.office.name],
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
        """Other agencies whose name or code holds `text`, without diacritics."""
        wanted, own = fold(text), self.office.code
        return [
            Recipient(agency.name, agency.code, email=agency.email)
            for agency in self.agencies
            if agency.code != own and (wanted in fold(agency.name) or wanted in fold(agency.code))
        ]

    def expired(self, place: Recipient, today: date) -> str:
        """A sentence where the agency is no longer, or not yet, in being; else nothing."""
        for agency in self.agencies:
            if place.code and agency.code.casefold() == place.code.casefold():
                if agency.valid_to is not None and agency.valid_to < today:
                    return _("«{name}» đã hết hiệu lực từ {day}: kiểm tra cơ quan kế thừa.").format(
                        name=place.name, day=f"{agency.valid_to:%d/%m/%Y}"
                    )
                if agency.valid_from is not None and agency.valid_from > today:
                    return _("«{name}» chỉ có hiệu lực từ {day}.").format(
                        name=place.name, day=f"{agency.valid_from:%d/%m/%Y}"
                    )
        return ""


def read_lists(desk: Desk) -> Lists:
    """Read what forms suggest (STORE lane)."""
    return Lists(
        desk.store.settings.office(),
        [kind.name for kind in desk.rules.doc_types()],
        desk.store.directory.agencies(),
        desk.store.accounts.people(),
        desk.rules.suggestions(),
        desk.paper_rules.groups(),
    )
