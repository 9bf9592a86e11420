"""Random edits of the local log, made with the key: the next check names every one."""

import json
import random
from pathlib import Path

import pytest

from clerkdesk.adapters.store.sql_store import SqlStore
from clerkdesk.domain.ops import canonical_json, read_op
from tests.fakes.sample_documents import CLERK, OFFICE, PASSWORDS, incoming_entry
from tests.faults.test_store_kill import vault_in

SEED = 20261122
COLUMNS = ("entity", "key", "kind", "op_id", "hash")


@pytest.mark.parametrize(
    "edits", [pytest.param(50), pytest.param(1000, marks=pytest.mark.long, id="soak")]
)
def test_each_edit_of_the_log_is_named(tmp_path: Path, edits: int) -> None:
    vault_in(tmp_path).create(OFFICE, PASSWORDS).store.close()
    store = vault_in(tmp_path).unlock("vanthu", PASSWORDS[CLERK]).store
    assert isinstance(store, SqlStore)
    for _ in range(20):
        store.incoming.add(incoming_entry(), "vanthu")
    assert store.ops.breaks() == []
    luck = random.Random(SEED)
    with store._database.writing() as link:
        link.execute("DROP TRIGGER op_is_never_changed")
        link.execute("DROP TRIGGER op_is_never_deleted")
    for _ in range(edits):
        seq, undo = edit(store, luck)
        named = {place.seq for place in store.ops.breaks()}
        assert named & {seq, seq + 1}, f"the edit of op {seq} was not named"
        for sql, values in undo:
            with store._database.writing() as link:
                link.execute(sql, values)
        assert store.ops.breaks() == []
    store.close()


def edit(store: SqlStore, luck: random.Random) -> tuple[int, list[tuple[str, tuple[object, ...]]]]:
    """Do one harm; which op it hit, and how to undo it."""
    with store._database.writing() as link:
        rows = link.execute("SELECT * FROM op").fetchall()
        row = dict(luck.choice(rows))
        seq, where = row["seq"], row["position"]
        kind = luck.randrange(5)
        if kind == 0:  # a letter of the message, valid JSON or not
            message = row["message"]
            at = luck.randrange(len(message))
            other = chr(33 + (ord(message[at]) + 1 + luck.randrange(90)) % 90)
            changed = message[:at] + (other if other != message[at] else "~") + message[at + 1 :]
            link.execute("UPDATE op SET message = ? WHERE position = ?", (changed, where))
            return seq, [("UPDATE op SET message = ? WHERE position = ?", (message, where))]
        if kind == 1:  # a column beside the message
            column = luck.choice(COLUMNS)
            link.execute(f"UPDATE op SET {column} = {column} || 'x' WHERE position = ?", (where,))
            return seq, [(f"UPDATE op SET {column} = ? WHERE position = ?", (row[column], where))]
        if kind == 2:  # gone
            link.execute("DELETE FROM op WHERE position = ?", (where,))
            marks = ", ".join("?" * len(row))
            return seq, [(f"INSERT INTO op VALUES ({marks})", tuple(row.values()))]
        if kind == 3:  # rewritten with a right hash of its own
            message = json.loads(row["message"])
            message["actor"] = "ke-la"
            text = canonical_json(message).decode()
            digest = read_op(message).digest
            link.execute(
                "UPDATE op SET message = ?, hash = ? WHERE position = ?", (text, digest, where)
            )
            return seq, [
                (
                    "UPDATE op SET message = ?, hash = ? WHERE position = ?",
                    (row["message"], row["hash"], where),
                )
            ]
        # the tail cut off, and the desk told so
        head = link.execute("SELECT head_seq, head_hash FROM desk").fetchone()
        link.execute("UPDATE desk SET head_hash = 'ab' || substr(head_hash, 3)")
        return head["head_seq"], [("UPDATE desk SET head_hash = ?", (head["head_hash"],))]
