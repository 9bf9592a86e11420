"""A draft tờ trình as an office makes it, number and date blank; PDF by MuPDF or Word file."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

import pymupdf

from clerkdesk.process.resources import font_file

SIGNER = "Nguyễn Văn Mẫu"
BLANK_NUMBER = "Số:      /TTr-UBND"
BLANK_DATE = "Thạnh Mẫu, ngày     tháng     năm 2026"
_BODY = (
    "Thực hiện kế hoạch sửa chữa trụ sở làm việc năm 2027, Ủy ban nhân dân xã",
    "Thạnh Mẫu kính trình Sở Tài chính xem xét, bố trí kinh phí như sau:",
    "1. Sửa chữa mái và hệ thống điện khu tiếp công dân: 420 triệu đồng.",
    "2. Cải tạo phòng lưu trữ hồ sơ theo tiêu chuẩn phòng cháy: 180 triệu đồng.",
    "Kính trình Sở Tài chính xem xét, quyết định./.",
)


def make_draft(
    number: str = BLANK_NUMBER, date: str = BLANK_DATE, *, signer: str = SIGNER, rotation: int = 0
) -> bytes:
    """One page A4 in the layout of NĐ 30/2020, Phụ lục I."""
    with pymupdf.open() as document:
        page = document.new_page(width=595.3, height=841.9)

        def put(
            x: float,
            y: float,
            text: str,
            face: str = "Regular",
            size: float = 13,
            left: bool = False,
        ) -> None:
            file = str(font_file(f"Tinos-{face}.ttf"))
            if not left:
                x -= pymupdf.Font(fontfile=file).text_length(text, size) / 2
            page.insert_text((x, y), text, fontname=face, fontfile=file, fontsize=size)

        put(165, 75, "ỦY BAN NHÂN DÂN", "Bold")
        put(165, 91, "XÃ THẠNH MẪU", "Bold")
        put(415, 75, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Bold", 12)
        put(415, 91, "Độc lập - Tự do - Hạnh phúc", "Bold")
        put(165, 118, number)
        put(415, 118, date, "Italic")
        put(305, 160, "TỜ TRÌNH", "Bold", 14)
        put(305, 178, "Về việc xin kinh phí sửa chữa trụ sở làm việc", "Bold")
        put(305, 215, "Kính gửi: Sở Tài chính thành phố Mẫu.")
        for index, line in enumerate(_BODY):
            put(85, 250 + 22 * index, line, left=True)
        put(85, 520, "Nơi nhận:", "BoldItalic", 12, left=True)
        put(85, 536, "- Như trên;", size=11, left=True)
        put(85, 550, "- Lưu: VT, KT.", size=11, left=True)
        put(420, 520, "TM. ỦY BAN NHÂN DÂN", "Bold")
        put(420, 536, "CHỦ TỊCH", "Bold")
        put(420, 640, signer, "Bold", 14)
        page.set_rotation(rotation)
        document.subset_fonts()
        return bytes(document.tobytes(deflate=True))


def make_word_draft() -> bytes:
    """The same as a .docx, letterhead in a table without borders as drafters do it."""
    head = _table(
        _paragraph("ỦY BAN NHÂN DÂN", bold=True)
        + _paragraph("XÃ THẠNH MẪU", bold=True)
        + _paragraph(BLANK_NUMBER),
        _paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=24)
        + _paragraph("Độc lập - Tự do - Hạnh phúc", bold=True)
        + _paragraph("Thạnh Mẫu, ngày … tháng … năm 2026", italic=True),
    )
    foot = _table(
        _paragraph("Nơi nhận:", italic=True) + _paragraph("- Như trên;"),
        _paragraph("TM. ỦY BAN NHÂN DÂN", bold=True)
        + _paragraph("CHỦ TỊCH", bold=True)
        + _paragraph("") * 4
        + _paragraph(SIGNER, bold=True),
    )
    body = "".join(_paragraph(line) for line in ("TỜ TRÌNH", *_BODY))
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = (
        f'<w:document xmlns:w="{namespace}"><w:body>{head}{body}{foot}<w:p/></w:body></w:document>'
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", document)
    return output.getvalue()


def _table(left: str, right: str) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="4700" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell in (left, right)
    )
    return f"<w:tbl><w:tblPr/><w:tr>{cells}</w:tr></w:tbl>"


def _paragraph(text: str, *, bold: bool = False, italic: bool = False, size: int = 26) -> str:
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    font = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    run = (
        f'<w:r><w:rPr>{font}{marks}<w:sz w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{run}</w:p>'
