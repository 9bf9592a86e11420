"""The reader takes every variant met in the field (DOMAIN §2.3) and says what was odd."""

import base64
import io
import re
import zipfile
from datetime import UTC, date, datetime

import pytest

from clerkdesk.adapters.exchange.codec import EdxmlCodec
from clerkdesk.adapters.exchange.schema import NAMESPACE
from clerkdesk.domain.errors import BadPacket
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.packets import DocumentPacket, PacketKind, StatusPacket
from tests.fakes.packets import NEW, PDF, STATUS

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
CODEC = EdxmlCodec(lambda: NOW)
TEXT = CODEC.write(NEW).decode()
STATUS_TEXT = CODEC.write(STATUS).decode()


def document(text: str | bytes) -> DocumentPacket:
    packet = CODEC.read("goi.edxml", text.encode() if isinstance(text, str) else text)
    assert isinstance(packet, DocumentPacket)
    return packet


def status(text: str) -> StatusPacket:
    packet = CODEC.read("goi.edxml", text.encode())
    assert isinstance(packet, StatusPacket)
    return packet


def element(tag: str, text: str = TEXT) -> str:
    found = re.search(rf" *<edXML:{tag}>.*?</edXML:{tag}>\n", text, re.DOTALL)
    assert found is not None
    return found[0]


def zipped(*entries: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return packed.getvalue()


def with_file(name: str, content: bytes, media: str = "application/zip") -> str:
    """The packet with one attachment as a stranger packed it."""
    attachment = (
        f"<Attachment><ContentId>cid:1</ContentId><AttachmentName>{name}</AttachmentName>"
        f"<ContentType>{media}</ContentType><ContentTransferEncoded>"
        f"{base64.b64encode(content).decode()}</ContentTransferEncoded></Attachment>"
    )
    head = re.sub(r" *<edXML:Reference>.*?</edXML:Reference>\n", "", TEXT, flags=re.DOTALL)
    start = head.index("<AttachmentEncoded>") + len("<AttachmentEncoded>")
    return head[:start] + attachment + head[head.index("</AttachmentEncoded>") :]


def test_the_order_of_elements_does_not_matter() -> None:
    identifier, places, other = element("DocumentId"), element("ToPlaces"), element("OtherInfo")
    text = TEXT.replace(identifier, "").replace(places, "").replace(other, places + other)
    text = text.replace("</edXML:MessageHeader>", identifier + "</edXML:MessageHeader>")
    assert document(text) == NEW


def test_prefixes_do_not_matter() -> None:
    bare = TEXT.replace("edXML:", "").replace("xmlns:edXML", "xmlns:x")
    assert document(bare) == NEW
    prefixed = re.sub(r"<(/?)(?!/?edXML:|\?|!)", r"<\1q:", TEXT).replace("xmlns=", "xmlns:q=", 1)
    assert document(prefixed) == NEW


@pytest.mark.parametrize("prefix", ["", "cid:", "cid:cid:", "CID:cid:cid:"])
def test_content_ids_match_whatever_prefix_they_have(prefix: str) -> None:
    head, tail = TEXT.split("<AttachmentEncoded>")
    head = head.replace("<edXML:ContentId>cid:", f"<edXML:ContentId>{prefix}")
    without_names = re.sub(r" *<AttachmentName>.*?</AttachmentName>\n", "", tail)
    assert document(f"{head}<AttachmentEncoded>{without_names}").files == NEW.files


@pytest.mark.parametrize(
    "junk",
    [b"1212", b"\xef\xbb\xbf", b"\r\n\t ", b"\x00\x00", b"1212\xef\xbb\xbf"],
    ids=["digits", "BOM", "white space", "nulls", "digits and BOM"],
)
def test_junk_before_the_declaration_is_read_past(junk: bytes) -> None:
    packet = document(junk + TEXT.encode())
    assert packet.files == NEW.files
    assert bool(packet.warnings) == (junk.strip() not in {b"", b"\xef\xbb\xbf"})


def test_junk_after_the_end_is_read_past() -> None:
    assert document(TEXT + "\x00\x00EOF").subject == NEW.subject


def test_utf_16_and_old_windows_encodings_are_read() -> None:
    assert document(TEXT.replace("UTF-8", "utf-16").encode("utf-16")).subject == NEW.subject
    latin = TEXT.replace('encoding="UTF-8"', 'encoding="windows-1252"')
    latin = re.sub(r"[^\x00-\xff]", "?", latin)
    assert document(latin.encode("cp1252")).code_notation == NEW.code_notation


def test_the_old_namespace_is_read_with_a_warning() -> None:
    packet = document(TEXT.replace(NAMESPACE, "http://www.e-doc.vn/Schema/"))
    assert packet.files == NEW.files
    assert any("không gian tên cũ" in warning for warning in packet.warnings)


def test_a_missing_business_part_means_a_new_document() -> None:
    packet = document(TEXT.replace(element("Bussiness"), ""))
    assert packet.kind is PacketKind.NEW
    assert packet.warnings == ()


def test_business_may_stand_before_the_trace() -> None:
    trace, business = element("TraceHeader"), element("Bussiness")
    text = TEXT.replace(business, "").replace(trace, business + trace)
    assert document(text) == NEW


def test_an_empty_response_for_is_no_reply() -> None:
    packet = document(TEXT.replace(element("ResponseFor"), "<edXML:ResponseFor/>"))
    assert packet.replies_to == ()
    assert packet.warnings == ()


def test_an_unknown_business_code_is_shown_and_read_as_new() -> None:
    packet = document(TEXT.replace("<edXML:BussinessDocType>0", "<edXML:BussinessDocType>7"))
    assert packet.kind is PacketKind.NEW
    assert any("«7»" in warning for warning in packet.warnings)


def test_an_unknown_priority_is_shown() -> None:
    packet = document(TEXT.replace("<edXML:Priority>1", "<edXML:Priority>9"))
    assert packet.urgency is Urgency.NORMAL
    assert any("«9»" in warning for warning in packet.warnings)


@pytest.mark.parametrize(
    ("written", "meant", "warned"),
    [
        ("2026/11/20", date(2026, 11, 20), False),
        ("20/11/2026", date(2026, 11, 20), True),
        ("5/3/2026", date(2026, 3, 5), True),
        ("20-11-2026", date(2026, 11, 20), True),
        ("20.11.2026", date(2026, 11, 20), True),
        ("2026-11-20", date(2026, 11, 20), True),
        ("2026-11-20T08:00:00+07:00", date(2026, 11, 20), True),
        ("20/11/2026 08:00:00", date(2026, 11, 20), True),
        ("0025/02/20", None, True),
        ("20/11/26", None, True),
        ("2026/02/30", None, True),
        ("hôm qua", None, True),
    ],
)
def test_dates_are_read_in_every_form_and_never_guessed(
    written: str, meant: date | None, warned: bool
) -> None:
    packet = document(TEXT.replace("Date>2026/11/20", f"Date>{written}"))
    assert packet.issued_date == meant
    assert bool(packet.warnings) == warned


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026/11/20 16:45:10", "2026-11-20T16:45:10+07:00"),
        ("20/11/2026 16:45:10", "2026-11-20T16:45:10+07:00"),
        ("2026-11-20T09:45:10Z", "2026-11-20T16:45:10+07:00"),
        ("2026-11-20T16:45:10.123+0700", "2026-11-20T16:45:10+07:00"),
        ("2026/11/20 16:45", "2026-11-20T16:45:00+07:00"),
    ],
)
def test_times_are_read_in_viet_nams_zone(written: str, meant: str) -> None:
    packet = document(TEXT.replace("2026/11/20 16:45:10", written))
    assert packet.sent_at is not None
    assert packet.sent_at.isoformat() == meant


def test_a_missing_document_id_is_composed_by_the_norm() -> None:
    packet = document(TEXT.replace(element("DocumentId"), "", 1))
    assert packet.document_id == NEW.document_id
    assert len(packet.warnings) == 1


def test_missing_and_overlong_values_are_warnings_when_read() -> None:
    text = TEXT.replace(element("Subject"), f"<edXML:Subject>{'x' * 600}</edXML:Subject>")
    packet = document(text.replace(element("SignerInfo"), ""))
    assert len(packet.subject) == 600
    assert any("trích yếu có 600 ký tự" in warning for warning in packet.warnings)
    assert "Thiếu họ tên người ký." in packet.warnings


def test_braces_in_a_strangers_text_do_no_harm() -> None:
    packet = document(TEXT.replace("Date>2026/11/20", "Date>{0.__class__}{x}"))
    assert any("{0.__class__}{x}" in warning for warning in packet.warnings)


# --- attachments -------------------------------------------------------------------------------


def test_a_raw_file_is_taken_as_it_is() -> None:
    (file,) = document(with_file("a.pdf", PDF, "application/pdf")).files
    assert (file.content, file.media_type) == (PDF, "application/pdf")


def test_a_one_entry_zip_is_unpacked_under_the_attachments_name() -> None:
    (file,) = document(with_file("a.pdf", zipped(("0b1c.PDF", PDF)))).files
    assert (file.name, file.content, file.media_type) == ("a.pdf", PDF, "application/pdf")


def test_an_office_file_is_not_unpacked() -> None:
    docx = zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"))
    (file,) = document(with_file("a.docx", docx)).files
    assert file.content == docx
    assert file.media_type.endswith("wordprocessingml.document")


def test_an_office_file_with_one_part_is_not_unpacked() -> None:
    odd = zipped(("word/document.xml", b"<w/>"))
    (file,) = document(with_file("a.docx", odd)).files
    assert file.content == odd


def test_an_office_file_inside_a_zip_is_unpacked() -> None:
    docx = zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"))
    (file,) = document(with_file("a.docx", zipped(("x.DOCX", docx)))).files
    assert file.content == docx


def test_an_archive_of_several_files_stays_an_archive() -> None:
    archive = zipped(("a.txt", b"1"), ("b.txt", b"2"))
    (file,) = document(with_file("a.pdf", archive)).files
    assert file.content == archive


def test_content_that_is_not_what_its_name_says_is_shown() -> None:
    packet = document(with_file("a.doc", zipped(("x.edxml", b"<?xml version='1.0'?><a/>"))))
    (file,) = packet.files
    assert file.media_type == "application/xml"
    assert any("phần mở rộng" in warning for warning in packet.warnings)


def test_an_attachment_that_is_no_base64_is_a_warning_and_the_rest_is_read() -> None:
    text = re.sub(r"(ContentTransferEncoded[^>]*>)UEs", r"\1****", TEXT, count=1)
    packet = document(text)
    assert [file.name for file in packet.files] == ["Dự toán.txt"]
    assert any("base64" in warning for warning in packet.warnings)


def test_a_file_that_is_listed_but_missing_is_a_warning() -> None:
    text = re.sub(r" *<Attachment>.*?</Attachment>\n", "", TEXT, count=1, flags=re.DOTALL)
    packet = document(text)
    assert len(packet.files) == 1
    assert any("41_TTr-UBND.pdf" in warning for warning in packet.warnings)


# --- statuses ----------------------------------------------------------------------------------


def test_an_unknown_status_code_is_kept_raw() -> None:
    packet = status(STATUS_TEXT.replace("StatusCode>03", "StatusCode>X7"))
    assert packet.status_code == "X7"


def test_a_status_code_without_its_zero_is_understood() -> None:
    packet = status(STATUS_TEXT.replace("StatusCode>03", "StatusCode>3"))
    assert packet.status_code == "03"
    assert len(packet.warnings) == 1


def test_a_status_without_time_takes_the_time_of_receipt() -> None:
    packet = status(STATUS_TEXT.replace(element("Timestamp", STATUS_TEXT), ""))
    assert packet.at == NOW
    assert len(packet.warnings) == 1


def test_a_status_may_write_the_code_in_two_parts() -> None:
    parts = (
        "<edXML:CodeNumber>41</edXML:CodeNumber><edXML:CodeNotation>TTr-UBND</edXML:CodeNotation>"
    )
    packet = status(STATUS_TEXT.replace("41/TTr-UBND</edXML:Code>", f"{parts}</edXML:Code>"))
    assert (packet.about.code_number, packet.about.code_notation) == ("41", "TTr-UBND")


# --- what is no packet -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "không chứa nội dung XML"),
        (b"PK\x03\x04", "không chứa nội dung XML"),
        (b"<html><body/></html>", "thẻ gốc «html»"),
        (b"<edXML/>", "MessageHeader"),
        (TEXT.encode()[:900], "sai cú pháp"),
        (b'<?xml version="1.0" encoding="utf-7"?><edXML/>', "bảng mã"),
    ],
    ids=["empty", "zip", "web page", "no header", "torn", "strange encoding"],
)
def test_what_is_no_packet_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(BadPacket, match=reason) as caught:
        CODEC.read("goi.edxml", content)
    assert "goi.edxml" in str(caught.value)
    assert caught.value.advice
