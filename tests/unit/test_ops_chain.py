"""The op log: what one desk writes, any desk reads, and nobody alters unseen."""

import dataclasses
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.identity import uuid7
from clerkdesk.domain.ops import FIRST_HASH, FieldChange, Op, OpKind, first_break, read_op

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
OPS = st.builds(
    Op,
    device=st.text(min_size=1),
    incarnation=st.integers(1, 9),
    seq=st.integers(1, 10**9),
    op_id=st.uuids().map(str),
    previous=st.just(FIRST_HASH),
    entity=st.text(),
    key=st.text(),
    kind=st.sampled_from(OpKind).map(str) | st.text(),
    actor=st.text(),
    at=st.datetimes(timezones=st.just(UTC)),
    fields=st.dictionaries(st.text(), st.builds(FieldChange, JSON, st.integers(0, 99)), max_size=4),
    epoch=st.none() | st.tuples(st.integers(0, 99), st.integers(0, 99)),
)


def chain(length: int) -> list[Op]:
    ops: list[Op] = []
    for seq in range(1, length + 1):
        ops.append(
            Op(
                device="desk-1",
                incarnation=1,
                seq=seq,
                op_id=uuid7(1_700_000_000_000 + seq, bytes(10)),
                previous=ops[-1].digest if ops else FIRST_HASH,
                entity="incoming",
                key=f"key-{seq}",
                kind=OpKind.REGISTER,
                actor="vanthu",
                at=datetime(2026, 11, 20, 8, tzinfo=UTC) + timedelta(minutes=seq),
                fields={"arrival_number": FieldChange(seq)},
            )
        )
    return ops


@given(OPS)
def test_an_op_comes_through_json_as_it_was(op: Op) -> None:
    read = read_op(json.loads(json.dumps(op.message())))
    assert read == op
    assert read.digest == op.digest


def test_a_whole_chain_has_no_break() -> None:
    assert first_break(chain(20)) is None
    assert first_break([]) is None


@given(st.integers(0, 8))
def test_an_altered_op_breaks_the_chain_behind_it(index: int) -> None:
    ops = chain(10)
    ops[index] = dataclasses.replace(ops[index], actor="another")
    assert first_break(ops) == ops[index + 1].seq


@given(st.integers(0, 8))
def test_a_removed_op_breaks_the_chain(index: int) -> None:
    ops = chain(10)
    del ops[index]
    assert first_break(ops) == index + 2


def test_two_swapped_ops_break_the_chain() -> None:
    ops = chain(4)
    ops[1], ops[2] = ops[2], ops[1]
    assert first_break(ops) == 3


def test_an_op_of_an_unknown_kind_is_kept() -> None:
    op = dataclasses.replace(chain(1)[0], kind="of a newer desk")
    assert read_op(op.message()).kind == "of a newer desk"


@pytest.mark.parametrize(
    "changed",
    [
        {"fields": []},
        {"fields": {"subject": 1}},
        {"seq": "one"},
        {"at": "yesterday"},
        {"book_epoch": [1]},
        {"book_epoch": "12"},
        {"book_epoch": [1, None]},
    ],
    ids=str,
)
def test_what_is_no_op_is_refused(changed: dict[str, object]) -> None:
    message = {**chain(1)[0].message(), **changed}
    with pytest.raises((KeyError, TypeError, ValueError)):
        read_op(message)


def test_a_name_made_later_sorts_later() -> None:
    names = [uuid7(1_700_000_000_000 + n, bytes([255 - n]) * 10) for n in range(50)]
    assert names == sorted(names)
    assert all(name[14] == "7" and name[19] in "89ab" for name in names)
