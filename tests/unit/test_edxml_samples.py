"""The fourteen sample packets of the domain folder are read right."""

import os
from datetime import date
from pathlib import Path

import pytest

from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.domain.packets import DocumentPacket, PacketKind, StatusPacket

_SHARED = Path(os.environ.get("CLERKDESK_SHARED", Path(__file__).parents[3] / "shared"))
SAMPLES = _SHARED / "domain" / "edxml"
pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="no sample packets beside the checkout"
)

DOCUMENT_ID = "000.12.51.H51,2026/03/05,27/BC-UBND"


def read(name: str) -> DocumentPacket | StatusPacket:
    return EdxmlCodec().read(name, (SAMPLES / name).read_bytes())


def document(name: str) -> DocumentPacket:
    packet = read(name)
    assert isinstance(packet, DocumentPacket)
    return packet


@pytest.mark.parametrize(
    ("name", "kind", "files"),
    [
        ("edxml-new.xml", PacketKind.NEW, 2),
        ("edxml-recall.xml", PacketKind.RECALL, 0),
        ("edxml-update.xml", PacketKind.UPDATE, 2),
        ("edxml-replace.xml", PacketKind.REPLACE, 2),
        ("edxml-variant-import.xml", PacketKind.NEW, 1),
    ],
)
def test_documents_have_their_kind_and_whole_files(name: str, kind: PacketKind, files: int) -> None:
    packet = document(name)
    assert (packet.kind, len(packet.files)) == (kind, files)
    assert all(file.content.startswith(b"%PDF-") for file in packet.files)
    assert all(file.content.rstrip().endswith(b"%%EOF") for file in packet.files)
    assert {file.media_type for file in packet.files} <= {"application/pdf"}


def test_the_new_document_is_read_in_every_part() -> None:
    packet = document("edxml-new.xml")
    assert packet.document_id == DOCUMENT_ID
    assert (packet.code_number, packet.code_notation) == ("27", "BC-UBND")
    assert packet.issued_date == date(2026, 3, 5)
    assert [agency.code for agency in packet.recipients] == ["000.00.15.H51", "000.13.51.H51"]
    assert (packet.doc_type, packet.edxml_type) == ("Báo cáo", 14)
    assert (packet.signer_name, packet.signer_position) == ("Nguyễn Văn Mẫu", "CHỦ TỊCH")
    assert packet.replies_to[0].code_notation == "SNV-VTLT"
    assert packet.to_places == ("Như trên", "TT. Đảng ủy, HĐND xã", "Lưu: VT, VP")
    assert packet.warnings == ()


def test_the_update_names_who_came_and_who_went() -> None:
    packet = document("edxml-update.xml")
    assert packet.information_changed
    assert [(change.organ_code, change.added) for change in packet.receiver_changes] == [
        ("000.00.15.H51", False),
        ("000.13.51.H51", True),
    ]


def test_the_replacement_names_what_it_replaces() -> None:
    packet = document("edxml-replace.xml")
    assert [replaced.document_id for replaced in packet.replaces] == [DOCUMENT_ID]
    assert packet.replaces[0].organ_codes == ("000.00.15.H51", "000.13.51.H51")


def test_the_field_variant_is_read_and_its_date_form_is_noted() -> None:
    packet = document("edxml-variant-import.xml")
    assert packet.issued_date == date(2026, 2, 20)
    assert packet.document_id == "9fbfbad2-0000-4256-a2eb-000000000000"
    assert packet.replies_to == ()
    assert len(packet.warnings) == 1


@pytest.mark.parametrize("code", ["01", "02", "03", "04", "05", "06", "13", "15", "16"])
def test_statuses_carry_their_code_and_their_document(code: str) -> None:
    packet = read(f"edxml-status-{code}.xml")
    assert isinstance(packet, StatusPacket)
    assert packet.status_code == code
    assert packet.about.document_id == DOCUMENT_ID
    assert (packet.about.code_number, packet.about.code_notation) == ("27", "BC-UBND")
    assert packet.at.isoformat() == "2026-03-05T10:02:33+07:00"
    assert packet.description
    assert packet.warnings == ()


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.xml")), ids=lambda file: file.stem)
def test_what_was_read_can_be_written_and_read_again(file: Path) -> None:
    codec = EdxmlCodec()
    first = codec.read(file.name, file.read_bytes())
    second = codec.read(file.name, codec.write(first))
    assert [
        name
        for name in first.__slots__
        if name != "warnings" and getattr(first, name) != getattr(second, name)
    ] == []
