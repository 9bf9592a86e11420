"""Forwarding an incoming document: rounds, who has which part in them, and what each has done.

Source: NĐ 30/2020, Điều 23.2-4 (chủ trì, phối hợp, thời hạn, ký nhận) and Điều 24 (giải quyết).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.texts import N_, _
from clerkdesk.domain.vietnamese import fold, nfc

WHOLE_OFFICE = N_("Toàn cơ quan")
"""The group that every office has: all accounts but administrators."""


class Part(StrEnum):
    """What someone has to do in a round."""

    LEAD = "lead"
    COOPERATE = "cooperate"
    INFORM = "inform"


PART_NAMES = {
    Part.LEAD: N_("chủ trì"),
    Part.COOPERATE: N_("phối hợp"),
    Part.INFORM: N_("để biết"),
}


class Deed(StrEnum):
    """What can be done with a document after it was forwarded."""

    RECEIVE = "receive"
    UNRECEIVE = "unreceive"
    PROGRESS = "progress"
    RETURN = "return"
    FINISH_PART = "finish_part"
    FINISH = "finish"
    REOPEN = "reopen"
    REMIND = "remind"


DEED_NAMES = {
    Deed.RECEIVE: N_("ký nhận"),
    Deed.UNRECEIVE: N_("rút ký nhận"),
    Deed.PROGRESS: N_("ghi tiến độ"),
    Deed.RETURN: N_("trả lại"),
    Deed.FINISH_PART: N_("báo xong phần việc"),
    Deed.FINISH: N_("hoàn thành"),
    Deed.REOPEN: N_("mở lại"),
    Deed.REMIND: N_("nhắc"),
}
OF_ONE_PERSON = (
    Deed.RECEIVE,
    Deed.UNRECEIVE,
    Deed.PROGRESS,
    Deed.RETURN,
    Deed.FINISH_PART,
)
"""Deeds that belong to one assignee; the others are about the whole document."""


class Standing(StrEnum):
    """How far one assignee is."""

    GIVEN = "given"
    RECEIVED = "received"
    WORKING = "working"
    HANDED_ON = "handed_on"
    DONE = "done"
    RETURNED = "returned"


STANDING_NAMES = {
    Standing.GIVEN: N_("chưa ký nhận"),
    Standing.RECEIVED: N_("đã nhận"),
    Standing.WORKING: N_("đang xử lý"),
    Standing.HANDED_ON: N_("đã giao tiếp"),
    Standing.DONE: N_("xong phần việc"),
    Standing.RETURNED: N_("đã trả lại"),
}

_OPEN = (Standing.GIVEN, Standing.RECEIVED, Standing.WORKING)
_STEPS = {
    (Deed.RECEIVE, Standing.GIVEN): Standing.RECEIVED,
    (Deed.UNRECEIVE, Standing.RECEIVED): Standing.GIVEN,
    **{(Deed.PROGRESS, before): Standing.WORKING for before in _OPEN},
    **{(Deed.RETURN, before): Standing.RETURNED for before in _OPEN},
    **{(Deed.FINISH_PART, before): Standing.DONE for before in _OPEN},
}


@dataclass(frozen=True, slots=True)
class Assignee:
    """A person, unit or group named in a round."""

    name: str
    part: Part = Part.LEAD
    due_date: date | None = None
    """A deadline of one's own; the round's where there is none."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One round of forwarding: to whom, by when, with what opinion (NĐ 30/2020, Điều 23).

    `to_person` are those who lead, as the register prints them. `opinion_by` names the leader whose
    opinion (bút phê) `instruction` is; empty where the clerk only puts the document forward.
    `answers` is the key of the round from which this one was handed on.
    """

    to_person: str
    instruction: str
    due_date: date | None
    by: str
    at: datetime
    round_id: str = ""
    assignees: tuple[Assignee, ...] = ()
    opinion_by: str = ""
    answers: str = ""

    @property
    def key(self) -> str:
        """The round's name; rounds of older versions had none of their own."""
        return self.round_id or f"{self.at.isoformat()} {self.to_person}"

    @property
    def people(self) -> tuple[Assignee, ...]:
        """Everyone named; a round of an older version named one."""
        return self.assignees or (Assignee(self.to_person, Part.LEAD, self.due_date),)

    def named(self, part: Part) -> tuple[Assignee, ...]:
        """Those who have this part."""
        return tuple(person for person in self.people if person.part is part)

    def due_of(self, person: Assignee) -> date | None:
        """By when one has to be done; who is only told has no deadline."""
        if person.part is Part.INFORM:
            return person.due_date
        return person.due_date or self.due_date

    def names(self, person: str) -> bool:
        """Whether this round names `person`."""
        return any(assignee.name == person for assignee in self.people)


@dataclass(frozen=True, slots=True)
class Act:
    """One deed, by whom (login) and when; `person` is the assignee in whose name it was done."""

    deed: Deed
    by: str
    at: datetime
    act_id: str = ""
    round_id: str = ""
    person: str = ""
    text: str = ""
    reply_uid: str = ""
    reply_code: str = ""
    """Số, ký hiệu of the reply, as it stands in the register of incoming work."""
    on_paper: bool = False
    """The receiver signed on paper, and the clerk has written it down."""


def complete(given: Assignment) -> Assignment:
    """The round with its assignees named one by one, as it is stored."""
    return replace(given, assignees=given.people)


def everyone(given: Assignment) -> str:
    """«Nguyễn Văn An (chủ trì); Phòng Kinh tế (phối hợp)»; one alone needs no part."""
    if len(given.people) == 1:
        return given.people[0].name
    return "; ".join(f"{person.name} ({_(PART_NAMES[person.part])})" for person in given.people)


def own_standing(given: Assignment, person: str, acts: Iterable[Act]) -> Standing:
    """What the person's own deeds in this round have led to, whatever was handed on."""
    standing = Standing.GIVEN
    so_far: list[Act] = []
    for act in acts:
        if act.round_id == given.key and act.person == person:
            so_far.append(act)
            if act.deed is Deed.UNRECEIVE and signed(so_far):
                continue  # a unit: another of its people has signed, too
            standing = _STEPS.get((act.deed, standing), standing)
    return standing


def signed(acts: Iterable[Act]) -> list[Act]:
    """The signatures for receipt that hold, oldest first: one that was withdrawn by the account
    that gave it is none, though both stay on record."""
    held: list[Act] = []
    for act in acts:
        if act.deed is Deed.RECEIVE:
            held.append(act)
        elif act.deed is Deed.UNRECEIVE:
            own = [
                other
                for other in held
                if (other.round_id, other.person, other.by) == (act.round_id, act.person, act.by)
            ]
            if own:
                held.remove(own[-1])
    return held


def receipts(given: Assignment, acts: Iterable[Act]) -> list[Act]:
    """Who has signed for it in this round, oldest first (NĐ 30/2020, Điều 23.3)."""
    return [act for act in signed(acts) if act.round_id == given.key]


def may_follow(act: Act, standing: Standing, before: Iterable[Act]) -> bool:
    """Whether `act` is possible for an assignee who stands so.

    A unit or group is signed for by each of its people, so another account may receive once more.
    """
    if act.deed is Deed.RECEIVE and standing in (Standing.RECEIVED, Standing.WORKING):
        return not received_by(act.by, act.round_id, act.person, before)
    if act.deed is Deed.UNRECEIVE:
        whose = (act.round_id, act.person, act.by)
        own = any((a.round_id, a.person, a.by) == whose for a in signed(before))
        return own and standing is Standing.RECEIVED
    return (act.deed, standing) in _STEPS


def received_by(login: str, round_id: str, person: str, acts: Iterable[Act]) -> bool:
    """Whether this account has signed for `person`, or somebody did on paper."""
    return any(
        (act.round_id, act.person) == (round_id, person) and (act.on_paper or act.by == login)
        for act in signed(acts)
    )


def is_active(given: Assignment, acts: Sequence[Act]) -> bool:
    """Whether someone who has to work still keeps it; those who are only told do not count."""
    working = [p for p in given.people if p.part is not Part.INFORM] or given.people
    return any(
        own_standing(given, person.name, acts) is not Standing.RETURNED for person in working
    )


def active_rounds(rounds: Sequence[Assignment], acts: Sequence[Act]) -> list[Assignment]:
    """The rounds that hold, in order."""
    return [given for given in rounds if is_active(given, acts)]


def standing_of(
    given: Assignment, person: str, rounds: Sequence[Assignment], acts: Sequence[Act]
) -> Standing:
    """How far `person` is in `given`; handed on where a later round that holds answers for them."""
    own = own_standing(given, person, acts)
    if own in _OPEN and any(
        later.answers == given.key and later.opinion_by == person
        for later in active_rounds(rounds, acts)
    ):
        return Standing.HANDED_ON
    return own


def awaits(standing: Standing) -> bool:
    """Whether it is still this person's turn."""
    return standing in _OPEN


def called(
    person: Person, everyone: Iterable[Person], groups: Mapping[str, Sequence[str]]
) -> frozenset[str]:
    """Every name under which rounds may mean `person`: full name, with position, by position
    where nobody else has it, and the groups that hold one of these.

    Args:
        groups: members by the group's name.
    """
    names = {person.full_name, formal_name(person)}
    others = [fold(other.position) for other in everyone if other.login != person.login]
    if person.position and fold(person.position) not in others:
        names.add(person.position)
    own = {fold(name) for name in names} | {fold(person.login)}
    names |= {group for group, members in groups.items() if own & {fold(m) for m in members}}
    if Role.ADMIN not in person.roles:
        names.add(_(WHOLE_OFFICE))
    return frozenset(nfc(name) for name in names)


def formal_name(person: Person) -> str:
    """As forms suggest people: «Chủ tịch Nguyễn Văn Mẫu»."""
    return nfc(f"{person.position} {person.full_name}".strip())
