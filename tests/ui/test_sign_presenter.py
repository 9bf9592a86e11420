"""What the signing screen decides, on fakes; and that its view is never stuck behind a failure."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clerkdesk.domain.errors import (
    CannotSign,
    HelperCrashed,
    NoToken,
    StepNotAllowed,
    TokenGone,
    WrongPin,
)
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.reading import Box
from clerkdesk.domain.tokens import SignatureKind
from clerkdesk.services.sign import Signed
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.outgoing.presentation_note import PresentationNote, PresentationPresenter
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.window import MainWindow
from clerkdesk.ui.sign.presenter import SignPresenter, SignSheet
from clerkdesk.ui.sign.view import SignView
from tests.fakes.heard import Heard
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.tokens import LEADER, ORGANISATION

SIGNALS = (
    "waiting_changed",
    "certificates_changed",
    "sheet_changed",
    "working",
    "signed",
    "batch_ended",
    "step_taken",
    "failed",
)
WIPED = bytearray(8)


def presenter(office: FakeOffice) -> tuple[SignPresenter, Heard]:
    subject = SignPresenter(office.desk(), InstantJobs())
    return subject, Heard(subject, *SIGNALS)


def sheet(heard: Heard) -> SignSheet:
    found = heard.last("sheet_changed")
    assert isinstance(found, SignSheet)
    return found


def state(office: FakeOffice, document: Outgoing) -> OutgoingState:
    return office.store.outgoing.get(document.uid).state


def test_the_way_from_approval_to_issue() -> None:
    office = FakeOffice()
    document = office.approved()
    subject, heard = presenter(office)
    subject.find_tokens()
    assert heard.last("certificates_changed") == [LEADER, ORGANISATION]
    subject.select(document.uid)
    assert sheet(heard).appearance is not None
    assert sheet(heard).check is None  # nothing is signed yet
    subject.sign([document], SignatureKind.PERSON, LEADER, office.pin())
    assert heard.of("batch_ended") == [(1, 0)]
    assert sheet(heard).document.state is OutgoingState.SIGNED
    assert sheet(heard).check is not None
    subject.allot(document.uid)
    assert sheet(heard).number_written
    assert sheet(heard).document.code == "01/TTr-UBND"
    numbered = office.store.outgoing.get(document.uid)
    subject.sign([numbered], SignatureKind.ORGANISATION, ORGANISATION, office.pin())
    subject.issue(document.uid)
    assert state(office, document) is OutgoingState.ISSUED
    assert heard.last("waiting_changed") == []
    assert heard.last("working") == ""
    assert heard.of("failed") == []


def test_without_a_certificate_the_pin_is_wiped_and_no_token_is_asked() -> None:
    office = FakeOffice()
    document, pin = office.approved(), office.pin()
    subject, heard = presenter(office)
    subject.sign([document], SignatureKind.PERSON, None, pin)
    assert isinstance(heard.last("failed"), NoToken)
    assert pin == WIPED
    assert office.tokens.tries == 0
    assert state(office, document) is OutgoingState.APPROVED


def test_a_wrong_pin_is_said_once_and_never_tried_again() -> None:
    office = FakeOffice()
    document, pin = office.approved(), bytearray(b"00000000")
    subject, heard = presenter(office)
    subject.sign([document], SignatureKind.PERSON, LEADER, pin)
    assert isinstance(heard.last("failed"), WrongPin)
    assert (pin, office.tokens.tries) == (WIPED, 1)
    assert heard.last("working") == ""
    assert state(office, document) is OutgoingState.APPROVED


def test_a_token_pulled_out_keeps_what_was_signed_before() -> None:
    office = FakeOffice()
    documents = [office.approved("a.docx"), office.approved("b.docx")]
    office.tokens.error, office.tokens.error_after = TokenGone(), 1
    subject, heard = presenter(office)
    subject.sign(documents, SignatureKind.PERSON, LEADER, office.pin())
    assert isinstance(heard.last("failed"), TokenGone)
    assert [state(office, d) for d in documents] == [OutgoingState.SIGNED, OutgoingState.APPROVED]
    assert len(heard.of("signed")) == 1


def test_one_refused_document_is_counted_and_the_other_is_signed() -> None:
    office = FakeOffice()
    documents = [office.approved("a.docx"), office.approved("b.docx")]
    office.tokens.refused = ["Dự thảo a.pdf"]
    subject, heard = presenter(office)
    subject.sign(documents, SignatureKind.PERSON, LEADER, office.pin())
    assert heard.of("batch_ended") == [(1, 1)]
    first = heard.of("signed")[0][0]
    assert isinstance(first, Signed)
    assert isinstance(first.error, CannotSign)


def test_a_missing_place_is_shown_before_signing() -> None:
    office = FakeOffice()
    document = office.approved(signer_name="Người Lạ")
    subject, heard = presenter(office)
    subject.select(document.uid)
    assert sheet(heard).appearance is None
    assert isinstance(sheet(heard).problem, CannotSign)


def test_only_the_sheet_that_was_asked_for_last_is_shown() -> None:
    office = FakeOffice()
    document = office.approved()
    subject, heard = presenter(office)
    subject.move(document.uid, Box(1, 2, 3, 4))
    subject.sign([document], SignatureKind.PERSON, LEADER, office.pin())
    assert heard.of("sheet_changed") == []  # none was selected
    subject.give_back(document.uid, "thiếu căn cứ")
    assert isinstance(heard.last("failed"), StepNotAllowed)


# --- the view --------------------------------------------------------------------------------------


@pytest.fixture
def view(office: FakeOffice, qtbot: QtBot) -> SignView:
    sign = workplaces.workplace(workplaces.SIGN, QWidget)
    window = MainWindow([sign], office="UBND xã", memory=SessionMemory())
    qtbot.addWidget(window)
    jobs = InstantJobs()
    made = SignView(
        SignPresenter(office.desk(), jobs),
        jobs,
        window,
        PresentationNote(PresentationPresenter(office.desk(), jobs)),
    )
    qtbot.addWidget(made)
    return made


def test_a_number_that_could_not_be_written_is_written_by_the_next_press(
    office: FakeOffice, view: SignView, qtbot: QtBot
) -> None:
    signed = office.sign(office.approved(), SignatureKind.PERSON)
    view.show_document(signed.uid)
    write = office.pdf_desk.write_number

    def crash(_pdf: bytes, _number: str, _issued: str) -> bytes:
        raise HelperCrashed("tệp PDF")

    office.pdf_desk.write_number = crash  # type: ignore[method-assign] # the child dies
    view._act_now()
    assert state(office, signed) is OutgoingState.NUMBERED
    office.pdf_desk.write_number = write  # type: ignore[method-assign] # a fresh child answers
    assert view.shown_state() is OutgoingState.NUMBERED
    assert not view.number_is_written()
    view._act_now()
    assert view.number_is_written()
    assert [book.last for book in office.store.books.all()] == [1]
