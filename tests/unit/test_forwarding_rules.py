"""Groups to which documents are forwarded, and the days that are proposed: checked, kept, had back."""

import pytest

from clerkdesk.domain.deadlines import USUAL_DAYS
from clerkdesk.domain.errors import InvalidEntry, NotAllowed
from clerkdesk.domain.incoming import Urgency
from clerkdesk.services.forwarding_rules import ChangeForwardingRules, ForwardingRules
from tests.fakes.busy_office import SPECIALIST
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


def test_a_group_is_kept_and_the_one_before_comes_back(office: FakeOffice) -> None:
    change = ChangeForwardingRules(office.store)
    before = change(ForwardingRules({"Phòng Kinh tế": [CLERK.login]}), CLERK)
    assert change.read().groups == {"Phòng Kinh tế": [CLERK.login]}
    change(before, CLERK)
    assert change.read() == before


def test_days_that_were_changed_are_proposed(office: FakeOffice) -> None:
    change = ChangeForwardingRules(office.store)
    change(ForwardingRules({}, {**USUAL_DAYS, Urgency.NORMAL: 15}), ADMIN)
    assert change.read().days[Urgency.NORMAL] == 15
    assert change.read().days[Urgency.URGENT] == USUAL_DAYS[Urgency.URGENT]


@pytest.mark.parametrize(
    "name",
    ["", " ", "Toàn cơ quan", CLERK.full_name.upper(), CLERK.position, "Tổ A, B", "x" * 101],
)
def test_a_group_has_a_name_of_its_own(name: str, office: FakeOffice) -> None:
    change = ChangeForwardingRules(office.store)
    with pytest.raises(InvalidEntry) as refused:
        change(ForwardingRules({name: []}), CLERK)
    assert "group" in refused.value.problems
    assert not change.read().groups


def test_two_groups_do_not_differ_by_case_and_diacritics_alone(office: FakeOffice) -> None:
    with pytest.raises(InvalidEntry) as refused:
        ChangeForwardingRules(office.store)(
            ForwardingRules({"Phòng Kinh tế": [], "phong kinh te": []}), CLERK
        )
    assert "Đã có nhóm" in refused.value.problems["group"]


@pytest.mark.parametrize("count", [-1, 366])
def test_days_are_no_more_than_a_year(count: int, office: FakeOffice) -> None:
    with pytest.raises(InvalidEntry) as refused:
        ChangeForwardingRules(office.store)(ForwardingRules({}, {Urgency.URGENT: count}), CLERK)
    assert "urgent" in refused.value.problems


def test_members_are_named_as_they_are_called(office: FakeOffice) -> None:
    change = ChangeForwardingRules(office.store)
    typed = f" {CLERK.position} {CLERK.full_name},  {CLERK.login.upper()} ,"
    assert change.members(typed) == [CLERK.login]
    assert change.shown([CLERK.login, "đã nghỉ"]) == f"{CLERK.position} {CLERK.full_name}, đã nghỉ"


def test_a_stranger_is_named(office: FakeOffice) -> None:
    with pytest.raises(InvalidEntry) as refused:
        ChangeForwardingRules(office.store).members(f"{CLERK.full_name}, Ông Ất")
    assert "«Ông Ất»" in refused.value.problems["members"]


def test_a_specialist_may_not_change_them(office: FakeOffice) -> None:
    with pytest.raises(NotAllowed):
        ChangeForwardingRules(office.store)(ForwardingRules({"Tổ": []}), SPECIALIST)
