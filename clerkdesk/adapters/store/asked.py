"""What a list's filter says of the narrow rows, as conditions and values of SQL."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from clerkdesk.adapters.store.database import Connection
from clerkdesk.adapters.store.listed import days, place_of_name
from clerkdesk.adapters.store.search_index import match_expression, understood
from clerkdesk.domain.search_query import read_query
from clerkdesk.domain.vietnamese import nfc

CLOSED = ("done", "cancelled")


@dataclass(slots=True)
class Asked:
    """What a filter says of the narrow rows, gathered piece by piece."""

    link: Connection
    entity: str
    text: str = ""
    """What was typed; further lines are other wordings of the same wish."""
    where: list[str] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)
    party: str = ""
    match: str = ""
    corrected: str = ""
    fixed: set[str] = field(default_factory=set)
    """Columns of which one value is wanted."""
    is_narrow: bool = False
    """Whether only a run of positions is wanted: few enough to be sorted at once."""

    def __post_init__(self) -> None:
        if self.text:
            self.match = self._matching()
            self.values["match"] = self.match

    def _matching(self) -> str:
        """The expression for `text`; of several lines (wordings of one wish) one is enough."""
        first, *others = self.text.split("\n")
        if not others:
            query, self.corrected = understood(self.link, self.entity, first)
            return match_expression(self.link, self.entity, query)
        ways = [
            match_expression(self.link, self.entity, read_query(line)) for line in (first, *others)
        ]
        return " OR ".join(f"({way})" for way in ways if way)

    def name(self, column: str, name: str) -> None:
        """Only documents with `name` in `column`, where one is given."""
        if name:
            self.names(column, [name])

    def names(self, column: str, names: Iterable[str]) -> None:
        """Only documents with one of `names` in `column`, where any is given."""
        places = [place_of_name(self.link, self.entity, column, nfc(name)) for name in names]
        known = [place for place in places if place is not None]
        if not places:
            return
        if len(known) == 1:
            self.number(column, known[0])
        else:
            self.where.append(f"l.{column} IN ({', '.join(str(place) for place in known)})")

    def number(self, column: str, number: int | None) -> None:
        """Only documents with `number` in `column`, where one is given."""
        if number is not None:
            self.fixed.add(f"l.{column}")
            self.where.append(f"l.{column} = :{column}")
            self.values[column] = int(number)

    def dates(self, column: str, first: date | None, last: date | None) -> None:
        """Only documents with a date from `first` to `last`, as far as these are given."""
        if first is not None:
            self.where.append(f"l.{column} >= :{column}_first")
            self.values[f"{column}_first"] = days(first)
        if last is not None:
            self.where.append(f"l.{column} <= :{column}_last")
            self.values[f"{column}_last"] = days(last)

    def overdue(self, today: date) -> None:
        """Only documents that are open after their date."""
        closed = [place_of_name(self.link, self.entity, "state", name) for name in CLOSED]
        places = ", ".join(str(place) for place in closed if place is not None)
        self.where.append(f"l.due_date < :today AND l.state NOT IN ({places})")
        self.values["today"] = days(today)

    def positions(self, first: int, last: int) -> None:
        """Only a run of the register."""
        self.is_narrow = True
        self.where.append("l.position BETWEEN :first_position AND :last_position")
        self.values |= {"first_position": first, "last_position": last}

    def before(self, position: int) -> None:
        """Only what stands behind a position in the register's own order."""
        self.where.append("l.position < :before")
        self.values["before"] = position

    def nothing(self) -> None:
        """The register is kept from who asks."""
        self.where.append("FALSE")

    def given_to(self, names: Iterable[str]) -> None:
        """Only documents that have to do with one of `names`."""
        self.where.append(
            f"l.position IN (SELECT position FROM {self.entity}_party"
            " WHERE name IN (SELECT value FROM json_each(:given_to)))"
        )
        self.values["given_to"] = json.dumps([nfc(name) for name in names])

    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.where or self.party or self.match)
