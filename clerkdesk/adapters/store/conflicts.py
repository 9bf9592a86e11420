"""What two desks wrote differently, and the op by which a person settles it on every desk."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.directory_rows import load_agency
from clerkdesk.adapters.store.incoming_rows import load_incoming
from clerkdesk.adapters.store.op_log import SqlOpLog
from clerkdesk.adapters.store.outgoing_rows import load_outgoing
from clerkdesk.adapters.store.settings import load_setting
from clerkdesk.adapters.store.side_books import load_side_record, told
from clerkdesk.domain.conflicts import Conflict, Wrote
from clerkdesk.domain.errors import NotFound
from clerkdesk.domain.ops import FieldChange, Op, OpKind, read_op
from clerkdesk.domain.plain import plain_fields, to_plain
from clerkdesk.domain.texts import _

ApplyRemote = Callable[[Connection, Op], None]


class SqlConflicts:
    """`ports.conflicts.Conflicts` on SQLCipher."""

    def __init__(self, database: Database, desk: Desk, ops: SqlOpLog, apply: ApplyRemote) -> None:
        self._database = database
        self._desk = desk
        self._ops = ops
        self._apply = apply

    def open(self) -> Sequence[Conflict]:
        """What waits for a person, oldest first."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT conflict.*, op.message FROM conflict JOIN op USING (op_id)
                WHERE settled_by = '' ORDER BY conflict.position
                """
            ).fetchall()
            return [_conflict(link, row) for row in rows]

    def count(self) -> int:
        """How many wait."""
        with self._database.reading() as link:
            row = link.execute("SELECT count(*) FROM conflict WHERE settled_by = ''").fetchone()
        return int(row[0])

    def settle(self, conflict_id: int, by: str, *, take_other: bool, reason: str = "") -> None:
        """A person has decided; one op says so to every desk.

        Raises:
            NotFound: there is no such conflict.
        """
        with self._database.writing() as link:
            row = link.execute(
                """
                SELECT conflict.*, op.message FROM conflict JOIN op USING (op_id)
                WHERE conflict.position = :position
                """,
                {"position": conflict_id},
            ).fetchone()
            if row is None:
                raise NotFound(_("chỗ khác nhau này"))
            if row["settled_by"]:
                return
            self._settle(link, _conflict(link, row), by, take_other, reason)

    def _settle(
        self, link: Connection, conflict: Conflict, by: str, take_other: bool, reason: str
    ) -> None:
        values: dict[str, object] = {
            "settled": {
                "field": conflict.field,
                "ops": _about(link, conflict),
                "took": take_other and conflict.choosable,
                "reason": reason,
            }
        }
        if take_other and conflict.choosable:
            values[conflict.field] = conflict.other.value
        op = self._ops.append(link, conflict.entity, conflict.key, OpKind.SETTLE, by, values)
        # Applied as another desk applies it, but for the revision, which is counted already.
        newest = {
            name: FieldChange(change.value, change.base_revision + 1)
            for name, change in op.fields.items()
        }
        self._apply(link, replace(op, fields=newest))
        for name, change in op.fields.items():
            link.execute(
                """
                UPDATE field_revision SET revision = :revision
                WHERE entity = :entity AND key = :key AND field = :field
                """,
                {
                    "revision": change.base_revision + 1,
                    "entity": op.entity,
                    "key": op.key,
                    "field": name,
                },
            )


def _about(link: Connection, conflict: Conflict) -> list[str]:
    """Every op that this desk knows on the field in question: all of them were weighed."""
    if not conflict.field:
        row = link.execute(
            "SELECT op_id FROM conflict WHERE position = :position",
            {"position": conflict.conflict_id},
        ).fetchone()
        return [row["op_id"]]
    return [op.op_id for op in _ops_on(link, conflict.entity, conflict.key, conflict.field)]


def _ops_on(link: Connection, entity: str, key: str, field: str) -> list[Op]:
    rows = link.execute(
        "SELECT message FROM op WHERE entity = :entity AND key = :key ORDER BY position",
        {"entity": entity, "key": key},
    ).fetchall()
    ops = [read_op(json.loads(row["message"])) for row in rows]
    return [op for op in ops if field in op.fields]


def _conflict(link: Connection, row: Any) -> Conflict:
    theirs = read_op(json.loads(row["message"]))
    entity, key, field = row["entity"], row["key"], row["field"]
    mine_value = json.loads(row["mine"])
    title, facts = _record(link, entity, key)
    wrote = [
        op
        for op in _ops_on(link, entity, key, field)
        if op.op_id != theirs.op_id and op.fields[field].value == mine_value
    ]
    mine = Wrote(mine_value)
    if wrote:
        mine = Wrote(mine_value, wrote[-1].actor, wrote[-1].device, wrote[-1].at)
    return Conflict(
        conflict_id=row["position"],
        entity=entity,
        key=key,
        field=field,
        title=title,
        mine=mine,
        theirs=Wrote(json.loads(row["theirs"]), theirs.actor, theirs.device, theirs.at),
        standing=facts.get(field, mine_value),
    )


def _record(link: Connection, entity: str, key: str) -> tuple[str, Mapping[str, object]]:
    """What a record is called, and its fields as they stand; empty where it is not here."""
    try:
        match entity.partition(".")[0]:
            case "incoming":
                arrived = load_incoming(link, key)
                words = _("Số đến {number}: {subject}")
                title = words.format(number=arrived.shown_number, subject=arrived.entry.subject)
                return title, plain_fields(arrived.entry)
            case "outgoing":
                document = load_outgoing(link, key)
                title = f"{document.code or document.entry.doc_type}: {document.entry.subject}"
                return title, plain_fields(document.entry)
            case "side":
                record = load_side_record(link, key)
                return _("Dòng sổ {number}").format(number=record.number or ""), told(record)
            case "agency":
                agency = load_agency(link, key)
                if agency is not None:
                    return agency.name, plain_fields(agency)
            case "setting":
                return _("Thiết lập «{name}»").format(name=key), {
                    "value": to_plain(load_setting(link, key))
                }
            case "book":
                return _("Sổ đăng ký"), {}
    except NotFound:
        return _("Văn bản chưa có trên máy này"), {}
    return key, {}
