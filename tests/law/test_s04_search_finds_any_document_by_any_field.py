"""S04, F6d (Điều 3.4, Phụ lục VI): every registered document is found by any field and by its content."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from clerkdesk.adapters.store.vault import FileVault
from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.incoming import Assignment, Channel, IncomingEntry, Urgency
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.store import Store
from tests.fakes.real_office import CHEAP
from tests.fakes.sample_documents import (
    CLERK,
    NOW,
    OFFICE,
    PASSWORDS,
    Clock,
    attachment,
    incoming_entry,
    outgoing_entry,
)
from tests.fakes.store import FakeKeyStore

ENTRY = incoming_entry(
    issuing_org="Sở Nông nghiệp và Môi trường",
    issuing_org_code="000.00.15.H01",
    code_number="317",
    code_notation="BC-SNNMT",
    issued_date=date(2026, 10, 5),
    doc_type="Báo cáo",
    subject="Kết quả kiểm kê đất đai",
    field="Địa chính",
    urgency=Urgency.VERY_URGENT,
    due_date=date(2026, 12, 24),
    attachments=(attachment("phu-luc-ban-do.pdf", FileRole.APPENDIX),),
    signer_name="Vũ Ngọc Ẩn",
    signer_position="Giám đốc",
    storage_location="Tủ 8 ngăn 2",
    note="kèm đĩa quang",
    packet_id="000.00.15.H01,2026/10/05,317",
    channel=Channel.SYSTEM,
    signature_result=SignatureResult.VALID,
    full_text="diện tích rừng phòng hộ giảm\nđầu nguồn",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    vault = FileVault(tmp_path / "store", tmp_path / "marks", FakeKeyStore(), Clock(), cost=CHEAP)
    store = vault.create(OFFICE, PASSWORDS).store
    store.incoming.add(incoming_entry(field="Y tế", note="khác"), "quantri")
    wanted = store.incoming.add(ENTRY, CLERK.login)
    store.incoming.forward(
        wanted.uid, Assignment("Phòng Kinh tế", "phối hợp rà soát", None, CLERK.login, NOW)
    )
    yield store
    store.close()


@pytest.mark.parametrize(
    "typed",
    [
        *("2/2026", "so nong nghiep va moi truong", "000.00.15.H01", "317/BC-SNNMT", "317/"),
        *("05/10/2026", "5.10.2026", "báo cáo", "kiem ke dat dai", "địa chính", "thượng khẩn"),
        *("24/12/2026", "phu-luc-ban-do", "vũ ngọc ẩn", "vu ngoc an", "giám đốc", "tủ 8 ngăn"),
        *("dia quang", "000.00.15.H01,2026/10/05"),
        *("Phòng Kinh tế", "phoi hop ra soat", "rừng phòng hộ", '"giảm đầu nguồn"', "vanthu"),
    ],
)
def test_an_incoming_document_is_found_by(store: Store, typed: str) -> None:
    rows = store.incoming.find(IncomingFilter(typed), Page())
    assert [row.entry.code_number for row in rows] == ["317"]
    assert store.incoming.found(IncomingFilter(typed)).count == 1


@pytest.mark.parametrize(
    "wanted",
    [
        IncomingFilter(year=2026, doc_type=ENTRY.doc_type),
        IncomingFilter(issuing_org=ENTRY.issuing_org),
        IncomingFilter(field=ENTRY.field),
        IncomingFilter(urgency=ENTRY.urgency),
        IncomingFilter(channel=ENTRY.channel),
        IncomingFilter(signature_result=ENTRY.signature_result),
        IncomingFilter(to_person="Phòng Kinh tế"),
        IncomingFilter(issued_from=ENTRY.issued_date, issued_to=ENTRY.issued_date),
        IncomingFilter(due_to=ENTRY.due_date),
        IncomingFilter(registered_by=CLERK.login),
    ],
)
def test_an_incoming_document_is_found_by_a_filter(store: Store, wanted: IncomingFilter) -> None:
    assert [row.code for row in store.incoming.find(wanted, Page())] == ["317/BC-SNNMT"]


@pytest.mark.parametrize(
    "typed",
    [
        *("ubnd xã thử nghiệm", "cong van", "lấy ý kiến", "ban quan ly", "đỗ văn dũng", "tủ 9"),
        *("liên đoàn", "lien.doan@vd.vn", "chu-ky.pdf", "chỉnh trang đô thị", "tài chính", "khẩn"),
        *("24/12/2026", "22/11/2026"),
    ],
)
def test_an_outgoing_document_is_found_by(store: Store, typed: str) -> None:
    store.outgoing.draft(outgoing_entry(register_date=date(2026, 1, 2)), CLERK.login)
    wanted = outgoing_entry(
        doc_type="Công văn",
        subject="Lấy ý kiến nhân dân",
        drafting_unit="Ban Quản lý",
        signer_name="Đỗ Văn Dũng",
        storage_location="Tủ 9",
        field="Tài chính",
        urgency=Urgency.URGENT,
        due_date=date(2026, 12, 24),
        recipients=(Recipient("Liên đoàn Lao động", email="lien.doan@vd.vn"),),
        attachments=(attachment("chu-ky.pdf"),),
        full_text="chỉnh trang đô thị",
    )
    uid = store.outgoing.draft(wanted, CLERK.login).uid
    assert uid in [row.uid for row in store.outgoing.find(OutgoingFilter(typed), Page())]


def test_what_is_found_has_its_history(store: Store) -> None:
    (document,) = store.incoming.find(IncomingFilter("rừng phòng hộ"), Page())
    lines = store.ops.history("incoming", document.uid)
    assert [line.by for line in lines] == [CLERK.login, CLERK.login]


def test_what_is_changed_is_found_by_what_it_says_now(store: Store) -> None:
    entry: IncomingEntry = ENTRY
    (document,) = store.incoming.find(IncomingFilter(entry.subject), Page())
    store.incoming.attach(document.uid, attachment("bien-ban-giao-nhan.pdf"), CLERK.login)
    assert store.incoming.count(IncomingFilter("bien ban giao nhan")) == 1
