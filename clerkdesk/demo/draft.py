"""The letters of the demo as Word files, number and date left blank as an office leaves them."""

import zipfile
from dataclasses import dataclass, replace
from io import BytesIO
from xml.sax.saxutils import escape

from clerkdesk.domain.agencies import Office
from clerkdesk.domain.people import Person

SUBJECT = "xin kinh phí sửa chữa trụ sở làm việc"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a drafting unit writes; the rest of the page follows from NĐ 30/2020, Phụ lục I."""

    name: str
    doc_type: str
    subject: str
    """As it is entered; on the page «Về việc» or nothing stands before it."""
    symbol: str
    """What follows the number: «TTr-UBND»."""
    unit: str
    to: str
    body: tuple[str, ...]
    copies: tuple[str, ...]
    heading: str = "Về việc "


REQUEST = Letter(
    "to-trinh",
    "Tờ trình",
    SUBJECT,
    "TTr-UBND",
    "KT",
    "Sở Tài chính thành phố Mẫu",
    (
        "Thực hiện kế hoạch sửa chữa trụ sở làm việc năm 2027, Ủy ban nhân dân xã Thạnh Mẫu kính "
        "trình Sở Tài chính xem xét, bố trí kinh phí như sau:",
        "1. Sửa chữa mái và hệ thống điện khu tiếp công dân: 420 triệu đồng.",
        "2. Cải tạo phòng lưu trữ hồ sơ theo tiêu chuẩn phòng cháy: 180 triệu đồng.",
        "3. Trang bị máy quét và kệ hồ sơ cho bộ phận văn thư: 65 triệu đồng.",
        "Kính trình Sở Tài chính xem xét, quyết định./.",
    ),
    ("Như trên;", "TT. Đảng ủy, HĐND xã;", "Lưu: VT, KT."),
)
REPORT = Letter(
    "bao-cao",
    "Báo cáo",
    "kết quả rà soát hộ nghèo, hộ cận nghèo năm 2026",
    "BC-UBND",
    "VHXH",
    "Sở Tài chính thành phố Mẫu",
    (
        "Ủy ban nhân dân xã Thạnh Mẫu báo cáo kết quả rà soát hộ nghèo, hộ cận nghèo năm 2026:",
        "1. Hộ nghèo: 42 hộ, giảm 11 hộ so với năm 2025.",
        "2. Hộ cận nghèo: 67 hộ, giảm 8 hộ so với năm 2025.",
        "Trên đây là kết quả rà soát của xã Thạnh Mẫu./.",
    ),
    ("Như trên;", "TT. Đảng ủy, HĐND xã;", "Lưu: VT, VHXH."),
    heading="",
)
PROPOSAL = replace(
    REQUEST,
    name="de-nghi",
    subject="đề nghị hỗ trợ kinh phí nạo vét kênh Thạnh Lợi",
)
NOTICE = Letter(
    "thong-bao",
    "Thông báo",
    "kết quả thẩm định kinh phí sửa chữa trụ sở làm việc năm 2027",
    "TB-STC",
    "QLNS",
    "Ủy ban nhân dân xã Thạnh Mẫu",
    (
        "Sau khi xem xét hồ sơ của Ủy ban nhân dân xã Thạnh Mẫu, Sở Tài chính thông báo kết quả "
        "thẩm định như sau:",
        "1. Kinh phí được thẩm định: 620 triệu đồng, bố trí trong dự toán năm 2027.",
        "2. Đề nghị gửi hồ sơ thiết kế, dự toán chi tiết trước ngày 15 tháng 12 năm 2026./.",
    ),
    ("Như trên;", "Kho bạc Nhà nước;", "Lưu: VT, QLNS."),
    heading="",
)
PLAN = Letter(
    "ke-hoach",
    "Kế hoạch",
    "kiểm tra công tác quản lý tài sản công năm 2026",
    "KH-STC",
    "QLCS",
    "Ủy ban nhân dân các xã, phường",
    (
        "Sở Tài chính thành phố Mẫu kiểm tra công tác quản lý, sử dụng tài sản công năm 2026:",
        "1. Nội dung: sổ tài sản, kiểm kê cuối năm, xử lý tài sản không còn sử dụng.",
        "2. Thời gian: từ ngày 07 đến ngày 11 tháng 12 năm 2026 theo lịch gửi từng đơn vị./.",
    ),
    ("Như trên;", "Lưu: VT, QLCS."),
    heading="",
)
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def word_draft(letter: Letter, office: Office, leader: Person) -> bytes:
    """A .docx in the layout of NĐ 30/2020, Phụ lục I: A4, margins 20-30-20-15 mm."""
    own = [_line(line, bold=True) for line in _name_lines(office.name)]
    head = _two_columns(
        (_line(office.parent_name), *own, _line(""), _line(f"Số:      /{letter.symbol}")),
        (
            _line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12),
            _line("Độc lập - Tự do - Hạnh phúc", bold=True),
            _line(""),
            _line(f"{office.place}, ngày      tháng      năm 2026", slanted=True),
        ),
        3600,
    )
    body = [_line(text, centred=False, indent=True) for text in letter.body]
    signs_for = ["TM. ỦY BAN NHÂN DÂN"] if office.notation == "UBND" else []
    foot = _two_columns(
        (
            _line("Nơi nhận:", bold=True, slanted=True, size=12, centred=False),
            *[_line(f"- {copy}", size=11, centred=False) for copy in letter.copies],
        ),
        (
            *[_line(line, bold=True) for line in (*signs_for, leader.position.upper())],
            *[_line("") for _blank in range(5)],
            _line(leader.full_name, bold=True, size=14),
        ),
        4400,
    )
    content = "".join(
        (
            head,
            _line(""),
            _line(letter.doc_type.upper(), bold=True, size=14),
            _line(_first_upper(f"{letter.heading}{letter.subject}"), bold=True, size=14),
            _line(""),
            _line(f"Kính gửi: {letter.to}.", size=14),
            _line(""),
            *body,
            _line(""),
            foot,
            _line(""),
            '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
            '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"/></w:sectPr>',
        )
    )
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_MAIN}">'
        f"<w:body>{content}</w:body></w:document>"
    )
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", document)
    return file.getvalue()


def _name_lines(name: str) -> list[str]:
    """The agency's name over two lines where it is a committee's."""
    first, committee, rest = name.partition("NHÂN DÂN ")
    return [f"{first}{committee}".strip(), rest] if committee else [name.partition(" THÀNH PHỐ")[0]]


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _line(
    text: str,
    *,
    bold: bool = False,
    slanted: bool = False,
    size: int = 13,
    centred: bool = True,
    indent: bool = False,
) -> str:
    """A paragraph; `size` in points."""
    look = (
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
        + ("<w:b/>" if bold else "")
        + ("<w:i/>" if slanted else "")
        + f'<w:sz w:val="{size * 2}"/>'
    )
    place = '<w:jc w:val="center"/>' if centred else '<w:jc w:val="both"/>'
    inside = '<w:spacing w:before="60"/><w:ind w:firstLine="567"/>' if indent else ""
    return (
        f"<w:p><w:pPr>{inside}{place}</w:pPr><w:r><w:rPr>{look}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _two_columns(left: tuple[str, ...], right: tuple[str, ...], width: int) -> str:
    """A table without lines; `width` of the left column in twentieths of a point, of 9355."""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>{"".join(lines)}</w:tc>'
        for wide, lines in ((width, left), (9355 - width, right))
    )
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="9355" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/><w:gridCol w:w="{9355 - width}"/></w:tblGrid>'
        f"<w:tr>{cells}</w:tr></w:tbl>"
    )
