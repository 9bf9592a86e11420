"""A stamp of secrecy is found wherever a sender may have put it; what cannot be opened is named."""

import io
import zipfile
from collections.abc import Iterator

import pymupdf
import pytest

from clerkdesk.adapters.pages.child_workshop import ChildPageWorkshop
from clerkdesk.domain.secrecy import StampSearch
from tests.contract.test_law_stamp_read import DPI, page

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(scope="module")
def workshop() -> Iterator[ChildPageWorkshop]:
    made = ChildPageWorkshop()
    yield made
    made.close()


def search(workshop: ChildPageWorkshop, name: str, content: bytes) -> StampSearch:
    return workshop.find_stamp(name, content, stop=lambda: False)


def picture(mark: str, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    page(mark, "#c81e1e").save(buffer, kind, dpi=(DPI, DPI), **options)
    return buffer.getvalue()


def tiff(*marks: str) -> bytes:
    frames = [page(mark, "black").convert("1") for mark in marks]
    buffer = io.BytesIO()
    frames[0].save(
        buffer,
        "TIFF",
        save_all=True,
        append_images=frames[1:],
        compression="group4",
        dpi=(DPI, DPI),
    )
    return buffer.getvalue()


def packed(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            plain = name.replace("__", "/").replace("_", ".")
            file.writestr(plain.replace("Content.Types", "Content_Types"), content)
    return buffer.getvalue()


def docx(body: str, **more: bytes) -> bytes:
    text = f'<w:document xmlns:w="{WORD}" xmlns:v="urn:v"><w:body>{body}</w:body></w:document>'
    return packed(
        **{"[Content_Types]_xml": b"<Types/>", "word__document_xml": text.encode(), **more}
    )


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(*pages: str, **options: object) -> bytes:
    with pymupdf.open() as file:
        for text in pages:
            made = file.new_page()
            made.insert_text((72, 300), "Day la mot trang co du chu de khong can doc bang mat may")
            if text == "drawn":
                box = made.rect
                made.insert_image(box, stream=picture("TỐI MẬT"))
        return bytes(file.tobytes(**options))


def pdf_with_file(name: str, content: bytes) -> bytes:
    with pymupdf.open() as file:
        file.new_page()
        file.embfile_add(name, content)
        return bytes(file.tobytes())


@pytest.mark.parametrize(
    ("name", "content", "mark"),
    [
        pytest.param("a.png", picture("MẬT"), "MẬT", id="a picture"),
        pytest.param("a.tif", tiff("", "", "TỐI MẬT"), "TỐI MẬT", id="third page of a fax"),
        pytest.param(
            "a.docx",
            docx(paragraph("UBND XÃ") + paragraph("TUYỆT MẬT")),
            "TUYỆT MẬT",
            id="a paragraph in Word",
        ),
        pytest.param(
            "a.docx",
            docx(
                f"<w:p><w:r><w:t>Số: 15/KH</w:t></w:r><w:txbx>{paragraph('TỐI MẬT')}</w:txbx></w:p>"
            ),
            "TỐI MẬT",
            id="a text box in Word",
        ),
        pytest.param(
            "a.docx",
            docx('<w:p><w:pict><v:textpath string="TUYỆT MẬT"/></w:pict></w:p>'),
            "TUYỆT MẬT",
            id="WordArt",
        ),
        pytest.param(
            "a.docx",
            docx(
                paragraph("Kính gửi"),
                word__header1_xml=f'<w:hdr xmlns:w="{WORD}">{paragraph("TỐI MẬT")}</w:hdr>'.encode(),
            ),
            "TỐI MẬT",
            id="the head of a Word page",
        ),
        pytest.param(
            "a.docx",
            docx(paragraph("Kính gửi"), word__media__image1_png=picture("TUYỆT MẬT")),
            "TUYỆT MẬT",
            id="a scan inside Word",
        ),
        pytest.param(
            "a.pdf",
            pdf("", "", "", "", "drawn", "", ""),
            "TỐI MẬT",
            id="page 5 of a PDF, a picture",
        ),
        pytest.param(
            "a.pdf",
            pdf_with_file("b.txt", "UBND XÃ\nTỐI MẬT\nKế hoạch".encode()),
            "TỐI MẬT",
            id="a file in a PDF",
        ),
        pytest.param(
            "a.zip",
            packed(a_txt=b"x", b_zip=packed(c_docx=docx(paragraph("TỐI MẬT")))),
            "TỐI MẬT",
            id="Word in a zip in a zip",
        ),
        pytest.param("a.pdf", picture("MẬT"), "MẬT", id="a picture that calls itself PDF"),
        pytest.param("a.docx", docx(paragraph("Quy chế bảo mật thông tin")), "", id="only words"),
        pytest.param("a.pdf", pdf("", ""), "", id="a harmless PDF"),
        pytest.param("a.txt", "QUY CHẾ BẢO\nMẬT\n".encode(), "", id="a heading that goes on"),
    ],
)
def test_a_stamp_in_any_kind_of_file(
    workshop: ChildPageWorkshop, name: str, content: bytes, mark: str
) -> None:
    found = search(workshop, name, content)
    assert (found.mark, found.whole) == (mark, True)
    assert mark or found.unread == ()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        pytest.param(
            "a.pdf",
            pdf("", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="y"),
            "có mật khẩu",
            id="a locked PDF",
        ),
        pytest.param("a.pdf", b"%PDF-1.7 torn", "tệp hỏng", id="a torn PDF"),
        pytest.param("a.rar", b"Rar!\x1a\x07\x01\x00rest", "không đọc được", id="a RAR"),
        pytest.param("a.zip", b"PK\x03\x04torn", "tệp hỏng", id="a torn zip"),
        pytest.param("a.tif", tiff("", "")[:-3000], "tệp hỏng", id="a torn TIFF"),
        pytest.param(
            "a.zip",
            packed(a_zip=packed(b_zip=packed(c_zip=packed(d_zip=packed(e_txt=b"x"))))),
            "quá nhiều lớp",
            id="zips in zips",
        ),
        pytest.param(
            "a.docx",
            docx(paragraph("x"), word__header1_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'),
            "tệp hỏng",
            id="entities in Word",
        ),
    ],
)
def test_what_stays_closed_is_named(
    workshop: ChildPageWorkshop, name: str, content: bytes, why: str
) -> None:
    found = search(workshop, name, content)
    assert found.mark == ""
    assert len(found.unread) == 1
    assert why in found.unread[0]
    assert "a." in found.unread[0]


def test_a_bomb_is_not_unpacked(workshop: ChildPageWorkshop) -> None:
    bomb = packed(a_txt=bytes(400_000_000))
    assert len(bomb) < 1_000_000
    (said,) = search(workshop, "bom.zip", bomb).unread
    assert "quá lớn" in said


def test_the_search_stops_when_it_is_told(workshop: ChildPageWorkshop) -> None:
    content = tiff(*[""] * 12)
    found = workshop.find_stamp("a.tif", content, stop=lambda: True)
    assert not found.whole
    assert search(workshop, "a.png", picture("MẬT")).mark == "MẬT", "the child is still well"
