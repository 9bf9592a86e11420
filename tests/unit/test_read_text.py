"""Rules of reading below the fields: votes of passes, slips, known names, drafts, the Party's head."""

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from clerkdesk.adapters.pages.digit_shapes import digits_by_shape
from clerkdesk.adapters.pages.doc_types import load_doc_types
from clerkdesk.adapters.pages.docx_text import docx_page
from clerkdesk.adapters.pages.fields import read_fields
from clerkdesk.adapters.pages.fields_known import with_known
from clerkdesk.adapters.pages.fields_one import read_one
from clerkdesk.adapters.pages.fields_subject import subject_text
from clerkdesk.adapters.pages.image import Pixels
from clerkdesk.adapters.pages.lexicon import load_lexicon
from clerkdesk.adapters.pages.looks import upright_italics
from clerkdesk.adapters.pages.seen import Seen, voted
from clerkdesk.adapters.pages.slips import mended_slips
from clerkdesk.domain.errors import DamagedFile
from clerkdesk.domain.reading import Box, KnownNames, PageText, ReadField, Word
from clerkdesk.process.resources import resource
from tests.fakes.pages import page_text


def seen(*words: str, sure: float = 0.9, line: int = 0) -> list[Seen]:
    return [Seen(word, (60 * n, 0, 60 * n + 50, 20), sure, line) for n, word in enumerate(words)]


def test_three_passes_that_agree_make_a_word_surer() -> None:
    (word,) = voted([seen("hoạch"), seen("hoạch"), seen("hoạch")])
    assert (word.text, word.confidence > 0.9) == ("hoạch", True)


def test_two_passes_outvote_the_first_and_the_clerk_may_trust_them() -> None:
    (word,) = voted([seen("hoach", sure=0.7), seen("hoạch"), seen("hoạch")])
    assert word.text == "hoạch"
    assert 0.8 <= word.confidence < 0.9


def test_a_word_that_every_pass_reads_otherwise_is_doubtful() -> None:
    (word,) = voted([seen("tồn"), seen("tôn"), seen("tốn")])
    assert word.confidence < 0.8


def test_a_number_is_the_same_whatever_stands_around_it() -> None:
    (word,) = voted([seen("12/QĐ-UBND"), seen("12/QĐ–UBND."), seen("12/QĐ-UBND")])
    assert word.text == "12/QĐ-UBND"
    assert word.confidence > 0.9


def test_a_word_that_only_another_pass_has_brings_doubt_into_its_place() -> None:
    whole = seen("bảo", "đảm", "an", "toàn")
    lost = [whole[0], whole[1], whole[3]]
    words = voted([lost, whole, whole])
    assert " ".join(word.text for word in words) == "bảo đảm an toàn"
    assert words[1].confidence < 0.8


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        pytest.param("giữa các ban. ngành và", "giữa các ban, ngành và", id="comma for a stop"),
        pytest.param("còn Ø7 cơ sở", "còn 07 cơ sở", id="zero with a stroke"),
        pytest.param("ngày I6 tháng 6", "ngày 16 tháng 6", id="one for a letter"),
        pytest.param("I. Đề nghị Thủ trưởng", "1. Đề nghị Thủ trưởng", id="number of a paragraph"),
        pytest.param("năm 2025. Các đơn vị", "năm 2025. Các đơn vị", id="a real stop stays"),
        pytest.param("theo TT. HĐND xã", "theo TT. HĐND xã", id="a short form keeps its stop"),
        pytest.param("tăng 2,l% so với 2l xã", "tăng 2,1% so với 21 xã", id="one at the end"),
        pytest.param("Như Điêu 3;", "Như Điều 3;", id="an article"),
        pytest.param("tầng 2, trụ SỞ cơ quan", "tầng 2, trụ sở cơ quan", id="a tall letter"),
        pytest.param("gửi vt(@xa.øov.vn.", "gửi vt@xa.gov.vn.", id="an address of mail"),
    ],
)
def test_slips_that_the_sentence_puts_right(read: str, meant: str) -> None:
    words = mended_slips(seen(*read.split(), sure=0.97), load_lexicon())
    assert " ".join(word.text for word in words) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("báo cáo quý THI năm 2026", "báo cáo quý III năm 2026"),
        ("báo cáo quý THỊ năm 2026", "báo cáo quý III năm 2026"),
        ("kết quả quý l năm 2020", "kết quả quý I năm 2020"),
        ("kết quả quy HÍ năm 2023", "kết quả quý III năm 2023"),
        ("Công văn số 1354/UBND- TH ngày", "Công văn số 1354/UBND-TH ngày"),
        ("dự Lễ kỷ niệm N gày thành lập", "dự Lễ kỷ niệm Ngày thành lập"),
        ("theo Nghị quyết sô 57-NQITW", "theo Nghị quyết số 57-NQ/TW"),
        (
            "theo Công văn số 178IUBND-NC ngày 19/8I2025",
            "theo Công văn số 178/UBND-NC ngày 19/8/2025",
        ),
        ("tình hình kinh tế xã hội", "tình hình kinh tế - xã hội"),
        ("tổ chức lại; sáp nhập ấp", "tổ chức lại; sáp nhập ấp"),
    ],
)
def test_what_the_grammar_of_a_subject_puts_right(read: str, meant: str) -> None:
    assert subject_text([read]) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("- UBND tỉnh (b/c):", "- UBND tỉnh (b/c);"),
        ("- Lưu: VI; TH.", "- Lưu: VT, TH."),
        ("- Lưu: VE TCCB.", "- Lưu: VT, TCCB."),
        ("- Lưu: VLVX.", "- Lưu: VT, VX."),
        ("- Lưu: VT,TH.", "- Lưu: VT, TH."),
        ("- Lưu: VT.", "- Lưu: VT."),
        ("- Lưu: HS, VX.", "- Lưu: HS, VX."),
    ],
)
def test_the_list_of_recipients_ends_its_lines_as_the_form_says(read: str, meant: str) -> None:
    heading = seen("Nơi", "nhận:", sure=0.97)
    words = mended_slips([*heading, *seen(*read.split(), sure=0.97, line=1)], load_lexicon())
    assert " ".join(word.text for word in words[2:]) == meant


def test_elsewhere_a_line_may_end_with_a_colon() -> None:
    words = mended_slips(seen("-", "Nhiệm", "vụ:", sure=0.97), load_lexicon())
    assert [word.text for word in words] == ["-", "Nhiệm", "vụ:"]


def test_marks_of_a_known_phrase_are_mended() -> None:
    words = mended_slips(seen("mọi", "chỉ", "tiết", sure=0.97), load_lexicon())
    assert [word.text for word in words] == ["mọi", "chi", "tiết"]


def test_a_name_is_never_bent_to_a_phrase() -> None:
    words = mended_slips(seen("Trần", "Đình", "Hương", sure=0.97), load_lexicon())
    assert [word.text for word in words] == ["Trần", "Đình", "Hương"]


# --- names that the office knows ---------------------------------------------------------------------

KNOWN = KnownNames(agencies=("Ủy ban nhân dân xã Nghĩa Đàn",), signers=("Thạch Sà Rươl",))


def test_a_known_agency_gives_its_marks() -> None:
    read = {"issuing_org": ReadField("ỦY BAN NHÂN DÂN XÃ NGHĨA ĐẢN", 0.7)}
    field = with_known(read, KNOWN)["issuing_org"]
    assert field.value == "ỦY BAN NHÂN DÂN XÃ NGHĨA ĐÀN"
    assert not field.flagged


def test_a_name_that_is_only_like_a_known_one_stays_to_be_looked_at() -> None:
    field = with_known({"signer_name": ReadField("Thạch Sà Rươi", 0.6)}, KNOWN)["signer_name"]
    assert (field.value, field.flagged) == ("Thạch Sà Rươl", True)


def test_a_sure_reading_is_not_bent_to_a_known_name() -> None:
    field = with_known({"signer_name": ReadField("Thạch Sà Rươi", 0.95)}, KNOWN)["signer_name"]
    assert field.value == "Thạch Sà Rươi"


# --- one field in a drawn box --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        ("code", "Số: l5/QD-UBND", "15/QĐ-UBND"),
        ("code_number", "Số: 15/QĐ-UBND", "15"),
        ("issued_date", "An Thạnh, ngày 05 tháng 02 năm 2026", date(2026, 2, 5)),
        ("signer_name", "NGUYỄN THỊ HÀ", "Nguyễn Thị Hà"),
        ("doc_type", "QUYẾT ĐỊNH", "Quyết định"),
        ("subject", "V/v lập hồ sơ điện tử", "lập hồ sơ điện tử"),
    ],
)
def test_a_drawn_box_gives_the_field_that_it_was_drawn_for(
    name: str, words: str, value: object
) -> None:
    field = read_one(name, page_text(words), 2, load_doc_types())
    assert field is not None
    assert (field.value, field.page) == (value, 2)


def test_an_empty_box_gives_nothing() -> None:
    assert read_one("subject", PageText(595, 842, ()), 1, load_doc_types()) is None


# --- other heads ---------------------------------------------------------------------------------------


def placed(*lines: tuple[str, float, float]) -> PageText:
    words: list[Word] = []
    for number, (text, centre, y) in enumerate(lines):
        x = centre - len(text) * 2.9
        for part in text.split():
            words.append(Word(part, Box(x, y, x + 5.8 * len(part), y + 12), 0.96, number))
            x += 5.8 * (len(part) + 1)
    return PageText(595, 842, tuple(words))


def test_the_partys_head_has_the_type_before_the_stroke() -> None:
    page = placed(
        ("ĐẢNG BỘ TỈNH CÀ MAU", 175, 60),
        ("ĐẢNG ỦY XÃ AN THẠNH", 175, 76),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", 425, 60),
        ("Số 15-NQ/ĐU", 175, 104),
        ("An Thạnh, ngày 05 tháng 3 năm 2025", 425, 104),
        ("NGHỊ QUYẾT", 315, 150),
        ("về công tác cán bộ", 315, 168),
    )
    fields = read_fields([page], load_doc_types())
    assert (fields["code_number"].value, fields["code_notation"].value) == ("15-NQ", "ĐU")
    assert fields["issuing_org"].value == "ĐẢNG ỦY XÃ AN THẠNH"
    assert fields["parent_org"].value == "ĐẢNG BỘ TỈNH CÀ MAU"
    assert fields["doc_type"].value == "Nghị quyết"


def test_a_place_that_begins_like_the_word_for_day_is_a_place() -> None:
    page = placed(
        ("UBND XÃ NGA THỦY", 175, 60),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 425, 60),
        ("Độc lập - Tự do - Hạnh phúc", 425, 76),
        ("Số: 05/QĐ-UBND", 175, 104),
        ("Nga Thủy, ngày 5 tháng 3 năm 2025", 425, 104),
    )
    fields = read_fields([page], load_doc_types())
    assert fields["place"].value == "Nga Thủy"
    assert fields["issued_date"].value == date(2025, 3, 5)


# --- drafts ----------------------------------------------------------------------------------------------

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _paragraph(text: str, *, centred: bool = False) -> str:
    aligned = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centred else ""
    return f"<w:p>{aligned}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _cell(*lines: str) -> str:
    return f"<w:tc>{''.join(_paragraph(line, centred=True) for line in lines)}</w:tc>"


def _docx(*blocks: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        body = f'<w:document xmlns:w="{_W}"><w:body>{"".join(blocks)}</w:body></w:document>'
        file.writestr("word/document.xml", body)
    return made.getvalue()


def test_a_word_draft_gives_its_fields() -> None:
    head = _cell("ỦY BAN NHÂN DÂN", "XÃ AN THẠNH", "Số: /TB-UBND") + _cell(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "An Thạnh, ngày tháng 3 năm 2026",
    )
    signed = _cell("Nơi nhận:", "- Như trên;", "- Lưu: VT.") + _cell(
        "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Hải"
    )
    draft = _docx(
        f"<w:tbl><w:tr>{head}</w:tr></w:tbl>",
        _paragraph("THÔNG BÁO", centred=True),
        _paragraph("Về việc tiếp công dân tháng 3 năm 2026", centred=True),
        _paragraph("Ủy ban nhân dân xã thông báo lịch tiếp công dân như sau."),
        f"<w:tbl><w:tr>{signed}</w:tr></w:tbl>",
    )
    fields = read_fields([docx_page("thong-bao.docx", draft)], load_doc_types())
    assert fields["issuing_org"].value == "ỦY BAN NHÂN DÂN XÃ AN THẠNH"
    assert fields["doc_type"].value == "Thông báo"
    assert fields["subject"].value == "Về việc tiếp công dân tháng 3 năm 2026"
    assert fields["signer_name"].value == "Nguyễn Văn Hải"
    assert fields["signer_position"].value == "CHỦ TỊCH"
    assert "code_number" not in fields


@pytest.mark.parametrize("content", [b"", b"PK no zip", _docx()[:40]])
def test_what_is_no_word_document_is_refused(content: bytes) -> None:
    with pytest.raises(DamagedFile):
        docx_page("x.docx", content)


# --- digits ----------------------------------------------------------------------------------------------


def drawn(text: str, face: str, *, thin: bool = False) -> Pixels:
    font = ImageFont.truetype(str(resource(f"fonts/{face}")), 76)
    image = Image.new("L", (60 * len(text) + 60, 120), 255)
    ImageDraw.Draw(image).text((30, 12), text, font=font, fill=10)
    pixels = np.asarray(image)
    if thin:  # toner runs out: hairlines break
        pixels = np.asarray(cv2.dilate(pixels, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    return pixels


@pytest.mark.parametrize("text", ["01", "11", "12", "18", "26", "30", "2014", "2023", "2025"])
@pytest.mark.parametrize("thin", [False, True])
def test_digits_are_told_by_their_shapes(text: str, thin: bool) -> None:
    said, sure = digits_by_shape(drawn(text, "Tinos-Regular.ttf", thin=thin))
    assert said == text
    assert sure > 0.6


@pytest.mark.parametrize("text", ["11", "21", "26", "2018"])
def test_italic_digits_are_told_when_they_stand_upright(text: str) -> None:
    assert digits_by_shape(upright_italics(drawn(text, "Tinos-Italic.ttf")))[0] == text


def test_letters_are_no_digits() -> None:
    assert digits_by_shape(drawn("MW", "Tinos-Regular.ttf")) == ("", 0.0)
