"""«Sổ khác» at the window, on fakes: lines are written, changed back, struck out and printed."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.side_book_forms import SIDE_BOOKS, SideBookKey
from clerkdesk.domain.side_books import SideRecord
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.window import MainWindow
from clerkdesk.ui.side_books.period import Period, span
from clerkdesk.ui.side_books.presenter import SideBooksPresenter
from clerkdesk.ui.side_books.view import SideBooksView
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import TODAY

LETTER = {"arrival_date": TODAY, "sender": "Nguyễn Thị Đào", "subject": "Xin xác nhận đất ở"}


@pytest.fixture
def view(office: FakeOffice, memory: SessionMemory, qtbot: QtBot) -> SideBooksView:
    presenter = SideBooksPresenter(office.desk(), InstantJobs())
    pages: list[SideBooksView] = []

    def build() -> SideBooksView:
        pages.append(SideBooksView(presenter, window, memory, {}))
        presenter.setParent(pages[0])
        return pages[0]

    place = workplaces.workplace(workplaces.SIDE_BOOKS, build)
    window = MainWindow([place], office="UBND xã", memory=memory)
    qtbot.addWidget(window)
    window.show()
    window.go_to(workplaces.SIDE_BOOKS)
    return pages[0]


def lines(office: FakeOffice) -> list[SideRecord]:
    return office.store.side_books.rows


def press(view: SideBooksView, words: str) -> None:
    buttons = view.pane().card.findChildren(QPushButton)
    (found,) = [b for b in buttons if b.text().startswith(words) and not b.isHidden()]
    found.click()


def test_a_letter_is_written_and_its_number_is_said(
    view: SideBooksView, office: FakeOffice
) -> None:
    view.pane().card.form.set_values(LETTER)
    view.pane().card.save.click()
    assert [(row.number, row.entry.values["sender"]) for row in lines(office)] == [
        (1, "Nguyễn Thị Đào")
    ]
    assert view.pane().table.chosen() == lines(office)[0]


def test_a_line_without_its_sender_is_not_written(view: SideBooksView, office: FakeOffice) -> None:
    view.pane().card.form.set_values({**LETTER, "sender": ""})
    view.pane().card.save.click()
    assert lines(office) == []
    assert view.pane().card.form.sentence("sender") == "Chưa nhập «Người gửi»."


def test_a_change_can_be_taken_back(view: SideBooksView, office: FakeOffice) -> None:
    view.pane().card.form.set_values(LETTER)
    view.pane().card.save.click()
    view.pane().card.form.set_values({"note": "đã đọc"})
    view.pane().card.save.click()
    assert lines(office)[0].entry.values["note"] == "đã đọc"
    window = view.window()
    assert isinstance(window, MainWindow)
    window.notice.action.click()
    assert "note" not in lines(office)[0].entry.values


def test_a_line_is_struck_out_only_with_a_reason(view: SideBooksView, office: FakeOffice) -> None:
    view.pane().card.form.set_values(LETTER)
    view.pane().card.save.click()
    press(view, "Hủy dòng…")
    press(view, "Hủy dòng này")
    assert lines(office)[0].cancelled == ""
    view.pane().card._reason.set_values({"reason": "ghi nhầm sổ"})
    press(view, "Hủy dòng này")
    assert lines(office)[0].cancelled == "ghi nhầm sổ"
    assert not view.pane().card.save.isVisible()


def test_one_key_brings_a_kept_copy_back(view: SideBooksView, office: FakeOffice) -> None:
    pane = view.open_book(SideBookKey.LOANS)
    pane.card.form.set_values(
        {"reader": "Hai", "code": "15/QĐ-UBND", "subject": "Giao đất", "allowed_by": "Chủ tịch"}
    )
    pane.card.save.click()
    assert lines(office)[0].open
    press(view, "Đã trả hôm nay")
    assert lines(office)[0].entry.values["returned"] == TODAY


def test_the_open_book_is_remembered(view: SideBooksView, memory: SessionMemory) -> None:
    view.open_book(SideBookKey.MEETINGS)
    assert memory.get("side_books.open") == "meetings"


def test_every_book_opens_empty_with_a_word_on_what_to_do(view: SideBooksView) -> None:
    for key, book in SIDE_BOOKS.items():
        pane = view.open_book(key)
        assert book.hint in pane.table.empty.label.text()


def test_a_period_holds_today_and_a_month_ends_on_its_last_day() -> None:
    assert [day.day for day in span(Period.MONTH, TODAY.replace(month=2, day=3)) if day] == [1, 28]
    for period in (Period.YEAR, Period.MONTH, Period.WEEK):
        first, last = span(period, TODAY)
        assert first is not None
        assert last is not None
        assert first <= TODAY <= last
