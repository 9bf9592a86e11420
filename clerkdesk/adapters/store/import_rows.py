"""Imports of old registers as rows: their heads, and which document came with which."""

from clerkdesk.adapters.store.database import Connection
from clerkdesk.domain.plain import plain_fields
from clerkdesk.ports.old_registers import OldImport


def write_import(link: Connection, done: OldImport) -> None:
    """Keep the head of an import."""
    link.execute(
        """
        INSERT INTO register_import (import_id, direction, name, by, at, rows, undone)
        VALUES (:import_id, :direction, :name, :by, :at, :rows, :undone)
        ON CONFLICT DO NOTHING
        """,
        plain_fields(done) | {"undone": int(done.undone)},
    )


def write_import_undone(link: Connection, import_id: str) -> None:
    """Mark an import as undone."""
    link.execute("UPDATE register_import SET undone = 1 WHERE import_id = :id", {"id": import_id})


def remember_document(link: Connection, uid: str, import_id: str, op_id: str) -> None:
    """Keep by which import, and up to which op, a document is as the old book had it."""
    link.execute(
        """
        INSERT INTO imported_document (uid, import_id, op_id) VALUES (:uid, :import_id, :op_id)
        ON CONFLICT DO UPDATE SET import_id = excluded.import_id, op_id = excluded.op_id
        """,
        {"uid": uid, "import_id": import_id, "op_id": op_id},
    )
