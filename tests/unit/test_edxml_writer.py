"""The writer keeps to QCVN 102:2016, or says in Vietnamese why a document may not leave."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.adapters.exchange.enclosures import safe_name
from clerkdesk.adapters.exchange.schema import KNOWN_STATUSES, NAMESPACE
from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.errors import UnfitPacket
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.packets import (
    DocumentPacket,
    DocumentReference,
    PacketFile,
    PacketKind,
    ReceiverChange,
    Replacement,
    StatusPacket,
)
from clerkdesk.domain.vietnamese import nfc
from tests.fakes.packets import COMMUNE, DEPARTMENT, EVERY_KIND, NEW, PDF, RECALL, REPLACE, STATUS

CODEC = EdxmlCodec(lambda: datetime(2026, 11, 22, 3, 0, tzinfo=UTC))


def tags(element: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in element]


def test_elements_stand_in_the_order_of_the_norm() -> None:
    root = etree.fromstring(CODEC.write(NEW))
    assert tags(root) == ["edXMLEnvelope", "AttachmentEncoded"]
    header = root[0][0]
    assert tags(header) == ["MessageHeader", "TraceHeaderList"]
    assert tags(header[0]) == [
        *("From", "To", "To", "DocumentId", "Code", "PromulgationInfo", "DocumentType", "Subject"),
        *("SignerInfo", "DueDate", "OtherInfo", "ResponseFor", "ToPlaces"),
    ]
    assert tags(header[1]) == ["TraceHeader", "Bussiness"]
    assert tags(root[0][1][0]) == ["Reference", "Reference"]
    assert {etree.QName(element).namespace for element in root.iter()} == {NAMESPACE}


def test_a_status_has_the_order_of_the_samples_and_no_body() -> None:
    root = etree.fromstring(CODEC.write(STATUS))
    assert tags(root[0]) == ["edXMLHeader"]
    assert tags(root[0][0][0]) == [
        *("From", "ResponseFor", "StaffInfo", "StatusCode", "Description", "Timestamp"),
    ]


def test_text_is_written_composed() -> None:
    decomposed = replace(NEW, place="Thạnh Mẫu")
    assert "Thạnh Mẫu".encode() in CODEC.write(decomposed)


def test_the_same_packet_gives_the_same_bytes() -> None:
    assert [CODEC.write(packet) for packet in EVERY_KIND] == [
        CODEC.write(packet) for packet in EVERY_KIND
    ]


def test_no_signature_is_pretended() -> None:
    assert b"Signature" not in CODEC.write(NEW)


@pytest.mark.parametrize(
    ("packet", "reason"),
    [
        (replace(NEW, subject="x" * 501), "trích yếu dài 501 ký tự, quá 500"),
        (replace(NEW, code_number="123456789012"), "số văn bản dài 12"),
        (replace(NEW, code_notation="x" * 31), "ký hiệu văn bản dài 31"),
        (replace(NEW, code_number=""), "thiếu số văn bản"),
        (replace(NEW, place="x" * 51), "nơi ban hành dài 51"),
        (replace(NEW, doc_type="x" * 101), "tên loại văn bản dài 101"),
        (replace(NEW, signer_name=""), "thiếu họ tên người ký"),
        (replace(NEW, signer_name="x" * 51), "họ tên người ký dài 51"),
        (replace(NEW, signer_position="x" * 101), "chức vụ người ký dài 101"),
        (replace(NEW, document_id=" "), "thiếu mã định danh văn bản"),
        (replace(NEW, issued_date=None), "thiếu ngày ban hành"),
        (replace(NEW, issued_date=date(2026, 11, 23)), "ở sau ngày hôm nay"),
        (replace(NEW, due_date=date(2026, 11, 1)), "thời hạn ở trước"),
        (replace(NEW, recipients=()), "chưa có nơi nhận"),
        (replace(NEW, recipients=(COMMUNE, replace(COMMUNE, code="h13.99.1"))), "ghi hai lần"),
        (replace(NEW, recipients=(Agency("", "Sở Nội vụ"),)), "thiếu mã định danh cơ quan"),
        (replace(NEW, sender=Agency("x" * 36, "UBND")), "mã định danh cơ quan dài 36"),
        (replace(NEW, subject="a\x00b"), "ký tự không được phép"),
        (replace(NEW, subject="\ud800"), "ký tự không được phép"),
        (replace(NEW, edxml_type=-1), "không hợp lệ"),
        (replace(NEW, kind=PacketKind.STATUS), "không phải gói văn bản"),
        (replace(NEW, files=(PacketFile("../a.pdf", "", PDF),)), "tên tệp"),
        (replace(NEW, files=(PacketFile("a.pdf", "", b""),)), "không có nội dung"),
        (replace(RECALL, reason=""), "thiếu lý do"),
        (replace(REPLACE, replaces=()), "văn bản bị thay thế"),
        (replace(STATUS, status_code="3"), "chín mã"),
        (replace(STATUS, status_code="07"), "chín mã"),
        (replace(NEW, code_notation="41/TTr-UBND"), "lẫn vào nhau"),
        (replace(NEW, code_number="41/TTr-UBND"), "lẫn vào nhau"),
        (
            replace(STATUS, about=replace(STATUS.about, document_id="")),
            "thiếu mã định danh văn bản",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_fit_is_not_written(
    packet: DocumentPacket | StatusPacket, reason: str
) -> None:
    with pytest.raises(UnfitPacket, match=reason) as caught:
        CODEC.write(packet)
    assert "Chưa tạo được gói tin" in str(caught.value)
    assert caught.value.advice


# --- round trip --------------------------------------------------------------------------------

LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"), exclude_characters="￾￿"
)


def line(longest: int, *, shortest: int = 0) -> st.SearchStrategy[str]:
    """Text as it stands in a packet: one line, composed, within its length."""
    return (
        st.text(LETTERS, max_size=longest)
        .map(lambda text: " ".join(nfc(text).split()))
        .filter(lambda text: shortest <= len(text) <= longest)
    )


def word(longest: int) -> st.SearchStrategy[str]:
    return line(longest, shortest=1)


CODES = st.from_regex(r"[A-Z0-9.]{1,35}", fullmatch=True)
DAYS = st.dates(date(1990, 1, 1), date(2026, 11, 22))
AGENCIES = st.builds(Agency, CODES, word(60), line(40), line(60))
REFERENCES = st.builds(
    DocumentReference,
    document_id=word(60),
    code_number=st.from_regex(r"[0-9]{1,5}[a-z]?", fullmatch=True),
    code_notation=word(20),
    organ_code=CODES,
    issued_date=st.none() | DAYS,
)
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=VIETNAM_TIME)
)
FILES = st.builds(
    PacketFile,
    name=word(30)
    .map(lambda text: f"{safe_name(text) or 'a'}.pdf")
    .filter(lambda name: safe_name(name) == name),
    media_type=st.just("application/pdf"),
    content=st.binary(max_size=200).map(lambda tail: b"%PDF-1.7" + tail),
    description=line(40),
)


@st.composite
def documents(draw: st.DrawFn) -> DocumentPacket:
    kind = draw(st.sampled_from([k for k in PacketKind if k is not PacketKind.STATUS]))
    issued, identifier = draw(DAYS), draw(word(80))
    others = line(60).filter(lambda text: text != identifier)
    changes = st.builds(ReceiverChange, CODES, st.booleans())
    replaced = st.builds(Replacement, word(60), st.lists(CODES, max_size=2).map(tuple))
    receiver_changes = draw(st.lists(changes, max_size=3)) if kind is PacketKind.UPDATE else []
    return DocumentPacket(
        kind=kind,
        document_id=identifier,
        sender=draw(AGENCIES),
        recipients=tuple(
            draw(
                st.lists(
                    AGENCIES,
                    min_size=1,
                    max_size=3,
                    unique_by=lambda agency: agency.code.casefold(),
                )
            )
        ),
        code_number=draw(st.from_regex(r"[0-9]{1,10}[a-z]?", fullmatch=True)),
        code_notation=draw(st.sampled_from(["", "2016/"])) + draw(word(25)).replace("/", "-"),
        issued_date=issued,
        place=draw(line(50)),
        doc_type=draw(word(100)),
        subject=draw(word(500)),
        signer_name=draw(word(50)),
        signer_position=draw(line(100)),
        competence=draw(line(50)),
        edxml_type=draw(st.none() | st.integers(1, 32)),
        due_date=draw(st.none() | st.dates(issued, date(2030, 1, 1))),
        urgency=draw(st.sampled_from(Urgency)),
        page_count=draw(st.none() | st.integers(0, 999)),
        reason="" if kind is PacketKind.NEW else draw(word(100)),
        replies_to=tuple(draw(st.lists(REFERENCES, max_size=2))),
        sent_at=draw(st.none() | TIMES),
        files=tuple(draw(st.lists(FILES, max_size=2))),
        information_changed=kind is PacketKind.UPDATE
        and (not receiver_changes or draw(st.booleans())),
        receiver_changes=tuple(receiver_changes),
        replaces=tuple(draw(st.lists(replaced, min_size=1, max_size=2)))
        if kind is PacketKind.REPLACE
        else (),
        staff=draw(line(40)),
        department=draw(line(40)),
        to_places=tuple(draw(st.lists(word(60), max_size=3))),
        changes_id=draw(others) if kind in (PacketKind.RECALL, PacketKind.UPDATE) else "",
        paper_follows=draw(st.booleans()),
    )


STATUSES = st.builds(
    StatusPacket,
    status_code=st.sampled_from(sorted(KNOWN_STATUSES)),
    about=REFERENCES,
    sender=AGENCIES,
    staff=line(40),
    department=line(40),
    at=TIMES,
    description=line(200),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents() | STATUSES)
def test_every_packet_that_can_be_written_is_read_back_equal(
    packet: DocumentPacket | StatusPacket,
) -> None:
    assert CODEC.read("goi.edxml", CODEC.write(packet)) == packet


@pytest.mark.long
@settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents() | STATUSES)
def test_ten_thousand_packets_are_read_back_equal(packet: DocumentPacket | StatusPacket) -> None:
    assert CODEC.read("goi.edxml", CODEC.write(packet)) == packet


def test_names_of_the_directory_are_kept() -> None:
    packet = CODEC.read("goi.edxml", CODEC.write(NEW))
    assert isinstance(packet, DocumentPacket)
    assert packet.recipients[0] == DEPARTMENT
