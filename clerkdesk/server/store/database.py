"""Which database a province uses: PostgreSQL where an address is given, else a file in its folder."""

from pathlib import Path

from clerkdesk.server.store.link import Database
from clerkdesk.server.store.sqlite import SqliteDatabase

DATABASE_FILE = "province.db"


def open_database(folder: Path, address: str = "") -> Database:
    """Open the province's database, created and brought up to date where needed.

    Raises:
        StorageFull: the PostgreSQL server does not answer.
    """
    if address:
        from clerkdesk.server.store.postgres import PostgresDatabase

        return PostgresDatabase(address)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return SqliteDatabase(folder / DATABASE_FILE)
