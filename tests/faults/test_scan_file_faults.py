"""Files as pages: dropped ones and those of the watched folder, with all that may be odd in them."""

import io
import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pymupdf
import pytest
from PIL import Image, TiffImagePlugin

from clerkdesk.adapters.scanner.files_driver import FilesDriver
from clerkdesk.adapters.scanner.folder import FolderDriver
from clerkdesk.domain.errors import (
    AllFilesLeftOut,
    DamagedFile,
    FilesLeftOut,
    PdfIsDocument,
    UnsupportedFile,
)
from clerkdesk.domain.scans import ScannedPage, ScanSettings

A4_75 = (620, 877)


def pages(*paths: Path, dpi: int = 75) -> list[ScannedPage]:
    device = json.dumps([str(path) for path in paths])
    run = FilesDriver().scan(device, ScanSettings(dpi=dpi), lambda: False)
    return [captured.page for captured in run]


def opened(page: ScannedPage) -> Image.Image:
    return Image.open(io.BytesIO(page.image))


def test_files_of_all_kinds_become_pages_in_the_order_given(tmp_path: Path) -> None:
    png, tiff, pdf = tmp_path / "b.png", tmp_path / "a.tiff", tmp_path / "c.pdf"
    sheet = Image.new("RGB", A4_75, "white")
    sheet.save(png)
    sheet.save(tiff, save_all=True, append_images=[sheet])
    sheet.save(pdf, resolution=75)
    found = pages(png, tiff, pdf)
    assert [page.index for page in found] == [1, 2, 3, 4]
    assert found[0].image == png.read_bytes()


def test_sixteen_bit_grey_keeps_its_shades(tmp_path: Path) -> None:
    file = tmp_path / "x.png"
    deep = Image.new("I;16", A4_75, 0x8000)
    deep.save(file)
    (page,) = pages(file)
    image = opened(page).convert("L")
    assert abs(int(image.getpixel((300, 400))) - 128) <= 2  # type: ignore[arg-type]


def test_a_cmyk_jpeg_becomes_rgb(tmp_path: Path) -> None:
    file = tmp_path / "x.jpg"
    Image.new("CMYK", A4_75).save(file)
    (page,) = pages(file)
    assert opened(page).mode == "RGB"


HEIC = Path(__file__).resolve().parent.parent / "fakes" / "files" / "page.heic"
"""A white page of 620 × 877 with a red box, written once by pillow-heif (ours reads only)."""


def test_a_picture_of_a_telephone_becomes_a_page_whatever_its_name(tmp_path: Path) -> None:
    renamed = tmp_path / "IMG_0001.jpg"
    renamed.write_bytes(HEIC.read_bytes())
    for page in pages(HEIC, renamed):
        assert (page.media_type, page.width, page.height, page.dpi) == ("image/jpeg", *A4_75, 75)
        red, green, blue = opened(page).getpixel((100, 75))  # type: ignore[misc]
        assert (red > 150, max(green, blue) < 80) == (True, True)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(HEIC.read_bytes()[:200], id="its head only"),
        pytest.param(HEIC.read_bytes()[:425], id="torn"),
        pytest.param(b"\0\0\0\x18ftypheic" + b"x" * 400, id="nothing but the mark"),
        pytest.param(b"\0\0\0\x18ftypmp42" + b"x" * 400, id="a film"),
    ],
)
def test_a_torn_picture_of_a_telephone_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "IMG_0002.heic"
    file.write_bytes(content)
    with pytest.raises(DamagedFile, match=r"IMG_0002\.heic"):
        pages(file)


def test_a_typed_or_signed_pdf_is_a_document_and_not_cut_into_pictures(tmp_path: Path) -> None:
    typed, signed = tmp_path / "typed.pdf", tmp_path / "signed.pdf"
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), "Kinh gui")
        document.save(typed)
    Image.new("RGB", A4_75).save(signed)
    signed.write_bytes(signed.read_bytes() + b"\n% /ByteRange [0 1 2 3]\n")
    for file in (typed, signed):
        with pytest.raises(PdfIsDocument) as met:
            pages(file)
        assert met.value.path == str(file)


def test_half_a_picture_is_named_after_the_pages_of_the_other_files(tmp_path: Path) -> None:
    good, torn = tmp_path / "a.jpg", tmp_path / "b.jpg"
    Image.effect_noise(A4_75, 50).save(good)
    torn.write_bytes(good.read_bytes()[:2000])
    run = FilesDriver().scan(
        json.dumps([str(torn), str(good)]), ScanSettings(dpi=75), lambda: False
    )
    assert next(run).page.index == 1
    with pytest.raises(FilesLeftOut, match=r"b\.jpg"):
        next(run)


@pytest.mark.parametrize("content", [b"", b"\xff", b"So: 12/QD-UBND"], ids=["empty", "one", "text"])
def test_what_is_no_picture_is_named_though_no_telephone_picture_came_before(
    tmp_path: Path, content: bytes
) -> None:
    (file := tmp_path / "x.jpg").write_bytes(content)
    look = (
        "import json, sys; from clerkdesk.adapters.scanner.files_driver import FilesDriver;"
        "from clerkdesk.domain.errors import DamagedFile;"
        "from clerkdesk.domain.scans import ScanSettings\n"
        "try: list(FilesDriver().scan(json.dumps(sys.argv[1:]), ScanSettings(), lambda: False))\n"
        "except DamagedFile as error: print(error.name)"
    )  # a process of its own: once pi_heif is loaded, Pillow knows HEIF for good
    ran = subprocess.run(
        [sys.executable, "-c", look, str(file)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "x.jpg"


def test_a_whole_file_of_another_kind_is_not_called_damaged(tmp_path: Path) -> None:
    Image.new("RGB", A4_75).save(file := tmp_path / "x.gif")
    with pytest.raises(UnsupportedFile, match=r"x\.gif"):
        pages(file)


def test_only_the_first_picture_of_a_camera_or_a_film_is_a_page(tmp_path: Path) -> None:
    camera, film = tmp_path / "x.jpg", tmp_path / "x.png"
    sheet, small = Image.new("RGB", A4_75, "white"), Image.new("RGB", (60, 80))
    sheet.save(camera, "MPO", save_all=True, append_images=[small])
    sheet.save(film, save_all=True, append_images=[sheet.rotate(90)])
    assert [(page.width, page.height) for page in pages(camera, film)] == [A4_75, A4_75]


def test_print_on_a_transparent_ground_stands_on_white(tmp_path: Path) -> None:
    ink = Image.new("RGBA", A4_75, (0, 0, 0, 0))
    ink.paste((0, 0, 0, 255), (0, 0, 100, 100))
    ink.save(file := tmp_path / "x.png")
    (page,) = pages(file)
    image = opened(page).convert("L")
    assert (image.getpixel((400, 600)), image.getpixel((50, 50))) == (255, 0)


def test_a_photo_is_upright_as_the_telephone_says(tmp_path: Path) -> None:
    sheet = Image.new("RGB", A4_75, "white")
    sheet.paste("red", (0, 0, 620, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    file = tmp_path / "x.jpg"
    sheet.rotate(90, expand=True).save(file, exif=exif)
    (page,) = pages(file)
    assert (page.width, page.height) == A4_75
    assert opened(page).getpixel((300, 100))[1] < 60  # type: ignore[index]


def test_a_fax_has_its_height_and_a_false_resolution_stretches_nothing(tmp_path: Path) -> None:
    fax, false = tmp_path / "x.tif", tmp_path / "y.jpg"
    Image.new("L", (1728, 1146), 255).save(fax, dpi=(204, 98))
    Image.new("L", A4_75, 255).save(false, dpi=(300, 150))
    found = pages(fax, false)
    assert (found[0].width, found[0].height, found[0].dpi) == (1728, 2386, 204)
    assert (found[1].width, found[1].height) == A4_75


def test_a_small_copy_in_a_tiff_is_no_page(tmp_path: Path) -> None:
    first, second = io.BytesIO(), tmp_path / "x.tif"
    with TiffImagePlugin.AppendingTiffWriter(first, new=True) as writer:
        for size, tags in ((A4_75, {}), ((60, 80), {254: 1})):
            Image.new("L", size, 200).save(writer, "TIFF", tiffinfo=tags)
            writer.newFrame()
    second.write_bytes(first.getvalue())
    assert [(page.width, page.height) for page in pages(second)] == [A4_75]


def test_half_a_pdf_and_one_without_pages_are_named_and_not_drawn_white(tmp_path: Path) -> None:
    torn, empty = tmp_path / "torn.pdf", tmp_path / "empty.pdf"
    with pymupdf.open() as document:
        page = document.new_page()
        noise = io.BytesIO()
        Image.effect_noise(A4_75, 50).save(noise, "JPEG")
        page.insert_image(page.rect, stream=noise.getvalue())
        whole = document.tobytes()
    torn.write_bytes(whole[: len(whole) // 2])
    empty.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj "
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    for file in (torn, empty):
        with pytest.raises(DamagedFile, match=file.name):
            pages(file)


def test_a_typed_pdf_with_a_picture_or_a_late_header_stays_a_document(tmp_path: Path) -> None:
    typed, signed = tmp_path / "typed.pdf", tmp_path / "signed.pdf"
    logo = io.BytesIO()
    Image.new("RGB", (60, 60), "red").save(logo, "PNG")
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((72, 72), "Kinh gui")
        page.insert_image(pymupdf.Rect(20, 20, 60, 60), stream=logo.getvalue())
        typed.write_bytes(document.tobytes())
    Image.new("RGB", A4_75).save(signed)
    signed.write_bytes(b"\xef\xbb\xbf\n" + signed.read_bytes() + b"\n% /ByteRange [0 1 2 3]\n")
    for file in (typed, signed):
        with pytest.raises(PdfIsDocument):
            pages(file)


def test_a_text_that_was_read_off_a_scan_leaves_it_a_scan(tmp_path: Path) -> None:
    file, sheet = tmp_path / "x.pdf", io.BytesIO()
    Image.new("RGB", A4_75, "white").save(sheet, "PNG")
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_image(page.rect, stream=sheet.getvalue())
        page.insert_text((72, 72), "Kinh gui", render_mode=3)
        file.write_bytes(document.tobytes())
    assert len(pages(file)) == 1


def test_a_file_that_is_still_being_written_is_waited_for(tmp_path: Path) -> None:
    whole = io.BytesIO()
    Image.effect_noise(A4_75, 50).convert("RGB").save(whole, "JPEG", dpi=(75, 75))
    content = whole.getvalue()
    file = tmp_path / "scan.jpg"
    file.write_bytes(content[: len(content) // 3])

    def write_on() -> None:
        for part in (content[len(content) // 3 : -10], content[-10:]):
            time.sleep(0.6)
            with file.open("ab") as stream:
                stream.write(part)

    writer = threading.Thread(target=write_on)
    writer.start()
    found = list(FolderDriver(tmp_path).scan("inbox", ScanSettings(dpi=75), lambda: False))
    writer.join()
    assert [captured.page.image for captured in found] == [content]


@pytest.mark.parametrize("size", [(1, 1), (15, 900), (900, 15)])
def test_a_speck_is_no_page(tmp_path: Path, size: tuple[int, int]) -> None:
    Image.new("RGB", size).save(file := tmp_path / "dot.png")
    with pytest.raises(UnsupportedFile, match=r"dot\.png") as met:
        pages(file)
    assert "16 điểm ảnh" in met.value.advice
    with pymupdf.open() as document:
        document.new_page(width=size[0], height=size[1])
        document.save(file := tmp_path / "dot.pdf")
    with pytest.raises(UnsupportedFile, match=r"dot\.pdf"):
        pages(file, dpi=72)


def test_the_advice_speaks_of_other_files_only_where_they_gave_pages(tmp_path: Path) -> None:
    (tmp_path / "b.jpg").write_bytes(b"torn")
    run = FolderDriver(tmp_path).scan("inbox", ScanSettings(dpi=75), lambda: False)
    with pytest.raises(AllFilesLeftOut) as alone:
        list(run)
    assert "tệp khác" not in alone.value.advice
    assert "Chưa có trang nào" in alone.value.advice
    Image.new("RGB", A4_75).save(tmp_path / "a.jpg")
    run = FolderDriver(tmp_path).scan("inbox", ScanSettings(dpi=75), lambda: False)
    with pytest.raises(FilesLeftOut) as among_others:
        list(run)
    assert not isinstance(among_others.value, AllFilesLeftOut)
    assert "Trang của các tệp khác đã vào tập" in among_others.value.advice
