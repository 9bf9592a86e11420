"""Pages that no paper has: a strip, a speck. They are read as pages without words."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from clerkdesk.adapters.pages.child_workshop import ChildPageWorkshop
from clerkdesk.adapters.scanner.child_scanner import ChildScanner
from clerkdesk.domain.errors import FilesLeftOut
from clerkdesk.domain.scans import ScanSettings
from clerkdesk.ports.pages import PageImage


@pytest.fixture(scope="module")
def workshop() -> Iterator[ChildPageWorkshop]:
    workshop = ChildPageWorkshop()
    yield workshop
    workshop.close()


@pytest.mark.parametrize(
    "size", [(1, 1), (1, 20_000), (20_000, 1), (2, 30_000), (30_000, 3), (700, 15), (9_000, 400)]
)
def test_a_picture_that_is_no_sheet_has_no_words(
    workshop: ChildPageWorkshop, size: tuple[int, int]
) -> None:
    picture = BytesIO()
    Image.new("L", size, 255).save(picture, "PNG")
    assert workshop.read_page(PageImage(picture.getvalue(), 300)).words == ()


@pytest.mark.parametrize("size", [(14_400, 1), (1, 14_400), (14_400, 200)])
def test_a_pdf_page_that_is_no_sheet_still_opens(
    workshop: ChildPageWorkshop, size: tuple[int, int]
) -> None:
    with pymupdf.open() as document:
        document.new_page(width=size[0], height=size[1])
        content = document.tobytes()
    assert workshop.read_pdf("dai.pdf", content).text.strip() == ""


def test_a_picture_without_end_in_the_watched_folder_is_named_and_stays(tmp_path: Path) -> None:
    picture = BytesIO()
    Image.new("1", (9_000, 9_000), 1).save(picture, "PNG")
    content = bytearray(picture.getvalue())
    content[16:24] = struct.pack(">II", 60_000, 60_000)
    content[29:33] = struct.pack(">I", zlib.crc32(bytes(content[12:29])))
    file = tmp_path / "khong-lo.png"
    file.write_bytes(content)
    scanner = ChildScanner(drivers=("folder",), folder=tmp_path)
    try:
        with pytest.raises(FilesLeftOut, match="khong-lo"):
            list(scanner.scan("folder:inbox", ScanSettings(), stop=lambda: False))
    finally:
        scanner.close()
    assert file.exists()
