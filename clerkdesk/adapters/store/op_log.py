"""The op log: every change of this desk in one hash chain, and the feed of the other desks."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from clerkdesk.adapters.store.by_hand import not_by_hand, note_by_hand
from clerkdesk.adapters.store.database import Connection, Database
from clerkdesk.adapters.store.desk import Desk
from clerkdesk.adapters.store.former_lives import forget_seen, note_seen, unseen_ops, unseen_taken
from clerkdesk.adapters.store.journal import FileJournal
from clerkdesk.adapters.store.marks import Marks
from clerkdesk.adapters.store.shredding import SHREDDED
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.errors import BundleForked
from clerkdesk.domain.feed_rule import acknowledged, moved
from clerkdesk.domain.history import what_happened
from clerkdesk.domain.ops import FIRST_HASH, FieldChange, Op, OpKind, canonical_json, read_op
from clerkdesk.domain.plain import to_plain
from clerkdesk.ports.op_log import HistoryLine, OpPlace

ApplyRemote = Callable[[Connection, Op], None]
_BORN_WITH_REVISION_1 = {"incoming", "outgoing", "person"}


class SqlOpLog:
    """`ports.op_log.OpLog`, and `append` for the registers beside it."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        apply: ApplyRemote,
        marks: Marks | None = None,
        journal: FileJournal | None = None,
    ) -> None:
        self._database = database
        self._desk = desk
        self._apply = apply
        self._marks = marks
        self._journal = journal
        self._head = 0
        """Of the ops appended in the transaction that is open; 0 for none."""
        if journal is not None:
            database.when_ended(self._note)

    @property
    def life(self) -> tuple[int, int]:
        """(incarnation, seq of the last op)."""
        with self._database.reading() as link:
            head = link.execute("SELECT head_seq FROM desk").fetchone()["head_seq"]
        return (self._desk.incarnation, head)

    def after(self, seq: int) -> Sequence[Op]:
        """Own ops of this life after `seq`."""
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT message FROM op
                WHERE device = :device AND incarnation = :incarnation AND seq > :seq ORDER BY seq
                """,
                {**self._own, "seq": seq},
            ).fetchall()
        return [_op(row) for row in rows]

    def _note(self, committed: bool) -> None:
        """After a transaction: what it said goes to the journal before anybody is told."""
        head, self._head = self._head, 0
        if committed and head and self._journal is not None:
            self._journal.note(head, self.after)

    def append(
        self,
        link: Connection,
        entity: str,
        key: str,
        kind: OpKind,
        actor: str,
        values: Mapping[str, object],
        epoch: tuple[int, int] | None = None,
    ) -> Op:
        """Add an op to the chain, in the transaction of the change that it records."""
        head = link.execute("SELECT head_seq, head_hash FROM desk").fetchone()
        op = Op(
            device=self._desk.device,
            incarnation=self._desk.incarnation,
            seq=head["head_seq"] + 1,
            op_id=self._desk.new_id(),
            previous=head["head_hash"],
            entity=entity,
            key=key,
            kind=kind.value,
            actor=actor,
            at=self._desk.clock(),
            fields={
                name: FieldChange(to_plain(value), _next_revision(link, entity, key, name, kind))
                for name, value in values.items()
            },
            epoch=epoch,
        )
        insert_op(link, op)
        link.execute(
            "UPDATE desk SET head_seq = :seq, head_hash = :hash",
            {"seq": op.seq, "hash": op.digest},
        )
        self._head = op.seq
        return op

    def pending(self, limit: int) -> Sequence[Op]:
        """Ops that the server has not acknowledged, in order; none before the mark outside stands."""
        if not self.may_leave:
            return []
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT message FROM op
                WHERE device = :device AND incarnation = :incarnation
                    AND seq > (SELECT acked FROM desk)
                ORDER BY seq LIMIT :limit
                """,
                {**self._own, "limit": limit},
            ).fetchall()
        return [_op(row) for row in rows]

    @property
    def may_leave(self) -> bool:
        """Whether the mark outside stands at the last op: none leaves before."""
        return self._marks is None or self._marks.raise_to({}, life=self.life)

    def is_told(self, link: Connection, entity: str, key: str, sha256: str) -> bool:
        """Whether an op on the record that names the file `sha256` is known to other desks."""
        row = link.execute(
            """
            SELECT count(*) FROM op
            WHERE entity = :entity AND key = :key AND instr(message, :sha256) > 0
                AND (device <> :device OR incarnation <> :incarnation
                    OR seq <= (SELECT acked FROM desk))
            """,
            {**self._own, "entity": entity, "key": key, "sha256": sha256},
        ).fetchone()
        return bool(row[0])

    def acknowledge(self, seq: int) -> None:
        """The server has applied everything up to `seq`; a lower one than before means that the
        server itself was put back, and the ops after it are pending again."""
        with self._database.writing() as link:
            row = link.execute("SELECT head_seq, acked FROM desk").fetchone()
            acked = acknowledged(seq, row["head_seq"])
            if acked < row["acked"]:
                forget_seen(link)
                link.execute("DELETE FROM sent_file")
            link.execute("UPDATE desk SET acked = :acked", {"acked": acked})

    def cursor(self) -> tuple[int, int]:
        """(server generation, feed seq) up to which the feed was applied."""
        with self._database.reading() as link:
            row = link.execute("SELECT feed_generation, feed_seq FROM desk").fetchone()
        return (row["feed_generation"], row["feed_seq"])

    def apply_remote(self, generation: int, last: int, ops: Sequence[Op]) -> None:
        """Apply other desks' ops and advance the cursor, in one transaction.

        Every op is kept as it came; one that was here already, or is of this life of this desk,
        does nothing. One of a former life, before its store was put back, is applied like another's.
        """
        mine = (self._desk.device, self._desk.incarnation)
        with self._database.writing(thorough=any(map(_shreds, ops))) as link:
            for op in ops:
                if (op.device, op.incarnation) != mine and insert_op(link, op):
                    self._apply(link, op)
            note_seen(link, self._desk.device, ops)
            not_by_hand(link, ops)
            row = link.execute("SELECT feed_generation, feed_seq FROM desk").fetchone()
            now = moved((row["feed_generation"], row["feed_seq"]), generation, last)
            link.execute(
                "UPDATE desk SET feed_generation = :generation, feed_seq = :seq",
                {"generation": now[0], "seq": now[1]},
            )

    def offer_former(self) -> int:
        """Write into this life what former ones wrote and the feed, read to its end, does not have;
        how many ops. Only then do others hear of them: an old chain takes no more ops."""
        if self._desk.incarnation == 1:
            return 0
        with self._database.writing() as link:
            former = unseen_ops(link, self._desk.device, self._desk.incarnation)
            for op in former:
                values = {"op": op.message()}
                self.append(link, "former", op.op_id, OpKind.OFFER, op.actor, values)
            unseen_taken(link, former)
        return len(former)

    def take_carried(self, ops: Iterable[Op]) -> int:
        """Apply ops that came by hand, in one transaction; how many were new. The feed's cursor stays.

        Raises:
            BundleForked: a desk has another history there than here; nothing was taken.
        """
        new = 0
        with self._database.writing(thorough=True) as link:
            for op in ops:
                if self._is_known(link, op):
                    continue
                insert_op(link, op)
                self._apply(link, op)
                note_by_hand(link, op)
                new += 1
        return new

    def _is_known(self, link: Connection, op: Op) -> bool:
        place = {"device": op.device, "incarnation": op.incarnation, "seq": op.seq}
        row = link.execute(
            """
            SELECT (
                SELECT hash FROM op
                WHERE device = :device AND incarnation = :incarnation AND seq = :seq
            ) AS same, (
                SELECT hash FROM op
                WHERE device = :device AND incarnation = :incarnation AND seq = :seq - 1
            ) AS before
            """,
            place,
        ).fetchone()
        mine = op.device == self._desk.device and op.incarnation >= self._desk.incarnation
        forked = row["before"] not in (None, op.previous) or (mine and row["same"] is None)
        if forked or row["same"] not in (None, op.digest):
            raise BundleForked(op.device, op.seq)
        return row["same"] is not None

    def take_back(self, ops: Sequence[Op]) -> None:
        """Apply ops of former lives of this desk that the journal has kept and the store has not."""
        if ops:
            with self._database.writing() as link:
                for op in ops:
                    if op.device == self._desk.device and insert_op(link, op):
                        self._apply(link, op)

    def rewind(self) -> None:
        """Read the feed again from its start: ops that were left out come, those here do nothing."""
        with self._database.writing() as link:
            link.execute("UPDATE desk SET feed_seq = 0")

    def first_year(self, link: Connection) -> int:
        """The year, in Viet Nam, in which the first op was written; no true clock is before it."""
        row = link.execute("SELECT message FROM op ORDER BY position LIMIT 1").fetchone()
        return local_date(_op(row).at).year if row is not None else 0

    def history(self, entity: str, key: str) -> Sequence[HistoryLine]:
        """What was done to one record, oldest first."""
        ops = self.of_record(entity, key)
        return [HistoryLine(op.at, op.actor, what_happened(op)) for op in ops]

    def of_record(self, entity: str, key: str) -> Sequence[Op]:
        """The ops on one record, oldest first."""
        with self._database.reading() as link:
            rows = link.execute(
                "SELECT message FROM op WHERE entity = :entity AND key = :key ORDER BY position",
                {"entity": entity, "key": key},
            ).fetchall()
        return [_op(row) for row in rows]

    def hash_of(self, device: str, incarnation: int, seq: int) -> str | None:
        """The hash of an op of any desk as it is kept here, made anew from its text."""
        with self._database.reading() as link:
            row = link.execute(
                """
                SELECT message FROM op
                WHERE device = :device AND incarnation = :incarnation AND seq = :seq
                """,
                {"device": device, "incarnation": incarnation, "seq": seq},
            ).fetchone()
        return None if row is None else hashlib.sha256(row["message"].encode()).hexdigest()

    def first_break(self) -> int | None:
        """Seq of the first op whose hash does not follow; None if the chain is whole."""
        previous, seq = FIRST_HASH, 0
        with self._database.reading() as link:
            rows = link.execute(
                """
                SELECT seq, message, hash FROM op
                WHERE device = :device AND incarnation = :incarnation ORDER BY seq
                """,
                self._own,
            )
            for row in rows:
                op = _op(row)
                follows = op.previous == previous and op.seq == row["seq"] == seq + 1
                if not follows or op.digest != row["hash"]:
                    return int(row["seq"])
                previous, seq = op.digest, op.seq
            head = link.execute("SELECT head_seq, head_hash FROM desk").fetchone()
        whole = (head["head_seq"], head["head_hash"]) == (seq, previous)
        return None if whole else seq + 1

    def breaks(self) -> Sequence[OpPlace]:
        """Every op of any desk and life that is not as it was written, or does not follow.

        Others' ops come by the feed, which may leave one out: of those only what is here is checked.
        """
        found: list[OpPlace] = []
        before: dict[tuple[str, int], tuple[int, str]] = {}
        with self._database.reading() as link:
            desk = link.execute(
                "SELECT device, incarnation, head_seq, head_hash FROM desk"
            ).fetchone()
            rows = link.execute(
                """
                SELECT device, incarnation, seq, op_id, entity, key, kind, message, hash FROM op
                ORDER BY device, incarnation, seq
                """
            )
            for row in rows:
                life = (row["device"], row["incarnation"])
                seq, previous = before.get(life, (0, FIRST_HASH))
                if not _is_whole(row, seq, previous, strict=row["device"] == desk["device"]):
                    found.append(OpPlace(*life, row["seq"]))
                before[life] = (row["seq"], row["hash"])
        own = (desk["device"], desk["incarnation"])
        if before.get(own, (0, FIRST_HASH)) != (desk["head_seq"], desk["head_hash"]):
            found.append(OpPlace(*own, desk["head_seq"] + 1))
        return found

    @property
    def _own(self) -> dict[str, object]:
        return {"device": self._desk.device, "incarnation": self._desk.incarnation}


def _is_whole(row: Any, seq: int, previous: str, *, strict: bool) -> bool:
    """Whether an op says what its row says, hashes to its hash, and follows the one before it."""
    try:
        op = _op(row)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    told = (op.device, op.incarnation, op.seq, op.op_id, op.entity, op.key, op.kind)
    if told != tuple(row)[:7] or op.digest != row["hash"]:
        return False
    if op.seq == seq + 1:
        return op.previous == previous
    return not strict


def insert_op(link: Connection, op: Op) -> bool:
    """Keep `op` as it was written; False where it is here already."""
    done = link.execute(
        """
        INSERT INTO op (device, incarnation, seq, op_id, entity, key, kind, message, hash)
        VALUES (:device, :incarnation, :seq, :op_id, :entity, :key, :kind, :message, :hash)
        ON CONFLICT DO NOTHING
        """,
        {
            "device": op.device,
            "incarnation": op.incarnation,
            "seq": op.seq,
            "op_id": op.op_id,
            "entity": op.entity,
            "key": op.key,
            "kind": op.kind,
            "message": canonical_json(op.message()).decode(),
            "hash": op.digest,
        },
    )
    return bool(done.rowcount == 1)


def _shreds(op: Op) -> bool:
    settled = op.fields.get("settled")
    return op.entity == "arrival" and settled is not None and settled.value == SHREDDED


def _next_revision(link: Connection, entity: str, key: str, field: str, kind: OpKind) -> int:
    """The revision on which this change is based; the field then has the next one."""
    if kind is OpKind.REGISTER:
        return 0
    row = link.execute(
        """
        INSERT INTO field_revision (entity, key, field, revision)
        VALUES (:entity, :key, :field, :first)
        ON CONFLICT DO UPDATE SET revision = revision + 1
        RETURNING revision
        """,
        {
            "entity": entity,
            "key": key,
            "field": field,
            "first": 2 if entity in _BORN_WITH_REVISION_1 else 1,
        },
    ).fetchone()
    return int(row["revision"]) - 1


def _op(row: Any) -> Op:
    return read_op(json.loads(row["message"]))
