"""What the page of rights shows, and what is changed there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.access import AccessRule, Register, Substitution
from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.fields import Field, problems
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.ui.jobs import Jobs, Lane


@dataclass(frozen=True, slots=True)
class AccessFacts:
    """Everything on the page."""

    people: Sequence[Person]
    rules: Mapping[str, AccessRule]
    substitutions: Sequence[Substitution]
    today: date


class AccessPresenter(QObject):
    """Reads and changes who sees what, and who acts for whom."""

    changed = Signal(object)  # AccessFacts
    problems_found = Signal(object)  # field name -> sentence
    said = Signal(str)
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs

    @property
    def allowed(self) -> bool:
        """Whether this account may change what others see."""
        return may(self._desk.person, Right.SETTINGS)

    def may_end(self, one: Substitution) -> bool:
        """Whether this account may end a substitution: an administrator, or who was away."""
        return self.allowed or self._desk.person.login == one.absent

    def refresh(self) -> None:
        """Read both lists again."""
        desk = self._desk

        def read() -> AccessFacts:
            return AccessFacts(
                desk.store.accounts.people(),
                desk.access.rules(),
                desk.access.substitutions(),
                desk.today,
            )

        self._jobs.run(Lane.STORE, read, done=self.changed.emit, failed=self.failed.emit)

    def let_see(self, login: str, register: Register, seen: bool) -> None:
        """Let an account see a register, or keep it from it."""

        def other(rule: AccessRule) -> AccessRule:
            hidden = rule.hidden - {register} if seen else rule.hidden | {register}
            return replace(rule, hidden=frozenset(hidden))

        self._change(login, other)

    def only_given(self, login: str, only: bool) -> None:
        """Show an account only the documents that were forwarded to it, or all."""
        self._change(login, lambda rule: replace(rule, only_given=only))

    def substitute(self, fields: tuple[Field, ...], values: Mapping[str, object]) -> None:
        """Let one act for another."""
        wrong = problems(fields, values)
        self.problems_found.emit(wrong)
        if wrong:
            return
        first, last = values["first"], values["last"]
        assert isinstance(first, date)
        assert isinstance(last, date)
        self._act(
            lambda: self._desk.access.substitute(
                str(values["absent"]),
                str(values["deputy"]),
                first,
                last,
                str(values["reason"]),
                self._desk.person,
            ),
            _("Đã cử người thay. Người thay đăng nhập lại để nhận việc."),
        )

    def end(self, one: Substitution) -> None:
        """End a substitution as of today."""
        self._act(
            lambda: self._desk.access.end(one.substitution_id, self._desk.today, self._desk.person),
            _("Đã kết thúc việc thay thế."),
        )

    def _change(self, login: str, change: Callable[[AccessRule], AccessRule]) -> None:
        def work() -> None:
            rule = self._desk.access.rules().get(login, AccessRule(login))
            self._desk.access.set_rule(change(rule), self._desk.person)

        self._act(work, _("Đã đổi quyền xem; có hiệu lực từ lần đăng nhập sau."))

    def _act(self, work: Callable[[], object], words: str) -> None:
        def done(_result: object) -> None:
            self.said.emit(words)
            self.refresh()

        self._jobs.run(Lane.STORE, work, done=done, failed=self._failed)

    def _failed(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            self.problems_found.emit(error.problems)
        else:
            self.failed.emit(error)
        self.refresh()
