"""Files as pages: dropped ones and those of the watched folder, with all that may be odd in them."""

import io
import json
import threading
import time
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from clerkdesk.adapters.scanner.files_driver import FilesDriver
from clerkdesk.adapters.scanner.folder import FolderDriver
from clerkdesk.domain.errors import DamagedFile, PdfIsDocument
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


def test_half_a_picture_is_named_after_the_pages_before_it(tmp_path: Path) -> None:
    good, torn = tmp_path / "a.jpg", tmp_path / "b.jpg"
    Image.effect_noise(A4_75, 50).save(good)
    torn.write_bytes(good.read_bytes()[:2000])
    run = FilesDriver().scan(
        json.dumps([str(good), str(torn)]), ScanSettings(dpi=75), lambda: False
    )
    assert next(run).page.index == 1
    with pytest.raises(DamagedFile, match=r"b\.jpg"):
        next(run)


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
