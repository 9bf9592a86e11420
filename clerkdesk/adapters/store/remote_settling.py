"""Ops about ops: a person has settled a difference, or a put-back desk offers what a former life wrote."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.op_log import insert_op
from clerkdesk.adapters.store.remote_fields import settle_ops
from clerkdesk.domain.ops import Op, OpKind, read_op

Apply = Callable[[Connection, Op, Mapping[str, object]], None]


def as_change(op: Op) -> Op:
    """The op as the change of a field that it may carry."""
    kind = OpKind.SETTING if op.entity == "setting" else OpKind.CHANGE
    return replace(op, kind=kind.value)


def settle(write: Apply | None, link: Connection, op: Op, values: Mapping[str, object]) -> None:
    """A difference leaves the list of this desk, too; the value that was chosen is written."""
    settled = values["settled"]
    if not isinstance(settled, Mapping) or not isinstance(settled["ops"], list):
        raise TypeError("what was settled is an object with a list of ops")
    settle_ops(link, op, str(settled["field"]), [str(one) for one in settled["ops"]])
    chosen = {name: value for name, value in values.items() if name != "settled"}
    if chosen and write is not None:
        write(link, op, chosen)


def take_offered(
    apply: Callable[[Connection, Op], None],
    link: Connection,
    op: Op,
    values: Mapping[str, object],
) -> None:
    """An op of a former life of the desk that offers it; one that is here already does nothing."""
    message = values["op"]
    if not isinstance(message, Mapping):
        raise TypeError("an offered op is an object")
    former = read_op(message)
    if former.device != op.device or former.incarnation >= op.incarnation:
        raise ValueError("a desk offers ops of its own former lives only")
    if insert_op(link, former):
        apply(link, former)
