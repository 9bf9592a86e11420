"""Old registers and directories from spreadsheets, through the use cases, on fakes."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from clerkdesk.domain.agencies import Agency
from clerkdesk.domain.agency_table import TARGETS as AGENCY_TARGETS
from clerkdesk.domain.books import Direction
from clerkdesk.domain.errors import InvalidEntry, NoColumnsFound, NotAllowed
from clerkdesk.domain.incoming import Channel, IncomingState
from clerkdesk.domain.issuers import Issuer
from clerkdesk.domain.old_register import TARGETS, split_type, type_of_code
from clerkdesk.domain.series import DocumentType, Series
from clerkdesk.domain.table_cells import Cell, Formula
from clerkdesk.domain.table_columns import find_headings, guess
from clerkdesk.ports.registers import IncomingFilter, OutgoingFilter, Page
from clerkdesk.ports.tables import Sheet
from clerkdesk.services.desk import Desk
from clerkdesk.services.import_directory import CheckedDirectory, errors_table
from clerkdesk.services.import_register import CheckedRegister
from tests.fakes.command_line import CommandLine
from tests.fakes.office import INCOMING_VALUES, PDF_FILE, FakeOffice
from tests.fakes.program import FakeProgram
from tests.fakes.sample_documents import ADMIN, CLERK, TODAY, incoming_entry
from tests.unit.test_table_reading import STATUTORY_IN, STATUTORY_OUT

IN, OUT = Direction.INCOMING, Direction.OUTGOING
TYPES = [DocumentType("Tờ trình", "TTr"), DocumentType("Quyết định", "QĐ")]


def row(number: object, day: object = "5/2/2024", **changes: object) -> list[Cell]:
    cells = dict(
        zip(STATUTORY_IN, [day, number, "Sở Nội vụ", "118/SNV-VTLT", "1/2/2024"], strict=False)
    )
    cells |= {STATUTORY_IN[5]: "Tờ trình về việc lập hồ sơ", STATUTORY_IN[6]: "Chủ tịch"}
    cells |= changes
    return [cells.get(title) for title in STATUTORY_IN]  # type: ignore[misc] # cells of a test


def checked(
    desk: Desk, rows: Sequence[Sequence[Cell]], direction: Direction = IN, **more: object
) -> CheckedRegister:
    titles = STATUTORY_IN if direction is IN else STATUTORY_OUT
    sheet = Sheet("Sổ", [list(titles), *rows])
    headings = find_headings(sheet.rows, TARGETS[direction])
    mapping = guess(headings.titles, TARGETS[direction])
    return desk.import_register.check(  # type: ignore[misc] # options of a test
        sheet, direction, mapping, headings.first_data_row, **more
    )


def reasons(found: CheckedRegister) -> list[tuple[int, str]]:
    return [(problem.row, problem.reason) for problem in found.problems]


def test_a_statutory_register_comes_in_as_it_stands() -> None:
    office = FakeOffice()
    desk = office.desk()
    found = checked(desk, [row("0123"), row("12a", **{"Ghi chú": "bản sao"}), ["Tháng 3"]])
    assert reasons(found) == []
    assert found.passed_over == 1
    desk.import_register("so.xlsx", found, CLERK)
    first, second = sorted(
        office.store.incoming.find(IncomingFilter(), Page()), key=lambda d: d.arrival_number
    )
    assert (first.shown_number, second.shown_number) == ("123", "12a")
    entry = first.entry
    assert (entry.doc_type, entry.subject) == ("Tờ trình", "về việc lập hồ sơ")
    assert (entry.code_number, entry.code_notation) == ("118", "SNV-VTLT")
    assert (entry.arrival_date, entry.issued_date) == (date(2024, 2, 5), date(2024, 2, 1))
    assert entry.channel is Channel.PAPER
    assert first.state is IncomingState.DONE
    assert first.assignments[0].to_person == "Chủ tịch"
    assert second.entry.note == "bản sao"


def test_every_wrong_row_is_named_with_its_reason() -> None:
    found = checked(
        FakeOffice().desk(),
        [
            row("x1"),
            row(2, "31/2/2024"),
            row(3, "5/2"),
            row(4, **{"Tác giả": None}),
            row(5),
            row(5),
            row(6, Formula("=HOM_NAY()")),
            row(7, **{"Tác giả": Formula("=A1")}),
            row(8, "5/2/2030"),
            row(9, "1/1/2024"),
        ],
    )
    assert reasons(found) == [
        (2, "«Số đến»: «x1» không phải số của sổ."),
        (3, "«Ngày đến»: «31/2/2024» không phải ngày."),
        (4, "«Ngày đến»: «5/2» thiếu năm; chọn «Năm của sổ»."),
        (5, "Chưa nhập «Cơ quan ban hành»."),
        (7, "Số đến 5 trùng với dòng 6."),
        (8, "«Ngày đến»: «=HOM_NAY()» không phải ngày."),
        (9, "«Cơ quan ban hành» là công thức chưa tính."),
        (10, "«Ngày đến» sau hôm nay."),
        (11, "«Ngày ban hành» sau «Ngày đến»."),
    ]
    assert [line.number for line in found.lines] == [5]


def test_the_year_of_the_book_completes_its_dates() -> None:
    found = checked(FakeOffice().desk(), [row(3, "5/2")], year=2024)
    assert [line.year for line in found.lines] == [2024]


def test_numbers_of_this_program_are_guarded() -> None:
    office = FakeOffice()
    desk = office.desk()
    for _number in range(2):
        office.store.incoming.add(incoming_entry(), "vanthu")
    today = f"{TODAY:%d/%m/%Y}"
    found = checked(desk, [row(2, today), row(3, today), row(3)])
    assert reasons(found) == [
        (2, "Số đến 2 năm 2026 đã có trong sổ."),
        (3, "Sổ năm 2026 đang mở và mới cấp đến số 2; số đến 3 chưa được cấp."),
    ]
    assert len(found.lines) == 1


def went(code: str) -> list[Cell]:
    return [code, f"{TODAY:%d/%m/%Y}", "Tờ trình về việc", "Nguyễn Văn Mẫu", "Huyện", "VT", 1]


def test_an_open_book_of_outgoing_numbers_is_guarded() -> None:
    office = FakeOffice()
    assert office.numbered().code == "01/TTr-UBND"
    found = checked(office.desk(), [went("01/TTr-UBND"), went("30/TTr-UBND")], OUT)
    assert reasons(found) == [
        (2, "Số 01/TTr-UBND năm 2026 đã có trong sổ."),
        (3, "Sổ năm 2026 đang mở và mới cấp đến số 1; số 30/TTr-UBND chưa được cấp."),
    ]


def test_numbers_of_another_issuer_go_on_in_its_own_series() -> None:
    office = FakeOffice()
    rules = office.desk().rules
    rules.set_issuers([Issuer("HDND", "Hội đồng nhân dân xã", "HĐND")], ADMIN.login)
    own = Series("HDND-CV", "Công văn HĐND", frozenset(), "{type}-{org}", "HDND")
    rules.set_series([*rules.series(), own], ADMIN.login)
    desk = office.desk()
    lines = [went("07/TTr-HĐND"), went("05/TTr-UBND")]
    desk.import_register("di.xlsx", checked(desk, lines, OUT), CLERK)
    waiting = {wait.series: wait.last for wait in desk.import_register.continuations()}
    assert waiting == {"HDND-CV": 7, "TTr": 5}


def test_the_book_of_this_year_goes_on_after_a_yes() -> None:
    office = FakeOffice()
    desk = office.desk()
    assert desk.import_register.continuations() == []
    desk.import_register("so.xlsx", checked(desk, [row(40, f"{TODAY:%d/%m/%Y}")]), CLERK)
    (wait,) = desk.import_register.continuations()
    assert (desk.import_register.title(wait), wait.last) == ("Văn bản đến 2026", 40)
    with pytest.raises(NotAllowed):
        desk.import_register.continue_book(wait, ADMIN)
    desk.import_register.continue_book(wait, CLERK)
    assert desk.import_register.continuations() == []
    assert office.store.incoming.add(incoming_entry(), "vanthu").arrival_number == 41


def test_old_fonts_are_converted_with_consent_only() -> None:
    old = {"Tác giả": "UBND tØnh Sãc Tr¨ng", STATUTORY_IN[5]: "C«ng v¨n vÒ chÕ ®é b¸o c¸o"}
    desk = FakeOffice().desk()
    found = checked(desk, [row(1, **old)])
    assert found.old_text is not None
    assert found.old_text.converted == "UBND tỉnh Sóc Trăng"
    assert found.lines[0].entry.subject == "Công văn về chế độ báo cáo"
    kept = checked(desk, [row(1, **old)], convert=False)
    assert kept.lines[0].entry.subject == "C«ng v¨n vÒ chÕ ®é b¸o c¸o"
    decomposed = checked(desk, [row(1, **{"Tác giả": "Sơ\u0309 Nội vụ"})])
    assert decomposed.old_text is None
    (line,) = decomposed.lines
    assert line.entry.issuing_org == "Sở Nội vụ"  # type: ignore[union-attr] # incoming


def test_an_old_outgoing_register_comes_in_and_is_found() -> None:
    office = FakeOffice()
    desk = office.desk()
    cells: list[Cell] = [
        *("07/QĐ-UBND", "1/2/2024", "Quyết định về việc khen thưởng", "Nguyễn Văn Mẫu"),
        *("Phòng Nội vụ; Các thôn", "VT", 12, "2/2/2024", None, None),
    ]
    found = checked(desk, [cells, ["không số", "1/2/2024", "x"]], OUT)
    assert [problem.row for problem in found.problems] == [3]
    done = desk.import_register("di.xlsx", found, CLERK)
    (document,) = office.store.outgoing.find(OutgoingFilter("khen thuong"), Page())
    assert (document.code, document.outgoing_number) == ("07/QĐ-UBND", 7)
    assert [place.name for place in document.entry.recipients] == ["Phòng Nội vụ", "Các thôn"]
    assert (document.entry.copies, document.entry.storage_location) == (12, "VT")
    assert desk.import_register.undo(done.import_id, CLERK) == (1, 0)


def test_only_who_registers_brings_in() -> None:
    desk = FakeOffice().desk()
    with pytest.raises(NotAllowed):
        desk.import_register("so.xlsx", checked(desk, [row(1)]), ADMIN)
    with pytest.raises(NoColumnsFound, match="«Số đến»"):
        desk.import_register.check(Sheet("Sổ", []), IN, {0: "subject"}, 0)


def test_the_type_is_taken_from_the_text_else_from_the_code() -> None:
    assert split_type("QUYẾT ĐỊNH: về việc", TYPES) == ("Quyết định", "về việc")
    assert split_type("Quyết địnhx", TYPES) == ("", "Quyết địnhx")
    assert split_type("Về họp", TYPES) == ("", "Về họp")
    assert type_of_code("2016/QĐ-UBND", TYPES) == "Quyết định"
    assert type_of_code("UBND-VX", TYPES) == "Công văn"
    assert type_of_code("", TYPES) == "Khác"


def test_wrong_rows_go_out_with_their_reasons() -> None:
    office = FakeOffice()
    found = checked(office.desk(), [row("x"), row(2)])
    content = errors_table(office.tables, STATUTORY_IN, found.problems)
    rows = office.tables.read("loi.xlsx", content).fullest.rows
    assert rows[0][:3] == ("Dòng", "Lý do", "Ngày đến")
    assert rows[1][:4] == (2, "«Số đến»: «x» không phải số của sổ.", "5/2/2024", "x")


# --- directory ---


def directory(desk: Desk, *rows: Sequence[Cell]) -> CheckedDirectory:
    titles = ["Mã cơ quan", "TEN DON VI", "Email", "Cấp trên", "Đến ngày", "Tên cũ"]
    sheet = Sheet("Danh bạ", [titles, *rows])
    headings = find_headings(sheet.rows, AGENCY_TARGETS)
    mapping = guess(headings.titles, AGENCY_TARGETS)
    return desk.import_directory.check(sheet, mapping, headings.first_data_row)


def test_a_directory_comes_in_and_updates_by_code() -> None:
    office = FakeOffice()
    desk, store = office.desk(), office.store
    store.directory.put(Agency("H13.01", "Sở Nội vụ", "cu@x.vn", aliases=("SNV",)), "vanthu")
    found = directory(
        desk,
        ["h13.01", "Sở Nội vụ thành phố", None, "UBND thành phố", None, None],
        ["000.21.00.H51", "UBND huyện Kế Sách", "ks@x.vn", None, "30/6/2025", "UBND H. Kế Sách"],
        ["", "", "a@b.vn", "x", None, None],
        ["H13.02", "Sở Y tế", "không có", None, None, None],
        ["000.21.00.h51", "Trùng mã", None, None, None, None],
        ["Mã-lạ", "Hội Nông dân xã", None, None, None, None],
    )
    assert (found.added, found.changed) == (2, 1)
    assert [(p.row, p.reason) for p in found.problems] == [
        (4, "Chưa nhập «Tên cơ quan»."),
        (5, "«Thư điện tử» không đúng dạng ten@coquan.gov.vn."),
        (6, "Trùng với dòng 3: cùng mã."),
    ]
    assert [note.row for note in found.advice] == [7]
    before = store.directory.agencies()
    done = desk.import_directory("danh-ba.xlsx", found, CLERK)
    (department,) = store.directory.agencies("H13.01")
    assert (department.name, department.email) == ("Sở Nội vụ thành phố", "cu@x.vn")
    assert department.aliases == ("SNV", "Sở Nội vụ")
    assert desk.import_directory.undo(done.import_id, CLERK) == (3, 0)
    assert store.directory.agencies() == before


def test_a_directory_goes_out_and_comes_in_again_the_same() -> None:
    one, other = FakeOffice(), FakeOffice()
    one.store.directory.put(Agency("", "Hội Nông dân"), "vanthu")
    one.store.directory.put(
        Agency(
            *("H13.01", "Sở Nội vụ", "a@b.vn", "UBND tỉnh", date(2025, 7, 1), None, "SNV", "Số 1"),
            predecessors=("name:hoi nong dan", "000.00.01.h51"),
            aliases=("Sở NV", "Ban Tổ chức"),
        ),
        "vanthu",
    )
    rows = one.store.directory.agencies()
    for content in (one.desk().import_directory.xlsx(rows), one.desk().import_directory.csv(rows)):
        other = FakeOffice()
        sheet = other.tables.read("danh-ba", content).fullest
        headings = find_headings(sheet.rows, AGENCY_TARGETS)
        desk = other.desk()
        found = desk.import_directory.check(
            sheet, guess(headings.titles, AGENCY_TARGETS), headings.first_data_row
        )
        assert not found.problems
        desk.import_directory("danh-ba", found, CLERK)
        assert other.store.directory.agencies() == rows


def test_a_form_is_checked_before_it_joins_the_directory() -> None:
    office = FakeOffice()
    change = office.desk().change_directory
    values: dict[str, object] = {"name": "Sở Nội vụ", "kind": "state", "code": "lạ lạ"}
    saved = change.save("", values, CLERK)
    assert "không theo mẫu" in saved.advice
    with pytest.raises(InvalidEntry) as wrong:
        change.save("", values, CLERK)
    assert "«Gộp»" in wrong.value.problems["code"]
    with pytest.raises(InvalidEntry):
        change.save("", {"name": " ", "kind": "state"}, CLERK)
    moved = change.save(
        saved.agency.key, {**values, "name": "Sở Nội vụ mới", "code": "H13.5"}, CLERK
    )
    assert moved.advice == ""
    assert moved.agency.aliases == ("Sở Nội vụ",)
    assert office.store.directory.agencies() == [moved.agency]


def test_a_free_text_issuer_joins_the_directory_but_a_citizen_does_not() -> None:
    office = FakeOffice()
    desk = office.desk()
    for org, kind, code in (
        ("Sở Tư pháp", "Công văn", "5/STP"),
        ("sở tư pháp", "Công văn", "6/STP"),
        ("Ông Nguyễn Văn A", "Đơn đề nghị", ""),
        ("Nguyễn Thị B", "Đơn khiếu nại", ""),
    ):
        candidate = desk.from_file("a.pdf", PDF_FILE, Channel.MAIL)
        values = {**INCOMING_VALUES, "issuing_org": org, "doc_type": kind, "code": code}
        desk.register(candidate, values, CLERK)
    assert [agency.name for agency in office.store.directory.agencies()] == ["Sở Tư pháp"]


# --- the verb ---


def test_the_verb_checks_first_and_brings_in_then(
    run: CommandLine, program: FakeProgram, tmp_path: Path
) -> None:
    office = FakeOffice()
    program.store = office.store
    program.person = CLERK
    file = tmp_path / "so-den.xlsx"
    rows = [[str(cell or "") for cell in one] for one in (row(1), row("x"))]
    file.write_bytes(office.tables.write_xlsx("Sổ", STATUTORY_IN, rows))
    arguments = ("import-register", file, "--register", "den", "--login", "vanthu")
    options = ("--password-from-stdin", "--errors", tmp_path / "loi.xlsx")
    ran = run(*arguments, *options, "--dry-run", stdin="x\n")
    assert ran.code == 1
    assert "1 dòng nhập được, 1 dòng lỗi" in ran.out
    assert "Dòng 3: «Số đến»: «x»" in ran.err
    assert (tmp_path / "loi.xlsx").exists()
    assert office.store.incoming.count(IncomingFilter()) == 0
    assert run(*arguments, *options, stdin="x\n").code == 1
    assert office.store.incoming.count(IncomingFilter()) == 0
    ran = run(*arguments, *options, "--skip-errors", stdin="x\n")
    assert "Đã nhập 1 văn bản" in ran.out
    assert office.store.incoming.count(IncomingFilter()) == 1
