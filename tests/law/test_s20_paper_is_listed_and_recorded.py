"""S20 (Điều 9.1): what goes with paper is listed, recorded when it leaves, and stands in the post book."""

from datetime import timedelta

import pytest

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import InvalidEntry
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import PaperDecision, Recipient
from clerkdesk.domain.paper_dispatch import PaperWay
from clerkdesk.ports.documents import FormTable
from clerkdesk.services.send_paper import Sending
from tests.fakes.office import NEXT_DOOR, FakeOffice
from tests.fakes.sample_documents import CLERK, TODAY

CITIZEN = Recipient("Ông Trần Văn Dân", channel=Channel.PAPER, address="Ấp 3")
POST = Sending(PaperWay.POST, TODAY)


@pytest.fixture
def office() -> FakeOffice:
    office = FakeOffice()
    for subject in ("xin kinh phí", "xin vật tư"):
        sealed = office.sealed(subject=subject, recipients=(NEXT_DOOR, CITIZEN))
        office.desk().issue(sealed.uid, CLERK)
    return office


def test_what_is_not_signed_goes_with_paper_and_waits_in_the_list(office: FakeOffice) -> None:
    waiting = office.desk().send_paper.waiting()
    assert [(one.document.code, one.recipient.name) for one in waiting] == [
        ("01/TTr-UBND", "Sở Nội vụ"),
        ("01/TTr-UBND", "Ông Trần Văn Dân"),
        ("02/TTr-UBND", "Sở Nội vụ"),
        ("02/TTr-UBND", "Ông Trần Văn Dân"),
    ]
    assert waiting[0].document.entry.paper_decision is PaperDecision.WITH_PAPER


def test_one_envelope_is_one_line_of_the_post_book_with_its_six_columns(
    office: FakeOffice,
) -> None:
    desk = office.desk()
    to_citizen = [one for one in desk.send_paper.waiting() if one.recipient == CITIZEN]
    how = Sending(PaperWay.POST, TODAY, tracking="RA 123 456 VN", note="thư bảo đảm", envelopes=2)
    sent = desk.send_paper(to_citizen, how, CLERK)
    assert {one.paper.by for one in sent} == {CLERK.login}
    desk.print_paper.post_book(TODAY, TODAY)
    title, table = office.printer.printed[-1]
    assert isinstance(table, FormTable)
    assert title == "SỔ GỬI VĂN BẢN ĐI BƯU ĐIỆN"
    assert [name for name, _width in table.columns] == [
        "Ngày chuyển",
        "Số, ký hiệu văn bản",
        "Nơi nhận văn bản",
        "Số lượng bì",
        "Ký nhận và dấu bưu điện",
        "Ghi chú",
    ]
    assert table.rows == [
        [
            "22/11/2026",
            "01/TTr-UBND, 02/TTr-UBND",
            "Ông Trần Văn Dân\nẤp 3",
            "2",
            "",
            "Số bưu gửi RA 123 456 VN; thư bảo đảm",
        ]
    ]


def test_what_left_is_in_the_history_and_no_longer_waits(office: FakeOffice) -> None:
    desk = office.desk()
    first, second, *_rest = desk.send_paper.waiting()
    hand = Sending(PaperWay.HAND, TODAY, received_by="Lê Văn Ký")
    desk.send_paper([first, second], hand, CLERK)
    assert len(desk.send_paper.waiting()) == 2
    document = desk.store.outgoing.get(first.document.uid)
    by_name = {d.recipient.name: d.status for d in document.deliveries}
    assert by_name[CITIZEN.name] is DeliveryStatus.SENT
    assert by_name[NEXT_DOOR.name] is DeliveryStatus.WAITING  # its packet has not left
    line = desk.store.ops.history("outgoing", document.uid)[-1]
    assert line.what == "Gửi giấy Ông Trần Văn Dân: Nhận trực tiếp, 22/11/2026, Lê Văn Ký nhận"
    assert line.by == CLERK.login


def test_a_mistake_is_taken_back_and_stays_in_the_record(office: FakeOffice) -> None:
    desk = office.desk()
    sent = desk.send_paper(desk.send_paper.waiting()[:1], POST, CLERK)
    desk.send_paper.take_back(sent, CLERK)
    assert len(desk.send_paper.waiting()) == 4
    (kept,) = desk.send_paper.sent(TODAY, TODAY)
    assert kept.paper.cancelled
    desk.print_paper.post_book(TODAY, TODAY)
    table = office.printer.printed[-1][1]
    assert isinstance(table, FormTable)
    assert table.rows == []


@pytest.mark.parametrize(
    ("how", "field"),
    [
        (Sending(PaperWay.POST, TODAY + timedelta(1)), "sent_on"),
        (Sending(PaperWay.POST, TODAY - timedelta(1)), "sent_on"),
        (Sending(PaperWay.HAND, TODAY), "received_by"),
        (Sending(PaperWay.NOT_NEEDED, TODAY), "note"),
        (Sending(PaperWay.POST, TODAY, tracking="RA 1"), "tracking"),
        (Sending(PaperWay.MESSENGER, TODAY, envelopes=0), "envelopes"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_recorded(
    office: FakeOffice, how: Sending, field: str
) -> None:
    desk = office.desk()
    with pytest.raises(InvalidEntry) as refused:
        desk.send_paper(desk.send_paper.waiting(), how, CLERK)
    assert list(refused.value.problems) == [field]
    assert len(desk.send_paper.waiting()) == 4


def test_the_hand_over_list_has_a_place_to_sign_for_each_paper(office: FakeOffice) -> None:
    desk = office.desk()
    desk.print_paper.hand_over(desk.send_paper.waiting(), TODAY)
    title, table = office.printer.printed[-1]
    assert isinstance(table, FormTable)
    assert title == "DANH SÁCH CHUYỂN GIAO VĂN BẢN"
    assert [row[:2] + row[3:] for row in table.rows][:2] == [
        ["1", "01/TTr-UBND", "Sở Nội vụ", "1", "", ""],
        ["2", "02/TTr-UBND", "Sở Nội vụ", "1", "", ""],
    ]
