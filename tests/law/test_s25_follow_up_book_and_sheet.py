"""S25, OUT2 (Điều 10.1.b; NĐ 30 Phụ lục IV): sổ theo dõi with its 7 columns, phiếu giải quyết, ký nhận."""

from datetime import date, timedelta

import pymupdf
import pytest

from clerkdesk.adapters.printing.printer import StoryPrinter
from clerkdesk.domain.assignments import Deed
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.old_numbers import with_suffix
from clerkdesk.domain.old_register import OldIncoming
from clerkdesk.ports.documents import FormTable
from clerkdesk.ports.registers import IncomingFilter, Page
from clerkdesk.services.forward import Others
from clerkdesk.services.print_handling import PrintFollowUp, PrintHandlingSheet
from tests.fakes.office import LEADER_PERSON, SPECIALIST, FakeOffice
from tests.fakes.sample_documents import CLERK, TODAY, incoming_entry

LEADER, AN = "Chủ tịch Nguyễn Văn Mẫu", "Công chức Phạm Văn Chuyên"


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice()
    for person in (LEADER_PERSON, SPECIALIST):
        made.store.accounts.add(person, "mật khẩu đủ dài")
    return made


def handled(office: FakeOffice) -> Incoming:
    """Registered, put before the leader, given to a specialist with a unit, answered."""
    desk = office.desk()
    uid = office.store.incoming.add(incoming_entry(note="kèm USB"), CLERK.login).uid
    desk.forward(uid, LEADER, TODAY + timedelta(days=8), "", CLERK)
    desk.forward(
        uid,
        AN,
        TODAY + timedelta(days=5),
        "Tham mưu văn bản trả lời.",
        LEADER_PERSON,
        Others("Phòng Kinh tế 25/11"),
    )
    desk.handle(uid, Deed.RECEIVE, SPECIALIST)
    reply = office.numbered()
    return desk.settle(uid, SPECIALIST, reply_uid=reply.uid)


def rows(office: FakeOffice) -> list[list[str]]:
    _title, table = office.printer.printed[-1]
    assert isinstance(table, FormTable)
    return [list(row) for row in table.rows]


def test_the_book_has_the_seven_columns_of_the_form_and_the_reply_in_the_sixth(
    office: FakeOffice,
) -> None:
    document = handled(office)
    office.desk().follow_up(TODAY.replace(day=1), TODAY)
    title, table = office.printer.printed[-1]
    assert title == "SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN"
    assert isinstance(table, FormTable)
    assert [name for name, _width in table.columns] == [
        "Số đến",
        "Tên loại, số và ký hiệu, ngày tháng và tên cơ quan, tổ chức ban hành",
        "Đơn vị hoặc người nhận",
        "Thời hạn giải quyết",
        "Tiến độ giải quyết",
        "Số, ký hiệu văn bản trả lời",
        "Ghi chú",
    ]
    assert document.ending is not None
    assert document.ending.reply_code.endswith("/TTr-UBND")
    assert rows(office) == [
        [
            "1",
            "Quyết định; 15/2016/QĐ-UBND; 15/07/2016; UBND tỉnh Sóc Trăng",
            f"{AN} (chủ trì); Phòng Kinh tế (phối hợp)",
            "27/11/2026\nPhòng Kinh tế: 25/11/2026",
            "Hoàn thành 22/11/2026",
            document.ending.reply_code,
            "kèm USB",
        ]
    ]


def test_the_book_holds_what_came_in_its_period_in_the_order_of_numbers(office: FakeOffice) -> None:
    for _ in range(3):
        office.store.incoming.add(incoming_entry(), CLERK.login)
    office.store.books.open_year("incoming", "den", 2025, "Văn bản đến 2025", "x")  # type: ignore[arg-type] # a Direction is its text
    office.store.incoming.add(incoming_entry(arrival_date=date(2025, 12, 30)), CLERK.login)
    desk = office.desk()
    desk.follow_up(date(2026, 1, 1), TODAY)
    assert [row[0] for row in rows(office)] == ["1", "2", "3"]
    desk.follow_up(date(2025, 12, 1), TODAY)
    assert [row[0] for row in rows(office)] == ["1", "1", "2", "3"]
    desk.follow_up(date(2026, 1, 1), TODAY - timedelta(days=1))
    assert rows(office) == []
    with pytest.raises(ValueError, match="before"):
        desk.follow_up(TODAY, TODAY - timedelta(days=1))


def test_the_register_says_who_received_it_and_who_signed_for_it(office: FakeOffice) -> None:
    handled(office)
    office.desk().print_register.incoming(IncomingFilter())
    (row,) = rows(office)
    assert row[6] == f"{AN} (chủ trì); Phòng Kinh tế (phối hợp)"
    assert row[7:9] == ["22/11/2026", f"{AN} 22/11"]


def text_of(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        assert document.page_count == 1
        page = document[0]
        assert (round(page.rect.width), round(page.rect.height)) == (595, 842)
        assert {font[1] for font in document.get_page_fonts(0)} == {"ttf"}  # embedded
        return " ".join(page.get_text().split())


def test_the_sheet_is_filled_with_what_is_known_and_dotted_where_it_is_not(
    office: FakeOffice,
) -> None:
    handled(office)
    empty = office.store.incoming.add(incoming_entry(), CLERK.login)
    sheet = PrintHandlingSheet(office.store, StoryPrinter(), office.clock)
    filled = text_of(sheet(office.store.incoming.rows[0].uid))
    for words in (
        "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Thử Nghiệm, ngày 22 tháng 11 năm 2026",
        "Tham mưu văn bản trả lời.",
        f"Giao đơn vị, người chủ trì: {AN}",
        "tham gia phối hợp: Phòng Kinh tế",
        "27/11/2026; Phòng Kinh tế: 25/11/2026",
        "phân phối, giải quyết: 22/11/2026",
        "2. Ý kiến của lãnh đạo đơn vị",
        "3. Ý kiến đề xuất của người giải quyết",
    ):
        assert words in filled, words
    blank = text_of(sheet(empty.uid))
    assert "Giao đơn vị, người chủ trì: ……" in blank
    assert "15/2016/QĐ-UBND" in blank


def test_the_printed_book_is_a4_across_with_embedded_letters(office: FakeOffice) -> None:
    handled(office)
    pdf = PrintFollowUp(office.store, StoryPrinter())(TODAY.replace(day=1), TODAY)
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        page = document[1]  # behind the cover
        assert (round(page.rect.width), round(page.rect.height)) == (842, 595)
        assert {font[1] for font in document.get_page_fonts(1)} == {"ttf"}
        text = " ".join(page.get_text().split())
    assert "(1) (2) (3) (4) (5) (6) (7)" in text
    assert "từ ngày 01/11/2026 đến ngày 22/11/2026" in text


def test_a_line_of_an_old_register_has_its_letter_on_sheet_and_stamp(office: FakeOffice) -> None:
    line = OldIncoming(TODAY.year, with_suffix(12, "a"), incoming_entry(), "Chủ tịch", TODAY)
    office.store.old_registers.bring_in_incoming("so.xlsx", [line], CLERK.login)
    (document,) = office.store.incoming.find(IncomingFilter(), Page())
    office.desk().handling_sheet(document.uid)
    _kind, values = office.printer.printed[-1]
    assert isinstance(values, dict)
    assert values["arrival_number"] == "12a"
    assert office.desk().stamp.stamp(document).number == "12a"
