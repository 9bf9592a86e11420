"""What an import wizard needs of the thing that it imports."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clerkdesk.domain.table_columns import Target
from clerkdesk.domain.table_rows import OldText, RowProblem
from clerkdesk.ports.tables import Sheet, Workbook

Step = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file would bring in; `bring_in` does it, all or nothing."""

    good: int
    words: str
    """What the good rows are, e.g. «12 mục mới, 3 mục thay đổi»."""
    problems: Sequence[RowProblem]
    passed_over: int
    old_text: OldText | None
    bring_in: Callable[[Step], "Done"]
    advice: Sequence[RowProblem] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """One more act after an import, such as to let this year's book go on."""

    words: str
    button: str
    act: Callable[[], str]
    """Runs in the STORE lane; says what it did."""


@dataclass(frozen=True, slots=True)
class Done:
    """A finished import and how to take it back."""

    import_id: str
    words: str
    offers: Sequence[Offer] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """An import of before, as the first screen lists it."""

    import_id: str
    words: str
    may_undo: bool


class ImportTask(Protocol):
    """One kind of import."""

    @property
    def title(self) -> str:
        """On top of the wizard."""
        ...

    @property
    def advice(self) -> str:
        """What the first screen says."""
        ...

    @property
    def targets(self) -> Sequence[Target]:
        """The fields that columns may be."""
        ...

    @property
    def asks_year(self) -> bool:
        """Whether dates may lack their year."""
        ...

    def read(self, path: Path, step: Step) -> Workbook:
        """The tables of a file."""
        ...

    def check(
        self,
        name: str,
        sheet: Sheet,
        mapping: Mapping[int, str],
        first_row: int,
        *,
        convert: bool,
        year: int | None,
        step: Step,
    ) -> Checked:
        """Read every row; nothing is stored."""
        ...

    def undo(self, import_id: str, step: Step) -> str:
        """Take an import back; says what was done."""
        ...

    def earlier(self) -> tuple[Sequence[Earlier], Sequence[Offer]]:
        """Imports of before, and what still waits for a yes."""
        ...

    def errors(self, titles: Sequence[str], problems: Sequence[RowProblem]) -> bytes:
        """The wrong rows as an xlsx file."""
        ...
