"""The fast writer gives the bytes that every desk hashes."""

import json

from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.ops import canonical_json
from clerkdesk.server.canonical import canonical

_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.sampled_from(["ệ", "\u2028", "\x7f", "\x00", "😀", "a,-1.5", ":1e5"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def has_float(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(has_float, value.values()))
    if isinstance(value, list):
        return any(map(has_float, value))
    return isinstance(value, float)


@given(_VALUES)
def test_any_json_value_is_written_alike(value: object) -> None:
    assert canonical({"fields": value}, floats=has_float(value)) == canonical_json(
        {"fields": value}
    )


def test_floats_that_are_written_otherwise_are_pythons() -> None:
    for value in (1e16, 1e-7, 1e22, -0.0, 5e-324):
        assert canonical([value], floats=True) == canonical_json([value])
        assert json.loads(canonical({"v": value}, floats=True)) == {"v": value}
