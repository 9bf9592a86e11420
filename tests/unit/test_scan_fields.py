"""Registry fields from word lists: layout of NĐ 30, grammar of ký hiệu, slips of OCR."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from clerkdesk.adapters.pages.doc_types import load_doc_types
from clerkdesk.adapters.pages.fields import read_fields
from clerkdesk.adapters.pages.fields_code import cited_codes, mended_code
from clerkdesk.adapters.pages.lexicon import load_lexicon, mend
from clerkdesk.domain.reading import Box, PageText, ReadField, Word

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, MIDDLE = 175.0, 415.0, 315.0
Placed = tuple[str, float, float]


def line(text: str, centre: float, y: float) -> Placed:
    return text, centre, y


def page(*lines: Placed, sure: float = 0.96) -> PageText:
    """Lines set in 13 pt around their centre, each word as wide as its letters."""
    words: list[Word] = []
    for number, (text, centre, y) in enumerate(lines):
        parts = text.split()
        width = sum(len(part) * 6.2 for part in parts) + 4.0 * (len(parts) - 1)
        x = centre - width / 2
        for part in parts:
            words.append(Word(part, Box(x, y, x + len(part) * 6.2, y + 12), sure, number))
            x += len(part) * 6.2 + 4.0
    return PageText(WIDTH, HEIGHT, tuple(words))


MOTTO = (
    line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", RIGHT, 60),
    line("Độc lập - Tự do - Hạnh phúc", RIGHT, 78),
)
SIGNED = (
    line("Nơi nhận:", 110, 600),
    line("- Như trên;", 110, 616),
    line("- Lưu: VT, VP.", 110, 632),
    line("TM. ỦY BAN NHÂN DÂN", RIGHT, 600),
    line("KT. CHỦ TỊCH", RIGHT, 618),
    line("PHÓ CHỦ TỊCH", RIGHT, 636),
    line("Nguyễn Thị Thu Hà", RIGHT, 720),
)


def read(*pages: PageText) -> Mapping[str, ReadField]:
    return read_fields(pages, load_doc_types())


def decision(*extra: Placed, number: str = "Số: 05/QĐ-UBND") -> PageText:
    return page(
        line("ỦY BAN NHÂN DÂN", LEFT, 60),
        line("XÃ AN THẠNH", LEFT, 76),
        *MOTTO,
        line(number, LEFT, 104),
        line("An Thạnh, ngày 05 tháng 02 năm 2026", RIGHT, 104),
        line("QUYẾT ĐỊNH", MIDDLE, 150),
        line("Về việc thành lập Tổ công tác", MIDDLE, 168),
        line("chuyển đổi số của xã", MIDDLE, 184),
        line("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020;", 330, 220),
        *extra,
    )


def test_a_decision_gives_every_field_of_its_head_and_signer() -> None:
    fields = read(decision(*SIGNED))
    assert {name: field.value for name, field in fields.items()} == {
        "page_count": 1,
        "code_number": "05",
        "code_notation": "QĐ-UBND",
        "issued_date": date(2026, 2, 5),
        "place": "An Thạnh",
        "issuing_org": "ỦY BAN NHÂN DÂN XÃ AN THẠNH",
        "doc_type": "Quyết định",
        "subject": "Về việc thành lập Tổ công tác chuyển đổi số của xã",
        "urgency": 0,
        "signer_name": "Nguyễn Thị Thu Hà",
        "signer_position": "PHÓ CHỦ TỊCH",
        "competence": "TM. KT.",
        "recipients": ("Như trên", "Lưu: VT, VP"),
        "citations": ("30/2020/NĐ-CP",),
    }
    assert not any(field.flagged for field in fields.values())


def test_every_field_on_the_page_has_its_box() -> None:
    fields = read(decision(*SIGNED))
    box = fields["code_number"].box
    assert box is not None
    assert 100 < box.y0 < box.y1 < 120
    assert fields["signer_name"].box is not None


def test_the_signer_is_looked_for_on_the_last_page_that_has_one() -> None:
    annex = page(line("PHỤ LỤC", MIDDLE, 60), line("Danh sách kèm theo", MIDDLE, 80))
    fields = read(decision(), page(*SIGNED), annex)
    assert fields["signer_name"].value == "Nguyễn Thị Thu Hà"
    assert fields["signer_name"].page == 2
    assert fields["page_count"].value == 3


def test_a_letter_has_its_subject_under_the_number_and_an_agency_above() -> None:
    fields = read(
        page(
            line("UBND TỈNH SÓC TRĂNG", LEFT, 60),
            line("SỞ THÔNG TIN", LEFT, 76),
            line("VÀ TRUYÊN THÔNG", LEFT, 92),
            *MOTTO,
            line("Số: 120/STTTT-VP", LEFT, 112),
            line("Sóc Trăng, ngày 12 tháng 11 năm 2016", RIGHT, 112),
            line("V/v rà soát danh mục", LEFT, 130),
            line("hồ sơ điện tử", LEFT, 146),
            line("Kính gửi: Ủy ban nhân dân các huyện.", MIDDLE, 190),
        )
    )
    assert fields["doc_type"].value == "Công văn"
    assert fields["subject"].value == "rà soát danh mục hồ sơ điện tử"
    assert fields["issuing_org"].value == "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"
    assert fields["parent_org"].value == "UBND TỈNH SÓC TRĂNG"
    assert not fields["doc_type"].flagged


def test_a_slip_in_the_words_of_the_date_does_not_lose_the_title_under_it() -> None:
    right = line("Căn cứ Quyết định ngày 05 tháng 3 năm 2020 của Ủy ban", 380, 236)
    lines = [
        line(text.replace("ngày 05 tháng 02", "ngày 05 thủng 02"), centre, y)
        for text, centre, y in (
            line("XÃ AN THẠNH", LEFT, 76),
            *MOTTO,
            line("Số: 05/QĐ-UBND", LEFT, 104),
            line("An Thạnh, ngày 05 tháng 02 năm 2026", RIGHT, 104),
            line("QUYẾT ĐỊNH", MIDDLE, 150),
            line("Về việc thành lập Tổ công tác", MIDDLE, 168),
        )
    ]
    fields = read(page(*lines, right))
    assert fields["subject"].value == "Về việc thành lập Tổ công tác"


def test_v_v_whose_stroke_was_taken_for_a_letter_is_still_v_v() -> None:
    fields = read(
        page(
            line("TRƯỜNG TIỂU HỌC AN THẠNH", LEFT, 60),
            *MOTTO,
            line("Số: 120/THAT-VP", LEFT, 100),
            line("An Thạnh, ngày 12 tháng 11 năm 2016", RIGHT, 100),
            line("VW rà soát danh mục", LEFT, 118),
            line("Kính gửi: Ủy ban nhân dân xã.", MIDDLE, 160),
        )
    )
    assert fields["subject"].value == "rà soát danh mục"


@pytest.mark.parametrize(
    "rank", ["PHÓ CHÁNH VĂN PHÒNG HĐND VÀ UBND", "PHÓ GIÁM ĐỐC SỞ", "PHÓ TRƯỞNG ĐÀI"]
)
def test_a_deputy_is_never_bent_to_the_chief(rank: str) -> None:
    lines = [
        line("Nơi nhận:", 110, 600),
        line("- Lưu: VT.", 110, 616),
        line("KT. CHÁNH VĂN PHÒNG", RIGHT, 600),
        line(rank, RIGHT, 618),
        line("Nguyễn Thị Thu Hà", RIGHT, 720),
    ]
    found = read(page(*lines))["signer_position"]
    assert str(found.value).startswith("PHÓ ")
    assert found.value == rank or found.flagged


def test_an_urgency_stamp_is_read() -> None:
    fields = read(decision(line("HỎA TỐC", LEFT, 130)))
    assert fields["urgency"].value == 3


def test_words_that_were_hard_to_read_are_flagged() -> None:
    text = decision(*SIGNED)
    weak = PageText(WIDTH, HEIGHT, tuple(Word(w.text, w.box, 0.4, w.line) for w in text.words))
    fields = read(weak)
    assert fields["code_number"].flagged
    assert fields["subject"].flagged
    assert fields["signer_name"].flagged


def test_a_date_that_does_not_exist_is_not_invented() -> None:
    text = page(*MOTTO, line("Sóc Trăng, ngày 31 tháng 02 năm 2026", RIGHT, 104))
    assert "issued_date" not in read(text)


def test_a_number_left_blank_gives_no_number() -> None:
    fields = read(decision(number="Số: /QĐ-UBND"))
    assert "code_number" not in fields
    assert fields["code_notation"].value == "QĐ-UBND"


@pytest.mark.parametrize("pages", [(), (PageText(WIDTH, HEIGHT, ()),)])
def test_an_empty_document_gives_next_to_nothing(pages: Sequence[PageText]) -> None:
    assert set(read(*pages)) <= {"page_count"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("15/2016/QĐ-UBND", "15/2016/QĐ-UBND"),
        ("l5/2016/QD-UBND", "15/2016/QĐ-UBND"),
        ("05 / QĐ - UBND", "05/QĐ-UBND"),
        ("O7/TTr-STTTT", "07/TTr-STTTT"),
        ("12a/HDND-VP", "12a/HĐND-VP"),
        ("2291/SNV-VTLT.", "2291/SNV-VTLT"),
    ],
)
def test_slips_of_ocr_in_a_number_are_mended(text: str, code: str) -> None:
    assert str(mended_code(text, load_doc_types())) == code


def test_a_line_without_a_number_is_no_code() -> None:
    assert mended_code("QĐ-UBND", load_doc_types()) is None


def test_hd_under_a_guidance_stays_hd_though_a_contract_is_hd_with_a_stroke() -> None:
    fields = read(
        page(
            line("CÔNG AN XÃ HÒA TÚ", LEFT, 60),
            *MOTTO,
            line("Số: 03/HĐ-CAX", LEFT, 104),
            line("Hòa Tú, ngày 06 tháng 11 năm 2025", RIGHT, 104),
            line("HƯỚNG DẪN", MIDDLE, 150),
            line("Đăng ký cư trú", MIDDLE, 168),
        )
    )
    assert fields["code_notation"].value == "HD-CAX"


def test_numbers_that_are_cited_leave_out_the_document_itself() -> None:
    text = "theo 30/2020/NĐ-CP, Kế hoạch số 87/KH-UBND và 5/QĐ-UBND, 30/2020/NĐ-CP."
    assert cited_codes(text, "5/QĐ-UBND") == ("30/2020/NĐ-CP", "87/KH-UBND")


def test_mending_gives_marks_back_and_keeps_case_and_spelling_habits() -> None:
    lexicon = load_lexicon()
    assert mend("TĨNH SÓC TRANG", (*lexicon.levels, *lexicon.places)) == "TỈNH SÓC TRĂNG"
    assert mend("của Uy ban nhân dân xã", lexicon.agencies) == "của Ủy ban nhân dân xã"
    assert mend("thu, chỉ ngân sách", lexicon.collocations) == "thu, chi ngân sách"
    assert mend("Uỷ ban nhân dân", lexicon.agencies) == "Uỷ ban nhân dân"
