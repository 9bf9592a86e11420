"""Agencies: codes, families, trees, and which issuers grow the directory."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.agencies import (
    Agency,
    AgencyKind,
    AgencyLevel,
    Office,
    agency_key,
    code_note,
)
from clerkdesk.domain.agency_families import Families, meant_by, offered_instead, other_wordings
from clerkdesk.domain.agency_merge import merged, updated
from clerkdesk.domain.agency_tree import in_tree_order
from clerkdesk.domain.growing import grown_from, kind_of, level_of
from clerkdesk.domain.incoming import Channel
from clerkdesk.services.directory import AgencyIndex
from tests.fakes.sample_documents import TODAY, incoming_entry

GONE = date(2025, 6, 30)
AGENCIES = st.lists(
    st.builds(
        Agency,
        code=st.integers(0, 9).map(lambda n: f"H{n:02d}"),
        name=st.sampled_from(["Sở A", "Sở B", "UBND xã C"]),
        parent=st.integers(0, 9).map(lambda n: f"H{n:02d}"),
        predecessors=st.lists(st.integers(0, 9).map(lambda n: f"h{n:02d}"), max_size=3).map(tuple),
        merged_into=st.sampled_from(["", "", "h01", "h02"]),
    ),
    max_size=10,
    unique_by=lambda agency: agency.key,
)


@pytest.mark.parametrize("code", ["000.00.15.H51", "H51.15", "h13", "G12.34", ""])
def test_codes_of_the_old_and_the_new_form_look_right(code: str) -> None:
    assert code_note(code) == ""


@pytest.mark.parametrize("code", ["28.22.H17", "mã lạ", "1" * 36])
def test_other_codes_are_warned_of_and_never_refused(code: str) -> None:
    assert code_note(code).startswith("Mã «")
    assert Agency(code, "Sở").key == code.casefold()


def test_codes_are_compared_without_case_and_names_without_diacritics() -> None:
    assert agency_key(" H13.A ", "x") == agency_key("h13.a", "y")
    assert agency_key("", "Sở  Nội vụ") == agency_key("", "so noi vu")


@given(AGENCIES)
def test_every_agency_stands_in_the_tree_once_whatever_links_say(agencies: list[Agency]) -> None:
    branches = list(in_tree_order(agencies))
    assert sorted(branch.agency.key for branch in branches) == sorted(a.key for a in agencies)


@given(AGENCIES)
def test_families_end_even_where_they_run_in_rings(agencies: list[Agency]) -> None:
    families = Families(agencies)
    for agency in agencies:
        assert set(agency.names) <= set(families.names(agency))
        assert agency.key not in [other.key for other in families.successors(agency)]


def test_a_successor_of_a_successor_is_the_agency_of_today() -> None:
    first = Agency("H1", "Sở cũ", valid_to=GONE)
    second = Agency("H2", "Sở giữa", valid_to=GONE, predecessors=("h1",))
    third = Agency("H3", "Sở mới", predecessors=("h2",))
    families = Families([first, second, third])
    assert families.successors(first) == [third]
    assert families.names(third) == ("Sở mới", "H3", "Sở giữa", "H2", "Sở cũ", "H1")
    assert "nay là «Sở mới»" in families.warning(first, TODAY)
    assert families.warning(third, TODAY) == ""
    later = replace(third, valid_from=date(2027, 1, 1))
    assert "chỉ có hiệu lực từ 01/01/2027" in families.warning(later, TODAY)


def test_a_name_within_a_search_is_replaced_by_each_other_name() -> None:
    family = ("UBND huyện Kế Sách", "UBND xã Kế Sách")
    assert other_wordings("báo cáo UBND huyện Kế Sách", [family]) == ["bao cao ubnd/xa/ke/sach"]
    assert "ubnd/xa/ke/sach" in other_wordings("huyện Kế", [family])
    assert other_wordings("kế", [family]) == []


def test_an_offered_old_name_means_the_new_one() -> None:
    assert meant_by(offered_instead("Sở cũ", "Sở mới")) == "Sở mới"
    assert meant_by("Sở mới") == "Sở mới"


def test_forms_offer_agencies_of_today_and_lead_from_old_names() -> None:
    old = Agency("H1", "Sở Kế hoạch", valid_to=GONE)
    now = Agency("H2", "Sở Tài chính", aliases=("STC",), predecessors=("h1",))
    dead = Agency("H3", "Ban quản lý", valid_to=GONE)
    index = AgencyIndex([old, now, dead], TODAY)
    assert index.suggestions()[0] == "Sở Tài chính"
    assert "Sở Kế hoạch → nay là Sở Tài chính" in index.suggestions()
    assert index.find("ke hoach") == [(now, "Sở Kế hoạch")]
    assert index.find("stc") == [(now, "STC")]
    assert index.find("ban quan") == []
    assert index.warning("ban quản lý") == "«Ban quản lý» đã hết hiệu lực từ 30/06/2025."
    assert index.warning("không ai") == ""


def test_a_merged_double_gives_what_the_other_lacks_and_nothing_more() -> None:
    double = Agency("", "Sở NV", "a@b.vn", "UBND tỉnh", address="Số 1", predecessors=("h1",))
    stays = Agency("H2", "Sở Nội vụ", "c@d.vn")
    gone, stayed = merged(double, stays)
    assert (gone.merged_into, gone.name) == ("h2", "Sở NV")
    assert (stayed.email, stayed.parent, stayed.address) == ("c@d.vn", "UBND tỉnh", "Số 1")
    assert (stayed.aliases, stayed.predecessors) == (("Sở NV",), ("h1",))


def test_a_list_from_outside_changes_what_it_says_and_leaves_the_rest() -> None:
    mine = Agency("H2", "Sở Nội vụ", "a@b.vn", aliases=("SNV",), predecessors=("h1",))
    new = updated(mine, Agency("H2", "Sở Nội vụ thành phố"))
    assert (new.name, new.email) == ("Sở Nội vụ thành phố", "a@b.vn")
    assert (new.aliases, new.predecessors) == (("SNV", "Sở Nội vụ"), ("h1",))
    assert updated(new, new) == new


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("UBND xã Kế Sách", AgencyKind.STATE, AgencyLevel.COMMUNE),
        ("Ủy ban nhân dân huyện Kế Sách", AgencyKind.STATE, AgencyLevel.DISTRICT),
        ("Sở Nội vụ", AgencyKind.STATE, AgencyLevel.PROVINCE),
        ("Bộ Nội vụ", AgencyKind.STATE, AgencyLevel.CENTRAL),
        ("Hội Nông dân xã", AgencyKind.ORGANISATION, AgencyLevel.UNKNOWN),
        ("Công ty TNHH Một Hai", AgencyKind.COMPANY, AgencyLevel.UNKNOWN),
        ("Ông Nguyễn Văn A", AgencyKind.CITIZEN, AgencyLevel.UNKNOWN),
        ("Ban Quản lý dự án", AgencyKind.STATE, AgencyLevel.UNKNOWN),
    ],
)
def test_a_name_says_what_it_is(name: str, kind: AgencyKind, level: AgencyLevel) -> None:
    assert (kind_of(name), level_of(name)) == (kind, level)


@pytest.mark.parametrize(
    ("changes", "grows"),
    [
        ({}, True),
        ({"issuing_org": "Bà Trần Thị B"}, False),
        ({"issuing_org": "Bà Trần Thị B", "issuing_org_code": "H13.1"}, True),
        ({"doc_type": "Đơn kiến nghị", "code_number": "", "code_notation": ""}, False),
        ({"doc_type": "Đơn kiến nghị"}, True),
        ({"channel": Channel.ONE_STOP, "code_number": "", "code_notation": ""}, False),
        ({"issuing_org": ""}, False),
    ],
)
def test_who_writes_once_does_not_grow_the_directory(
    changes: dict[str, object], grows: bool
) -> None:
    assert (grown_from(incoming_entry(**changes)) is not None) is grows


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Ủy ban nhân dân xã Thạnh Mẫu", "ỦY BAN NHÂN DÂN\nXÃ THẠNH MẪU"),
        ("Hội đồng nhân dân xã Thạnh Mẫu", "HỘI ĐỒNG NHÂN DÂN\nXÃ THẠNH MẪU"),
        ("Sở Nội vụ", "SỞ NỘI VỤ"),
    ],
)
def test_over_a_printed_sheet_the_place_has_its_own_line(name: str, head: str) -> None:
    assert Office("H01", name, "x", "y", "z", "UBND").head == head
