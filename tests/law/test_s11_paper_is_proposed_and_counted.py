"""S11 (Điều 5.3-5.4, 9.2): paper is proposed for each document; the clerk may differ, with a reason."""

import pytest

from clerkdesk.domain.errors import InvalidEntry, NotAllowed
from clerkdesk.domain.outgoing import PaperDecision
from clerkdesk.domain.paper_due import PaperCount
from tests.fakes.office import DRAFT_VALUES, SPECIALIST, FakeOffice
from tests.fakes.sample_documents import CLERK, TODAY
from tests.fakes.signed import OFFICIAL_CHECK
from tests.fakes.verify import FakeSignatureChecker

BOTH = PaperDecision.WITH_PAPER


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice(checker=FakeSignatureChecker(otherwise=OFFICIAL_CHECK))


def test_a_draft_shows_what_is_proposed_and_what_signing_will_make_of_it(
    office: FakeOffice,
) -> None:
    outlook = office.desk().decide_paper.outlook(DRAFT_VALUES)
    assert outlook.now.decision is BOTH
    assert "Điều 9.1" in outlook.now.basis
    assert outlook.signed.decision is PaperDecision.ELECTRONIC_ONLY
    assert "Điều 5.4 và 9.2" in outlook.signed.basis


def test_a_signed_document_goes_without_paper_and_its_article_is_kept(office: FakeOffice) -> None:
    entry = office.desk().issue(office.sealed().uid, CLERK).entry
    assert entry.paper_decision is entry.paper_proposed is PaperDecision.ELECTRONIC_ONLY
    assert "Điều 5.4 và 9.2" in entry.paper_basis
    assert office.desk().send_paper.waiting() == []


def test_the_clerk_may_differ_with_a_reason_which_stays_with_the_document(
    office: FakeOffice,
) -> None:
    choice = {"paper_decision": BOTH.value, "paper_reason": "nơi nhận phải lưu bản giấy"}
    entry = office.desk().issue(office.sealed(**choice).uid, CLERK).entry
    assert entry.paper_decision is BOTH
    assert entry.paper_proposed is PaperDecision.ELECTRONIC_ONLY
    assert entry.paper_reason == "nơi nhận phải lưu bản giấy"
    assert len(office.desk().send_paper.waiting()) == 1


def test_a_choice_without_a_reason_is_refused(office: FakeOffice) -> None:
    with pytest.raises(InvalidEntry) as refused:
        office.draft(paper_decision=BOTH.value, paper_reason="  ")
    assert refused.value.problems == {"paper_reason": "Ghi lý do khi gửi khác với đề xuất."}
    issued = office.desk().issue(office.sealed().uid, CLERK)
    decide = office.desk().decide_paper
    with pytest.raises(InvalidEntry):
        decide.override(issued.uid, BOTH, "", CLERK)
    with pytest.raises(NotAllowed):
        decide.override(issued.uid, BOTH, "cần bản giấy", SPECIALIST)
    assert decide.override(issued.uid, BOTH, "cần bản giấy", CLERK).entry.paper_decision is BOTH


def test_documents_are_counted_by_the_way_they_went(office: FakeOffice) -> None:
    desk = office.desk()
    desk.issue(office.sealed().uid, CLERK)
    desk.issue(office.sealed(paper_decision=BOTH.value, paper_reason="cần").uid, CLERK)
    desk.issue(office.sealed(subject="chuyển chứng từ chi").uid, CLERK)
    assert desk.decide_paper.count(TODAY, TODAY) == PaperCount(1, 2, 0, 1)
