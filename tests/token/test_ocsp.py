"""OCSP for B-LT where an authority publishes no list: asked once, checked, kept in the file."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore

from clerkdesk.adapters.token.prepare import ROOM_WITH_STAMP, prepare
from clerkdesk.adapters.token.signing import CmsMaker
from clerkdesk.adapters.token.stamping import Stamping
from clerkdesk.adapters.verify.crl_source import HttpCrlSource
from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.domain.errors import CrlNotFetched, NoTimeStamp
from clerkdesk.domain.reading import Box
from clerkdesk.domain.tokens import (
    Appearance,
    SignatureKind,
    SignatureLevel,
    SignatureOrder,
    TimeSeal,
)
from clerkdesk.domain.verdicts import Verdict
from clerkdesk.ports.signing import Stamps
from tests.fakes.drafts import make_draft
from tests.fakes.trust_services import TrustServices, trust_services
from tests.fakes.verify_authority import DAY, NOW, Authority, Identity

STAMPERS, AUTHORITY = Authority("CA dấu thời gian"), Authority("CA chỉ có OCSP")
KEY = rsa.generate_private_key(65537, 2048)
PDF = make_draft()


@pytest.fixture(scope="module")
def running() -> Iterator[TrustServices]:
    with trust_services(STAMPERS.time_stamper()) as services:
        yield services


@pytest.fixture
def services(running: TrustServices) -> TrustServices:
    running.ocsp_answer, running.ocsp_asked = b"", 0
    return running


@pytest.fixture
def who(services: TrustServices) -> Identity:
    return AUTHORITY.issue("UBND xã Thử Nghiệm", key=KEY, ocsp_place=services.ocsp_place)


def stamping(services: TrustServices) -> Stamping:
    known = (STAMPERS.identity.der, AUTHORITY.identity.der)
    return Stamping(Stamps(SignatureLevel.B_LT, (services.tsa,), known, (STAMPERS.crl(),)))


def signed(stamping: Stamping, who: Identity) -> tuple[bytes, TimeSeal]:
    place = Appearance(0, Box(300, 530, 400, 630))
    kind = SignatureKind.ORGANISATION
    order = SignatureOrder("tt.pdf", PDF, kind, "x", place, datetime.now(UTC))
    maker = CmsMaker(who.pyhanko()[0], ())
    draft = maker.draft(prepare(order, ROOM_WITH_STAMP))
    return stamping.finished(
        maker, draft, KEY.sign(draft.to_sign, padding.PKCS1v15(), hashes.SHA256())
    )


def answers_in(pdf: bytes) -> int:
    store = DocumentSecurityStore.read_dss(PdfFileReader(BytesIO(pdf), strict=False))
    return len(store.ocsps)


def test_the_answer_goes_into_the_file_and_proves_it_offline(
    services: TrustServices, who: Identity
) -> None:
    services.ocsp_answer = AUTHORITY.ocsp(who)
    one = stamping(services)
    pdf, seal = signed(one, who)
    assert (seal, answers_in(pdf)) == (TimeSeal.DONE, 1)
    check = check_pdf(pdf, AUTHORITY.trust(crls=False).joined(STAMPERS.trust()))
    assert check.verdict is Verdict.VALID, check.findings
    signed(one, who)
    assert services.ocsp_asked == 1  # as long as it holds


def test_a_responder_that_the_authority_has_certified_may_answer(
    services: TrustServices, who: Identity
) -> None:
    by = AUTHORITY.issue("OCSP", purposes=[ExtendedKeyUsageOID.OCSP_SIGNING])
    services.ocsp_answer = AUTHORITY.ocsp(who, by=by)
    assert signed(stamping(services), who)[1] is TimeSeal.DONE


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(lambda _who: b"", id="nothing"),
        pytest.param(lambda _who: b"<html>portal</html>", id="a portal"),
        pytest.param(lambda _who: AUTHORITY.ocsp(AUTHORITY.issue("Khác")), id="of another one"),
        pytest.param(lambda who: AUTHORITY.ocsp(who, by=AUTHORITY.issue("Lạ")), id="no responder"),
        pytest.param(
            lambda who: AUTHORITY.ocsp(
                who,
                by=Authority("CA chỉ có OCSP").issue(
                    "x", purposes=[ExtendedKeyUsageOID.OCSP_SIGNING]
                ),
            ),
            id="of a stranger",
        ),
        pytest.param(
            lambda who: AUTHORITY.ocsp(who, made=NOW - 9 * DAY, until=NOW - DAY), id="long over"
        ),
        pytest.param(
            lambda who: AUTHORITY.ocsp(who, made=NOW + timedelta(hours=2)), id="of tomorrow"
        ),
        pytest.param(
            lambda who: AUTHORITY.ocsp(who, status=ocsp.OCSPCertStatus.REVOKED), id="revoked"
        ),
        pytest.param(
            lambda who: AUTHORITY.ocsp(who, status=ocsp.OCSPCertStatus.UNKNOWN), id="not known"
        ),
        pytest.param(
            lambda _who: ocsp.OCSPResponseBuilder.build_unsuccessful(
                ocsp.OCSPResponseStatus.TRY_LATER
            ).public_bytes(Encoding.DER),
            id="later",
        ),
    ],
)
def test_an_answer_that_does_not_hold_proves_nothing_and_the_file_waits(
    services: TrustServices, who: Identity, answer: Callable[[Identity], bytes]
) -> None:
    services.ocsp_answer = answer(who)
    pdf, seal = signed(stamping(services), who)
    assert seal is TimeSeal.WAITING
    with pytest.raises(NoTimeStamp, match="OCSP"):
        stamping(services).sealed("tt.pdf", pdf)


def test_a_certificate_that_names_ldap_alone_says_what_to_do(services: TrustServices) -> None:
    who = AUTHORITY.issue("A", key=KEY, crl_place="ldap://ldap.example.vn/cn=crl")
    pdf, _seal = signed(stamping(services), who)
    with pytest.raises(NoTimeStamp, match="không tải qua LDAP: nạp tệp CRL"):
        stamping(services).sealed("tt.pdf", pdf)
    with pytest.raises(CrlNotFetched, match="không tải qua LDAP"):
        HttpCrlSource().fetch("ldap://ldap.example.vn/cn=crl")
