"""The signature on a packet: made at «Phát hành» where the office wants it, checked when one arrives."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from clerkdesk.domain.errors import NotAllowed, WrongPin
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.packet_seals import (
    PacketSeal,
    PacketSignatureState,
    seal_findings,
)
from clerkdesk.domain.registry_checks import weight_of
from clerkdesk.domain.verdicts import CertificateState, Revocation, SignatureResult, Weight
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.store import Arrival
from clerkdesk.services.candidates import Candidate
from clerkdesk.services.issue_signed import ChangePacketSigning
from clerkdesk.services.take_in import TakeIn
from tests.fakes.office import FakeOffice
from tests.fakes.packets import NEW
from tests.fakes.sample_documents import ADMIN, CLERK
from tests.fakes.signed import OFFICIAL_CHECK
from tests.fakes.tokens import ORGANISATION


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice()
    ChangePacketSigning(made.store.settings)(True, ADMIN)
    return made


def issue_signed(office: FakeOffice, document: Outgoing, pin: bytearray) -> Outgoing:
    desk = office.desk()
    return desk.issue_signed(document.uid, ORGANISATION.certificate_id, pin, CLERK)


def queued(office: FakeOffice) -> list[PacketSignatureState]:
    """The signatures of the packets that wait to leave."""
    files = office.store.files
    return [
        office.packet_signatures.check("x", files.get(parcel.header.sha256)).state
        for parcel in office.store.exchange.waiting()
    ]


def arrived(office: FakeOffice, tail: bytes = b"") -> Candidate:
    content = office.codec.write(NEW) + tail
    header = PacketHeader(
        sender=NEW.sender.code,
        recipients=(office.office.code,),
        document_id=NEW.document_id,
        kind=NEW.kind.value,
        sha256=office.store.files.put(content),
        size=len(content),
        name="41-TTr-UBND.edxml",
    )
    desk = office.desk()
    TakeIn(office.store, office.codec, desk.notify)(header, content, NOW, NOW)
    arrival = next(a for a in office.store.exchange.arrivals() if a.header == header)
    assert isinstance(arrival, Arrival)
    candidate = desk.from_arrival(arrival)
    desk.search(candidate, told=lambda *_what: None, stop=lambda: False)  # as the form does at once
    return candidate


NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
SIGNED = b" signed by 3031"


def codes(candidate: Candidate) -> list[str]:
    assert candidate.check is not None
    return [one.code for one in candidate.check.registry if one.code.startswith("packet")]


def test_a_packet_is_signed_when_it_is_issued_and_the_pin_is_wiped(office: FakeOffice) -> None:
    document, pin = office.sealed(), office.pin()
    assert office.desk().issue_signed.asks(document)
    issued = issue_signed(office, document, pin)
    assert issued.state is OutgoingState.ISSUED
    assert queued(office) == [PacketSignatureState.INTACT]
    assert pin == bytearray(len(pin))


def test_a_wrong_pin_issues_nothing(office: FakeOffice) -> None:
    document, pin = office.sealed(), bytearray(b"00000000")
    with pytest.raises(WrongPin):
        issue_signed(office, document, pin)
    assert office.store.outgoing.get(document.uid).state is OutgoingState.SEALED
    assert queued(office) == []
    assert pin == bytearray(8)


def test_nobody_is_asked_where_the_office_does_not_want_it_or_nobody_gets_a_packet(
    office: FakeOffice,
) -> None:
    document = office.sealed()
    entry = document.entry
    by_paper = tuple(replace(one, channel=Channel.PAPER) for one in entry.recipients)
    assert not office.desk().issue_signed.asks(
        replace(document, entry=replace(entry, recipients=by_paper))
    )
    ChangePacketSigning(office.store.settings)(False, ADMIN)
    assert not office.desk().issue_signed.asks(document)
    with pytest.raises(NotAllowed):
        ChangePacketSigning(office.store.settings)(True, CLERK)


def test_a_whole_packet_of_its_sender_is_told_and_takes_nothing_away(office: FakeOffice) -> None:
    office.checker.otherwise = OFFICIAL_CHECK
    office.checker.lone_signer = replace(
        office.checker.lone_signer,
        signer=NEW.sender.name,
        is_organisation=True,
        certificate=CertificateState.GOOD,
        revocation=Revocation.GOOD,
    )
    assert codes(arrived(office, SIGNED)) == ["packet-signed"]


@pytest.mark.parametrize(
    ("tail", "code"),
    [(SIGNED + b"!", "packet-changed"), (SIGNED, "packet-signed-by-other")],
)
def test_a_packet_that_was_changed_or_that_another_agency_signed_is_not_green(
    office: FakeOffice, tail: bytes, code: str
) -> None:
    office.checker.otherwise = OFFICIAL_CHECK
    office.checker.lone_signer = replace(
        office.checker.lone_signer, signer="Công ty TNHH Lạ", is_organisation=True
    )
    candidate = arrived(office, tail)
    assert codes(candidate) == [code]
    assert candidate.signature_result is SignatureResult.INDETERMINATE
    assert candidate.check is not None
    assert office.store.checks.all_of(candidate.check.sha256)[-1] == candidate.check  # it is kept


def test_a_packet_without_a_signature_says_nothing(office: FakeOffice) -> None:
    assert codes(arrived(office)) == []


@pytest.mark.parametrize(
    ("certificate", "revocation", "code", "weight"),
    [
        (CertificateState.GOOD, Revocation.GOOD, "packet-signed", Weight.NOTE),
        (CertificateState.GOOD, Revocation.UNKNOWN, "packet-signer-untrusted", Weight.NOTE),
        (CertificateState.UNTRUSTED, Revocation.UNKNOWN, "packet-signer-untrusted", Weight.NOTE),
        (CertificateState.GOOD, Revocation.REVOKED, "packet-signer-revoked", Weight.DOUBT),
    ],
)
def test_the_certificate_decides_what_a_whole_packet_is_worth(
    office: FakeOffice,
    certificate: CertificateState,
    revocation: Revocation,
    code: str,
    weight: Weight,
) -> None:
    signer = replace(
        office.checker.lone_signer, signer="A", certificate=certificate, revocation=revocation
    )
    seal = PacketSeal(PacketSignatureState.INTACT, signer)
    (finding,) = seal_findings(seal, from_sender=True, sender="A")
    assert (finding.code, weight_of(finding)) == (code, weight)
