"""S02 (Điều 2.1; DOMAIN §8.5): a directory of agencies with level, parent, code, dates of validity.

Huyện are history since 01/07/2025: whoever types the old name finds the agency of today and the
documents of then, and is told when an agency that no longer exists is chosen.
"""

from datetime import date

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clerkdesk.domain.agencies import Agency, AgencyLevel
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.ports.registers import IncomingFilter, Page
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.ui.directory.page import DirectoryPage
from clerkdesk.ui.forms.editors import SuggestEditor
from clerkdesk.ui.forms.recipients import RecipientsEditor
from clerkdesk.ui.lists import read_lists
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.sync_presenter import SyncPresenter
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import INCOMING_VALUES, PDF_FILE, FakeOffice
from tests.fakes.sample_documents import CLERK

DISTRICT = Agency(
    *("000.21.00.H51", "UBND huyện Kế Sách", "", "UBND tỉnh Sóc Trăng", None, date(2025, 6, 30)),
    level=AgencyLevel.DISTRICT,
)
COMMUNE = Agency(
    *("H13.121", "UBND xã Kế Sách", "ks@cantho.gov.vn", "UBND thành phố Cần Thơ"),
    valid_from=date(2025, 7, 1),
    level=AgencyLevel.COMMUNE,
    predecessors=(DISTRICT.key,),
)
WARNING = "«UBND huyện Kế Sách» đã hết hiệu lực từ 30/06/2025, nay là «UBND xã Kế Sách»."


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice()
    for agency in (DISTRICT, COMMUNE):
        made.store.directory.put(agency, "vanthu")
    return made


@pytest.fixture
def window(office: FakeOffice, qtbot: QtBot) -> OfficeWindow:
    desk, jobs = office.desk(), InstantJobs()
    hub = FakeHub(FakeProvince(office.office.agency), office.office.code, office.store.device)
    connect = ConnectServer(office.store, lambda *_anything: hub, lambda: bytes(32))
    sync = SyncPresenter(lambda: None, lambda: 0, jobs)
    made = OfficeWindow(desk, jobs, SessionMemory(), sync, connect, read_lists(desk))
    qtbot.addWidget(made.window)
    made.open()
    return made


def type_in(widget: object, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    assert event.type() is QEvent.Type.InputMethod
    QApplication.sendEvent(widget, event)  # type: ignore[arg-type] # a line edit


def test_a_document_of_a_district_is_found_by_the_name_of_the_commune(office: FakeOffice) -> None:
    desk = office.desk()
    candidate = desk.from_file("a.pdf", PDF_FILE, Channel.MAIL)
    desk.register(candidate, {**INCOMING_VALUES, "issuing_org": DISTRICT.name}, CLERK)
    for typed in ("ubnd xã kế sách", "ubnd huyen ke sach"):
        (found,) = office.store.incoming.find(IncomingFilter(typed), Page())
        assert found.entry.issuing_org == DISTRICT.name  # as printed, always


def test_the_old_name_offers_the_new_one_with_a_note(office: FakeOffice, qtbot: QtBot) -> None:
    lists = read_lists(office.desk())
    editor = SuggestEditor(lists.by_field()["issuing_org"])
    qtbot.addWidget(editor)
    editor.show()
    line = editor.lineEdit()
    assert line is not None
    type_in(line, "huyen ke sach")
    completer = editor.completer()
    assert completer is not None
    offered = completer.completionModel().index(0, 0).data()
    assert offered == "UBND huyện Kế Sách → nay là UBND xã Kế Sách"
    completer.activated.emit(offered)
    qtbot.waitUntil(lambda: editor.value() == "UBND xã Kế Sách")


def test_who_writes_to_an_old_agency_is_offered_the_one_of_today(
    office: FakeOffice, qtbot: QtBot
) -> None:
    lists = read_lists(office.desk())
    assert lists.find_recipients("huyen ke sach") == [
        Recipient(COMMUNE.name, COMMUNE.code, email=COMMUNE.email)
    ]
    editor = RecipientsEditor(lists.find_recipients, expired=lists.expired, old_name=lists.old_name)
    qtbot.addWidget(editor)
    type_in(editor.box, "huyện Kế Sách")
    completer = editor.box.completer()
    assert completer is not None
    offered = completer.completionModel().index(0, 0).data()
    assert offered == "UBND huyện Kế Sách → nay là UBND xã Kế Sách · H13.121"


def test_an_expired_agency_is_warned_of_when_it_is_chosen(window: OfficeWindow) -> None:
    form = window.incoming().entry.form
    editor = form.editor("issuing_org")
    editor.set_value(DISTRICT.name)
    form.changed.emit("issuing_org")
    assert form.sentence("issuing_org") == WARNING
    editor.set_value(COMMUNE.name)
    form.changed.emit("issuing_org")
    assert form.sentence("issuing_org") == ""


def test_an_issuer_who_was_typed_is_known_the_next_time(window: OfficeWindow) -> None:
    desk = window.desk
    candidate = desk.from_file("a.pdf", PDF_FILE, Channel.MAIL)
    desk.register(candidate, {**INCOMING_VALUES, "issuing_org": "Sở Tư pháp"}, CLERK)
    assert "Sở Tư pháp" in read_lists(desk).by_field()["issuing_org"]


def test_the_directory_shows_level_code_parent_and_what_became_of_each(
    window: OfficeWindow, office: FakeOffice
) -> None:
    window.show_directory()
    shown = window.window.stack.currentWidget()
    page = shown.findChild(DirectoryPage) if shown else None
    assert page is not None
    listing = page.listing
    assert [entry.agency for entry in listing.table.rows()] == [COMMUNE]
    listing.with_old.setChecked(True)
    notes = {entry.agency.name: entry.note for entry in listing.table.rows()}
    assert notes == {DISTRICT.name: "nay là UBND xã Kế Sách", COMMUNE.name: ""}
    listing.table.choose(0)
    assert listing.warning.text() == WARNING
    assert listing.form.values()["valid_to"] == date(2025, 6, 30)
    listing.form.set_values({"name": "UBND huyện Kế Sách cũ", "code": "mã lạ lạ"})
    listing.save.click()
    assert "không theo mẫu" in window.window.notice.happened.text()
    assert office.store.directory.named("UBND huyện Kế Sách") is not None
    kept = office.store.directory.get(DISTRICT.key)
    assert kept is not None  # the entry under its old code stays, and leads to the new one
    assert kept.merged_into == "mã lạ lạ"


def test_doubles_are_merged_on_the_screen(window: OfficeWindow, office: FakeOffice) -> None:
    office.store.directory.put(Agency("", "UBND X. Kế Sách"), "vanthu")
    window.show_directory()
    shown = window.window.stack.currentWidget()
    page = shown.findChild(DirectoryPage) if shown else None
    assert page is not None
    listing = page.listing
    rows = [entry.agency.name for entry in listing.table.rows()]
    listing.table.choose(rows.index("UBND X. Kế Sách"))
    listing.merge_name.set_value("không có")
    listing.merge.click()
    assert "không có" in listing.merge_problem.text()
    listing.merge_name.set_value(COMMUNE.name)
    listing.merge.click()
    assert [entry.agency.name for entry in listing.table.rows()] == [COMMUNE.name]
    assert office.store.directory.agencies("x. ke sach")[0].key == COMMUNE.key
