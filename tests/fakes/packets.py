"""Packets as a commune sends and receives them; made up, whole and within every limit."""

from dataclasses import replace
from datetime import date, datetime

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.clock import VIETNAM_TIME
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

PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n%%EOF\n"
COMMUNE = Agency("H13.99.1", "Ủy ban nhân dân xã An Mẫu", "anmau@example.gov.vn", "UBND thành phố")
DEPARTMENT = Agency("000.00.15.H13", "Sở Nội vụ", "", "UBND thành phố")
NEIGHBOUR = Agency("H13.99.2", "Ủy ban nhân dân xã Bình Mẫu")

NEW = DocumentPacket(
    kind=PacketKind.NEW,
    document_id="H13.99.1,2026/11/20,41/TTr-UBND",
    sender=COMMUNE,
    recipients=(DEPARTMENT, NEIGHBOUR),
    code_number="41",
    code_notation="TTr-UBND",
    issued_date=date(2026, 11, 20),
    place="An Mẫu",
    doc_type="Tờ trình",
    subject="Về việc sửa chữa đường giao thông <ấp 3> & cầu",
    signer_name="Đỗ Thị Hường",
    signer_position="CHỦ TỊCH",
    competence="TM. ỦY BAN NHÂN DÂN",
    edxml_type=16,
    due_date=date(2026, 12, 1),
    urgency=Urgency.URGENT,
    page_count=3,
    replies_to=(
        DocumentReference(
            "000.00.15.H13,2026/11/02,118/SNV-VTLT",
            *("118", "SNV-VTLT", "000.00.15.H13", date(2026, 11, 2)),
        ),
    ),
    sent_at=datetime(2026, 11, 20, 16, 45, 10, tzinfo=VIETNAM_TIME),
    files=(
        PacketFile("41_TTr-UBND.pdf", "application/pdf", PDF, "Văn bản chính"),
        PacketFile("Dự toán.txt", "text/plain", "Một triệu đồng".encode()),
    ),
    staff="Trần Văn Thư",
    department="Văn phòng",
    to_places=("Như trên", "Lưu: VT"),
)
RECALL = replace(NEW, kind=PacketKind.RECALL, reason="Ban hành nhầm nơi nhận", files=())
UPDATE = replace(
    NEW,
    kind=PacketKind.UPDATE,
    reason="Thay đổi nơi nhận",
    receiver_changes=(
        ReceiverChange("H13.99.2", added=False),
        ReceiverChange("H13.99.3", added=True),
    ),
)
REPLACE = replace(
    NEW,
    kind=PacketKind.REPLACE,
    reason="Sai số liệu",
    replaces=(Replacement("H13.99.1,2026/11/18,40/TTr-UBND", ("000.00.15.H13",)),),
)
STATUS = StatusPacket(
    status_code="03",
    about=DocumentReference(NEW.document_id, "41", "TTr-UBND", "H13.99.1", date(2026, 11, 20)),
    sender=DEPARTMENT,
    staff="Lê Văn Tiếp",
    department="Văn phòng Sở",
    at=datetime(2026, 11, 21, 8, 0, 5, tzinfo=VIETNAM_TIME),
    description="Đã tiếp nhận, vào sổ văn bản đến",
)
EVERY_KIND = (NEW, RECALL, UPDATE, REPLACE, STATUS)
