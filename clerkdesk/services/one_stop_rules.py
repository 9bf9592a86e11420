"""What an office sets for its one-stop counter: codes, where results are handed out, its forms."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from clerkdesk.domain.dossier_codes import CodeRule
from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.people import Person
from clerkdesk.domain.plain import from_plain
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.store import Settings

SETTING = "one_stop"

USUAL_NAME = N_("Bộ phận Tiếp nhận và Trả kết quả")


@dataclass(frozen=True, slots=True)
class OneStopRules:
    """Of one office; `agency` stands in codes, empty: the office's own code."""

    pattern: str = CodeRule().pattern
    agency: str = ""
    place: str = ""
    """What stands in the head of forms; empty: the usual name."""
    volume: str = "01"
    """Quyển số of Sổ theo dõi hồ sơ."""
    forms: tuple[tuple[str, ...], ...] = ()
    """(name of a form, the office's own text of it)."""

    def form(self, name: str) -> str:
        """The office's own text of a form; empty where it keeps the one that ClerkDesk has."""
        return next((row[1] for row in self.forms if row[0] == name), "")


class KeepOneStopRules:
    """Reads them and lets an administrator, or who registers, change them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def read(self) -> OneStopRules:
        """As they stand; the usual ones where nothing was set."""
        stored = self._settings.get(SETTING)
        if not isinstance(stored, Mapping):
            return OneStopRules()
        rows = stored.get("forms")
        forms = rows if isinstance(rows, list) else []
        bare = {name: value for name, value in stored.items() if name != "forms"}
        rules = from_plain(OneStopRules, bare)
        return replace(rules, forms=tuple(tuple(str(part) for part in row) for row in forms))

    def code_rule(self) -> CodeRule:
        """How codes are made; the office's own code where no other was set."""
        rules = self.read()
        return CodeRule(rules.pattern, rules.agency or self._settings.office().code)

    def put(self, rules: OneStopRules, by: Person) -> OneStopRules:
        """Keep `rules`; gives back those before, for «Hoàn tác».

        Raises:
            InvalidEntry: the pattern could give one code twice, or is none.
            NotAllowed
        """
        demand(by, Right.KEEP_GROUPS)
        agency = nfc(rules.agency).strip()
        rules = replace(rules, pattern=nfc(rules.pattern).strip(), agency=agency)
        if wrong := CodeRule(rules.pattern, agency or self._settings.office().code).problem():
            raise InvalidEntry({"pattern": wrong})
        before = self.read()
        self._settings.put(SETTING, rules, by.login)
        return before

    def put_form(self, name: str, text: str, by: Person) -> OneStopRules:
        """Print `name` by the office's own text from now on; an empty one puts ours back.

        Raises:
            NotAllowed
        """
        before = self.read()
        others = tuple(row for row in before.forms if row[0] != name)
        added = ((name, nfc(text)),) if text.strip() else ()
        return self.put(replace(before, forms=others + added), by)

    def place(self) -> str:
        """The name in the head of forms."""
        return self.read().place or _(USUAL_NAME)
