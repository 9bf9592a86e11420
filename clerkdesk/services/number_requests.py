"""A number from the desk that holds the book: asked for by an op, given by the holder's own rules."""

from collections.abc import Sequence
from dataclasses import dataclass

from clerkdesk.domain.errors import (
    ClerkError,
    DiskFull,
    NotHolder,
    NumberAskedFor,
    StepNotAllowed,
)
from clerkdesk.domain.office_network import NumberAsked
from clerkdesk.domain.outgoing import Outgoing, Step, after
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand, may
from clerkdesk.ports.store import Store
from clerkdesk.services.allot_number import AllotNumber
from clerkdesk.services.office_desks import OfficeDesks


class AskNumber:
    """Asks once for each document; the answer comes as the op that gives the number."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, uid: str, by: Person) -> Outgoing:
        """Ask for the number of a signed document.

        Raises:
            NotAllowed: `by` may neither give numbers nor sign.
            StepNotAllowed: it is not signed, or has its number.
        """
        if not may(by, Right.SIGN_PERSON):
            demand(by, Right.ALLOT_NUMBER)
        document = self._store.outgoing.get(uid)
        after(Step.ALLOT_NUMBER, document.state)
        self._store.colleagues.ask_number(uid, by.login)
        return document


class AllotOrAsk:
    """Gives the number where this desk holds the book, else asks the desk that does."""

    def __init__(self, allot: AllotNumber, ask: AskNumber) -> None:
        self._allot = allot
        self._ask = ask

    def __call__(self, uid: str, by: Person, *, despite: str = "") -> Outgoing:
        """As `AllotNumber`.

        Raises:
            NumberAskedFor: it was asked for, and comes by itself.
            As `AllotNumber`, else.
        """
        try:
            return self._allot(uid, by, despite=despite)
        except NotHolder as error:
            self._ask(uid, by)
            raise NumberAskedFor(error.book) from error


@dataclass(frozen=True, slots=True)
class Given:
    """What was done with the requests that lay here."""

    numbered: Sequence[Outgoing] = ()
    left: int = 0
    """Requests that a person here has to look at."""
    trouble: ClerkError | None = None
    """Why the first of them was not numbered by itself, where that was tried."""


class GiveAskedNumbers:
    """The holder's side: by itself where the office rule says so, else they lie on Hôm nay."""

    def __init__(self, store: Store, desks: OfficeDesks, allot: AllotNumber) -> None:
        self._store = store
        self._desks = desks
        self._allot = allot

    def waiting(self) -> Sequence[NumberAsked]:
        """Requests that nobody has answered yet."""
        return self._store.colleagues.asked()

    def __call__(self, by: Person) -> Given:
        """Number what was asked for, as `by`, who sits at this desk.

        Whatever AllotNumber refuses stays as a task: another desk's book, a date out of order, a year
        that is not open. The number is given by the same commit as one that is pressed for.
        """
        waiting = self.waiting()
        if not self._desks.numbers_by_itself or not may(by, Right.ALLOT_NUMBER):
            return Given(left=len(waiting))
        numbered: list[Outgoing] = []
        left, trouble = 0, None
        for asked in waiting:
            try:
                numbered.append(self._allot(asked.uid, by))
            except (NotHolder, StepNotAllowed):
                continue  # another desk's to answer, or answered already
            except DiskFull:
                raise
            except ClerkError as error:
                left, trouble = left + 1, trouble or error
        return Given(numbered, left, trouble)
