"""QĐ 15/2016, Điều 10.3 (S27–S30): the electronic dossier of a procedure, from counter to result."""

from dataclasses import replace
from datetime import timedelta

import pymupdf
import pytest

from clerkdesk.adapters.printing.printer import StoryPrinter
from clerkdesk.domain.dossier_sheets import Sheet, labels_of
from clerkdesk.domain.dossier_steps import Deed, DossierState
from clerkdesk.domain.dossiers import Component, Digitised, Dossier
from clerkdesk.domain.errors import DossierNotReady, InvalidEntry, NotAllowed
from clerkdesk.domain.procedures import Procedure
from clerkdesk.services.desk import Desk
from clerkdesk.services.keep_dossier import checklist
from clerkdesk.services.print_dossier import PrintDossier
from tests.fakes.office import PDF_FILE, SPECIALIST, FakeOffice
from tests.fakes.sample_documents import CLERK
from tests.law.test_s01_secret_documents_stay_outside import scanned

LAND = Procedure(
    "1.012783",
    "Đăng ký biến động đất đai",
    "Đất đai",
    10,
    "Công chức địa chính",
    components=("Đơn đăng ký", "Giấy chứng nhận (bản chính)", "Giấy ủy quyền (nếu có)"),
)
VALUES: dict[str, object] = {
    "procedure": LAND.titled,
    "working_days": LAND.working_days,
    "intake": "counter",
    "applicant": "Nguyễn Thị Đào",
    "unit": LAND.unit,
}


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


@pytest.fixture
def desk(office: FakeOffice) -> Desk:
    return office.desk()


def labelled(component: Component, shelf: str = "Kệ 4, hộp 2") -> Component:
    return replace(component, received=True, digitised=Digitised.NOT, shelf=shelf)


def handed_in(desk: Desk, **values: object) -> Dossier:
    """One component scanned, one on a shelf, the optional one not brought."""
    parts = checklist(LAND)
    dossier = desk.counter.dossier(VALUES | values, [parts[0], labelled(parts[1]), parts[2]], CLERK)
    file = [("don.pdf", PDF_FILE)]
    return desk.counter.dossier.attach_files(dossier.uid, parts[0].component_id, file, CLERK)


def texts(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return "\n".join(page.get_text() for page in document)


def test_s27_a_dossier_has_its_procedure_its_components_and_its_code(desk: Desk) -> None:
    dossier = desk.counter.dossier.accept(handed_in(desk).uid, CLERK)
    assert dossier.entry.procedure_code == "1.012783"
    assert [c.name for c in dossier.components] == list(LAND.components)
    assert dossier.code == f"{desk.store.settings.office().code}-{desk.today:%y%m%d}-0001"
    assert desk.store.dossiers.with_code(dossier.code) == dossier


def test_s28_totals_reconcile_before_acceptance(desk: Desk) -> None:
    parts = checklist(LAND)
    dossier = desk.counter.dossier(VALUES, [replace(parts[0], received=True), *parts[1:]], CLERK)
    with pytest.raises(DossierNotReady, match="Còn thiếu: Giấy chứng nhận"):
        desk.counter.dossier.accept(dossier.uid, CLERK)
    desk.counter.dossier.change(
        dossier.uid, VALUES, [labelled(parts[0], ""), labelled(parts[1])], CLERK
    )
    with pytest.raises(DossierNotReady, match="vị trí lưu"):
        desk.counter.dossier.accept(dossier.uid, CLERK)
    desk.counter.dossier.change(
        dossier.uid, VALUES, [labelled(parts[0]), labelled(parts[1])], CLERK
    )
    assert desk.counter.dossier.accept(dossier.uid, CLERK).state is DossierState.RECEIVED


def test_s28_a_waiting_scan_becomes_a_component_and_waits_no_longer(
    office: FakeOffice, desk: Desk
) -> None:
    dossier = desk.counter.dossier(VALUES, checklist(LAND), CLERK)
    batch = scanned(office)
    part = dossier.components[0].component_id
    dossier = desk.counter.dossier.attach_batch(dossier.uid, part, batch, CLERK)
    component = dossier.component(part)
    assert component is not None
    assert (component.received, component.digitised) == (True, Digitised.WHOLE)
    assert [file.name for file in component.files] == ["Đơn đăng ký.pdf"]
    assert office.store.files.has(component.files[0].sha256)
    assert office.store.spool.batches() == []


def test_s28_what_is_not_digitised_gets_a_label_by_its_procedure(desk: Desk) -> None:
    dossier = desk.counter.dossier.accept(handed_in(desk).uid, CLERK)
    (label,) = labels_of(dossier, desk.store.settings.office())
    assert (label.procedure_code, label.shelf) == ("1.012783", "Kệ 4, hộp 2")
    assert label.contents == ("2. Giấy chứng nhận (bản chính)",)
    printed = texts(StoryPrinter().dossier_labels([label]))
    assert "1.012783" in printed
    assert dossier.code in printed


def test_s29_online_dossiers_are_accepted_after_the_sender_was_identified(desk: Desk) -> None:
    dossier = handed_in(desk, intake="online", online_code="DVC-2026-77")
    with pytest.raises(DossierNotReady, match="xác thực người nộp"):
        desk.counter.dossier.accept(dossier.uid, CLERK)
    with pytest.raises(InvalidEntry):
        desk.counter.dossier.identify(dossier.uid, "Nguyễn Thị Đào", " ", CLERK)
    identified = desk.counter.dossier.identify(dossier.uid, "Nguyễn Thị Đào", "VNeID", CLERK)
    step = identified.course.identified
    assert step is not None
    assert (step.by, step.person, step.way) == (CLERK.login, "Nguyễn Thị Đào", "VNeID")
    assert desk.counter.dossier.accept(dossier.uid, CLERK).code


def test_s30_hand_overs_stand_on_the_control_sheet(office: FakeOffice, desk: Desk) -> None:
    uid = desk.counter.dossier.accept(handed_in(desk).uid, CLERK).uid
    office.clock.now += timedelta(hours=1)
    desk.counter.dossier.step(
        uid, Deed.HAND_OVER, CLERK, unit="Chi nhánh VPĐKĐĐ", person="Lê Văn Út"
    )
    office.clock.now += timedelta(hours=1)
    desk.counter.dossier.step(uid, Deed.RESULT, CLERK)
    pdf = PrintDossier(desk.store, StoryPrinter())(uid, Sheet.CONTROL)
    printed = texts(pdf)
    for words in ("PHIẾU KIỂM SOÁT", "Chi nhánh VPĐKĐĐ", "Lê Văn Út", "Trước hạn"):
        assert words in printed


def test_the_days_of_waiting_for_a_supplement_move_the_promised_day(
    office: FakeOffice, desk: Desk
) -> None:
    dossier = desk.counter.dossier.accept(handed_in(desk).uid, CLERK)
    first = dossier.course.due
    desk.counter.dossier.step(dossier.uid, Deed.ASK, CLERK, reason="Thiếu sơ đồ thửa đất")
    office.clock.now += timedelta(days=7)
    dossier = desk.counter.dossier.step(dossier.uid, Deed.SUPPLEMENTED, CLERK)
    assert first is not None
    assert dossier.course.due == first + timedelta(days=7)
    with pytest.raises(InvalidEntry):
        desk.counter.dossier.step(dossier.uid, Deed.EXTEND, CLERK, reason="Chờ đo đạc", due=first)


def test_every_form_is_printed_with_its_words(office: FakeOffice, desk: Desk) -> None:
    prints = PrintDossier(desk.store, StoryPrinter())
    uid = handed_in(desk).uid
    desk.counter.dossier.step(uid, Deed.ASK, CLERK, reason="Thiếu sơ đồ thửa đất")
    assert "Thiếu sơ đồ thửa đất" in texts(prints(uid, Sheet.SUPPLEMENT))
    desk.counter.dossier.step(uid, Deed.REFUSE, CLERK, reason="Không thuộc thẩm quyền của xã")
    assert "Không thuộc thẩm quyền của xã" in texts(prints(uid, Sheet.REFUSAL))
    dossier = desk.counter.dossier.accept(handed_in(desk).uid, CLERK)
    receipt = texts(prints(dossier.uid, Sheet.RECEIPT))
    for words in (dossier.code, "Đơn đăng ký", "Không số hóa", "Nhận 2 thành phần"):
        assert words in receipt
    later = dossier.course.due
    assert later is not None
    due = later + timedelta(days=3)
    desk.counter.dossier.step(dossier.uid, Deed.EXTEND, CLERK, reason="Chờ đo đạc lại", due=due)
    apology = texts(prints(dossier.uid, Sheet.APOLOGY))
    assert f"{due:%d/%m/%Y}" in apology
    assert f"{later:%d/%m/%Y}" in apology
    book = texts(prints.book(desk.today, desk.today))
    assert "SỔ THEO DÕI HỒ SƠ" in book
    assert "Nguyễn Thị Đào" in book


def test_a_form_is_the_office_s_to_change(desk: Desk) -> None:
    prints = PrintDossier(desk.store, StoryPrinter())
    uid = desk.counter.dossier.accept(handed_in(desk).uid, CLERK).uid
    prints.put_form(Sheet.RECEIPT, "<h1>GIẤY HẸN CỦA XÃ</h1><p>{applicant}</p>{qr:code}", CLERK)
    assert "GIẤY HẸN CỦA XÃ" in texts(prints(uid, Sheet.RECEIPT))
    for wrong in ("<p>{ten_nguoi_nop}</p>", "<script>1</script>", "chỉ là chữ"):
        with pytest.raises(InvalidEntry):
            prints.put_form(Sheet.RECEIPT, wrong, CLERK)
    prints.put_form(Sheet.RECEIPT, "", CLERK)
    assert "HẸN TRẢ KẾT QUẢ" in texts(prints(uid, Sheet.RECEIPT))


def test_only_who_registers_may_take_dossiers_in(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.counter.dossier(VALUES, [], SPECIALIST)
    with pytest.raises(NotAllowed):
        desk.counter.dossier.accept(handed_in(desk).uid, SPECIALIST)
