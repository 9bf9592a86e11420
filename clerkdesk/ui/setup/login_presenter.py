"""Opening the store decides here: by an account's password, or by the printed recovery key."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.accounts import password_problem
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.people import Person
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import OpenedStore, Store
from clerkdesk.ui.jobs import Jobs, Lane


class LoginPresenter(QObject):
    """Args: `unlock` (login, password) and `unlock_with_recovery_key` as in `ports.store.Vault`;
    `unlock_by_machine` where the office allows this machine's key store to open the store.
    """

    problems_found = Signal(dict)  # «login», «password», «recovery», «new», «again» -> sentence
    opened = Signal(object)  # OpenedStore
    recovered = Signal(object)  # Store
    people_known = Signal(object)  # Sequence[Person] of the recovered store: whose password is new?
    failed = Signal(object)  # ClerkError
    busy_changed = Signal(bool)

    def __init__(
        self,
        unlock: Callable[[str, str], OpenedStore],
        unlock_with_recovery_key: Callable[[str], Store],
        jobs: Jobs,
        unlock_by_machine: Callable[[], OpenedStore] | None = None,
        unlock_with_shares: Callable[[Sequence[str]], Store] | None = None,
    ) -> None:
        super().__init__()
        self._recover_by_shares = unlock_with_shares
        self._unlock = unlock
        self._unlock_by_machine = unlock_by_machine
        self._recover = unlock_with_recovery_key
        self._jobs = jobs
        self._recovered_store: Store | None = None

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

    @property
    def machine_may_open(self) -> bool:
        """Whether no password is needed on this machine."""
        return self._unlock_by_machine is not None

    def open_by_machine(self) -> None:
        """Open with the key that this machine keeps."""
        if self._unlock_by_machine is None:
            return
        self.problems_found.emit({})
        self.busy_changed.emit(True)
        self._jobs.run(Lane.STORE, self._unlock_by_machine, done=self._opened, failed=self._failed)

    def recover(self, key: str, second: str = "") -> None:
        """Open with the printed key, or with two shares of the office key; blanks do not matter."""
        if second.strip() and self._recover_by_shares is not None:
            by_shares, shares = self._recover_by_shares, (key, second)
            self.problems_found.emit({})
            self.busy_changed.emit(True)
            self._jobs.run(
                Lane.STORE, lambda: by_shares(shares), done=self._recovered, failed=self._failed
            )
            return
        typed = " ".join(key.split())
        problems = {} if typed else {"recovery": _("Chưa nhập khóa khôi phục.")}
        self.problems_found.emit(problems)
        if problems:
            return
        self.busy_changed.emit(True)
        self._jobs.run(
            Lane.STORE, lambda: self._recover(typed), done=self._recovered, failed=self._failed
        )

    def set_password(self, person: Person, password: str, again: str) -> None:
        """After recovery: give `person` a new password and open the store as this person."""
        store = self._recovered_store
        if store is None:
            return
        problems = {}
        if problem := password_problem(password):
            problems["new"] = problem
        elif again != password:
            problems["again"] = _("Hai lần nhập không giống nhau.")
        self.problems_found.emit(problems)
        if problems:
            return
        self.busy_changed.emit(True)
        self._jobs.run(
            Lane.STORE,
            lambda: _reset_password(store, person, password),
            done=self._opened,
            failed=self._failed,
        )

    def take_restored(self, store: Store) -> None:
        """A backup was put in place and opened: as after the recovery key, somebody gets a password."""
        self._recovered(store)

    def give_up(self) -> None:
        """Close a store that was recovered and never entered."""
        store, self._recovered_store = self._recovered_store, None
        if store is not None:
            store.close()

    def _opened(self, opened: OpenedStore) -> None:
        self._recovered_store = None
        self.busy_changed.emit(False)
        self.opened.emit(opened)

    def _recovered(self, store: Store) -> None:
        self.busy_changed.emit(False)
        self._recovered_store = store
        self.recovered.emit(store)
        self._jobs.run(
            Lane.STORE,
            store.accounts.people,
            done=self.people_known.emit,
            failed=self._failed,
        )

    def _failed(self, error: ClerkError) -> None:
        self.busy_changed.emit(False)
        self.failed.emit(error)


def _reset_password(store: Store, person: Person, password: str) -> OpenedStore:
    """In the STORE lane, after recovery only: the first window loads nothing of the store."""
    from clerkdesk.ports.store import OpenedStore

    store.accounts.reset_password(person.login, password)
    return OpenedStore(store, person)
