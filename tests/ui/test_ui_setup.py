"""First start and login: what is asked, what is refused, and that nothing is made too early."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.accounts import login_problem, password_problem, short_office_name
from clerkdesk.domain.agencies import Office
from clerkdesk.domain.errors import (
    DiskFull,
    KeyStoreLost,
    StoreExists,
    WrongPassword,
    WrongRecoveryKey,
)
from clerkdesk.domain.people import Person, Role
from clerkdesk.ports.store import NewStore, OpenedStore, Store
from clerkdesk.ui.cards import ElidedLabel
from clerkdesk.ui.setup.login_presenter import LoginPresenter
from clerkdesk.ui.setup.login_view import LoginView
from clerkdesk.ui.setup.setup_presenter import ADMIN, CLERK, SetupPresenter, TypedAccount
from clerkdesk.ui.setup.setup_view import SetupView
from tests.fakes.jobs import InstantJobs, WaitingJobs
from tests.fakes.sample_documents import CLERK as CLERK_PERSON
from tests.fakes.store import FakeStore

KEY = "K7QF-9M2A-XW4T-83HD"
OFFICE = {
    "name": "Ủy ban nhân dân xã Thạnh Mẫu",
    "short_name": "UBND xã Thạnh Mẫu",
    "parent_name": "Ủy ban nhân dân thành phố Cần Thơ",
    "code": "000.00.01.H13",
    "place": "Thạnh Mẫu",
    "notation": "UBND",
    "address": "",
    "email": "",
}


class OneStore:
    """A store that exists as a thing only: presenters hand it on and never use it."""

    def __init__(self) -> None:
        self.made: list[tuple[Path, Office, dict[Person, str]]] = []
        self.error: Exception | None = None

    def create(self, folder: Path, office: Office, people: Mapping[Person, str]) -> NewStore:
        if self.error is not None:
            raise self.error
        self.made.append((folder, office, dict(people)))
        return NewStore(self, KEY)  # type: ignore[arg-type] # never used as a Store


def account(login: str, password: str = "mat-khau-1", again: str | None = None) -> TypedAccount:
    values = {"full_name": "Lê Thị Mẫu", "position": "Văn thư", "login": login}
    return TypedAccount(values, password, password if again is None else again)


@pytest.fixture
def store() -> OneStore:
    return OneStore()


def presenter(store: OneStore, tmp_path: Path) -> SetupPresenter:
    subject = SetupPresenter(store.create, InstantJobs())
    subject.take_office(OFFICE, str(tmp_path))
    return subject


def test_the_office_is_checked_and_its_missing_facts_are_named(
    qtbot: QtBot, store: OneStore
) -> None:
    subject = SetupPresenter(store.create, InstantJobs())
    with (
        qtbot.assertNotEmitted(subject.office_accepted),
        qtbot.waitSignal(subject.office_problems) as got,
    ):
        subject.take_office({**OFFICE, "name": "", "code": " "}, "relative/folder")
    assert set(got.args[0]) == {"name", "code", "folder"}


def test_two_right_accounts_make_the_store_and_show_the_key(
    qtbot: QtBot, store: OneStore, tmp_path: Path
) -> None:
    subject = presenter(store, tmp_path)
    with qtbot.waitSignal(subject.key_made) as got:
        subject.take_accounts(account("quantri"), account("vanthu", "mat-khau-2"))
    assert got.args == [KEY]
    folder, office, people = store.made[0]
    assert folder == tmp_path
    assert office.short_name == "UBND xã Thạnh Mẫu"
    assert {person.login: (person.roles, word) for person, word in people.items()} == {
        "quantri": (frozenset({Role.ADMIN}), "mat-khau-1"),
        "vanthu": (frozenset({Role.CLERK}), "mat-khau-2"),
    }


def test_the_store_is_handed_on_only_after_the_key_was_kept(
    qtbot: QtBot, store: OneStore, tmp_path: Path
) -> None:
    subject = presenter(store, tmp_path)
    with qtbot.assertNotEmitted(subject.finished):
        subject.confirm_kept(KEY)
        subject.take_accounts(account("quantri"), account("vanthu"))
    with qtbot.assertNotEmitted(subject.finished), qtbot.waitSignal(subject.key_problem) as wrong:
        subject.confirm_kept("K7QF-9M2A-XW4T-83HE")
    assert "từng nhóm" in wrong.args[0]
    with qtbot.waitSignal(subject.finished) as got:
        subject.confirm_kept("k7qf 9m2a xw4t 83hd")
    assert got.args[0].recovery_key == KEY


@pytest.mark.parametrize(
    ("admin", "clerk", "who", "names"),
    [
        pytest.param(account("a b"), account("vanthu"), ADMIN, {"login"}, id="blank in login"),
        pytest.param(account("quảntrị"), account("vanthu"), ADMIN, {"login"}, id="diacritics"),
        pytest.param(account("quantri", "ngan"), account("vanthu"), ADMIN, {"password"}, id="short"),
        pytest.param(account("quantri"), account("vanthu", again="khac"), CLERK, {"again"}, id="not alike"),
        pytest.param(account("vanthu"), account("vanthu"), CLERK, {"login"}, id="same login"),
    ],
)  # fmt: skip
def test_wrong_accounts_are_named_and_nothing_is_made(
    qtbot: QtBot,
    store: OneStore,
    tmp_path: Path,
    admin: TypedAccount,
    clerk: TypedAccount,
    who: str,
    names: set[str],
) -> None:
    subject = presenter(store, tmp_path)
    found: dict[str, dict[str, str]] = {}
    subject.account_problems.connect(found.__setitem__)
    subject.take_accounts(admin, clerk)
    assert set(found[who]) == names
    assert store.made == []


def test_a_failure_while_making_the_store_lets_the_clerk_try_again(
    qtbot: QtBot, store: OneStore, tmp_path: Path
) -> None:
    store.error = DiskFull()
    subject = presenter(store, tmp_path)
    with (
        qtbot.assertNotEmitted(subject.key_made),
        qtbot.waitSignal(subject.failed) as got,
    ):
        subject.take_accounts(account("quantri"), account("vanthu"))
    assert isinstance(got.args[0], DiskFull)
    store.error = None
    with qtbot.waitSignal(subject.key_made):
        subject.take_accounts(account("quantri"), account("vanthu"))


def test_the_window_goes_through_its_three_steps(
    qtbot: QtBot, store: OneStore, tmp_path: Path
) -> None:
    subject = SetupPresenter(store.create, InstantJobs())
    view = SetupView(subject, tmp_path)
    qtbot.addWidget(view)
    view.show()
    view.next_button.click()
    assert view.steps.currentIndex() == 0
    assert view.office.sentence("name") == "Chưa nhập «Tên đơn vị»."
    view.office.set_values(OFFICE)
    view.next_button.click()
    assert view.steps.currentIndex() == 1
    for who, login in ((ADMIN, "quantri"), (CLERK, "vanthu")):
        view.accounts[who].set_values({**account(login).values})
        view.passwords[who].first.box.setText("mat-khau-1")
        view.passwords[who].again.box.setText("mat-khau-1")
    view.create_button.click()
    assert view.steps.currentIndex() == 2
    assert view.key.text() == KEY
    assert view.passwords[ADMIN].first.box.text() == ""
    assert not view.finish_button.isEnabled()
    with qtbot.waitSignal(view.print_wanted) as printed:
        view._print()
    assert printed.args == [KEY, OFFICE["name"]]
    view.kept.box.setText(KEY.lower())
    with qtbot.waitSignal(subject.finished):
        view.finish_button.click()


def test_every_step_stands_on_a_small_screen_at_150_percent(
    qtbot: QtBot, store: OneStore, tmp_path: Path
) -> None:
    view = SetupView(SetupPresenter(store.create, InstantJobs()), tmp_path)
    qtbot.addWidget(view)
    view.resize(911, 470)
    view.show()
    for step, last in enumerate((view.next_button, view.create_button, view.finish_button)):
        view.show_step(step)
        qtbot.waitUntil(last.isVisible)
        assert view.rect().contains(
            last.geometry().translated(last.parentWidget().mapTo(view, QPoint()))
        )
    assert (view.width(), view.height()) == (911, 470)


def test_the_window_shows_a_failure_with_both_sentences(
    qtbot: QtBot, store: OneStore, tmp_path: Path
) -> None:
    store.error = StoreExists(str(tmp_path))
    subject = presenter(store, tmp_path)
    view = SetupView(subject, tmp_path)
    qtbot.addWidget(view)
    view.show()
    subject.take_accounts(account("quantri"), account("vanthu"))
    assert view.notice.isVisible()
    assert str(tmp_path) in view.notice.happened.text()
    assert view.notice.advice.text() == store.error.advice
    assert view.create_button.isEnabled()


def test_the_button_waits_while_the_store_is_made(
    qtbot: QtBot, store: OneStore, tmp_path: Path
) -> None:
    jobs = WaitingJobs()
    subject = SetupPresenter(store.create, jobs)
    view = SetupView(subject, tmp_path)
    qtbot.addWidget(view)
    subject.take_office(OFFICE, str(tmp_path))
    subject.take_accounts(account("quantri"), account("vanthu"))
    assert not view.create_button.isEnabled()
    jobs.go()
    assert view.steps.currentIndex() == 2


def test_the_short_name_is_proposed() -> None:
    assert short_office_name("Ủy ban nhân dân xã Thạnh Mẫu") == "UBND xã Thạnh Mẫu"
    assert short_office_name("Uỷ ban nhân dân phường 1") == "UBND phường 1"
    assert short_office_name("Đảng ủy xã") == "Đảng ủy xã"


def test_logins_and_passwords_have_rules() -> None:
    assert login_problem("le.thi-b_2") is None
    assert login_problem("-b") is not None
    assert login_problem("B") is not None
    assert password_problem("12345678") is None
    assert password_problem("1234567") is not None
    assert password_problem("a\u0302" * 7) is not None


class Door:
    """A vault's two doors."""

    def __init__(self) -> None:
        self.tried: list[str] = []
        self.person = Person("vanthu", "Lê Thị Mẫu", "Văn thư", frozenset({Role.CLERK}))
        self.recovered = FakeStore(people={self.person: "đã quên"})

    def unlock(self, login: str, password: str) -> OpenedStore:
        self.tried.append(login)
        if password != "đúng":
            raise WrongPassword
        return OpenedStore(self, self.person)  # type: ignore[arg-type] # never used as a Store

    def recover(self, key: str) -> Store:
        self.tried.append(key)
        if key != KEY:
            raise WrongRecoveryKey
        return self.recovered


def login(qtbot: QtBot, door: Door) -> tuple[LoginPresenter, LoginView]:
    subject = LoginPresenter(door.unlock, door.recover, InstantJobs())
    view = LoginView(subject, office="UBND xã Thạnh Mẫu")
    qtbot.addWidget(view)
    view.show()
    return subject, view


def test_the_right_password_opens(qtbot: QtBot) -> None:
    door = Door()
    subject, view = login(qtbot, door)
    view.login.box.setText(" VanThu ")
    view.password.box.setText("đúng")
    with qtbot.waitSignal(subject.opened) as got:
        view.login_button.click()
    assert got.args[0].person == door.person
    assert door.tried == ["vanthu"]


def test_a_wrong_password_says_what_to_do_and_is_emptied(qtbot: QtBot) -> None:
    _subject, view = login(qtbot, Door())
    view.login.box.setText("vanthu")
    view.password.box.setText("sai")
    view.login_button.click()
    assert view.notice.isVisible()
    assert view.notice.advice.text() == WrongPassword().advice
    assert view.password.box.text() == ""
    assert view.login_button.isEnabled()


def test_nothing_is_tried_without_login_or_password(qtbot: QtBot) -> None:
    door = Door()
    _subject, view = login(qtbot, door)
    view.login_button.click()
    assert door.tried == []
    assert view.login.sentence.text() == "Chưa nhập tên đăng nhập."
    assert view.password.sentence.text() == "Chưa nhập mật khẩu."


def test_the_recovery_key_opens_too(qtbot: QtBot) -> None:
    subject, view = login(qtbot, Door())
    view.use_recovery_key(True)
    view.recover_button.click()
    assert view.recovery.sentence.text() == "Chưa nhập khóa khôi phục."
    view.recovery.box.setText("SAI")
    view.recover_button.click()
    assert view.notice.happened.text() == str(WrongRecoveryKey())
    view.recovery.box.setText(f"  {KEY} ")
    with qtbot.waitSignal(subject.recovered):
        view.recover_button.click()


def recovered(qtbot: QtBot) -> tuple[Door, LoginPresenter, LoginView]:
    door = Door()
    subject, view = login(qtbot, door)
    view.use_recovery_key(True)
    view.recovery.box.setText(KEY)
    view.recover_button.click()
    return door, subject, view


def test_after_the_recovery_key_a_new_password_is_asked_and_opens(qtbot: QtBot) -> None:
    door, subject, view = recovered(qtbot)
    assert view.ways.currentIndex() == 2
    assert view.recovery.box.text() == ""
    view.new_password.first.box.setText("mat-khau-moi")
    view.new_password.again.box.setText("mat-khau-khac")
    view.set_button.click()
    assert view.new_password.again.sentence.text() == "Hai lần nhập không giống nhau."
    view.new_password.again.box.setText("mat-khau-moi")
    with qtbot.waitSignal(subject.opened) as got:
        view.set_button.click()
    assert got.args[0].person.login == "vanthu"
    door.recovered.accounts.check("vanthu", "mat-khau-moi")
    view.close()
    assert not door.recovered.closed  # the office has it now


def test_a_recovered_store_that_nobody_enters_is_closed(qtbot: QtBot) -> None:
    door, _subject, view = recovered(qtbot)
    view.close()
    assert door.recovered.closed


def test_no_password_ever_reaches_the_clipboard(qtbot: QtBot) -> None:
    _subject, view = login(qtbot, Door())
    QApplication.clipboard().clear()
    view.password.box.setText("đúng")
    view.password.box.selectAll()
    view.password.box.copy()
    assert QApplication.clipboard().text() == ""


@pytest.mark.parametrize("step", [0, 1, 2])
def test_nothing_of_first_start_is_cut_in_its_smallest_window(
    qtbot: QtBot, store: OneStore, tmp_path: Path, step: int
) -> None:
    view = SetupView(SetupPresenter(store.create, InstantJobs()), tmp_path)
    qtbot.addWidget(view)
    view.resize(view.minimumSize())
    view.show()
    view.show_step(step)
    qtbot.wait(10)
    for label in view.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap() and not isinstance(label, ElidedLabel):
            assert label.width() >= label.sizeHint().width(), label.text()
    for made in view.findChildren(QPushButton):
        if made.isVisible():
            assert made.width() >= made.minimumSizeHint().width(), made.text()


def test_the_machines_key_opens_where_the_office_allows_it(qtbot: QtBot) -> None:
    opened = OpenedStore(FakeStore(), CLERK_PERSON)
    presenter = LoginPresenter(
        lambda _login, _password: opened, lambda _key: opened.store, InstantJobs(), lambda: opened
    )
    view = LoginView(presenter)
    qtbot.addWidget(view)
    view.show()
    assert view.machine_button.isVisible()
    with qtbot.waitSignal(presenter.opened) as got:
        view.machine_button.click()
    assert got.args == [opened]


def test_a_machine_that_lost_its_key_says_what_to_do(qtbot: QtBot) -> None:
    def lost() -> OpenedStore:
        raise KeyStoreLost

    store = FakeStore()
    presenter = LoginPresenter(
        lambda _login, _password: OpenedStore(store, CLERK_PERSON),
        lambda _key: store,
        InstantJobs(),
        lost,
    )
    view = LoginView(presenter)
    qtbot.addWidget(view)
    view.show()
    view.machine_button.click()
    said = " ".join(label.text() for label in view.notice.findChildren(QLabel))
    assert str(KeyStoreLost()) in said
    assert KeyStoreLost().advice in said


def test_without_the_offices_leave_no_machine_opens(qtbot: QtBot) -> None:
    store = FakeStore()
    presenter = LoginPresenter(
        lambda _login, _password: OpenedStore(store, CLERK_PERSON),
        lambda _key: store,
        InstantJobs(),
    )
    view = LoginView(presenter)
    qtbot.addWidget(view)
    view.show()
    assert not view.machine_button.isVisible()
