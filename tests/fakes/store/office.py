"""Settings and accounts in memory."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from clerkdesk.domain.agencies import Office
from clerkdesk.domain.errors import (
    LoginTaken,
    WrongPassword,
)
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.people import Person
from clerkdesk.domain.plain import from_plain, plain_fields, to_plain
from clerkdesk.domain.vietnamese import nfc
from tests.fakes.store.shared import Shared, login_of


class FakeSettings:
    """JSON values by name."""

    def __init__(self, shared: Shared, office: Office) -> None:
        self._shared = shared
        self.values: dict[str, object] = {"office": to_plain(office)}

    def get(self, name: str) -> object:
        return self.values.get(name)

    def put(self, name: str, value: object, by: str) -> None:
        self._shared.refuse_if_told()
        plain = json.loads(json.dumps(to_plain(value)))
        self.values[name] = plain
        self._shared.record("setting", name, OpKind.SETTING, by, {"value": plain})

    def keep_here(self, name: str, value: object) -> None:
        self._shared.refuse_if_told()
        self.values[name] = json.loads(json.dumps(to_plain(value)))

    def office(self) -> Office:
        return from_plain(Office, self.values["office"])

    def set_office(self, office: Office, by: str) -> None:
        self.put("office", office, by)


class FakeAccounts:
    """People and their passwords, in clear."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self.rows: dict[str, Person] = {}
        self.passwords: dict[str, str] = {}

    def people(self) -> Sequence[Person]:
        return [self.rows[login] for login in sorted(self.rows)]

    def person(self, login: str) -> Person | None:
        return self.rows.get(login_of(login))

    def by_desk(self) -> Mapping[str, Sequence[str]]:
        return {self._shared.device: sorted(person.login for person in self.people())}

    def add(self, person: Person, password: str) -> None:
        login = login_of(person.login)
        if login in self.rows:
            raise LoginTaken(login)
        self._shared.refuse_if_told()
        self.rows[login] = replace(person, login=login)
        self.passwords[login] = nfc(password)
        self._shared.record("person", login, OpKind.REGISTER, login, plain_fields(person))

    def change_password(self, login: str, old: str, new: str) -> None:
        self.check(login, old)
        self._shared.refuse_if_told()
        self.passwords[login_of(login)] = nfc(new)
        values = {"password": "changed"}
        self._shared.record("person", login_of(login), OpKind.CHANGE, login, values)

    def reset_password(self, login: str, new: str) -> None:
        if login_of(login) not in self.rows:
            raise WrongPassword
        self._shared.refuse_if_told()
        self.passwords[login_of(login)] = nfc(new)
        values = {"password": "reset"}
        self._shared.record("person", login_of(login), OpKind.CHANGE, login, values)

    def check(self, login: str, password: str) -> Person:
        if self.passwords.get(login_of(login)) != nfc(password):
            raise WrongPassword
        return self.rows[login_of(login)]
