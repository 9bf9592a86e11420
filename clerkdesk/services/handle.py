"""Receive, report on, give back or finish one's part of a document (NĐ 30, Điều 23.3 and 24)."""

from collections.abc import Callable
from datetime import datetime
from typing import NoReturn

from clerkdesk.domain.assignments import (
    DEED_NAMES,
    OF_ONE_PERSON,
    Act,
    Assignee,
    Assignment,
    Deed,
    Part,
    Standing,
    may_follow,
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
        self,
        register: IncomingRegister,
        people: OfficePeople,
        clock: Callable[[], datetime],
        report: Callable[[Incoming, Person], None] = lambda _document, _by: None,
    ) -> None:
        self._report = report
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
        own = self._people.names_of(by)
        possible = [
            place for place in places(document, deed, by, own) if person in ("", place[1].name)
        ]
        if not possible:
            self._refuse(document, deed, by, own)
        words = nfc(" ".join(text.split()))
        if deed in _NEEDS_TEXT and not words:
            raise InvalidEntry({"text": _(_NEEDS_TEXT[deed])})
        given, assignee = next(
            (place for place in possible if place[1].name in own and not person), possible[0]
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
        document = self._register.act(uid, act)
        self._report(document, by)
        return document

    @staticmethod
    def _refuse(document: Incoming, deed: Deed, by: Person, own: frozenset[str]) -> NoReturn:
        named = any(person.name in own for g in document.assignments for person in g.people)
        if document.assignments and not named and not may(by, Right.FORWARD):
            raise NotAllowed(_(_NOT_OWN))
        state = _("Đã xong bước này") if document.assignments else _("Chưa được giao")
        raise StepNotAllowed(_(DEED_NAMES[deed]), state)


def places(document: Incoming, deed: Deed, by: Person, own: frozenset[str]) -> list[Place]:
    """Rounds and people for whom `by` may do this now, the last round first.

    Args:
        own: the names under which `by` is meant.
    """
    anyone = may(by, Right.FORWARD)
    found = []
    for given in reversed(document.assignments):
        for assignee in given.people:
            mine = assignee.name in own
            standing = own_standing(given, assignee.name, document.acts)
            act = Act(deed, by.login, given.at, round_id=given.key, person=assignee.name)
            first = deed is not Deed.RECEIVE or mine or standing is Standing.GIVEN
            if (mine or anyone) and first and may_follow(act, standing, document.acts):
                found.append((given, assignee))
    return found


def leads(document: Incoming, own: frozenset[str]) -> bool:
    """Whether one of the names `own` leads a round of this document."""
    return any(
        person.name in own and person.part is Part.LEAD
        for given in document.assignments
        for person in given.people
    )
