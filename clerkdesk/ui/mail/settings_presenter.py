"""What the section «Thư điện tử công vụ» decides: account, password, trial, words of mails."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.mail_account import MailAccount, MailSecret
from clerkdesk.domain.mails import MailPurpose
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.services.mail_setting import TrialStep
from clerkdesk.services.mail_templates import MailTemplate, read_template
from clerkdesk.ui.chosen_file import read_file
from clerkdesk.ui.jobs import Jobs, Lane


@dataclass(frozen=True, slots=True)
class MailFacts:
    """What the section shows."""

    account: MailAccount
    has_secret: bool
    in_key_store: bool
    waiting: int
    refused: int = 0


class MailSettingsPresenter(QObject):
    """Account by an administrator for all desks; the password by whoever sits at this one."""

    facts_changed = Signal(object)  # MailFacts
    problems_found = Signal(dict)  # field -> Vietnamese sentence
    trying = Signal(bool)
    tried = Signal(list)  # list[TrialStep]
    kept = Signal(str)  # Vietnamese sentence
    template_read = Signal(object)  # MailTemplate
    template_problem = Signal(str)
    authority_read = Signal(str)  # PEM
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self.allowed = may(desk.person, Right.SETTINGS)
        self.account = MailAccount()

    def refresh(self) -> None:
        """Read what holds."""
        self._jobs.run(Lane.STORE, self._facts, done=self._show, failed=self.failed.emit)

    def save(self, account: MailAccount, secret: MailSecret) -> None:
        """Keep account and, where one was typed, the password."""
        self._jobs.run(
            Lane.STORE,
            lambda: self._keep(account, secret),
            done=self._kept,
            failed=self._refused,
        )

    def try_out(self, account: MailAccount, secret: MailSecret) -> None:
        """Log in at both servers with what stands in the form; nothing is kept."""
        typed = secret if secret.password else None
        account = replace(account, since=self.account.since)
        self.trying.emit(True)
        self._jobs.run(
            Lane.MAIL_TRIAL,
            lambda: list(self._desk.mail.change.try_out(account, typed)),
            done=self._tried,
            failed=self._not_tried,
        )

    def leave(self) -> None:
        """Use no mailbox any more."""

        def work() -> MailFacts:
            self._desk.mail.change.leave(self._desk.person)
            return self._facts()

        self._jobs.run(
            Lane.STORE,
            work,
            done=lambda facts: self._kept(facts, _("Đã thôi dùng hộp thư.")),
            failed=self.failed.emit,
        )

    def read_authority(self, path: Path) -> None:
        """Load the certificate of the authority that vouches for the province's own servers."""
        self._jobs.run(
            Lane.FILES,
            lambda: read_file(path).decode("ascii", "replace"),
            done=self.authority_read.emit,
            failed=self.failed.emit,
        )

    def read_template(self, purpose: MailPurpose) -> None:
        """Read the words for one purpose."""
        settings = self._desk.store.settings
        self._jobs.run(
            Lane.STORE,
            lambda: read_template(settings, purpose),
            done=self.template_read.emit,
            failed=self.failed.emit,
        )

    def save_template(self, purpose: MailPurpose, template: MailTemplate) -> None:
        """Keep the words for one purpose."""

        def refused(error: ClerkError) -> None:
            if isinstance(error, InvalidEntry):
                self.template_problem.emit(" ".join(error.problems.values()))
            else:
                self.failed.emit(error)

        def done(_nothing: object) -> None:
            self.template_problem.emit("")
            self.kept.emit(_("Đã lưu mẫu thư."))

        self._jobs.run(
            Lane.STORE,
            lambda: self._desk.mail.templates(purpose, template, self._desk.person),
            done=done,
            failed=refused,
        )

    def _keep(self, account: MailAccount, secret: MailSecret) -> MailFacts:
        desk = self._desk
        if self.allowed:
            account = desk.mail.change(replace(account, since=None), desk.person, desk.today)
        else:
            account = desk.mail.change.account()
        if secret.password:
            desk.mail.change.keep_secret(account, secret)
        return self._facts()

    def _facts(self) -> MailFacts:
        desk = self._desk
        account = desk.mail.change.account()
        secrets = desk.mail.change.secrets
        return MailFacts(
            account,
            account.is_set and secrets.has(account),
            account.is_set and secrets.in_key_store(account),
            len(desk.store.mails.waiting()),
        )

    def _show(self, facts: MailFacts) -> None:
        self.account = facts.account
        self.facts_changed.emit(facts)

    def _kept(self, facts: MailFacts, words: str = "") -> None:
        self.problems_found.emit({})
        self._show(facts)
        self.kept.emit(words or _("Đã lưu hộp thư công vụ."))

    def _refused(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            self.problems_found.emit(dict(error.problems))
        else:
            self.failed.emit(error)

    def _tried(self, steps: Sequence[TrialStep]) -> None:
        self.trying.emit(False)
        self.problems_found.emit({})
        self.tried.emit(list(steps))

    def _not_tried(self, error: ClerkError) -> None:
        self.trying.emit(False)
        self._refused(error)
