"""The rules of the one-stop counter: codes, totals, states, days promised, procedures."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.dossier_codes import USUAL_PATTERN, CodeRule, next_in_day, scanned
from clerkdesk.domain.dossier_form import entry_from, form_values
from clerkdesk.domain.dossier_sheets import labels_of
from clerkdesk.domain.dossier_steps import (
    Deed,
    DossierState,
    DossierStep,
    Timeliness,
    course,
    lawful,
    moved_by_waiting,
    possible,
    promised_on,
    timeliness,
)
from clerkdesk.domain.dossiers import (
    Allotted,
    Component,
    Digitised,
    Dossier,
    DossierEntry,
    Intake,
    acceptance_problems,
    told,
    totals,
    with_steps,
    with_told,
)
from clerkdesk.domain.office_hours import usual_calendar
from clerkdesk.domain.plain import to_plain
from clerkdesk.domain.procedures import (
    Procedure,
    components_of,
    days_in,
    is_required,
    read_procedure,
)
from tests.fakes.store.shared import DEMO_OFFICE

AT = datetime(2026, 11, 20, 8, tzinfo=VIETNAM_TIME)
FILE = Attachment("a.pdf", PDF, FileRole.APPENDIX, "0" * 64, 1)
RULE = CodeRule(USUAL_PATTERN, "H40.16")

days = st.dates(date(2020, 1, 1), date(2099, 12, 31))
components = st.builds(
    Component,
    component_id=st.uuids().map(str),
    name=st.sampled_from(["Tờ khai", "Giấy chứng sinh"]),
    required=st.booleans(),
    received=st.booleans(),
    digitised=st.sampled_from(Digitised),
    shelf=st.sampled_from(["", "Kệ 1", "Kệ 2"]),
    files=st.sampled_from([(), (FILE,)]),
)
steps = st.lists(
    st.builds(
        DossierStep,
        step_id=st.uuids().map(str),
        deed=st.sampled_from(Deed),
        by=st.just("motcua"),
        at=st.integers(0, 300).map(lambda minutes: AT + timedelta(minutes=minutes)),
        due=st.one_of(st.none(), days),
    ),
    max_size=12,
)


def dossier(parts: Sequence[Component] = (), taken: Sequence[DossierStep] = ()) -> Dossier:
    return Dossier("u", DossierEntry(applicant="A"), tuple(parts), tuple(taken), "motcua", AT)


# --- codes -------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(
    first=st.tuples(days, st.integers(1, 99_999)), second=st.tuples(days, st.integers(1, 99_999))
)
def test_two_dossiers_never_have_one_code(
    first: tuple[date, int], second: tuple[date, int]
) -> None:
    assert (RULE.code(*first) == RULE.code(*second)) == (first == second)


@settings(deadline=None)
@given(
    pattern=st.lists(
        st.sampled_from(
            ["{agency}", "{yymmdd}", "{yyyymmdd}", "{seq:4}", "{seq}", "-", ".", "7", "X"]
        ),
        max_size=7,
    ).map("".join),
    first=st.tuples(days, st.integers(1, 99_999)),
    second=st.tuples(days, st.integers(1, 99_999)),
)
def test_whatever_pattern_is_let_in_gives_no_code_twice(
    pattern: str, first: tuple[date, int], second: tuple[date, int]
) -> None:
    rule = CodeRule(pattern, "H40.16")
    if rule.problem() or first == second:
        return
    assert rule.code(*first) != rule.code(*second)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "{seq:4}",
        "{yymmdd}",
        "{yymmdd}{seq:4}",
        "{yymmdd}-{seq:9}",
        "{x}-{yymmdd}-{seq}",
        "Đ-{yymmdd}-{seq}",
    ],
)
def test_a_pattern_that_could_repeat_a_code_is_refused(pattern: str) -> None:
    assert CodeRule(pattern, "H40").problem()
    with pytest.raises(ValueError, match=r"Mẫu|Trước"):
        CodeRule(pattern, "H40").code(date(2026, 1, 1), 1)


def test_the_usual_code_has_the_form_of_the_circular() -> None:
    rule = CodeRule(USUAL_PATTERN, "000.00.16.H40")
    assert rule.code(date(2020, 5, 25), 1) == "000.00.16.H40-200525-0001"
    assert CodeRule().problem() == "Chưa nhập mã cơ quan trong mã hồ sơ."


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=30))
def test_the_sequence_of_a_day_never_repeats_whatever_is_known_here(
    given_to: list[tuple[int, bool]],
) -> None:
    """Numbers of the year in order; of some this desk knows nothing (a lost desk gave them)."""
    known: list[tuple[int, int, int]] = []  # day, number, sequence
    used: set[tuple[int, int]] = set()
    day = 0
    for number, (forward, lost) in enumerate(given_to, start=1):
        day += forward
        before = max((n for d, n, _s in known if d < day), default=0)
        highest = max((s for d, _n, s in known if d == day), default=0)
        if lost:  # it went on from what it knew itself, which is all there is
            sequence = max((s for d, s in used if d == day), default=0) + 1
        else:
            sequence = next_in_day(number, before, highest)
            known.append((day, number, sequence))
        assert (day, sequence) not in used
        used.add((day, sequence))


def test_what_a_scanner_types_is_compared_without_blanks_and_case() -> None:
    assert scanned(" h40.16-261122-0001\r\n") == "H40.16-261122-0001"
    assert scanned("\ufeffH40\u200b-1") == "H40-1"


# --- totals ------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.lists(components, max_size=8))
def test_received_is_digitised_and_not_digitised_and_unsaid(parts: list[Component]) -> None:
    count = totals(parts)
    assert count.received == count.digitised + count.not_digitised + count.unsaid
    assert count.reconciled == (count.received > 0 and count.unsaid == 0)


@settings(deadline=None)
@given(st.lists(components, max_size=8))
def test_what_may_be_accepted_has_a_file_or_a_shelf_for_everything(parts: list[Component]) -> None:
    if acceptance_problems(dossier(parts)):
        return
    assert totals(parts).reconciled
    for part in parts:
        assert part.received or not part.required
        if part.received:
            assert bool(part.files) == (part.digitised in (Digitised.WHOLE, Digitised.PART))
            assert bool(part.shelf) or part.digitised is Digitised.WHOLE


@settings(deadline=None)
@given(st.lists(components, max_size=8))
def test_every_component_that_lies_on_a_shelf_stands_on_one_label(parts: list[Component]) -> None:
    numbered = replace(
        dossier(parts), allotted=Allotted(1, 2026, date(2026, 11, 20), 1, "H-261120-0001")
    )
    labels = labels_of(numbered, DEMO_OFFICE)
    lines = [line for label in labels for line in label.contents]
    assert len(lines) == sum(part.labelled for part in parts)
    assert len({label.shelf for label in labels}) == len(labels)
    assert labels_of(dossier(parts), DEMO_OFFICE) == []


def test_who_hands_in_over_the_network_is_identified_first() -> None:
    part = Component("c", "Tờ khai", received=True, digitised=Digitised.WHOLE, files=(FILE,))
    online = replace(dossier([part]), entry=DossierEntry(intake=Intake.ONLINE))
    assert acceptance_problems(online) == ["Hồ sơ qua mạng: chưa ghi việc xác thực người nộp."]
    done = with_steps(online, [DossierStep("s", Deed.IDENTIFY, "motcua", AT)])
    assert acceptance_problems(done) == []


# --- states ------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(steps, st.randoms())
def test_the_order_in_which_steps_are_heard_of_makes_no_difference(
    taken: list[DossierStep], chance: object
) -> None:
    shuffled = list(taken)
    chance.shuffle(shuffled)
    one = with_steps(with_steps(dossier(), taken), taken[:3])
    other = with_steps(dossier(), shuffled)
    assert one.course == other.course
    assert len(one.course.done) + len(one.course.idle) == len({s.step_id for s in taken})


@settings(deadline=None)
@given(steps)
def test_only_lawful_steps_take_effect(taken: list[DossierStep]) -> None:
    now = course(())
    for step in course(taken).done:
        assert lawful(now, step.deed)
        assert step.deed in possible(now)
        now = course((*now.done, step))
    accepted = [step for step in now.done if step.deed is Deed.ACCEPT]
    assert len(accepted) <= 1
    if now.state in (DossierState.READY, DossierState.RETURNED, DossierState.STOPPED):
        assert accepted
    if now.state is DossierState.REFUSED:
        assert not accepted
        assert possible(now) == ()


def test_every_state_but_the_last_ones_leads_on() -> None:
    ended = {DossierState.RETURNED, DossierState.REFUSED}
    seen: dict[DossierState, set[Deed]] = {}
    todo = [course(())]
    while todo:
        now = todo.pop()
        key = now.state
        fresh = set(possible(now)) - seen.setdefault(key, set())
        seen[key] |= fresh
        for deed in fresh:
            at = AT + timedelta(minutes=len(now.done))
            todo.append(course((*now.done, DossierStep(str(len(now.done)), deed, "m", at))))
    assert set(seen) == set(DossierState)
    assert {state for state, deeds in seen.items() if not deeds} == ended


# --- days --------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(days.filter(lambda day: day.year < 2098), st.integers(0, 60))
def test_the_promised_day_is_worked_and_so_many_working_days_on(day: date, count: int) -> None:
    calendar = usual_calendar()
    due = promised_on(day, count, calendar)
    assert calendar.is_working_day(due)
    between = [day + timedelta(days=n) for n in range(1, (due - day).days + 1)]
    worked = sum(calendar.is_working_day(one) for one in between)
    assert worked == count or (count == 0 and worked <= 1)


def test_days_of_waiting_for_the_applicant_do_not_count() -> None:
    calendar = usual_calendar()
    monday, friday = date(2026, 11, 16), date(2026, 11, 20)
    assert moved_by_waiting(friday, monday, date(2026, 11, 18), calendar) == date(2026, 11, 24)
    assert moved_by_waiting(friday, monday, monday, calendar) == friday


def test_a_result_is_early_on_time_or_late() -> None:
    due = date(2026, 11, 20)
    found = [timeliness(due, due + timedelta(days=n)) for n in (-1, 0, 1)]
    assert found == [Timeliness.EARLY, Timeliness.ON_TIME, Timeliness.LATE]
    assert timeliness(None, due) is None


# --- what ops tell -----------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.lists(components, max_size=6, unique_by=lambda part: part.component_id))
def test_a_dossier_comes_back_from_what_ops_tell(parts: list[Component]) -> None:
    whole = dossier(parts)
    blank = replace(whole, entry=DossierEntry(), components=())
    plain = {name: to_plain(value) for name, value in told(whole).items()}
    assert with_told(blank, plain) == whole
    gone = {f"component.{part.component_id}": None for part in parts[:1]}
    assert with_told(whole, gone).components == whole.components[1:]


def test_the_form_names_a_procedure_by_code_and_name() -> None:
    entry = entry_from({"procedure": "1.004946 Đăng ký khai sinh", "applicant": "A", "sets": 0})
    assert (entry.procedure_code, entry.procedure_name, entry.sets) == (
        "1.004946",
        "Đăng ký khai sinh",
        1,
    )
    assert form_values(entry)["procedure"] == "1.004946 Đăng ký khai sinh"
    free = entry_from({"procedure": "Việc chưa có mã", "applicant": "A"})
    assert (free.procedure_code, free.procedure_name) == ("", "Việc chưa có mã")


# --- procedures --------------------------------------------------------------------------------------


def test_a_row_of_the_national_list_is_a_procedure() -> None:
    cells = {
        "code": "1.004946",
        "name": "Đăng ký khai sinh",
        "working_days": "05 ngày làm việc",
        "components": "- Tờ khai;\n- Giấy chứng sinh.\n+ Giấy ủy quyền (nếu có)",
    }
    assert read_procedure(cells) == Procedure(
        "1.004946",
        "Đăng ký khai sinh",
        working_days=5,
        components=("Tờ khai", "Giấy chứng sinh", "Giấy ủy quyền (nếu có)"),
    )
    assert [is_required(name) for name in components_of(cells["components"])] == [True, True, False]


def test_a_row_without_a_code_or_with_an_odd_time_limit_says_so() -> None:
    wrong = read_procedure({"name": "x", "working_days": "sớm"})
    assert isinstance(wrong, list)
    assert len(wrong) == 2
    assert [days_in(text) for text in ("", "Trong ngày", "15", "sớm")] == [0, 0, 15, None]
