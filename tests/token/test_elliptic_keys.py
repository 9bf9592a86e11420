"""Tokens with keys on an elliptic curve (P-256): batches, packets, and verifiers that are not ours."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.adapters.exchange.xml_signature import XmlPacketSignatures
from clerkdesk.adapters.token.signing import check
from clerkdesk.adapters.verify.judge import check_pdf
from clerkdesk.adapters.verify.trust import read_given
from clerkdesk.domain.errors import WrongPin
from clerkdesk.domain.packet_seals import PacketSignatureState
from clerkdesk.domain.tokens import SignatureKind
from clerkdesk.domain.verdicts import Integrity, LegalClass, Verdict
from clerkdesk.services.sign_packet import SignPacket
from tests.fakes.demo_tokens import shared_tokens
from tests.fakes.packets import NEW
from tests.fakes.sample_documents import CLERK
from tests.fakes.second_verifier import SecondVerifier
from tests.fakes.token_office import TokenOffice, token_office

PERSON, ORGANISATION = SignatureKind.PERSON, SignatureKind.ORGANISATION


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TokenOffice]:
    with token_office(tmp_path_factory.mktemp("elliptic"), shared_tokens(elliptic=True)) as made:
        yield made


@pytest.fixture
def office(whole: TokenOffice) -> Iterator[TokenOffice]:
    yield whole
    whole.token.play()


def test_the_picker_says_that_it_is_an_elliptic_key(office: TokenOffice) -> None:
    assert office.certificate(PERSON).key_description == "EC secp256r1"
    assert office.certificate(PERSON).purpose_fits


def test_leader_then_seal_are_valid_for_us_and_for_a_second_verifier(
    office: TokenOffice, tmp_path: Path
) -> None:
    (waiting,) = office.pile_for_seal(1)
    (sealed,) = office.sign([waiting], ORGANISATION)
    assert sealed.error is None
    content = office.content(sealed.document)
    software = office.token.software
    trust = read_given([software.root, software.intermediates], software.crls)
    verdict = check_pdf(content, trust)
    assert verdict.verdict is Verdict.VALID
    assert verdict.integrity is Integrity.ALLOWED_CHANGES
    assert verdict.legal_class is LegalClass.ORIGINAL
    second = SecondVerifier(tmp_path / "nss", [software.root], [software.intermediates])
    opinion = second.opinion(content)
    assert opinion.accepts_all
    assert opinion.signatures == 2


@pytest.mark.parametrize(
    "orders",
    [
        pytest.param({}, id="a plain token"),
        pytest.param({"always": 1}, id="the PIN for every signature"),
        pytest.param({"bad_labels": 1}, id="labels are rubbish"),
    ],
)
def test_a_batch_is_signed_on_one_pin(office: TokenOffice, orders: dict[str, int]) -> None:
    pile = office.pile(4)
    before = {one.uid: office.content(one) for one in pile}
    office.token.play(**orders)
    assert office.batch(pile, PERSON) == (4, None)
    for one in pile:
        check("x", before[one.uid], office.content(one))


def test_a_wrong_pin_signs_nothing(office: TokenOffice) -> None:
    pile = office.pile(1)
    with pytest.raises(WrongPin):
        list(office.sign(pile, PERSON, pin="00001111"))
    assert office.signatures(pile[0]) == []


def test_a_packet_is_signed_too(office: TokenOffice) -> None:
    use = SignPacket(office.tokens, XmlPacketSignatures())
    found = office.certificate(ORGANISATION).certificate_id
    pin = bytearray(office.token.software.organisation_pin.encode())
    content = use("27-BC.edxml", EdxmlCodec().write(NEW), found, pin, CLERK)
    assert XmlPacketSignatures().check("x", content).state is PacketSignatureState.INTACT
    assert b"ecdsa-sha256" in content
    assert pin == bytes(len(pin))
