"""What the quick check lets pass pydantic lets pass, too, as it is; what it does not may be right."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from clerkdesk.server.messages import OpMessage
from clerkdesk.server.plain_ops import plainly_right
from tests.fakes.op_chain import OpChain

_BY_MODEL: TypeAdapter[list[OpMessage]] = TypeAdapter(list[OpMessage])
_ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.sampled_from([0, 1, -1, 2, 2**53, 2**53 + 1, 10**30]),
    st.sampled_from(["", "a", "ệ", "\n", "a\x7f", "\ud800", "f" * 64, "F" * 64, "x" * 501]),
    st.lists(st.sampled_from([1, -1, 1.0, True, "1"]), max_size=3),
    st.dictionaries(
        st.sampled_from(["v", "base_rev", "later"]),
        st.sampled_from([1, -1, 1.5, True, None, "x", {"v": 1}, []]),
        max_size=3,
    ),
)


def usual() -> list[dict[str, Any]]:
    return [op.message() for op in OpChain("pc-1").add(3)]


def by_model(ops: object) -> object:
    try:
        return _BY_MODEL.validate_python(ops)
    except ValidationError:
        return None


def test_what_desks_send_is_plainly_right() -> None:
    ops = json.loads(json.dumps(usual()))
    assert plainly_right(ops)
    assert by_model(ops) == ops


@given(st.data())
def test_nothing_passes_that_the_model_refuses(data: st.DataObject) -> None:
    ops: list[Any] = json.loads(json.dumps(usual()))
    for _change in range(data.draw(st.integers(1, 3))):
        op = data.draw(st.sampled_from([op for op in ops if isinstance(op, dict)]))
        name = data.draw(st.sampled_from([*op, "later"]))
        inner = op.get(name)
        if isinstance(inner, dict) and inner and data.draw(st.booleans()):
            inner[data.draw(st.sampled_from([*inner, "later"]))] = data.draw(_ODD)
        elif data.draw(st.booleans()):
            op[name] = data.draw(_ODD)
        else:
            op.pop(name, None)
    if plainly_right(ops):
        assert by_model(ops) == ops


@given(st.one_of(_ODD, st.lists(_ODD, max_size=3)))
def test_what_is_no_list_of_ops_never_passes(value: object) -> None:
    assert not plainly_right(value)
