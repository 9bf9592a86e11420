"""F1đ, NĐ30Đ15 (NĐ 30/2020, Điều 15): numbers of outgoing documents begin at 01 on 1 January, end on 31 December,
run on without double, by the series that the head of the agency lays down; Phụ lục I, II.3."""

from datetime import UTC, datetime

import pytest

from clerkdesk.adapters.pages.doc_types import load_doc_types
from clerkdesk.domain.errors import SeriesUnfit, StepNotAllowed, YearNotOpen
from clerkdesk.domain.numbering import parse_code
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.series import Series, usual_series
from clerkdesk.domain.tokens import SignatureKind
from clerkdesk.services.office_rules import OfficeRules
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK, Clock

BOTH = Person("caHai", "Người Cả Hai", "Văn thư", frozenset({Role.CLERK, Role.ADMIN}))


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice(clock=Clock(datetime(2026, 12, 30, 3, 0, tzinfo=UTC)))
    rules = OfficeRules(made.store.settings)
    rules.set_doc_types(load_doc_types(), "quantri")
    rules.set_series(usual_series(load_doc_types()), "quantri")
    return made


def code(office: FakeOffice, doc_type: str, **changes: object) -> str:
    signed = office.sign(office.approved(doc_type=doc_type, **changes), SignatureKind.PERSON)
    return office.desk().allot(signed.uid, CLERK).code


def test_nd30_dieu15_1_numbers_begin_at_01_on_1_january_and_end_on_31_december(
    office: FakeOffice,
) -> None:
    assert [code(office, "Quyết định") for _ in range(2)] == ["01/QĐ-UBND", "02/QĐ-UBND"]
    desk = office.desk(BOTH)
    desk.open_year(2027, desk.open_year.propose(2027).books, BOTH)
    assert code(office, "Quyết định") == "03/QĐ-UBND"  # still 2026
    office.clock.now = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)  # 01/01/2027 in Viet Nam
    assert code(office, "Quyết định") == "01/QĐ-UBND"


def test_nd30_dieu15_1_a_new_year_begins_by_an_act_of_the_clerk(office: FakeOffice) -> None:
    code(office, "Quyết định")
    office.clock.now = datetime(2027, 1, 4, 3, 0, tzinfo=UTC)
    with pytest.raises(YearNotOpen):
        code(office, "Quyết định")


def test_nd30_dieu15_1_number_and_notation_are_unique_in_a_year(office: FakeOffice) -> None:
    rules = OfficeRules(office.store.settings)
    double = Series("X", "Khác", frozenset({"Quyết định (QPPL)"}), "{number}/{type}-{org}")
    kept = [s for s in rules.series() if "QPPL-QĐ" not in s.series_id]
    with pytest.raises(SeriesUnfit):
        office.desk(ADMIN).change_series.series([double, *kept], ADMIN)


def test_nd30_dieu15_1a_each_kind_of_legal_act_has_its_own_numbers_with_the_year(
    office: FakeOffice,
) -> None:
    assert code(office, "Quyết định") == "01/QĐ-UBND"
    act = code(office, "Quyết định (QPPL)")
    assert act == "01/2026/QĐ-UBND"
    parsed = parse_code(act)
    assert parsed is not None
    assert (parsed.code_number, parsed.code_notation) == ("01", "2026/QĐ-UBND")
    assert code(office, "Nghị quyết (QPPL)") == "01/2026/NQ-UBND"


def test_nd30_dieu15_1c_the_head_decides_which_types_share_a_series(office: FakeOffice) -> None:
    one = Series("CHUNG", "Văn bản hành chính", frozenset(), "{number}/{type}-{org}")
    office.desk(ADMIN).change_series.series([one], ADMIN)
    assert [code(office, t) for t in ("Quyết định", "Thông báo", "Tờ trình")] == [
        "01/QĐ-UBND",
        "02/TB-UBND",
        "03/TTr-UBND",
    ]


def test_nd30_dieu15_2_the_number_comes_after_the_signature(office: FakeOffice) -> None:
    with pytest.raises(StepNotAllowed):
        office.desk().allot(office.approved().uid, CLERK)


def test_nd30_phu_luc_i_ii3_a_body_that_uses_the_seal_has_numbers_of_its_own(
    office: FakeOffice,
) -> None:
    values = {"name": "Hội đồng nghĩa vụ quân sự xã", "notation": "HĐNVQS"}
    office.desk(ADMIN).change_series.issuer(values, ADMIN, body=True)
    assert code(office, "Thông báo") == "01/TB-UBND"
    assert code(office, "Thông báo", issuing_org_name=values["name"]) == "01/TB-HĐNVQS"


def test_nd30_phu_luc_i_copies_share_one_series(office: FakeOffice) -> None:
    kinds = ("Bản sao y", "Bản sao lục", "Bản trích sao")
    assert [code(office, kind) for kind in kinds] == ["01/SY-UBND", "02/SL-UBND", "03/TrS-UBND"]
