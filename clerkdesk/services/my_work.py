"""«Việc của tôi»: what waits for one account, by its roles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from clerkdesk.domain.assignments import (
    Assignee,
    Assignment,
    Deed,
    Part,
    Standing,
    awaits,
    received_by,
)
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.follow_up import standings
from clerkdesk.domain.incoming import Incoming, IncomingState
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.rights import Right, may
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.store import Store
from clerkdesk.services.office_people import OfficePeople
from clerkdesk.services.remind import Remind

_MOST = 200

TO_APPROVE: tuple[OutgoingState, ...] = (OutgoingState.SUBMITTED,)
TO_SIGN: tuple[OutgoingState, ...] = (OutgoingState.APPROVED,)
"""The states in which an outgoing document waits for a leader; the one place that says so."""


@dataclass(frozen=True, slots=True)
class Task:
    """An incoming document as one person's work."""

    document: Incoming
    given: Assignment
    assignee: Assignee
    standing: Standing

    @property
    def due_date(self) -> date | None:
        """By when this person has to be done."""
        own = self.given.due_of(self.assignee)
        return own if own or self.assignee.part is Part.INFORM else self.document.due_date

    def overdue(self, today: date) -> bool:
        """Whether this person is late."""
        due = self.due_date
        return due is not None and due < today and not self.is_done

    @property
    def is_done(self) -> bool:
        """Whether nothing is left for this person to do."""
        closed = self.document.state in (IncomingState.DONE, IncomingState.CANCELLED)
        told = self.assignee.part is Part.INFORM and self.standing is not Standing.GIVEN
        return closed or told or not awaits(self.standing)


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that waits for one account; a list that is not of its roles is empty."""

    today: date
    to_comment: Sequence[Task] = ()
    to_approve: Sequence[Outgoing] = ()
    to_sign: Sequence[Outgoing] = ()
    assigned: Sequence[Task] = ()
    done: Sequence[Task] = ()
    overdue: Sequence[Incoming] = ()
    given_back: Sequence[Incoming] = ()
    """Returned to this account by one to whom it had forwarded, and not forwarded again."""


class MyWork:
    """Reads what waits for one account."""

    def __init__(
        self, store: Store, people: OfficePeople, remind: Remind, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._people = people
        self._remind = remind
        self._clock = clock

    def __call__(self, person: Person) -> Work:
        """The lists of `person`, what is due first on top."""
        today = local_date(self._clock())
        tasks = self._tasks(person)
        waiting = [task for task in tasks if not task.is_done]
        leads = Role.LEADER in person.roles
        to_comment = [task for task in waiting if leads and task.assignee.part is Part.LEAD]
        forwards = may(person, Right.FORWARD)
        return Work(
            today=today,
            to_comment=to_comment,
            to_approve=self._outgoing(TO_APPROVE) if leads else (),
            to_sign=self._outgoing(TO_SIGN) if leads else (),
            assigned=[task for task in waiting if task not in to_comment],
            done=[task for task in tasks if task.is_done],
            overdue=self._remind.overdue(today) if forwards else (),
            given_back=self._given_back(person) if forwards else (),
        )

    def _tasks(self, person: Person) -> list[Task]:
        names = self._people.names_of(person)
        found = []
        for document in self._store.incoming.assigned_to(names, _MOST):
            own = [
                Task(
                    document, given, assignee, _seen_by(person, document, given, assignee, standing)
                )
                for given, assignee, standing in standings(document)
                if assignee.name in names and standing is not Standing.RETURNED
            ]
            if own:
                found.append(max(own, key=_weight))
        return sorted(found, key=lambda task: (task.due_date or date.max, task.document.year))

    def _outgoing(self, states: tuple[OutgoingState, ...]) -> Sequence[Outgoing]:
        return self._store.outgoing.find(OutgoingFilter(states=states), Page(_MOST))

    def _given_back(self, person: Person) -> list[Incoming]:
        wanted = (IncomingState.TO_FORWARD, IncomingState.FORWARDED, IncomingState.IN_WORK)
        found = [
            document
            for state in wanted
            for document in self._store.incoming.find(IncomingFilter(state=state), Page(_MOST))
        ]
        return [d for d in found if (last := _returned(d)) is not None and last.by == person.login]


def _seen_by(
    person: Person, document: Incoming, given: Assignment, assignee: Assignee, standing: Standing
) -> Standing:
    """What a group was told is new to each of its people until they have signed themselves."""
    told = received_by(person.login, given.key, assignee.name, document.acts)
    if assignee.part is Part.INFORM and standing is Standing.RECEIVED and not told:
        return Standing.GIVEN
    return standing


def _weight(task: Task) -> tuple[bool, int]:
    """Of several parts of one person in a document: what is open first, leading before the rest."""
    return not task.is_done, -list(Part).index(task.assignee.part)


def _returned(document: Incoming) -> Assignment | None:
    """The round that came back and was not followed by another since."""
    returns = [act for act in document.acts if act.deed is Deed.RETURN]
    if not returns or not document.assignments:
        return None
    last = returns[-1]
    if document.assignments[-1].at > last.at:
        return None
    return next((given for given in document.assignments if given.key == last.round_id), None)
