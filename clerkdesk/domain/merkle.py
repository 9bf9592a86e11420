"""A Merkle tree that only grows (RFC 6962, 2.1), kept as its few complete subtrees."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(content: bytes) -> bytes:
    """Hash of a leaf; its prefix keeps a leaf from passing for a node."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of two subtrees side by side."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Tree:
    """The first `size` leaves: `peaks` are the complete subtrees, the largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count():
            raise ValueError(f"{self.size} leaves have {self.size.bit_count()} complete subtrees")

    def grown(self, leaves: Iterable[bytes]) -> "Tree":
        """The tree after more leaf hashes."""
        peaks, size = list(self.peaks), self.size
        for leaf in leaves:
            peaks.append(leaf)
            size += 1
            low = size
            while low % 2 == 0:
                right = peaks.pop()
                peaks[-1] = node_hash(peaks[-1], right)
                low //= 2
        return Tree(size, tuple(peaks))

    @property
    def root(self) -> bytes:
        """The Merkle tree hash."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root
