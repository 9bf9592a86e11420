from datetime import date
from io import BytesIO

import pymupdf
import pytest
from PIL import Image

from clerkdesk.adapters.printing.printer import StoryPrinter
from clerkdesk.adapters.token.pictures import DPI, seal_picture, signature_picture
from clerkdesk.domain.register_cover import cover_of
from clerkdesk.domain.seal_layout import SEAL_MM
from clerkdesk.ports.documents import FormPrinter, FormTable
from clerkdesk.process.resources import ResourceMissing
from tests.fakes.documents import FakeFormPrinter
from tests.fakes.sample_documents import OFFICE

COLUMNS = (("Số đến", 15.0), ("Tác giả", 40.0), ("Tên loại và trích yếu nội dung", 90.0))
SHEET_FIELDS = [
    "parent_name",
    "organisation",
    "place_date",
    "doc_type",
    "code",
    "issued_date",
    "issuing_org",
    "subject",
    "arrival_number",
    "arrival_date",
    "leader_opinion",
    "lead_unit",
    "joint_units",
    "due_date",
    "leader_date",
    "unit_opinion",
    "assignee",
    "assignee_due_date",
    "unit_date",
    "proposal",
    "proposal_date",
]


def pages(pdf: bytes) -> list[str]:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return [" ".join(page.get_text().split()) for page in document]


def test_a_register_has_its_head_and_its_number_on_every_page() -> None:
    rows = [(str(number), "Sở Nội vụ", "Công văn 12/SNV-VP " * 6) for number in range(1, 121)]
    printed = pages(
        StoryPrinter().register("Sổ đăng ký văn bản đến", "Năm 2026", FormTable(COLUMNS, rows))
    )
    assert len(printed) > 3
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN Năm 2026" in printed[0]
    for number, text in enumerate(printed, start=1):
        assert "Số đến Tác giả Tên loại và trích yếu nội dung (1) (2) (3)" in text
        assert f"Trang {number}/{len(printed)}" in text
    assert " ".join(printed).count("12/SNV-VP") == 120 * 6


def test_a_register_is_a4_landscape_with_its_fonts_inside() -> None:
    printed = StoryPrinter().register("Sổ", "", FormTable(COLUMNS, [("1", "UBND", "")]))
    with pymupdf.open(stream=printed, filetype="pdf") as document:
        assert (round(document[0].rect.width), round(document[0].rect.height)) == (842, 595)
        assert {font[3] for font in document.get_page_fonts(0)} >= {"Tinos Regular", "Tinos Bold"}
        assert all(font[1] == "ttf" for font in document.get_page_fonts(0))


def test_long_words_and_rows_higher_than_a_page_lose_nothing() -> None:
    word, text = "x" * 400, "chữ " * 6000
    printed = " ".join(
        pages(StoryPrinter().register("Sổ", "", FormTable(COLUMNS, [("1", word, text)])))
    )
    assert printed.count("x") == 400
    assert printed.count("chữ") == 6000


def test_an_empty_register_still_has_its_head() -> None:
    (printed,) = pages(StoryPrinter().register("Sổ đăng ký", "", FormTable(COLUMNS, [])))
    assert "(1) (2) (3)" in printed


def test_a_row_of_another_length_is_a_defect() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        StoryPrinter().register("Sổ", "", FormTable(COLUMNS, [("1", "2")]))


def test_a_sheet_shows_its_values_as_plain_text_and_dots_where_one_is_empty() -> None:
    values = dict.fromkeys(SHEET_FIELDS, "")
    values |= {"subject": "Về <b>kinh phí</b> & {code}", "code": "12/SNV-VP"}
    (printed,) = pages(StoryPrinter().sheet("arrival_sheet", values))
    assert "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN" in printed
    assert "Về <b>kinh phí</b> & {code}" in printed
    assert "số và ký hiệu: 12/SNV-VP" in printed
    assert "Giao cho cá nhân: ……" in printed


def test_the_recovery_key_is_printed_as_it_must_be_typed() -> None:
    key = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"
    values = {
        "organisation": "UBND XÃ THẠNH MẪU",
        "recovery_key": key,
        "made_at": "22/11/2026 09:00",
        "made_by": "Trần Thị Văn Thư",
        "computer": "VT-01",
    }
    (printed,) = pages(StoryPrinter().sheet("recovery_key", values))
    assert key in printed
    assert "Trần Thị Văn Thư" in printed


def test_a_form_that_is_not_there_or_lacks_a_value_is_a_defect() -> None:
    with pytest.raises(ResourceMissing):
        StoryPrinter().sheet("no_such_form", {})
    with pytest.raises(KeyError):
        StoryPrinter().sheet("recovery_key", {})


@pytest.mark.parametrize("printer", [StoryPrinter(), FakeFormPrinter()], ids=["story", "fake"])
def test_every_printer_answers_with_a_pdf(printer: FormPrinter) -> None:
    assert printer.register("Sổ", "", FormTable(COLUMNS, [])).startswith(b"%PDF")
    assert printer.sheet("arrival_sheet", dict.fromkeys(SHEET_FIELDS, "x")).startswith(b"%PDF")


def test_the_seal_is_red_round_transparent_and_of_real_size() -> None:
    with Image.open(BytesIO(seal_picture("UBND xã Thạnh Mẫu"))) as seal:
        assert seal.mode == "RGBA"
        assert seal.width / DPI * 25.4 == pytest.approx(SEAL_MM, abs=0.1)
        assert seal.getpixel((2, 2))[3] == 0
        red, green, _blue, alpha = seal.getpixel((seal.width // 2, seal.height // 2))
    assert red > 150 > green
    assert alpha == 255


def test_a_signature_is_blue_and_the_same_for_the_same_name() -> None:
    picture = signature_picture("Nguyễn Văn Mẫu")
    assert picture == signature_picture("Nguyễn Văn Mẫu")
    assert picture != signature_picture("Trần Thị Khác")
    with Image.open(BytesIO(picture)) as drawn:
        colours = {drawn.getpixel((x, drawn.height // 2)) for x in range(drawn.width)}
    inked = [colour for colour in colours if colour[3] > 200]
    assert inked
    assert all(blue > red for red, _green, blue, _alpha in inked)


def test_a_hand_over_record_prints_what_is_known_and_dots_for_the_rest() -> None:
    names = ("parent_name", "organisation", "place_date", "thing", "giver", "taker", "permission")
    values = dict.fromkeys((*names, "reason", "state", "note", "returned", "bases"), "")
    values |= {"giver": "Lê Thị Hoa", "thing": "Con dấu cơ quan"}
    (printed,) = pages(StoryPrinter().sheet("hand_over", values))
    assert "BIÊN BẢN BÀN GIAO CON DẤU" in printed
    assert "Bên giao: Lê Thị Hoa" in printed
    assert "Bên nhận: …" in printed


def test_a_book_has_its_cover_before_pages_that_are_numbered_without_it() -> None:
    cover = cover_of(
        OFFICE, "Sổ đăng ký văn bản đến", [date(2026, 1, 2), date(2026, 11, 22)], ["01", "125"]
    )
    table = FormTable(COLUMNS, [("1", "UBND", "x")], cover)
    first, second = pages(StoryPrinter().register("Sổ đăng ký văn bản đến", "Năm 2026", table))
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" in first
    assert OFFICE.name.upper() in first
    for line in ("Năm: 2026", "Từ ngày 02/01/2026 đến ngày 22/11/2026", "Từ số 01 đến số 125"):
        assert line in first
    assert "Trang 1/1" in second


def test_an_empty_book_leaves_its_cover_to_be_filled_in_by_hand() -> None:
    lines = cover_of(OFFICE, "Sổ", []).lines()
    assert len(lines) == 4
    assert all("…" in line for line in lines)
