"""The office's scan profiles and network scanners: read by the scanning page, changed in Thiết lập."""

from collections.abc import Mapping
from dataclasses import replace

from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.people import Person
from clerkdesk.domain.plain import from_plain, plain_fields
from clerkdesk.domain.rights import Right, demand, may
from clerkdesk.domain.scan_profiles import ScanRules, profile_problems, usual_profiles
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Settings

SCAN_RULES = "scan_rules"
_ADDRESS_LIMIT = 20


def read_scan_rules(settings: Settings) -> ScanRules:
    """The office's profiles; the usual ones where none were set."""
    stored = settings.get(SCAN_RULES)
    if isinstance(stored, Mapping):
        return from_plain(ScanRules, stored)
    return ScanRules(usual_profiles())


class ChangeScanRules:
    """Whoever registers may keep profiles of the office; locked ones and addresses need more."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, rules: ScanRules, by: Person) -> ScanRules:
        """Keep `rules`; gives back those before, for «Hoàn tác».

        Raises:
            InvalidEntry: a profile is wrong; nothing was changed.
            NotAllowed: `by` changes what only an administrator may.
        """
        before = read_scan_rules(self._settings)
        if not may(by, Right.SETTINGS):
            demand(by, Right.REGISTER)
            if _fixed(before) != _fixed(rules):
                demand(by, Right.SETTINGS)
        tidy = replace(
            rules,
            profiles=tuple(replace(p, name=p.name.strip()) for p in rules.profiles),
            addresses=tuple(dict.fromkeys(a for each in rules.addresses if (a := each.strip()))),
        )
        wrong = profile_problems(tidy.profiles)
        if len(tidy.addresses) > _ADDRESS_LIMIT:
            wrong.append(_("Nhiều nhất {n} máy quét mạng.").format(n=_ADDRESS_LIMIT))
        if wrong:
            raise InvalidEntry({"profiles": " ".join(wrong)})
        self._settings.put(SCAN_RULES, plain_fields(tidy), by.login)
        return before


def _fixed(rules: ScanRules) -> object:
    """What only an administrator changes."""
    return [profile for profile in rules.profiles if profile.locked], rules.addresses
