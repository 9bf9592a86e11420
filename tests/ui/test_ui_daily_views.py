"""What the clerk sees of the daily work: cards, chips, forms on demand, doubtful fields, settings."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.errors import WrongPassword
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.people import Role
from clerkdesk.domain.reading import ReadDocument, ReadField
from clerkdesk.services.change_settings import ChangeSettings
from clerkdesk.ui.cards import ChoiceBox, LargeNumber, button
from clerkdesk.ui.incoming.entry_presenter import EntryPresenter
from clerkdesk.ui.incoming.entry_view import EntryView
from clerkdesk.ui.incoming.list_presenter import IncomingListPresenter
from clerkdesk.ui.incoming.preview_card import PreviewCard
from clerkdesk.ui.incoming.words import size_text
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.settings.people_card import PasswordCard, PeopleCard, PicturesCard
from clerkdesk.ui.settings.presenter import SettingsPresenter
from clerkdesk.ui.shell import status
from clerkdesk.ui.shell.window import MainWindow
from clerkdesk.ui.sign.waiting_list import WaitingList
from clerkdesk.ui.status_chips import StatusChips
from clerkdesk.ui.theme import State
from clerkdesk.ui.today.presenter import TodayPresenter
from clerkdesk.ui.today.receipts_page import ReceiptsPage, ReceiptsPresenter
from clerkdesk.ui.today.view import TodayView
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import INCOMING_VALUES, PDF_FILE, FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK, PASSWORDS
from tests.fakes.tokens import LEADER, ORGANISATION
from tests.fakes.ways import HeardWays

# --- Hôm nay, ký số, thanh trạng thái ----------------------------------------------------------------


def today_view(office: FakeOffice, window: MainWindow, qtbot: QtBot) -> TodayView:
    desk, jobs = office.desk(), InstantJobs()
    receipts = ReceiptsPage(ReceiptsPresenter(desk, jobs), SessionMemory())
    view = TodayView(TodayPresenter(desk, jobs), window, receipts)
    qtbot.addWidget(view)
    return view


def test_a_task_of_today_opens_what_it_names(
    qtbot: QtBot, office: FakeOffice, window: MainWindow
) -> None:
    document = office.approved()
    view = today_view(office, window, qtbot)
    view.show()
    (row,) = view.rows("leaving")
    ways = HeardWays()
    view.opened.connect(lambda act: act(ways))
    row.button.click()
    assert [(way, what.uid) for way, what in ways.gone] == [("show_sign", document.uid)]  # type: ignore[attr-defined] # an Outgoing
    assert view.rows("arrivals") == []


def test_a_search_of_today_goes_to_find_and_leaves_an_empty_box(
    qtbot: QtBot, office: FakeOffice, window: MainWindow
) -> None:
    view = today_view(office, window, qtbot)
    assert view.header.search is not None
    view.header.search.setText("kinh phi")
    with qtbot.waitSignal(view.search_wanted) as got:
        view.header.search.returnPressed.emit()
    assert got.args == ["kinh phi"]
    assert view.header.search.text() == ""


def test_the_sign_list_keeps_the_wanted_document_under_the_cursor(
    qtbot: QtBot, office: FakeOffice
) -> None:
    first, second = office.approved("a.docx"), office.numbered(subject="hộ nghèo")
    listing = WaitingList("Không có gì.")
    qtbot.addWidget(listing)
    listing.set_rows([first, second], choose=lambda document: document.uid == second.uid)
    assert listing.chosen() == second
    spoken = listing.view.model().index(1, 0).data()
    assert second.code in spoken
    assert "hộ nghèo" in spoken
    with qtbot.waitSignal(listing.row_chosen) as got:
        listing.set_rows([])
    assert got.args == [None]
    assert listing.chosen() is None


def test_the_token_chip_counts_and_names_the_one_that_expires_first(
    office: FakeOffice, window: MainWindow
) -> None:
    chips = StatusChips(window, office.clock)
    chips.show_tokens([LEADER])
    assert window.status.chip(status.TOKEN).text().startswith(f"USB token: {LEADER.subject} ·")
    sooner = replace(ORGANISATION, not_after=LEADER.not_after.replace(year=2026))
    chips.show_tokens([LEADER, sooner])
    chip = window.status.chip(status.TOKEN)
    assert chip.text().startswith(f"USB token: 2 · {sooner.subject[:20]}")
    assert LEADER.subject in chip.toolTip()


def test_good_news_go_sooner_than_warnings(window: MainWindow) -> None:
    window.show_notice("Đã lưu.")
    good = window.notice.remaining_seconds()
    window.show_notice("Xem lại.", State.WARN)
    assert 4 < good < 6 < window.notice.remaining_seconds() < 9  # Qt rounds a coarse timer


def test_a_choice_that_is_too_long_is_whole_in_its_tooltip(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItem("Máy quét ảo: Quyết định 15/2016/QĐ-UBND (3 tờ)")
    box.setFixedWidth(120)
    box.grab()
    assert box.toolTip() == box.currentText()
    box.setFixedWidth(600)
    box.grab()
    assert box.toolTip() == ""


# --- văn bản đến ---------------------------------------------------------------------------------


def test_the_lawful_next_step_has_the_cursor_after_the_number(qtbot: QtBot) -> None:
    forward = button("Chuyển lãnh đạo", key="F7", primary=True)
    panel = LargeNumber(first=forward)
    qtbot.addWidget(panel)
    panel.show_number("Số đến", "12")
    assert panel.focusWidget() is forward
    assert panel.again_button.property("kind") is None
    panel.add_detail("✓ Đã tạo bản có dấu đến.")
    assert panel.detail.text() == "✓ Đã tạo bản có dấu đến."


@pytest.fixture
def entry(qtbot: QtBot, office: FakeOffice, window: MainWindow) -> EntryView:
    """The form of a file, with code and subject read off its page with doubt."""
    jobs = InstantJobs()
    presenter = EntryPresenter(office.desk(), jobs)
    view = EntryView(presenter, jobs, window, {})
    window.stack.addWidget(view)
    window.stack.setCurrentWidget(view)
    window.show()
    qtbot.waitExposed(window)
    candidate = office.desk().from_file("cv.pdf", PDF_FILE, Channel.MAIL)
    presenter.opened.emit(candidate)
    presenter._candidate = candidate
    view.form.set_values(INCOMING_VALUES)
    reading = ReadDocument(
        {name: ReadField(INCOMING_VALUES[name], 0.6) for name in ("code", "subject")}
    )
    presenter.fields_read.emit(reading, {name: INCOMING_VALUES[name] for name in reading.fields})
    return view


def test_doubtful_fields_are_looked_at_one_by_one_before_the_number_is_given(
    entry: EntryView, window: MainWindow
) -> None:
    save = entry.findChild(QPushButton, "save")
    assert isinstance(save, QPushButton)
    assert entry.form.flagged() == ["code", "subject"]
    save.click()
    assert entry.document is None
    assert "2 ô" in window.notice.happened.text()
    save.click()  # code was under the cursor: it is right
    assert entry.form.flagged() == ["subject"]
    save.click()
    assert entry.document is not None
    assert entry.document.code == INCOMING_VALUES["code"]


def test_a_doubtful_field_that_had_the_cursor_all_along_is_confirmed_by_the_second_save(
    qtbot: QtBot, entry: EntryView
) -> None:
    entry.form.confirm_read("subject")
    entry.form.focus_field("code")
    entry._cursor_in = ""  # the form was shown anew around the cursor
    save = entry.findChild(QPushButton, "save")
    assert isinstance(save, QPushButton)
    save.click()
    assert entry.document is None
    save.click()
    assert entry.document is not None


def test_a_field_that_was_looked_at_is_not_doubted_again(entry: EntryView) -> None:
    entry.form.field_focused.emit("code")
    entry.form.field_focused.emit("subject")
    assert entry.form.flagged() == ["subject"]
    reading = ReadDocument({"code": ReadField("15/2016/QĐ-UBND", 0.5)})
    entry._presenter.fields_read.emit(reading, {"code": "15/2016/QĐ-UBND"})
    assert entry.form.flagged() == ["subject"]


def test_size_is_said_in_kb_and_mb() -> None:
    assert size_text(300) == "1 KB"
    assert size_text(325_632) == "318 KB"
    assert size_text(734_003) == "0,7 MB"


def shown_preview(qtbot: QtBot, office: FakeOffice) -> tuple[IncomingListPresenter, PreviewCard]:
    desk = office.desk()
    candidate = desk.from_file("cv.pdf", PDF_FILE, Channel.MAIL)
    uid = desk.register(candidate, INCOMING_VALUES, CLERK).document.uid
    presenter = IncomingListPresenter(desk, InstantJobs())
    card = PreviewCard(presenter)
    qtbot.addWidget(card)
    card.show()
    presenter.select(uid)
    return presenter, card


def test_forwarding_takes_room_only_when_it_is_wanted(qtbot: QtBot, office: FakeOffice) -> None:
    presenter, card = shown_preview(qtbot, office)
    assert card.form.isHidden()
    send = card.findChild(QPushButton, "forward")
    assert isinstance(send, QPushButton)
    send.click()
    assert card.form.isVisible()
    assert send.accessibleName() == "Chuyển ngay"
    send.click()  # nobody was chosen yet
    assert card.form.sentence("to_person") == "Chưa nhập «Chuyển đến»."
    card.form.set_values({"to_person": "Chủ tịch Nguyễn Văn Mẫu"})
    with qtbot.waitSignal(presenter.forwarded) as got:
        send.click()
    assert got.args[0].assignments[-1].to_person == "Chủ tịch Nguyễn Văn Mẫu"
    assert card.form.isHidden()


# --- thiết lập -------------------------------------------------------------------------------------


@pytest.fixture
def settings(qtbot: QtBot, office: FakeOffice) -> Callable[..., SettingsPresenter]:
    class NoServer:
        address = ""

    def make(person: object = ADMIN) -> SettingsPresenter:
        desk = office.desk(person)  # type: ignore[arg-type] # a Person
        return SettingsPresenter(desk, ChangeSettings(desk.store), NoServer(), InstantJobs())  # type: ignore[arg-type] # only its address is read

    return make


def test_an_administrator_adds_an_account_in_place(
    qtbot: QtBot, office: FakeOffice, settings: Callable[..., SettingsPresenter]
) -> None:
    presenter = settings()
    card = PeopleCard(presenter, allowed=True)
    qtbot.addWidget(card)
    presenter.problems_found.connect(card.show_problems)
    card.show()
    card.add_button.click()
    assert card.is_filling()
    card.form.set_values({"full_name": "Lê Văn Mới", "position": "Công chức", "login": "moi"})
    card.role.setCurrentIndex(card.role.findData(Role.SPECIALIST.value))
    card.password.first.box.setText("mat-khau-1")
    card.password.again.box.setText("mat-khau-2")
    card.save_button.click()
    assert card.password.again.sentence.text() == "Hai lần nhập không giống nhau."
    card.password.again.box.setText("mat-khau-1")
    card.save_button.click()
    assert not card.is_filling()
    assert card.password.first.box.text() == ""
    added = office.store.accounts.person("moi")
    assert added is not None
    assert added.roles == {Role.SPECIALIST}


def test_a_clerk_changes_her_own_password_and_no_other(
    qtbot: QtBot, office: FakeOffice, settings: Callable[..., SettingsPresenter]
) -> None:
    presenter = settings(CLERK)
    card = PasswordCard(presenter, CLERK, allowed=False)
    qtbot.addWidget(card)
    card.old.box.setText(PASSWORDS[CLERK])
    card.new.first.box.setText("mat-khau-moi")
    card.new.again.box.setText("mat-khau-moi")
    with qtbot.waitSignal(presenter.password_changed):
        card.save_button.click()
    office.store.accounts.check(CLERK.login, "mat-khau-moi")
    assert card.old.box.text() == ""
    with qtbot.waitSignal(presenter.failed):
        presenter.reset_password(ADMIN.login, "mat-khau-la", "mat-khau-la")
    office.store.accounts.check(ADMIN.login, PASSWORDS[ADMIN])


def test_an_administrator_gives_a_colleague_a_new_password(
    qtbot: QtBot, office: FakeOffice, settings: Callable[..., SettingsPresenter]
) -> None:
    presenter = settings()
    card = PasswordCard(presenter, ADMIN, allowed=True)
    qtbot.addWidget(card)
    card.show_people([ADMIN, CLERK])
    card.who.setCurrentIndex(card.who.findData(CLERK.login))
    assert card.old.isHidden()
    card.new.first.box.setText("mat-khau-moi")
    card.new.again.box.setText("mat-khau-moi")
    card.save_button.click()
    office.store.accounts.check(CLERK.login, "mat-khau-moi")
    with pytest.raises(WrongPassword):
        office.store.accounts.check(CLERK.login, PASSWORDS[CLERK])


def test_the_seal_is_shown_as_it_will_stand_on_the_page(
    qtbot: QtBot, office: FakeOffice, settings: Callable[..., SettingsPresenter]
) -> None:
    presenter = settings()
    card = PicturesCard(presenter, allowed=True)
    qtbot.addWidget(card)
    with qtbot.waitSignal(presenter.facts_changed) as got:
        presenter.refresh()
    card.show_facts(got.args[0])
    assert not card.picture.pixmap().isNull()
    card.whose.setCurrentIndex(card.whose.findData(CLERK.full_name))
    assert "Chưa có hình" in card.picture.text()
