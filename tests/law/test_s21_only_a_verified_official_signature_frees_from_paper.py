"""S21 (Điều 9.2): no paper beside a document with verified công vụ signatures, but for the exceptions."""

import pytest

from clerkdesk.domain.errors import HelperCrashed
from clerkdesk.domain.outgoing import OutgoingEntry, PaperDecision
from clerkdesk.domain.verdicts import SignatureCheck
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import CLERK
from tests.fakes.signed import OFFICIAL_CHECK, PUBLIC_CHECK
from tests.fakes.verify import UNSIGNED, FakeSignatureChecker


def issued(check: SignatureCheck, **changes: object) -> OutgoingEntry:
    office = FakeOffice(checker=FakeSignatureChecker(otherwise=check))
    return office.desk().issue(office.sealed(**changes).uid, CLERK).entry


def test_verified_official_signatures_need_no_paper() -> None:
    assert issued(OFFICIAL_CHECK).paper_decision is PaperDecision.ELECTRONIC_ONLY


@pytest.mark.parametrize("check", [UNSIGNED, PUBLIC_CHECK], ids=["not valid", "not công vụ"])
def test_signing_alone_is_a_claim(check: SignatureCheck) -> None:
    entry = issued(check)
    assert entry.paper_decision is PaperDecision.WITH_PAPER
    assert "Điều 9.1" in entry.paper_basis


@pytest.mark.parametrize(
    "subject",
    [
        "trả kết quả thủ tục hành chính",
        "nộp bản kê khai tài sản",
        "kết luận thanh tra ngân sách",
        "chuyển chứng từ chi tiền điện",
        "giải quyết tố cáo",
    ],
)
def test_the_exceptions_go_with_paper_however_they_are_signed(subject: str) -> None:
    entry = issued(OFFICIAL_CHECK, subject=subject)
    assert entry.paper_decision is PaperDecision.WITH_PAPER
    assert "Điều 9.2" in entry.paper_basis


def test_the_check_is_of_the_file_that_leaves_and_stays_recorded() -> None:
    office = FakeOffice(checker=FakeSignatureChecker(otherwise=OFFICIAL_CHECK))
    document = office.desk().issue(office.sealed().uid, CLERK)
    assert document.main_file is not None
    assert office.checker.asked[-1] == document.main_file.name
    recorded = office.store.checks.latest(document.main_file.sha256)
    assert recorded is not None
    assert recorded.signatures == OFFICIAL_CHECK.signatures


def test_a_checker_that_breaks_proves_nothing_and_stops_no_issue() -> None:
    office = FakeOffice(checker=FakeSignatureChecker(error=HelperCrashed("kiểm tra chữ ký")))
    entry = office.desk().issue(office.sealed().uid, CLERK).entry
    assert entry.paper_decision is PaperDecision.WITH_PAPER
    assert "Điều 9.1" in entry.paper_basis
