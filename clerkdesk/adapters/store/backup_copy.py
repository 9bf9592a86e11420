"""A saved database, opened to look at and never to write: what a drill and a restore read in it."""

import json
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from clerkdesk.adapters.store.database import classify, give_key, said_in_vietnamese
from clerkdesk.domain.errors import StoreDamaged
from clerkdesk.domain.ops import FIRST_HASH, read_op


class SavedDatabase:
    """`with SavedDatabase(file, key) as saved: …`; nothing is written beside the file.

    Raises:
        StoreMissing, StoreNotEncrypted, StoreDamaged
    """

    def __init__(self, file: Path, key: bytes) -> None:
        classify(file)
        self._file = file
        with said_in_vietnamese(file):
            self._link: Any = sqlcipher.connect(
                f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None
            )
            try:
                give_key(self._link, key)
                self._link.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except BaseException:
                self._link.close()
                raise

    def __enter__(self) -> "SavedDatabase":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._link.close()

    @classmethod
    def names_in(cls, file: Path, key: bytes) -> Sequence[tuple[str, str]]:
        """As `names`, of a file that is opened for this alone."""
        with cls(file, key) as saved:
            return saved.names()

    def damage(self) -> list[str]:
        """What SQLCipher says of each page whose checksum is wrong."""
        return [str(row[0]) for row in self._rows("PRAGMA cipher_integrity_check")]

    def life(self) -> tuple[str, int, int]:
        """Device, incarnation and head of the op chain."""
        (row,) = self._rows("SELECT device, incarnation, head_seq FROM desk")
        return row["device"], row["incarnation"], row["head_seq"]

    def names(self) -> Sequence[tuple[str, str]]:
        """(folder, name) of every sealed file that the database has a key for."""
        rows = self._rows(
            "SELECT 'files', file_name FROM blob UNION ALL SELECT 'spool', file_name FROM scan_page"
        )
        return [(row[0], row[1]) for row in rows]

    def sealed_files(self) -> Sequence[tuple[str, bytes, str, int]]:
        """(name, key, SHA-256, size) of the documents' files, newest first."""
        rows = self._rows(
            """
            SELECT b.file_name, b.key, b.sha256, b.size FROM blob AS b
            LEFT JOIN attachment AS a ON a.sha256 = b.sha256
            GROUP BY b.sha256 ORDER BY max(a.uid) DESC
            """
        )
        return [(row["file_name"], row["key"], row["sha256"], row["size"]) for row in rows]

    def check_chain(self) -> int:
        """Check the op chain of the desk's present life; how many ops there are.

        Raises:
            StoreDamaged: an op does not follow the one before it.
        """
        previous, seq = FIRST_HASH, 0
        rows = self._link.execute(
            """
            SELECT seq, message, hash FROM op JOIN desk USING (device, incarnation) ORDER BY seq
            """
        )
        with said_in_vietnamese(self._file):
            for row in rows:
                op = read_op(json.loads(row["message"]))
                if (op.previous, op.seq, op.digest) != (previous, seq + 1, row["hash"]):
                    raise StoreDamaged(self._file.name)
                previous, seq = op.digest, op.seq
        if self.life()[2] != seq:
            raise StoreDamaged(self._file.name)
        return seq

    def _rows(self, sql: str) -> list[Any]:
        with said_in_vietnamese(self._file):
            return list(self._link.execute(sql).fetchall())
