"""What made fields wrong on made pages: one test for each cause that was mended."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from clerkdesk.adapters.pages.columns import apart
from clerkdesk.adapters.pages.doc_types import load_doc_types
from clerkdesk.adapters.pages.fields_code import mended_notation
from clerkdesk.adapters.pages.fields_lines import Line
from clerkdesk.adapters.pages.fields_subject import subject_text
from clerkdesk.adapters.pages.grey_ink import without_grey_seal
from clerkdesk.adapters.pages.lexicon import load_lexicon, mend, undashed, unglued
from clerkdesk.adapters.pages.seen import Seen, is_covered, voted
from clerkdesk.adapters.pages.zones import is_recipients_mark, signer_top
from clerkdesk.domain.reading import ReadField
from tests.unit.test_scan_fields import LEFT, MIDDLE, MOTTO, RIGHT, Placed, line, page, read


def signed(*block: str, name: str = "Nguyễn Thị Thu Hà") -> dict[str, ReadField]:
    """The fields of a page with this authority and position over a name."""
    rows = [line(text, RIGHT, 600 + 18 * place) for place, text in enumerate(block)]
    left = (line("Nơi nhận:", 110, 600), line("- Lưu: VT.", 110, 616))
    return dict(read(page(*left, *rows, line(name, RIGHT, 720))))


def headed(*agency: str, number: str = "Số: 12/BC-VP") -> dict[str, ReadField]:
    """The fields of a page with these lines over its number."""
    lines: list[Placed] = [line(text, LEFT, 44 + 16 * place) for place, text in enumerate(agency)]
    date = line("An Thạnh, ngày 05 tháng 02 năm 2026", RIGHT, 120)
    return dict(read(page(*lines, *MOTTO, line(number, LEFT, 120), date)))


@pytest.mark.parametrize(
    ("block", "position"),
    [
        (("KT. TRƯỞNG THỐNG KÊ", "PHÓ TRƯỞNG", "THỐNG KÊ"), "PHÓ TRƯỞNG THỐNG KÊ"),
        (("CHỦ TỊCH HỘI",), "CHỦ TỊCH HỘI"),
        (("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH", "VĂN PHÒNG"), "PHÓ CHÁNH VĂN PHÒNG"),
        (("KT. TỔ TRƯỞNG", "TỔ PHÓ"), "TỔ PHÓ"),
        (("TL. CHỦ TỊCH", "TRƯỞNG PHÒNG", "VĂN HÓA - XÃ HỘI"), "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI"),
        (("TUQ. GIÁM ĐỐC", "TRƯỞNG BẢN"), "TRƯỞNG BẢN"),
        (("PHÓ TRƯỞNG BẾN",), "PHÓ TRƯỞNG BẾN"),
    ],
)
def test_a_rank_of_known_words_is_never_bent_to_another(
    block: tuple[str, ...], position: str
) -> None:
    assert signed(*block)["signer_position"].value == position


def test_a_torn_rank_is_offered_and_flagged() -> None:
    found = signed("KT. CHỦ TỊCH", "PHÓ CHỦ TVCH")["signer_position"]
    assert found.value == "PHÓ CHỦ TỊCH"
    assert found.flagged


def test_a_name_in_capitals_is_read_as_a_name() -> None:
    found = signed("CHỦ TỊCH", name="TRẦN NGỌC HOA")["signer_name"]
    assert found.value == "Trần Ngọc Hoa"
    assert not found.flagged


def test_no_name_has_a_digit() -> None:
    assert signed("CHỦ TỊCH", name="T0 Đức")["signer_name"].value == "Tô Đức"


def test_a_name_of_the_list_is_told_by_the_shape_of_its_letters() -> None:
    found = signed("CHỦ TỊCH", name="Lý Thị Sà Rươi")["signer_name"]
    assert found.value == "Lý Thị Sà Rươl"
    assert signed("CHỦ TỊCH", name="HLim Niê")["signer_name"].value == "H'Lim Niê"
    assert signed("CHỦ TỊCH", name="Lý Văn Tài")["signer_name"].value == "Lý Văn Tài"


def test_one_pass_that_reads_a_name_is_believed_where_the_others_read_none() -> None:
    def passes(*texts: str) -> list[list[Seen]]:
        return [[Seen(text, (0, 0, 60, 20), 0.9, 0)] for text in texts]

    names = frozenset({"cẩm"})
    (word,) = voted(passes("Cấm", "Cấm", "Cẩm"), names)
    assert word.text == "Cẩm"
    assert word.confidence <= 0.6
    (word,) = voted(passes("Cấm", "Cấm", "Cẩm"))
    assert word.text == "Cấm"


def test_without_its_mark_the_block_is_found_by_the_list_beside_it() -> None:
    left = (
        line("Ngàn", 92, 600),
        line("- trên;", 99, 616),
        line("- Sở Nội vụ;", 117, 632),
        line("- Lưu: VT, TH.", 123, 648),
    )
    block = (line("TM. ỦY BAN NHÂN DÂN", RIGHT, 598), line("CHỦ TỊCH", RIGHT, 614))
    text = page(*left, *block, line("Đỗ Tuấn Thành", RIGHT, 700))
    fields = read(text)
    assert fields["signer_position"].value == "CHỦ TỊCH"
    assert fields["recipients"].value == ("trên", "Sở Nội vụ", "Lưu: VT, TH")
    assert not fields["signer_name"].flagged
    top = signer_top(text, load_lexicon())
    assert top is not None
    assert top < 598


def test_dirt_before_the_mark_does_not_hide_it() -> None:
    dirty, sentence = (
        Line(page(line(text, 110, 600)).words, 1) for text in ("9X Nơi nhận: Có", "tại nơi nhận")
    )
    assert is_recipients_mark(dirty)
    assert not is_recipients_mark(sentence)


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (("CỤC THỐNG KÊ", "THỐNG KÊ TỈNH GIA LAI"), "THỐNG KÊ TỈNH GIA LAI"),
        (("KHO BẠC NHÀ NƯỚC", "PHÒNG GIAO DỊCH", "SỐ 19"), "PHÒNG GIAO DỊCH SỐ 19"),
        (("HỘI KHUYẾN HỌC", "QUẬN LONG BIÊN"), "HỘI KHUYẾN HỌC QUẬN LONG BIÊN"),
        (
            ("TRUNG TÂM GIÁO DỤC NGHỀ NGHIỆP", "- GIÁO DỤC THƯỜNG XUYÊN"),
            "TRUNG TÂM GIÁO DỤC NGHỀ NGHIỆP - GIÁO DỤC THƯỜNG XUYÊN",
        ),
        (("SỞ GIÁO DỤC VÀ ĐÀO TẠO )",), "SỞ GIÁO DỤC VÀ ĐÀO TẠO"),
    ],
)
def test_lines_of_an_agency_are_told_from_those_of_the_one_above(
    lines: tuple[str, ...], issuer: str
) -> None:
    assert headed(*lines)["issuing_org"].value == issuer


def test_an_agency_with_a_word_that_is_none_is_flagged() -> None:
    assert headed("UBND THÀNH PHỐ HỒ CHÍ MIINH")["issuing_org"].flagged
    assert headed("UBND HUYỆN CHƯ PƯH")["issuing_org"].value is not None


def test_a_code_alone_in_its_line_belongs_to_the_subject() -> None:
    fields = read(
        page(
            line("TRƯỜNG TIỂU HỌC AN THẠNH", LEFT, 60),
            *MOTTO,
            line("Số: 120/THAT-VP", LEFT, 100),
            line("An Thạnh, ngày 12 tháng 11 năm 2016", RIGHT, 100),
            line("V/v triển khai Nghị quyết số", LEFT, 118),
            line("57-NQ/TW", LEFT, 134),
            line("Kính gửi: Ủy ban nhân dân xã.", MIDDLE, 170),
        )
    )
    assert fields["subject"].value == "triển khai Nghị quyết số 57-NQ/TW"


@pytest.mark.parametrize(
    ("read_as", "printed"),
    [
        ("theo Công văn ngày 261912024", "theo Công văn ngày 26/9/2024"),
        ("theo Công văn ngày 0511112024", "theo Công văn ngày 05/11/2024"),
        ("Ve trả lời kiến nghị", "Về trả lời kiến nghị"),
        ('quỹ "Vì người nghèo\N{RIGHT DOUBLE QUOTATION MARK}', 'quỹ "Vì người nghèo"'),
        ("ngày 999912024", "ngày 999912024"),
    ],
)
def test_slips_in_a_subject_are_put_right(read_as: str, printed: str) -> None:
    assert subject_text([read_as]) == printed


def test_phrases_that_share_words_are_both_mended() -> None:
    phrases = ("tốt nghiệp trung học", "trung học phổ thông")
    assert mend("thi tốt nghiệp trung học phố thông", phrases) == (
        "thi tốt nghiệp trung học phổ thông"
    )


def test_a_whole_syllable_is_not_cut_into_words_of_the_list() -> None:
    assert unglued("HỘI KHUYẾN HỌC", ("KHU VỰC", "YÊN BÁI", "VĂN YẾN")) == "HỘI KHUYẾN HỌC"


def test_words_that_reach_over_the_border_stay_whole_in_their_column() -> None:
    head = np.full((200, 400), 255, np.uint8)
    head[20:40, 120:210] = 0  # the end of the agency's name
    head[120:140, 190:300] = 0  # the place of the date line
    (left, at_left), (right, at_right) = apart(
        head, 200, [(120, 20, 210, 40), (190, 120, 300, 140)]
    )
    assert (left < 128).sum() == 20 * 90
    assert (right < 128).sum() == 20 * 110
    assert at_left == 0
    assert at_right <= 190


def test_a_grey_seal_goes_and_the_print_under_it_stays() -> None:
    noise = np.random.default_rng(7)
    print_only = np.full((500, 900), 255, np.uint8)
    cv2.putText(print_only, "PHO CHU TICH", (150, 150), cv2.FONT_HERSHEY_DUPLEX, 2.4, 10, 9)
    cv2.putText(print_only, "Nguyen Van An", (160, 420), cv2.FONT_HERSHEY_DUPLEX, 2.4, 10, 9)
    copied = print_only.copy()
    cv2.circle(copied, (250, 280), 180, 70, 9)
    cv2.circle(copied, (250, 280), 40, 70, -1)
    copied = np.minimum(copied, print_only)
    grainy = copied + noise.normal(0, 12, copied.shape)
    zone = cv2.GaussianBlur(grainy.clip(0, 255).astype(np.uint8), (0, 0), 0.8)
    cleaned = without_grey_seal(np.asarray(zone, dtype=np.uint8), 300)
    ink = cv2.dilate((print_only < 128).astype(np.uint8), np.ones((15, 15), np.uint8))
    assert (cleaned[ink == 0] < 140).sum() < 0.05 * (zone[ink == 0] < 140).sum()
    printed = print_only < 128
    assert (cleaned[printed] < 140).mean() > 0.97


def test_a_zone_of_one_ink_keeps_its_print() -> None:
    zone = np.full((300, 900), 255, np.uint8)
    cv2.putText(zone, "GIAM DOC", (100, 150), cv2.FONT_HERSHEY_DUPLEX, 2.0, 20, 5)
    printed = zone < 60
    assert (without_grey_seal(zone, 300)[printed] < 60).all()


@pytest.mark.parametrize("start", ["V/ rà soát", "rà soát"])
def test_small_print_under_the_number_of_a_letter_is_its_subject(start: str) -> None:
    fields = read(
        page(
            line("TRƯỜNG TIỂU HỌC AN THẠNH", LEFT, 60),
            *MOTTO,
            line("Số: 120/THAT-VP", LEFT, 100),
            line("An Thạnh, ngày 12 tháng 11 năm 2016", RIGHT, 100),
            line(f"{start} danh mục", LEFT, 118),
            line("hồ sơ điện tử", LEFT, 134),
            line("Kính gửi: Ủy ban nhân dân xã.", MIDDLE, 170),
        )
    )
    assert fields["subject"].value == "rà soát danh mục hồ sơ điện tử"
    assert fields["doc_type"].value == "Công văn"
    assert fields["subject"].flagged == (start == "rà soát")


def test_units_of_the_police_end_in_digits() -> None:
    types = load_doc_types()
    assert mended_notation("CAT-PC0G", types) == "CAT-PC06"
    assert mended_notation("CAT-PVO1", types) == "CAT-PV01"
    assert mended_notation("UBND-NC", types) == "UBND-NC"


def test_a_word_that_a_pass_says_with_the_one_before_it_is_not_said_twice() -> None:
    one = [Seen("CÔNG", (0, 0, 50, 20), 0.9, 0), Seen("TY", (60, 0, 90, 20), 0.9, 0)]
    other = [Seen("CÔNG", (0, 0, 80, 20), 0.9, 0), Seen("TY", (60, 0, 90, 20), 0.9, 0)]
    assert [word.text for word in voted([one, other, other])] == ["CÔNG", "TY"]


def test_a_row_is_covered_where_words_were_read_over_it() -> None:
    word = Seen("BÁO", (100, 12, 180, 30), 0.9, 0)
    assert is_covered((90, 8, 300, 34), [word])
    assert not is_covered((90, 60, 300, 90), [word])


def test_words_of_a_known_phrase_are_trusted_though_one_pass_was_at_a_loss() -> None:
    weak = page(line("BỘ Y TẾ", LEFT, 44), *MOTTO, sure=0.6)
    dated = (
        line("Số: 12/BC-BYT", LEFT, 120),
        line("Hà Nội, ngày 05 tháng 02 năm 2026", RIGHT, 120),
    )
    sure = page(*dated)
    words = (*weak.words, *(replace(word, line=word.line + 10) for word in sure.words))
    assert not read(replace(weak, words=words))["issuing_org"].flagged


def test_a_speck_after_a_word_of_an_agency_is_no_comma() -> None:
    assert headed("THUẾ TỈNH CÀ MAU", "THUẾ, CƠ SỞ 13")["issuing_org"].value == "THUẾ CƠ SỞ 13"


def test_a_line_that_begins_with_the_level_of_a_quarter_is_spelt_so() -> None:
    assert headed("ỦY BAN BẦU CỬ", "QUẠN NINH KIỀU")["issuing_org"].value == (
        "ỦY BAN BẦU CỬ QUẬN NINH KIỀU"
    )
    assert headed("BỆNH VIỆN", "QUÂN DÂN Y")["issuing_org"].value == "BỆNH VIỆN QUÂN DÂN Y"


def test_a_notation_one_letter_off_the_initials_is_flagged() -> None:
    lines = ("SỞ NÔNG NGHIỆP", "CHI CỤC CHĂN NUÔI", "VÀ THÚ Y")
    assert headed(*lines, number="Số: 57/CNTV-DT")["code_notation"].flagged
    assert not headed(*lines, number="Số: 57/CNTY-DT")["code_notation"].flagged


def test_a_speck_between_words_of_a_phrase_is_no_dash() -> None:
    phrases = ("mầm non", "kinh tế - xã hội")
    assert undashed("giáo dục mầm - non", phrases) == "giáo dục mầm non"
    assert undashed("kinh tế - xã hội", phrases) == "kinh tế - xã hội"
    assert undashed("2025 - 2030", phrases) == "2025 - 2030"


@pytest.mark.parametrize(
    ("lines", "number", "flagged"),
    [
        (("BƯU ĐIỆN HUYỆN", "TÂN HIỆP"), "Số: 1526/CĐ-BDH", True),
        (("BƯU ĐIỆN HUYỆN", "TÂN HIỆP"), "Số: 1526/CĐ-BĐH", False),
        (("CỤC VĂN THƯ", "VÀ LƯU TRỮ NHÀ NƯỚC"), "Số: 104/VTLUTNN-TH", True),
        (("ĐẢNG ỦY XÃ AN THẠNH",), "Số: 61/KH-ĐUHưng", True),
        (("ỦY BAN NHÂN DÂN", "XÃ AN THẠNH"), "Số: 66/QyĐ-UBND", False),
    ],
)
def test_a_notation_that_cannot_be_the_agency_s_is_flagged(
    lines: tuple[str, ...], number: str, flagged: bool
) -> None:
    assert headed(*lines, number=number)["code_notation"].flagged == flagged


def test_a_type_that_begins_with_i_was_a_t() -> None:
    assert mended_notation("IC-BTV", load_doc_types()) == "TC-BTV"


def test_so_before_a_number_is_its_number() -> None:
    assert headed("PHÒNG GIAO DỊCH", "SƠ 15")["issuing_org"].value == "PHÒNG GIAO DỊCH SỐ 15"


def test_a_name_in_capitals_close_under_the_position_is_no_part_of_it() -> None:
    rows = (line("BÍ THƯ", RIGHT, 600), line("VŨ VIẾT LONG", RIGHT, 626))
    left = (line("Nơi nhận:", 110, 600), line("- Lưu: VT.", 110, 616))
    fields = read(page(*left, *rows))
    assert fields["signer_position"].value == "BÍ THƯ"
    assert fields["signer_name"].value == "Vũ Viết Long"


def test_a_position_without_a_rank_is_flagged() -> None:
    assert signed("VĂN PHÒNG")["signer_position"].flagged


def test_quotes_stand_close_to_what_they_hold() -> None:
    assert subject_text(['mô hình " Chính quyền thân thiện" năm']) == (
        'mô hình "Chính quyền thân thiện" năm'
    )
    assert subject_text(["quý LII năm 2023"]) == "quý III năm 2023"
