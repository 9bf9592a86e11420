"""Documents for tests, in words that a văn thư would meet."""

import dataclasses
from datetime import UTC, date, datetime, timedelta
from typing import Any

from clerkdesk.domain.agencies import Office
from clerkdesk.domain.attachments import PDF, Attachment, FileRole
from clerkdesk.domain.incoming import Channel, IncomingEntry
from clerkdesk.domain.outgoing import OutgoingEntry, Recipient
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.series import DocumentType, Series
from clerkdesk.domain.verdicts import SignatureResult

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
OFFICE = Office(
    code="000.00.19.H01",
    name="Ủy ban nhân dân xã Thử Nghiệm",
    short_name="UBND xã Thử Nghiệm",
    parent_name="UBND tỉnh Thử Nghiệm",
    place="Thử Nghiệm",
    notation="UBND",
)
CLERK = Person("vanthu", "Nguyễn Thị Thư", "Văn thư", frozenset({Role.CLERK}))
ADMIN = Person("quantri", "Trần Văn Quản", "Công chức", frozenset({Role.ADMIN}))
PASSWORDS = {CLERK: "mật khẩu của thư", ADMIN: "mật khẩu quản trị"}
RECIPIENT = Recipient("UBND xã Bên Cạnh", "000.00.20.H01")
SUBMISSIONS = Series("to-trinh", "Tờ trình", frozenset({"Tờ trình"}), "{type}-{org}")
SUBMISSION = DocumentType("Tờ trình", "TTr")


class Clock:
    """A clock that runs on by a second with every look."""

    def __init__(self, start: datetime = NOW) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def incoming_entry(**changes: Any) -> IncomingEntry:
    """An incoming document on paper, with `changes`."""
    entry = IncomingEntry(
        arrival_date=TODAY,
        received_at_actual=NOW,
        received_at_legal=NOW,
        issuing_org="UBND tỉnh Sóc Trăng",
        doc_type="Quyết định",
        subject="Ban hành Quy chế tiếp nhận, xử lý, phát hành văn bản điện tử",
        channel=Channel.PAPER,
        signature_result=SignatureResult.PAPER,
        code_number="15",
        code_notation="2016/QĐ-UBND",
        issued_date=date(2016, 7, 15),
        signer_name="Trần Văn Chuyện",
        signer_position="Chủ tịch",
    )
    return dataclasses.replace(entry, **changes)


def outgoing_entry(**changes: Any) -> OutgoingEntry:
    """A submission to be sent, with `changes`."""
    entry = OutgoingEntry(
        issuing_org_name="UBND xã Thử Nghiệm",
        doc_type="Tờ trình",
        subject="Đề nghị cấp kinh phí sửa chữa đường giao thông nông thôn",
        drafting_unit="Văn phòng",
        signer_name="Lê Thị Lãnh",
        signer_position="Chủ tịch",
        recipients=(RECIPIENT,),
        register_date=TODAY,
        storage_location="Tủ 3",
    )
    return dataclasses.replace(entry, **changes)


def attachment(name: str = "van-ban.pdf", role: FileRole = FileRole.MAIN) -> Attachment:
    """A file that is named but not stored."""
    return Attachment(name, PDF, role, name.encode().hex().ljust(64, "0")[:64], 1000)
