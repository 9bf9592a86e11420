"""What an op says of a book: opened, handed back, read from paper, or a number given in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clerkdesk.domain.books import BookKey, Direction, Epoch
from clerkdesk.domain.ops import OpKind

NO_BOOK = '"book_epoch":null'
"""In the canonical JSON of an op that gave no number."""
BOOK_ENTITY = '"entity":"book"'


class Said(StrEnum):
    """Which of the rules in `holding` an op asks for."""

    ACCEPTED = "accepted"
    RELEASED = "released"
    ATTESTED = "attested"
    USED = "used"


@dataclass(frozen=True, slots=True)
class BookWord:
    """One op's word on one book; `number` is the last of the book, or the one that was given."""

    said: Said
    key: BookKey
    epoch: Epoch
    number: int
    title: str = ""


def book_word(agency: str, op: Mapping[str, object]) -> BookWord | None:
    """What an op (its JSON object) says of a book of `agency`; None where it says nothing of one.

    Raises:
        KeyError, TypeError, ValueError: it should, but cannot be read.
    """
    fields = op["fields"]
    if not isinstance(fields, Mapping):
        raise TypeError("fields of an op are an object")
    epoch = _epoch(op["book_epoch"])
    if op["entity"] == "book":
        values = {str(name): change["v"] for name, change in fields.items()}
        return _of_book(agency, op, values, epoch or Epoch(0, 1))
    if epoch is None or "late" in fields:
        return None
    for name, direction in (
        ("arrival_number", Direction.INCOMING),
        ("outgoing_number", Direction.OUTGOING),
        ("number", Direction.INCOMING),
    ):
        if name in fields and isinstance(number := fields[name]["v"], int):
            series = fields["side_book" if name == "number" else "series"]["v"]
            key = BookKey(agency, direction, str(series), _whole(fields["year"]["v"]))
            return BookWord(Said.USED, key, epoch, number)
    return None


def _of_book(
    agency: str, op: Mapping[str, object], values: Mapping[str, object], epoch: Epoch
) -> BookWord | None:
    said = {
        OpKind.ACCEPT_BOOK.value: Said.ACCEPTED,
        OpKind.RELEASE_BOOK.value: Said.RELEASED,
        OpKind.ATTEST_BOOK.value: Said.ATTESTED,
        OpKind.VOID.value: Said.USED,
    }.get(str(op["kind"]))
    if said is None:
        return None
    last = values.get("last", values.get("number", 0))
    return BookWord(
        said, _key(agency, op, values), epoch, _whole(last), str(values.get("title", ""))
    )


def _key(agency: str, op: Mapping[str, object], values: Mapping[str, object]) -> BookKey:
    if "series" in values:
        direction = Direction(str(values["direction"]))
        return BookKey(agency, direction, str(values["series"]), _whole(values["year"]))
    direction_name, series, year = str(op["key"]).rsplit("/", 3)[1:]
    return BookKey(agency, Direction(direction_name), series, int(year))


def _epoch(value: object) -> Epoch | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise TypeError("the epoch of an op is a list of two numbers")
    generation, grant = value
    return Epoch(int(generation), int(grant))


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("a whole number is meant")
    return value
