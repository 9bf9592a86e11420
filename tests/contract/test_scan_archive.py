"""Archive files: lawful (PDF/A), small, true to the page, and the same bytes from the same pages."""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pymupdf
import pytest
from PIL import Image

from clerkdesk.adapters.pages.examine import examine
from clerkdesk.adapters.pages.image import Pixels
from clerkdesk.adapters.pages.srgb import srgb_profile
from clerkdesk.domain.archiving import AS_CAPTURED, LAYERED, ArchiveProfile, Packing, TransferNote
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.reading import Box, PageText, Word
from clerkdesk.ports.pages import PageImage
from tests.contract.made_pages import a_page, jpeg_of
from tests.fakes.binding import bind

WHEN = datetime(2026, 11, 22, 10, 0, tzinfo=VIETNAM_TIME)
FACTS = {"Title": "Quyết định <15> & phụ lục", "CreationDate": WHEN.isoformat()}
NOTE = TransferNote("Nguyễn Văn An", WHEN, "sane:test:0", captured=3, kept=1, page_hashes=("ab",))
BLACK_WHITE = ArchiveProfile("bw", "", Packing.BLACK_WHITE)
TEXT = PageText(
    595.2,
    841.9,
    (
        Word("Quyết", Box(100, 100, 140, 114), 0.9, 0),
        Word("định", Box(145, 100, 175, 114), 0.9, 0),
        Word("Ủy\U0001f600ban", Box(100, 130, 150, 144), 0.9, 1),
    ),
)


def page(**how: object) -> PageImage:
    return PageImage(jpeg_of(a_page(**how)), 300)  # type: ignore[arg-type]  # as `a_page` takes them


def rendered(pdf: bytes, dpi: int = 150) -> Pixels:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        picture = document[0].get_pixmap(dpi=dpi, alpha=False)
    return np.frombuffer(picture.samples, np.uint8).reshape(picture.height, picture.width, 3)


def apart(pdf: bytes, pixels: Pixels) -> float:
    """All but the worst thousandth of the differences of the blurred pictures at 150 dpi, in levels."""
    shown = rendered(pdf, 150)
    size = (shown.shape[1], shown.shape[0])
    wanted = cv2.blur(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), (7, 7))
    return float(np.percentile(cv2.absdiff(cv2.blur(shown, (7, 7)), wanted), 99.9))


@pytest.fixture(scope="module", params=[LAYERED, AS_CAPTURED, BLACK_WHITE], ids=lambda p: p.name)
def made(request: pytest.FixtureRequest) -> bytes:
    return bind([page(seal=True)], [TEXT], FACTS, request.param, NOTE.as_json())


def test_the_file_is_what_iso_19005_wants(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert not pdf.is_encrypted
        assert pdf.Root.Lang == "vi"
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.read_bytes() == srgb_profile()
        assert "/Filter" not in pdf.Root.Metadata
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in xmp
        assert "Quyết định &lt;15&gt; &amp; phụ lục" in xmp
        assert str(pdf.docinfo.Title) == FACTS["Title"]
        assert str(pdf.docinfo.CreationDate) == "D:20261122100000+07'00'"
        assert "<xmp:CreateDate>2026-11-22T10:00:00+07:00</xmp:CreateDate>" in xmp
        assert pdf.trailer.ID[0] == pdf.trailer.ID[1]
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                assert thing.get("/Filter") != "/LZWDecode"
                assert "/F" not in thing
                assert not thing.get("/Interpolate", False)
                assert "/SMask" not in thing
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                assert len(thing.FontFile2.read_bytes()) > 100
            assert not (
                isinstance(thing, pikepdf.Dictionary) and {"/AA", "/JS"} & set(thing.keys())
            )


def test_the_transfer_note_is_inside(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        (entry,) = pdf.Root.AF
        assert entry.AFRelationship == "/Supplement"
        assert entry.EF.F.Subtype == "/application/json"
        note = json.loads(entry.EF.F.read_bytes())
        assert [str(name) for name in pdf.attachments] == ["phieu-chuyen-doi.json"]
    assert note["made_by"] == "Nguyễn Văn An"
    assert note["made_at"] == "2026-11-22T10:00:00+07:00"
    assert (note["captured"], note["kept"], note["page_sha256"]) == (3, 1, ["ab"])


def test_the_same_pages_give_the_same_bytes(made: bytes) -> None:
    digest = hashlib.sha256(bind([page(seal=True)], [TEXT], FACTS, LAYERED)).hexdigest()
    assert digest == hashlib.sha256(bind([page(seal=True)], [TEXT], FACTS, LAYERED)).hexdigest()


def test_words_are_found_at_their_places(made: bytes) -> None:
    with pymupdf.open(stream=made, filetype="pdf") as document:
        words = document[0].get_text("words")
        assert abs(document[0].rect.width - 595.2) < 0.5
    assert [word[4] for word in words] == ["Quyết", "định", "Ủyban"]
    for word, told in zip(words, TEXT.words, strict=True):
        assert abs(word[0] - told.box.x0) < 1
        assert abs(word[2] - told.box.x1) < 6  # a space follows each word
        assert word[1] < (told.box.y0 + told.box.y1) / 2 < word[3]


def test_a_file_without_note_is_part_2() -> None:
    pdf = bind([page()], [], {}, LAYERED)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"/AF" not in pdf


def test_qpdf_and_pdfinfo_find_nothing_wrong(made: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(made)
    for command in (["qpdf", "--check", file], ["pdfinfo", file]):
        if shutil.which(str(command[0])) is None:
            pytest.skip(f"{command[0]} is not installed")
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert "WARNING" not in ran.stderr


JARS = ("preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "commons-io")
JARS += ("javax.activation", "jaxb-api")


def test_an_independent_validator_agrees_on_what_pdfa_1_and_3_share(
    made: bytes, tmp_path: Path
) -> None:
    """PDFBox Preflight knows part 1 only: the same objects, without what part 2 and 3 add."""
    paths = [Path(f"/usr/share/java/{name}.jar") for name in JARS]
    if shutil.which("java") is None or not all(path.exists() for path in paths):
        pytest.skip("PDFBox Preflight (libpdfbox2-java, libjaxb-api-java) is not installed")
    file = tmp_path / "part1.pdf"
    with pikepdf.open(io.BytesIO(made)) as pdf:
        xmp = re.sub(rb"<pdfaid:part>\d", b"<pdfaid:part>1", pdf.Root.Metadata.read_bytes())
        pdf.Root.Metadata = pdf.make_stream(
            xmp, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        del pdf.Root.AF, pdf.Root.Names
        pdf.save(file, force_version="1.4", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    command = ["java", "-cp", os.pathsep.join(map(str, paths))]
    command += ["org.apache.pdfbox.preflight.Validator_A1b", str(file)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert "is a valid PDF/A-1b file" in ran.stdout + ran.stderr, ran.stdout + ran.stderr


def test_a_layered_page_is_small_and_looks_as_the_page() -> None:
    for how in ({}, {"seal": True}, {"seal": True, "faint": True}):
        pixels = a_page(**how)  # type: ignore[arg-type]  # three switches
        pdf = bind([PageImage(jpeg_of(pixels), 300)], [], {}, LAYERED)
        assert len(pdf) < (150 if how else 110) * 1024
        assert apart(pdf, pixels) < 25


def test_seal_and_signature_keep_their_colour_at_200_dpi() -> None:
    pdf = bind([page(seal=True)], [], {}, LAYERED)
    shown = rendered(pdf, 300)
    assert tuple(shown[2870, 1720] // 16) == (12, 2, 3)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pictures = [
            (int(one.Width), one.get("/ColorSpace"))
            for one in document.pages[0].Resources.XObject.values()
        ]
    content_sizes = [width for width, space in pictures if space == "/DeviceRGB"]
    assert len(content_sizes) >= 2
    # the zone spans 440 px of seal and its margins at 300 dpi: at 200 dpi more than 290 px
    assert max(width for width in content_sizes[1:]) > 290


def test_what_layers_cannot_carry_becomes_one_jpeg() -> None:
    rng = np.random.default_rng(5)
    small = rng.integers(60, 200, (18, 13, 3), dtype=np.uint8)
    photograph = np.asarray(cv2.resize(small, (2480, 3508), interpolation=cv2.INTER_CUBIC))
    pdf = bind([PageImage(jpeg_of(photograph), 300)], [], {}, LAYERED)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (picture,) = document.pages[0].Resources.XObject.values()
    assert (picture.Width, picture.Height, picture.Filter) == (2480, 3508, "/DCTDecode")
    assert apart(pdf, photograph) < 16


def test_skew_is_levelled_from_03_degrees_on_and_the_size_stays() -> None:
    for packing in (LAYERED, AS_CAPTURED):
        for skew, levelled in ((0.2, False), (1.0, True)):
            pdf = bind([page(skew=skew)], [], {}, packing)
            assert (apart(pdf, a_page()) < 40) is levelled
            with pymupdf.open(stream=pdf, filetype="pdf") as document:
                assert document[0].rect.width == pytest.approx(595.2, abs=0.1)
                assert document[0].rect.height == pytest.approx(841.92, abs=0.1)


def test_words_of_a_skewed_page_follow_the_levelled_print() -> None:
    text = PageText(595.2, 841.92, (Word("Điều", Box(67, 72, 100, 86), 0.9, 0),))
    for packing in (LAYERED, AS_CAPTURED):
        with pymupdf.open(stream=bind([page(skew=1.0)], [text], {}, packing)) as document:
            (word,) = document[0].get_text("words")
        # 1 degree about the middle moves the upper left corner right by 6 and up by 4 points
        assert abs(word[0] - 67) + abs(word[1] - 72) > 3


def test_a_captured_jpeg_keeps_its_bytes_and_black_and_white_loses_nothing() -> None:
    captured = page(seal=True)
    assert captured.content in bind([captured], [], {}, AS_CAPTURED)
    ink = Image.fromarray(a_page(noise=0)).convert("L").point(lambda v: 255 if v > 128 else 0)
    buffer = io.BytesIO()
    ink.convert("1").save(buffer, "PNG", dpi=(300, 300))
    for profile in (LAYERED, AS_CAPTURED, BLACK_WHITE):
        pdf = bind([PageImage(buffer.getvalue(), 300)], [], {}, profile)
        assert np.array_equal(rendered(pdf, 300)[:, :, 0], np.asarray(ink))
        assert b"CCITTFaxDecode" in pdf or len(pdf) < 100_000


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_stands_upright(turned: int) -> None:
    pixels = a_page()
    lying = np.ascontiguousarray(np.rot90(pixels, turned // 90))  # against the clock
    for profile in (LAYERED, AS_CAPTURED):
        pdf = bind([PageImage(jpeg_of(lying), 300, turned)], [], {}, profile)
        assert apart(pdf, pixels) < 16


def test_the_colours_are_srgb() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    transform = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    swatch = Image.new("RGB", (1, 1), (10, 100, 200))
    shown = ImageCms.applyTransform(swatch, transform)
    assert shown is not None
    got = shown.getpixel((0, 0))
    assert isinstance(got, tuple)
    assert all(abs(a - b) <= 1 for a, b in zip(got, (10, 100, 200), strict=True))


@pytest.mark.parametrize("size", [(1, 1), (3, 500), (500, 3), (99, 99), (17, 4000), (130, 9000)])
@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK"])
def test_strips_specks_and_odd_colours_become_pages_too(size: tuple[int, int], mode: str) -> None:
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, "TIFF" if mode in ("CMYK", "LA") else "PNG")
    for dpi in (0, 20, 1200):
        for profile in (LAYERED, AS_CAPTURED, BLACK_WHITE):
            pdf = bind([PageImage(buffer.getvalue(), dpi, 90)], [], {}, profile)
            with pymupdf.open(stream=pdf, filetype="pdf") as document:
                assert document.page_count == 1
    with Image.open(io.BytesIO(buffer.getvalue())) as image:
        assert not examine(image, 300).blank or min(size) >= 300
