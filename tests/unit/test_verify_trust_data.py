"""What trust data makes of a verdict: lists of any length, local time, names that deceive, facts kept."""

import hashlib
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.adapters.verify.names import deceptive
from clerkdesk.adapters.verify.trust import TrustBundle
from clerkdesk.domain.trust import TrustList
from clerkdesk.domain.verdicts import CertificateState, Revocation, SignatureCheck, Verdict
from tests.fakes.verify_authority import DAY, NOW, Authority, Identity, page, sign
from tests.unit.test_verify_made_files import sign_for_archive


def codes(check: SignatureCheck) -> set[str]:
    return {finding.code for finding in check.findings}


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def leader(authority: Authority) -> Identity:
    return authority.issue("Nguyễn Văn An")


@pytest.fixture(scope="module")
def signed(leader: Identity) -> bytes:
    return sign(page(), leader)


def made_list(
    authority: Authority,
    *extensions: tuple[x509.ExtensionType, bool],
    revoked: x509.RevokedCertificate | None = None,
) -> bytes:
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.identity.certificate.subject)
        .last_update(NOW - DAY)
        .next_update(NOW + 7 * DAY)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    if revoked is not None:
        builder = builder.add_revoked_certificate(revoked)
    made = builder.sign(authority.identity.key, hashes.SHA256())
    return made.public_bytes(serialization.Encoding.DER)


def trust(authority: Authority, *crls: bytes) -> TrustBundle:
    return TrustBundle("t", "1", (authority.identity.der,), (), crls)


def test_a_list_of_twenty_thousand_is_read_in_no_time(authority: Authority) -> None:
    crowded = Authority(authority.name)
    crowded.identity = authority.identity
    crowded.revoked = [(10**30 + n, NOW - DAY) for n in range(20_000)]
    thief = authority.issue("Kẻ Trộm")
    crowded.revoked.append((thief.certificate.serial_number, NOW - 2 * DAY))
    believed = trust(authority, crowded.crl())
    good, bad = sign(page(), authority.issue("Lê Thị Bình")), sign(page(), thief)
    check_pdf(good, believed, NOW)
    began = time.perf_counter()
    assert check_pdf(good, believed, NOW).verdict is Verdict.VALID
    assert check_pdf(bad, believed, NOW).revocation is Revocation.REVOKED
    assert time.perf_counter() - began < 1.5


def test_a_part_of_a_list_is_no_proof_that_nothing_was_struck_off(
    authority: Authority, signed: bytes
) -> None:
    others = x509.IssuingDistributionPoint(
        full_name=None,
        relative_name=None,
        only_contains_user_certs=False,
        only_contains_ca_certs=True,
        only_some_reasons=None,
        indirect_crl=False,
        only_contains_attribute_certs=False,
    )
    check = check_pdf(signed, trust(authority, made_list(authority, (others, True))), NOW)
    assert check.revocation is Revocation.UNKNOWN
    delta = made_list(authority, (x509.DeltaCRLIndicator(1), True), (x509.CRLNumber(2), False))
    assert check_pdf(signed, trust(authority, delta), NOW).revocation is Revocation.UNKNOWN


def test_a_shard_of_a_list_says_nothing_of_the_other_shards(
    authority: Authority, signed: bytes
) -> None:
    def scope(*names: str) -> x509.IssuingDistributionPoint:
        return x509.IssuingDistributionPoint(
            full_name=[x509.UniformResourceIdentifier(name) for name in names] or None,
            relative_name=None,
            only_contains_user_certs=False,
            only_contains_ca_certs=False,
            only_some_reasons=None,
            indirect_crl=False,
            only_contains_attribute_certs=False,
        )

    shard = made_list(authority, (scope("http://ca.example/7.crl"), True))
    assert check_pdf(signed, trust(authority, shard), NOW).revocation is Revocation.UNKNOWN


def test_a_list_from_the_future_proves_nothing_today(authority: Authority, signed: bytes) -> None:
    early = authority.crl(made=NOW + DAY, until=NOW + 9 * DAY)
    check = check_pdf(signed, trust(authority, early), NOW)
    assert check.revocation is Revocation.UNKNOWN


def test_a_certificate_that_was_given_back_is_good(
    authority: Authority, signed: bytes, leader: Identity
) -> None:
    entry = (
        x509.RevokedCertificateBuilder()
        .serial_number(leader.certificate.serial_number)
        .revocation_date(NOW - 2 * DAY)
        .add_extension(x509.CRLReason(x509.ReasonFlags.certificate_hold), critical=False)
        .build()
    )
    held = made_list(authority, revoked=entry)
    assert check_pdf(signed, trust(authority, held), NOW).revocation is Revocation.REVOKED


def test_a_torn_list_hides_no_other(authority: Authority, signed: bytes) -> None:
    believed = trust(authority, authority.crl()[:-30], b"0\x03\x02\x01\x05", authority.crl())
    assert check_pdf(signed, believed, NOW).verdict is Verdict.VALID


def test_a_stale_list_leaves_the_verdict_open_but_its_entries_count(
    authority: Authority, signed: bytes
) -> None:
    stale = authority.crl(made=NOW - 40 * DAY, until=NOW - 10 * DAY)
    check = check_pdf(signed, trust(authority, stale), NOW)
    assert (check.verdict, check.revocation) == (Verdict.INDETERMINATE, Revocation.UNKNOWN)
    assert [one.next_update for one in check.crls] == [NOW - 10 * DAY]


def test_the_check_writes_down_what_it_was_judged_by(
    authority: Authority, signed: bytes, leader: Identity
) -> None:
    root = hashlib.sha256(authority.identity.der).hexdigest()
    believed = TrustBundle(
        *("Danh sách tỉnh", "7", (authority.identity.der,), (), (authority.crl(),)),
        ((root, str(TrustList.OFFICIAL)),),
    )
    check = check_pdf(signed, believed, NOW)
    (one,) = check.signatures
    assert one.serial == f"{leader.certificate.serial_number:x}"
    assert (one.root, one.trust_list) == (root, TrustList.OFFICIAL)
    assert one.not_after == leader.certificate.not_valid_after_utc
    assert len(one.key) == 64
    assert [(crl.issuer, crl.this_update) for crl in check.crls] == [(authority.name, NOW - DAY)]
    assert check.program.startswith("ClerkDesk ")
    assert "pikepdf" in check.program
    assert check.trust_bundle.startswith("Danh sách tỉnh 7 ")


def test_a_time_stamp_of_the_whole_document_is_told_from_signatures(
    authority: Authority, leader: Identity, allow_log: Callable[[str], None]
) -> None:
    allow_log("fetching is not allowed")
    check = check_pdf(sign_for_archive(page(), leader, authority), authority.trust(), NOW)
    assert [one.is_time_stamp for one in check.signatures] == [False, True]


def test_a_stranger_leads_to_no_list(signed: bytes) -> None:
    (one,) = check_pdf(signed, Authority("CA khác").trust(), NOW).signatures
    assert (one.certificate, one.trust_list, one.root) == (CertificateState.UNTRUSTED, "", "")
    assert not one.crl_points


def test_local_time_is_told_by_the_time_stamp_beside_it(
    authority: Authority, leader: Identity
) -> None:
    stamper = authority.time_stamper()
    stamper.fixed_dt = NOW - timedelta(hours=7)
    document = sign(page(), leader, stamper=stamper)
    check = check_pdf(document, authority.trust(), NOW + timedelta(hours=1))
    assert "local-time-as-utc" in codes(check)
    assert check.verdict is Verdict.VALID
    assert check.signatures[0].signed_at == NOW - timedelta(hours=7)


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Văn An",
        "ĐẶNG THỊ ƯỚC",
        "Ủy ban nhân dân xã Ea H'Leo",
        "Y Krông Niê Kdăm",
        "Trần Thị Thuỷ (UBND P.5, Q.3)",
        "UBND xã Thạnh Mẫu – TP. Cần Thơ",
        "Nguye\u0302\u0303n Va\u0306n An",
        "Jean-François Lévêque",
    ],
)
def test_honest_names_are_not_suspected(authority: Authority, name: str) -> None:
    subject = authority.issue(name).pyhanko()[0].subject
    assert deceptive(subject) == frozenset()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Nguyễn Vаn An", "name-look-alike"),  # Cyrillic «а»
        ("Nguyễn Vɑn An", "name-look-alike"),  # Latin alpha
        ("Nguyễn Văn Аn", "name-look-alike"),  # Cyrillic «А»
        ("Nguyễn Văn ᗅn", "name-look-alike"),  # Canadian syllabics
        ("UBND хã Mẫu", "name-look-alike"),  # Cyrillic «х»
        ("UBND xã Mẫu ｖ", "name-look-alike"),  # full width
        ("Nguyễn\u202eAn", "name-control-marks"),
        ("Nguyễn\u200bAn", "name-control-marks"),
        ("Nguyễn\u2066An\u2069", "name-control-marks"),
        ("Nguyễn\u00adAn", "name-control-marks"),
        ("Nguyễn\u3164An", "name-control-marks"),  # a filler that shows nothing
    ],
)
def test_names_that_deceive_the_eye_are_told(authority: Authority, name: str, code: str) -> None:
    subject = authority.issue(name).pyhanko()[0].subject
    assert code in deceptive(subject)
