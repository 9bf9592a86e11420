"""Unsigned documents in the forms that offices' programs write."""

from io import BytesIO

import numpy as np
import pikepdf
import pymupdf
from PIL import Image, ImageDraw

from tests.fakes.attacks.bases import as_streams, decision

__all__ = [
    "as_streams",
    "attached",
    "big",
    "decision",
    "hybrid",
    "layered",
    "letter",
    "linear",
    "scan",
    "turned",
]


def letter(pages: int = 1) -> bytes:
    """A letter of some pages with a signature block at the end of the first."""
    with pymupdf.open() as document:
        for number in range(pages):
            sheet = document.new_page(width=595, height=842)
            sheet.insert_text((72, 90), "UBND XA THU NGHIEM", fontsize=13)
            for line in range(12):
                sheet.insert_text(
                    (72, 140 + 18 * line), f"Dong {line + 1} cua trang {number + 1}", fontsize=13
                )
            sheet.insert_text((380, 560), "CHU TICH", fontsize=13)
            sheet.insert_text((360, 680), "Nguyen Van An", fontsize=13)
        document.set_metadata({"title": "Thư"})
        document.set_toc([[1, "Trang 1", 1]])
        return bytes(document.tobytes())


def linear() -> bytes:
    """Linearized («fast web view»)."""
    with pikepdf.open(BytesIO(letter(3))) as document:
        out = BytesIO()
        document.save(out, linearize=True)
    return out.getvalue()


def hybrid() -> bytes:
    """As Word writes it: a table, and a hidden stream that holds the objects of object streams."""
    body = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
    content = b"BT /F 14 Tf 72 760 Td (Van ban cua Word) Tj ET"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 6 0 R /MarkInfo << /Marked true >> >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> /StructParents 0 >>",
        4: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    places = {}
    for number, one in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    tree = b"<< /Type /StructTreeRoot /K 7 0 R >>"
    element = b"<< /Type /StructElem /S /P /P 6 0 R /Pg 3 0 R >>"
    head = b"6 0 7 %d " % (len(tree) + 1)
    inner = head + tree + b" " + element
    places[8] = len(body)
    body += b"8 0 obj\n<< /Type /ObjStm /N 2 /First %d /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        len(head), len(inner), inner,
    )  # fmt: skip
    rows = b"".join(
        bytes((2,)) + (8).to_bytes(4, "big") + place.to_bytes(2, "big") for place in (0, 1)
    )
    hidden = len(body)
    body += (
        b"9 0 obj\n<< /Type /XRef /W [1 4 2] /Index [6 2] /Size 10 /Root 1 0 R /Length %d >>\n"
        b"stream\n%s\nendstream\nendobj\n" % (len(rows), rows)
    )
    table = len(body)
    lines = [b"0000000006 65535 f "] + [
        b"%010d 00000 n " % places[number] for number in range(1, 6)
    ]
    lines += [b"0000000007 65535 f ", b"0000000000 65535 f "]
    lines += [b"%010d 00000 n " % places[8], b"%010d 00000 n " % hidden]
    return body + (
        b"xref\n0 10\n%s\ntrailer\n<< /Size 10 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        b"xref\n0 0\ntrailer\n<< /Size 10 /Root 1 0 R /Prev %d /XRefStm %d >>\nstartxref\n%d\n%%%%EOF\n"
        % (b"\n".join(lines), table, table, hidden, table + _tail(lines, table))
    )


def _tail(lines: list[bytes], table: int) -> int:
    first = b"xref\n0 10\n%s\ntrailer\n<< /Size 10 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return len(first % (b"\n".join(lines), table))


def big(pages: int = 50, megabytes: float = 10.0) -> bytes:
    """Many pages, each with text and a picture that does not compress."""
    dice = np.random.default_rng(20160715)
    side = int((megabytes * 1024 * 1024 / pages / 3) ** 0.5)
    with pymupdf.open() as document:
        for number in range(pages):
            sheet = document.new_page(width=595, height=842)
            for line in range(30):
                sheet.insert_text(
                    (72, 80 + 14 * line),
                    f"Trang {number + 1}, dong {line + 1}: noi dung van ban hanh chinh",
                    fontsize=11,
                )
            noise = dice.integers(0, 256, (side, side, 3), dtype=np.uint8)
            pixels = pymupdf.Pixmap(pymupdf.csRGB, side, side, noise.tobytes(), False)
            sheet.insert_image(pymupdf.Rect(72, 520, 372, 800), pixmap=pixels)
        return bytes(document.tobytes())


def scan() -> bytes:
    """A scanned page with an invisible layer of recognized text."""
    picture = Image.new("L", (1240, 1754), 250)
    ImageDraw.Draw(picture).text((150, 200), "CONG VAN SO 12", fill=20, font_size=40)
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    with pymupdf.open() as document:
        sheet = document.new_page(width=595, height=842)
        sheet.insert_image(sheet.rect, stream=out.getvalue())
        sheet.insert_text((72, 108), "CONG VAN SO 12", fontsize=19, render_mode=3)
        return bytes(document.tobytes())


def turned() -> bytes:
    """A landscape table on a turned page with a crop box, PDF 2.0."""
    with pikepdf.open(BytesIO(letter(2))) as document:
        for sheet in document.pages:
            sheet.obj.Rotate = 90
            sheet.obj.CropBox = pikepdf.Array([20, 20, 575, 822])
        out = BytesIO()
        document.save(out, min_version="2.0")
    return out.getvalue()


def attached() -> bytes:
    """With an XML file inside, as packets bring it."""
    with pymupdf.open(stream=letter(), filetype="pdf") as document:
        document.embfile_add("goi.xml", b"<edXML/>", filename="goi.xml")
        return bytes(document.tobytes())


def layered() -> bytes:
    """Layers, all of them shown; a link."""
    with pymupdf.open(stream=letter(), filetype="pdf") as document:
        layer = document.add_ocg("nền", on=True)
        document[0].insert_text((72, 420), "Lop dang hien", oc=layer)
        document[0].insert_link(
            {
                "kind": pymupdf.LINK_URI,
                "from": pymupdf.Rect(72, 500, 200, 520),
                "uri": "https://x.gov.vn",
            }
        )
        return bytes(document.tobytes())
