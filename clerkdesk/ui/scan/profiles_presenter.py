"""What the section of scan profiles decides."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.errors import ClerkError, InvalidEntry
from clerkdesk.domain.rights import Right, may
from clerkdesk.domain.scan_profiles import ScanProfile, ScanRules, usual_profiles
from clerkdesk.domain.texts import _
from clerkdesk.services.desk import Desk
from clerkdesk.services.scan_profiles import ChangeScanRules, read_scan_rules
from clerkdesk.ui.jobs import Jobs, Lane


class ProfilesPresenter(QObject):
    """Each edit is kept at once and can be taken back."""

    changed = Signal(object)  # ScanRules
    said = Signal(str)
    problem_found = Signal(str)
    failed = Signal(object)  # ClerkError

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = jobs
        self._change = ChangeScanRules(desk.store.settings)
        self._undo: list[ScanRules] = []
        self.is_admin = may(desk.person, Right.SETTINGS)
        self.allowed = self.is_admin or may(desk.person, Right.REGISTER)
        self.rules = ScanRules(usual_profiles())

    def refresh(self) -> None:
        """Read the rules again."""
        settings = self._desk.store.settings
        self._jobs.run(
            Lane.STORE,
            lambda: read_scan_rules(settings),
            done=self._show,
            failed=self.failed.emit,
        )

    def may_change(self, profile: ScanProfile | None) -> bool:
        """Whether this account may change a profile; None is a new one."""
        return self.allowed and (self.is_admin or profile is None or not profile.locked)

    def put(self, old: ScanProfile | None, new: ScanProfile) -> None:
        """Keep a changed profile, or a new one at the end."""
        profiles = [new if profile == old else profile for profile in self.rules.profiles]
        if old not in self.rules.profiles:
            profiles.append(new)
        self._keep(
            replace(self.rules, profiles=tuple(profiles)),
            _("Đã lưu cấu hình quét «{name}».").format(name=_(new.name)),
        )

    def remove(self, profile: ScanProfile) -> None:
        """Take a profile away."""
        rest = tuple(other for other in self.rules.profiles if other != profile)
        words = _("Đã bỏ cấu hình quét «{name}».").format(name=_(profile.name))
        self._keep(replace(self.rules, profiles=rest), words)

    def move(self, profile: ScanProfile, by: int) -> None:
        """Change its place, and so its key."""
        profiles = list(self.rules.profiles)
        here = profiles.index(profile)
        there = here + by
        if 0 <= there < len(profiles):
            profiles.insert(there, profiles.pop(here))
            self._keep(replace(self.rules, profiles=tuple(profiles)), _("Đã đổi thứ tự."))

    def put_addresses(self, typed: str) -> None:
        """Keep the network scanners, one a line."""
        lines = tuple(line for line in typed.splitlines() if line.strip())
        self._keep(replace(self.rules, addresses=lines), _("Đã lưu địa chỉ máy quét mạng."))

    def undo(self) -> None:
        """Take the last change back."""
        if self._undo:
            before = self._undo.pop()
            self._run(lambda: self._change(before, self._desk.person), _("Đã hoàn tác."))

    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._undo)

    def _keep(self, rules: ScanRules, words: str) -> None:
        def work() -> None:
            self._undo.append(self._change(rules, self._desk.person))

        self._run(work, words)

    def _run(self, work: Callable[[], object], words: str) -> None:
        settings = self._desk.store.settings

        def change() -> ScanRules:
            work()
            return read_scan_rules(settings)

        def done(rules: ScanRules) -> None:
            self.problem_found.emit("")
            self._show(rules)
            self.said.emit(words)

        self._jobs.run(Lane.STORE, change, done=done, failed=self._failed)

    def _show(self, rules: ScanRules) -> None:
        self.rules = rules
        self.changed.emit(rules)

    def _failed(self, error: ClerkError) -> None:
        if isinstance(error, InvalidEntry):
            self.problem_found.emit(" ".join(error.problems.values()))
        else:
            self.failed.emit(error)
