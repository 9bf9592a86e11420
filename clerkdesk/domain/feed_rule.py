"""How a desk follows its server: what is acknowledged, how far the feed was read, whether it was put back.

Source: SYNC.md B.2 «Pull» and B.3 «Server restore».
"""


def acknowledged(seq: int, head: int) -> int:
    """Up to which own op the server has them all.

    Lower than before means that the server was put back: the ops after it are pending again.
    """
    return max(0, min(seq, head))


def moved(cursor: tuple[int, int], generation: int, last: int) -> tuple[int, int]:
    """The cursor after a page up to `last`; numbers of another generation begin anew."""
    if generation == cursor[0]:
        return generation, max(cursor[1], last)
    return generation, last


def offers_again(cursor: tuple[int, int], generation: int) -> bool:
    """Whether this desk offers every op again: the server has a new life, and may have lost some."""
    return cursor[0] not in (0, generation)


def next_generation(here: int, ever: int) -> int:
    """The generation of a server that was put back: above every one that was ever in force.

    Args:
        here: the one in the backup that was put back.
        ever: the highest that a mark outside the database remembers; two restores from one backup
            would else have the same number, and a cursor of the first would pass for the second's.
    """
    return max(here, ever) + 1


def reads_own(incarnation: int) -> bool:
    """Whether this desk needs ops of its own name from the feed: a former life wrote some that the
    copy lacks, and others may offer them again at any later time."""
    return incarnation > 1
