"""What is seen on a captured page: drawn pages and printed separators, as a scanner gives them."""

import io
from collections.abc import Iterator

import cv2
import numpy as np
import pymupdf
import pytest
from PIL import Image

from clerkdesk.adapters.pages.child_workshop import ChildPageWorkshop
from clerkdesk.adapters.pages.examine import examine, paper_size
from clerkdesk.adapters.pages.image import Pixels
from clerkdesk.adapters.pages.margins import cleaned
from clerkdesk.domain.errors import DamagedFile
from clerkdesk.domain.page_findings import CoverSheet
from clerkdesk.domain.scans import Aside, ColourMode
from clerkdesk.ports.pages import PageImage
from tests.contract.made_pages import a_page, blank, jpeg_of

COVER = CoverSheet("incoming", 2026, "1234a")


@pytest.fixture(scope="module")
def workshop() -> Iterator[ChildPageWorkshop]:
    child = ChildPageWorkshop()
    yield child
    child.close()


def seen(pixels: Pixels) -> Image.Image:
    return Image.fromarray(pixels)


def printed(pdf: bytes, *, dpi: int = 300, skew: float = 0.0, noise: float = 6.0) -> Pixels:
    """A printed sheet, scanned a little skewed and grainy."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        picture = document[0].get_pixmap(dpi=dpi, alpha=False)
    pixels = np.frombuffer(picture.samples, np.uint8).reshape(picture.height, picture.width, 3)
    turn = cv2.getRotationMatrix2D((picture.width / 2, picture.height / 2), skew, 1.0)
    pixels = cv2.warpAffine(
        pixels, turn, (picture.width, picture.height), borderValue=(250, 250, 250)
    )
    grain = np.random.default_rng(11).normal(0, noise, pixels.shape)
    return np.asarray((pixels * 0.85 + 20 + grain).clip(0, 255), dtype=np.uint8)


def test_an_empty_sheet_is_blank_dust_holes_and_shadow_on_it_too() -> None:
    sheet = blank()
    sheet[:, :40] = 90  # the lid's shadow
    for place in (1200, 2300):
        cv2.circle(sheet, (140, place), 35, (60, 60, 60), -1)
    cv2.circle(sheet, (1500, 1700), 4, (90, 90, 90), -1)  # a speck of dust
    found = examine(seen(sheet), 300)
    assert found.aside is Aside.BLANK
    assert found.paper == "A4"


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param(
            lambda p: cv2.putText(p, "2", (1240, 220), 0, 1.2, (60, 60, 60), 4), id="number"
        ),
        pytest.param(lambda p: cv2.line(p, (900, 900), (1300, 960), (40, 50, 160), 6), id="pen"),
        pytest.param(
            lambda p: cv2.putText(p, "ok", (900, 900), 0, 3, (190, 190, 190), 5), id="pencil"
        ),
    ],
)
def test_a_sheet_with_anything_written_on_it_is_not_blank(mark: object) -> None:
    sheet = blank()
    assert callable(mark)
    mark(sheet)
    assert examine(seen(sheet), 300).aside is None


def test_a_page_dark_all_over_is_a_fault_to_be_seen_not_a_blank_sheet() -> None:
    assert not examine(Image.new("RGB", (1654, 2339)), 200).blank


def test_the_back_of_thin_paper_is_blank_though_print_shines_through() -> None:
    front = a_page(noise=0).astype(np.int16)
    shining = 245 - (245 - np.flip(front, axis=1)) // 12
    grain = np.random.default_rng(2).normal(0, 4, shining.shape)
    back = np.asarray((shining + grain).clip(0, 255), dtype=np.uint8)
    assert examine(seen(back), 300).blank


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_page_fed_any_way_round_is_turned_upright(turns: int) -> None:
    fed = np.ascontiguousarray(np.rot90(a_page(skew=0.8), -turns))  # clockwise
    found = examine(seen(fed), 300)
    assert found.turn == (360 - 90 * turns) % 360
    assert found.skew == pytest.approx(0.8, abs=0.15)


def test_colour_is_told_from_grey_and_from_black_and_white() -> None:
    assert examine(seen(a_page(seal=True)), 300).colour is ColourMode.COLOUR
    assert examine(seen(a_page()), 300).colour is ColourMode.GREY
    assert examine(seen(a_page()).convert("1"), 300).colour is ColourMode.BLACK_WHITE


def test_the_sheet_is_named_by_its_size() -> None:
    assert paper_size((2480, 3508), 300) == "A4"
    assert paper_size((4960, 3508), 300) == "A3"
    assert paper_size((1654, 1169), 200) == "A5"
    assert paper_size((2480, 3898), 300) == "F4"
    assert paper_size((1000, 3508), 300) == ""


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_our_cover_sheet_tells_its_number_however_it_is_fed(
    workshop: ChildPageWorkshop, turns: int
) -> None:
    sheet = printed(workshop.separator_sheet(COVER, "UBND xã An Thạnh"), skew=1.5)
    found = examine(seen(np.ascontiguousarray(np.rot90(sheet, turns))), 300)
    assert found.cover == COVER
    assert found.aside is Aside.COVER


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("dpi", [200, 300])
def test_a_patch_t_sheet_is_a_separator_however_it_is_fed(
    workshop: ChildPageWorkshop, turns: int, dpi: int
) -> None:
    sheet = printed(workshop.separator_sheet(None), dpi=dpi, skew=1.0)
    found = examine(seen(np.ascontiguousarray(np.rot90(sheet, turns))), dpi)
    assert found.is_patch


def test_no_page_of_print_or_table_is_taken_for_a_separator() -> None:
    table = a_page()
    for row in range(400, 3000, 60):
        cv2.line(table, (300, row), (2200, row), (40, 40, 40), 5)
    for column in range(300, 2300, 160):
        cv2.line(table, (column, 400), (column, 3000), (40, 40, 40), 24)
    for pixels in (a_page(seal=True), table):
        found = examine(seen(pixels), 300)
        assert not found.is_patch
        assert found.cover is None


def test_the_child_tells_the_same_and_refuses_what_is_no_image(workshop: ChildPageWorkshop) -> None:
    lying = np.ascontiguousarray(np.rot90(a_page(seal=True), 2))
    content = jpeg_of(lying)
    told = workshop.examine(PageImage(content, 300))
    assert told == examine(Image.open(io.BytesIO(content)), 300)
    assert told.turn == 180
    with pytest.raises(DamagedFile):
        workshop.examine(PageImage(b"no image", 300))


def test_borders_and_holes_become_paper_and_print_near_the_edge_stays() -> None:
    page = a_page()
    page[:, :50] = 20
    page[3440:, :] = 35
    cv2.circle(page, (150, 1200), 36, (15, 15, 15), -1)
    cv2.putText(page, "Luu: VT", (70, 3300), 0, 1.5, (30, 30, 30), 5)
    clean = cleaned(page, 300)
    paper = np.array([247, 246, 240])
    for at in ((1754, 20), (3480, 1200), (1200, 150)):
        assert abs(clean[at].astype(int) - paper).max() < 30
    kept = slice(3250, 3320), slice(60, 300)
    assert np.array_equal(clean[kept], page[kept])
    plain = a_page()
    assert cleaned(plain, 300) is plain
