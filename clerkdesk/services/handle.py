"""Receive, report on, give back or finish one's part of a document (NĐ 30, Điều 23.3 and 24)."""

from collections.abc import Callable
from datetime import datetime

from clerkdesk.domain.assignments import (
    DEED_NAMES,
    OF_ONE_PERSON,
    Act,
    Assignee,
    Assignment,
    Deed,
    Standing,
    awaits,
    own_standing,
)
from clerkdesk.domain.errors import InvalidEntry, NotAllowed, StepNotAllowed
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.people import Person
from clerkdesk.domain.rights import Right, demand, may
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.registers import IncomingRegister
from clerkdesk.services.office_people import OfficePeople

_NOT_OWN = N_("xử lý văn bản không giao cho mình")
_NEEDS_TEXT = {
    Deed.PROGRESS: N_("Ghi việc đã làm hoặc đang làm."),
    Deed.RETURN: N_("Ghi lý do trả lại."),
}

Place = tuple[Assignment, Assignee]


class Handle:
    """Records what one assignee does."""

    def __init__(
        self, register: IncomingRegister, people: OfficePeople, clock: Callable[[], datetime]
    ) -> None:
        self._register = register
        self._people = people
        self._clock = clock

    def __call__(
        self, uid: str, deed: Deed, by: Person, text: str = "", *, person: str = ""
    ) -> Incoming:
        """Record `deed` in the last round where it is possible.

        Who may forward (clerk, leader) may name any `person` of the rounds: the receiver then
        signed on paper, or told it. Everyone else acts for what was given to them.

        Raises:
            NotAllowed: nothing of this document was given to `by`.
            StepNotAllowed: it was received, returned or finished before.
            InvalidEntry: progress without words, or a return without a reason.
        """
        demand(by, Right.HANDLE)
        if deed not in OF_ONE_PERSON:
            raise ValueError(f"{deed} is not one person's")
        document = self._register.get(uid)
        places = self.places(document, deed, by, person)
        words = nfc(" ".join(text.split()))
        if deed in _NEEDS_TEXT and not words:
            raise InvalidEntry({"text": _(_NEEDS_TEXT[deed])})
        own = self._people.names_of(by)
        given, assignee = next(
            (place for place in places if place[1].name in own and not person), places[0]
        )
        act = Act(
            deed=deed,
            by=by.login,
            at=self._clock(),
            round_id=given.key,
            person=assignee.name,
            text=words,
            on_paper=deed is Deed.RECEIVE and assignee.name not in own,
        )
        return self._register.act(uid, act)

    def places(self, document: Incoming, deed: Deed, by: Person, person: str = "") -> list[Place]:
        """Rounds and people for whom `by` may do this now, last round first.

        Raises:
            NotAllowed, StepNotAllowed: there is none.
        """
        own = self._people.names_of(by)
        anyone = may(by, Right.FORWARD)
        mine = [
            (given, assignee)
            for given in reversed(document.assignments)
            for assignee in given.people
            if (anyone or assignee.name in own) and person in ("", assignee.name)
        ]
        if not mine:
            if document.assignments and not anyone:
                raise NotAllowed(_(_NOT_OWN))
            raise StepNotAllowed(_(DEED_NAMES[deed]), _("Chưa được giao"))
        wanted = (Standing.GIVEN,) if deed is Deed.RECEIVE else None
        possible = [
            (given, assignee)
            for given, assignee in mine
            if _fits(own_standing(given, assignee.name, document.acts), wanted)
        ]
        if not possible:
            assignee = mine[0][1]
            raise StepNotAllowed(
                _(DEED_NAMES[deed]), _("{person} đã xong bước này").format(person=assignee.name)
            )
        return possible


def _fits(standing: Standing, wanted: tuple[Standing, ...] | None) -> bool:
    return standing in wanted if wanted else awaits(standing)
