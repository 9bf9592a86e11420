"""S24 (Điều 10.1.a): a packet that was changed on its way is not taken in as if nothing were wrong."""

from dataclasses import replace

from clerkdesk.domain.packets import DocumentPacket
from clerkdesk.domain.verdicts import CertificateState, Revocation, SignatureResult
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.services.candidates import Candidate
from clerkdesk.services.take_in import TakeIn
from clerkdesk.ui.incoming.entry_words import warnings
from tests.fakes.office import INCOMING_VALUES, FakeOffice
from tests.fakes.packets import NEW
from tests.fakes.sample_documents import CLERK, NOW
from tests.fakes.signed import OFFICIAL_CHECK


def arrived(office: FakeOffice, tail: bytes, packet: DocumentPacket = NEW) -> Candidate:
    content = office.codec.write(packet) + tail
    header = PacketHeader(
        sender=packet.sender.code,
        recipients=(office.office.code,),
        document_id=packet.document_id,
        kind=packet.kind.value,
        sha256=office.store.files.put(content),
        size=len(content),
        name="41-TTr-UBND.edxml",
    )
    desk = office.desk()
    TakeIn(office.store, office.codec, desk.notify)(header, content, NOW, NOW)
    (arrival,) = office.store.exchange.arrivals()
    return desk.from_arrival(arrival)


def test_the_clerk_is_warned_before_anything_is_typed_and_it_stays_with_the_document() -> None:
    office = FakeOffice()
    office.checker.otherwise = OFFICIAL_CHECK
    candidate = arrived(office, b" signed by 3031!")
    assert any("đã bị sửa sau khi ký" in words for words in warnings(candidate))
    assert candidate.signature_result is SignatureResult.INDETERMINATE
    values = {**INCOMING_VALUES, **candidate.values}
    document = office.desk().register(candidate, values, CLERK).document
    assert document.entry.signature_result is SignatureResult.INDETERMINATE
    main = document.main_file
    assert main is not None
    kept = office.store.checks.all_of(main.sha256)[-1]
    assert "packet-changed" in {one.code for one in kept.registry}


def test_a_whole_packet_is_no_reason_for_a_warning() -> None:
    office = FakeOffice()
    office.checker.otherwise = OFFICIAL_CHECK
    office.checker.lone_signer = replace(
        office.checker.lone_signer,
        signer=NEW.sender.name,
        is_organisation=True,
        certificate=CertificateState.GOOD,
        revocation=Revocation.GOOD,
    )
    assert not any("ói tin" in words for words in warnings(arrived(office, b" signed by 3031")))
