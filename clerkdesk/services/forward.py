"""Put a registered document before a leader, or hand it on, with a deadline (NĐ 30, Điều 23)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from clerkdesk.domain.assignee_names import one_each, read_assignees
from clerkdesk.domain.assignments import (
    Assignee,
    Assignment,
    Part,
    awaits,
    formal_name,
    standing_of,
)
from clerkdesk.domain.clock import local_date
from clerkdesk.domain.deadlines import proposed_deadline
from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.rights import Right, demand
from clerkdesk.domain.texts import _
from clerkdesk.domain.vietnamese import nfc
from clerkdesk.ports.registers import IncomingRegister
from clerkdesk.services.office_people import OfficePeople
from clerkdesk.services.office_rules import OfficeRules


@dataclass(frozen=True, slots=True)
class Others:
    """Who besides those that lead: names as typed, and whose opinion the clerk writes down."""

    cooperate: str = ""
    inform: str = ""
    opinion_by: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a form of forwarding starts with."""

    due_date: date
    opinion_by: str
    """The leader whose turn it is; empty where the document is only put forward."""
    names: list[str] = field(default_factory=list)
    leaders: list[str] = field(default_factory=list)


class Forward:
    """Records rounds of forwarding."""

    def __init__(
        self,
        register: IncomingRegister,
        people: OfficePeople,
        rules: OfficeRules,
        clock: Callable[[], datetime],
        report: Callable[[Incoming, Person], None] = lambda _document, _by: None,
    ) -> None:
        self._report = report
        self._register = register
        self._people = people
        self._rules = rules
        self._clock = clock

    def __call__(
        self,
        uid: str,
        to_person: str,
        due_date: date | None,
        instruction: str,
        by: Person,
        others: Others | None = None,
    ) -> Incoming:
        """Forward to those named in `to_person`, who lead, and to `others`.

        Raises:
            InvalidEntry: nobody is named, or a deadline is past or no date.
            StepNotAllowed: the document is done or cancelled.
            NotAllowed: `by` may not forward.
        """
        demand(by, Right.FORWARD)
        others = others or Others()
        now = self._clock()
        wrong: dict[str, str] = {}
        lead = self._read("to_person", to_person, Part.LEAD, now, wrong)
        cooperate = self._read("cooperate", others.cooperate, Part.COOPERATE, now, wrong)
        inform = self._read("inform", others.inform, Part.INFORM, now, wrong)
        everyone = one_each(lead, cooperate, inform)
        if not everyone and not wrong:
            wrong["to_person"] = _("Chưa chọn người nhận.")
        if due_date is not None and due_date < local_date(now):
            wrong["due_date"] = _("Thời hạn không được trước hôm nay.")
        if wrong:
            raise InvalidEntry(wrong)
        document = self._register.get(uid)
        opinion_by = nfc(" ".join(others.opinion_by.split()))
        if not opinion_by and Role.LEADER in by.roles:
            opinion_by = self._own_name(document, by)
        given = Assignment(
            to_person=", ".join(person.name for person in lead or everyone),
            instruction=nfc(instruction.strip()),
            due_date=due_date,
            by=by.login,
            at=now,
            assignees=everyone,
            opinion_by=opinion_by,
            answers=_turn_of(document, frozenset({opinion_by})) if opinion_by else "",
        )
        document = self._register.forward(uid, given)
        self._report(document, by)
        return document

    def proposal(self, uid: str, by: Person) -> Proposal:
        """What to offer for the next round of this document."""
        document = self._register.get(uid)
        leaders = list(self._people.leaders())
        opinion_by = self._own_name(document, by) if Role.LEADER in by.roles else ""
        for leader in leaders:
            if not opinion_by and _turn_of(document, frozenset({leader})):
                opinion_by = leader
        return Proposal(
            proposed_deadline(
                document,
                local_date(self._clock()),
                self._rules.calendar(),
                self._rules.usual_deadlines(),
            ),
            opinion_by,
            self._people.names(),
            leaders,
        )

    def _read(
        self, field_name: str, text: str, part: Part, now: datetime, wrong: dict[str, str]
    ) -> tuple[Assignee, ...]:
        today, calendar = local_date(now), self._rules.calendar()
        try:
            people = read_assignees(text, part, today, calendar, self._people.names())
        except ValueError:
            wrong[field_name] = _("Hạn ghi sau tên phải là ngày có thật, ví dụ «Lê Văn An 28/11».")
            return ()
        for person in people:
            if person.due_date is not None and person.due_date < today:
                words = _("Hạn của «{name}» không được trước hôm nay.")
                wrong[field_name] = words.format(name=person.name)
        return people

    def _own_name(self, document: Incoming, by: Person) -> str:
        """As the round names the leader whose turn it is, else as the leader is called."""
        names = self._people.names_of(by)
        for given in reversed(document.assignments):
            for person in given.people:
                if person.name in names:
                    return person.name
        return formal_name(by)


def _turn_of(document: Incoming, names: frozenset[str]) -> str:
    """The last round in which it is the turn of one of `names`; empty where there is none."""
    for given in reversed(document.assignments):
        for person in given.people:
            standing = standing_of(given, person.name, document.assignments, document.acts)
            if person.name in names and person.part is not Part.INFORM and awaits(standing):
                return given.key
    return ""
