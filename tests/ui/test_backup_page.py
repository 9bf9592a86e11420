"""Sao lưu và khôi phục in the window: what it says, what it does, what stands in the way."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clerkdesk.domain.books import Direction
from clerkdesk.domain.errors import BackupNoRoom
from clerkdesk.ports.store import OpenedStore
from clerkdesk.ui.backup.page import BackupPage
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.settings.view import SettingsView
from clerkdesk.ui.setup.restore import restore
from clerkdesk.ui.setup.restore_view import RestoreView
from clerkdesk.ui.shell import workplaces
from tests.fakes.busy_office import BOTH
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.sample_documents import CLERK, PASSWORDS
from tests.fakes.store import FakeStore, FakeVault


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


@pytest.fixture
def window(office: FakeOffice, qtbot: QtBot) -> OfficeWindow:
    return open_window(office, qtbot, person=BOTH)


def page_of(window: OfficeWindow) -> BackupPage:
    settings = window.window.go_to(workplaces.SETTINGS)
    assert isinstance(settings, SettingsView)
    page = settings.show_section("backup")
    assert isinstance(page, BackupPage)
    return page


def press(place: QWidget, name: str) -> None:
    (button,) = place.findChildren(QPushButton, name)
    button.click()


def test_a_desk_without_backups_says_what_is_at_stake(window: OfficeWindow) -> None:
    page = page_of(window)
    assert "Chưa chọn nơi sao lưu" in page.state.text()
    assert not page.make.isEnabled()


def test_a_backup_is_made_listed_and_proved(
    office: FakeOffice, window: OfficeWindow, tmp_path: Path
) -> None:
    page = page_of(window)
    page._presenter.choose_place(str(tmp_path), 24)
    press(page, "back-up-now")
    assert "hôm nay" in page.state.text()
    assert len(page.table.rows()) == 1
    assert "Chưa kiểm tra" in page.proof.text()
    page.drill.click()
    assert "mở được" in page.proof.text()
    office.clock.now += timedelta(days=40)
    page.refresh()
    assert "Đã 40 ngày chưa sao lưu" in page.state.text()
    assert "nên kiểm tra lại" in page.proof.text()
    page.make.click()
    (newest, _older) = page.table.rows()
    office.store.backups.harmed.add(newest)
    page.drill.click()
    assert "hỏng" in page.proof.text()
    assert window.desk.keep_safe.safety().drill_due, "a bad result is no result"


def test_a_full_stick_is_said_and_the_old_backup_stays(
    office: FakeOffice, window: OfficeWindow, tmp_path: Path
) -> None:
    page = page_of(window)
    page._presenter.choose_place(str(tmp_path), 24)
    page.make.click()
    office.store.backups.error = BackupNoRoom(str(tmp_path))
    page.make.click()
    assert "không còn chỗ" in window.window.notice.happened.text()
    office.store.backups.error = None
    assert len(page.table.rows()) == 1
    assert page.make.isEnabled()


def test_a_place_that_is_gone_is_asked_for(
    office: FakeOffice, window: OfficeWindow, tmp_path: Path
) -> None:
    place = tmp_path / "usb"
    place.mkdir()
    page = page_of(window)
    page._presenter.choose_place(str(place), 24)
    page.make.click()
    place.rmdir()
    page.refresh()
    assert "cắm lại ổ USB" in page.state.text()
    assert not page.make.isEnabled()


def test_after_a_restore_the_page_asks_two_persons_for_paper(
    office: FakeOffice, window: OfficeWindow
) -> None:
    books = office.store.books
    book = books.open_year(Direction.INCOMING, "den", 2026, "Văn bản đến 2026", "x", 12)
    books.former.add(book.key)
    books.marks[book.key] = 14
    page = page_of(window)
    assert page.attest.isVisibleTo(page)
    assert "đến số 12" in page.attest.told.text()
    assert "đến số 14" in page.attest.told.text()
    card = page.attest
    card.last.box.setText("mười ba")
    card.confirm.click()
    assert "Nhập số cuối cùng" in card.problem.text()
    card.last.box.setText("13")
    card.second.box.setText(BOTH.login)
    card.password.box.setText(PASSWORDS.get(BOTH, PASSWORDS[CLERK]))
    card.confirm.click()
    assert "hai người khác nhau" in card.problem.text() or "không đúng" in card.problem.text()
    other = next(person for person in PASSWORDS if person.login != BOTH.login)
    card.second.box.setText(other.login)
    card.password.box.setText(PASSWORDS[other])
    card.confirm.click()
    assert not page.attest.isVisibleTo(page)
    assert books.books[book.key].last == 14
    assert [act.number for act in books.noted] == [14]


def test_the_watch_backs_up_at_its_time_and_reminds_once_a_day(
    office: FakeOffice, window: OfficeWindow, tmp_path: Path
) -> None:
    said: list[str] = []
    window.backup.reminded.connect(lambda words, _state: said.append(words))
    window.backup.look()
    window.backup.look()
    assert said == ["Chưa chọn nơi sao lưu dữ liệu."]
    window.desk.keep_safe.choose(str(tmp_path), 24, BOTH)
    window.backup.look()
    assert len(office.store.backups.found(tmp_path)) == 1
    office.store.backups.left_behind = 3
    window.backup.look()
    assert office.store.backups.missing() == 0, "files follow by themselves"


def restored_view(qtbot: QtBot) -> tuple[FakeVault, RestoreView, list[OpenedStore]]:
    vault, opened = FakeVault(), list[OpenedStore]()
    vault.saved = FakeStore(people=PASSWORDS)
    opening = restore(vault, InstantJobs(), SessionMemory())
    opening.opened.connect(opened.append)
    view = opening.view
    assert isinstance(view, RestoreView)
    view.opening = opening  # type: ignore[attr-defined] # keeps it alive
    qtbot.addWidget(view)
    view.show()
    return vault, view, opened


def test_a_new_pc_is_restored_with_the_paper_key(qtbot: QtBot, tmp_path: Path) -> None:
    vault, view, opened = restored_view(qtbot)
    assert vault.saved is not None
    assert not view.go.isEnabled()
    view.place.box.setText(str(tmp_path))
    view._look()
    assert "Không thấy bản sao lưu" in view.notice.happened.text()
    vault.saved.backups.make(tmp_path)
    view._look()
    assert view.which.count() == 1
    view.go.click()
    assert "Chưa nhập khóa" in view.key.sentence.text()
    view.key.box.setText("sai")
    view.go.click()
    assert "không đúng" in view.notice.happened.text()
    view.key.box.setText(FakeVault.RECOVERY_KEY)
    view.go.click()
    assert view.currentIndex() == 1, "whose password is new?"
    boxes = view.people.new_password
    for box in (boxes.first, boxes.again):
        box.box.setText("mat-khau-moi-1")
    view.people.set_button.click()
    assert [one.store for one in opened] == [vault.store]


def test_a_password_of_that_day_is_enough(qtbot: QtBot, tmp_path: Path) -> None:
    vault, view, opened = restored_view(qtbot)
    assert vault.saved is not None
    vault.saved.backups.make(tmp_path)
    view.place.box.setText(str(tmp_path))
    view._look()
    view.login.box.setText(CLERK.login)
    view.go.click()
    assert "Chưa nhập mật khẩu" in view.password.sentence.text()
    view.password.box.setText(PASSWORDS[CLERK])
    view.go.click()
    assert [one.person for one in opened] == [CLERK]


def test_an_office_key_is_divided_and_shown_until_put_away(
    office: FakeOffice, window: OfficeWindow
) -> None:
    from clerkdesk.ui.settings.paper_keys_card import PaperKeysCard

    settings = window.window.go_to(workplaces.SETTINGS)
    (card,) = settings.findChildren(PaperKeysCard)
    if card.divide.isEnabled():
        card.divide.click()
        assert "MANH-HAI" in card.shown.text()
        card.away.click()
    assert card.shown.text() == ""
