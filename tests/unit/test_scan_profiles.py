"""Scan profiles, and what may be believed of a resolution."""

import dataclasses

import pytest

from clerkdesk.domain.errors import InvalidEntry, NotAllowed
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.scan_profiles import (
    PaperSource,
    ScanProfile,
    ScanRules,
    count_problem,
    profile_problems,
    usual_profiles,
)
from clerkdesk.domain.scans import ColourMode, PaperSize, ScannerDevice, believable_dpi
from clerkdesk.services.scan_profiles import ChangeScanRules, read_scan_rules
from tests.fakes.office import FakeOffice

CLERK = Person("vt", "Văn thư", "", frozenset({Role.CLERK}))
ADMIN = Person("qt", "Quản trị", "", frozenset({Role.ADMIN}))
LEADER = Person("ld", "Lãnh đạo", "", frozenset({Role.SPECIALIST}))
DEVICE = ScannerDevice("escl:a", "Máy", "escl", ("ADF Front", "Flatbed"), is_feeder=True)


def test_a_profile_says_what_it_does() -> None:
    profile = ScanProfile("Công văn đến", duplex=True)
    assert profile.title == "Công văn đến — 300 dpi, màu, 2 mặt"
    grey = ScanProfile("Bản vẽ", 200, ColourMode.GREY, paper=PaperSize.A3)
    assert grey.title == "Bản vẽ — 200 dpi, xám, A3, 1 mặt"


@pytest.mark.parametrize(
    ("wanted", "name"),
    [(PaperSource.FEEDER, "ADF Front"), (PaperSource.GLASS, "Flatbed"), (PaperSource.ANY, "")],
)
def test_a_paper_source_is_found_by_the_drivers_own_name(wanted: PaperSource, name: str) -> None:
    assert ScanProfile("x", source=wanted).settings(DEVICE).source == name


def test_the_usual_profiles_are_right_and_what_is_wrong_is_said() -> None:
    assert profile_problems(usual_profiles()) == []
    twice = [ScanProfile("Đến"), ScanProfile("đến ", dpi=20), ScanProfile("")]
    assert len(profile_problems(twice)) == 3
    assert profile_problems([])


def test_a_locked_profile_is_changed_by_an_administrator_only() -> None:
    settings = FakeOffice().store.settings
    change = ChangeScanRules(settings)
    locked = ScanProfile("Công văn đến", locked=True)
    change(ScanRules((locked,), ("192.168.1.20",)), ADMIN)
    change(ScanRules((locked, ScanProfile("Của tôi")), ("192.168.1.20",)), CLERK)
    assert [p.name for p in read_scan_rules(settings).profiles] == ["Công văn đến", "Của tôi"]
    with pytest.raises(NotAllowed):
        change(ScanRules((dataclasses.replace(locked, dpi=600),), ("192.168.1.20",)), CLERK)
    with pytest.raises(NotAllowed):
        change(ScanRules((locked,)), CLERK)
    with pytest.raises(NotAllowed):
        change(ScanRules((locked,), ("192.168.1.20",)), LEADER)


def test_a_clerk_may_not_lock_and_a_wrong_list_changes_nothing() -> None:
    settings = FakeOffice().store.settings
    change = ChangeScanRules(settings)
    with pytest.raises(NotAllowed):
        change(ScanRules((ScanProfile("Mới", locked=True),)), CLERK)
    with pytest.raises(InvalidEntry):
        change(ScanRules(()), ADMIN)
    before = change(ScanRules((ScanProfile(" Mới "),), (" a ", "", "a")), ADMIN)
    assert before == ScanRules(usual_profiles())
    assert read_scan_rules(settings) == ScanRules((ScanProfile("Mới"),), ("a",))


@pytest.mark.parametrize(
    ("size", "told", "asked", "dpi"),
    [
        pytest.param((2480, 3508), 300, 200, 300, id="what is told, where it can be"),
        pytest.param((2480, 3508), 0, 300, 300, id="zero is what was asked"),
        pytest.param((2480, 3508), 1, 300, 300, id="one would be a sheet of 60 metres"),
        pytest.param((2480, 3508), 72, 300, 300, id="72 is what knows nothing"),
        pytest.param((595, 842), 72, 300, 72, id="72 for a small picture of a sheet"),
        pytest.param((2480, 3508), 9600, 300, 300, id="a stamp"),
        pytest.param((7016, 9933), 600, 600, 600, id="A3 at 600"),
        pytest.param((2480, 3508), 96, 300, 300, id="96 is what knows nothing, either"),
        pytest.param((60, 85), 100, 75, 100, id="a tiny picture stays what it is"),
    ],
)
def test_a_resolution_is_believed_where_the_page_would_be_a_sheet(
    size: tuple[int, int], told: float, asked: int, dpi: int
) -> None:
    assert believable_dpi(*size, told, asked) == dpi


@pytest.mark.parametrize(
    ("sheets", "pages", "duplex", "said"),
    [
        pytest.param(0, 7, False, "", id="nobody counted"),
        pytest.param(7, 7, False, "", id="as counted"),
        pytest.param(7, 14, True, "", id="two sides each"),
        pytest.param(7, 6, False, "thiếu", id="two went through together"),
        pytest.param(7, 8, False, "thừa", id="one too many"),
    ],
)
def test_sheets_counted_by_hand_are_compared(
    sheets: int, pages: int, duplex: bool, said: str
) -> None:
    found = count_problem(sheets, pages, duplex)
    assert (said in found) if said else found == ""
