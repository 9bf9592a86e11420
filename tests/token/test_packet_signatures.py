"""XML-DSig on edXML packets with a real token, and what a changed packet says."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from lxml import etree

from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.adapters.exchange.xml_signature import DSIG, XmlPacketSignatures
from clerkdesk.adapters.verify.checker import ChildSignatureChecker
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.errors import BadPacket, NotAllowed, UnfitPacket, WrongPin
from clerkdesk.domain.packet_seals import PacketSignatureState
from clerkdesk.domain.tokens import SignatureKind
from clerkdesk.domain.verdicts import CertificateState, Revocation
from clerkdesk.services.check_packet import CheckPacket
from clerkdesk.services.sign_packet import SignPacket
from tests.fakes.office import SPECIALIST
from tests.fakes.packets import NEW
from tests.fakes.sample_documents import CLERK
from tests.fakes.token_office import TokenOffice, token_office
from tests.fakes.verify_authority import Authority, Identity

INTACT, CHANGED = PacketSignatureState.INTACT, PacketSignatureState.CHANGED
NONE, UNKNOWN = PacketSignatureState.NONE, PacketSignatureState.UNKNOWN


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TokenOffice]:
    with token_office(tmp_path_factory.mktemp("packets")) as made:
        yield made


@pytest.fixture(scope="module")
def packet() -> bytes:
    return EdxmlCodec(lambda: datetime.now(VIETNAM_TIME) + timedelta(days=1)).write(NEW)


@pytest.fixture(scope="module")
def signed(office: TokenOffice, packet: bytes) -> bytes:
    return sign(office, packet)


def sign(office: TokenOffice, packet: bytes, pin: str = "") -> bytes:
    use = SignPacket(office.tokens, XmlPacketSignatures())
    found = office.certificate(SignatureKind.ORGANISATION).certificate_id
    right = pin or office.token.software.organisation_pin
    return use("27-BC.edxml", packet, found, bytearray(right.encode()), CLERK)


def state(content: bytes) -> PacketSignatureState:
    return XmlPacketSignatures().check("x", content).state


def test_a_packet_is_signed_on_the_token_and_holds(signed: bytes, packet: bytes) -> None:
    assert (state(packet), state(signed)) == (NONE, INTACT)
    root = etree.fromstring(signed)
    (element,) = root.iter(f"{{{DSIG}}}Signature")
    assert etree.QName(element.getparent()).localname == "edXMLHeader"


def test_a_signed_packet_reads_like_the_unsigned_one(signed: bytes, packet: bytes) -> None:
    codec = EdxmlCodec()
    assert codec.read("x", signed) == codec.read("x", packet)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</edXML:Subject>", b" (da sua)</edXML:Subject>"),
        (b"<edXML:OrganName>", b"<edXML:OrganName>Gia "),
        (b"</AttachmentEncoded>", b" </AttachmentEncoded>"),
        (b"#rsa-sha256", b"#ecdsa-sha256"),
    ],
)
def test_any_change_is_seen(signed: bytes, old: bytes, new: bytes) -> None:
    assert old in signed
    assert state(signed.replace(old, new, 1)) is CHANGED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'URI=""', b'URI="#other"'),
        (b"enveloped-signature", b"base64"),
        (b"xmlenc#sha256", b"xmldsig#sha1"),
    ],
)
def test_a_signature_that_is_not_over_the_whole_packet_is_never_intact(
    signed: bytes, old: bytes, new: bytes
) -> None:
    assert old in signed
    assert state(signed.replace(old, new, 1)) in (UNKNOWN, CHANGED)


def test_a_second_signature_or_none_that_was_moved_counts(signed: bytes) -> None:
    root = etree.fromstring(signed)
    (element,) = root.iter(f"{{{DSIG}}}Signature")
    root.append(etree.fromstring(etree.tostring(element)))
    assert state(etree.tostring(root)) is UNKNOWN


def test_the_samples_placeholder_is_no_signature() -> None:
    content = (
        b'<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016"><a>'
        b'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>AAAA'
        b"</SignatureValue></Signature></a></edXML>"
    )
    assert state(content) is UNKNOWN
    with pytest.raises(BadPacket):
        state(b"no xml")


def test_a_packet_is_not_signed_twice_and_not_by_anybody(
    office: TokenOffice, signed: bytes, packet: bytes
) -> None:
    with pytest.raises(UnfitPacket, match="đã có chữ ký"):
        sign(office, signed)
    with pytest.raises(WrongPin):
        sign(office, packet, pin="00001111")
    pin = bytearray(b"1234")
    with pytest.raises(NotAllowed):
        SignPacket(office.tokens, XmlPacketSignatures())("x", packet, "y", pin, SPECIALIST)
    assert pin == bytearray(4)


def test_an_elliptic_key_signs_too(packet: bytes) -> None:
    who = Authority().issue("UBND xã Thử Nghiệm")
    signatures = XmlPacketSignatures()
    prepared = signatures.prepare("x", packet, who.der)
    assert isinstance(who.key, ec.EllipticCurvePrivateKey)
    raw = who.key.sign(prepared.to_sign, ec.ECDSA(hashes.SHA256()))
    assert state(signatures.finish(prepared, raw, [who.der])) is INTACT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<edXML:Subject>", b"<edXML:Subject>V<!-- -->"),
        (b"</edXML:Subject>", b"<!-- x --></edXML:Subject>"),
        (b"<edXML:OrganName>", b"<edXML:OrganName><!--a-->"),
    ],
)
def test_comments_which_no_signature_covers_change_nothing_that_is_read(
    signed: bytes, old: bytes, new: bytes
) -> None:
    codec = EdxmlCodec()
    changed = signed.replace(old, new, 1)
    assert changed != signed
    if state(changed) is INTACT:
        assert codec.read("x", changed) == codec.read("x", signed)


@pytest.fixture(scope="module")
def checker() -> Iterator[ChildSignatureChecker]:
    made = ChildSignatureChecker(AUTHORITY.trust())
    yield made
    made.close()


AUTHORITY = Authority()


def sealed_by(who: Identity, packet: bytes) -> bytes:
    signatures = XmlPacketSignatures()
    prepared = signatures.prepare("x", packet, who.der)
    assert isinstance(who.key, ec.EllipticCurvePrivateKey)
    raw = who.key.sign(prepared.to_sign, ec.ECDSA(hashes.SHA256()))
    return signatures.finish(prepared, raw, [who.der])


def test_whose_signature_an_arriving_packet_bears_is_judged_by_the_offices_own_trust(
    packet: bytes, checker: ChildSignatureChecker
) -> None:
    check = CheckPacket(XmlPacketSignatures(), checker)
    now = datetime.now(VIETNAM_TIME)
    seal = check("x", sealed_by(AUTHORITY.issue("UBND xã Thử Nghiệm"), packet), now)
    assert seal.state is INTACT
    assert seal.signer is not None
    assert seal.signer.signer == "UBND xã Thử Nghiệm"
    assert seal.signer.is_organisation
    assert (seal.signer.certificate, seal.signer.revocation) == (
        CertificateState.GOOD,
        Revocation.GOOD,
    )
    strange = check("x", sealed_by(Authority().issue("UBND xã Thử Nghiệm"), packet), now)
    assert strange.signer is not None
    assert strange.signer.certificate is CertificateState.UNTRUSTED
    old = check("x", sealed_by(AUTHORITY.issue("UBND xã A"), packet), now + timedelta(days=9999))
    assert old.signer is not None
    assert old.signer.certificate is CertificateState.EXPIRED
    assert check("x", packet, now).state is NONE
    assert check("x", b"no xml", now).state is NONE


def test_a_certificate_made_of_rubbish_is_nobodys(checker: ChildSignatureChecker) -> None:
    report = checker.signer((b"\x30\x03\x02\x01\x05",), datetime.now(VIETNAM_TIME))
    assert (report.signer, report.certificate) == ("", CertificateState.UNKNOWN)


def test_a_wrong_answer_of_the_token_is_not_sent(packet: bytes) -> None:
    who = Authority().issue("UBND xã Thử Nghiệm")
    signatures = XmlPacketSignatures()
    prepared = signatures.prepare("x", packet, who.der)
    assert isinstance(who.key, ec.EllipticCurvePrivateKey)
    raw = who.key.sign(b"something else", ec.ECDSA(hashes.SHA256()))
    with pytest.raises(UnfitPacket):
        signatures.finish(prepared, raw, [who.der])
