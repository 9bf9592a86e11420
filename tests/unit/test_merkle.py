"""The tree is RFC 6962's, however its leaves came."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.merkle import EMPTY_ROOT, Tree, leaf_hash, node_hash


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word by word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    left, right = by_definition(leaves[:k]), by_definition(leaves[k:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def test_known_roots_of_rfc_6962_test_data() -> None:
    # Certificate Transparency's reference tests: leaves "", 00, 10, 2021, ...
    leaves = [
        bytes.fromhex(text)
        for text in (
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        )
    ]
    tree = Tree().grown(leaf_hash(leaf) for leaf in leaves)
    assert tree.root.hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    assert Tree().root == EMPTY_ROOT


@given(st.lists(st.binary(max_size=8), max_size=40), st.integers(0, 40))
def test_a_tree_grown_in_two_steps_is_the_tree_by_definition(leaves: list[bytes], cut: int) -> None:
    first = Tree().grown(leaf_hash(leaf) for leaf in leaves[:cut])
    assert first.root == by_definition(leaves[:cut])
    assert first.grown(leaf_hash(leaf) for leaf in leaves[cut:]).root == by_definition(leaves)


def test_peaks_that_do_not_fit_the_size_are_no_tree() -> None:
    with pytest.raises(ValueError, match="3 leaves"):
        Tree(3, (node_hash(b"", b""),))
