"""Use cases of trust: loading, pinning, fetching, and judging again what was open."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509

from clerkdesk.domain.errors import (
    InvalidEntry,
    NotAllowed,
    NotATrustFile,
    OlderTrustFile,
    ProvinceKeyUnknown,
    ServerUnreachable,
)
from clerkdesk.domain.trust import TrustNews
from clerkdesk.domain.verdicts import (
    CertificateState,
    Finding,
    SignatureResult,
    Verdict,
)
from tests.fakes.judged import KNOWN, STRUCK, UNKNOWN, URL, registered
from tests.fakes.office import PDF_FILE, SPECIALIST, FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK
from tests.fakes.trust import OTHER_KEY, PINNED, trust_file
from tests.fakes.verify_authority import DAY, NOW, Authority


@pytest.fixture(scope="module")
def state() -> Authority:
    return Authority("CA phục vụ các cơ quan Nhà nước (G2)")


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice()
    made.desk().keep_trust.pin(PINNED, ADMIN)
    return made


# --- loading ---------------------------------------------------------------------------------------


def test_a_signed_list_may_be_loaded_by_the_clerk(office: FakeOffice, state: Authority) -> None:
    keep = office.desk().keep_trust
    news = keep.load("tinh.cdtrust", trust_file(2, [state], crls=[state.crl()]), CLERK)
    assert news.bundle is not None
    assert news.bundle.version == 2
    assert [one.issuer for one in news.crls] == [state.name]
    source = keep.standing().authorities[0].source
    assert source == f"tệp «tinh.cdtrust», {CLERK.full_name} nạp"
    with pytest.raises(OlderTrustFile):
        keep.load("cu.cdtrust", trust_file(1, [state]), CLERK)


def test_the_list_in_force_brings_no_news(office: FakeOffice, state: Authority) -> None:
    keep, content = office.desk().keep_trust, trust_file(2, [state])
    assert keep.load("a.cdtrust", content, CLERK).any
    assert not keep.load("a.cdtrust", content, CLERK).any


def test_only_an_administrator_believes_by_the_offices_own_word(
    office: FakeOffice, state: Authority
) -> None:
    keep = office.desk().keep_trust
    with pytest.raises(NotAllowed):
        keep.load("ca.pem", state.identity.pem, CLERK)
    with pytest.raises(NotAllowed):
        keep.pin(PINNED, CLERK)
    (added,) = keep.load("ca.pem", state.identity.pem, ADMIN).authorities
    assert keep.load("g2.crl", state.crl(), CLERK).crls, "a revocation list proves itself"
    with pytest.raises(NotAllowed):
        keep.remove(added.fingerprint, CLERK)
    keep.remove(added.fingerprint, ADMIN)
    assert keep.standing().stale
    with pytest.raises(NotATrustFile):
        keep.load("la.txt", b"hello", CLERK)


def test_the_provinces_key_is_pinned_as_it_was_read_out(office: FakeOffice) -> None:
    keep = office.desk().keep_trust
    spaced = " ".join(PINNED[place : place + 4] for place in range(0, 64, 4)).upper()
    keep.pin(spaced, ADMIN)
    assert list(keep.keys()) == [PINNED]
    for wrong in ("", "abc", "g" * 64):
        with pytest.raises(InvalidEntry):
            keep.pin(wrong, ADMIN)
    keep.unpin(PINNED, ADMIN)
    assert not keep.keys()


def test_a_list_by_another_key_names_that_key(office: FakeOffice, state: Authority) -> None:
    keep = office.desk().keep_trust
    content = trust_file(1, [state], key=OTHER_KEY)
    with pytest.raises(ProvinceKeyUnknown) as refused:
        keep.load("la.cdtrust", content, CLERK)
    key = keep.examine("la.cdtrust", content).key
    assert "".join(refused.value.key.split()).lower() == key
    keep.pin(key, ADMIN)
    assert keep.load("la.cdtrust", content, CLERK).any


# --- fetching --------------------------------------------------------------------------------------


def test_the_server_and_the_distribution_points_are_asked_while_there_is_a_line(
    office: FakeOffice, state: Authority
) -> None:
    registered(office, UNKNOWN)
    office.clock.now = NOW
    office.crl_source.lists[URL] = state.crl()
    fetched = office.desk().fetch_trust(lambda: trust_file(4, [state]))
    assert fetched.news.bundle is not None
    assert fetched.news.bundle.source == "máy chủ của tỉnh"
    assert [one.source for one in fetched.news.crls] == [URL]
    assert not fetched.problems


def test_a_line_that_is_down_says_nothing_and_is_asked_again_after_an_hour(
    office: FakeOffice, state: Authority
) -> None:
    registered(office, UNKNOWN)
    office.clock.now = NOW
    fetch = office.desk().fetch_trust

    def unreachable() -> bytes:
        raise ServerUnreachable

    office.desk().keep_trust.load("a.cdtrust", trust_file(1, [state]), CLERK)
    assert not fetch(unreachable).news.any
    fetch()
    assert office.crl_source.asked == [URL]
    office.clock.now = NOW + timedelta(hours=2)
    office.crl_source.lists[URL] = state.crl()
    assert fetch().news.crls
    fetch()
    assert office.crl_source.asked == [URL, URL], "a fresh list is not asked for"


def test_a_round_asks_a_few_points_and_says_that_more_are_due(office: FakeOffice) -> None:
    urls = tuple(f"http://ca.example/{n}.crl" for n in range(5))
    many = tuple(replace(one, crl_points=urls) for one in UNKNOWN.signatures)
    registered(office, replace(UNKNOWN, signatures=many))
    office.clock.now = NOW
    fetch = office.desk().fetch_trust
    assert fetch().more
    assert len(office.crl_source.asked) == 3
    assert not fetch().more
    assert len(office.crl_source.asked) == 5


def test_a_forged_list_of_the_server_is_told_and_changes_nothing(
    office: FakeOffice, state: Authority
) -> None:
    fetched = office.desk().fetch_trust(lambda: trust_file(9, [state], key=OTHER_KEY))
    assert [type(one) for one in fetched.problems] == [ProvinceKeyUnknown]
    assert office.desk().keep_trust.standing().stale


# --- judging again ---------------------------------------------------------------------------------


def test_an_open_verdict_is_settled_when_a_revocation_list_comes(
    office: FakeOffice, state: Authority
) -> None:
    document = registered(office, UNKNOWN)
    desk = office.desk()
    news = TrustNews(
        crls=desk.keep_trust.load(
            "a.cdtrust", trust_file(1, [state], crls=[state.crl()]), CLERK
        ).crls
    )
    office.checker.otherwise = KNOWN
    (sha256,) = desk.judge_again.waiting(news)
    again = desk.judge_again(sha256, news)
    assert again is not None
    assert (again.before.verdict, again.after.verdict) == (Verdict.INDETERMINATE, Verdict.VALID)
    assert not again.fell
    now = office.store.incoming.get(document.uid)
    assert now.entry.signature_result is SignatureResult.VALID
    assert office.store.ops.history("incoming", document.uid)[-1].what == (
        "Kiểm tra lại chữ ký số: «Chưa xác định» thành «Hợp lệ», có danh sách thu hồi mới của "
        "CA phục vụ các cơ quan Nhà nước (G2)"
    )
    assert not desk.judge_again.waiting(news)


def test_a_valid_document_falls_when_its_certificate_is_struck_off(
    office: FakeOffice, state: Authority
) -> None:
    bad = Authority(state.name)
    bad.identity, bad.revoked = state.identity, [(0x1F, NOW - DAY)]
    issued = replace(
        KNOWN, signatures=tuple(replace(one, issuer=state.name) for one in KNOWN.signatures)
    )
    document = registered(office, issued)
    desk = office.desk()
    news = desk.keep_trust.load("a.cdtrust", trust_file(1, [state], crls=[state.crl()]), CLERK)
    assert not desk.judge_again.waiting(TrustNews(crls=news.crls))
    news = desk.keep_trust.load("g2.crl", bad.crl(made=NOW), CLERK)
    office.checker.otherwise = STRUCK
    (sha256,) = desk.judge_again.waiting(news)
    again = desk.judge_again(sha256, news)
    assert again is not None
    assert again.fell
    (fallen,) = office.store.checks.fallen()
    assert fallen.uid == document.uid
    alerts = [alert for alert in desk.watch().alerts if alert.key.startswith("fallen:")]
    assert [alert.text for alert in alerts] == [
        "Chữ ký số của văn bản số đến 1 không còn hợp lệ: 15/2016/QĐ-UBND."
    ]


def test_a_root_that_is_struck_off_the_list_opens_what_led_to_it(
    office: FakeOffice, state: Authority
) -> None:
    root = hashlib.sha256(state.identity.der).hexdigest()
    led = replace(KNOWN, signatures=tuple(replace(one, root=root) for one in KNOWN.signatures))
    document = registered(office, led)
    desk = office.desk()
    desk.keep_trust.load("a.cdtrust", trust_file(1, [state]), CLERK)
    news = desk.keep_trust.load("b.cdtrust", trust_file(2, [Authority("CA khác")]), CLERK)
    office.checker.otherwise = replace(
        UNKNOWN,
        certificate=CertificateState.UNTRUSTED,
    )
    (sha256,) = desk.judge_again.waiting(news)
    desk.judge_again(sha256, news)
    now = office.store.incoming.get(document.uid)
    assert now.entry.signature_result is SignatureResult.INDETERMINATE


def test_what_came_while_the_program_was_closed_is_judged_at_the_next_start(
    office: FakeOffice, state: Authority
) -> None:
    registered(office, UNKNOWN)
    desk = office.desk()
    assert not desk.judge_again.missed().any
    content = trust_file(1, [state], crls=[state.crl()])
    office.trust.load_bundle("t", content, keys=[PINNED], source="lệnh", at=NOW)
    missed = desk.judge_again.missed()
    assert missed.bundle is not None
    assert len(missed.crls) == 1
    assert desk.judge_again.waiting(missed)
    desk.judge_again.caught_up()
    assert not desk.judge_again.missed().any
    own = Authority("CA riêng")
    office.trust.add_own("r.pem", own.identity.pem, source="lệnh", at=NOW)
    assert [one.name for one in desk.judge_again.missed().authorities] == ["CA riêng"]
    desk.judge_again.caught_up()
    office.trust.load_crl("n.crl", state.crl(made=NOW), source="lệnh", at=NOW)
    assert [one.this_update for one in desk.judge_again.missed().crls] == [NOW]


def test_a_list_grown_old_takes_nothing_from_what_was_registered(office: FakeOffice) -> None:
    document = registered(office, KNOWN)
    office.checker.otherwise = UNKNOWN
    assert document.main_file is not None
    again = office.desk().judge_again.at_once(document.main_file.sha256, CLERK)
    assert again is not None
    assert again.after.verdict is Verdict.INDETERMINATE
    now = office.store.incoming.get(document.uid)
    assert now.entry.signature_result is SignatureResult.VALID
    assert len(office.store.checks.all_of(document.main_file.sha256)) == 2


def test_only_the_registry_takes_note_of_a_fall(office: FakeOffice) -> None:
    document = registered(office, KNOWN)
    office.checker.otherwise = STRUCK
    assert document.main_file is not None
    office.desk().judge_again.at_once(document.main_file.sha256, CLERK)
    with pytest.raises(NotAllowed):
        office.desk().judge_again.take_note(document.uid, SPECIALIST)
    office.desk().judge_again.take_note(document.uid, CLERK)
    assert not office.store.checks.fallen()


def test_what_the_registry_found_still_stands_when_it_is_judged_again(office: FakeOffice) -> None:
    grave = Finding("seal-of-other-agency", "Con dấu số là của «A».")
    office.store.checks.record(
        replace(KNOWN, verdict=Verdict.INDETERMINATE, registry=(grave,), sha256="a" * 64)
    )
    before = office.store.checks.latest("a" * 64)
    assert before is not None
    office.checker.otherwise = KNOWN
    after = office.desk().check.again("x.pdf", PDF_FILE, before)
    assert after.verdict is Verdict.INDETERMINATE
    assert after.registry == (grave,)


def test_made_certificates_are_what_the_tests_say(state: Authority) -> None:
    assert x509.load_der_x509_crl(state.crl()).issuer == state.identity.certificate.subject
