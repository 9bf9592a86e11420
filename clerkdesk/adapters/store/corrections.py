"""Correction acts of both registers: rows that are added and never changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from clerkdesk.adapters.store.attachment_rows import read_children
from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.domain.corrected import corrections_of, in_order, text_of
from clerkdesk.domain.corrections import Correction
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.ops import OpKind
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.plain import from_plain, plain_fields
from clerkdesk.domain.vietnamese import nfc


def read_corrections(
    link: Connection, entity: str, uids: Iterable[str]
) -> Callable[[str], tuple[Correction, ...]]:
    """The corrections of each document, oldest first."""
    found = read_children(
        link,
        """
        SELECT uid, act_id, field, old, new, reason, by, at FROM correction
        WHERE entity = :entity AND uid IN (SELECT value FROM json_each(:uids))
        """,
        uids,
        entity=entity,
    )
    return lambda uid: in_order([from_plain(Correction, row) for row in found[uid]])


def insert_corrections(
    link: Connection, entity: str, uid: str, corrections: Sequence[Correction]
) -> None:
    """Keep an act of this or another desk, once."""
    link.executemany(
        """
        INSERT INTO correction (act_id, field, entity, uid, old, new, reason, by, at)
        VALUES (:act_id, :field, :entity, :uid, :old, :new, :reason, :by, :at)
        ON CONFLICT DO NOTHING
        """,
        [{"entity": entity, "uid": uid, **plain_fields(row)} for row in corrections],
    )


def new_act(
    desk: Desk, document: Incoming | Outgoing, changes: Mapping[str, str], reason: str, by: str
) -> tuple[Correction, ...]:
    """The rows of one act on `document`; a field that would stay as it is makes none."""
    act = Correction(desk.new_id(), "", "", "", nfc(reason), by, desk.clock())
    real = {name: text for name, text in changes.items() if text != text_of(document, name)}
    return corrections_of(document, real, act)


def record_act(
    link: Connection, ops: SqlOpLog, entity: str, uid: str, corrections: Sequence[Correction]
) -> None:
    """Rows and op of an act, in the transaction that changes the entry."""
    insert_corrections(link, entity, uid, corrections)
    values = {"corrections": corrections}
    ops.append(link, entity, uid, OpKind.CORRECT, corrections[0].by, values)
