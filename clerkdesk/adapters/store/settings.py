"""What an office can change, as JSON values by name; the facts of the office are one of them."""

import json

from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.plain import from_plain, to_plain

OFFICE = "office"


class SqlSettings:
    """`ports.store.Settings` on SQLCipher."""

    def __init__(self, database: Database, ops: SqlOpLog) -> None:
        self._database = database
        self._ops = ops

    def get(self, name: str) -> object:
        """The value, or None; this desk's own comes before the office's."""
        with self._database.reading() as link:
            row = link.execute(
                """
                SELECT value FROM desk_setting WHERE name = :name
                UNION ALL SELECT value FROM setting WHERE name = :name
                LIMIT 1
                """,
                {"name": name},
            ).fetchone()
        return None if row is None else json.loads(row["value"])

    def put(self, name: str, value: object, by: str) -> None:
        """Store a JSON value; recorded as an op."""
        plain = to_plain(value)
        with self._database.writing() as link:
            write_setting(link, name, plain)
            self._ops.append(link, "setting", name, OpKind.SETTING, by, {"value": plain})

    def keep_here(self, name: str, value: object) -> None:
        """Store a JSON value of this desk alone; no op tells others of it."""
        with self._database.writing() as link:
            link.execute(
                """
                INSERT INTO desk_setting (name, value) VALUES (:name, :value)
                ON CONFLICT DO UPDATE SET value = excluded.value
                """,
                {"name": name, "value": json.dumps(to_plain(value), ensure_ascii=False)},
            )

    def office(self) -> Office:
        """The own office."""
        return from_plain(Office, self.get(OFFICE))

    def set_office(self, office: Office, by: str) -> None:
        """Change the facts of the own office; its books keep the code they were opened under."""
        self.put(OFFICE, office, by)


def load_setting(link: Connection, name: str) -> object:
    """The office's value under `name`, or None."""
    row = link.execute("SELECT value FROM setting WHERE name = :name", {"name": name}).fetchone()
    return None if row is None else json.loads(row["value"])


def write_setting(link: Connection, name: str, value: object) -> None:
    """Store a plain value under `name`."""
    link.execute(
        """
        INSERT INTO setting (name, value) VALUES (:name, :value)
        ON CONFLICT DO UPDATE SET value = excluded.value
        """,
        {"name": name, "value": json.dumps(value, ensure_ascii=False)},
    )
