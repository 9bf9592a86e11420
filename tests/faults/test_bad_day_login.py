"""Bad days at the door: a wrong password, a damaged store, a store that is not encrypted, or in use."""

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from clerkdesk import app
from clerkdesk.adapters.store.slot_file import DATABASE
from clerkdesk.demo.hand import Hand
from clerkdesk.domain.incoming import Incoming
from clerkdesk.ports.program import Places
from clerkdesk.ports.registers import IncomingFilter, Page
from clerkdesk.ports.store import OpenedStore, Store
from clerkdesk.ui.jobs import ThreadJobs
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.setup.login import login
from clerkdesk.ui.setup.login_view import LoginView
from tests.fakes.real_office import make_store, places_in, vault_in
from tests.fakes.sample_documents import CLERK, PASSWORDS, incoming_entry

PASSWORD = PASSWORDS[CLERK]


class Door:
    """The login window on a real store with one registered document."""

    def __init__(self, places: Places, folder: Path) -> None:
        self.places = places
        vault = vault_in(places)
        self._jobs = ThreadJobs()
        self._opening = login(
            vault.unlock, vault.unlock_with_recovery_key, self._jobs, SessionMemory(), None
        )
        self.opened: list[OpenedStore] = []
        self._opening.opened.connect(self.opened.append)
        view = self._opening.view
        assert isinstance(view, LoginView)
        self.view = view
        self.view.show()
        self._hand = Hand(folder, patience=30)

    def log_in(self, login: str, password: str) -> None:
        self.view.login.box.setText(login)
        self.view.password.box.setText(password)
        self._hand.click(self.view.login_button)

    def said(self) -> tuple[str, str]:
        self._hand.wait("an error", lambda: not self.view.notice.isHidden())
        return self.view.notice.happened.text(), self.view.notice.advice.text()

    def wait_open(self) -> Store:
        self._hand.wait("the open store", lambda: bool(self.opened))
        return self.opened[0].store

    def close(self) -> None:
        self.view.close()
        self._jobs.close()
        for opened in self.opened:
            opened.store.close()
        QApplication.processEvents()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    places = places_in(tmp_path)
    store = make_store(places)
    store.incoming.add(incoming_entry(arrival_date=app.clock().date()), "vanthu")
    store.close()
    return places


@pytest.fixture
def door(places: Places, tmp_path: Path, qapp: QApplication) -> Iterator[Door]:
    door = Door(places, tmp_path / "screens")
    yield door
    door.close()


def rows(store: Store) -> list[Incoming]:
    return list(store.incoming.find(IncomingFilter(), Page()))


def content(places: Places) -> str:
    return hashlib.sha256((places.store / DATABASE).read_bytes()).hexdigest()


def test_a_wrong_password_then_the_right_one(door: Door) -> None:
    before = content(door.places)
    door.log_in("vanthu", PASSWORD + "!")
    assert door.said() == (
        "Tên đăng nhập hoặc mật khẩu không đúng.",
        "Kiểm tra phím Caps Lock và bộ gõ tiếng Việt, rồi nhập lại."
        " Quên mật khẩu thì dùng khóa khôi phục đã in.",
    )
    assert door.view.password.box.text() == ""
    assert content(door.places) == before
    assert door.opened == []
    door.log_in("vanthu", PASSWORD)
    assert len(rows(door.wait_open())) == 1


def test_a_name_that_nobody_has_is_told_the_same_words(door: Door) -> None:
    door.log_in("nguoila", PASSWORD)
    assert door.said()[0] == "Tên đăng nhập hoặc mật khẩu không đúng."


@pytest.mark.parametrize(
    "place", [pytest.param(0, id="the head"), pytest.param(5000, id="a page in the middle")]
)
def test_a_damaged_store_is_not_touched(door: Door, place: int) -> None:
    file = door.places.store / DATABASE
    damaged = bytearray(file.read_bytes())
    damaged[place : place + 64] = bytes(64)
    file.write_bytes(damaged)
    door.log_in("vanthu", PASSWORD)
    assert door.said() == (
        f"Tệp dữ liệu «{DATABASE}» bị hỏng, không đọc được.",
        "Đừng xóa tệp này. Chép giữ lại một bản, rồi khôi phục từ bản sao lưu gần nhất.",
    )
    assert file.read_bytes() == damaged
    assert door.opened == []


def test_a_plain_database_is_not_taken_for_the_store(door: Door) -> None:
    file = door.places.store / DATABASE
    file.unlink()
    link = sqlite3.connect(file)
    link.execute("CREATE TABLE incoming (number INTEGER)")
    link.close()
    plain = file.read_bytes()
    door.log_in("vanthu", PASSWORD)
    happened, advice = door.said()
    assert "không được mã hóa" in happened
    assert advice
    assert file.read_bytes() == plain


def test_a_second_window_on_the_same_store_waits_its_turn(door: Door) -> None:
    first = vault_in(door.places).unlock("vanthu", PASSWORD)
    try:
        door.log_in("vanthu", PASSWORD)
        assert door.said() == (
            "Kho dữ liệu đang được một cửa sổ ClerkDesk khác sử dụng.",
            "Dùng cửa sổ đang mở, hoặc đóng nó rồi thử lại.",
        )
    finally:
        first.store.close()
    door.log_in("vanthu", PASSWORD)
    assert len(rows(door.wait_open())) == 1
