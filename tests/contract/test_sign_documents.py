from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pymupdf
import pytest
from PIL import Image

from clerkdesk.adapters.pdf.desk import ChildPdfDesk
from clerkdesk.domain.errors import CannotSign, DamagedFile, LockedFile
from clerkdesk.domain.seal_layout import SHARE_COVERED
from clerkdesk.domain.stamps import ARRIVAL_STAMP_MM, POINTS_PER_MM, ArrivalStamp
from clerkdesk.ports.documents import PdfDesk
from tests.fakes.documents import FakePdfDesk
from tests.fakes.drafts import SIGNER, make_draft

STAMP = ArrivalStamp("Ủy ban nhân dân xã Thạnh Mẫu", "295", date(2026, 11, 22), "Văn phòng")
CODE, DATE = "41/TTr-UBND", "ngày 22 tháng 11 năm 2026"


@pytest.fixture(scope="module")
def draft() -> bytes:
    return make_draft()


@pytest.fixture(scope="module")
def real_desk() -> Iterator[ChildPdfDesk]:
    desk = ChildPdfDesk()
    yield desk
    desk.close()


@pytest.fixture(params=["child", "fake"])
def desk(request: pytest.FixtureRequest) -> PdfDesk:
    if request.param == "fake":
        return FakePdfDesk()
    real: ChildPdfDesk = request.getfixturevalue("real_desk")
    return real


def locked(pdf: bytes) -> bytes:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        output: bytes = document.tobytes(
            encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="khóa", owner_pw="khóa"
        )
    return output


def test_a_draft_has_pages_and_text_and_no_signature(desk: PdfDesk, draft: bytes) -> None:
    facts = desk.facts("tt.pdf", draft)
    assert (facts.pages, facts.has_text, facts.is_signed) == (1, True, False)


def test_a_page_is_shown_as_png(desk: PdfDesk, draft: bytes) -> None:
    assert desk.render("tt.pdf", draft, 0, 50).startswith(b"\x89PNG")
    with pytest.raises(DamagedFile):
        desk.render("tt.pdf", draft, 7, 50)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.95])
def test_a_torn_file_is_named_and_the_desk_goes_on(
    desk: PdfDesk, draft: bytes, share: float
) -> None:
    torn = draft[: int(len(draft) * share)]
    with pytest.raises(DamagedFile, match=r"tt\.pdf"):
        desk.facts("tt.pdf", torn)
    with pytest.raises(DamagedFile):
        desk.prepare_for_signing("tt.pdf", torn)
    assert desk.facts("tt.pdf", draft).pages == 1


def test_a_file_behind_a_password_is_locked(desk: PdfDesk, draft: bytes) -> None:
    secret = locked(draft)
    for work in (desk.facts, desk.prepare_for_signing):
        with pytest.raises(LockedFile, match=r"tt\.pdf"):
            work("tt.pdf", secret)
    with pytest.raises(LockedFile):
        desk.stamp_arrival(secret, STAMP)


def test_the_stamp_is_appended_and_what_was_received_stays(desk: PdfDesk, draft: bytes) -> None:
    stamped = desk.stamp_arrival(draft, STAMP)
    assert stamped.startswith(draft)
    assert len(stamped) > len(draft)
    assert desk.facts("bản có dấu đến", stamped).pages == 1


def test_the_label_is_a_pdf(desk: PdfDesk) -> None:
    assert desk.facts("nhãn", desk.arrival_label(STAMP)).pages == 1


def test_number_and_date_are_written_behind_the_prepared_file(desk: PdfDesk, draft: bytes) -> None:
    prepared = desk.prepare_for_signing("tt.pdf", draft)
    written = desk.write_number(prepared, CODE, DATE)
    assert written.startswith(prepared)
    assert written != prepared


def test_a_file_that_was_not_prepared_takes_no_number(desk: PdfDesk, draft: bytes) -> None:
    with pytest.raises(CannotSign):
        desk.write_number(draft, CODE, DATE)


def test_the_places_follow_the_signers_name(desk: PdfDesk, draft: bytes) -> None:
    places = desk.signature_places("tt.pdf", draft, SIGNER)
    signature, seal = places.signature, places.seal
    assert places.page == 0
    assert seal.x1 - signature.x0 == pytest.approx((signature.x1 - signature.x0) * SHARE_COVERED)
    with pytest.raises(CannotSign):
        desk.signature_places("tt.pdf", draft, "Trần Thị Khác")


# --- the real desk only -----------------------------------------------------------------------


def picture(real_desk: ChildPdfDesk, pdf: bytes) -> Image.Image:
    return Image.open(BytesIO(real_desk.render("x", pdf, 0, 72))).convert("RGB")


def red_box(image: Image.Image) -> tuple[int, int, int, int]:
    red, green, _blue = image.split()
    mask = Image.composite(
        Image.new("L", image.size, 255),
        Image.new("L", image.size, 0),
        red.point(lambda value: 255 if value > 150 else 0),
    )
    mask.paste(0, mask=green.point(lambda value: 255 if value > 120 else 0))
    box = mask.getbbox()
    assert box is not None
    return box


def test_the_label_has_the_size_of_the_decree(real_desk: ChildPdfDesk) -> None:
    with pymupdf.open(stream=real_desk.arrival_label(STAMP), filetype="pdf") as document:
        size = document[0].rect
        text = document[0].get_text()
    assert size.width / POINTS_PER_MM == pytest.approx(ARRIVAL_STAMP_MM[0], abs=0.01)
    assert size.height / POINTS_PER_MM == pytest.approx(ARRIVAL_STAMP_MM[1], abs=0.01)
    for line in ("ỦY BAN NHÂN DÂN", "ĐẾN", "295", "22/11/2026", "Văn phòng"):
        assert line in text


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_stamp_stands_upright_on_blank_paper_however_the_page_is_turned(
    real_desk: ChildPdfDesk, rotation: int
) -> None:
    page = make_draft("Số: 12/BC-UBND", "Mẫu, ngày 20 tháng 11 năm 2026", rotation=rotation)
    stamped = real_desk.stamp_arrival(page, STAMP)
    before, after = picture(real_desk, page), picture(real_desk, stamped)
    left, top, right, bottom = red_box(after)
    assert (right - left) / POINTS_PER_MM == pytest.approx(ARRIVAL_STAMP_MM[0], abs=1)
    assert (bottom - top) / POINTS_PER_MM == pytest.approx(ARRIVAL_STAMP_MM[1], abs=1)
    under = before.crop((left, top, right, bottom)).convert("L")
    assert min(under.tobytes()) > 200


def test_a_full_page_is_stamped_where_there_is_least_ink(real_desk: ChildPdfDesk) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        page.draw_rect(page.rect, fill=(0.2, 0.2, 0.2))
        page.draw_rect(pymupdf.Rect(300, 500, 480, 640), color=(1, 1, 1), fill=(1, 1, 1))
        full: bytes = document.tobytes()
    left, top, right, bottom = red_box(picture(real_desk, real_desk.stamp_arrival(full, STAMP)))
    assert (left, top) >= (300, 500)
    assert right <= 480
    assert bottom <= 640


def test_a_bomb_of_a_page_is_drawn_coarser_and_not_refused(real_desk: ChildPdfDesk) -> None:
    with pymupdf.open() as document:
        document.new_page(width=14_400, height=14_400)
        huge: bytes = document.tobytes()
    with Image.open(BytesIO(real_desk.render("khổ lớn", huge, 0, 300))) as image:
        assert image.width * image.height < 45_000_000


def test_parts_are_joined_for_the_printer(desk: PdfDesk, draft: bytes) -> None:
    prepared = desk.prepare_for_signing("tt.pdf", draft)
    numbered = desk.write_number(prepared, CODE, DATE)
    before = bytes(numbered)
    whole = desk.join("tt.pdf", [numbered, draft])
    assert whole.startswith(b"%PDF")
    assert numbered == before
    if isinstance(desk, ChildPdfDesk):
        with pymupdf.open(stream=whole, filetype="pdf") as document:
            assert document.page_count == 2
            assert CODE.split("/", maxsplit=1)[0] in document[0].get_text()  # the field is ink now
            assert not list(document[0].widgets() or ())
    with pytest.raises(DamagedFile):
        desk.join("tt.pdf", [draft, b"nothing"])
