"""To whom the office forwards by one name, and how long handling usually takes: changed as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clerkdesk.domain.assignments import WHOLE_OFFICE, formal_name
from clerkdesk.domain.deadlines import USUAL_DAYS
from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.incoming import URGENCY_NAMES, Urgency
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold, nfc
from clerkdesk.ports.store import Store
from clerkdesk.services.office_rules import OfficeRules

_LONGEST = 365
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class ForwardingRules:
    """Members are logins where they have an account, by the group's name; days are working days."""

    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    days: Mapping[Urgency, int] = field(default_factory=lambda: USUAL_DAYS)


class ChangeForwardingRules:
    """What the clerk or an administrator does with them; rounds that name a group keep the name."""

    def __init__(self, store: Store) -> None:
        self._accounts = store.accounts
        self._rules = OfficeRules(store.settings)

    def read(self) -> ForwardingRules:
        """What holds now."""
        return ForwardingRules(self._rules.groups(), self._rules.usual_deadlines())

    def __call__(self, rules: ForwardingRules, by: Person) -> ForwardingRules:
        """Keep `rules`; gives back those before, for «Hoàn tác».

        Raises:
            InvalidEntry: under «group» or the name of an urgency; nothing was changed.
            NotAllowed
        """
        demand(by, Right.KEEP_GROUPS)
        if wrong := {**self._wrong_groups(rules.groups), **wrong_days(rules.days)}:
            raise InvalidEntry(wrong)
        before = self.read()
        if dict(rules.groups) != dict(before.groups):
            self._rules.set_groups(rules.groups, by.login)
        if dict(rules.days) != dict(before.days):
            self._rules.set_usual_deadlines(rules.days, by.login)
        return before

    def members(self, text: str) -> Sequence[str]:
        """Logins of those who are named in `text`, commas between them.

        Raises:
            InvalidEntry: under «members», somebody has no account.
        """
        known = {
            fold(name): person.login
            for person in self._accounts.people()
            for name in (person.login, person.full_name, formal_name(person))
        }
        names = [name for piece in text.split(",") if (name := " ".join(nfc(piece).split()))]
        strangers = [name for name in names if fold(name) not in known]
        if strangers:
            words = _("Không có tài khoản tên «{names}». Chọn tên trong danh sách gợi ý.")
            raise InvalidEntry({"members": words.format(names=", ".join(strangers))})
        return list(dict.fromkeys(known[fold(name)] for name in names))

    def shown(self, members: Sequence[str]) -> str:
        """The members as they are called, commas between them; one without an account as written."""
        called = {person.login: formal_name(person) for person in self._accounts.people()}
        return ", ".join(called.get(member, member) for member in members)

    def _wrong_groups(self, groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
        taken = {fold(_(WHOLE_OFFICE))}
        for person in self._accounts.people():
            taken |= {fold(person.full_name), fold(formal_name(person)), fold(person.position)}
        seen: set[str] = set()
        for name in groups:
            if not name.strip():
                return {"group": _("Chưa đặt tên nhóm.")}
            if len(name) > _LONGEST_NAME:
                return {"group": _("Tên nhóm dài quá {n} ký tự.").format(n=_LONGEST_NAME)}
            if set(name) & set(",;\n"):
                return {"group": _("Tên nhóm không có dấu phẩy, chấm phẩy: dấu này ngăn các tên.")}
            if fold(name) in taken:
                words = _("«{name}» đã là tên người, chức vụ hoặc cả cơ quan; đặt tên khác.")
                return {"group": words.format(name=name)}
            if fold(name) in seen:
                return {"group": _("Đã có nhóm «{name}».").format(name=name)}
            seen.add(fold(name))
        return {}


def wrong_days(days: Mapping[Urgency, int]) -> dict[str, str]:
    """Sentences on numbers of days that no office means, by the urgency's name in the code."""
    return {
        urgency.name.lower(): _("Số ngày của «{name}» từ 0 đến {most}.").format(
            name=_(URGENCY_NAMES[urgency]), most=_LONGEST
        )
        for urgency, count in days.items()
        if not 0 <= count <= _LONGEST
    }
