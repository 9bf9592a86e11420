"""The persons who administer the province, and their passwords."""

from dataclasses import dataclass
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from clerkdesk.server.store.link import Database

_NOBODY = PasswordHasher().hash("a password that nobody has")


@dataclass(frozen=True, slots=True)
class Administrator:
    """One person; two of them do what needs two."""

    login: str
    name: str


class Administrators:
    """Accounts of the console."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._hasher = PasswordHasher()

    def put(self, who: Administrator, password: str, at: datetime) -> None:
        """Add a person, or give one a new password: sessions begun before are over."""
        with self._database.writing() as link:
            link.execute(
                """
                INSERT INTO administrator (login, name, password, added_at, session_from)
                VALUES (:login, :name, :password, :at, :at)
                ON CONFLICT (login) DO UPDATE
                SET name = excluded.name, password = excluded.password,
                    session_from = excluded.session_from
                """,
                {
                    "login": _key(who.login),
                    "name": who.name,
                    "password": self._hasher.hash(password),
                    "at": at.isoformat(),
                },
            )

    def check(self, login: str, password: str) -> Administrator | None:
        """The person whose password it is; an unknown login takes as long as a wrong password."""
        with self._database.reading() as link:
            row = link.execute(
                "SELECT login, name, password FROM administrator WHERE login = :login",
                {"login": _key(login)},
            ).fetchone()
        try:
            self._hasher.verify(_NOBODY if row is None else row["password"], password)
        except (VerifyMismatchError, InvalidHashError):
            return None
        return None if row is None else Administrator(row["login"], row["name"])

    def of_session(self, login: str, begun: datetime) -> Administrator | None:
        """The person of a session, unless the password was changed since."""
        with self._database.reading() as link:
            row = link.execute(
                "SELECT login, name, session_from FROM administrator WHERE login = :login",
                {"login": login},
            ).fetchone()
        if row is None or _whole_second(row["session_from"]) > begun:
            return None
        return Administrator(row["login"], row["name"])


def _key(login: str) -> str:
    return login.strip().casefold()


def _whole_second(iso: str) -> datetime:
    """A cookie counts whole seconds."""
    return datetime.fromisoformat(iso).replace(microsecond=0)
