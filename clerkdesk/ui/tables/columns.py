"""Columns of a list as data: how each cell is read off a row and how it looks."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from clerkdesk.ui.theme import State

RowT = TypeVar("RowT")


class Look(StrEnum):
    """How a cell is painted."""

    PLAIN = "plain"
    NUMBER = "number"
    """A number that matters: bold; never cut."""
    SUMMARY = "summary"
    """Up to two lines, then «…»."""
    BADGE = "badge"
    """A pill in the colour of its state."""
    SIGN = "sign"
    """Text in the colour of its state, with a sign such as ✓ in the text."""


@dataclass(frozen=True)
class Column(Generic[RowT]):
    """One column of a list; `key` names its remembered width.

    `second` is a second line under the text, muted or in the colour of `second_state`; `mark` is a
    word in a pill before it, such as «Hỏa tốc». `width` is pixels at 100 %; the column that
    `stretches` takes what is left. `sort` is the name under which the store can sort by it; one
    that is not `shown` waits in the menu of the header. `parts` are the columns that a file gets
    for it, where the cell joins several.
    """

    key: str
    title: str
    width: int
    text: Callable[[RowT], str]
    look: Look = Look.PLAIN
    state: Callable[[RowT], State | None] | None = None
    second: Callable[[RowT], str] | None = None
    tooltip: Callable[[RowT], str] | None = None
    second_state: Callable[[RowT], State | None] | None = None
    mark: Callable[[RowT], tuple[str, State] | None] | None = None
    stretches: bool = False
    right: bool = False
    sort: str = ""
    shown: bool = True
    parts: tuple[tuple[str, Callable[[RowT], str]], ...] = ()

    def written(self) -> tuple[tuple[str, Callable[[RowT], str]], ...]:
        """Title and text of each column that a file gets for this one."""
        return self.parts or ((self.title, self.text),)
