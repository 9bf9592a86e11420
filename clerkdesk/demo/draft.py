"""The tờ trình of the demo as a Word file, number and date left blank as an office leaves them."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

SUBJECT = "xin kinh phí sửa chữa trụ sở làm việc"
_BODY = (
    "Thực hiện kế hoạch sửa chữa trụ sở làm việc năm 2027, Ủy ban nhân dân xã Thạnh Mẫu kính trình "
    "Sở Tài chính xem xét, bố trí kinh phí như sau:",
    "1. Sửa chữa mái và hệ thống điện khu tiếp công dân: 420 triệu đồng.",
    "2. Cải tạo phòng lưu trữ hồ sơ theo tiêu chuẩn phòng cháy: 180 triệu đồng.",
    "3. Trang bị máy quét và kệ hồ sơ cho bộ phận văn thư: 65 triệu đồng.",
    "Kính trình Sở Tài chính xem xét, quyết định./.",
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


def word_draft(place: str, agency_lines: tuple[str, ...], signer: str) -> bytes:
    """A .docx in the layout of NĐ 30/2020, Phụ lục I: A4, margins 20-30-20-15 mm."""
    left = [_line(line, bold=index > 0) for index, line in enumerate(agency_lines)]
    head = _two_columns(
        (*left, _line(""), _line("Số:      /TTr-UBND")),
        (
            _line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12),
            _line("Độc lập - Tự do - Hạnh phúc", bold=True),
            _line(""),
            _line(f"{place}, ngày      tháng      năm 2026", slanted=True),
        ),
        4200,
    )
    body = [_line(text, centred=False, indent=True) for text in _BODY]
    foot = _two_columns(
        (
            _line("Nơi nhận:", bold=True, slanted=True, size=12, centred=False),
            _line("- Như trên;", size=11, centred=False),
            _line("- TT. Đảng ủy, HĐND xã;", size=11, centred=False),
            _line("- Lưu: VT, KT.", size=11, centred=False),
        ),
        (
            _line("TM. ỦY BAN NHÂN DÂN", bold=True),
            _line("CHỦ TỊCH", bold=True),
            *[_line("") for _blank in range(5)],
            _line(signer, bold=True, size=14),
        ),
        4400,
    )
    content = "".join(
        (
            head,
            _line(""),
            _line("TỜ TRÌNH", bold=True, size=14),
            _line(f"Về việc {SUBJECT}", bold=True, size=14),
            _line(""),
            _line("Kính gửi: Sở Tài chính thành phố Mẫu.", size=14),
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
