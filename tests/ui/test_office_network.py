"""The office's network in the window: who is seen, what is refused, numbers that come by themselves."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerkdesk.domain.errors import ColleagueRefused, NumberAskedFor, StoreLocked
from clerkdesk.domain.office_network import OFFICE_DESKS, SeenDesk
from clerkdesk.domain.outgoing import OutgoingState, Step
from clerkdesk.domain.people import Person, Role
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.services.meet_desks import Round
from clerkdesk.ui.lists import read_lists
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.office_network.card import NetworkCard
from clerkdesk.ui.office_network.presenter import ALONE_MS, PAUSE_MS, NetworkPresenter
from clerkdesk.ui.settings.view import SettingsView
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.sync_presenter import SyncPresenter
from clerkdesk.ui.watch_colleagues import CHIP, watch_network
from tests.fakes.heard import Heard
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import CLERK, outgoing_entry

BINH = SeenDesk("may-0b1c22d3", "Trần Văn Bình", reached=True)
MAI = SeenDesk("may-77aa01fe")
STOLEN = SeenDesk(
    "may-5e5e5e5e",
    "Nguyễn Văn Tâm",
    trouble=str(
        ColleagueRefused("may-5e5e5e5e", "khóa của máy này không khớp với khóa đã ghi danh")
    ),
)


class FakeRounds:
    """As `MeetDesks`: gives back what a test says."""

    def __init__(self) -> None:
        self.next = Round(True, (BINH, MAI))
        self.error: Exception | None = None
        self.rounds = 0
        self.news = lambda: None

    def __call__(self) -> Round:
        self.rounds += 1
        if self.error is not None:
            raise self.error
        done, self.next = self.next, Round(True, self.next.desks)
        return done

    def on_news(self, news: object) -> None:
        self.news = news

    def close(self) -> None:
        self.rounds = -1


class Office:
    def __init__(self, person: Person = CLERK) -> None:
        self.office = FakeOffice()
        self.desk = self.office.desk(person)
        self.rounds, self.jobs = FakeRounds(), InstantJobs()
        self.network = NetworkPresenter(self.desk, self.rounds, self.jobs)  # type: ignore[arg-type]
        self.heard = Heard(self.network, "came", "said", "failed", "gave")

    def signed(self, subject: str = "Xin số") -> str:
        register = self.desk.store.outgoing
        uid = register.draft(outgoing_entry(subject=subject), CLERK.login).uid
        for step in (Step.SUBMIT, Step.APPROVE, Step.SIGN_BY_HAND):
            register.take_step(uid, step, CLERK.login)
        return uid


def test_rounds_follow_each_other_and_are_rare_where_nobody_is_there(qtbot: QtBot) -> None:
    office = Office()
    office.network.start()
    assert (office.rounds.rounds, office.network._timer.interval()) == (1, PAUSE_MS)
    office.rounds.next = Round(True, (MAI,))
    office.network.wake()
    assert office.network._timer.interval() == ALONE_MS
    office.network.stop()
    office.network.wake()
    assert office.rounds.rounds == 2


def test_what_comes_is_shown_and_a_number_that_was_asked_for_is_given_where_the_office_says_so(
    qtbot: QtBot,
) -> None:
    office = Office()
    uid = office.signed()
    office.office.store.colleagues.ask_number(uid, "binh")
    office.network.start()
    office.rounds.news()
    assert office.desk.store.outgoing.get(uid).state is OutgoingState.SIGNED_ON_PAPER
    office.network.set_numbers_by_itself(True)
    office.rounds.next = Round(True, (BINH,), heard=3)
    office.network.wake()
    numbered = office.desk.store.outgoing.get(uid)
    assert numbered.state is OutgoingState.NUMBERED_ON_PAPER
    assert any(numbered.code in str(said) for said in office.heard.of("said"))
    office.network.stop()


def test_a_disk_that_is_full_is_said_once(qtbot: QtBot) -> None:
    office = Office()
    office.rounds.error = StoreLocked()
    office.network.start()
    office.network.wake()
    assert office.heard.names().count("failed") == 1
    office.network.stop()


def test_the_card_says_who_is_there_and_its_switches_are_kept(qtbot: QtBot) -> None:
    office = Office()
    card = NetworkCard(office.network)
    qtbot.addWidget(card)
    office.network.start()
    words = [card._rows.itemAt(n).widget().text() for n in range(card._rows.count())]
    assert words[0] == "Máy của Trần Văn Bình: thấy trong mạng nội bộ"
    assert words[1] == "Máy may-77aa01fe: không thấy trong mạng nội bộ"
    assert card.open.isChecked()
    card.open.click()
    assert not office.desk.colleagues.desks.is_open
    card.by_itself.click()
    assert office.desk.colleagues.desks.numbers_by_itself
    office.network.stop()


def test_who_keeps_no_books_changes_no_switch(qtbot: QtBot) -> None:
    office = Office(Person("cv", "Chuyên viên", "Chuyên viên", frozenset({Role.SPECIALIST})))
    card = NetworkCard(office.network)
    qtbot.addWidget(card)
    assert not card.open.isEnabled()
    assert not card.by_itself.isEnabled()


def test_pressing_for_a_number_of_another_desks_book_asks_for_it(qtbot: QtBot) -> None:
    office = Office()
    first = office.signed("lấy sổ")
    office.desk.allot(first, CLERK)
    books = office.office.store.books
    for key, book in list(books.books.items()):
        books.books[key] = replace(book, holder="may-khac")
    uid = office.signed()
    with pytest.raises(NumberAskedFor):
        office.desk.colleagues.allot_or_ask(uid, CLERK)
    (asked,) = office.desk.colleagues.give.waiting()
    assert asked.uid == uid


def window_of(qtbot: QtBot, person: Person = CLERK) -> tuple[OfficeWindow, Office]:
    made = Office(person)
    store = made.office.store
    store.settings.keep_here(OFFICE_DESKS, {BINH.device: "0" * 64, MAI.device: "1" * 64})
    hub = FakeHub(FakeProvince(made.office.office.agency), made.office.office.code, store.device)
    connect = ConnectServer(store, lambda *_any: hub, lambda: bytes(32))
    sync = SyncPresenter(lambda: None, lambda: 0, made.jobs)
    window = OfficeWindow(
        made.desk, made.jobs, SessionMemory(), sync, connect, read_lists(made.desk)
    )
    watch_network(made.network, window)
    qtbot.addWidget(window.window)
    window.window.resize(1366, 768)
    window.open()
    return window, made


def test_the_status_bar_names_whom_it_sees(qtbot: QtBot) -> None:
    window, made = window_of(qtbot)
    made.network.start()
    chip = window.window.status.chip(CHIP)
    assert chip.text() == "Mạng nội bộ: 1 máy"
    assert "Trần Văn Bình: thấy" in chip.toolTip()
    made.rounds.next = Round(True, (BINH, STOLEN))
    made.network.wake()
    assert chip.text() == "Mạng nội bộ: có máy bị từ chối"
    made.rounds.next = Round(False, (MAI,))
    made.network.wake()
    assert chip.isHidden()
    _picture(window, made)
    made.network.stop()


def _picture(window: OfficeWindow, made: Office) -> None:
    """Kept where somebody wants to look: CLERKDESK_PICTURES names a folder."""
    folder = os.environ.get("CLERKDESK_PICTURES")
    if not folder:
        return
    made.rounds.next = Round(True, (BINH, MAI, STOLEN))
    made.network.wake()
    view = window.window.go_to(workplaces.SETTINGS)
    assert isinstance(view, SettingsView)
    view.show_section("sync")
    QApplication.processEvents()
    window.window.grab().save(str(Path(folder) / "office-network.png"))
    uid = made.signed("Tờ trình về việc hỗ trợ khắc phục hậu quả bão số 12")
    made.office.store.colleagues.ask_number(uid, "binh")
    window.window.go_to(workplaces.TODAY)
    QApplication.processEvents()
    window.window.grab().save(str(Path(folder) / "office-network-today.png"))
