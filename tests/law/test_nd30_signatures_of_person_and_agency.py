"""NĐ30Đ5, NĐ30PLI7 (NĐ 30, Điều 5; Phụ lục I, II.7.d, II.8.a): the leader signs, then the agency, each in its place."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.adapters.verify.trust import TrustBundle, read_given
from clerkdesk.domain.errors import NotAllowed, StepNotAllowed
from clerkdesk.domain.outgoing import OutgoingState
from clerkdesk.domain.stamps import POINTS_PER_MM
from clerkdesk.domain.tokens import SignatureKind
from clerkdesk.domain.verdicts import LegalClass, Verdict
from tests.fakes.office import SPECIALIST
from tests.fakes.token_office import TokenOffice, token_office

PERSON, ORGANISATION = SignatureKind.PERSON, SignatureKind.ORGANISATION


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TokenOffice]:
    with token_office(tmp_path_factory.mktemp("law")) as made:
        yield made


@pytest.fixture(scope="module")
def trust(office: TokenOffice) -> TrustBundle:
    software = office.token.software
    return read_given([software.root, software.intermediates], software.crls)


def test_the_leaders_signature_alone_is_no_original_and_with_the_agencys_it_is(
    office: TokenOffice, trust: TrustBundle
) -> None:
    (waiting,) = office.pile_for_seal(1)
    assert check_pdf(office.content(waiting), trust).legal_class is LegalClass.PARTLY
    (sealed,) = office.sign([waiting], ORGANISATION)
    check = check_pdf(office.content(sealed.document), trust)
    assert (check.verdict, check.legal_class) == (Verdict.VALID, LegalClass.ORIGINAL)
    assert [one.is_organisation for one in check.signatures] == [False, True]


def test_the_agency_does_not_sign_before_the_leader(office: TokenOffice) -> None:
    (waiting,) = office.pile(1)
    with pytest.raises(StepNotAllowed):
        list(office.sign([waiting], ORGANISATION))
    assert office.signatures(waiting) == []


def test_the_agency_does_not_sign_what_has_no_number_and_date_on_it(office: TokenOffice) -> None:
    (signed,) = office.sign(office.pile(1), PERSON)
    numbered = office.office.desk().allot(signed.document.uid, office.office.desk().person)
    (refused,) = office.sign([numbered], ORGANISATION)
    assert refused.error is not None
    assert "Ghi số vào văn bản" in str(refused.error)
    assert refused.document.state is OutgoingState.NUMBERED


def test_nobody_signs_with_the_others_certificate(office: TokenOffice) -> None:
    (waiting,) = office.pile(1)
    wrong = office.certificate(ORGANISATION).certificate_id
    pin = bytearray(office.token.software.organisation_pin.encode())
    desk = office.office.desk()
    (refused,) = desk.sign([waiting], PERSON, wrong, pin, desk.person)
    assert "của cơ quan, không phải của người ký" in str(refused.error)
    assert pin == bytes(len(pin))
    specialist = office.office.desk(SPECIALIST)
    with pytest.raises(NotAllowed):
        list(specialist.sign([waiting], PERSON, wrong, bytearray(b"1"), SPECIALIST))


def test_the_seal_stands_in_its_real_size_over_the_left_third_of_the_signature(
    office: TokenOffice,
) -> None:
    (waiting,) = office.pile_for_seal(1)
    (sealed,) = office.sign([waiting], ORGANISATION)
    reader = PdfFileReader(BytesIO(office.content(sealed.document)), strict=False)
    person, agency = (
        [float(edge) for edge in one.sig_field["/Rect"]] for one in reader.embedded_signatures
    )
    assert agency[2] - agency[0] == pytest.approx(agency[3] - agency[1], abs=1)
    assert 33 <= (agency[2] - agency[0]) / POINTS_PER_MM <= 40  # a commune's seal: 36 mm
    covered = agency[2] - person[0]
    assert covered == pytest.approx((person[2] - person[0]) / 3, abs=1)
    assert agency[0] < person[0]
