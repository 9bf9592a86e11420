"""Spreadsheets as files: what comes out goes in again, and hostile ones are refused in words."""

import csv
import zipfile
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerkdesk.adapters.tables import guard, xlsx
from clerkdesk.adapters.tables.tables import SpreadsheetTables
from clerkdesk.domain.errors import (
    ClerkError,
    DamagedFile,
    ImportStopped,
    LockedFile,
    TableRefused,
    UnsupportedFile,
)
from clerkdesk.domain.table_cells import read_text

TABLES = SpreadsheetTables()
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")),
    min_size=1,
    max_size=30,
)


def workbook(*rows: list[object], **sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for title, more in sheets.items():
        sheet = book.create_sheet(title)
        for row in more:
            sheet.append(row)
    output = BytesIO()
    book.save(output)
    return output.getvalue()


def repacked(content: bytes, **changed: bytes) -> bytes:
    """The package with other parts; «__» in a name is «/», «_xml» its ending."""
    output = BytesIO()
    names = {
        name.replace("__", "/").replace("_xml", ".xml"): part for name, part in changed.items()
    }
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(output, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, names.pop(name, None) or old.read(name))
        for name, part in names.items():
            new.writestr(name, part)
    return output.getvalue()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    headings = ["Một", "Hai"]
    wanted = [[read_text(cell) for cell in row] for row in rows]
    for content in (TABLES.write_xlsx("Sổ", headings, rows), TABLES.write_csv(headings, rows)):
        read = TABLES.read("so", content).fullest.rows[1:]
        found = [[read_text(cell) for cell in row] for row in read]
        # a spreadsheet has no cells behind the last one that holds something
        assert [[cell for cell in row if cell] for row in found] == [
            [cell for cell in row if cell] for row in wanted if any(wanted)
        ][: len(found)]


def test_dates_and_numbers_stay_what_they_are() -> None:
    content = TABLES.write_xlsx("Sổ", ["Ngày", "Số"], [[date(2024, 3, 1), 12]])
    day, number = TABLES.read("so.xlsx", content).fullest.rows[1]
    assert read_text(day) == "01/03/2024"
    assert number == 12


def test_the_fullest_visible_sheet_is_taken() -> None:
    content = workbook(["bìa"], Sổ=[["Số đến"], [1], [2]])
    assert TABLES.read("so.xlsx", content).fullest.title == "Sổ"


@pytest.mark.parametrize(
    ("content", "cell"),
    [
        ("Số đến;Trích yếu\n1;họp, giao ban\n".encode(), "họp, giao ban"),
        ("\ufeffSố đến,Trích yếu\n1,họp\n".encode(), "họp"),
        ("Số đến\tTrích yếu\r\n1\thọp\r\n".encode("utf-16"), "họp"),
        ("So den,Trich yeu\n1,C«ng v¨n\n".encode("cp1252"), "C«ng v¨n"),
    ],
)
def test_csv_is_read_as_it_was_written(content: bytes, cell: str) -> None:
    assert TABLES.read("so.csv", content).fullest.rows[1][1] == cell


def test_no_heading_and_no_cell_of_a_csv_is_a_formula() -> None:
    text = TABLES.write_csv(["=HYPERLINK(1)"], [["\r=1+1"], ["@SUM(1)"]]).decode("utf-8-sig")
    cells = [row[0] for row in csv.reader(StringIO(text, newline=""))]
    assert cells == ["'=HYPERLINK(1)", "'\r=1+1", "'@SUM(1)"]


def test_a_quotation_mark_that_never_closes_loses_no_rows_in_silence() -> None:
    torn = 'Số đến;Trích yếu\n1;"họp ""giao ban"""\n2;"Về việc\n3;b\n4;c\n'
    with pytest.raises(TableRefused) as refused:
        TABLES.read("so.csv", torn.encode())
    assert "dòng 3" in str(refused.value)
    inside = TABLES.read("so.csv", 'a;b\n1;5" ống\n2;"hai\ndòng"'.encode()).fullest.rows
    assert inside == [("a", "b"), ("1", '5" ống'), ("2", "hai\ndòng")]


def test_a_formula_without_its_result_is_shown_as_one() -> None:
    rows = TABLES.read("so.xlsx", workbook(["Số đến"], ["=1+1"], [3])).fullest.rows
    assert [row[0] for row in rows] == ["Số đến", "=1+1", 3]


def test_what_is_no_spreadsheet_is_refused_in_words() -> None:
    good = workbook(["Số đến"], [1])
    docx = BytesIO()
    with zipfile.ZipFile(docx, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    cases: list[tuple[bytes, type[ClerkError]]] = [
        (b"", UnsupportedFile),
        (b"%PDF-1.7", UnsupportedFile),
        (b"\x00\x01\x02", UnsupportedFile),
        (b"\n\n", UnsupportedFile),
        (docx.getvalue(), UnsupportedFile),
        (guard.OLE + b"Workbook", UnsupportedFile),
        (guard.OLE + "EncryptedPackage".encode("utf-16-le"), LockedFile),
        (good[: len(good) // 2], DamagedFile),
        (repacked(good, xl__worksheets__sheet1_xml=b"<broken"), DamagedFile),
        (
            repacked(good, xl__workbook_xml=b"<!DOCTYPE a [<!ENTITY b 'c'>]><workbook/>"),
            TableRefused,
        ),
        (workbook(), UnsupportedFile),
    ]
    for content, error in cases:
        with pytest.raises(error) as told:
            TABLES.read("so.xlsx", content)
        assert "so.xlsx" in str(told.value)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = repacked(workbook(["Số đến"], [1]), xl__media__a_xml=bytes(3_000_000))
    assert len(bomb) < 20_000
    monkeypatch.setattr(guard, "LARGEST_TOTAL", 2_000_000)
    with pytest.raises(TableRefused, match="lớn bất thường"):
        TABLES.read("so.xlsx", bomb)


def test_a_lying_dimension_costs_nothing() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="2"><c r="XFD2"><v>9</v></c></row>'
        b"</sheetData></worksheet>"
    )
    content = repacked(workbook(["x"]), xl__worksheets__sheet1_xml=sheet)
    rows = TABLES.read("so.xlsx", content).fullest.rows
    assert [row[0] for row in rows] == [1]
    assert max(len(row) for row in rows) <= 80


def test_more_rows_than_any_register_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 20)
    with pytest.raises(TableRefused, match="hơn 20 dòng"):
        TABLES.read("so.xlsx", workbook(*([n] for n in range(30))))


def test_reading_stops_when_it_is_told_to() -> None:
    def stop(_rows: int) -> None:
        raise ImportStopped

    with pytest.raises(ImportStopped):
        TABLES.read("so.xlsx", workbook(*([n] for n in range(600))), stop)
