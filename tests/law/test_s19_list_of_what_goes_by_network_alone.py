"""S19 (Điều 8): the list of documents that go by network alone: by type or field, basis and dates."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clerkdesk.domain.errors import InvalidEntry, NotAllowed
from clerkdesk.domain.outgoing import PaperDecision
from clerkdesk.domain.paper_lists import USUAL_ROWS, PaperList, PaperRow
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK, TODAY

ROW = PaperRow(
    "8-to-trinh",
    PaperList.ELECTRONIC,
    "Tờ trình thường xuyên",
    "Công văn 12/UBND-VX của Chủ tịch UBND tỉnh",
    doc_types=frozenset({"Tờ trình"}),
    valid_from=TODAY,
    valid_to=TODAY + timedelta(30),
)


def test_a_listed_document_goes_by_network_alone_even_unsigned() -> None:
    office = FakeOffice()
    desk = office.desk()
    assert desk.paper_rules.rows() == USUAL_ROWS
    desk.paper_rules.set_rows([*USUAL_ROWS, ROW], ADMIN)
    assert list(desk.paper_rules.rows()) == [*USUAL_ROWS, ROW]
    entry = desk.issue(office.sealed().uid, CLERK).entry
    assert entry.paper_decision is PaperDecision.ELECTRONIC_ONLY
    assert entry.paper_basis == ROW.basis


def test_a_row_of_the_past_holds_no_more() -> None:
    office = FakeOffice()
    past = replace(ROW, valid_from=None, valid_to=TODAY - timedelta(1))
    office.desk().paper_rules.set_rows([past], ADMIN)
    entry = office.desk().issue(office.sealed().uid, CLERK).entry
    assert entry.paper_decision is PaperDecision.WITH_PAPER


def test_by_field_of_work_too() -> None:
    office = FakeOffice()
    field = replace(ROW, doc_types=frozenset(), words=("Thi đua khen thưởng",))
    office.desk().paper_rules.set_rows([field], ADMIN)
    entry = office.desk().issue(office.sealed(field="Thi đua, khen thưởng").uid, CLERK).entry
    assert entry.paper_decision is PaperDecision.ELECTRONIC_ONLY


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (replace(ROW, title=" "), "title"),
        (replace(ROW, basis=""), "basis"),
        (replace(ROW, doc_types=frozenset()), "doc_types"),
        (replace(ROW, valid_to=TODAY - timedelta(9)), "valid_to"),
    ],
)
def test_a_row_needs_title_basis_condition_and_dates_in_order(row: PaperRow, field: str) -> None:
    rules = FakeOffice().desk().paper_rules
    with pytest.raises(InvalidEntry) as refused:
        rules.set_rows([row], ADMIN)
    assert list(refused.value.problems) == [field]
    assert rules.rows() == USUAL_ROWS


def test_only_an_administrator_changes_the_lists() -> None:
    with pytest.raises(NotAllowed):
        FakeOffice().desk().paper_rules.set_rows([ROW], CLERK)
