"""One rule of numbers and sync broken at a time: if the simulator does not see it, it sees nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import ModuleType

from clerkdesk.domain import (
    feed_rule,
    field_merge,
    holding,
    push_rule,
    quarantine,
    restoring,
)
from clerkdesk.domain.books import Book, Epoch
from clerkdesk.domain.field_merge import Merged
from clerkdesk.domain.push_rule import Position
from clerkdesk.domain.quarantine import Quarantine
from tests.simulator.desk import DeskBase


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule of the domain, and what it is for a while."""

    name: str
    module: ModuleType | type
    rule: str
    broken: Callable[..., object]


def _next_number_without_mark(book: Book, device: str, _seen: int) -> int:
    return _NEXT_NUMBER(book, device, 0)


def _next_number_for_anybody(book: Book, _device: str, seen: int) -> int:
    return _NEXT_NUMBER(book, book.holder, seen)


def _accepted_whatever_epoch(_known: Book | None, offered: Book) -> Book:
    return offered


def _granted_though_held(
    book: Book, asker: str, knows: Epoch, generation: int, *, quarantine: bool
) -> Book | None:
    return _GRANTED(
        replace(book, holder=holding.NOBODY), asker, knows, generation, quarantine=quarantine
    )


def _granted_in_quarantine(
    book: Book, asker: str, knows: Epoch, generation: int, *, quarantine: bool
) -> Book | None:
    return _GRANTED(book, asker, knows, generation, quarantine=False)


def _taken_over_whatever_was_seen(
    book: Book, _stated: tuple[str, Epoch], last: int, generation: int, *, quarantine: bool
) -> Book:
    return _TAKEN_OVER(book, (book.holder, book.epoch), last, generation, quarantine=quarantine)


def _taken_over_without_paper(
    book: Book, stated: tuple[str, Epoch], _last: int, generation: int, *, quarantine: bool
) -> Book:
    return _TAKEN_OVER(book, stated, 0, generation, quarantine=quarantine)


def _declared_at_once(state: Quarantine, desk: str, **_rest: object) -> Quarantine:
    return replace(state, waiting=state.waiting - {desk})


def _declared_without_marks(
    state: Quarantine,
    desk: str,
    *,
    acked: int,
    head: int,
    marks: Mapping[str, int],
    known: Mapping[str, int],
) -> Quarantine:
    return _DECLARED(state, desk, acked=acked, head=head, marks={}, known={})


def _ended_without_paper(state: Quarantine, *, paper_read: bool) -> Quarantine:
    return _ENDED(state, paper_read=True)


def _chain_of_any_incarnation(at: Position, incarnation: int) -> Position:
    return at


def _theirs_stands(known: int, base: int, mine: object, theirs: object) -> Merged:
    return replace(_MERGE(known, base, mine, theirs), take=True)


def _mine_stands(known: int, base: int, mine: object, theirs: object) -> Merged:
    merged = _MERGE(known, base, mine, theirs)
    return replace(merged, take=base >= known)


_NEXT_NUMBER = holding.next_number
_GRANTED = holding.granted
_TAKEN_OVER = holding.taken_over
_DECLARED = quarantine.declared
_ENDED = quarantine.ended
_MERGE = field_merge.merge_field

MUTANTS = (
    Mutant("no high-water mark", holding, "next_number", _next_number_without_mark),
    Mutant("anybody numbers", holding, "next_number", _next_number_for_anybody),
    Mutant("a book never comes back", holding, "released", lambda book, _device, _epoch: book),
    Mutant("a held book is granted", holding, "granted", _granted_though_held),
    Mutant("grants in quarantine", holding, "granted", _granted_in_quarantine),
    Mutant("take-over without compare", holding, "taken_over", _taken_over_whatever_was_seen),
    Mutant("take-over without paper", holding, "taken_over", _taken_over_without_paper),
    Mutant("attested numbers are forgotten", holding, "attested", lambda book, _last: book),
    Mutant(
        "a put-back desk numbers on", restoring, "may_number", lambda took, _life: took is not None
    ),
    Mutant("a put-back file is not seen", restoring, "is_put_back", lambda *_marks: False),
    Mutant("the old life goes on", restoring, "next_incarnation", lambda copy, _seen: copy),
    Mutant("a life's name twice", restoring, "next_incarnation", lambda copy, _seen: copy + 1),
    Mutant("one declaration is enough", quarantine, "declared", _declared_at_once),
    Mutant("marks are not declared", quarantine, "declared", _declared_without_marks),
    Mutant("quarantine ends without paper", quarantine, "ended", _ended_without_paper),
    Mutant("no quarantine", quarantine, "begun", lambda _desks, lost: Quarantine(lost=lost)),
    Mutant("no fence", push_rule, "end_of_chain", _chain_of_any_incarnation),
    Mutant(
        "the cursor outlives the server",
        feed_rule,
        "moved",
        lambda cursor, generation, last: (generation, max(cursor[1], last)),
    ),
    Mutant("acknowledged for ever", feed_rule, "acknowledged", lambda _seq, head: head),
    Mutant("a generation twice", feed_rule, "next_generation", lambda here, _ever: here + 1),
    Mutant("own ops are never read", feed_rule, "reads_own", lambda _incarnation: False),
    Mutant("theirs always stands", field_merge, "merge_field", _theirs_stands),
    Mutant("mine always stands", field_merge, "merge_field", _mine_stands),
)
"""Each is seen within `tests.simulator.test_simulator.SEEDS_A_MUTANT` seeds."""

OFFICE_MUTANTS = (
    Mutant("ops leave before the mark", restoring, "may_leave", lambda _seq, _seen: True),
    Mutant("anybody numbers", holding, "next_number", _next_number_for_anybody),
    Mutant(
        "what colleagues told is not given to the province",
        DeskBase,
        "besides_feed",
        lambda _base: (),
    ),
)
"""Seen where desks speak to each other, too; the first of them only there."""

SECOND_GUARDS = (
    Mutant("the last to speak holds", holding, "accepted", _accepted_whatever_epoch),
    Mutant(
        "an answer of a former server counts",
        holding,
        "may_accept",
        lambda book, offered, _generation: book is None or book.epoch < offered.epoch,
    ),
    Mutant("every number has a right", holding, "has_right", lambda _e, _n, _grants: True),
    Mutant("paper alone under any grant", restoring, "may_attest", lambda _known, _seen: True),
    Mutant("ops are not offered again", feed_rule, "offers_again", lambda _cursor, _gen: False),
)
"""Rules that stand behind another one: broken alone they did no harm in thousands of schedules.
Steer the schedules further before one of them is taken out (see `World._acts`)."""
