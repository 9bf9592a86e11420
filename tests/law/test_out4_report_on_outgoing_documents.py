"""OUT4, F1k (NĐ 30, PL VI): how far each issued document has come at each receiver, printed and counted."""

from datetime import timedelta

import pytest

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.outgoing import Delivery, Recipient
from clerkdesk.ports.documents import FormTable
from clerkdesk.ports.registers import OutgoingFilter
from clerkdesk.services.print_deliveries import DELIVERY_FORM, delivery_rows
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import CLERK, NOW

PLACES = (Recipient("Sở Nội vụ", "H13.01"), Recipient("Sở Tài chính", "H13.02"))


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice()
    document = made.desk().issue(made.sealed(recipients=PLACES).uid, CLERK)
    later = NOW + timedelta(minutes=5)
    way = Delivery(PLACES[0], DeliveryStatus.ACCEPTED, NOW, later)
    made.store.outgoing.set_delivery(document.uid, way, "may")
    made.draft(subject="còn là dự thảo")
    return made


def test_the_report_has_a_line_for_each_receiver_and_counts_the_states(
    office: FakeOffice,
) -> None:
    office.desk().print_deliveries(OutgoingFilter())
    title, table = office.printer.printed[-1]
    assert title == "BÁO CÁO TÌNH HÌNH GIẢI QUYẾT VĂN BẢN ĐI"
    assert isinstance(table, FormTable)
    assert len(table.columns) == len(DELIVERY_FORM)
    lines = [(row[0], row[3], row[6]) for row in table.rows]
    assert lines == [
        ("01/TTr-UBND", "Sở Nội vụ", "Đã tiếp nhận"),
        ("", "Sở Tài chính", "Chờ gửi"),
    ]


def test_what_was_recalled_says_so(office: FakeOffice) -> None:
    (document,) = [row for row in office.store.outgoing.rows if row.code]
    office.desk().change_issued.recall(document.uid, "ban hành nhầm", CLERK)
    recalled = office.store.outgoing.get(document.uid)
    assert delivery_rows(recalled)[0][-1] == "ban hành nhầm"
