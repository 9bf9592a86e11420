"""Files of documents: found by the hash of their content, stored once, encrypted one by one."""

import hashlib
import hmac
import threading
from collections.abc import Collection

from clerkdesk.adapters.store.database import Database
from clerkdesk.adapters.store.sealed import SealedFolder, new_key
from clerkdesk.adapters.store.shredding import forget_files
from clerkdesk.domain.errors import DamagedFile, NotFound
from clerkdesk.domain.texts import _


class SqlFiles:
    """`ports.store.Files`: keys in the database, bytes beside it.

    A name on the disk is HMAC(key, sha256): whoever sees the folder cannot tell whether a known
    document is in it.
    """

    def __init__(self, database: Database, folder: SealedFolder, name_key: bytes) -> None:
        self._database = database
        self._folder = folder
        self._name_key = name_key
        self._one_at_a_time = threading.Lock()

    def put(self, content: bytes) -> str:
        """Store durably and return the SHA-256 in hex.

        Raises:
            DiskFull: nothing was kept.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        with self._one_at_a_time:
            known = self._row(sha256)
            if known is None:
                self._keep(sha256, content)
            elif not self._folder.has(known[0]):
                self._folder.write(*known, content)
        return sha256

    def _keep(self, sha256: str, content: bytes) -> None:
        name, key = self._name(sha256), new_key()
        # The file first: a kill in between leaves noise without a key, which the next put replaces.
        self._folder.write(name, key, content)
        try:
            with self._database.writing() as link:
                link.execute(
                    """
                    INSERT INTO blob (sha256, file_name, key, size)
                    VALUES (:sha256, :name, :key, :size)
                    """,
                    {"sha256": sha256, "name": name, "key": key, "size": len(content)},
                )
        except BaseException:
            self._folder.remove(name)
            raise

    def get(self, sha256: str) -> bytes:
        """The content, checked against its hash.

        Raises:
            NotFound: there is no such file.
            DamagedFile: it was altered on the disk.
        """
        known = self._row(sha256)
        if known is None:
            raise NotFound(_("tệp «{title}»").format(title=sha256[:12]))
        content = self._folder.read(*known, sha256[:12])
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DamagedFile(sha256[:12])
        return content

    def has(self, sha256: str) -> bool:
        """Whether the content is here."""
        known = self._row(sha256)
        return known is not None and self._folder.has(known[0])

    def forget(self, hashes: Collection[str]) -> None:
        """Destroy the keys of these files, then the files; what anything else names stays."""
        with self._one_at_a_time:
            with self._database.writing(thorough=True) as link:
                forget_files(link, hashes)
            self._sweep()

    def sweep(self) -> None:
        """Remove the files whose keys are destroyed: after shredding, and what a kill left of it."""
        with self._one_at_a_time:
            self._sweep()

    def _sweep(self) -> None:
        with self._database.reading() as link:
            rows = link.execute("SELECT file_name FROM file_to_remove").fetchall()
        if not rows:
            return
        for row in rows:
            if not self._is_kept(row["file_name"]):  # the same content may have come back
                self._folder.remove(row["file_name"])
        with self._database.writing() as link:
            link.executemany(
                "DELETE FROM file_to_remove WHERE file_name = :file_name",
                [{"file_name": row["file_name"]} for row in rows],
            )

    def _is_kept(self, file_name: str) -> bool:
        with self._database.reading() as link:
            row = link.execute(
                "SELECT 1 FROM blob WHERE file_name = :file_name", {"file_name": file_name}
            ).fetchone()
        return row is not None

    def _row(self, sha256: str) -> tuple[str, bytes] | None:
        with self._database.reading() as link:
            row = link.execute(
                "SELECT file_name, key FROM blob WHERE sha256 = :sha256", {"sha256": sha256}
            ).fetchone()
        return None if row is None else (row["file_name"], row["key"])

    def _name(self, sha256: str) -> str:
        return hmac.new(self._name_key, bytes.fromhex(sha256), hashlib.sha256).hexdigest()
