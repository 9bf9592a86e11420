"""Opening the store decides here: by an account's password, or by the printed recovery key."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import OpenedStore, Store
from clerkdesk.ui.jobs import Jobs, Lane


class LoginPresenter(QObject):
    """Args: `unlock` (login, password) and `unlock_with_recovery_key` as in `ports.store.Vault`."""

    problems_found = Signal(dict)  # «login», «password», «recovery» -> sentence
    opened = Signal(object)  # OpenedStore
    recovered = Signal(object)  # Store
    failed = Signal(object)  # ClerkError
    busy_changed = Signal(bool)

    def __init__(
        self,
        unlock: Callable[[str, str], OpenedStore],
        unlock_with_recovery_key: Callable[[str], Store],
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._unlock = unlock
        self._recover = unlock_with_recovery_key
        self._jobs = jobs

    def log_in(self, login: str, password: str) -> None:
        """Open with an account's password."""
        name = login.strip().lower()
        problems = {}
        if not name:
            problems["login"] = _("Chưa nhập tên đăng nhập.")
        if not password:
            problems["password"] = _("Chưa nhập mật khẩu.")
        self.problems_found.emit(problems)
        if problems:
            return
        self.busy_changed.emit(True)
        self._jobs.run(
            Lane.STORE,
            lambda: self._unlock(name, password),
            done=self._opened,
            failed=self._failed,
        )

    def recover(self, key: str) -> None:
        """Open with the printed key; blanks and lines do not matter."""
        typed = " ".join(key.split())
        problems = {} if typed else {"recovery": _("Chưa nhập khóa khôi phục.")}
        self.problems_found.emit(problems)
        if problems:
            return
        self.busy_changed.emit(True)
        self._jobs.run(
            Lane.STORE, lambda: self._recover(typed), done=self._recovered, failed=self._failed
        )

    def _opened(self, opened: OpenedStore) -> None:
        self.busy_changed.emit(False)
        self.opened.emit(opened)

    def _recovered(self, store: Store) -> None:
        self.busy_changed.emit(False)
        self.recovered.emit(store)

    def _failed(self, error: ClerkError) -> None:
        self.busy_changed.emit(False)
        self.failed.emit(error)
