"""S01 (Điều 1.2): a stamp of secrecy locks the document; nothing of it is numbered, kept or sent."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.errors import NotAllowed, SecretDocument
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.packets import DocumentPacket, PacketFile, StatusPacket
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
from tests.fakes.heard import Heard
from tests.fakes.jobs import InstantJobs, WaitingJobs
from tests.fakes.office import INCOMING_VALUES, PDF_FILE, SPECIALIST, FakeOffice
from tests.fakes.packets import NEW, UPDATE
from tests.fakes.pages import FakePageWorkshop, page_text
from tests.fakes.sample_documents import CLERK, NOW
from tests.fakes.scanner import DEVICE

SECRET = page_text("UBND TỈNH SÓC TRĂNG", "Số: 15/KH-UBND", "TỐI MẬT", "KẾ HOẠCH phòng thủ")


class PicturedWorkshop(FakePageWorkshop):
    """Pages that a window can draw."""

    def thumbnail(self, image: PageImage, height: int) -> bytes:
        return PNG


@pytest.fixture
def office() -> FakeOffice:
    made = FakeOffice(workshop=PicturedWorkshop())
    made.workshop.texts[b"two"] = SECRET
    made.workshop.texts[PDF_FILE] = SECRET
    made.workshop.texts[NEW.files[0].content] = SECRET
    return made


def scanned(office: FakeOffice) -> ScanBatch:
    batch = office.desk().scan(DEVICE, ScanSettings(), saved=lambda _page: None, stop=lambda: False)
    assert batch is not None
    return batch


def arrived(office: FakeOffice, packet: DocumentPacket = NEW) -> Arrival:
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
    (arrival,) = office.store.exchange.arrivals()
    return arrival


def read_candidate(office: FakeOffice, batch: ScanBatch) -> Candidate:
    desk = office.desk()
    reading = desk.read.document(batch, read=lambda _page, _reading: None, stop=lambda: False)
    return Candidate(Channel.PAPER, NOW, reading=reading, batch=batch)


def test_a_secret_candidate_gets_no_number_and_leaves_no_trace(office: FakeOffice) -> None:
    batch = scanned(office)
    before = len(office.store.ops.pending(1000))
    with pytest.raises(SecretDocument):
        office.desk().register(read_candidate(office, batch), INCOMING_VALUES, CLERK)
    assert office.store.incoming.rows == []
    assert len(office.store.ops.pending(1000)) == before


def test_secret_pages_are_not_bound_to_a_file(office: FakeOffice) -> None:
    batch = scanned(office)
    with pytest.raises(SecretDocument):
        office.desk().bind(batch, "15-KH.pdf", "Kế hoạch")
    assert office.workshop.bound == []


def test_reading_stops_at_the_page_with_the_stamp(office: FakeOffice) -> None:
    candidate = read_candidate(office, scanned(office))
    assert candidate.secret
    assert len(candidate.reading.pages) == 2


def test_a_secret_file_is_not_taken_in(office: FakeOffice) -> None:
    with pytest.raises(SecretDocument):
        office.desk().from_file("mat.pdf", PDF_FILE, Channel.MAIL)
    assert PDF_FILE not in office.store.files.contents.values()


def test_a_secret_draft_is_not_prepared(office: FakeOffice) -> None:
    before = dict(office.store.files.contents)
    with pytest.raises(SecretDocument):
        office.desk().prepare_file("du-thao.pdf", PDF_FILE)
    assert office.store.files.contents == before


def test_a_secret_scan_of_a_paper_original_is_not_attached(office: FakeOffice) -> None:
    del office.workshop.texts[PDF_FILE]
    desk, uid = office.desk(), office.approved().uid
    desk.paper_original.signed_by_hand(uid, CLERK)
    desk.allot(uid, CLERK)
    desk.paper_original.stamped(uid, CLERK)
    office.workshop.texts[PDF_FILE] = SECRET
    with pytest.raises(SecretDocument):
        desk.paper_original.attach_file(uid, "quet.pdf", PDF_FILE, CLERK)
    assert PDF_FILE not in office.store.files.contents.values()


def test_the_clerk_shreds_the_pages(office: FakeOffice) -> None:
    batch = scanned(office)
    office.desk().discard_secret(read_candidate(office, batch), CLERK)
    assert office.store.spool.batches() == []
    assert office.store.exchange.waiting() == []


def test_who_may_not_register_may_not_discard(office: FakeOffice) -> None:
    batch = scanned(office)
    with pytest.raises(NotAllowed):
        office.desk().discard_secret(read_candidate(office, batch), SPECIALIST)
    assert office.store.spool.batches() == [batch]


def test_a_secret_arrival_is_sent_back_and_nothing_of_it_is_shown(office: FakeOffice) -> None:
    desk, arrival = office.desk(), arrived(office)
    candidate = desk.from_arrival(arrival)
    assert candidate.secret
    assert candidate.values == {}
    assert candidate.files == ()
    desk.discard_secret(candidate, CLERK)
    (settled,) = office.store.exchange.arrivals(waiting_only=False)
    assert settled.settled == "shredded"
    assert (settled.subject, settled.code, settled.header.document_id) == ("", "", "")
    last = office.store.exchange.waiting()[-1]
    answer = office.codec.read("", office.store.files.get(last.header.sha256))
    assert isinstance(answer, StatusPacket)
    assert answer.status_code == "02"
    assert "độ mật" in answer.description


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow(
        [workplaces.workplace(key, QPushButton) for key in workplaces.TITLES],
        office="UBND xã Thạnh Mẫu",
        memory=SessionMemory(),
    )
    qtbot.addWidget(made)
    return made


@pytest.fixture
def entry(qtbot: QtBot, office: FakeOffice, window: MainWindow) -> EntryView:
    jobs = InstantJobs()
    presenter = EntryPresenter(office.desk(), jobs)
    view = EntryView(presenter, jobs, window, {})
    presenter.setParent(view)
    window.stack.addWidget(view)
    window.stack.setCurrentWidget(view)
    window.show()
    qtbot.waitExposed(window)
    return view


def pressed(view: EntryView, name: str) -> QPushButton:
    found = view.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_the_form_is_locked_and_one_button_discards(
    qtbot: QtBot, office: FakeOffice, window: MainWindow, entry: EntryView
) -> None:
    presenter = entry._presenter
    presenter.open_batch(scanned(office))
    save, discard = pressed(entry, "save"), pressed(entry, "discard")
    assert not save.isEnabled()
    assert discard.isVisible()
    assert discard.text() == "Hủy các trang này"
    assert "Văn bản mật" in window.notice.happened.text()
    assert not entry.form.values()["issuing_org"]
    presenter.save(INCOMING_VALUES)  # Ctrl+Enter is no way round
    assert office.store.incoming.rows == []
    with qtbot.waitSignal(entry.left):
        discard.click()
    assert office.store.spool.batches() == []
    office.workshop.texts.clear()
    presenter.open_batch(scanned(office))
    assert save.isEnabled()
    assert discard.isHidden()


def test_a_secret_arrival_is_locked_and_goes_back(
    qtbot: QtBot, office: FakeOffice, entry: EntryView
) -> None:
    entry._presenter.open_arrival(arrived(office))
    assert not pressed(entry, "save").isEnabled()
    discard = pressed(entry, "discard")
    assert discard.text() == "Hủy vì có độ mật, báo nơi gửi"
    with qtbot.waitSignal(entry.left):
        discard.click()
    assert office.store.exchange.arrivals() == []
    assert office.store.incoming.rows == []


def test_a_secret_file_is_said_and_not_opened(
    qtbot: QtBot, office: FakeOffice, entry: EntryView, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "mat.pdf"
    file.write_bytes(PDF_FILE)
    entry._presenter.open_file(file, Channel.MAIL)
    assert "Văn bản mật" in window.notice.happened.text()
    assert entry._presenter.candidate is None
    assert file.exists()  # the clerk's own file is the clerk's to remove


# --- enclosures, and packets of changes ------------------------------------------------------------

ENCLOSED = NEW.files[1].content


def enclosing(office: FakeOffice) -> None:
    """The main file is harmless; the enclosure bears the stamp."""
    del office.workshop.texts[NEW.files[0].content]
    office.workshop.texts[ENCLOSED] = SECRET


def test_a_stamp_on_an_enclosure_locks_the_packet_and_its_files_are_shredded(
    office: FakeOffice,
) -> None:
    enclosing(office)
    desk, arrival = office.desk(), arrived(office)
    candidate = desk.from_arrival(arrival)
    with pytest.raises(SecretDocument):
        desk.register(candidate, {**INCOMING_VALUES, "channel": "system"}, CLERK)
    assert office.store.incoming.rows == []
    (locked,) = office.store.exchange.arrivals()
    assert locked.secret
    assert NEW.subject not in locked.title
    with pytest.raises(SecretDocument):
        desk.refuse(locked, "sai nơi nhận", CLERK)
    again = desk.from_arrival(locked)
    assert (again.secret, again.values, again.files) == (True, {}, ())
    desk.discard_secret(again, CLERK)
    kept = set(office.store.files.contents.values())
    assert kept.isdisjoint({office.codec.write(NEW), *(part.content for part in NEW.files)})
    assert office.store.checks.recorded == [], "no check of it went into the log of changes"


def test_an_update_with_a_secret_file_changes_nothing(office: FakeOffice) -> None:
    office.workshop.texts.clear()
    desk = office.desk()
    registered = desk.register(
        desk.from_arrival(arrived(office)), {**INCOMING_VALUES, "channel": "system"}, CLERK
    ).document
    secret = PacketFile("bo-sung.pdf", "application/pdf", PDF_FILE)
    office.workshop.texts[PDF_FILE] = SECRET
    update = replace(UPDATE, files=(secret,), receiver_changes=(), subject="Trích yếu mới")
    arrival = arrived(office, update)
    before = len(office.store.ops.pending(1000))
    with pytest.raises(SecretDocument):
        desk.answer_change.agree(arrival, CLERK)
    assert office.store.incoming.get(registered.uid) == registered
    assert len(office.store.ops.pending(1000)) == before
    (locked,) = office.store.exchange.arrivals()
    with pytest.raises(SecretDocument):
        desk.answer_change.decline(locked, "lý do", CLERK)
    desk.discard_secret(desk.from_arrival(locked), CLERK)
    assert PDF_FILE not in office.store.files.contents.values()


def test_saving_waits_for_the_search_and_a_clean_packet_is_saved_by_itself(
    qtbot: QtBot, office: FakeOffice, window: MainWindow
) -> None:
    office.workshop.texts.clear()
    arrival, jobs = arrived(office), WaitingJobs()
    presenter = EntryPresenter(office.desk(), jobs)
    view = EntryView(presenter, jobs, window, {})
    presenter.setParent(view)
    qtbot.addWidget(view)
    said = Heard(presenter.search, "told", "ready_to_save")
    presenter.open_arrival(arrival)
    jobs.go()  # it opens, and the search waits its turn
    view.form.set_values({"channel": "system"})
    pressed(view, "save").click()
    assert office.store.incoming.rows == []
    assert said.last("told") == "Đang tìm dấu độ mật, xong sẽ làm ngay…"
    for _turn in range(4):
        jobs.go()
    assert len(office.store.incoming.rows) == 1
    assert said.names().count("ready_to_save") == 1
    assert office.workshop.searched == [part.name for part in NEW.files]


def test_the_form_locks_itself_while_the_clerk_looks_at_it(
    qtbot: QtBot, office: FakeOffice, window: MainWindow, entry: EntryView
) -> None:
    enclosing(office)
    entry._presenter.open_arrival(arrived(office))
    assert not pressed(entry, "save").isEnabled()
    assert "Văn bản mật" in window.notice.happened.text()
    assert not entry.form.values()["subject"]
    with qtbot.waitSignal(entry.left):
        pressed(entry, "discard").click()
    assert office.store.exchange.arrivals() == []
    assert ENCLOSED not in office.store.files.contents.values()


def test_what_no_program_can_open_is_named_to_the_clerk(
    office: FakeOffice, entry: EntryView
) -> None:
    office.workshop.texts.clear()
    office.workshop.broken.add(ENCLOSED)
    entry._presenter.open_arrival(arrived(office))
    assert pressed(entry, "save").isEnabled()
    assert "Dự toán.txt" in entry.facts.warnings.text()
    (waiting,) = office.store.exchange.arrivals()
    assert not waiting.searched, "after the next start the clerk is told again"


def test_a_stamp_deep_in_a_dropped_file_is_found_before_it_has_a_number(
    office: FakeOffice, entry: EntryView, tmp_path: Path
) -> None:
    office.workshop.texts.clear()
    file = tmp_path / "mat.pdf"
    file.write_bytes(PDF_FILE)
    office.workshop.deep[PDF_FILE] = "TỐI MẬT"  # its head and end say nothing
    entry._presenter.open_file(file, Channel.MAIL)
    assert pressed(entry, "discard").text() == "Hủy vì có độ mật"
    pressed(entry, "discard").click()
    assert PDF_FILE not in office.store.files.contents.values()
    assert office.store.checks.recorded == []


def test_who_only_reads_may_not_shred_a_packet(office: FakeOffice) -> None:
    desk = office.desk()
    candidate = desk.from_arrival(arrived(office))
    with pytest.raises(NotAllowed):
        desk.discard_secret(candidate, SPECIALIST)
    assert office.store.exchange.arrivals()


def test_three_hundred_enclosures_are_all_searched_and_the_search_can_be_left(
    office: FakeOffice,
) -> None:
    office.workshop.texts.clear()
    many = tuple(PacketFile(f"pl-{n}.txt", "text/plain", b"%d" % n) for n in range(300))
    arrival = arrived(office, replace(NEW, files=(NEW.files[0], *many)))
    told: list[int] = []
    search = office.desk().search_packet
    left = search(
        arrival, told=lambda _name, place, _of: told.append(place), stop=lambda: len(told) >= 7
    )
    assert (left.whole, told) == (False, list(range(1, 8)))
    assert not office.store.exchange.arrivals()[0].searched
    office.workshop.deep[b"299"] = "MẬT"
    assert search(arrival).mark == "MẬT"
    assert len(office.workshop.searched) >= 301


def test_what_was_not_searched_yet_is_not_kept_as_evidence_of_a_refusal(office: FakeOffice) -> None:
    enclosing(office)
    desk, arrival = office.desk(), arrived(office)
    candidate = desk.from_arrival(arrival)
    before = len(office.store.ops.pending(1000))
    with pytest.raises(SecretDocument):
        desk.refuse(arrival, "sai nơi nhận", CLERK, candidate.check)
    assert office.store.checks.recorded == []
    assert len(office.store.ops.pending(1000)) == before
    (locked,) = office.store.exchange.arrivals()
    assert locked.secret


def test_refusing_waits_for_the_search_and_then_locks_or_refuses(
    qtbot: QtBot, office: FakeOffice, window: MainWindow
) -> None:
    enclosing(office)
    jobs = WaitingJobs()
    presenter = EntryPresenter(office.desk(), jobs)
    said = Heard(presenter, "refused", "secret_found")
    presenter.open_arrival(arrived(office))
    jobs.go()  # it opens, and the search waits its turn
    presenter.refuse("sai nơi nhận")
    for _turn in range(4):
        jobs.go()
    assert said.names() == ["secret_found"]
    office.workshop.texts.clear()
    presenter.close()
    other = replace(NEW, document_id="khac", files=NEW.files[:1])
    waiting = {one.arrival_id for one in office.store.exchange.arrivals()}
    content = office.codec.write(other)
    header = PacketHeader(
        sender=other.sender.code,
        recipients=(office.office.code,),
        document_id=other.document_id,
        kind=other.kind.value,
        sha256=office.store.files.put(content),
        size=len(content),
        name="khac.edxml",
    )
    TakeIn(office.store, office.codec, office.desk().notify)(header, content, NOW, NOW)
    (clean,) = [one for one in office.store.exchange.arrivals() if one.arrival_id not in waiting]
    presenter.open_arrival(clean)
    jobs.go()
    presenter.refuse("sai nơi nhận")
    assert said.names() == ["secret_found"], "not before it was searched"
    for _turn in range(4):
        jobs.go()
    assert said.names() == ["secret_found", "refused"]
