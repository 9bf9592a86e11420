"""Tra cứu in the window: one box, filters, where it was found, searches that are kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from clerkdesk.ui.find import presenter
from clerkdesk.ui.find.view import FindView
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.shell import workplaces
from tests.fakes.office import FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.sample_documents import CLERK, incoming_entry


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice()
    page = "Kính gửi các xã. Đề nghị rà soát danh sách hộ nghèo trước ngày 30."
    made.store.incoming.add(incoming_entry(subject="Rà soát cư trú", code_number="9"), CLERK.login)
    made.store.incoming.add(incoming_entry(subject="Báo cáo", full_text=page), CLERK.login)
    made.draft(subject="rà soát cư trú quý IV")
    return made


@pytest.fixture
def window(office: FakeOffice, qtbot: QtBot) -> OfficeWindow:
    return open_window(office, qtbot)


@pytest.fixture
def view(window: OfficeWindow) -> FindView:
    page = window.window.go_to(workplaces.FIND)
    assert isinstance(page, FindView)
    return page


def search_box(view: FindView) -> QLineEdit:
    assert view.header.search is not None
    return view.header.search


def found(view: FindView) -> list[tuple[str, str]]:
    return [(hit.document.entry.subject, hit.where) for hit in view.table.rows()]


def test_enter_searches_both_registers_and_down_goes_into_the_results(
    view: FindView, qtbot: QtBot
) -> None:
    qtbot.keyClicks(search_box(view), "cu tru")
    qtbot.keyClick(search_box(view), Qt.Key.Key_Return)
    assert sorted(found(view)) == [
        ("Rà soát cư trú", "Trích yếu"),
        ("rà soát cư trú quý IV", "Trích yếu"),
    ]
    qtbot.keyClick(search_box(view), Qt.Key.Key_Down)
    opened: list[object] = []
    view.incoming_wanted.connect(opened.append)
    view.outgoing_wanted.connect(opened.append)
    qtbot.keyClick(view.table.view, Qt.Key.Key_Return)
    assert len(opened) == 1


def test_words_of_a_page_are_shown_where_they_stand(view: FindView) -> None:
    view.search("ho ngheo")
    assert found(view) == [("Báo cáo", "Nội dung trang")]
    assert view.excerpt.isVisible()
    assert "<b>hộ nghèo</b>" in view._excerpt.text()
    view.search("cu tru")
    assert not view.excerpt.isVisible()


def test_a_misspelt_word_is_said(view: FindView) -> None:
    view.search("cu truu")
    assert view._instead.isVisible()
    assert "«cu tru»" in view._instead.text()
    assert len(found(view)) == 2


def test_filters_leave_out_a_register(view: FindView) -> None:
    view.search("cu tru")
    view.filters.boxes["register"].setCurrentIndex(1)
    assert [hit.is_incoming for hit in view.table.rows()] == [True]
    view.search("cu tru")  # from elsewhere: with no filter
    assert len(view.table.rows()) == 2


def test_results_sort_over_both_registers_and_what_has_nothing_stands_last(view: FindView) -> None:
    view.search("cu tru")
    for descending in (False, True):
        view.table.header.sort("code", descending=descending)
        assert [hit.is_incoming for hit in view.table.rows()] == [True, False]


def test_a_search_is_saved_opened_deleted_and_taken_back(
    view: FindView, window: OfficeWindow, qtbot: QtBot
) -> None:
    assert not view.saved.save_button.isEnabled()
    view.search("cu tru")
    view.filters.boxes["register"].setCurrentIndex(1)
    view.table.header.sort("subject", descending=True)
    view.saved.save_button.click()
    assert view.saved._problem.text() == "Chưa đặt tên cho lần tìm này."
    view.saved.name.setText("Cu tru")
    view.saved.save_button.click()
    view.search("ho ngheo")
    view.saved.list.setCurrentRow(0)
    qtbot.keyClick(view.saved.list, Qt.Key.Key_Return)
    assert search_box(view).text() == "cu tru"
    assert view.filters.values() == {"register": "incoming"}
    assert found(view) == [("Rà soát cư trú", "Trích yếu")]
    assert view.table.header.sorted_by == ("subject", True)
    qtbot.keyClick(view.saved.list, Qt.Key.Key_Delete)
    assert view.saved.list.count() == 0
    window.window.notice.action.click()
    assert view.saved.list.count() == 1


def test_results_are_written_as_they_stand(
    office: FakeOffice, view: FindView, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    view.search("cu tru")
    file = tmp_path / "ket-qua.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))
    view.exports.wanted.emit(False, "docx")
    (written,) = office.table_files.written
    assert written.titles[0] == "Sổ"
    assert [row[0] for row in written.rows] == [
        "Đến" if hit.is_incoming else "Đi" for hit in view.table.rows()
    ]
    assert CLERK.full_name in written.mark


def test_ctrl_k_comes_here_from_a_page_without_a_box(window: OfficeWindow, qtbot: QtBot) -> None:
    window.window.go_to(workplaces.SETTINGS)
    window.focus_search()
    assert window.window.current() == workplaces.FIND


def test_where_more_was_found_than_is_shown_it_is_said_and_more_can_be_had(
    office: FakeOffice, view: FindView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presenter, "LIMIT", 2)
    for number in range(7):
        entry = incoming_entry(subject="Họp giao ban", code_number=str(number))
        office.store.incoming.add(entry, CLERK.login)
    view.search("báo cáo")
    assert view.said.isHidden()
    view.search("giao ban")
    assert view._instead.text().startswith("Mới hiện 2 trong 7 văn bản")
    view.more.click()
    assert len(found(view)) == 4
    view.more.click()
    assert len(found(view)) == 7
    assert view.said.isHidden()
    view.search("cu tru")
    view.search("giao ban")
    assert len(found(view)) == 2, "another search begins anew"
