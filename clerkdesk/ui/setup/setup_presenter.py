"""First start decides here: checks office and accounts, makes the store, waits for the printed key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerkdesk.domain.accounts import (
    ACCOUNT,
    OFFICE,
    login_problem,
    password_problem,
    typed_alike,
)
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.errors import ClerkError
from clerkdesk.domain.fields import problems
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.texts import _
from clerkdesk.ports.store import NewStore
from clerkdesk.ui.jobs import Jobs, Lane

CreateStore = Callable[[Path, Office, Mapping[Person, str]], NewStore]
"""(data folder, office, passwords by person); runs in the STORE lane, may raise ClerkError."""

ADMIN, CLERK = "admin", "clerk"


@dataclass(frozen=True, slots=True)
class TypedAccount:
    """An account as typed: field values and the password twice."""

    values: Mapping[str, object]
    password: str
    again: str


class SetupPresenter(QObject):
    """Goes office -> accounts -> recovery key -> finished; nothing is stored before the accounts
    are right, and the store is handed on only when the key was confirmed as kept.
    """

    office_problems = Signal(dict)  # field name -> sentence
    office_accepted = Signal()
    account_problems = Signal(str, dict)  # ADMIN or CLERK; field name, «password», «again»
    key_made = Signal(str)
    key_problem = Signal(str)
    finished = Signal(object)  # NewStore
    failed = Signal(object)  # ClerkError
    busy_changed = Signal(bool)

    def __init__(self, create: CreateStore, jobs: Jobs) -> None:
        super().__init__()
        self._create = create
        self._jobs = jobs
        self._office: Office | None = None
        self._folder = Path()
        self._made: NewStore | None = None

    def take_office(self, values: Mapping[str, object], folder: str) -> None:
        """Check the office's facts and the data folder."""
        wrong = problems(OFFICE, values)
        if not folder.strip():
            wrong["folder"] = _("Chưa chọn thư mục dữ liệu.")
        elif not Path(folder).is_absolute():
            wrong["folder"] = _("Thư mục dữ liệu phải là đường dẫn đầy đủ.")
        self.office_problems.emit(wrong)
        if not wrong:
            self._office = Office(**{field.name: str(values[field.name]) for field in OFFICE})
            self._folder = Path(folder)
            self.office_accepted.emit()

    def take_accounts(self, admin: TypedAccount, clerk: TypedAccount) -> None:
        """Check both accounts and, if they are right, make the store."""
        assert self._office is not None  # the view shows accounts after the office only
        wrong = {ADMIN: _problems(admin), CLERK: _problems(clerk)}
        if admin.values["login"] == clerk.values["login"]:
            wrong[CLERK].setdefault("login", _("Hai tài khoản phải có tên đăng nhập khác nhau."))
        for who in (CLERK, ADMIN):  # last the first one, so that the cursor ends there
            self.account_problems.emit(who, wrong[who])
        if wrong[ADMIN] or wrong[CLERK]:
            return
        people = {
            _person(admin, Role.ADMIN): admin.password,
            _person(clerk, Role.CLERK): clerk.password,
        }
        folder, office = self._folder, self._office
        self.busy_changed.emit(True)
        self._jobs.run(
            Lane.STORE,
            lambda: self._create(folder, office, people),
            done=self._done,
            failed=self._failed,
        )

    def confirm_kept(self, typed: str) -> None:
        """The clerk types the key from the paper: only so is it certain that the paper has it."""
        if self._made is None:
            return
        if not typed_alike(typed, self._made.recovery_key):
            self.key_problem.emit(
                _("Chưa đúng khóa trên màn hình. Xem lại từng nhóm trên tờ giấy.")
            )
            return
        self.key_problem.emit("")
        self.finished.emit(self._made)

    def _done(self, made: NewStore) -> None:
        self._made = made
        self.busy_changed.emit(False)
        self.key_made.emit(made.recovery_key)

    def _failed(self, error: ClerkError) -> None:
        self.busy_changed.emit(False)
        self.failed.emit(error)


def _problems(account: TypedAccount) -> dict[str, str]:
    wrong = problems(ACCOUNT, account.values)
    if "login" not in wrong and (problem := login_problem(str(account.values["login"]))):
        wrong["login"] = problem
    if problem := password_problem(account.password):
        wrong["password"] = problem
    elif account.password != account.again:
        wrong["again"] = _("Hai lần nhập mật khẩu không giống nhau.")
    return wrong


def _person(account: TypedAccount, role: Role) -> Person:
    login, name, position = (
        str(account.values[name]) for name in ("login", "full_name", "position")
    )
    return Person(login, name, position, frozenset({role}))
