"""F1đ (NĐ 30/2020, Điều 22): one consecutive series of số đến a year, paper and electronic together, in the
order of receipt; what stands out of that order has its reason."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clerkdesk.domain.errors import DateBeforeLast
from clerkdesk.domain.incoming import Channel, Incoming, IncomingState
from clerkdesk.ports.documents import FormTable
from clerkdesk.ports.registers import IncomingFilter
from tests.fakes.office import INCOMING_VALUES, PDF_FILE, FakeOffice
from tests.fakes.sample_documents import CLERK, TODAY

WHY = "bổ sung văn bản nhận hôm mất điện"


def register(
    office: FakeOffice, channel: Channel = Channel.PAPER, *, days_ago: int = 0, despite: str = ""
) -> Incoming:
    desk = office.desk()
    candidate = desk.from_file("qd.pdf", PDF_FILE, channel)
    day = TODAY - timedelta(days=days_ago)
    values = {**INCOMING_VALUES, "channel": channel.value, "arrival_date": day}
    return desk.register(candidate, values, CLERK, despite=despite).document


def test_nd30_dieu22_2_paper_and_electronic_share_one_run_of_numbers() -> None:
    office = FakeOffice()
    channels = (Channel.PAPER, Channel.MAIL, Channel.PORTAL, Channel.PAPER)
    assert [register(office, channel).arrival_number for channel in channels] == [1, 2, 3, 4]
    (report,) = office.desk().reconcile(TODAY.year)
    assert report.whole


def test_nd30_dieu22_2_an_earlier_date_is_asked_about_and_never_silent() -> None:
    office = FakeOffice()
    register(office)
    with pytest.raises(DateBeforeLast) as asked:
        register(office, days_ago=3)
    assert "Vẫn ghi" in asked.value.advice
    assert register(office, days_ago=3, despite=WHY).arrival_number == 2
    (report,) = office.desk().reconcile(TODAY.year)
    assert WHY in report.findings[0].detail


def test_nd30_dieu22_a_void_number_stays_in_the_register_with_its_reason() -> None:
    office = FakeOffice()
    twice = [register(office), register(office)][1]
    desk = office.desk()
    assert desk.void_number.incoming(twice.uid, WHY, CLERK).state is IncomingState.CANCELLED
    assert register(office).arrival_number == 3
    desk.print_register.incoming(IncomingFilter())
    table = office.printer.printed[-1][1]
    assert isinstance(table, FormTable)
    notes = {row[1]: row[-1] for row in table.rows}
    assert WHY in notes["2"]
    assert notes["1"] == notes["3"] == ""


def test_nd30_dieu22_a_lost_number_is_named_until_somebody_says_why() -> None:
    office = FakeOffice()
    register(office)
    (book,) = office.store.books.all()
    office.store.books.books[book.key] = replace(book, last=3)
    (report,) = office.desk().reconcile(TODAY.year)
    assert [finding.printed for finding in report.findings] == ["02–03"]
    for number in report.findings[0].numbers:
        office.desk().void_number.bare(book.key, number, WHY, CLERK)
    assert office.desk().reconcile(TODAY.year)[0].whole
