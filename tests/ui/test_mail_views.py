"""The mailbox in the window: meetings in the background, settings with a trial, mails that are dropped."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.errors import MailWrongPassword
from clerkdesk.domain.mail_account import MailLogin
from clerkdesk.domain.mails import MailPurpose
from clerkdesk.services.mail_setting import TrialStep
from clerkdesk.ui.mail.forward_panel import ForwardPanel
from clerkdesk.ui.mail.meetings import CHIP, MailMeetings, MailStanding
from clerkdesk.ui.mail.resend_panel import ResendPanel
from clerkdesk.ui.mail.settings_page import MailSettingsPage
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.theme import State
from tests.fakes.heard import Heard
from tests.fakes.jobs import InstantJobs
from tests.fakes.mail import PASSWORD
from tests.fakes.office import FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.sample_documents import ADMIN, CLERK
from tests.law.test_s14_an_agency_lives_on_mail_alone import OURS, THEIRS, issued, two_offices
from tests.law.test_s26_mails_are_checked_and_registered import FORM, WORDS, mail
from tests.unit.test_mail_reader import PDF, attached

pytestmark = pytest.mark.usefixtures("qapp")


def meetings(office: FakeOffice) -> tuple[MailMeetings, Heard]:
    subject = MailMeetings(office.desk(), InstantJobs())
    return subject, Heard(subject, "standing_changed", "arrived", "failed")


def standing(heard: Heard) -> MailStanding:
    found = heard.last("standing_changed")
    assert isinstance(found, MailStanding)
    return found


def test_an_office_without_a_mailbox_is_left_alone() -> None:
    subject, heard = meetings(FakeOffice())
    subject.meet()
    assert standing(heard).words() == ("", State.NEUTRAL, "")


def test_a_missing_line_is_a_state_and_what_waits_is_counted() -> None:
    ours, _theirs, servers = two_offices()
    issued(ours)
    servers.reachable = False
    subject, heard = meetings(ours)
    subject.meet()
    assert heard.of("failed") == []
    text, state, tip = standing(heard).words()
    assert text == "Thư: 1 thư chờ gửi"
    assert state is State.WARN
    assert "Không tìm thấy máy chủ thư" in tip
    servers.reachable = True
    subject.meet()
    assert standing(heard).words()[:2] == ("Thư: đã nhận gửi xong", State.GOOD)


def test_a_wrong_password_is_said_once_and_a_missing_one_only_by_the_chip() -> None:
    ours, _theirs, servers = two_offices()
    servers.password = "đã đổi"
    subject, heard = meetings(ours)
    subject.meet()
    subject.meet()
    assert len(heard.of("failed")) == 1
    assert isinstance(heard.last("failed"), MailWrongPassword)
    ours.keys.secrets.clear()
    subject.meet()
    assert len(heard.of("failed")) == 1
    assert "chưa có mật khẩu" in standing(heard).words()[2]


def test_what_came_is_told_and_the_list_shows_it(qtbot: QtBot) -> None:
    ours, _theirs, servers = two_offices()
    window = open_window(ours, qtbot)
    servers.deliver(OURS, mail(WORDS, attached(b'filename="cv.pdf"', PDF)))
    window.mail.meet()
    page = window.incoming()
    (arrival,) = page.listing.arrivals.arrivals
    assert arrival.by_mail
    assert window.window.status.chip(CHIP).text() == "Thư: đã nhận gửi xong"
    aside = page.listing.arrivals.findChild(QPushButton, "set-aside")
    assert aside is not None
    aside.click()
    assert ours.store.exchange.arrivals() == []


def test_a_mail_opens_over_the_form_with_its_letter(qtbot: QtBot) -> None:
    ours, _theirs, servers = two_offices()
    window = open_window(ours, qtbot)
    servers.deliver(OURS, mail(WORDS, attached(b'filename="cv.pdf"', PDF)))
    window.mail.meet()
    window.open_arrival(ours.store.exchange.arrivals()[0])
    facts = window.incoming().entry.facts
    assert facts.letter.isVisibleTo(window.window)
    assert THEIRS in facts.letter.text()
    assert "Kính gửi UBND xã" in facts.letter.text()


def test_mails_are_dropped_like_files_and_a_torn_one_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    ours, _theirs, _servers = two_offices()
    window = open_window(ours, qtbot)
    good, torn = tmp_path / "thu.eml", tmp_path / "hong.eml"
    good.write_bytes(mail(WORDS, attached(b'filename="cv.pdf"', PDF)))
    torn.write_bytes(b"\r\n\r\n")
    window.open_files([good])
    facts = window.incoming().entry.facts
    assert facts.letter.isVisibleTo(window.window)
    candidate = window.incoming()._presenter.candidate
    assert candidate is not None
    assert candidate.main_file is not None
    window.incoming().entry.left.emit()
    window.incoming()._presenter.close()
    window.open_files([torn])
    assert "không đọc được" in window.window.notice.happened.text()


def settings_page(
    office: FakeOffice, qtbot: QtBot, person=ADMIN
) -> tuple[OfficeWindow, MailSettingsPage]:  # type: ignore[no-untyped-def] # a Person
    window = open_window(office, qtbot, person=person)
    window.show_mail()
    (page,) = window.window.findChildren(MailSettingsPage)
    return window, page


def test_servers_are_proposed_tried_and_kept(qtbot: QtBot) -> None:
    office = FakeOffice()
    office.mail_servers.add("ubnd@xa.gov.vn")
    window, page = settings_page(office, qtbot)
    assert "Chưa có hộp thư" in page.standing.text()
    page.address.setText("ubnd@xa.gov.vn")
    page.address.editingFinished.emit()
    assert page.imap_host.text() == "mail.xa.gov.vn"
    page.password.setText("sai")
    page.trial.click()
    assert "không nhận mật khẩu" in page.steps[0].text()
    page.password.setText(PASSWORD)
    page.trial.click()
    assert page.steps[0].text().startswith("✓")
    assert page.steps[1].text().startswith("✓")
    page.keep.click()
    assert office.desk().mail.change.account().address == "ubnd@xa.gov.vn"
    assert page.password.text() == "", "no secret stays in the form"
    assert "kho khóa của máy" in page.standing.text()
    assert "mail" not in window.window.notice.happened.text()


def test_what_is_wrong_stands_under_its_field(qtbot: QtBot) -> None:
    _window, page = settings_page(FakeOffice(), qtbot)
    page.address.setText("khong phai thu")
    page.smtp_port.setText("0")
    page.login.setCurrentIndex(page.login.findData(MailLogin.OAUTH2.value))
    page.keep.click()
    shown = {key: label.text() for key, label in page._problems.items() if label.text()}
    assert set(shown) == {
        "address",
        "imap_host",
        "smtp_host",
        "smtp_port",
        "token_address",
        "client_id",
    }


def test_a_clerk_may_only_type_the_password(qtbot: QtBot) -> None:
    ours, _theirs, _servers = two_offices()
    ours.keys.secrets.clear()
    _window, page = settings_page(ours, qtbot, CLERK)
    assert page.address.isReadOnly()
    assert not page.password.isReadOnly()
    page.password.setText(PASSWORD)
    page.keep.click()
    desk = ours.desk()
    assert desk.mail.change.secrets.has(desk.mail.change.account())


def test_words_of_mails_are_changed_and_a_wrong_place_is_named(qtbot: QtBot) -> None:
    office = FakeOffice()
    _window, page = settings_page(office, qtbot)
    page.purpose.setCurrentIndex(page.purpose.findData(MailPurpose.REFUSED.value))
    assert "Không tiếp nhận" in page.subject.text()
    page.subject.setText("Trả lại {so hieu}")
    page._keep_words.click()
    assert "{so hieu}" in page.template_problem.text()
    page.subject.setText("Trả lại: {tiêu đề thư}")
    page._keep_words.click()
    assert page.template_problem.text() == ""
    page.refresh()
    assert page.subject.text() == "Trả lại: {tiêu đề thư}"


def test_the_trial_shows_what_failed_with_its_advice(qtbot: QtBot) -> None:
    _window, page = settings_page(FakeOffice(), qtbot)
    page.show_trial([TrialStep("Nhận thư"), TrialStep("Gửi thư", MailWrongPassword("a", "b"))])
    assert page.steps[0].text() == "✓ Nhận thư"
    assert "mật khẩu ứng dụng" in page.steps[1].text()


def test_a_mail_that_came_back_is_sent_again_from_the_register(qtbot: QtBot) -> None:
    ours, _theirs, servers = two_offices()
    box = servers.boxes.pop(THEIRS)
    document = issued(ours)
    ours.desk().mail.meet()
    window = open_window(ours, qtbot)
    window.window.go_to(workplaces.OUTGOING)
    window.show_outgoing(ours.store.outgoing.get(document.uid))
    QApplication.processEvents()
    (panel,) = window.window.findChildren(ResendPanel)
    assert panel.isVisibleTo(window.window)
    act = panel.findChild(QPushButton, "send-again")
    assert act is not None
    act.click()
    assert panel.reason.box.text() == THEIRS
    panel.reason.box.setText("khong phai thu")
    ok = panel.reason.findChild(QPushButton, "reason-ok")
    assert ok is not None
    ok.click()
    assert "Địa chỉ thư" in panel.reason.box.placeholderText()
    servers.boxes[THEIRS] = box
    act.click()
    panel.reason.box.setText(THEIRS)
    ok.click()
    (way,) = ours.store.outgoing.get(document.uid).deliveries
    assert way.status is DeliveryStatus.SENT
    assert not panel.isVisibleTo(window.window)


def test_a_registered_document_is_sent_to_a_leaders_mailbox(qtbot: QtBot) -> None:
    ours, _theirs, servers = two_offices()
    servers.add("chutich@xa.gov.vn")
    servers.deliver(OURS, mail(WORDS, attached(b'filename="cv.pdf"', PDF)))
    desk = ours.desk()
    desk.mail.meet()
    candidate = desk.from_arrival(ours.store.exchange.arrivals()[0])
    document = desk.register(candidate, {**candidate.values, **FORM}, CLERK).document
    window = open_window(ours, qtbot)
    window.show_incoming(document)
    QApplication.processEvents()
    (panel,) = window.window.findChildren(ForwardPanel)
    panel.press.click()
    panel.reason.box.setText("chutich@xa.gov.vn")
    ok = panel.reason.findChild(QPushButton, "reason-ok")
    assert ok is not None
    ok.click()
    assert "chutich@xa.gov.vn" in [to for to, _content in servers.handed_over]
