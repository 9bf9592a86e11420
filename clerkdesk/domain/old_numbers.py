"""Numbers of registers from before this program: «12a» stands after 12, whole numbers stay whole.

A suffixed số đến is kept as one whole number, letter before number (a = 100,000), because the
order of a register and its uniqueness go by whole numbers.
"""

from clerkdesk.domain.table_cells import LARGEST_NUMBER, SUFFIXES

OLD_SERIES = "so-cu"
"""The series of every book that was kept before this program."""
LETTER_STEP = LARGEST_NUMBER + 1
"""How far a letter puts a number: below it stands the number itself."""


def with_suffix(number: int, suffix: str) -> int:
    """The whole number under which `number` and its letter are kept.

    Raises:
        ValueError: no number, or a letter beyond «i».
    """
    if not 1 <= number <= LARGEST_NUMBER or (suffix and suffix not in SUFFIXES):
        raise ValueError(f"no number of a register: {number}{suffix}")
    return number + LETTER_STEP * (SUFFIXES.index(suffix) + 1 if suffix else 0)


def plain_number(kept: int) -> int:
    """The number without its letter."""
    return kept % LETTER_STEP


def shown_number(kept: int) -> str:
    """The number as the book has it: «12a»."""
    letter = kept // LETTER_STEP
    return f"{kept % LETTER_STEP}{SUFFIXES[letter - 1] if letter else ''}"
