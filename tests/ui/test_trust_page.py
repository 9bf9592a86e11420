"""Danh sách tin cậy in the window, and the watch that judges again."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clerkdesk.adapters.verify.trust_folder import TrustFolder
from clerkdesk.domain.people import Person
from clerkdesk.domain.trust import TrustNews
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.ui.settings.view import SettingsView
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.trust.page import TrustPage
from clerkdesk.ui.trust.watch import TrustWatch
from tests.fakes.busy_office import BOTH
from tests.fakes.jobs import InstantJobs
from tests.fakes.judged import KNOWN, UNKNOWN, registered
from tests.fakes.office import FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.real_office import drop
from tests.fakes.sample_documents import CLERK
from tests.fakes.trust import OTHER_KEY, PINNED, trust_file
from tests.fakes.verify_authority import NOW, Authority


@pytest.fixture(scope="module")
def state() -> Authority:
    return Authority("CA phục vụ các cơ quan Nhà nước (G2)")


def opened(office: FakeOffice, qtbot: QtBot, person: Person = BOTH) -> TrustPage:
    window = open_window(office, qtbot, person=person)
    settings = window.window.go_to(workplaces.SETTINGS)
    assert isinstance(settings, SettingsView)
    page = settings.show_section("trust")
    assert isinstance(page, TrustPage)
    page.office = window  # type: ignore[attr-defined] # keeps the window alive
    return page


def file(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def test_an_empty_list_says_what_to_do(qtbot: QtBot) -> None:
    page = opened(FakeOffice(), qtbot)
    assert "mọi chữ ký số đều «Chưa xác định»" in page.force.text()
    assert page.authorities.empty.isVisibleTo(page)


def test_a_file_that_went_bad_is_named(qtbot: QtBot, tmp_path: Path, state: Authority) -> None:
    trust = TrustFolder(tmp_path)
    trust.load_bundle("t", trust_file(1, [state]), keys=[PINNED], source="USB", at=NOW)
    (tmp_path / "roots").mkdir()
    (tmp_path / "roots" / "hong.pem").write_bytes(b"torn")
    office = FakeOffice(trust=TrustFolder(tmp_path))  # type: ignore[arg-type] # the real one
    page = opened(office, qtbot)
    assert "bản 1" in page.force.text()
    assert "Tệp hỏng, không dùng: hong.pem" in page.force.text()


def test_a_key_is_compared_before_its_list_is_believed(
    qtbot: QtBot, tmp_path: Path, state: Authority
) -> None:
    office = FakeOffice()
    page = opened(office, qtbot)
    drop(page, file(tmp_path, "tinh.cdtrust", trust_file(3, [state])))
    assert page.asked.isVisibleTo(page)
    assert "1920 4C8C" in page.asked.text()
    assert office.trust.standing().stale
    page.accept.click()
    assert not page.asked.isVisibleTo(page)
    assert "bản 3" in page.force.text()
    assert [one.name for one in page.authorities.rows()] == [state.name]
    assert list(office.desk().keep_trust.keys()) == [PINNED]


def test_a_clerk_without_that_right_is_told_whom_to_call(
    qtbot: QtBot, tmp_path: Path, state: Authority
) -> None:
    office = FakeOffice()
    page = opened(office, qtbot, CLERK)
    page.take([file(tmp_path, "la.cdtrust", trust_file(3, [state], key=OTHER_KEY))])
    assert not page.asked.isVisibleTo(page)
    window = page.office.window  # type: ignore[attr-defined]
    assert "khóa chưa được đơn vị công nhận" in window.notice.happened.text()
    assert "Gọi bộ phận công nghệ của tỉnh" in window.notice.advice.text()


def test_an_older_list_is_refused_in_clear_words(
    qtbot: QtBot, tmp_path: Path, state: Authority
) -> None:
    office = FakeOffice()
    office.desk().keep_trust.pin(PINNED, BOTH)
    page = opened(office, qtbot)
    page.take([file(tmp_path, "moi.cdtrust", trust_file(3, [state]))])
    page.take([file(tmp_path, "cu.cdtrust", trust_file(2, [state]))])
    window = page.office.window  # type: ignore[attr-defined]
    assert window.notice.happened.text() == (
        "Danh sách tin cậy «cu.cdtrust» là bản 2, cũ hơn bản 3 đang dùng."
    )


def test_only_own_additions_are_taken_out_by_hand(
    qtbot: QtBot, tmp_path: Path, state: Authority
) -> None:
    office = FakeOffice()
    office.desk().keep_trust.pin(PINNED, BOTH)
    page = opened(office, qtbot)
    page.take([file(tmp_path, "tinh.cdtrust", trust_file(1, [state]))])
    page.authorities.choose(0)
    page._take_out()
    assert len(page.authorities.rows()) == 1
    page.take([file(tmp_path, "rieng.crt", Authority("CA riêng").identity.pem)])
    page.authorities.choose(1)
    page._take_out()
    assert [one.name for one in page.authorities.rows()] == [state.name]


def test_a_wrong_key_is_said_beside_the_box(qtbot: QtBot) -> None:
    page = opened(FakeOffice(), qtbot)
    page.key.setText("abc")
    page._pin.click()
    assert "64 ký tự" in page._key_problem.text()
    assert page.key.text() == "abc"


def test_a_list_dropped_on_the_register_is_no_document(
    qtbot: QtBot, tmp_path: Path, state: Authority
) -> None:
    office = FakeOffice()
    office.desk().keep_trust.pin(PINNED, BOTH)
    window = open_window(office, qtbot, person=BOTH)
    window.incoming().open_files([file(tmp_path, "tinh.cdtrust", trust_file(3, [state]))])
    assert office.trust.held is not None
    assert window.window.current() == workplaces.SETTINGS


def test_a_servers_list_by_an_unknown_key_is_told_once(qtbot: QtBot, state: Authority) -> None:
    office = FakeOffice()
    window = open_window(office, qtbot, person=BOTH)
    window.trust._server = lambda: trust_file(4, [state])
    for told in (True, False):
        window.trust.fetch()
        assert window.window.notice.isVisibleTo(window.window) is told
        window.window.clear_notice()
    window.trust.stop()


def test_open_verdicts_are_judged_one_after_another_and_the_clerk_is_told(
    qtbot: QtBot, state: Authority
) -> None:
    office = FakeOffice()
    document = registered(office, UNKNOWN)
    office.checker.otherwise = KNOWN
    watch = TrustWatch(office.desk(), InstantJobs(), lambda: None)
    crl = office.desk().keep_trust
    crl.pin(PINNED, BOTH)
    news = crl.load("a.cdtrust", trust_file(1, [state], crls=[state.crl()]), CLERK)
    with qtbot.waitSignal(watch.settled) as settled:
        watch.take(TrustNews(crls=news.crls))
    assert settled.args == [1]
    now = office.store.incoming.get(document.uid)
    assert now.entry.signature_result is SignatureResult.VALID
    watch.stop()


def test_a_round_asks_server_and_points_and_takes_what_came(qtbot: QtBot, state: Authority) -> None:
    office = FakeOffice()
    office.desk().keep_trust.pin(PINNED, BOTH)
    watch = TrustWatch(office.desk(), InstantJobs(), lambda: trust_file(4, [state]))
    with qtbot.waitSignal(watch.news_came) as came:
        watch.fetch()
    assert came.args is not None
    assert came.args[0].bundle.version == 4
    watch.fetch()
    watch.stop()
    assert office.trust.held is not None
