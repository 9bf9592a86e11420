"""Who may see which register, who stands in for whom: read by every desk, changed by an administrator."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar
from uuid import uuid4

from clerkdesk.domain.access import (
    DESK_SCOPES,
    AccessRule,
    Substitution,
    acting,
    desk_scopes,
    rule_of,
)
from clerkdesk.domain.errors import InvalidEntry, NotAllowed
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.plain import from_plain, plain_fields
from clerkdesk.domain.rights import RIGHT_NAMES, Right, demand, may
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import Store

T = TypeVar("T")

_RULES, _SUBSTITUTIONS = "access_rules", "substitutions"


class KeepAccess:
    """The two lists in the office's settings; both are ops, so every desk follows them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rules(self) -> Mapping[str, AccessRule]:
        """What was said of accounts, by login."""
        return {rule.login: rule for rule in self._read(_RULES, AccessRule)}

    def rule(self, person: Person) -> AccessRule:
        """What this account may see."""
        return rule_of(person, self.rules())

    def substitutions(self) -> Sequence[Substitution]:
        """Every substitution, past ones too, the latest first."""
        found = self._read(_SUBSTITUTIONS, Substitution)
        return sorted(found, key=lambda one: (one.first, one.last), reverse=True)

    def acting(self, person: Person, day: date) -> Person:
        """`person` with the roles of those for whom he stands in on `day`."""
        return acting(person, self._store.accounts.people(), self.substitutions(), day)

    def set_rule(self, rule: AccessRule, by: Person) -> None:
        """Say what an account may see; desks whose accounts may not see a register no longer get it.

        Raises:
            NotAllowed: `by` may not change settings.
            InvalidEntry: a clerk's account keeps every register: it must stay able to work.
        """
        demand(by, Right.SETTINGS)
        people = {person.login: person for person in self._store.accounts.people()}
        person = people.get(rule.login)
        if person is not None and Role.CLERK in person.roles and (rule.hidden or rule.only_given):
            raise InvalidEntry({"hidden": _("Văn thư giữ mọi sổ, không thể giới hạn.")})
        rules = {**self.rules(), rule.login: rule}
        self._write(_RULES, list(rules.values()), by)
        scopes = desk_scopes(self._store.accounts.by_desk(), rules)
        self._store.settings.put(DESK_SCOPES, scopes, by.login)

    def substitute(
        self, absent: str, deputy: str, first: date, last: date, reason: str, by: Person
    ) -> Substitution:
        """Let `deputy` act for `absent` from `first` to `last`, both days included.

        Raises:
            NotAllowed: neither an administrator nor the absent person says so.
            InvalidEntry: the two are one, or the days are wrong.
        """
        if by.login != absent and not may(by, Right.SETTINGS):
            raise NotAllowed(_(RIGHT_NAMES[Right.SETTINGS]))
        if absent == deputy:
            raise InvalidEntry({"deputy": _("Người thay phải khác người vắng.")})
        if last < first:
            raise InvalidEntry({"last": _("Ngày cuối không được trước ngày đầu.")})
        made = Substitution(uuid4().hex, absent, deputy, first, last, reason.strip())
        self._write(_SUBSTITUTIONS, [*self.substitutions(), made], by)
        return made

    def end(self, substitution_id: str, today: date, by: Person) -> None:
        """End a substitution as of today; what the deputy did stays his.

        Raises:
            NotAllowed: neither an administrator nor the absent person says so.
        """
        kept = [
            one if one.substitution_id != substitution_id else self._ended(one, today, by)
            for one in self.substitutions()
        ]
        self._write(_SUBSTITUTIONS, [one for one in kept if one is not None], by)

    def _ended(self, one: Substitution, today: date, by: Person) -> Substitution | None:
        """The substitution with yesterday as its last day; None where it never held."""
        if by.login != one.absent and not may(by, Right.SETTINGS):
            raise NotAllowed(_(RIGHT_NAMES[Right.SETTINGS]))
        yesterday = today - timedelta(days=1)
        return None if one.first > yesterday else replace(one, last=min(one.last, yesterday))

    def _read(self, name: str, kind: type[T]) -> list[T]:
        rows = self._store.settings.get(name)
        return [from_plain(kind, row) for row in rows] if isinstance(rows, list) else []

    def _write(self, name: str, values: Sequence[object], by: Person) -> None:
        self._store.settings.put(name, [plain_fields(value) for value in values], by.login)
