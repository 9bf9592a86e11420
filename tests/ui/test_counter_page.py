"""«Một cửa» at the window, on fakes: a dossier is taken in, accepted, brought on, found by its code."""

import os
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from clerkdesk.domain.dossier_steps import Deed, DossierState
from clerkdesk.domain.dossiers import Digitised, Dossier
from clerkdesk.domain.procedures import Procedure
from clerkdesk.ui.counter.page import CounterPage, looks_like_code
from clerkdesk.ui.counter.presenter import CounterPresenter
from clerkdesk.ui.memory import SessionMemory
from clerkdesk.ui.page_header import PageHeader
from clerkdesk.ui.shell import workplaces
from clerkdesk.ui.shell.window import MainWindow
from tests.fakes.counter import fill_counter
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import PDF_FILE, FakeOffice
from tests.fakes.office_window import open_window
from tests.fakes.sample_documents import CLERK

BIRTH = Procedure(
    "1.004946",
    "Đăng ký khai sinh",
    "Hộ tịch",
    5,
    "Tư pháp - hộ tịch",
    "Miễn",
    ("Tờ khai đăng ký khai sinh", "Giấy chứng sinh (bản chính)", "Văn bản ủy quyền (nếu có)"),
)
PRINTED: list[str] = []


@pytest.fixture
def page(office: FakeOffice, memory: SessionMemory, qtbot: QtBot) -> CounterPage:
    PRINTED.clear()
    office.store.dossiers.put_procedures([BIRTH], "motcua")
    presenter = CounterPresenter(office.desk(), InstantJobs())
    pages: list[CounterPage] = []

    def printed(name: str, make: object) -> None:
        assert callable(make)
        PRINTED.append(name)
        make()

    def build() -> CounterPage:
        made = CounterPage(
            presenter,
            window,
            memory,
            units=["Tư pháp - hộ tịch", "Địa chính"],
            people=["Lê Văn Út"],
            print_made=printed,
            scan=lambda: PRINTED.append("scan"),
        )
        presenter.setParent(made)
        pages.append(made)
        return made

    place = workplaces.workplace(workplaces.COUNTER, build)
    window = MainWindow([place], office="UBND xã", memory=memory)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.go_to(workplaces.COUNTER)
    return pages[0]


def fill(page: CounterPage, applicant: str = "Nguyễn Thị Đào", **values: object) -> None:
    page.start_new()
    card = page.card
    card.form.set_values({"applicant": applicant, **values})
    card.form.set_values({"procedure": BIRTH.titled})
    card.form.changed.emit("procedure")


def receive(page: CounterPage, tmp_path: Path) -> None:
    """Two components come, one is scanned, one lies on a shelf."""
    scan = tmp_path / "to-khai.pdf"
    scan.write_bytes(PDF_FILE)
    page.card.attach_files(page.card.components.rows[0].component.component_id, [scan])
    row = page.card.components.rows[1]
    row.tick.setChecked(True)
    choose(row.digitised, Digitised.NOT)
    row.shelf.setText("Kệ 2, hộp 14")


def choose(box: object, value: str) -> None:
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def accepted(page: CounterPage, office: FakeOffice, tmp_path: Path) -> Dossier:
    fill(page)
    receive(page, tmp_path)
    page.card.next.click()
    return office.store.dossiers.rows[-1]


def do(page: CounterPage, deed: Deed, **values: object) -> None:
    page.card.take(deed)
    form = page.card.deeds.form
    assert form is not None
    form.set_values(values)
    page.card.deeds.ok.click()


def shot(page: CounterPage, name: str) -> None:
    if folder := os.environ.get("COUNTER_SHOTS"):
        QTest.qWait(200)
        page.window().grab().save(f"{folder}/{name}.png")


def test_the_empty_page_says_what_to_do(page: CounterPage) -> None:
    assert "Nhập danh mục thủ tục" in page.table.empty.label.text()
    shot(page, "empty")


def test_choosing_a_procedure_fills_the_check_list_and_the_time_limit(page: CounterPage) -> None:
    fill(page)
    assert [row.name.text() for row in page.card.components.rows] == list(BIRTH.components)
    assert [row.component.required for row in page.card.components.rows] == [True, True, False]
    assert page.card.form.values()["working_days"] == 5
    shot(page, "new")


def test_a_dossier_is_accepted_when_its_totals_reconcile(
    page: CounterPage, office: FakeOffice, tmp_path: Path
) -> None:
    fill(page)
    page.card.next.click()
    (dossier,) = office.store.dossiers.rows
    assert dossier.allotted is None
    assert "Còn thiếu" in page.card.note.text()
    shot(page, "lacking")
    receive(page, tmp_path)
    assert page.card.components.totals.text() == "✓ Nhận 2 = số hóa 1 + không số hóa 1"
    page.card.next.click()
    (dossier,) = office.store.dossiers.rows
    assert dossier.code.endswith("-0001")
    assert page.card.code.text() == dossier.code
    shot(page, "accepted")


def test_steps_are_taken_by_their_buttons_and_their_forms_printed(
    page: CounterPage, office: FakeOffice, tmp_path: Path
) -> None:
    accepted(page, office, tmp_path)
    do(page, Deed.HAND_OVER, unit="Địa chính", person="Lê Văn Út")
    page.card.take(Deed.ASK)
    shot(page, "asking")
    page.card.deeds.ok.click()  # without its reason
    assert office.store.dossiers.rows[0].state is DossierState.IN_WORK
    do(page, Deed.ASK, reason="Bổ sung giấy ủy quyền")
    assert page.card.menu().actions()[0].text().startswith("Phiếu yêu cầu bổ sung")
    page.card.menu().actions()[0].trigger()
    do(page, Deed.SUPPLEMENTED)
    do(page, Deed.RESULT)
    do(page, Deed.RETURN, person="Nguyễn Thị Đào")
    assert office.store.dossiers.rows[0].state is DossierState.RETURNED
    assert PRINTED == ["phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"]
    assert page.card.save.isHidden()
    shot(page, "returned")


def test_labels_are_printed_for_what_is_not_digitised(
    page: CounterPage, office: FakeOffice, tmp_path: Path
) -> None:
    accepted(page, office, tmp_path)
    (label,) = [a for a in page.card.menu().actions() if a.text().startswith("Nhãn")]
    label.trigger()
    assert PRINTED == ["nhãn tài liệu không số hóa"]
    name, printed = office.printer.printed[-1]
    assert name == "dossier labels"
    assert isinstance(printed, tuple)
    assert (printed[0].procedure_code, printed[0].shelf) == ("1.004946", "Kệ 2, hộp 14")


def test_a_scanned_code_opens_its_dossier(
    page: CounterPage, office: FakeOffice, tmp_path: Path
) -> None:
    dossier = accepted(page, office, tmp_path)
    page.start_new()
    assert page.header.search is not None
    QTest.keyClicks(page.header.search, dossier.code.lower())
    QTest.keyClick(page.header.search, "\r")
    assert page.card.dossier == dossier
    assert page.table.chosen() == dossier


def test_an_unknown_code_is_said_and_a_name_is_only_searched(page: CounterPage) -> None:
    said: list[str] = []
    page._presenter.not_found.connect(said.append)
    assert page.header.search is not None
    for text in ("H40-261122-0099", "nguyen thi dao"):
        page.header.search.setText(text)
        page.header.search.returnPressed.emit()
    assert said == ["H40-261122-0099"]
    assert not looks_like_code("12-3")


def test_a_waiting_scan_is_attached_to_a_component(page: CounterPage, office: FakeOffice) -> None:
    batch = office.store.spool.open_batch("08:30", "máy quét")
    fill(page)
    page.refresh()
    row = page.card.components.rows[0]
    assert [a.text() for a in row.menu().actions()][:1] == ["Tập quét «08:30», 0 trang"]
    assert batch.batch_id


def test_online_intake_asks_who_was_identified(
    page: CounterPage, office: FakeOffice, tmp_path: Path
) -> None:
    fill(page, intake="online", online_code="DVC-77")
    receive(page, tmp_path)
    page.card.take(Deed.ACCEPT)
    assert "chưa ghi việc xác thực" in page.card.note.text()
    assert page.card.next.text().startswith("Xác thực người nộp")
    shot(page, "online")
    do(page, Deed.IDENTIFY, person="Nguyễn Thị Đào", way="Tài khoản định danh VNeID")
    page.card.next.click()
    assert office.store.dossiers.rows[0].code


def test_a_list_of_procedures_comes_in_after_it_was_looked_at(
    page: CounterPage, office: FakeOffice, tmp_path: Path
) -> None:
    file = tmp_path / "tthc.csv"
    file.write_text(
        "Mã thủ tục,Tên thủ tục,Lĩnh vực,Thời hạn giải quyết\n"
        "2.000635,Cấp bản sao trích lục hộ tịch,Hộ tịch,Trong ngày\n"
        "2.000815,Chứng thực bản sao,Chứng thực,sớm\n",
        encoding="utf-8",
    )
    page._presenter.check_file(file)
    assert "1 mới" in page.import_bar.words.text()
    assert "dòng 3" in page.import_bar.words.text()
    shot(page, "import")
    page.import_bar.go_on.click()
    assert [one.code for one in office.store.dossiers.procedures()] == ["1.004946", "2.000635"]
    assert "(2)" in page.procedures.text()


def test_every_button_has_its_place_at_150_percent_of_text(page: CounterPage) -> None:
    fill(page)
    for made in page.findChildren(QPushButton):
        if made.isVisible():
            assert made.width() >= made.fontMetrics().horizontalAdvance(made.text())


def test_another_desk_s_change_is_shown_and_what_is_typed_stays(
    page: CounterPage, office: FakeOffice, tmp_path: Path
) -> None:
    dossier = accepted(page, office, tmp_path)
    office.desk().counter.dossier.step(dossier.uid, Deed.RESULT, CLERK)
    page.refresh()
    assert page.card.dossier is not None
    assert page.card.dossier.state is DossierState.READY
    page.card.more.set_values({"note": "đang gõ"})
    page.card.more.changed.emit("note")
    office.desk().counter.dossier.step(dossier.uid, Deed.RETURN, CLERK, person="x")
    page.refresh()
    assert page.card.more.values()["note"] == "đang gõ"


def test_a_scanned_code_in_the_search_box_of_another_page_opens_the_dossier(
    office: FakeOffice, qtbot: QtBot
) -> None:
    dossier = fill_counter(office.desk())
    window = open_window(office, qtbot)
    window.window.go_to(workplaces.FIND)
    window.focus_search()
    window.codes.entered("ho so dien tu")
    assert window.window.current() == workplaces.FIND
    headers: list[PageHeader] = window.window.stack.currentWidget().findChildren(PageHeader)
    header = headers[0]
    assert header.search is not None
    header.search.setText(dossier.code)
    header.search.returnPressed.emit()
    assert window.window.current() == workplaces.COUNTER
    page = window.window.stack.currentWidget()
    assert isinstance(page, CounterPage)
    assert page.card.dossier == dossier


def test_the_office_sets_its_pattern_and_its_own_text_of_a_form(
    page: CounterPage, office: FakeOffice, tmp_path: Path
) -> None:
    page.show_rules()
    form = page.rules.form
    form.set_values({"pattern": "{yymmdd}{seq:4}", "agency": "H40.16"})
    form.changed.emit("pattern")
    assert "phải có dấu nối" in page.rules.example.text()
    page.rules._save()
    assert office.desk().counter.rules.read().agency == ""
    form.set_values({"pattern": "{agency}.MC-{yymmdd}-{seq:5}"})
    form.changed.emit("pattern")
    assert page.rules.example.text() == "Ví dụ: H40.16.MC-261122-00001"
    shot(page, "rules")
    page.rules._save()
    file = tmp_path / "dossier_receipt.html"
    page.rules.write_form(file)
    file.write_text("<h1>GIẤY HẸN CỦA XÃ</h1>{applicant}", encoding="utf-8")
    page.rules.load_form(file)
    dossier = accepted(page, office, tmp_path)
    assert dossier.code == "H40.16.MC-261122-00001"
    page.card.menu().actions()[0].trigger()
    assert office.printer.printed[-1][0] == "<h1>GIẤY HẸN CỦA XÃ</h1>{applicant}"
