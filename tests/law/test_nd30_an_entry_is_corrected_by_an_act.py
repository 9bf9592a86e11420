"""NĐ 30 (Điều 15.1, 22.2) and DOMAIN §8.2: a registered entry keeps its number; what was wrong in it is
corrected by an act with reason, person and time, and the old value stays readable and found."""

from datetime import date, timedelta

import pymupdf
import pytest
from pytestqt.qtbot import QtBot

from clerkdesk.adapters.printing.printer import StoryPrinter
from clerkdesk.domain.errors import InvalidEntry, NotAllowed, StepNotAllowed
from clerkdesk.domain.incoming import Channel, Incoming
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.register_forms import CorrectedText, incoming_row, outgoing_row
from clerkdesk.ports.registers import IncomingFilter
from clerkdesk.ui.corrections.lines import CorrectionLines
from clerkdesk.ui.corrections.presenter import CorrectionPresenter
from clerkdesk.ui.corrections.view import CorrectionView
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.window import MainWindow
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import INCOMING_VALUES, LEADER_PERSON, PDF_FILE, SPECIALIST, FakeOffice
from tests.fakes.sample_documents import CLERK, TODAY


def registered(office: FakeOffice) -> Incoming:
    desk = office.desk()
    candidate = desk.from_file("qd.pdf", PDF_FILE, Channel.MAIL)
    return desk.register(candidate, {**INCOMING_VALUES, "channel": "mail"}, CLERK).document


def test_a_legal_field_is_corrected_with_a_reason_and_by_the_clerk_only() -> None:
    office = FakeOffice()
    document, desk = registered(office), office.desk()
    values = {"issuing_org": "UBND thành phố Cần Thơ"}
    with pytest.raises(InvalidEntry):
        desk.correct_entry(document, values, " ", CLERK)
    for person in (SPECIALIST, LEADER_PERSON):
        with pytest.raises(NotAllowed):
            desk.correct_entry(document, values, "nhầm", person)
    corrected = desk.correct_entry(document, values, "cơ quan đã sáp nhập", CLERK)
    assert isinstance(corrected, Incoming)
    assert corrected.entry.issuing_org == "UBND thành phố Cần Thơ"
    assert corrected.arrival_number == document.arrival_number
    (row,) = corrected.corrections
    assert (row.old, row.reason, row.by) == (
        "UBND tỉnh Sóc Trăng",
        "cơ quan đã sáp nhập",
        "vanthu",
    )
    last = office.store.ops.history("incoming", document.uid)[-1]
    assert "«UBND tỉnh Sóc Trăng» thành «UBND thành phố Cần Thơ»" in last.what
    for text in ("soc trang", "can tho"):
        assert office.store.incoming.count(IncomingFilter(text)) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"subject": " "}, "subject"),
        ({"issuing_org": ""}, "issuing_org"),
        ({"arrival_date": date(2025, 11, 22)}, "arrival_date"),
        ({"arrival_date": date(2026, 12, 31)}, "arrival_date"),
        ({"issued_date": date(2026, 11, 30)}, "issued_date"),
    ],
)
def test_a_correction_obeys_the_rules_of_the_form(values: dict[str, object], field: str) -> None:
    office = FakeOffice()
    document = registered(office)
    with pytest.raises(InvalidEntry) as met:
        office.desk().correct_entry(document, values, "thử", CLERK)
    assert field in met.value.problems
    assert office.store.incoming.get(document.uid) == document


def test_the_number_of_an_outgoing_document_is_never_corrected() -> None:
    office = FakeOffice()
    document, desk = office.numbered(), office.desk()
    with pytest.raises(InvalidEntry):
        desk.correct_entry(document, {"code": "02/TTr-UBND"}, "nhầm", CLERK)
    corrected = desk.correct_entry(document, {"code": "01/BC-UBND"}, "nhầm loại", CLERK)
    assert isinstance(corrected, Outgoing)
    assert (corrected.code, corrected.outgoing_number) == ("01/BC-UBND", 1)
    with pytest.raises(StepNotAllowed):
        desk.correct_entry(office.draft("b.docx"), {"subject": "khác"}, "nhầm", CLERK)


def test_ordinary_fields_are_edited_and_taken_back() -> None:
    office = FakeOffice()
    document, desk = registered(office), office.desk()
    edited, before = desk.correct_entry.amend(document, {"note": "bản giấy đến sau"}, CLERK)
    assert edited.entry.note == "bản giấy đến sau"
    assert edited.corrections == ()
    back = desk.correct_entry.undo(edited, before, CLERK)
    assert back.entry.note == document.entry.note
    history = [line.what for line in office.store.ops.history("incoming", document.uid)]
    assert history[-2:] == ["Sửa ghi chú", "Sửa ghi chú"]


def test_the_printed_register_strikes_the_old_value_through_and_says_why() -> None:
    office = FakeOffice()
    document, desk = registered(office), office.desk()
    desk.correct_entry(document, {"code": "16/2016/QĐ-UBND"}, "gõ nhầm số", CLERK)
    corrected = office.store.incoming.get(document.uid)
    row = incoming_row(corrected)
    cell = row[3]
    assert isinstance(cell, CorrectedText)
    assert (str(cell), cell.old) == ("16/2016/QĐ-UBND", ("15/2016/QĐ-UBND",))
    assert row[9] == "Sửa 22/11/26: gõ nhầm số."
    office.printer = StoryPrinter()  # type: ignore[assignment] # the real one
    pdf = office.desk().print_register.incoming(IncomingFilter())
    with pymupdf.open(stream=pdf) as printed:
        page = printed[1]  # behind the cover of the book
        text = "".join(page.get_text().split())
        assert "15/2016/QĐ-UBND" in text
        assert "16/2016/QĐ-UBND" in text
        red = [d for d in page.get_drawings() if (d.get("color") or (0,))[0] > 0.5]
        assert red, "the old value is struck through"


def test_a_recalled_document_stands_so_in_the_printed_register() -> None:
    office = FakeOffice()
    desk = office.desk()
    document = desk.issue(office.sealed().uid, CLERK)
    recalled = desk.change_issued.recall(document.uid, "Gửi nhầm nơi nhận", CLERK)
    assert recalled.state is OutgoingState.RECALLED
    row = outgoing_row(recalled)
    assert (row[0], row[9]) == ("01/TTr-UBND", "Đã thu hồi: Gửi nhầm nơi nhận.")


@pytest.fixture
def view(qtbot: QtBot) -> tuple[FakeOffice, CorrectionView]:
    office = FakeOffice()
    window = MainWindow(
        [workplaces.workplace(key, _blank) for key in workplaces.TITLES],
        office="UBND xã Thử Nghiệm",
        memory=SessionMemory(),
    )
    qtbot.addWidget(window)
    made = CorrectionView(CorrectionPresenter(office.desk(), InstantJobs()), window)
    window.stack.addWidget(made)
    window.stack.setCurrentWidget(made)
    window.show()
    return office, made


def _blank() -> CorrectionLines:
    return CorrectionLines()


def test_the_form_asks_for_a_reason_and_shows_the_old_value_struck(
    qtbot: QtBot, view: tuple[FakeOffice, CorrectionView]
) -> None:
    office, form = view
    document = registered(office)
    form.open(document)
    assert form.form.values()["code"] == "15/2016/QĐ-UBND"
    form.form.set_values({"signer_name": "Lê Thị Lãnh"})
    form._save()
    assert office.store.incoming.get(document.uid) == document
    form.reason.setText("đọc nhầm người ký")
    with qtbot.waitSignal(form.left) as got:
        form._save()
    corrected = got.args[0]
    assert corrected.corrections[0].reason == "đọc nhầm người ký"
    form.open(corrected)
    assert "<s>" in form.before.text()
    assert not form.before.isHidden()


def test_the_form_edits_ordinary_fields_without_a_reason(
    qtbot: QtBot, view: tuple[FakeOffice, CorrectionView]
) -> None:
    office, form = view
    document = registered(office)
    form.open(document)
    form.form.set_values({"storage_location": "Tủ 5"})
    with qtbot.waitSignal(form.left) as got:
        form._save()
    assert got.args[0].entry.storage_location == "Tủ 5"
    assert got.args[0].corrections == ()


def test_the_form_opens_an_outgoing_entry_too(
    qtbot: QtBot, view: tuple[FakeOffice, CorrectionView]
) -> None:
    office, form = view
    document = office.numbered()
    form.open(document)
    form.form.set_values({"subject": "Về việc khác"})
    form.reason.setText("trích yếu sai")
    with qtbot.waitSignal(form.left) as got:
        form._save()
    assert got.args[0].entry.subject == "Về việc khác"
    assert got.args[0].code == document.code


def test_no_date_of_issue_is_corrected_to_a_day_that_is_still_to_come() -> None:
    office = FakeOffice()
    document, tomorrow = office.numbered(), TODAY + timedelta(days=1)
    with pytest.raises(InvalidEntry) as met:
        office.desk().correct_entry(document, {"issued_date": tomorrow}, "gõ nhầm", CLERK)
    assert "issued_date" in met.value.problems
    assert office.store.outgoing.get(document.uid) == document
