"""Which column of a clerk's table is which field: guessed from its heading, changed by the clerk."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clerkdesk.domain.table_cells import Cell, read_text
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import fold

HEAD_ROWS = 30
"""Among so many first rows the headings are looked for: titles and the office stand above them."""
_NOT_WORD = re.compile(r"[^\w]+")
_EXACT, _BEGINS, _HOLDS = 100, 60, 40


@dataclass(frozen=True, slots=True)
class Target:
    """A field that a column may be: its label and the headings under which clerks keep it.

    `headings` are folded (no diacritics, lower case), the usual one first.
    """

    name: str
    label: str
    headings: tuple[str, ...]
    required: bool = False

    def likeness(self, heading: str) -> int:
        """How much a folded heading speaks for this field; 0 is not at all."""
        best = 0
        for known in (*self.headings, _plain(_(self.label))):
            if heading == known:
                return _EXACT + len(known)
            if heading.startswith(f"{known} "):
                best = max(best, _BEGINS + len(known))
            elif f" {known} " in f" {heading} ":
                best = max(best, _HOLDS + len(known))
        return best


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the headings of a table stand and what each column is called."""

    first_data_row: int
    """Index of the first row under the headings, from 0."""
    titles: tuple[str, ...]


def find_headings(rows: Sequence[Sequence[Cell]], targets: Sequence[Target]) -> Headings:
    """The row (or two rows with merged cells) among the first whose texts are most like headings.

    Where nothing is like one, the table has no headings: its columns are called by letters.
    """
    best, found = 0, Headings(0, _letters(rows))
    for index in range(min(HEAD_ROWS, len(rows))):
        single = tuple(read_text(cell) for cell in rows[index])
        choices = [(single, index + 1)]
        if index + 1 < len(rows):
            choices.append((_stacked(rows[index], rows[index + 1]), index + 2))
        for titles, after in choices:
            mapping = guess(titles, targets)
            likeness = sum(
                target.likeness(_plain(titles[column]))
                for column, name in mapping.items()
                for target in targets
                if target.name == name
            )
            # a second row must add something: else it is the first row of data
            if len(mapping) > 1 and likeness > best:
                best, found = likeness, Headings(after, titles)
    after = found.first_data_row
    while after < len(rows) and best and _is_counting(rows[after]):
        after += 1
    return Headings(after, found.titles)


def guess(titles: Sequence[str], targets: Sequence[Target]) -> dict[int, str]:
    """Column -> field, each field once, the likeliest pairs first."""
    pairs = sorted(
        (
            (-likeness, column, target.name)
            for column, title in enumerate(titles)
            for target in targets
            if (likeness := target.likeness(_plain(title)))
        )
    )
    mapping: dict[int, str] = {}
    for _likeness, column, name in pairs:
        if column not in mapping and name not in mapping.values():
            mapping[column] = name
    return dict(sorted(mapping.items()))


def missing(mapping: Mapping[int, str], targets: Sequence[Target]) -> list[str]:
    """Labels of the required fields that no column is."""
    chosen = set(mapping.values())
    return [_(target.label) for target in targets if target.required and target.name not in chosen]


def _plain(title: str) -> str:
    """A heading as words: «(4) Số, ký hiệu văn bản *» is «so ky hieu van ban»."""
    words = _NOT_WORD.sub(" ", fold(title)).split()
    if len(words) > 1 and words[0].isdecimal():
        words = words[1:]
    if len(words) > 1 and words[-1].isdecimal():
        words = words[:-1]
    return " ".join(words)


def _stacked(upper: Sequence[Cell], lower: Sequence[Cell]) -> tuple[str, ...]:
    """Two rows of headings as one: a merged cell above stands over every column below it."""
    titles, above = [], ""
    for column in range(max(len(upper), len(lower))):
        top = read_text(upper[column]) if column < len(upper) else ""
        under = read_text(lower[column]) if column < len(lower) else ""
        above = top or (above if under else "")
        titles.append(f"{under} {above}".strip() if under != above else under)
    return tuple(titles)


def _is_counting(row: Sequence[Cell]) -> bool:
    """Whether a row under the headings only numbers them: «(1) (2) (3)», or is empty."""
    texts = [read_text(cell).strip("()[]. ") for cell in row]
    filled = [text for text in texts if text]
    if not filled:
        return True
    counted = [text for text in filled if re.fullmatch(r"\d{1,2}|[A-Ea-e]", text)]
    return len(filled) > 2 and counted == filled and _rises(filled)


def _rises(texts: Sequence[str]) -> bool:
    numbers = [int(text) for text in texts if text.isdecimal()]
    return numbers == list(range(1, len(numbers) + 1)) or not numbers


def _letters(rows: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    width = max((len(row) for row in rows[:HEAD_ROWS]), default=0)
    return tuple(_("Cột {letter}").format(letter=_letter(column)) for column in range(width))


def _letter(column: int) -> str:
    """The name of a column as spreadsheets have it: A … Z, AA …"""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
