"""S32, S35 (Điều 11.1.b, 11.2; NĐ 30, 15.2): paper is signed by hand, numbered, stamped, scanned, and
only then issued; no step is skipped, and each is its role's."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.errors import NotAllowed, StepNotAllowed, UnfitScan, UnsupportedFile
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.scans import ScanBatch, ScanSettings
from clerkdesk.ui.outgoing.act_bar import ActBar
from clerkdesk.ui.outgoing.acts_presenter import ActsPresenter
from tests.fakes.heard import Heard
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import LEADER_PERSON, PDF_FILE, SPECIALIST, FakeOffice
from tests.fakes.sample_documents import CLERK
from tests.fakes.scanner import DEVICE


def stamped(office: FakeOffice) -> Outgoing:
    desk, uid = office.desk(), office.approved().uid
    desk.paper_original.signed_by_hand(uid, CLERK)
    desk.allot(uid, CLERK)
    return desk.paper_original.stamped(uid, CLERK)


def scanned(office: FakeOffice, dpi: int = 300) -> ScanBatch:
    settings = ScanSettings(dpi=dpi)
    batch = office.desk().scan(DEVICE, settings, saved=lambda _page: None, stop=lambda: False)
    assert batch is not None
    return batch


def test_no_number_before_a_signature_and_no_seal_before_the_number() -> None:
    office = FakeOffice()
    desk, uid = office.desk(), office.approved().uid
    with pytest.raises(StepNotAllowed):
        desk.allot(uid, CLERK)
    with pytest.raises(StepNotAllowed):
        desk.paper_original.stamped(uid, CLERK)
    signed = desk.paper_original.signed_by_hand(uid, LEADER_PERSON)
    assert signed.state is OutgoingState.SIGNED_ON_PAPER
    with pytest.raises(StepNotAllowed):
        desk.paper_original.stamped(uid, CLERK)
    assert desk.allot(uid, CLERK).code == "01/TTr-UBND"
    assert desk.paper_original.stamped(uid, CLERK).state is OutgoingState.STAMPED


def test_a_paper_original_is_not_issued_without_its_scan() -> None:
    office = FakeOffice()
    document = stamped(office)
    with pytest.raises(StepNotAllowed):
        office.desk().issue(document.uid, CLERK)
    assert office.store.exchange.waiting() == []


def test_the_scan_of_the_stamped_paper_becomes_the_main_file() -> None:
    office = FakeOffice()
    document, desk, batch = stamped(office), office.desk(), scanned(office)
    ready = desk.paper_original.attach_batch(document.uid, batch, CLERK)
    assert ready.state is OutgoingState.SEALED
    assert ready.main_file is not None
    assert ready.main_file.name == "01-TTr-UBND.pdf"
    assert office.store.files.get(ready.main_file.sha256).startswith(b"%PDF")
    assert FileRole.VERSION in [file.role for file in ready.entry.attachments]
    assert office.store.spool.batches() == []
    assert desk.issue(document.uid, CLERK).state is OutgoingState.ISSUED


def test_a_scan_below_the_standard_is_refused_and_waits_on() -> None:
    office = FakeOffice()
    document = stamped(office)
    desk, batch = office.desk(), scanned(office, dpi=150)
    assert {page.dpi for page in batch.kept} == {150}
    with pytest.raises(UnfitScan):
        desk.paper_original.attach_batch(document.uid, batch, CLERK)
    assert office.store.spool.batches() == [batch]
    assert office.store.outgoing.get(document.uid) == document


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"\xff\xd8 a picture", UnsupportedFile),
        (b"%PDF-1.3\n% old\n%%EOF\n", UnfitScan),
    ],
)
def test_only_pdf_from_1_4_becomes_the_main_file(content: bytes, error: type[Exception]) -> None:
    office = FakeOffice()
    document, desk = stamped(office), office.desk()
    with pytest.raises(error):
        desk.paper_original.attach_file(document.uid, "quet.pdf", content, CLERK)
    assert office.store.outgoing.get(document.uid) == document
    taken = desk.paper_original.attach_file(document.uid, "quet.pdf", PDF_FILE, CLERK)
    assert taken.state is OutgoingState.SEALED


def test_stamp_and_scan_are_the_clerks() -> None:
    office = FakeOffice()
    document, desk = stamped(office), office.desk()
    for person in (LEADER_PERSON, SPECIALIST):
        with pytest.raises(NotAllowed):
            desk.paper_original.attach_file(document.uid, "quet.pdf", PDF_FILE, person)
        with pytest.raises(NotAllowed):
            desk.paper_original.stamped(document.uid, person)
    with pytest.raises(NotAllowed):
        desk.paper_original.signed_by_hand(document.uid, SPECIALIST)


def test_the_clerk_attaches_the_scan_with_two_presses(qtbot: QtBot) -> None:
    office = FakeOffice()
    document = stamped(office)
    scanned(office)
    acts, bar = ActsPresenter(office.desk(), InstantJobs()), ActBar()
    qtbot.addWidget(bar)
    bar.set_presenter(acts)
    heard = Heard(acts, "step_taken", "failed")
    bar.show()
    bar.show_document(document)
    pressed(bar, "next-step")
    pressed(bar, "batch-1")
    taken = heard.last("step_taken")
    assert isinstance(taken, Outgoing)
    assert taken.state is OutgoingState.SEALED


def pressed(bar: ActBar, name: str) -> None:
    found = bar.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    found.click()
