"""The directory as people change it: by hand, by merging doubles, by what documents tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clerkdesk.domain.agencies import Agency, AgencyKind, AgencyLevel, code_note
from clerkdesk.domain.agency_families import Families, offered_instead
from clerkdesk.domain.agency_table import agency_problems, list_of, predecessor_key
from clerkdesk.domain.errors import InvalidEntry, NotFound
from clerkdesk.domain.growing import grown_from
from clerkdesk.domain.incoming import IncomingEntry
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold
from clerkdesk.ports.directory import Directory
from clerkdesk.services.typed_values import day, text


@dataclass(frozen=True, slots=True)
class Saved:
    """An entry that was stored, and advice on it (Vietnamese; empty where all looks right)."""

    agency: Agency
    advice: str = ""


class ChangeDirectory:
    """Adds, changes and merges entries; a clerk may: she meets every new name first."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def save(self, key: str, values: Mapping[str, object], by: Person) -> Saved:
        """Store the form of one entry; an empty `key` is a new one.

        Raises:
            InvalidEntry: a field is wrong, or another entry has this code or name.
            NotAllowed, NotFound
        """
        demand(by, Right.REGISTER)
        wrong = agency_problems(values)
        if wrong:
            raise InvalidEntry(wrong)
        before = self._directory.get(key) if key else None
        if key and before is None:
            raise NotFound(_("cơ quan này"))
        agency = self._made(values, before)
        other = self._directory.get(agency.key)
        if agency.key != key and other is not None and other.offered:
            field = "code" if agency.code else "name"
            words = _("«{name}» đã có trong danh bạ; dùng «Gộp» để gộp hai mục.")
            raise InvalidEntry({field: words.format(name=other.name)})
        if key and agency.key != key:
            self._directory.rename_key(key, agency, by.login)
        else:
            self._directory.put(agency, by.login)
        return Saved(agency, code_note(agency.code))

    def merge(self, duplicate: str, stays: str, by: Person) -> Agency:
        """Let `duplicate` lead to `stays`; documents and history stay as they are.

        Raises:
            NotAllowed, NotFound
        """
        demand(by, Right.REGISTER)
        return self._directory.merge(duplicate, stays, by.login)

    def _made(self, values: Mapping[str, object], before: Agency | None) -> Agency:
        names = list_of(text(values, "predecessors"))
        level = text(values, "level")
        agency = Agency(
            code=text(values, "code"),
            name=" ".join(text(values, "name").split()),
            email=text(values, "email"),
            parent=text(values, "parent"),
            valid_from=day(values, "valid_from"),
            valid_to=day(values, "valid_to"),
            short_name=text(values, "short_name"),
            address=text(values, "address"),
            kind=AgencyKind(text(values, "kind")),
            level=AgencyLevel(level),
            predecessors=tuple(dict.fromkeys(self._key_of(name) for name in names)),
            aliases=list_of(text(values, "aliases")),
        )
        if before is not None and before.name != agency.name and before.name not in agency.aliases:
            agency = replace(agency, aliases=(*agency.aliases, before.name))
        return agency

    def _key_of(self, name: str) -> str:
        """The key of a predecessor: of the entry that is called so, else as it will be."""
        if name.startswith("name:"):
            return name
        found = self._directory.named(name)
        return found.key if found is not None else predecessor_key(name)


class GrowDirectory:
    """Lets the issuer of a registered document join the directory."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def __call__(self, entry: IncomingEntry, by: str) -> Agency | None:
        """Add the issuer if nobody of that name or code is known; returns what was added."""
        grown = grown_from(entry)
        if grown is None:
            return None
        known = [self._directory.named(name) for name in (grown.code, grown.name) if name]
        if any(agency is not None for agency in known):
            return None
        self._directory.put(grown, by)
        return grown


class AgencyIndex:
    """What forms offer and say of agencies; made off the GUI thread, quick to ask."""

    def __init__(self, agencies: Sequence[Agency], today: date) -> None:
        self._families = Families(agencies)
        self._today = today
        self._by_name: dict[str, Agency] = {}
        self._offers: list[tuple[str, Agency, str]] = []
        """(folded name, whom it means today, the old name or «»)."""
        for agency in agencies:
            if agency.withdrawn:
                continue
            for name in agency.names:
                self._by_name.setdefault(fold(name), agency)
            self._offer(agency)

    def suggestions(self) -> list[str]:
        """Names to write, then old names with what they are now."""
        valid = [agency.name for _folded, agency, old in self._offers if not old]
        once = [offered_instead(old, agency.name) for _folded, agency, old in self._offers if old]
        return [*dict.fromkeys(valid), *dict.fromkeys(once)]

    def find(self, text: str, limit: int = 20) -> list[tuple[Agency, str]]:
        """Agencies of today that `text` names by any name, each with the old name that led there."""
        wanted = fold(text)
        found: dict[str, tuple[Agency, str]] = {}
        for folded, agency, old in self._offers:
            if wanted in folded and agency.key not in found:
                found[agency.key] = (agency, old)
                if len(found) >= limit:
                    break
        return list(found.values())

    def warning(self, name: str) -> str:
        """A Vietnamese sentence on the agency called `name`; empty where nothing is wrong."""
        agency = self._by_name.get(fold(name))
        return "" if agency is None else self._families.warning(agency, self._today)

    def _offer(self, agency: Agency) -> None:
        if agency.offered and not agency.expired(self._today):
            self._offers.append((fold(f"{agency.name} {agency.code}"), agency, ""))
            others = [name for name in agency.names if name not in (agency.name, agency.code)]
            self._offers += [(fold(name), agency, name) for name in others]
            return
        for now in self._families.successors(agency):
            if not now.expired(self._today):
                self._offers += [(fold(name), now, name) for name in agency.names]
