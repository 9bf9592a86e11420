"""Hôm nay as it is used: keys of rows, whole rows only, notices of receipt."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.incoming import Urgency
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.window import MainWindow
from clerkdesk.ui.theme import State
from clerkdesk.ui.today.presenter import TodayPresenter
from clerkdesk.ui.today.receipts_page import ReceiptsPage, ReceiptsPresenter
from clerkdesk.ui.today.section import Moment, Rows, Side, TodayRow, TodaySection
from clerkdesk.ui.today.sections import SECTIONS
from clerkdesk.ui.today.view import TodayView
from tests.fakes.inbox import arrive
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import CLERK, NOW, incoming_entry
from tests.fakes.ways import HeardWays


class Seen:
    """The screen in a window of 1366x768, and where its rows lead."""

    def __init__(
        self, office: FakeOffice, qtbot: QtBot, sections: tuple[TodaySection, ...] = SECTIONS
    ) -> None:
        desk, jobs = office.desk(), InstantJobs()
        self.window = MainWindow(
            [workplaces.workplace(key, QPushButton) for key in workplaces.TITLES],
            office="UBND xã Thạnh Mẫu",
            memory=SessionMemory(),
        )
        qtbot.addWidget(self.window)
        receipts = ReceiptsPage(ReceiptsPresenter(desk, jobs), SessionMemory())
        self.view = TodayView(TodayPresenter(desk, jobs, sections), self.window, receipts)
        self.ways = HeardWays()
        self.view.opened.connect(lambda act: act(self.ways))
        self.window.stack.addWidget(self.view)
        self.window.stack.setCurrentWidget(self.view)
        self.window.resize(1366, 768)
        self.window.show()
        qtbot.waitUntil(self.window.isVisible)
        self.view.setFocus()
        qtbot.wait(20)  # rows are laid out when the events are done

    def went(self) -> list[str]:
        return [way for way, _what in self.ways.gone]


def test_the_most_urgent_is_first_and_its_key_opens_it(qtbot: QtBot) -> None:
    office = FakeOffice()
    arrive(office, number="1")
    express = arrive(office, number="2", urgency=Urgency.EXPRESS)
    seen = Seen(office, qtbot)
    rows = seen.view.rows("arrivals")
    assert [row.button.text() for row in rows] == ["1", "2"]
    qtbot.keyClick(seen.view, Qt.Key.Key_1)
    assert seen.ways.gone == [("open_arrival", express)]
    qtbot.keyClick(seen.view, Qt.Key.Key_9)
    assert len(seen.ways.gone) == 1  # no row has that key


def test_arrows_walk_through_the_rows_and_enter_opens(qtbot: QtBot) -> None:
    office = FakeOffice()
    for number in ("1", "2"):
        arrive(office, number=number)
    seen = Seen(office, qtbot)
    seen.window.activateWindow()
    rows = seen.view.rows("arrivals")
    qtbot.keyClick(seen.view, Qt.Key.Key_Down)
    qtbot.keyClick(seen.view, Qt.Key.Key_Down)
    qtbot.waitUntil(rows[1].button.hasFocus)
    seen.view.refresh()  # the same rows: the cursor stays
    assert rows[1].button.hasFocus()
    qtbot.keyClick(rows[1].button, Qt.Key.Key_Return)
    assert seen.went() == ["open_arrival"]


def test_no_row_is_cut_on_a_small_screen_and_the_rest_is_one_press_away(qtbot: QtBot) -> None:
    office = FakeOffice()
    for number in range(20):
        arrive(office, number=str(number))
        office.approved(subject=f"việc {number}")
        office.store.incoming.add(incoming_entry(due_date=NOW.date()), CLERK.login)
    seen = Seen(office, qtbot)
    columns = seen.view._columns
    for key in ("arrivals", "late", "leaving"):
        card = seen.view.cards[key]
        for row in card.rows():
            bottom = row.mapTo(columns, row.rect().bottomLeft()).y()
            assert bottom <= columns.height()
        assert f"· {20}" in card.title.text()
        assert card.more.isVisible()
    seen.view.cards["arrivals"].more.click()
    assert seen.went() == ["show_incoming"]


def test_a_late_notice_of_receipt_is_listed_with_its_delay_and_can_be_sent(qtbot: QtBot) -> None:
    office = FakeOffice()
    arrival = arrive(office)
    office.desk().refuse(arrival, "sai nơi nhận", CLERK)
    office.clock.now += timedelta(minutes=45)
    seen = Seen(office, qtbot)
    (row,) = seen.view.rows("receipts")
    assert "chậm 45 phút" in row.accessibleName()
    row.button.click()
    assert seen.went() == ["send"]
    seen.view.show_receipts()
    assert [tile.number.text() for tile in seen.view.receipts.tiles][:3] == ["1", "1", "0"]
    seen.view.receipts.left.emit()
    assert seen.view.currentWidget() is seen.view.day


@pytest.mark.parametrize(
    ("day", "shown"), [(date(2026, 12, 14), False), (date(2026, 12, 20), True)]
)
def test_the_new_year_is_announced_in_december(qtbot: QtBot, day: date, shown: bool) -> None:
    office = FakeOffice()
    office.clock.now = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    assert bool(Seen(office, qtbot).view.rows("new_year")) is shown


def test_an_urgent_document_that_is_not_forwarded_stands_over_what_is_overdue(
    qtbot: QtBot,
) -> None:
    office = FakeOffice()
    late = incoming_entry(due_date=NOW.date() - timedelta(days=4))
    office.store.incoming.add(late, CLERK.login)
    office.store.incoming.add(incoming_entry(urgency=Urgency.URGENT), CLERK.login)
    names = [row.accessibleName() for row in Seen(office, qtbot).view.rows("late")]
    assert "phải chuyển lãnh đạo ngay" in names[0]
    assert "quá 4 ngày" in names[1]


def test_a_section_is_one_value(qtbot: QtBot) -> None:
    def read(moment: Moment) -> Rows:
        row = TodayRow("1", "việc của tôi", "", "mới", State.WARN, lambda ways: ways.scan())
        return Rows([row], total=3)

    own = TodaySection("own", "Việc của tôi", read, Side.LEFT)
    seen = Seen(FakeOffice(), qtbot, (*SECTIONS, own))
    qtbot.keyClick(seen.view, Qt.Key.Key_1)
    assert seen.went() == ["scan"]
    assert seen.view.cards["own"].title.text() == "Việc của tôi · 3"
