"""S08 (Điều 5.2.a; NĐ 30, PL I): what differs from the law is named with its article; nothing is refused."""

from collections.abc import Iterator
from dataclasses import replace

import pymupdf
import pytest

from clerkdesk.adapters.pdf.desk import ChildPdfDesk
from clerkdesk.domain.presentation import (
    Expected,
    PageLayout,
    PdfLayout,
    TextLine,
    advice,
)
from clerkdesk.domain.reading import Box
from clerkdesk.process.resources import font_file
from tests.fakes.drafts import SIGNER, make_draft
from tests.fakes.office import FakeOffice

WANTED = Expected("Tờ trình", "TTr-UBND", "UBND xã Mẫu", "Nguyễn Văn Mẫu")
HEAD = (
    ("ỦY BAN NHÂN DÂN", 90, 60),
    ("XÃ MẪU", 110, 76),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 280, 60),
    ("Độc lập - Tự do - Hạnh phúc", 310, 76),
    ("Số: 05/TTr-UBND", 100, 100),
    ("Mẫu, ngày 05 tháng 3 năm 2026", 310, 100),
    ("TỜ TRÌNH", 260, 140),
    ("Về việc xin kinh phí sửa chữa trụ sở", 180, 158),
    ("Nơi nhận:", 86, 700),
    ("- Như trên;", 86, 714),
    ("- Lưu: VT, VP.", 86, 728),
    ("Nguyễn Văn Mẫu", 380, 740),
)


def line(text: str, x: float, y: float, size: float = 14) -> TextLine:
    return TextLine(text, Box(x, y, x + 6 * len(text), y + size), size, bold=False)


def page(*changed: tuple[str, str], width: float = 210, height: float = 297) -> PageLayout:
    """A good page, with texts exchanged; an empty one goes."""
    exchange = dict(changed)
    lines = [line(exchange.get(text, text), x, y) for text, x, y in HEAD]
    lines += [line("Căn cứ Luật " + "x" * 60, 86, y) for y in (200, 218, 236)]
    return PageLayout(width, height, tuple(one for one in lines if one.text), {14.0: 900, 11.0: 60})


def of(*pages: PageLayout, fonts: dict[str, bool] | None = None) -> list[str]:
    layout = PdfLayout(pages, fonts or {"TimesNewRomanPSMT": True})
    return [found.text for found in advice(layout, WANTED)]


def test_a_page_as_the_law_wants_it_gets_no_advice() -> None:
    assert of(page()) == []


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", "Không thấy Quốc hiệu trên trang 1."),
        (
            "Độc lập - Tự do - Hạnh phúc",
            "",
            "Không thấy Tiêu ngữ «Độc lập - Tự do - Hạnh phúc».",
        ),
        ("XÃ MẪU", "", "Không thấy tên cơ quan ban hành «UBND xã Mẫu» ở đầu trang 1."),
        ("TỜ TRÌNH", "", "Không thấy tên loại «TỜ TRÌNH» trên trang 1."),
        ("Nơi nhận:", "", "Không thấy mục «Nơi nhận»."),
        ("- Lưu: VT, VP.", "", "Nơi nhận chưa có dòng «Lưu: VT, …»."),
        ("Nguyễn Văn Mẫu", "", "Không thấy họ tên người ký «Nguyễn Văn Mẫu»."),
        ("Số: 05/TTr-UBND", "", "Không thấy dòng «Số: …/…» trên trang 1."),
        (
            "Số: 05/TTr-UBND",
            "Số: 05/TB-UBND",
            "Ký hiệu trên trang là «TB-UBND», theo tên loại phải là «TTr-UBND».",
        ),
        (
            "Số: 05/TTr-UBND",
            "Số:     /TTR-UBND",
            "Ký hiệu viết «TTR-UBND», đúng chữ hoa, chữ thường là «TTr-UBND».",
        ),
        (
            "Số: 05/TTr-UBND",
            "Số: 5/TTr-UBND",
            "Số nhỏ hơn 10 phải ghi thêm số 0 phía trước: «05».",
        ),
        (
            "Mẫu, ngày 05 tháng 3 năm 2026",
            "Mẫu, ngày 5 tháng 03 năm 2026",
            "Ngày ghi «ngày 5 tháng 03», đúng là «ngày 05 tháng 3».",
        ),
        (
            "Mẫu, ngày 05 tháng 3 năm 2026",
            "Mẫu, ngày 05 tháng 2 năm 2026",
            "Ngày ghi «ngày 05 tháng 2», đúng là «ngày 05 tháng 02».",
        ),
    ],
)
def test_each_part_is_advised_on_alone(was: str, now: str, said: str) -> None:
    assert of(page((was, now))) == [said]


def test_a_date_still_blank_is_right_before_the_number_is_given() -> None:
    blank = ("Mẫu, ngày 05 tháng 3 năm 2026", "Mẫu, ngày … tháng … năm 2026")
    assert of(page(blank, ("Số: 05/TTr-UBND", "Số:      /TTr-UBND"))) == []


def test_paper_fonts_and_page_numbers_are_advised_on() -> None:
    letter = page(width=215.9, height=279.4)
    assert of(letter) == ["Trang 1 khổ 216 × 279 mm, không phải A4."]
    assert of(page(), fonts={"Arial": False}) == [
        "Phông Arial không nhúng trong tệp: máy khác có thể hiện sai chữ.",
        "Phông Arial không phải Times New Roman.",
    ]
    second = PageLayout(210, 297, (line("tiếp theo", 86, 90),), {14.0: 9})
    assert of(page(), second) == ["Trang 2 chưa có số trang ở giữa, trên đầu trang."]
    numbered = replace(second, lines=(line("2", 290, 50), *second.lines))
    assert of(page(), numbered) == []


def test_a_scan_without_text_is_said_to_be_unchecked() -> None:
    empty = PageLayout(210, 297, (), {})
    assert of(empty) == ["Tệp không có chữ (bản chụp): không kiểm tra được thể thức."]


@pytest.fixture
def pdf_desk() -> Iterator[ChildPdfDesk]:
    desk = ChildPdfDesk()
    yield desk
    desk.close()


def drawn() -> bytes:
    with pymupdf.open() as document:
        sheet = document.new_page(width=595.3, height=841.9)
        sheet.insert_font(fontname="F0", fontfile=str(font_file("Tinos-Regular.ttf")))
        for text, x, y in HEAD:
            sheet.insert_text((x, y), text, fontname="F0", fontsize=12)
        return bytes(document.tobytes())


def test_a_real_pdf_is_looked_at_in_the_child(pdf_desk: ChildPdfDesk) -> None:
    layout = pdf_desk.layout("to-trinh.pdf", drawn())
    assert [round(side) for side in (layout.pages[0].width, layout.pages[0].height)] == [210, 297]
    assert list(layout.fonts.values()) == [True]
    assert [found.text for found in advice(layout, WANTED)] == [
        "Phần lớn chữ cỡ 12, nội dung phải cỡ 13 đến 14."
    ]


def test_a_draft_made_ready_for_its_number_is_not_told_that_its_date_is_missing(
    pdf_desk: ChildPdfDesk,
) -> None:
    blank = pdf_desk.layout("tt.pdf", make_draft())
    ready = pdf_desk.layout("tt.pdf", pdf_desk.prepare_for_signing("tt.pdf", make_draft()))
    assert ready.date_is_left_free
    assert not blank.date_is_left_free
    wanted = Expected("Tờ trình", "TTr-UBND", "UBND xã Thạnh Mẫu", SIGNER)
    assert advice(ready, wanted) == advice(blank, wanted)


def test_advice_refuses_nothing_and_a_draft_without_pdf_gets_none() -> None:
    office = FakeOffice()
    desk = office.desk()
    document = office.draft()
    assert document.main_file is not None
    office.pdf_desk.layouts[office.store.files.get(document.main_file.sha256)] = PdfLayout(
        (page(("TỜ TRÌNH", "")),), {}
    )
    said = [found.text for found in desk.check_presentation(document)]
    assert "Không thấy tên loại «TỜ TRÌNH» trên trang 1." in said
    without = replace(document, entry=replace(document.entry, attachments=()))
    assert desk.check_presentation(without) == ()
    assert office.sealed().code == "01/TTr-UBND"
