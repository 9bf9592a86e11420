"""Change what an office may change: its facts, its accounts, the pictures of signatures and seal."""

from collections.abc import Mapping

from clerkdesk.domain.accounts import ACCOUNT, OFFICE, login_problem, password_problem
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.clock import TimeForm
from clerkdesk.domain.errors import InvalidEntry, LoginTaken, UnsupportedFile
from clerkdesk.domain.fields import problems
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.rights import Right, demand
from clerkdesk.ports.store import KEY_STORE_UNLOCK, Store
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.typed_values import text

_PNG = b"\x89PNG\r\n\x1a\n"
LARGEST_PICTURE = 4 * 1024 * 1024


class ChangeSettings:
    """What an administrator does in «Thiết lập»."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def office(self, values: Mapping[str, object], by: Person) -> Office:
        """Change the facts of the office; books keep the code under which they were opened.

        Raises:
            InvalidEntry, NotAllowed: nothing was changed.
        """
        demand(by, Right.SETTINGS)
        if wrong := problems(OFFICE, values):
            raise InvalidEntry(wrong)
        office = Office(**{field.name: text(values, field.name) for field in OFFICE})
        self._store.settings.set_office(office, by.login)
        return office

    def account(
        self, values: Mapping[str, object], role: Role, password: str, by: Person
    ) -> Person:
        """Give a new account.

        Raises:
            InvalidEntry: a field is wrong, or the login is taken; nothing was changed.
            NotAllowed
        """
        demand(by, Right.SETTINGS)
        wrong = problems(ACCOUNT, values)
        login = text(values, "login")
        if "login" not in wrong and (problem := login_problem(login)):
            wrong["login"] = problem
        if problem := password_problem(password):
            wrong["password"] = problem
        if wrong:
            raise InvalidEntry(wrong)
        person = Person(
            login, text(values, "full_name"), text(values, "position"), frozenset({role})
        )
        try:
            self._store.accounts.add(person, password)
        except LoginTaken as taken:
            raise InvalidEntry({"login": str(taken)}) from taken
        return person

    def reset_password(self, login: str, new: str, by: Person) -> None:
        """Give a colleague who has forgotten it a new password.

        Raises:
            InvalidEntry: the new password is too short; the old one stays.
            NotAllowed, WrongPassword, DiskFull
        """
        demand(by, Right.SETTINGS)
        if problem := password_problem(new):
            raise InvalidEntry({"password": problem})
        self._store.accounts.reset_password(login, new)

    def own_password(self, old: str, new: str, by: Person) -> None:
        """Change one's own password; everybody may.

        Raises:
            InvalidEntry: the new password is too short; the old one stays.
            WrongPassword: `old` is not it.
            DiskFull
        """
        if problem := password_problem(new):
            raise InvalidEntry({"password": problem})
        self._store.accounts.change_password(by.login, old, new)

    def key_store(self, allowed: bool, by: Person) -> None:
        """Say whether this machine's key store may open the store; from the next login on.

        Raises:
            NotAllowed
        """
        demand(by, Right.SETTINGS)
        self._store.settings.put(KEY_STORE_UNLOCK, allowed, by.login)

    def picture(self, whose: str, name: str, png: bytes, by: Person) -> None:
        """Keep the transparent PNG of a signature (`whose` = signer's name) or of the seal.

        Raises:
            UnsupportedFile: not a PNG of at most 4 MB.
            NotAllowed, DiskFull
        """
        demand(by, Right.SETTINGS)
        if not png.startswith(_PNG) or len(png) > LARGEST_PICTURE:
            raise UnsupportedFile(name, "PNG (≤ 4 MB)")
        rules = OfficeRules(self._store.settings)
        rules.set_picture(whose, self._store.files.put(png), by.login)

    def signing_time(self, form: TimeForm, by: Person) -> None:
        """Choose how the time of signing is written on electronic copies from now on.

        Raises:
            NotAllowed
        """
        demand(by, Right.SETTINGS)
        OfficeRules(self._store.settings).set_signing_time(form, by.login)
