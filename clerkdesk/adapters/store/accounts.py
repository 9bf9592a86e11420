"""Accounts: the facts of a person in the database, the password as a key slot beside it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.adapters.store.slots import Slots, canonical_login
from clerkdesk.adapters.store.store_key import StoreKey
from clerkdesk.domain.errors import LoginTaken, WrongPassword
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.people import Person
from clerkdesk.domain.plain import from_plain, plain_fields


class SqlAccounts:
    """`ports.store.Accounts`; ops of accounts never hold anything of a password."""

    def __init__(
        self, database: Database, ops: SqlOpLog, slots: Slots, store_key: StoreKey
    ) -> None:
        self._database = database
        self._ops = ops
        self._slots = slots
        self._store_key = store_key

    def people(self) -> Sequence[Person]:
        """Everyone with an account."""
        with self._database.reading() as link:
            rows = link.execute("SELECT * FROM person ORDER BY login").fetchall()
        return [_person(row) for row in rows]

    def person(self, login: str) -> Person | None:
        """The person of an account."""
        with self._database.reading() as link:
            row = link.execute(
                "SELECT * FROM person WHERE login = :login", {"login": canonical_login(login)}
            ).fetchone()
        return None if row is None else _person(row)

    def by_desk(self) -> Mapping[str, Sequence[str]]:
        """Logins by the desk on which their account was given: there their password opens the store."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT device, key FROM op WHERE entity = 'person' AND kind = 'register'
                ORDER BY device, key
                """
            ).fetchall()
        found: dict[str, list[str]] = {}
        for row in rows:
            found.setdefault(row["device"], []).append(row["key"])
        return found

    def add(self, person: Person, password: str) -> None:
        """Give an account; its password becomes one more key slot.

        Raises:
            LoginTaken: another person has it.
            DiskFull: there is no account and no slot.
        """
        values = plain_fields(person) | {"login": canonical_login(person.login)}
        login = str(values["login"])
        if self.person(login) is not None and self._slots.has_password(login):
            # Facts without a slot came from another desk, or a kill fell between the two.
            raise LoginTaken(login)
        try:
            with self._database.writing() as link:
                write_person(link, from_plain(Person, values))
                self._ops.append(link, "person", login, OpKind.REGISTER, login, values)
                # Inside the transaction: no room for the slot means no account either.
                self._slots.set_password(login, password, self._store_key.whole)
        except BaseException:
            self._slots.forget_password(login)
            raise

    def change_password(self, login: str, old: str, new: str) -> None:
        """Wrap the store key with a new password; nothing else is encrypted anew.

        Raises:
            WrongPassword: `old` does not open the slot.
            DiskFull: the old password stays.
        """
        login = canonical_login(login)
        self._slots.open_with_password(login, old)
        self._slots.set_password(login, new, self._store_key.whole)
        with self._database.writing() as link:
            self._ops.append(link, "person", login, OpKind.CHANGE, login, {"password": "changed"})

    def check(self, login: str, password: str) -> Person:
        """Whose password this is; nothing is opened or changed.

        Raises:
            WrongPassword
        """
        self._slots.open_with_password(login, password)
        person = self.person(login)
        if person is None:
            raise WrongPassword
        return person

    def reset_password(self, login: str, new: str) -> None:
        """As change_password, by whoever holds the store key already.

        Raises:
            WrongPassword: nobody has this login.
            DiskFull: the old password stays.
        """
        login = canonical_login(login)
        if self.person(login) is None:
            raise WrongPassword
        self._slots.set_password(login, new, self._store_key.whole)
        with self._database.writing() as link:
            self._ops.append(link, "person", login, OpKind.CHANGE, login, {"password": "reset"})


def write_person(link: Connection, person: Person) -> None:
    """Store the facts of a person under the login."""
    values = plain_fields(person)
    link.execute(
        """
        INSERT INTO person (login, full_name, position, roles)
        VALUES (:login, :full_name, :position, :roles)
        ON CONFLICT DO UPDATE SET
            full_name = excluded.full_name, position = excluded.position, roles = excluded.roles
        """,
        values | {"roles": json.dumps(values["roles"])},
    )


def _person(row: Any) -> Person:
    return from_plain(Person, dict(row) | {"roles": json.loads(row["roles"])})
