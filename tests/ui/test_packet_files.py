"""Packets as files in the window: dropped on any page, sent back when torn, written out, each step shown."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.delivery_status import DeliveryStatus
from clerkdesk.domain.outgoing import Recipient
from clerkdesk.domain.packets import PacketKind
from clerkdesk.services.connect_server import ConnectServer
from clerkdesk.ui.cards import ElidedLabel
from clerkdesk.ui.lists import read_lists
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.office import OfficeWindow
from clerkdesk.ui.outgoing.deliveries_view import DeliveriesView
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.sync_presenter import SyncPresenter
from tests.fakes.hub import FakeHub, FakeProvince
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.packets import NEW
from tests.fakes.sample_documents import CLERK, NOW
from tests.unit.test_services_exchange import issued, status_of

SENDER = Agency("H13.01", "Sở Nội vụ")


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


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


def file_of(office: FakeOffice, folder: Path, number: str = "41", name: str = "") -> Path:
    packet = replace(NEW, sender=SENDER, code_number=number, due_date=None)
    file = folder / (name or f"{number}.edxml")
    file.write_bytes(office.codec.write(packet))
    return file


def drop(window: OfficeWindow, *paths: Path) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.window.dropEvent(event)


def notice(window: OfficeWindow) -> str:
    return " ".join(label.text() for label in window.window.notice.findChildren(QLabel))


def test_a_packet_that_is_dropped_on_any_page_opens_in_the_form(
    window: OfficeWindow, office: FakeOffice, tmp_path: Path
) -> None:
    assert window.window.current() == workplaces.TODAY
    drop(window, file_of(office, tmp_path))
    page = window.incoming()
    assert page.currentWidget() is page.entry
    (arrival,) = office.store.exchange.arrivals()
    assert arrival.header.sender == "H13.01"
    assert NOW <= arrival.received_at <= office.clock.now
    assert arrival.sent_at is None  # the packet's own word is no evidence (Điều 12.1)


def test_many_packets_are_counted_and_wait(
    window: OfficeWindow, office: FakeOffice, tmp_path: Path
) -> None:
    document = issued(office)
    (tmp_path / "usb" / "con").mkdir(parents=True)
    file_of(office, tmp_path / "usb", "41")
    file_of(office, tmp_path / "usb" / "con", "42")
    (tmp_path / "usb" / "hong.edxml").write_bytes(b"torn")
    status = status_of(document, "03", "số đến 7")
    (tmp_path / "usb" / "tt.edxml").write_bytes(office.codec.write(status))
    window.open_files([tmp_path / "usb"])
    assert "Đã nhận 4 gói tin: 2 chờ văn thư xử lý; 1 trạng thái" in notice(window)
    assert "1 không đọc được" in notice(window)
    assert len(office.store.exchange.arrivals()) == 3
    (way,) = office.store.outgoing.get(document.uid).deliveries
    assert way.status is DeliveryStatus.ACCEPTED
    window.open_files([tmp_path / "usb" / "41.edxml"])
    assert "1 đã có từ trước" in notice(window)


def test_a_packet_of_the_own_office_is_refused_in_words(
    window: OfficeWindow, office: FakeOffice, tmp_path: Path
) -> None:
    own = replace(NEW, sender=office.office.agency, due_date=None)
    file = tmp_path / "a.edxml"
    file.write_bytes(office.codec.write(own))
    window.open_files([file])
    assert "do chính cơ quan gửi đi" in notice(window)
    assert office.store.exchange.arrivals() == []


def test_a_torn_packet_shows_what_is_left_is_saved_and_sent_back(
    window: OfficeWindow, office: FakeOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = file_of(office, tmp_path).read_bytes()
    torn = tmp_path / "hong.edxml"
    torn.write_bytes(whole[:50])
    window.open_files([torn])
    bar = window.incoming().listing.arrivals
    (arrival,) = office.store.exchange.arrivals()
    assert arrival.title.startswith("41/TTr-UBND · Gói tin «hong.edxml» không đọc được")
    copy = tmp_path / "goc.edxml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(copy), ""))
    button(bar, "save-packet").click()
    assert copy.read_bytes() == whole[:50]
    button(bar, "send-back").click()
    box = bar.reason.findChild(QLineEdit)
    assert isinstance(box, QLineEdit)
    assert "đề nghị gửi lại" in box.text()
    button(bar, "reason-ok").click()
    assert office.store.exchange.arrivals() == []
    (answer,) = office.store.exchange.waiting()
    assert (answer.header.name, answer.header.recipients) == ("status-02.edxml", ("H13.01",))
    assert "nơi gửi được báo" in notice(window)


def test_where_nobody_knows_whose_it_was_the_clerk_is_told_to_call(
    window: OfficeWindow, office: FakeOffice, tmp_path: Path
) -> None:
    torn = tmp_path / "hong.edxml"
    torn.write_bytes(b"\x00\x01")
    window.open_files([torn])
    bar = window.incoming().listing.arrivals
    button(bar, "send-back").click()
    button(bar, "reason-ok").click()
    assert office.store.exchange.waiting() == []
    assert "gọi điện" in notice(window)


def test_an_issued_document_is_written_to_a_stick_with_its_recall(
    window: OfficeWindow, office: FakeOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = issued(office)
    office.desk().change_issued.recall(document.uid, "Nhầm nơi nhận", CLERK)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(tmp_path))
    page = window.outgoing()
    page.show_document(document)
    page.listing.preview.acts.others.menu.aboutToShow.emit()
    (press,) = [
        one for one in page.findChildren(QPushButton) if one.text().startswith("Xuất gói edXML")
    ]
    press.click()
    names = sorted(file.name for file in tmp_path.iterdir())
    stem = document.code.replace("/", "-")
    assert names == sorted([f"{stem}.edxml", f"{stem} thu hồi.edxml"])
    kinds = [office.codec.read("", file.read_bytes()).kind for file in tmp_path.iterdir()]
    assert sorted(kinds) == [PacketKind.NEW, PacketKind.RECALL]
    (way,) = office.store.outgoing.get(document.uid).deliveries
    assert (way.status, way.sent_at) == (DeliveryStatus.WAITING, None)
    assert [mark.name for mark in way.marks] == ["Yêu cầu thu hồi", "Đã xuất ra tệp"]
    assert "Đã ghi 2 gói tin" in notice(window)


def test_the_way_to_each_recipient_is_told_step_by_step(
    window: OfficeWindow, office: FakeOffice, tmp_path: Path
) -> None:
    document = issued(office)
    office.clock.now += timedelta(hours=2)
    for minutes, code in ((30, "03"), (5, "01"), (90, "06"), (60, "77")):
        file = tmp_path / f"{code}.edxml"
        file.write_bytes(office.codec.write(status_of(document, code, "", minutes)))
        window.open_files([file])
    page = window.outgoing()
    page.show_document(office.store.outgoing.get(document.uid))
    trail = page.listing.preview.findChild(QLabel, "trail")
    assert isinstance(trail, QLabel)
    assert trail.text().startswith("Gửi 10:05 22/11")  # the first evidence: it was there by then
    assert trail.text().split(" → ")[1:] == [
        *("Đã đến 10:05", "Đã tiếp nhận 10:30", "Mã «77» 11:00", "Hoàn thành 11:30")
    ]


def button(parent: object, name: str) -> QPushButton:
    found = parent.findChild(QPushButton, name)  # type: ignore[attr-defined]
    assert isinstance(found, QPushButton)
    return found


def test_all_recipients_stand_on_a_page_those_that_need_the_clerk_on_top(
    window: OfficeWindow, office: FakeOffice, tmp_path: Path
) -> None:
    places = tuple(Recipient(f"Xã số {n}", f"H13.{n:02d}") for n in range(30))
    document = office.desk().issue(office.sealed(recipients=places).uid, CLERK)
    for number, code in ((7, "02"), (3, "03")):
        packet = replace(
            status_of(document, code, "sai nơi nhận"), sender=Agency(f"H13.{number:02d}", "Xã")
        )
        file = tmp_path / f"{number}.edxml"
        file.write_bytes(office.codec.write(packet))
        window.open_files([file])
    page = window.outgoing()
    page.show_document(office.store.outgoing.get(document.uid))
    names = [line.text() for line in page.listing.preview.findChildren(ElidedLabel)]
    assert "Xã số 7" in names
    button(page.listing.preview, "every-recipient").click()
    view = page.currentWidget()
    assert isinstance(view, DeliveriesView)
    rows = view.table.rows()
    assert len(rows) == 30
    assert rows[0].delivery.recipient.name == "Xã số 7"
    assert rows[-1].delivery.status is DeliveryStatus.ACCEPTED
    view.left.emit()
    assert page.currentWidget() is page.listing
