"""S25, F1h (Điều 10.1.b): a document is registered once; the paper that follows joins its số đến."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.errors import NotAllowed, SecretDocument
from clerkdesk.domain.incoming import Channel, Incoming, IncomingState
from clerkdesk.domain.packets import DocumentPacket
from clerkdesk.domain.page_findings import CoverSheet, PageFindings
from clerkdesk.domain.reading import ReadDocument
from clerkdesk.domain.scans import ScanBatch, ScanSettings
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.pages import PageImage
from clerkdesk.ports.store import Arrival
from clerkdesk.services.candidates import Candidate
from clerkdesk.services.take_in import TakeIn
from clerkdesk.ui.incoming.entry_presenter import EntryPresenter
from clerkdesk.ui.incoming.entry_view import EntryView
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.window import MainWindow
from tests.fakes.documents import PNG
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import INCOMING_VALUES, PDF_FILE, SPECIALIST, FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.packets import NEW
from tests.fakes.pages import FakePageWorkshop, page_text
from tests.fakes.sample_documents import CLERK, NOW, TODAY
from tests.fakes.scanner import DEVICE

VALUES = {**INCOMING_VALUES, "issued_date": date(2026, 11, 20)}


class PicturedWorkshop(FakePageWorkshop):
    """Pages that a window can draw."""

    def thumbnail(self, image: PageImage, height: int) -> bytes:
        return PNG


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice(workshop=PicturedWorkshop())


def electronic(office: FakeOffice) -> Incoming:
    desk = office.desk()
    candidate = desk.from_file("qd.pdf", PDF_FILE, Channel.MAIL)
    return desk.register(candidate, {**VALUES, "channel": "mail"}, CLERK).document


def scanned(office: FakeOffice) -> ScanBatch:
    batch = office.desk().scan(DEVICE, ScanSettings(), saved=lambda _page: None, stop=lambda: False)
    assert batch is not None
    return batch


def test_the_earlier_document_is_found_by_what_is_printed(office: FakeOffice) -> None:
    earlier, desk = electronic(office), office.desk()
    paper = desk.from_batch(scanned(office))
    written_out = {**VALUES, "issuing_org": "ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG"}
    found = desk.find_earlier(paper, written_out)
    assert found is not None
    assert found.arrival_number == earlier.arrival_number
    in_lower_case = desk.find_earlier(paper, {**VALUES, "code": "15/2016/qđ-ubnd"})
    assert in_lower_case is not None
    assert in_lower_case.uid == earlier.uid
    assert desk.find_earlier(paper, {**VALUES, "code": "16/2016/QĐ-UBND"}) is None
    assert desk.find_earlier(paper, {**VALUES, "code": ""}) is None
    assert desk.find_earlier(paper, {**VALUES, "issued_date": date(2025, 11, 20)}) is None


def arrived(office: FakeOffice, packet: DocumentPacket) -> Arrival:
    content = office.codec.write(packet)
    header = PacketHeader(
        sender=packet.sender.code,
        recipients=(office.office.code,),
        document_id=packet.document_id,
        kind=packet.kind.value,
        sha256=office.store.files.put(content),
        size=len(content),
        name="41-TTr-UBND.edxml",
    )
    TakeIn(office.store, office.codec, office.desk().notify)(header, content, NOW, NOW)
    return next(a for a in office.store.exchange.arrivals() if a.header == header)


def test_a_packet_that_comes_again_is_named_but_not_one_cut_short(office: FakeOffice) -> None:
    desk, arrival = office.desk(), arrived(office, NEW)
    candidate = desk.from_arrival(arrival)
    values = {**VALUES, **candidate.values}
    assert desk.find_earlier(candidate, values) is None
    first = desk.register(candidate, values, CLERK).document
    assert desk.find_earlier(candidate, values) is None  # the same bytes: saving finishes it
    again = desk.from_arrival(arrived(office, replace(NEW, subject="Gửi lại")))
    assert desk.find_earlier(again, {"arrival_date": TODAY}) == first


def test_a_packet_cut_short_whose_number_was_made_void_gets_another(office: FakeOffice) -> None:
    desk, arrival = office.desk(), arrived(office, NEW)
    candidate = desk.from_arrival(arrival)
    values = {**VALUES, **candidate.values}
    first = desk.register(candidate, values, CLERK).document
    desk.void_number.incoming(first.uid, "vào sổ nhầm", CLERK)
    again = desk.register(candidate, values, CLERK).document  # it still waited after a break
    assert (again.arrival_number, again.state) == (2, IncomingState.TO_FORWARD)


def test_the_paper_joins_and_no_number_is_used(office: FakeOffice) -> None:
    earlier, desk, batch = electronic(office), office.desk(), scanned(office)
    bound = desk.bind(batch, "15-2016-QĐ-UBND.pdf", "Quyết định")
    joined = desk.record_paper(earlier, desk.from_batch(batch), bound, CLERK)
    assert [row.arrival_number for row in office.store.incoming.rows] == [1]
    paper = joined.entry.attachments[-1]
    assert paper.role is FileRole.APPENDIX
    assert paper.name == "Bản giấy 15-2016-QĐ-UBND.pdf"
    assert office.store.files.get(paper.sha256).startswith(b"%PDF")
    assert joined.entry.attachments[0] == earlier.entry.attachments[0]
    assert office.store.spool.batches() == []
    history = office.store.ops.history("incoming", earlier.uid)
    assert history[-1].what == "Thêm tệp «Bản giấy 15-2016-QĐ-UBND.pdf»"
    assert history[-1].by == CLERK.login


def test_who_may_not_register_adds_no_paper(office: FakeOffice) -> None:
    earlier, desk, batch = electronic(office), office.desk(), scanned(office)
    bound = desk.bind(batch, "15.pdf", "Quyết định")
    with pytest.raises(NotAllowed):
        desk.record_paper(earlier, desk.from_batch(batch), bound, SPECIALIST)
    assert office.store.spool.batches() == [batch]
    assert office.store.incoming.get(earlier.uid) == earlier


def test_secret_paper_joins_nothing(office: FakeOffice) -> None:
    earlier, desk, batch = electronic(office), office.desk(), scanned(office)
    bound = desk.bind(batch, "15.pdf", "Quyết định")
    secret = Candidate(
        Channel.PAPER, NOW, reading=ReadDocument({}, (page_text("MẬT"),)), batch=batch
    )
    with pytest.raises(SecretDocument):
        desk.record_paper(earlier, secret, bound, CLERK)
    assert office.store.incoming.get(earlier.uid) == earlier


@pytest.fixture
def opened(qtbot: QtBot, office: FakeOffice) -> Callable[[], EntryView]:
    def make() -> EntryView:
        window = MainWindow(
            [workplaces.workplace(key, QPushButton) for key in workplaces.TITLES],
            office="UBND xã Thạnh Mẫu",
            memory=SessionMemory(),
        )
        qtbot.addWidget(window)
        jobs = InstantJobs()
        presenter = EntryPresenter(office.desk(), jobs)
        view = EntryView(presenter, jobs, window, {})
        presenter.setParent(view)
        window.stack.addWidget(view)
        window.stack.setCurrentWidget(view)
        window.show()
        qtbot.waitExposed(window)
        presenter.open_batch(scanned(office))
        return view

    return make


def fill(view: EntryView, values: dict[str, object]) -> None:
    view.form.set_values({**values, "arrival_date": TODAY})
    view.form.changed.emit("code")  # as the clerk's last key does


def test_the_form_names_the_earlier_number_while_it_is_filled(
    qtbot: QtBot, office: FakeOffice, opened: Callable[[], EntryView]
) -> None:
    earlier, view = electronic(office), opened()
    assert view.earlier.isHidden()
    fill(view, VALUES)
    assert view.earlier.isVisible()
    assert "số đến 1/2026" in view.earlier.note.text()
    with qtbot.waitSignal(view.earlier_wanted) as got:
        view.earlier.open_button.click()
    assert got.args[0].uid == earlier.uid
    fill(view, {**VALUES, "code": "16/2016/QĐ-UBND"})
    assert view.earlier.isHidden()


def test_one_button_records_the_paper(
    qtbot: QtBot, office: FakeOffice, opened: Callable[[], EntryView]
) -> None:
    earlier, view = electronic(office), opened()
    fill(view, VALUES)
    with qtbot.waitSignal(view.left):
        view.earlier.paper_button.click()
    names = [file.name for file in office.store.incoming.get(earlier.uid).entry.attachments]
    assert names[-1] == "Bản giấy 15-2016-QĐ-UBND.pdf"
    assert len(office.store.incoming.rows) == 1
    assert office.store.spool.batches() == []


def test_the_clerk_may_register_it_all_the_same(
    office: FakeOffice, opened: Callable[[], EntryView]
) -> None:
    electronic(office)
    view = opened()
    fill(view, VALUES)
    save = view.findChild(QPushButton, "save")
    assert isinstance(save, QPushButton)
    save.click()
    assert [row.arrival_number for row in office.store.incoming.rows] == [1, 2]


def test_paper_with_its_cover_sheet_joins_by_itself(office: FakeOffice) -> None:
    earlier, desk = electronic(office), office.desk()
    cover = CoverSheet("incoming", earlier.year, earlier.shown_number, earlier.series)
    office.scanner.pages = [b"cover", b"one", b"two"]
    office.workshop.findings[b"cover"] = PageFindings(cover=cover)
    ids, _undo = desk.file_by_covers.part(scanned(office).batch_id)
    (part,) = desk.file_by_covers(ids, CLERK).filed
    assert part.pages == 2
    joined = office.store.incoming.get(earlier.uid)
    assert joined.entry.attachments[0] == earlier.entry.attachments[0]
    assert joined.entry.attachments[-1].role is FileRole.APPENDIX
    assert [row.arrival_number for row in office.store.incoming.rows] == [1]
    assert office.store.spool.batches() == []


def test_paper_that_is_not_scanned_is_told_in_the_note_of_the_earlier_number(
    qtbot: QtBot, office: FakeOffice
) -> None:
    earlier = electronic(office)
    window = open_window(office, qtbot)
    view = window.incoming().entry
    window.incoming().paper_wanted.emit()
    fill(view, VALUES)
    with qtbot.waitSignal(view.left):
        view.earlier.paper_button.click()
    (only,) = office.store.incoming.rows
    assert only.uid == earlier.uid
    assert only.entry.note == f"Đã nhận bản giấy ngày {TODAY:%d/%m/%Y}"
    assert len(only.entry.attachments) == len(earlier.entry.attachments)
