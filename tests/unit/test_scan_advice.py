"""A PDF that was scanned elsewhere is held against NĐ 30 (PL I, Phần II): in colour, from 200 dpi."""

import io

import pymupdf
import pytest
from PIL import Image

from clerkdesk.adapters.pdf.layout import layout
from clerkdesk.adapters.pdf.layout_wire import read_layout, written_layout
from clerkdesk.domain.archiving import TRANSFER_NOTE
from clerkdesk.domain.presentation import Expected, PageScan, advice

WANTED = Expected("Tờ trình", "TTr-UBND", "UBND xã Mẫu", "Nguyễn Văn Mẫu")
A4_INCHES = (595 / 72, 842 / 72)


def scan(dpi: int, mode: str, *, share: float = 1.0, note: bool = False) -> bytes:
    """An A4 page with a picture over `share` of its height."""
    picture = Image.new(mode, (round(A4_INCHES[0] * dpi), round(A4_INCHES[1] * dpi * share)))
    if mode == "P":
        picture.putpalette([255, 255, 255, 200, 0, 0])
    stored = io.BytesIO()
    picture.save(stored, "PNG")
    with pymupdf.open() as made:
        page = made.new_page(width=595, height=842)
        page.insert_image(pymupdf.Rect(0, 0, 595, 842 * share), stream=stored.getvalue())
        if note:
            made.embfile_add(TRANSFER_NOTE, b"{}")
        return bytes(made.tobytes())


def said(pdf: bytes) -> list[str]:
    return [found.text for found in advice(layout("x.pdf", pdf), WANTED) if "quét" in found.text]


@pytest.mark.parametrize("mode", ["RGB", "P"])
@pytest.mark.parametrize("dpi", [200, 300])
def test_a_fine_scan_in_colour_gets_no_advice(dpi: int, mode: str) -> None:
    assert said(scan(dpi, mode)) == []


def test_a_coarse_scan_is_named_with_what_it_has() -> None:
    (words,) = said(scan(150, "RGB"))
    assert "Trang 1" in words
    assert "150 dpi" in words
    assert "200 dpi" in words


@pytest.mark.parametrize("mode", ["L", "1"])
def test_a_grey_or_black_scan_is_named(mode: str) -> None:
    (words,) = said(scan(300, mode))
    assert "ảnh màu" in words


def test_a_picture_on_a_page_is_no_scan() -> None:
    assert said(scan(72, "L", share=0.4)) == []


def test_this_programs_own_scan_is_not_asked_about() -> None:
    assert said(scan(150, "L", note=True)) == []


def test_what_is_known_of_a_scan_comes_over_the_pipe() -> None:
    found = layout("x.pdf", scan(150, "L"))
    assert found.pages[0].scan == PageScan(150, coloured=False)
    assert read_layout(written_layout(found)) == found
