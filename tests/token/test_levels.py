"""PAdES B-B, B-T, B-LT, B-LTA with a time-stamp authority and CRL server that may misbehave."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore

from clerkdesk.adapters.token.prepare import ROOM_WITH_STAMP, prepare
from clerkdesk.adapters.token.signing import CmsMaker, check, check_kept
from clerkdesk.adapters.token.stamping import Stamping
from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.domain.errors import NoTimeStamp
from clerkdesk.domain.reading import Box
from clerkdesk.domain.tokens import (
    Appearance,
    SignatureKind,
    SignatureLevel,
    SignatureOrder,
    TimeSeal,
)
from clerkdesk.ports.signing import Stamps
from tests.fakes.drafts import make_draft
from tests.fakes.trust_services import TrustServices, trust_services
from tests.fakes.verify_authority import Authority, Identity

KEY = rsa.generate_private_key(65537, 2048)
PDF = make_draft()
AUTHORITY = Authority()
B_B, B_T, B_LT, B_LTA = SignatureLevel


@pytest.fixture(scope="module")
def running() -> Iterator[TrustServices]:
    with trust_services(AUTHORITY.time_stamper()) as services:
        yield services


@pytest.fixture
def services(running: TrustServices) -> Iterator[TrustServices]:
    running.behaviour, running.asked = "good", 0
    running.lists = {"ca.crl": AUTHORITY.crl()}
    yield running
    running.behaviour = "good"


def signer(crl_place: str = "") -> Identity:
    return AUTHORITY.issue("UBND xã Thử Nghiệm", key=KEY, crl_place=crl_place)


def signed(stamping: Stamping, who: Identity) -> tuple[bytes, TimeSeal]:
    """The draft, signed with a software key at the level that can be had."""
    order = SignatureOrder(
        "tt.pdf",
        PDF,
        SignatureKind.ORGANISATION,
        "x",
        Appearance(0, Box(300, 530, 400, 630)),
        datetime.now(UTC),
    )
    maker = CmsMaker(who.pyhanko()[0], ())
    draft = maker.draft(prepare(order, ROOM_WITH_STAMP))
    raw = KEY.sign(draft.to_sign, padding.PKCS1v15(), hashes.SHA256())
    return stamping.finished(maker, draft, raw)


def stamps(services: TrustServices, level: SignatureLevel, *, lists: bool = True) -> Stamps:
    known = (AUTHORITY.crl(),) if lists else ()
    return Stamps(level, (services.tsa,), (AUTHORITY.identity.der,), known)


def stands(pdf: bytes) -> tuple[bool, bool, int]:
    """Whether the signature has a time stamp, the file has CRLs, and how many seals it has."""
    reader = PdfFileReader(BytesIO(pdf), strict=False)
    (signature,) = reader.embedded_regular_signatures
    unsigned = signature.signer_info["unsigned_attrs"].native or []
    stamped = any(one["type"] == "signature_time_stamp_token" for one in unsigned)
    dss = "/DSS" in reader.root and bool(DocumentSecurityStore.read_dss(reader).crls)
    return stamped, dss, len(reader.embedded_timestamp_signatures)


@pytest.mark.parametrize(
    ("level", "there"),
    [
        (B_B, (False, False, 0)),
        (B_T, (True, False, 0)),
        (B_LT, (True, True, 0)),
        (B_LTA, (True, True, 1)),
    ],
)
def test_each_level_has_what_it_must_and_is_judged_valid(
    services: TrustServices, level: SignatureLevel, there: tuple[bool, bool, int]
) -> None:
    pdf, seal = signed(Stamping(stamps(services, level)), signer())
    assert stands(pdf) == there
    assert seal is (TimeSeal.NONE if level is B_B else TimeSeal.DONE)
    check_kept("tt.pdf", PDF, pdf)
    found = check_pdf(pdf, AUTHORITY.trust())
    assert found.verdict == "valid", found.findings


def test_a_list_that_the_office_lacks_is_fetched_from_where_the_certificate_says(
    services: TrustServices,
) -> None:
    who = signer(services.crl_place("ca.crl"))
    pdf, seal = signed(Stamping(stamps(services, B_LT, lists=False)), who)
    assert (seal, stands(pdf)) == (TimeSeal.DONE, (True, True, 0))
    assert "ca.crl" in services.fetched


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        ("slow", "quá chậm"),
        ("dribble", "quá chậm"),
        ("500", "HTTP 500"),
        ("garbage", "giao thức"),
        ("empty", "giao thức"),
        ("other", "không phải của văn bản này"),
        ("nonce", "yêu cầu khác"),
        ("broken", "chữ ký của dấu thời gian không đúng"),
        ("refuse:bad_alg", "SHA-256"),
        ("refuse:system_failure", "sự cố"),
        ("refuse:time_not_available", "giờ chuẩn"),
    ],
)
def test_without_a_good_stamp_it_is_signed_first_and_sealed_later(
    services: TrustServices, behaviour: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clerkdesk.adapters.token.time_stamps.PATIENCE_SECONDS", 1.0)
    services.behaviour = behaviour
    stamping = Stamping(stamps(services, B_T))
    began = time.monotonic()
    pdf, seal = signed(stamping, signer())
    assert time.monotonic() - began < 2.5
    assert (seal, stands(pdf)) == (TimeSeal.WAITING, (False, False, 0))
    check("tt.pdf", PDF, pdf)
    asked = services.asked
    assert signed(stamping, signer())[1] is TimeSeal.WAITING
    assert services.asked == asked  # the line is asked once a batch
    with pytest.raises(NoTimeStamp, match=why):
        Stamping(stamps(services, B_T)).sealed("tt.pdf", pdf)
    services.behaviour = "good"
    sealed = Stamping(stamps(services, B_T)).sealed("tt.pdf", pdf)
    assert sealed.startswith(pdf)  # no signature is rewritten
    assert stands(sealed) == (False, False, 1)
    found = check_pdf(sealed, AUTHORITY.trust())
    assert found.verdict == "valid", found.findings


def test_the_second_authority_answers_where_the_first_does_not(services: TrustServices) -> None:
    nobody = "http://127.0.0.1:9/tsa"
    two = Stamps(B_T, (nobody, services.tsa))
    pdf, seal = signed(Stamping(two), signer())
    assert (seal, stands(pdf)) == (TimeSeal.DONE, (True, False, 0))


def test_authorities_that_hang_are_given_up_within_five_seconds(services: TrustServices) -> None:
    services.behaviour = "slow"
    began = time.monotonic()
    _pdf, seal = signed(Stamping(Stamps(B_T, (services.tsa, services.tsa))), signer())
    assert seal is TimeSeal.WAITING
    assert time.monotonic() - began < 6.0


@pytest.mark.parametrize("lists", [{}, {"ca.crl": b"garbage"}], ids=["absent", "garbage"])
def test_a_file_whose_list_is_not_to_be_had_waits_and_is_completed_later(
    services: TrustServices, lists: dict[str, bytes]
) -> None:
    services.lists = lists
    who = signer(services.crl_place("ca.crl"))
    pdf, seal = signed(Stamping(stamps(services, B_LTA, lists=False)), who)
    assert (seal, stands(pdf)[1:]) == (TimeSeal.WAITING, (False, 0))
    with pytest.raises(NoTimeStamp, match="CRL"):
        Stamping(stamps(services, B_LTA, lists=False)).sealed("tt.pdf", pdf)
    services.lists = {"ca.crl": AUTHORITY.crl()}
    sealed = Stamping(stamps(services, B_LTA, lists=False)).sealed("tt.pdf", pdf)
    assert sealed.startswith(pdf)
    assert stands(sealed)[1:] == (True, 1)


def test_no_address_at_all_is_no_reason_not_to_sign() -> None:
    pdf, seal = signed(Stamping(Stamps(B_T)), signer())
    assert (seal, stands(pdf)) == (TimeSeal.WAITING, (False, False, 0))
