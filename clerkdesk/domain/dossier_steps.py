"""The steps of a dossier at the counter, and the state that they add up to: the same on every desk."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from clerkdesk.domain.errors import DossierStepNotAllowed
from clerkdesk.domain.office_hours import OfficeCalendar
from clerkdesk.domain.texts import N_, _


class DossierState(StrEnum):
    """Where a dossier stands."""

    CHECKING = "checking"
    SUPPLEMENT = "supplement"
    REFUSED = "refused"
    RECEIVED = "received"
    IN_WORK = "in_work"
    EXTENDED = "extended"
    STOPPED = "stopped"
    READY = "ready"
    RETURNED = "returned"


STATE_NAMES = {
    DossierState.CHECKING: N_("Đang kiểm tra"),
    DossierState.SUPPLEMENT: N_("Chờ bổ sung"),
    DossierState.REFUSED: N_("Từ chối"),
    DossierState.RECEIVED: N_("Đã tiếp nhận"),
    DossierState.IN_WORK: N_("Đang giải quyết"),
    DossierState.EXTENDED: N_("Đã gia hạn"),
    DossierState.STOPPED: N_("Dừng giải quyết"),
    DossierState.READY: N_("Có kết quả"),
    DossierState.RETURNED: N_("Đã trả kết quả"),
}

BEFORE_ACCEPTANCE = frozenset({DossierState.CHECKING})


class Deed(StrEnum):
    """What is done with a dossier; the value stands in ops."""

    IDENTIFY = "identify"
    ACCEPT = "accept"
    ASK = "ask"
    SUPPLEMENTED = "supplemented"
    REFUSE = "refuse"
    HAND_OVER = "hand_over"
    EXTEND = "extend"
    STOP = "stop"
    RESULT = "result"
    RETURN = "return"


DEED_NAMES = {
    Deed.IDENTIFY: N_("xác thực người nộp"),
    Deed.ACCEPT: N_("tiếp nhận"),
    Deed.ASK: N_("yêu cầu bổ sung"),
    Deed.SUPPLEMENTED: N_("nhận bổ sung"),
    Deed.REFUSE: N_("từ chối tiếp nhận"),
    Deed.HAND_OVER: N_("chuyển giải quyết"),
    Deed.EXTEND: N_("xin lỗi và hẹn lại"),
    Deed.STOP: N_("dừng giải quyết"),
    Deed.RESULT: N_("nhận kết quả"),
    Deed.RETURN: N_("trả kết quả"),
}

_S = DossierState
_FROM: dict[Deed, frozenset[DossierState]] = {
    Deed.IDENTIFY: frozenset({_S.CHECKING, _S.SUPPLEMENT}),
    Deed.ACCEPT: frozenset({_S.CHECKING}),
    Deed.ASK: frozenset({_S.CHECKING, _S.RECEIVED, _S.IN_WORK, _S.EXTENDED}),
    Deed.SUPPLEMENTED: frozenset({_S.SUPPLEMENT}),
    Deed.REFUSE: frozenset({_S.CHECKING, _S.SUPPLEMENT}),
    Deed.HAND_OVER: frozenset({_S.RECEIVED, _S.IN_WORK, _S.EXTENDED}),
    Deed.EXTEND: frozenset({_S.RECEIVED, _S.IN_WORK, _S.EXTENDED}),
    Deed.STOP: frozenset({_S.RECEIVED, _S.IN_WORK, _S.EXTENDED, _S.SUPPLEMENT}),
    Deed.RESULT: frozenset({_S.RECEIVED, _S.IN_WORK, _S.EXTENDED}),
    Deed.RETURN: frozenset({_S.READY, _S.STOPPED}),
}

NEEDS_REASON = frozenset({Deed.ASK, Deed.REFUSE, Deed.EXTEND, Deed.STOP})


@dataclass(frozen=True, slots=True)
class DossierStep:
    """One step: who, when, why. What it does not need is empty.

    `person` is who took over, was identified or took the result; `unit` to whom it was handed over;
    `due` the day promised from now on; `way` how the person was identified or the result handed out.
    """

    step_id: str
    deed: Deed
    by: str
    at: datetime
    reason: str = ""
    person: str = ""
    unit: str = ""
    way: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What steps, in the order of time, have made of a dossier."""

    state: DossierState = DossierState.CHECKING
    identified: DossierStep | None = None
    accepted: DossierStep | None = None
    due: date | None = None
    done: tuple[DossierStep, ...] = ()
    idle: tuple[DossierStep, ...] = ()
    """Steps of another desk that came when they were no longer possible: kept, without effect."""

    def last(self, deed: Deed) -> DossierStep | None:
        """The newest step of a kind that took effect."""
        return next((step for step in reversed(self.done) if step.deed is deed), None)


def in_order(steps: Iterable[DossierStep]) -> tuple[DossierStep, ...]:
    """Steps by time, each once; two of one instant by id, so that every desk has one order."""
    once = {step.step_id: step for step in steps}
    return tuple(sorted(once.values(), key=lambda step: (step.at, step.step_id)))


def course(steps: Iterable[DossierStep]) -> Course:
    """What the steps add up to; one that is not lawful where it comes has no effect."""
    now = Course()
    for step in in_order(steps):
        now = _after(now, step) if lawful(now, step.deed) else replace(now, idle=(*now.idle, step))
    return now


def lawful(now: Course, deed: Deed) -> bool:
    """Whether `deed` may follow.

    A dossier that was accepted is stopped, not refused; one that was not is refused, not stopped.
    """
    if now.state not in _FROM[deed]:
        return False
    if deed is Deed.REFUSE:
        return now.accepted is None
    if deed is Deed.STOP:
        return now.accepted is not None
    return True


def demand_lawful(now: Course, deed: Deed) -> None:
    """Do nothing where `deed` may follow.

    Raises:
        StepNotAllowed: it may not.
    """
    if not lawful(now, deed):
        raise DossierStepNotAllowed(_(DEED_NAMES[deed]), _(STATE_NAMES[now.state]))


def possible(now: Course) -> tuple[Deed, ...]:
    """What may be done now, in the order of the enumeration."""
    return tuple(deed for deed in Deed if lawful(now, deed))


def _after(now: Course, step: DossierStep) -> Course:
    then = replace(now, done=(*now.done, step))
    match step.deed:
        case Deed.IDENTIFY:
            return replace(then, identified=step)
        case Deed.ACCEPT:
            return replace(then, state=_S.RECEIVED, accepted=step, due=step.due)
        case Deed.ASK:
            return replace(then, state=_S.SUPPLEMENT)
        case Deed.SUPPLEMENTED:
            state = _S.IN_WORK if now.accepted else _S.CHECKING
            return replace(then, state=state, due=step.due or now.due)
        case Deed.REFUSE:
            return replace(then, state=_S.REFUSED)
        case Deed.HAND_OVER:
            state = _S.EXTENDED if now.state is _S.EXTENDED else _S.IN_WORK
            return replace(then, state=state)
        case Deed.EXTEND:
            return replace(then, state=_S.EXTENDED, due=step.due or now.due)
        case Deed.STOP:
            return replace(then, state=_S.STOPPED)
        case Deed.RESULT:
            return replace(then, state=_S.READY)
        case Deed.RETURN:
            return replace(then, state=_S.RETURNED)


def promised_on(accepted: date, working_days: int, calendar: OfficeCalendar) -> date:
    """The day of the result: so many working days after acceptance; nought is the same day.

    Source: NĐ 118/2025/NĐ-CP (time limits are counted in working days).
    """
    if working_days > 0:
        return calendar.next_working_day(accepted, working_days)
    return accepted if calendar.is_working_day(accepted) else calendar.next_working_day(accepted)


def moved_by_waiting(due: date, asked: date, brought: date, calendar: OfficeCalendar) -> date:
    """The day promised anew: the working days in which the office waited for the applicant do not
    count."""
    waited = sum(
        calendar.is_working_day(date.fromordinal(day))
        for day in range(asked.toordinal() + 1, brought.toordinal() + 1)
    )
    return calendar.next_working_day(due, waited) if waited else due


class Timeliness(StrEnum):
    """How the result stands to the day promised."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


TIMELINESS_NAMES = {
    Timeliness.EARLY: N_("Trước hạn"),
    Timeliness.ON_TIME: N_("Đúng hạn"),
    Timeliness.LATE: N_("Quá hạn"),
}


def timeliness(due: date | None, day: date) -> Timeliness | None:
    """How `day` stands to the day promised (Phiếu kiểm soát); None where none was promised."""
    if due is None:
        return None
    if day > due:
        return Timeliness.LATE
    return Timeliness.ON_TIME if day == due else Timeliness.EARLY
