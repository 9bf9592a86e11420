"""NĐ30Đ21, NĐ30Đ32 (NĐ 30, Điều 21.1.b, 32, 33; PL IV): envelopes unopened, hand-overs, loans, printed."""

from datetime import timedelta

import pytest

from clerkdesk.domain.errors import InvalidEntry, NotAllowed
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.side_book_forms import SIDE_BOOKS, SideBookKey
from clerkdesk.domain.side_books import SideEntry, printed_row
from clerkdesk.ports.documents import FormTable
from clerkdesk.ports.side_books import SideFilter
from clerkdesk.services.keep_side_book import meeting_from
from tests.fakes.office import INCOMING_VALUES, PDF_FILE, SPECIALIST, FakeOffice
from tests.fakes.sample_documents import CLERK, TODAY

ENVELOPE = {
    "arrival_date": TODAY,
    "envelopes": 2,
    "sender": "Sở Nội vụ",
    "code": "Bì số 114/SNV",
    "addressee": "Đồng chí Nguyễn Văn Mẫu",
}
HAND_OVER = {
    "day": TODAY,
    "thing": "Con dấu cơ quan",
    "giver": "Lê Thị Hoa",
    "taker": "Trần Văn Hai",
    "permission": "Giấy ủy quyền 12/GUQ-UBND",
}


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


def test_an_envelope_for_a_named_person_is_registered_unopened_and_uses_no_number(
    office: FakeOffice,
) -> None:
    desk = office.desk()
    record = desk.keep_side_book(SideEntry(SideBookKey.ENVELOPES, ENVELOPE), CLERK)
    assert record.number is None
    assert office.store.incoming.rows == []
    assert office.store.books.all() == []
    assert printed_row(record)[3:5] == ["Đồng chí Nguyễn Văn Mẫu", "2"]


def test_an_envelope_stays_open_until_it_is_signed_for(office: FakeOffice) -> None:
    desk = office.desk()
    record = desk.keep_side_book(SideEntry(SideBookKey.ENVELOPES, ENVELOPE), CLERK)
    assert record.open
    taken = {**ENVELOPE, "received_date": TODAY, "received_by": "Nguyễn Văn Mẫu"}
    assert not desk.keep_side_book.change(record.uid, taken, CLERK).open


def test_a_seal_is_not_handed_over_without_a_written_permission(office: FakeOffice) -> None:
    without = {**HAND_OVER, "permission": ""}
    with pytest.raises(InvalidEntry) as refused:
        office.desk().keep_side_book(SideEntry(SideBookKey.HAND_OVERS, without), CLERK)
    assert list(refused.value.problems) == ["permission"]
    assert office.store.side_books.rows == []


def test_the_record_of_a_hand_over_is_printed(office: FakeOffice) -> None:
    desk = office.desk()
    record = desk.keep_side_book(SideEntry(SideBookKey.HAND_OVERS, HAND_OVER), CLERK)
    desk.print_side_book.hand_over(record.uid)
    template, values = office.printer.printed[-1]
    assert isinstance(values, dict)
    assert template == "hand_over"
    assert (values["giver"], values["taker"]) == ("Lê Thị Hoa", "Trần Văn Hai")


def test_only_the_clerk_writes_in_the_books(office: FakeOffice) -> None:
    with pytest.raises(NotAllowed):
        office.desk().keep_side_book(SideEntry(SideBookKey.ENVELOPES, ENVELOPE), SPECIALIST)


def test_a_day_that_has_not_come_is_refused_but_for_meetings(office: FakeOffice) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(InvalidEntry):
        office.desk().keep_side_book(
            SideEntry(SideBookKey.ENVELOPES, {**ENVELOPE, "arrival_date": tomorrow}), CLERK
        )
    meeting = SideEntry(SideBookKey.MEETINGS, {"day": tomorrow, "subject": "Giao ban"})
    assert office.desk().keep_side_book(meeting, CLERK).day == tomorrow


def test_an_invitation_becomes_a_meeting_that_names_it(office: FakeOffice) -> None:
    desk = office.desk()
    candidate = desk.from_file("gm.pdf", PDF_FILE, Channel.MAIL)
    values = {**INCOMING_VALUES, "doc_type": "Giấy mời", "channel": "mail"}
    document = desk.register(candidate, values, CLERK).document
    made = meeting_from(document)
    assert made.values["subject"] == document.entry.subject
    record = desk.keep_side_book(
        SideEntry(made.book, {**made.values, "day": TODAY}, made.about), CLERK
    )
    assert office.store.side_books.about(document.uid) == [record]


@pytest.mark.parametrize("key", list(SideBookKey))
def test_every_printed_column_has_its_field(key: SideBookKey) -> None:
    book = SIDE_BOOKS[key]
    filled = {field.column for field in book.fields if field.column}
    if book.numbered:
        filled.add(2)
    assert filled == {column.number for column in book.form}


def test_the_book_of_loans_has_the_nine_columns_of_the_law(office: FakeOffice) -> None:
    assert len(SIDE_BOOKS[SideBookKey.LOANS].form) == 9
    office.desk().print_side_book(SideFilter(SideBookKey.LOANS))
    title, table = office.printer.printed[-1]
    assert isinstance(table, FormTable)
    assert title == "SỔ SỬ DỤNG BẢN LƯU"
    assert len(table.columns) == 9
