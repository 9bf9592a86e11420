"""Old registers that another desk brought in, applied here."""

from collections.abc import Mapping

from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.import_rows import (
    remember_document,
    write_import,
    write_import_undone,
)
from clerkdesk.domain.assignments import Assignment
from clerkdesk.domain.ops import Op, OpKind
from clerkdesk.domain.plain import from_plain
from clerkdesk.ports.old_registers import OldImport


def assignments_of(values: Mapping[str, object]) -> tuple[Assignment, ...]:
    """The forwardings with which a line of an old register came in; others come as ops."""
    given = values.get("assignments")
    rows = given if isinstance(given, list) else []
    return tuple(from_plain(Assignment, row) for row in rows)


def note_imported(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    """Keep that a document came from an old register, if it did."""
    if "import" in values:
        remember_document(link, op.key, str(values["import"]), op.op_id)


def note_import(link: Connection, op: Op, values: Mapping[str, object]) -> None:
    """Keep the head of another desk's import, or that it was undone."""
    if op.kind == OpKind.REGISTER:
        write_import(link, from_plain(OldImport, values))
    elif values.get("undone") is True:
        write_import_undone(link, op.key)
