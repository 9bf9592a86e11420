"""Whether paper goes along: every row of DOMAIN §8.3, and a rule that always answers, and the same."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import PaperDecision, Recipient, RecipientKind
from clerkdesk.domain.paper_lists import OFFICIAL_AUTHORITIES, USUAL_ROWS, PaperList, PaperRow
from clerkdesk.domain.paper_rule import (
    PaperFacts,
    Standing,
    Step,
    choice_problem,
    facts_of,
    propose,
    settled,
    standing,
)
from clerkdesk.domain.verdicts import (
    CertificateState,
    Integrity,
    LegalClass,
    Revocation,
    SignatureCheck,
    SignatureReport,
    Verdict,
)
from tests.fakes.sample_documents import NOW, TODAY, outgoing_entry

ONLY, BOTH, PAPER = (
    PaperDecision.ELECTRONIC_ONLY,
    PaperDecision.WITH_PAPER,
    PaperDecision.PAPER_ONLY,
)
INVITATIONS = PaperRow(
    "8-giay-moi",
    PaperList.ELECTRONIC,
    "Giấy mời họp",
    "QĐ 99/2026/QĐ-UBND, Điều 1",
    doc_types=frozenset({"Giấy mời"}),
    valid_from=date(2026, 1, 1),
    valid_to=date(2026, 12, 31),
)
NOT_FOR_NETWORK = PaperRow(
    "1.2",
    PaperList.NOT_ON_NETWORK,
    "Bản đồ quốc phòng",
    "QĐ 15/2016/QĐ-UBND, Điều 1.2",
    words=("bản đồ địa hình",),
)
ROWS = (*USUAL_ROWS, INVITATIONS, NOT_FOR_NETWORK)
SIGNED = PaperFacts("Công văn", subject="báo cáo số liệu", standing=Standing.OFFICIAL)


@pytest.mark.parametrize(
    ("facts", "decision", "step", "article"),
    [
        pytest.param(
            replace(SIGNED, subject="gửi bản đồ địa hình"),
            PAPER,
            Step.PAPER_ONLY,
            "Điều 1.2",
            id="0 what may not go by network goes on paper",
        ),
        pytest.param(
            replace(SIGNED, reachable=False),
            PAPER,
            Step.PAPER_ONLY,
            "Điều 21.2",
            id="0 nobody can be reached by network",
        ),
        pytest.param(
            PaperFacts("giấy mời", subject="họp giao ban"),
            ONLY,
            Step.ELECTRONIC_LIST,
            "Điều 1",
            id="1 the list of Điều 8, signed or not",
        ),
        pytest.param(
            replace(SIGNED, subject="trả kết quả thủ tục hành chính cho bà A"),
            BOTH,
            Step.EXCEPTION,
            "Điều 9.2",
            id="2 thủ tục hành chính",
        ),
        pytest.param(
            replace(SIGNED, doc_type="Quyết định", subject="Về việc bổ nhiệm ông Nguyễn Văn A"),
            BOTH,
            Step.EXCEPTION,
            "Điều 9.2",
            id="2 quyết định cá biệt",
        ),
        pytest.param(
            replace(SIGNED, subject="nộp bản kê khai tài sản năm 2026"),
            BOTH,
            Step.EXCEPTION,
            "Điều 9.2",
            id="2 kê khai tài sản",
        ),
        pytest.param(
            replace(SIGNED, doc_type="Thông báo", subject="KẾT LUẬN THANH TRA ngân sách"),
            BOTH,
            Step.EXCEPTION,
            "Điều 9.2",
            id="2 kết luận thanh tra",
        ),
        pytest.param(
            replace(SIGNED, subject="giải quyết khiếu nại lần đầu"),
            BOTH,
            Step.EXCEPTION,
            "Điều 9.2",
            id="2 việc cá biệt",
        ),
        pytest.param(
            replace(SIGNED, subject="chuyển chứng từ chi quý III"),
            BOTH,
            Step.EXCEPTION,
            "Điều 9.2",
            id="2 chứng từ tài chính",
        ),
        pytest.param(SIGNED, ONLY, Step.SIGNED, "Điều 5.4 và 9.2", id="3 signed and verified"),
        pytest.param(
            replace(SIGNED, doc_type="Quyết định", subject="ban hành quy chế làm việc"),
            ONLY,
            Step.SIGNED,
            "Điều 5.4 và 9.2",
            id="3 a decision that is about no one person",
        ),
        pytest.param(
            PaperFacts("Tờ trình", standing=Standing.NOT_ENOUGH),
            BOTH,
            Step.PAPER_LIST,
            "Điều 9.1",
            id="4 Tờ trình, not signed",
        ),
        pytest.param(
            PaperFacts("Chỉ thị"), BOTH, Step.PAPER_LIST, "Điều 9.1", id="4 chỉ đạo điều hành"
        ),
        pytest.param(PaperFacts("Nghị quyết"), BOTH, Step.PAPER_LIST, "Điều 9.1", id="4 VBQPPL"),
        pytest.param(PaperFacts("Dự án"), BOTH, Step.PAPER_LIST, "Điều 9.1", id="4 dự án"),
        pytest.param(
            PaperFacts("Công văn", subject="mời góp ý"),
            BOTH,
            Step.PAPER_LIST,
            "Điều 9.1",
            id="4 every other document",
        ),
    ],
)
def test_the_order_of_questions(
    facts: PaperFacts, decision: PaperDecision, step: Step, article: str
) -> None:
    found = propose(facts, ROWS, TODAY)
    assert (found.decision, found.step) == (decision, step)
    assert article in found.basis
    assert found.reason
    assert found.forced == (step is Step.EXCEPTION)


def test_words_are_whole_words_with_their_marks() -> None:
    for subject in ("kế hoạch thanh toàn dân", "quả thanh trà", "bà con nông dân"):
        assert propose(replace(SIGNED, subject=subject), ROWS, TODAY).step is Step.SIGNED


def test_a_row_holds_on_its_days_only() -> None:
    facts = PaperFacts("Giấy mời")
    for day, step in (
        (date(2025, 12, 31), Step.PAPER_LIST),
        (date(2026, 1, 1), Step.ELECTRONIC_LIST),
        (date(2026, 12, 31), Step.ELECTRONIC_LIST),
        (date(2027, 1, 1), Step.PAPER_LIST),
    ):
        assert propose(facts, ROWS, day).step is step


def test_a_row_may_ask_for_the_kind_of_recipient() -> None:
    citizens = PaperRow(
        "c",
        PaperList.EXCEPTION,
        "Trả công dân",
        "Quy chế",
        kinds=frozenset({RecipientKind.CITIZEN}),
    )
    to_citizen = replace(SIGNED, kinds=frozenset({RecipientKind.CITIZEN, RecipientKind.AGENCY}))
    assert propose(to_citizen, [citizens], TODAY).decision is BOTH
    to_agency = replace(SIGNED, kinds=frozenset({RecipientKind.AGENCY}))
    assert propose(to_agency, [citizens], TODAY).decision is ONLY


def test_a_row_without_a_condition_means_nothing() -> None:
    blank = PaperRow("x", PaperList.ELECTRONIC, "Mọi văn bản", "…")
    assert propose(PaperFacts("Công văn"), [blank], TODAY).step is Step.PAPER_LIST


words = some.sampled_from(
    ["", "Quyết định", "Tờ trình", "Giấy mời", "chứng từ", "bổ nhiệm ông A", "lạ lùng"]
)
rows = some.builds(
    PaperRow,
    key=some.sampled_from("abc"),
    of=some.sampled_from(PaperList),
    title=some.sampled_from(["Một", "Hai"]),
    basis=some.sampled_from(["Điều 8", "Điều 9"]),
    doc_types=some.frozensets(words.filter(bool), max_size=2),
    words=some.lists(words.filter(bool), max_size=2).map(tuple),
    kinds=some.frozensets(some.sampled_from(RecipientKind), max_size=2),
    valid_from=some.none() | some.dates(date(2026, 1, 1), date(2026, 12, 31)),
    valid_to=some.none() | some.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
facts = some.builds(
    PaperFacts,
    doc_type=words,
    field=words,
    subject=words,
    kinds=some.frozensets(some.sampled_from(RecipientKind)),
    reachable=some.booleans(),
    standing=some.sampled_from(Standing),
)


@given(facts, some.lists(rows, max_size=6), some.randoms(use_true_random=False))
def test_the_rule_always_answers_and_the_order_of_rows_does_not_matter(
    given_facts: PaperFacts, table: list[PaperRow], chance: object
) -> None:
    found = propose(given_facts, table, TODAY)
    assert found.decision in PaperDecision
    assert found.basis
    assert found.reason
    shuffled = [*table, *table]
    chance.shuffle(shuffled)  # type: ignore[attr-defined] # random.Random
    assert propose(given_facts, shuffled, TODAY) == found


@given(facts, some.lists(rows, max_size=6))
def test_signing_never_adds_paper(given_facts: PaperFacts, table: list[PaperRow]) -> None:
    unsigned = propose(replace(given_facts, standing=Standing.UNCHECKED), table, TODAY)
    signed = propose(replace(given_facts, standing=Standing.OFFICIAL), table, TODAY)
    assert signed.decision is unsigned.decision or (unsigned.decision, signed.decision) == (
        BOTH,
        ONLY,
    )


# --- what a check is worth ---

OFFICIAL = "CA phục vụ các cơ quan Nhà nước (G2)"
PERSON = SignatureReport(
    "CK1",
    "Lê Thị Lãnh",
    "UBND xã",
    OFFICIAL,
    NOW,
    True,
    Integrity.ALLOWED_CHANGES,
    CertificateState.GOOD,
    Revocation.GOOD,
)
SEAL = replace(PERSON, signer="UBND xã", integrity=Integrity.INTACT, is_organisation=True)
ORIGINAL = SignatureCheck(
    Verdict.VALID,
    Integrity.INTACT,
    CertificateState.GOOD,
    Revocation.GOOD,
    LegalClass.ORIGINAL,
    (PERSON, SEAL),
)


@pytest.mark.parametrize(
    ("check", "worth"),
    [
        pytest.param(None, Standing.UNCHECKED, id="no check is a claim"),
        pytest.param(ORIGINAL, Standing.OFFICIAL, id="both, valid, công vụ"),
        pytest.param(
            replace(ORIGINAL, verdict=Verdict.INDETERMINATE), Standing.NOT_ENOUGH, id="not known"
        ),
        pytest.param(
            replace(ORIGINAL, legal_class=LegalClass.PARTLY), Standing.NOT_ENOUGH, id="partly"
        ),
        pytest.param(
            replace(ORIGINAL, signatures=(PERSON,)), Standing.NOT_ENOUGH, id="the person alone"
        ),
        pytest.param(
            replace(ORIGINAL, signatures=(replace(PERSON, issuer="VNPT-CA SHA256"), SEAL)),
            Standing.NOT_ENOUGH,
            id="a public authority's certificate",
        ),
        pytest.param(
            replace(
                ORIGINAL, signatures=(PERSON, replace(SEAL, certificate=CertificateState.UNTRUSTED))
            ),
            Standing.NOT_ENOUGH,
            id="the name of the authority without its chain",
        ),
        pytest.param(
            replace(ORIGINAL, signatures=(PERSON, replace(SEAL, revocation=Revocation.UNKNOWN))),
            Standing.NOT_ENOUGH,
            id="revocation not looked up",
        ),
    ],
)
def test_only_a_recorded_check_of_both_official_signatures_frees_from_paper(
    check: SignatureCheck | None, worth: Standing
) -> None:
    assert standing(check, OFFICIAL_AUTHORITIES) is worth


def test_the_list_on_which_the_root_stands_decides_before_the_issuers_name() -> None:
    official, public = (
        replace(
            ORIGINAL,
            signatures=tuple(
                replace(one, issuer=issuer, trust_list=which) for one in (PERSON, SEAL)
            ),
        )
        for issuer, which in (("CA mới của Ban Cơ yếu", "official"), (OFFICIAL, "public"))
    )
    assert standing(official, OFFICIAL_AUTHORITIES) is Standing.OFFICIAL
    assert standing(public, OFFICIAL_AUTHORITIES) is Standing.NOT_ENOUGH, "a name can be copied"


def test_without_a_list_of_authorities_nothing_is_official() -> None:
    assert standing(ORIGINAL, ()) is Standing.NOT_ENOUGH
    assert standing(ORIGINAL, ("  ",)) is Standing.NOT_ENOUGH


def test_the_facts_of_a_document() -> None:
    dark = Recipient("Ông A", channel=Channel.PAPER, kind=RecipientKind.CITIZEN)
    facts = facts_of(outgoing_entry(recipients=(dark,)), Standing.UNCHECKED)
    assert facts.kinds == {RecipientKind.CITIZEN}
    assert not facts.reachable
    assert facts_of(outgoing_entry(recipients=()), Standing.UNCHECKED).reachable


def test_a_choice_holds_where_it_differs_and_says_why() -> None:
    proposal = propose(PaperFacts("Công văn"), ROWS, TODAY)
    assert settled(proposal, None, "x") == (BOTH, "")
    assert settled(proposal, BOTH, "x") == (BOTH, "")
    assert settled(proposal, ONLY, "nơi nhận yêu cầu") == (ONLY, "nơi nhận yêu cầu")
    assert settled(proposal, ONLY, "") == (BOTH, "")
    assert choice_problem(ONLY, " ") == "Ghi lý do khi gửi khác với đề xuất."
    assert choice_problem(ONLY, "có lý do") == choice_problem(None, "") == ""
    assert "500" in choice_problem(ONLY, "x" * 501)
