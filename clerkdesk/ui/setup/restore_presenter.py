"""Putting a backup in place decides here: what is in a place, which key, how far it is."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.backups import Backup
from clerkdesk.domain.errors import ClerkError, NoBackupFound
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import OpenedStore, Store
from clerkdesk.ports.vault import PaperKey, Vault
from clerkdesk.ui.jobs import Jobs, Lane, Stop


class RestorePresenter(QObject):
    """A place is looked at first; nothing is touched before the key opens the backup."""

    found = Signal(object)  # Sequence[Backup]
    problems_found = Signal(dict)  # «key», «login», «password» -> sentence
    moved = Signal(int)  # per cent
    busy_changed = Signal(bool)
    restored = Signal(object)  # Store, opened with the paper key
    entered = Signal(object)  # OpenedStore, opened with a password
    failed = Signal(object)  # ClerkError

    def __init__(self, vault: Vault, jobs: Jobs) -> None:
        super().__init__()
        self._vault = vault
        self._jobs = jobs
        self._place = Path()
        self._stop: Stop | None = None

    def look(self, place: str) -> None:
        """Look for backups in a folder or on a stick."""
        self._place = Path(place)
        self._jobs.run(
            Lane.BACKUP,
            lambda: self._vault.backups_in(self._place),
            done=self._found,
            failed=self.failed.emit,
        )

    def restore_by_paper(self, backup: Backup, key: str, second: str = "") -> None:
        """Put `backup` in place with the printed key, or with two shares of the office key."""
        if key.strip() and second.strip():
            self.problems_found.emit({})
            self._run(backup, PaperKey(shares=(key, second)))
            return
        typed = " ".join(key.split())
        problems = {} if typed else {"key": _("Chưa nhập khóa khôi phục.")}
        self.problems_found.emit(problems)
        if not problems:
            self._run(backup, PaperKey(recovery_key=typed))

    def restore_by_password(self, backup: Backup, login: str, password: str) -> None:
        """Put `backup` in place with login and password of the day on which it was made."""
        problems = {}
        if not login.strip():
            problems["login"] = _("Chưa nhập tên đăng nhập.")
        if not password:
            problems["password"] = _("Chưa nhập mật khẩu.")
        self.problems_found.emit(problems)
        if not problems:
            self._run(backup, PaperKey(login=login.strip().lower(), password=password))

    def stop(self) -> None:
        """End it; what was on this machine is as before."""
        if self._stop is not None:
            self._stop.stop()

    def _run(self, backup: Backup, key: PaperKey) -> None:
        if self._stop is not None:
            return
        self._stop = stop = Stop()
        self.busy_changed.emit(True)
        home, last = self._jobs.bring_home(self.moved.emit), [-1]

        def told(done: int, total: int) -> None:
            percent = min(100, done * 100 // total) if total else 100
            if percent != last[0]:
                last[0] = percent
                home(percent)

        def work() -> Store:
            return self._vault.restore(self._place, backup, key, told=told, stop=stop)

        self._jobs.run(
            Lane.STORE,
            work,
            done=lambda store: self._done(store, key.login),
            failed=self._failed,
            stop=stop,
        )

    def _found(self, backups: Sequence[Backup]) -> None:
        self.found.emit(backups)
        if not backups:
            self.failed.emit(NoBackupFound(str(self._place)))

    def _done(self, store: Store, login: str) -> None:
        self._stop = None
        self.busy_changed.emit(False)
        if not login:
            self.restored.emit(store)
            return
        self._jobs.run(
            Lane.STORE,
            lambda: next(one for one in store.accounts.people() if one.login == login),
            done=lambda person: self.entered.emit(OpenedStore(store, person)),
            failed=self._failed,
        )

    def _failed(self, error: ClerkError) -> None:
        self._stop = None
        self.busy_changed.emit(False)
        self.failed.emit(error)
