"""A province server that was put back: it grants no book until every desk has said what it holds.

Source: SYNC.md B.3 «Server restore», B.4 (each rule here is one that a schedule failed without).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Quarantine:
    """Who has still to speak, and whether somebody may have given numbers that nobody can tell."""

    waiting: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    on: bool = False
    behind: bool = False
    """A desk that spoke remembers numbers outside its store that neither it nor the server has."""

    @property
    def needs_paper(self) -> bool:
        """Whether each book's last number is read from paper before it ends: ops of a lost or
        put-back desk may be gone with the server's, and then no log knows its numbers."""
        return bool(self.lost) or self.behind


def begun(desks: frozenset[str], lost: frozenset[str]) -> Quarantine:
    """The quarantine of a server that was just put back."""
    return Quarantine(desks - lost, lost, on=True)


def declared(
    state: Quarantine,
    desk: str,
    *,
    acked: int,
    head: int,
    marks: Mapping[str, int],
    known: Mapping[str, int],
) -> Quarantine:
    """After `desk` said that its chain ends at `head`; it counts when all of it is here.

    Args:
        acked: up to where its chain is here.
        marks: the highest number of each book that it remembers outside its store.
        known: the last number of each book that the server knows.
    """
    if acked < head:
        return state
    behind = any(mark > known.get(book, 0) for book, mark in marks.items())
    return replace(state, waiting=state.waiting - {desk}, behind=state.behind or behind)


def given_up(state: Quarantine, desk: str) -> Quarantine:
    """After two persons said that `desk` is lost."""
    return replace(state, waiting=state.waiting - {desk}, lost=state.lost | {desk})


def ended(state: Quarantine, *, paper_read: bool) -> Quarantine:
    """The state without quarantine, if nothing stands against it."""
    if state.waiting or (state.needs_paper and not paper_read):
        return state
    return replace(state, on=False)
