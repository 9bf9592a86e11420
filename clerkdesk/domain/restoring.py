"""A store put back from an old copy: how it is seen, under which name it goes on, when it may number again.

Source: SYNC.md B.3 «Restore». What is remembered outside the database is never rolled back with it.
"""

from collections.abc import Iterable

from clerkdesk.domain.books import Epoch


def head_ever(marked: int, journalled: Iterable[int]) -> int:
    """The highest op of this incarnation of which anything outside the database tells.

    The journal is a mark, too: a file put back by hand, ahead of which nothing but the journal is,
    would write other ops under the same numbers, and the next restore would take the wrong ones.
    """
    return max(marked, *journalled, 0)


def is_put_back(head: int, head_seen: int, incarnation: int, incarnation_seen: int) -> bool:
    """Whether the store is older than what was once remembered of it outside.

    The numbers of its books alone do not say it: a book that was handed on since the copy was
    made still seems to be held, with the last number it had then.
    """
    return head < head_seen or incarnation < incarnation_seen


def next_incarnation(in_copy: int, seen: int) -> int:
    """The incarnation under which a put-back store writes; no number is ever used twice.

    Args:
        seen: the highest remembered outside the store and by the server. One copy can be put back
            twice, and the second life must not go by the name of the first.
    """
    return max(in_copy, seen) + 1


def may_leave(seq: int, head_seen: int) -> bool:
    """Whether an op may leave this desk: only when the mark outside stands at it or beyond.

    Else a copy put back could give a number again that others have already heard of.
    """
    return seq <= head_seen


def may_number(accepted_in: int | None, incarnation: int) -> bool:
    """Whether a desk may number under a grant: only one that its present incarnation took.

    A put-back store seems to hold what it held when the copy was made; the book may have gone on,
    with a mark that never moved. It asks the server again, or two persons attest from paper.

    Args:
        accepted_in: incarnation in which the grant was accepted or attested; None for never.
    """
    return accepted_in == incarnation


def may_attest(known: Epoch, seen: Epoch | None) -> bool:
    """Whether paper alone can let a put-back desk number on: only under the newest grant it ever took.

    Args:
        known: the book's grant in the copy.
        seen: the newest grant remembered outside; numbers under an older one have no right.
    """
    return seen is None or known >= seen
