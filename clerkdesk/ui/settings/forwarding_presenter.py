"""What the section of groups and usual deadlines decides: each edit is kept at once, and undone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.assignments import formal_name
from clerkdesk.domain.deadlines import USUAL_DAYS
from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.fields import Field, Kind, problems
from clerkdesk.domain.incoming import URGENCY_NAMES, Urgency
from clerkdesk.domain.people import Role
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import N_, _
from clerkdesk.services.desk import Desk
from clerkdesk.services.forwarding_rules import ChangeForwardingRules, ForwardingRules
from clerkdesk.services.typed_values import text
from clerkdesk.ui.jobs import Jobs, Lane

GROUP_FORM = (
    Field("group", N_("Tên nhóm, bộ phận"), Kind.TEXT, required=True, max_length=100),
    Field("members", N_("Người trong nhóm"), Kind.NAMES, max_length=2000),
)
DAYS_FORM = tuple(
    Field(urgency.name.lower(), URGENCY_NAMES[urgency], Kind.WHOLE_NUMBER, required=True, width=6)
    for urgency in Urgency
)
"""Named as `services.forwarding_rules.wrong_days` names what is wrong."""


@dataclass(frozen=True, slots=True)
class Group:
    """One line of the list."""

    name: str
    members: str
    count: int


@dataclass(frozen=True, slots=True)
class ForwardingFacts:
    """What the section shows."""

    groups: Sequence[Group]
    days: Mapping[Urgency, int]
    people: Sequence[str]


class ForwardingPresenter(QObject):
    """Everyone may read; the clerk and an administrator may change."""

    changed = Signal(object, str)  # ForwardingFacts, name of the group to choose
    said = Signal(str)
    problems_found = Signal(dict)
    lists_changed = Signal()
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._change = ChangeForwardingRules(desk.store)
        self._before: list[ForwardingRules] = []
        self.allowed = may(desk.person, Right.KEEP_GROUPS)

    def refresh(self) -> None:
        """Read again."""
        self._jobs.run(
            Lane.STORE,
            self._facts,
            done=lambda facts: self.changed.emit(facts, ""),
            failed=self.failed.emit,
        )

    def put_group(self, old: str, values: Mapping[str, object]) -> None:
        """Keep a group in the place of `old`, or a new one at the end where `old` is empty."""
        if wrong := problems(GROUP_FORM, values):
            self.problems_found.emit(wrong)
            return
        name = " ".join(text(values, "group").split())

        def change(rules: ForwardingRules) -> ForwardingRules:
            lines = [(key, members) for key, members in rules.groups.items() if key != old]
            if name in dict(lines):
                raise InvalidEntry({"group": _("Đã có nhóm «{name}».").format(name=name)})
            place = list(rules.groups).index(old) if old in rules.groups else len(lines)
            lines.insert(place, (name, self._change.members(text(values, "members"))))
            return ForwardingRules(dict(lines), rules.days)

        self._keep(change, _("Đã lưu nhóm «{name}».").format(name=name), name)

    def remove_group(self, name: str) -> None:
        """Take a group off the list; documents that were forwarded to it keep its name."""

        def change(rules: ForwardingRules) -> ForwardingRules:
            left = {key: members for key, members in rules.groups.items() if key != name}
            return ForwardingRules(left, rules.days)

        self._keep(change, _("Đã bỏ nhóm «{name}».").format(name=name), "")

    def put_days(self, values: Mapping[str, object]) -> None:
        """Keep how many working days are proposed."""
        if wrong := problems(DAYS_FORM, values):
            self.problems_found.emit(wrong)
            return
        days = {
            urgency: count
            for urgency in Urgency
            if isinstance(count := values.get(urgency.name.lower()), int)
        }
        self._keep(
            lambda rules: ForwardingRules(rules.groups, days), _("Đã lưu thời hạn thường dùng."), ""
        )

    def usual_days(self) -> Mapping[Urgency, int]:
        """The days that come with the program."""
        return USUAL_DAYS

    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._before)

    def undo(self) -> None:
        """Take the last change back."""
        if self._before:
            before = self._before.pop()
            self._keep(lambda _rules: before, _("Đã hoàn tác."), "", undoing=True)

    def _facts(self) -> ForwardingFacts:
        rules = self._change.read()
        people = [
            formal_name(person)
            for person in self._desk.store.accounts.people()
            if Role.ADMIN not in person.roles
        ]
        groups = [
            Group(name, self._change.shown(members), len(members))
            for name, members in rules.groups.items()
        ]
        return ForwardingFacts(groups, rules.days, people)

    def _keep(
        self,
        change: Callable[[ForwardingRules], ForwardingRules],
        words: str,
        chosen: str,
        *,
        undoing: bool = False,
    ) -> None:
        def work() -> ForwardingFacts:
            before = self._change(change(self._change.read()), self._desk.person)
            if not undoing:
                self._before.append(before)
            return self._facts()

        def done(facts: ForwardingFacts) -> None:
            self.problems_found.emit({})
            self.changed.emit(facts, chosen)
            self.said.emit(words)
            self.lists_changed.emit()

        self._jobs.run(Lane.STORE, work, done=done, failed=self._failed)

    def _failed(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            self.problems_found.emit(error.problems)
        else:
            self.failed.emit(error)
