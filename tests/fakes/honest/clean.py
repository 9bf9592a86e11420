"""Clean documents as offices have them: nothing hidden, nothing that acts; a check must not cry wolf."""

import random
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pymupdf
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from PIL import Image, ImageDraw, ImageFilter

from tests.fakes.attacks.update import Update
from tests.fakes.honest import papers

WORDS = [
    "căn",
    "cứ",
    "luật",
    "tổ",
    "chức",
    "chính",
    "quyền",
    "địa",
    "phương",
    "nghị",
    "định",
    "số",
    "về",
    "công",
    "tác",
    "văn",
    "thư",
    "ủy",
    "ban",
    "nhân",
    "dân",
    "xã",
    "thử",
    "nghiệm",
    "quyết",
    "định",
    "phê",
    "duyệt",
    "kế",
    "hoạch",
    "kinh",
    "phí",
    "thực",
    "hiện",
    "năm",
    "giao",
    "cho",
    "các",
    "phòng",
    "ban",
    "đơn",
    "vị",
    "liên",
    "quan",
    "chịu",
    "trách",
    "nhiệm",
    "thi",
    "hành",
    "báo",
    "cáo",
    "kết",
    "quả",
    "trước",
    "ngày",
    "tháng",
    "hồ",
    "sơ",
    "lưu",
    "trữ",
]
_SOFFICE_SECONDS = 240


def sentence(dice: random.Random, words: int = 14) -> str:
    """Some Vietnamese words."""
    return " ".join(dice.choices(WORDS, k=words)).capitalize() + "."


def made(count: int) -> Iterator[tuple[str, bytes]]:
    """`count` documents without any office program, by name."""
    makers: tuple[Callable[[random.Random], bytes], ...] = (
        _letter, _table, _scan, _scan_with_words, _form, _tidy, _linear, _streams, _hybrid,
        _comments, _layers, _pictures, _many_saves, _turned,
    )  # fmt: skip
    for number in range(count):
        maker = makers[number % len(makers)]
        yield f"{maker.__name__[1:]}-{number}", maker(random.Random(number))


def _font() -> pymupdf.Font:
    return pymupdf.Font("tiro")


def _letter(dice: random.Random) -> bytes:
    with pymupdf.open() as document:
        for _page in range(dice.randint(1, 4)):
            page = document.new_page(width=595, height=842)
            writer = pymupdf.TextWriter(page.rect)
            for line in range(dice.randint(12, 40)):
                writer.append((72, 80 + 17 * line), sentence(dice, 9), font=_font(), fontsize=12)
            writer.write_text(page)
        return bytes(document.tobytes(garbage=dice.choice((0, 3)), deflate=True))


def _table(dice: random.Random) -> bytes:
    """Shaded rows, a dark head with white letters, rules across."""
    with pymupdf.open() as document:
        page = document.new_page(width=842, height=595)
        page.draw_rect((40, 40, 800, 64), fill=(0.1, 0.25, 0.5))
        for column in range(5):
            page.insert_text((50 + 150 * column, 57), "TIEU DE COT", fontsize=12, color=(1, 1, 1))
        for row in range(dice.randint(5, 20)):
            y = 64 + 24 * row
            shade = 0.93 if row % 2 else 1.0
            page.draw_rect((40, y, 800, y + 24), fill=(shade, shade, shade), color=(0.6, 0.6, 0.6))
            for column in range(5):
                page.insert_text(
                    (50 + 150 * column, y + 17),
                    f"O {row + 1}.{column} {dice.randint(100, 999)}",
                    fontsize=11,
                )
        return bytes(document.tobytes())


def _picture(dice: random.Random) -> bytes:
    picture = Image.new("RGB", (1240, 1754), (247, 246, 240))
    draw = ImageDraw.Draw(picture)
    for line in range(30):
        draw.text(
            (150, 150 + 45 * line),
            f"Dong quet {line} {dice.randint(1000, 9999)}",
            fill=(30, 30, 34),
            font_size=32,
        )
    draw.ellipse((700, 1300, 1000, 1600), outline=(200, 20, 30), width=10)
    out = BytesIO()
    picture.filter(ImageFilter.GaussianBlur(1)).save(out, "JPEG", quality=75)
    return out.getvalue()


def _scan(dice: random.Random) -> bytes:
    with pymupdf.open() as document:
        for _page in range(dice.randint(1, 3)):
            page = document.new_page(width=595, height=842)
            page.insert_image(page.rect, stream=_picture(dice))
        return bytes(document.tobytes())


def _scan_with_words(dice: random.Random) -> bytes:
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        before = dice.random() < 0.5
        if not before:
            page.insert_image(page.rect, stream=_picture(dice))
        for line in range(30):
            page.insert_text(
                (72, 87 + 21.6 * line), f"Dong quet {line} 1234", fontsize=15, render_mode=3
            )
        if before:  # some programs paint the words first; they are invisible all the same
            page.insert_image(page.rect, stream=_picture(dice))
        return bytes(document.tobytes())


def _form(dice: random.Random) -> bytes:
    with pymupdf.open(stream=_letter(random.Random(1)), filetype="pdf") as document:
        for row in range(dice.randint(2, 6)):
            widget = pymupdf.Widget()
            widget.field_name = f"o{row}"
            widget.field_type = pymupdf.PDF_WIDGET_TYPE_TEXT
            widget.rect = pymupdf.Rect(350, 600 + 30 * row, 500, 622 + 30 * row)
            widget.field_value = dice.choice(("", "Nguyen Van A"))
            document[0].add_widget(widget)
        return bytes(document.tobytes())


def _saved(pdf: bytes, **how: object) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as document:
        out = BytesIO()
        document.save(out, **how)  # type: ignore[arg-type]  # the options of pikepdf
    return out.getvalue()


def _tidy(dice: random.Random) -> bytes:
    return _saved(_table(dice), recompress_flate=True)


def _linear(dice: random.Random) -> bytes:
    return _saved(_letter(dice), linearize=True)


def _streams(dice: random.Random) -> bytes:
    return _saved(_letter(dice), object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _hybrid(_dice: random.Random) -> bytes:
    return papers.hybrid()


def _comments(dice: random.Random) -> bytes:
    with pymupdf.open(stream=_letter(dice), filetype="pdf") as document:
        page = document[0]
        page.add_highlight_annot(pymupdf.Rect(72, 70, 300, 84))
        page.add_text_annot((500, 100), "Xem lai")
        page.insert_link(
            {
                "kind": pymupdf.LINK_URI,
                "from": pymupdf.Rect(72, 200, 200, 220),
                "uri": "https://x.gov.vn",
            }
        )
        return bytes(document.tobytes())


def _layers(dice: random.Random) -> bytes:
    with pymupdf.open(stream=_letter(dice), filetype="pdf") as document:
        layer = document.add_ocg("Nền", on=True)
        document[0].draw_line((72, 60), (520, 60), oc=layer)
        document.set_toc([[1, "Phần 1", 1]])
        return bytes(document.tobytes())


def _pictures(dice: random.Random) -> bytes:
    """Words on and beside pictures: a cover, a logo."""
    with pymupdf.open() as document:
        page = document.new_page()
        noise = BytesIO()
        Image.effect_noise((300, 200), dice.randint(10, 60)).convert("RGB").save(noise, "JPEG")
        page.insert_image((0, 0, 595, 250), stream=noise.getvalue(), keep_proportion=False)
        page.insert_text((72, 140), "BAO CAO NAM", fontsize=40, color=(1, 1, 1))
        page.insert_text((72, 320), sentence(dice), fontsize=12)
        page.insert_text((72, 360), "Chu xam nhat", fontsize=10, color=(0.75, 0.75, 0.75))
        return bytes(document.tobytes())


def _many_saves(dice: random.Random) -> bytes:
    """Edited and saved incrementally before anybody signs: what was replaced stays behind."""
    current = _letter(random.Random(3))
    for round_ in range(dice.randint(1, 3)):
        update = Update(current)
        words = b"BT /F 11 Tf 72 %d Td (Them dong %d) Tj ET" % (60 + 14 * round_, round_)
        number = update.stream(words)
        font = update.new(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
        resources = bytes(update.page.Resources.unparse(resolved=True))
        if b"/F " not in resources:
            resources = resources.replace(b"/Font <<", b"/Font << /F %d 0 R" % font, 1)
        kept = update.page.Contents
        held = kept if isinstance(kept, pikepdf.Array) else [kept]
        listed = b" ".join(b"%d %d R" % one.objgen for one in held)
        update.rewrite_page(
            {"/Contents": b"[%s %d 0 R]" % (listed, number), "/Resources": resources}
        )
        current = update.written()
    return current


def _turned(dice: random.Random) -> bytes:
    with pikepdf.open(BytesIO(_table(dice))) as document:
        document.pages[0].obj.Rotate = dice.choice((90, 180, 270))
        out = BytesIO()
        document.save(out)
    return out.getvalue()


def by_office(soffice: str, folder: Path, count: int) -> Iterator[tuple[str, bytes]]:
    """`count` documents that LibreOffice makes from Word files, by name."""
    sources = []
    for number in range(count):
        file = folder / f"van-ban-{number}.docx"
        _word_file(file, random.Random(1000 + number))
        sources.append(str(file))
    for begin, how in enumerate((
        "pdf", 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}',
        'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}',
    )):  # fmt: skip
        some = sources[begin::3]
        command = [
            soffice,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            how,
            "--outdir",
            str(folder),
        ]
        subprocess.run([*command, *some], check=True, capture_output=True, timeout=_SOFFICE_SECONDS)
    for source in sources:
        file = Path(source).with_suffix(".pdf")
        yield file.stem, file.read_bytes()


def _word_file(file: Path, dice: random.Random) -> None:
    document = Document()
    document.add_heading("QUYẾT ĐỊNH", 1)
    for _paragraph in range(dice.randint(4, 25)):
        run = document.add_paragraph().add_run(sentence(dice, dice.randint(8, 60)))
        run.font.size = Pt(dice.choice((11, 13, 14)))
        run.bold = dice.random() < 0.1
        if dice.random() < 0.1:
            run.font.color.rgb = RGBColor(0x1F, 0x4E, 0x79)
        if dice.random() < 0.05:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    if dice.random() < 0.7:
        table = document.add_table(
            dice.randint(2, 12),
            4,
            style=dice.choice(
                ("Table Grid", "Light Shading Accent 1", "Medium Grid 1", "Colorful List")
            ),
        )
        for place, cell in enumerate(table._cells):
            cell.text = f"{place} {dice.choice(WORDS)}"
        for cell in table.rows[0].cells:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:fill"), "1F4E79")
            cell._tc.get_or_add_tcPr().append(shade)
            for run in cell.paragraphs[0].runs:
                run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    if dice.random() < 0.4:
        picture = BytesIO()
        Image.effect_noise((300, 120), 40).convert("RGB").save(picture, "PNG")
        picture.seek(0)
        document.add_picture(picture)
    if dice.random() < 0.5:
        document.sections[0].header.paragraphs[0].text = "UBND xã Thử Nghiệm"
        document.sections[0].footer.paragraphs[0].text = "Trang"
    document.save(str(file))
