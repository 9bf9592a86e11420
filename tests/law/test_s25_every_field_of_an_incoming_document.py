"""S25, S34, OUT1, OUT3 (Điều 10.1.b, 11.1.d; PL IV): each field is kept, found, exported and printed."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

import pytest

from clerkdesk.domain.incoming import Channel, Incoming
from clerkdesk.domain.outgoing import Outgoing, Recipient
from clerkdesk.domain.register_fields import INCOMING, OUTGOING
from clerkdesk.domain.register_forms import INCOMING_FORM, OUTGOING_FORM, incoming_row, outgoing_row
from clerkdesk.ports.documents import FormTable
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ui.exports.wish import written
from clerkdesk.ui.incoming.list_columns import incoming_columns
from clerkdesk.ui.outgoing.list_columns import outgoing_columns
from clerkdesk.ui.tables.columns import Column
from tests.fakes.office import PDF_FILE, FakeOffice
from tests.fakes.sample_documents import CLERK, TODAY

RowT = TypeVar("RowT")

LAW_INCOMING = {  # Điều 10.1.b, in its order; số and ký hiệu are one box, attachments stand below
    "arrival_number",
    "arrival_date",
    "issuing_org",
    "code",
    "issued_date",
    "field",
    "doc_type",
    "subject",
    "urgency",
    "sheet_count",
    "due_date",
    "signer_name",
    "signer_position",
    "storage_location",
    "note",
}
LAW_OUTGOING = {  # Điều 11.1.d without what allotment gives
    "register_date",
    "issuing_org_name",
    "field",
    "drafting_unit",
    "doc_type",
    "subject",
    "signer_name",
    "signer_position",
    "storage_location",
    "note",
    "recipients",
    "urgency",
    "sheet_count",
    "due_date",
}
VALUES: dict[str, object] = {
    "arrival_date": TODAY,
    "channel": "mail",
    "issuing_org": "Sở Tài nguyên và Môi trường",
    "code": "15/2016/QĐ-STNMT",
    "issued_date": date(2026, 11, 18),
    "field": "Đất đai",
    "doc_type": "Quyết định",
    "subject": "Ban hành bảng giá đất điều chỉnh",
    "urgency": "1",
    "sheet_count": 12,
    "due_date": date(2026, 12, 1),
    "signer_name": "Trần Đức Ẩn",
    "signer_position": "Phó Giám đốc",
    "storage_location": "01-ĐC/2026",
    "note": "Bản giấy gửi sau",
}
DRAFT: dict[str, object] = {
    "doc_type": "Tờ trình",
    "field": "Xây dựng",
    "subject": "xin kinh phí sửa trụ sở",
    "drafting_unit": "Tài chính",
    "signer_name": "Nguyễn Văn Mẫu",
    "signer_position": "Chủ tịch",
    "recipients": (Recipient("Sở Tài chính", "H13.02"),),
    "register_date": TODAY,
    "urgency": "2",
    "due_date": date(2026, 12, 5),
    "sheet_count": 2,
    "copies": 3,
    "storage_location": "Lưu: VT",
    "note": "gửi kèm dự toán",
}


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


@pytest.fixture
def document(office: FakeOffice) -> Incoming:
    desk = office.desk()
    candidate = desk.from_file("qd.pdf", PDF_FILE, Channel.MAIL)
    return desk.register(candidate, VALUES, CLERK).document


@pytest.fixture
def issued(office: FakeOffice) -> Outgoing:
    return office.desk().issue(office.sealed(**DRAFT).uid, CLERK)


def exported(columns: Sequence[Column[RowT]], row: RowT) -> dict[str, str]:
    """The line of a file with every column, by title."""
    return {column.title: column.text(row) for column in written(columns)}


def test_the_forms_have_every_field_of_the_law() -> None:
    assert {field.name for field in INCOMING} >= LAW_INCOMING
    assert {field.name for field in OUTGOING} >= LAW_OUTGOING


def test_every_value_comes_back_from_the_register(office: FakeOffice, document: Incoming) -> None:
    kept = office.store.incoming.get(document.uid)
    entry = kept.entry
    assert (kept.arrival_number, kept.code) == (1, VALUES["code"])
    for name in LAW_INCOMING - {"arrival_number", "code", "urgency"}:
        assert getattr(entry, name) == VALUES[name], name
    assert entry.urgency.value == 1
    assert [file.name for file in entry.attachments] == ["qd.pdf"]


@pytest.mark.parametrize(
    "text",
    [
        "so tai nguyen",
        "15/2016",
        "dat dai",
        "quyet dinh",
        "bang gia",
        "tran duc an",
        "pho giam doc",
        "01-đc",
        "ban giay gui sau",
        "qd.pdf",
    ],
)
def test_each_field_finds_it(office: FakeOffice, document: Incoming, text: str) -> None:
    found = office.store.incoming.find(IncomingFilter(text=text), Page())
    assert [row.uid for row in found] == [document.uid]


def test_each_field_is_exported(document: Incoming) -> None:
    row = exported(incoming_columns(lambda: TODAY), document)
    assert set(row) >= {field.label for field in INCOMING}
    assert row["Số, ký hiệu"] == VALUES["code"]
    assert row["Trích yếu nội dung"] == VALUES["subject"]
    assert row["Ngày ban hành"] == "18/11/2026"
    assert row["Mức độ khẩn"] == "Khẩn"


def test_the_register_is_printed_with_its_ten_columns(
    office: FakeOffice, document: Incoming
) -> None:
    office.desk().print_register.incoming(IncomingFilter(year=2026))
    _title, table = office.printer.printed[-1]
    assert isinstance(table, FormTable)
    assert len(table.columns) == len(INCOMING_FORM) == 10
    assert list(table.rows) == [incoming_row(document)]
    assert incoming_row(document)[:6] == [
        "22/11/2026",
        "1",
        "Sở Tài nguyên và Môi trường",
        "15/2016/QĐ-STNMT",
        "18/11/2026",
        "Quyết định Ban hành bảng giá đất điều chỉnh",
    ]


def test_an_outgoing_document_keeps_finds_exports_and_prints_its_fields(
    office: FakeOffice, issued: Outgoing
) -> None:
    entry = office.store.outgoing.get(issued.uid).entry
    for name in LAW_OUTGOING - {"urgency", "issuing_org_name"}:
        assert getattr(entry, name) == DRAFT[name], name
    for text in ("tru so", "tai chinh", "so tai chinh", "nguyen van mau", "du toan", "01/ttr"):
        found = office.store.outgoing.find(OutgoingFilter(text=text), Page())
        assert [row.uid for row in found] == [issued.uid], text
    row = exported(outgoing_columns(), issued)
    assert set(row) >= {field.label for field in OUTGOING}
    assert row["Nơi nhận"] == "Sở Tài chính"
    office.desk().print_register.outgoing(OutgoingFilter(year=2026))
    _title, table = office.printer.printed[-1]
    assert isinstance(table, FormTable)
    assert len(table.columns) == len(OUTGOING_FORM) == 10
    assert list(table.rows) == [outgoing_row(issued)]
    assert outgoing_row(issued)[0] == "01/TTr-UBND"
