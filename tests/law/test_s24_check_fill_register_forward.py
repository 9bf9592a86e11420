"""S24 (Điều 10.1.a; NĐ 30 Điều 21-24): check the signature, fill in, register, forward, in this order."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.errors import InvalidEntry, NotFound, StepNotAllowed
from clerkdesk.domain.incoming import Channel, IncomingState
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.services.desk import Desk
from clerkdesk.ui.lists import read_lists
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.printing import PrintPdf
from clerkdesk.ui.sync_presenter import SyncPresenter
from tests.fakes.documents import PNG
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import INCOMING_VALUES, LEADER_PERSON, PDF_FILE, FakeOffice
from tests.fakes.pages import FakePageWorkshop, PageImage
from tests.fakes.sample_documents import CLERK

LEADER = "Chủ tịch Nguyễn Văn Mẫu"


class PictureWorkshop(FakePageWorkshop):
    """Its small pictures are pictures, for the window really shows them."""

    def thumbnail(self, image: PageImage, height: int) -> bytes:
        return PNG


def window_of(office: FakeOffice, desk: Desk, qtbot: QtBot) -> OfficeWindow:
    jobs = InstantJobs()
    hub = FakeHub(FakeProvince(office.office.agency), office.office.code, office.store.device)
    connect = ConnectServer(office.store, lambda *_anything: hub, lambda: bytes(32))
    sync = SyncPresenter(lambda: None, lambda: 0, jobs)
    made = OfficeWindow(desk, jobs, SessionMemory(), sync, connect, read_lists(desk))
    qtbot.addWidget(made.window)
    made.open()
    return made


def test_the_signature_is_checked_before_anything_is_filled_in_and_its_result_is_registered() -> (
    None
):
    office = FakeOffice()
    desk = office.desk()
    candidate = desk.from_file("cv.pdf", PDF_FILE, Channel.MAIL)
    assert office.checker.asked == ["cv.pdf"]
    assert office.store.incoming.rows == []
    with pytest.raises(InvalidEntry):
        desk.register(candidate, {**INCOMING_VALUES, "subject": ""}, CLERK)
    assert office.store.incoming.rows == []
    document = desk.register(candidate, {**INCOMING_VALUES, "channel": "mail"}, CLERK).document
    assert document.entry.signature_result in SignatureResult
    assert document.state is IncomingState.TO_FORWARD


def test_nothing_is_forwarded_or_worked_on_before_it_has_its_number() -> None:
    office = FakeOffice()
    desk = office.desk()
    desk.from_file("cv.pdf", PDF_FILE, Channel.MAIL)
    with pytest.raises(NotFound):
        desk.forward("chưa vào sổ", LEADER, None, "", CLERK)
    candidate = desk.from_file("cv.pdf", PDF_FILE, Channel.MAIL)
    uid = desk.register(candidate, INCOMING_VALUES, CLERK).document.uid
    with pytest.raises(StepNotAllowed):
        desk.settle(uid, CLERK, reason="lưu")


def test_at_the_window_the_number_leads_to_forwarding_and_the_sheet(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []
    monkeypatch.setattr(PrintPdf, "__call__", lambda _self, name, _pdf: printed.append(name))
    office = FakeOffice(workshop=PictureWorkshop())
    office.store.accounts.add(LEADER_PERSON, "mật khẩu đủ dài")
    window = window_of(office, office.desk(), qtbot)
    page = window.incoming()
    candidate = office.desk().from_file("cv.pdf", PDF_FILE, Channel.MAIL)
    page.setCurrentWidget(page.entry)
    page._presenter._candidate = candidate
    page._presenter.opened.emit(candidate)
    page.entry.form.set_values(INCOMING_VALUES)
    page.entry._save_now()
    sheet = page.entry.findChild(QPushButton, "sheet")
    assert isinstance(sheet, QPushButton)
    sheet.click()
    assert office.printer.printed[-1][0] == "arrival_sheet"
    assert printed == ["phiếu giải quyết"]
    forward = page.entry.findChild(QPushButton, "forward")
    assert isinstance(forward, QPushButton)
    forward.click()
    page.refresh()  # the jobs of this test end before the page waits for them
    form = page.listing.preview.form
    assert not form.isHidden()
    form.set_values({"to_person": LEADER})
    send = page.listing.preview.findChild(QPushButton, "forward")
    assert isinstance(send, QPushButton)
    send.click()
    (document,) = office.store.incoming.rows
    assert document.state is IncomingState.FORWARDED
    assert document.assignments[-1].to_person == LEADER
    assert document.due_date is not None  # proposed from the office calendar
