"""Packets of other systems are read as what they are: one document in eighteen dresses."""

from datetime import UTC, date, datetime

import pytest

from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.adapters.exchange.dates import read_date, read_time
from clerkdesk.domain.errors import BadPacket
from clerkdesk.domain.packets import DocumentPacket, PacketKind, StatusPacket
from tests.fakes.field_packets import AS_DOCUMENTS, BKAV_STATUS, LANG_SON, PDF, SUBJECT, zipped

CODEC = EdxmlCodec(lambda: datetime(2026, 11, 22, 3, 0, tzinfo=UTC))


def document(content: bytes | str) -> DocumentPacket:
    packet = CODEC.read("goi.edxml", content.encode() if isinstance(content, str) else content)
    assert isinstance(packet, DocumentPacket)
    return packet


@pytest.mark.parametrize("content", AS_DOCUMENTS.values(), ids=AS_DOCUMENTS)
def test_it_is_the_same_document_in_every_dress(content: bytes) -> None:
    packet = document(content)
    assert packet.kind is PacketKind.NEW
    assert (packet.code_number, packet.code_notation) == ("123", "UBND-VP")
    assert packet.issued_date == date(2026, 11, 5)
    assert packet.doc_type == "Công văn"
    assert packet.subject == SUBJECT
    assert (packet.sender.code, packet.sender.name) == ("H37.DN.001", "Công ty Mẫu")
    assert [agency.code for agency in packet.recipients] == ["H13.99.1"]
    assert (packet.signer_name, packet.signer_position) == ("Lê Thị Mẫu", "Giám đốc")
    assert packet.page_count == 1
    assert packet.document_id
    assert [(file.name, file.media_type, file.content) for file in packet.files] == [
        ("123.pdf", "application/pdf", PDF)
    ]


def test_only_the_clean_one_comes_without_a_warning() -> None:
    plain = {"Lang Son", "flat envelope", "UTF-16 declared, UTF-8 written", "UTF-16 without BOM"}
    plain |= {"UTF-16 the other way", "axis wrapped it", "small letters", "without business s"}
    warned = {name for name, content in AS_DOCUMENTS.items() if document(content).warnings}
    assert warned == set(AS_DOCUMENTS) - plain


def test_a_status_of_a_gateway_is_read() -> None:
    packet = CODEC.read("goi.edxml", BKAV_STATUS.encode())
    assert isinstance(packet, StatusPacket)
    assert (packet.status_code, packet.sender.code) == ("01", "000.00.00.H41")
    assert (packet.about.code_number, packet.about.code_notation) == ("7816", "VPCP-TTĐT")
    assert packet.about.issued_date == date(2015, 9, 30)
    assert packet.warnings == ()


@pytest.mark.parametrize(
    ("written", "shown"), [("3", "03"), ("07", "07"), ("7", "7"), ("99", "99"), ("XOA", "XOA")]
)
def test_a_code_that_nobody_knows_is_shown_as_it_was_written(written: str, shown: str) -> None:
    packet = CODEC.read("", BKAV_STATUS.replace(">01<", f">{written}<").encode())
    assert isinstance(packet, StatusPacket)
    assert packet.status_code == shown


def test_a_status_names_its_document_by_the_identifier_alone() -> None:
    start, end = BKAV_STATUS.index("<Code>"), BKAV_STATUS.index("<DocumentId>")
    packet = CODEC.read("", (BKAV_STATUS[:start] + BKAV_STATUS[end:]).encode())
    assert isinstance(packet, StatusPacket)
    assert (packet.about.code_number, packet.about.code_notation) == ("7816", "VPCP-TTĐT")
    assert packet.about.issued_date == date(2015, 9, 30)


def test_a_gateways_error_list_is_shown() -> None:
    errors = (
        "<ErrorList><Error><Code>R.Subject</Code><Description>Quá dài</Description></Error>"
        "</ErrorList>"
    )
    packet = document(LANG_SON.replace("<edXML:DigitalSignature/>", errors))
    assert packet.warnings == ("Bên nhận báo lỗi R.Subject: Quá dài",)


@pytest.mark.parametrize(
    ("number", "notation"),
    [
        ("123/UBND-VP", ""),
        ("123", "/UBND-VP"),
        ("123", "123/UBND-VP"),
        ("", "123/UBND-VP"),
        ("123/UBND-VP", "UBND-VP"),
        ("123/UBND-VP", "123/UBND-VP"),
    ],
)
def test_number_and_notation_are_told_apart_where_they_stand_in_one(
    number: str, notation: str
) -> None:
    text = LANG_SON.replace("Number>123<", f"Number>{number}<")
    packet = document(text.replace("Notation>UBND-VP<", f"Notation>{notation}<"))
    assert (packet.code_number, packet.code_notation) == ("123", "UBND-VP")
    assert packet.warnings


def test_a_document_without_a_code_takes_it_from_its_identifier() -> None:
    start, end = LANG_SON.index("<edXML:Code>"), LANG_SON.index("<edXML:PromulgationInfo>")
    packet = document(LANG_SON[:start] + LANG_SON[end:])
    assert (packet.code_number, packet.code_notation) == ("123", "UBND-VP")
    assert packet.warnings


def test_files_whose_ids_do_not_match_belong_together_by_their_order() -> None:
    nameless = LANG_SON.replace("<AttachmentName>123.pdf</AttachmentName>", "")
    packet = document(nameless.replace("<ContentId>11</ContentId>", "<ContentId>x</ContentId>"))
    assert [file.name for file in packet.files] == ["123.pdf"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda packed: "data:application/pdf;base64," + packed,
        lambda packed: packed.rstrip("="),
        lambda packed: packed.replace("+", "-").replace("/", "_"),
        lambda packed: "\n".join(packed[i : i + 60] for i in range(0, len(packed), 60)),
    ],
    ids=["data URI", "no filling", "letters of URLs", "lines"],
)
def test_base64_of_careless_builders_is_read(spoil: object) -> None:
    start = LANG_SON.index("<ContentTransferEncoded>") + len("<ContentTransferEncoded>")
    end = LANG_SON.index("</ContentTransferEncoded>")
    assert callable(spoil)
    packet = document(LANG_SON[:start] + spoil(LANG_SON[start:end]) + LANG_SON[end:])
    assert packet.files[0].content == PDF


def test_letters_of_a_wrong_encoding_do_not_hide_the_rest() -> None:
    packet = document(LANG_SON.encode().replace("Lê".encode(), b"L\xea"))
    assert packet.signer_name == "L� Thị Mẫu"
    assert packet.subject == SUBJECT
    assert packet.warnings


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("11/20/2026", date(2026, 11, 20)),
        ("2026/20/11", date(2026, 11, 20)),
        ("20261120", date(2026, 11, 20)),
        ("ngày 20 tháng 11 năm 2026", date(2026, 11, 20)),
        ("Fri Nov 20 00:00:00 ICT 2026", date(2026, 11, 20)),
        ("13/13/2026", None),
    ],
)
def test_dates_of_careless_builders_are_read_where_they_can_mean_one_day(
    written: str, meant: date | None
) -> None:
    assert read_date(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "20/11/2026 4:45:10 PM",
        "11/20/2026 4:45:10 PM",
        "20/11/2026 4:45:10 CH",
        "20261120164510",
        "Fri Nov 20 16:45:10 ICT 2026",
    ],
)
def test_times_of_careless_builders_are_read(written: str) -> None:
    instant = read_time(written)
    assert instant is not None
    assert instant.isoformat() == "2026-11-20T16:45:10+07:00"


def test_midnight_and_noon_are_not_mixed_up() -> None:
    midnight, noon = read_time("20/11/2026 12:00:00 AM"), read_time("20/11/2026 12:00:00 PM")
    assert midnight is not None
    assert noon is not None
    assert (midnight.hour, noon.hour) == (0, 12)


@pytest.mark.parametrize(
    "content",
    [
        LANG_SON.encode()[: len(LANG_SON) // 2],
        LANG_SON.replace("</edXML:Subject>", "").encode(),
        zipped("a.edxml", b"no document"),
        b"\x1f\x8b\x08\x00torn",
        b"--Boundary\r\nContent-Type: text/plain\r\n\r\nno packet\r\n--Boundary--",
        LANG_SON.replace("rà soát", "&chuakhaibao;").encode(),
    ],
    ids=["torn", "unclosed", "ZIP without XML", "torn gzip", "mail", "undeclared entity"],
)
def test_what_is_torn_is_never_made_whole(content: bytes) -> None:
    with pytest.raises(BadPacket):
        CODEC.read("goi.edxml", content)


def test_a_mail_of_parts_in_parts_without_end_is_no_crash() -> None:
    nested = "".join(
        f"--b{n}\r\nContent-Type: multipart/mixed; boundary=b{n + 1}\r\n\r\n" for n in range(3000)
    )
    with pytest.raises(BadPacket):
        CODEC.read("goi.edxml", nested.encode())


def test_spaces_without_end_before_what_is_no_base64_take_no_time() -> None:
    with pytest.raises(BadPacket):
        CODEC.read("goi.edxml", b" A" * 3000 + b"!")


def test_a_recall_names_its_document_in_its_business_part() -> None:
    recall = LANG_SON.replace("DocType>0<", "DocType>1<").replace(
        "<edXML:BussinessDocType>",
        "<edXML:DocumentId>H37.DN.001,2026/11/05,123/UBND-VP</edXML:DocumentId>"
        "<edXML:BussinessDocType>",
    )
    assert document(recall).changes_id == ""  # the same document
    own = recall.replace(
        "<edXML:DocumentId>H37.DN.001,2026/11/05,123/UBND-VP</edXML:DocumentId>\n  </edXML:Mess",
        "<edXML:DocumentId>0a1b</edXML:DocumentId>\n  </edXML:Mess",
    )
    packet = document(own)
    assert (packet.kind, packet.document_id) == (PacketKind.RECALL, "0a1b")
    assert packet.changes_id == "H37.DN.001,2026/11/05,123/UBND-VP"


@pytest.mark.parametrize(("number", "name"), [(18, "Công văn"), (14, "Báo cáo"), (1, ""), (77, "")])
def test_a_type_without_a_name_is_named_by_its_number_where_that_is_sure(
    number: int, name: str
) -> None:
    nameless = LANG_SON.replace("<edXML:TypeName>Công văn</edXML:TypeName>", "")
    packet = document(nameless.replace("Type>18<", f"Type>{number}<"))
    assert packet.doc_type == name
    assert "Thiếu tên loại văn bản." in packet.warnings


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-04T17:00:00.000Z", date(2026, 11, 5)),
        ("2026-11-05T00:00:00Z", date(2026, 11, 5)),
        ("2026-11-05T00:00:00+07:00", date(2026, 11, 5)),
        ("2026-11-05T23:59:59", date(2026, 11, 5)),
        ("2026-11-05T99:99:99Z", date(2026, 11, 5)),
    ],
)
def test_a_day_with_a_zone_is_the_day_in_viet_nam(written: str, meant: date) -> None:
    assert read_date(written) == meant


def test_days_that_cannot_be_are_noted() -> None:
    packet = document(LANG_SON.replace("Date>2026/11/05<", "Date>2027/11/05<"))
    assert packet.issued_date == date(2027, 11, 5)
    assert packet.warnings == (
        "Ngày ban hành 05/11/2027 ở sau hôm nay.",
        "Thời hạn 20/11/2026 ở trước ngày ban hành.",
    )


def test_an_xml_of_version_1_1_and_letters_of_windows_1258_are_read() -> None:
    assert document(LANG_SON.replace('version="1.0"', 'version="1.1"', 1)).files[0].content == PDF
    import unicodedata

    split = unicodedata.normalize("NFD", "UBND xã Ấp Một, huyện Cũ").replace("Ấ", "Ấ")
    text = LANG_SON.replace('encoding="utf-8"', 'encoding="windows-1258"')
    for old in (SUBJECT, SUBJECT.replace("&", "&amp;")):
        text = text.replace(old, split)
    old_page = text.encode("cp1258", errors="replace")
    assert "Cũ" in document(old_page).subject


def test_a_status_without_an_identifier_gets_that_of_the_norm() -> None:
    start = BKAV_STATUS.index("<DocumentId>")
    end = BKAV_STATUS.index("</DocumentId>") + len("</DocumentId>")
    packet = CODEC.read("", (BKAV_STATUS[:start] + BKAV_STATUS[end:]).encode())
    assert isinstance(packet, StatusPacket)
    assert packet.about.document_id == "000.00.00.G22,2015/09/30,7816/VPCP-TTĐT"
