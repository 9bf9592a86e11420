"""The port `PageWorkshop` on its child: a page of the virtual scanner is read, bound and read again."""

import io
import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from clerkdesk.adapters.pages.child_workshop import ChildPageWorkshop
from clerkdesk.adapters.scanner.child_scanner import ChildScanner
from clerkdesk.domain.archiving import ArchiveProfile, TransferNote
from clerkdesk.domain.clock import VIETNAM_TIME
from clerkdesk.domain.errors import DamagedFile, HelperCrashed, LockedFile, OcrDataMissing
from clerkdesk.domain.reading import Box, PageText
from clerkdesk.domain.scans import ScanSettings
from clerkdesk.domain.vietnamese import fold
from clerkdesk.ports.pages import PageImage
from clerkdesk.services.archive_profiles import shipped_profiles
from tests.fakes.pages import FakePageWorkshop, page_text


@pytest.fixture(scope="module")
def workshop() -> Iterator[ChildPageWorkshop]:
    child = ChildPageWorkshop()
    yield child
    child.close()


@pytest.fixture(scope="module")
def letter() -> PageImage:
    """The first page of the demo's urgent letter at 200 dpi."""
    scanner = ChildScanner(drivers=("virtual",))
    pages = scanner.scan("virtual:letter", ScanSettings(dpi=200), stop=lambda: False)
    page = next(iter(pages))
    pages.close()  # type: ignore[attr-defined]  # a generator, as the port allows
    scanner.close()
    return PageImage(page.image, page.dpi)


@pytest.fixture(scope="module")
def text(workshop: ChildPageWorkshop, letter: PageImage) -> PageText:
    return workshop.read_page(letter)


def test_a_page_is_read_with_its_marks(text: PageText) -> None:
    assert "2418/SNV-VTLT" in text.text
    assert "ngày 12 tháng 11 năm 2026" in text.text
    assert "Ủy ban nhân dân các xã, phường" in text.text
    assert abs(text.width - 595) < 2
    assert all(0 <= w.box.x0 < w.box.x1 <= text.width + 1 for w in text.words)


def test_the_head_alone_gives_the_fields_of_the_head(
    workshop: ChildPageWorkshop, letter: PageImage, text: PageText
) -> None:
    head = workshop.read_head(letter)
    assert (head.width, round(head.height)) == (text.width, round(text.height))
    fields = workshop.read_document([head]).fields
    assert fields["code_number"].value == "2418"
    assert fields["issued_date"].value == date(2026, 11, 12)
    assert fields["subject"].value


def test_one_field_is_read_in_a_drawn_box(
    workshop: ChildPageWorkshop, letter: PageImage, text: PageText
) -> None:
    box = workshop.read_document([text]).fields["code_number"].box
    assert box is not None
    drawn = Box(box.x0 - 6, box.y0 - 5, box.x1 + 6, box.y1 + 5)
    field = workshop.read_field(letter, 1, drawn, "code")
    assert field is not None
    assert field.value == "2418/SNV-VTLT"
    assert field.box is not None
    assert abs(field.box.y0 - box.y0) < 4
    assert workshop.read_field(letter, 1, Box(2, 2, 9, 9), "code") is None


def test_a_torn_draft_is_refused(workshop: ChildPageWorkshop) -> None:
    with pytest.raises(DamagedFile):
        workshop.read_draft("to-trinh.docx", b"PK\x03\x04 torn")


def test_the_fields_of_the_page_are_found(workshop: ChildPageWorkshop, text: PageText) -> None:
    fields = workshop.read_document([text]).fields
    assert fields["code_number"].value == "2418"
    assert fields["code_notation"].value == "SNV-VTLT"
    assert fields["issued_date"].value == date(2026, 11, 12)
    assert fields["issuing_org"].value == "SỞ NỘI VỤ"
    assert fields["doc_type"].value == "Công văn"
    assert fields["urgency"].value == 1


def test_a_page_fed_upside_down_is_read_when_turned(
    workshop: ChildPageWorkshop, letter: PageImage
) -> None:
    buffer = io.BytesIO()
    image = Image.open(io.BytesIO(letter.content))
    head = image.crop((0, 0, image.width, image.height // 4))
    head.rotate(180).save(buffer, "PNG")
    text = workshop.read_page(PageImage(buffer.getvalue(), letter.dpi, turned=180))
    assert "2418/SNV-VTLT" in text.text


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_scan_that_lies_wrong_in_its_pdf_is_read_upright(
    workshop: ChildPageWorkshop, letter: PageImage, turned: int
) -> None:
    lying = io.BytesIO()
    with Image.open(io.BytesIO(letter.content)) as image:
        image.rotate(turned, expand=True).convert("RGB").save(lying, "PDF", resolution=letter.dpi)
    read = workshop.read_pdf("nằm ngang.pdf", lying.getvalue())
    assert read.fields["code_number"].value == "2418"
    assert read.fields["issuing_org"].value == "SỞ NỘI VỤ"
    (page,) = read.pages
    assert page.height > page.width


def test_a_thumbnail_is_small_and_upright(workshop: ChildPageWorkshop, letter: PageImage) -> None:
    small = Image.open(io.BytesIO(workshop.thumbnail(letter, 120)))
    assert small.height == 120
    turned = PageImage(letter.content, letter.dpi, turned=90)
    lying = Image.open(io.BytesIO(workshop.thumbnail(turned, 120)))
    assert lying.height <= 120
    assert lying.width > lying.height


def test_the_pdf_keeps_the_scan_and_its_words_are_found(
    workshop: ChildPageWorkshop, letter: PageImage, text: PageText, tmp_path: Path
) -> None:
    pdf = workshop.make_pdf([letter], [text], {"Title": "Công văn số 2418"})
    assert letter.content in pdf
    again = workshop.read_pdf("quét.pdf", pdf)
    assert again.fields["code_number"].value == "2418"
    assert again.fields["code_notation"].value == "SNV-VTLT"
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    file = tmp_path / "scan.pdf"
    file.write_bytes(pdf)
    found = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True)
    words = " ".join(found.stdout.decode().split())
    assert "Số: 2418/SNV-VTLT" in words
    assert "Thực hiện Nghị định số 30/2020/NĐ-CP" in words
    facts = subprocess.run(["pdfinfo", str(file)], capture_output=True, check=True).stdout.decode()
    assert "Công văn số 2418" in facts
    assert "(A4)" in facts


def test_a_turned_page_stands_upright_in_the_pdf(
    workshop: ChildPageWorkshop, letter: PageImage
) -> None:
    pymupdf = pytest.importorskip("pymupdf")
    lying = PageImage(letter.content, letter.dpi, turned=270)
    with pymupdf.open(stream=workshop.make_pdf([letter, lying], [], {})) as pdf:
        (width, height), turned = ((page.rect.width, page.rect.height) for page in pdf)
    assert turned == pytest.approx((height, width), abs=0.5)


@pytest.mark.parametrize("content", [b"", b"no image", b"\xff\xd8\xff\xe0torn", b"GIF89a...."])
def test_what_is_no_image_is_refused(workshop: ChildPageWorkshop, content: bytes) -> None:
    with pytest.raises(DamagedFile):
        workshop.read_page(PageImage(content, 300))
    with pytest.raises(DamagedFile):
        workshop.make_pdf([PageImage(content, 300)], [], {})


def test_a_torn_jpeg_is_refused_not_half_shown(
    workshop: ChildPageWorkshop, letter: PageImage
) -> None:
    torn = PageImage(letter.content[: len(letter.content) // 2], letter.dpi)
    with pytest.raises(DamagedFile):
        workshop.thumbnail(torn, 100)
    with pytest.raises(DamagedFile):
        workshop.read_page(torn)


def test_a_picture_larger_than_any_page_is_refused_before_it_is_unpacked(
    workshop: ChildPageWorkshop,
) -> None:
    buffer = io.BytesIO()
    Image.new("1", (13000, 12000)).save(buffer, "PNG")
    with pytest.raises(DamagedFile):
        workshop.thumbnail(PageImage(buffer.getvalue(), 300), 100)


def test_a_torn_pdf_and_a_locked_one_are_told_apart(workshop: ChildPageWorkshop) -> None:
    pymupdf = pytest.importorskip("pymupdf")
    with pymupdf.open() as document:
        document.new_page()
        locked = document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="y")
    with pytest.raises(LockedFile):
        workshop.read_pdf("khóa.pdf", locked)
    with pytest.raises(DamagedFile):
        workshop.read_pdf("hỏng.pdf", b"%PDF-1.7\nnothing more")


def test_a_missing_model_is_said(letter: PageImage, tmp_path: Path) -> None:
    empty = tmp_path / "resources"
    empty.mkdir()
    child = ChildPageWorkshop(
        environment={"CLERKDESK_RESOURCES": str(empty), "CLERKDESK_NO_SYSTEM_DATA": "1"}
    )
    try:
        with pytest.raises(OcrDataMissing):
            child.read_page(letter)
    finally:
        child.close()


FACTS = {"Title": "Quyết định <15>", "CreationDate": "2026-11-22T10:00:00+07:00"}
NOTE = TransferNote(
    "Nguyễn Văn An",
    datetime(2026, 11, 22, 10, tzinfo=VIETNAM_TIME),
    "máy",
    captured=2,
    kept=2,
    page_hashes=("ab", "cd"),
)


@pytest.mark.parametrize("profile", shipped_profiles(), ids=lambda profile: profile.name)
def test_the_same_pages_give_the_same_bytes_in_every_process(
    letter: PageImage, text: PageText, profile: ArchiveProfile
) -> None:
    made = []
    for seed in ("1", "4242"):
        child = ChildPageWorkshop(environment={"PYTHONHASHSEED": seed})
        pages = [letter, replace(letter, turned=180)]
        made.append(child.make_pdf(pages, [text, text], FACTS, profile=profile, note=NOTE))
        child.close()
    assert made[0] == made[1]
    assert made[0].startswith(b"%PDF-")


def test_two_files_may_grow_at_a_time(workshop: ChildPageWorkshop, letter: PageImage) -> None:
    inner: list[bytes] = []

    def pages() -> Iterator[PageImage]:
        yield letter
        inner.append(workshop.make_pdf([letter], [], {}))
        yield letter

    outer = workshop.make_pdf(pages(), [], {})
    assert [pages_in(outer), pages_in(inner[0])] == [2, 1]


def test_between_two_pages_of_a_binding_others_are_served(
    workshop: ChildPageWorkshop, letter: PageImage
) -> None:
    bound, seen = threading.Event(), []

    def look() -> None:
        while not bound.is_set():
            workshop.thumbnail(letter, 100)
            seen.append(time.monotonic())

    looking = threading.Thread(target=look)
    looking.start()
    pdf = workshop.make_pdf([letter] * 6, [], {}, profile=shipped_profiles()[0])
    bound.set()
    looking.join()
    assert pages_in(pdf) == 6
    assert len(seen) >= 4


def test_a_child_that_is_lost_between_two_pages_gives_no_torn_file(letter: PageImage) -> None:
    child = ChildPageWorkshop()

    def pages() -> Iterator[PageImage]:
        yield letter
        child.close()  # the next page meets another child
        yield letter

    with pytest.raises(HelperCrashed):
        child.make_pdf(pages(), [], {})
    assert pages_in(child.make_pdf([letter], [], {})) == 1
    child.close()


def test_a_page_that_cannot_be_read_ends_the_binding_and_the_next_one_is_whole(
    workshop: ChildPageWorkshop, letter: PageImage
) -> None:
    with pytest.raises(DamagedFile):
        workshop.make_pdf([letter, PageImage(b"no image", 300), letter], [], {})
    assert pages_in(workshop.make_pdf([letter, letter], [], {})) == 2


def pages_in(pdf: bytes) -> int:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return len(document)


def test_the_fake_reads_what_it_was_told() -> None:
    text = page_text("Số: 1/QĐ-UBND")
    fake = FakePageWorkshop({b"page": text})
    assert fake.read_page(PageImage(b"page", 300)) == text
    assert fake.make_pdf([PageImage(b"page", 300)], [text], {}).startswith(b"%PDF")
    with pytest.raises(DamagedFile):
        fake.read_pdf("x", b"no pdf")


def corpus() -> Path | None:
    """The pages that are shared between the sessions of this project, where they are."""
    shared = Path(os.environ.get("CLERKDESK_SHARED", Path(__file__).parents[3] / "shared"))
    pages = shared / "corpus" / "pages"
    return pages if pages.is_dir() else None


@pytest.mark.skipif(corpus() is None, reason="the shared corpus is not here")
def test_a_corpus_page_under_seal_and_signature_gives_its_fields(
    workshop: ChildPageWorkshop,
) -> None:
    folder = corpus()
    assert folder is not None
    truth = json.loads((folder / "p06.json").read_text("utf-8"))
    text = workshop.read_page(PageImage((folder / "p06.jpg").read_bytes(), 300))
    fields = workshop.read_document([text]).fields
    code = f"{fields['code_number'].value}/{fields['code_notation'].value}"
    assert code == truth["so_ky_hieu"]
    assert str(fields["issued_date"].value) == truth["ngay_ban_hanh"]
    assert fold(str(fields["issuing_org"].value)) == fold(truth["co_quan"])
    assert fields["signer_name"].value == truth["nguoi_ky"]
    assert fields["signer_position"].value == truth["chuc_vu"]
