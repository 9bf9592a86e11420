import pymupdf
import pytest

from clerkdesk.adapters.pdf import number_fields, signer_block
from clerkdesk.domain.errors import CannotSign
from tests.fakes.drafts import BLANK_DATE, BLANK_NUMBER, SIGNER, make_draft

CODE, DATE = "41/TTr-UBND", "ngày 22 tháng 11 năm 2026"


def first_lines(pdf: bytes) -> list[str]:
    """The text of the letterhead as a reader sees it, fields included."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        document.bake()
        return [" ".join(line.split()) for line in document[0].get_text().split("\n")]


@pytest.mark.parametrize(
    ("number", "date"),
    [
        pytest.param(BLANK_NUMBER, BLANK_DATE, id="spaces"),
        pytest.param("Số: ……/TTr-UBND", "Thạnh Mẫu, ngày … tháng … năm 2026", id="dots"),
        pytest.param(
            "Số: /TTr-UBND", "Thạnh Mẫu, ngày ..... tháng 11 năm 2026", id="month printed"
        ),
        pytest.param(
            "Số:                       /TTr-UBND",
            "Thạnh Mẫu, ngày   tháng   năm 20…",
            id="a gap as wide as a column's, year half printed",
        ),
        pytest.param("Số: ____/TTr-UBND", "Thạnh Mẫu, ngày __ tháng __ năm 2026", id="underscores"),
        pytest.param("Số:              ", BLANK_DATE, id="ký hiệu blank too"),
    ],
)
def test_number_and_date_are_printed_as_if_typed_whatever_the_draft_left_blank(
    number: str, date: str
) -> None:
    prepared = number_fields.prepare("tt.pdf", make_draft(number, date))
    text = "\n".join(first_lines(number_fields.write("tt.pdf", prepared, CODE, DATE)))
    soft_hyphens_as_typed = text.replace("\u00ad", "-")
    assert "Số:" in text
    assert soft_hyphens_as_typed.count("41/TTr-UBND") == 1
    assert soft_hyphens_as_typed.count("UBND") == 1
    assert text.count("ngày") == 1
    assert text.count("tháng") == 1
    assert DATE in text
    assert "Thạnh Mẫu," in text
    assert "…" not in text


def test_a_bare_number_is_completed_with_the_ky_hieu_of_the_draft() -> None:
    prepared = number_fields.prepare("tt.pdf", make_draft())
    text = "\n".join(first_lines(number_fields.write("tt.pdf", prepared, "41", DATE)))
    assert "41/TTr-UBND" in text.replace("\u00ad", "-")


def test_nothing_else_on_the_page_changes() -> None:
    draft = make_draft()
    prepared = number_fields.prepare("tt.pdf", draft)
    kept = [
        line for line in first_lines(draft) if line and "Số:" not in line and "ngày" not in line
    ]
    assert [line for line in first_lines(prepared) if line in kept] == kept


@pytest.mark.parametrize(
    ("number", "date", "reason"),
    [
        ("Số: 12/TTr-UBND", BLANK_DATE, "đã ghi sẵn"),
        (BLANK_NUMBER, "Thạnh Mẫu, ngày 22 tháng 11 năm 2026", "đã ghi sẵn"),
        ("", BLANK_DATE, "ô 3"),
        (BLANK_NUMBER, "Thạnh Mẫu", "ô 4"),
    ],
)
def test_a_page_without_blank_places_says_which_one_is_missing(
    number: str, date: str, reason: str
) -> None:
    with pytest.raises(CannotSign, match=reason):
        number_fields.prepare("tt.pdf", make_draft(number or " ", date))


def test_preparing_twice_changes_nothing() -> None:
    prepared = number_fields.prepare("tt.pdf", make_draft())
    assert number_fields.prepare("tt.pdf", prepared) == prepared


def test_the_name_inside_the_text_is_not_taken_for_the_signer() -> None:
    places = signer_block.places("tt.pdf", make_draft(), SIGNER)
    assert places.page == 0
    assert 536 < places.signature.y0 < places.signature.y1 < 640
    with pytest.raises(CannotSign, match="Trần Thị Khác"):
        signer_block.places("tt.pdf", make_draft(), "Trần Thị Khác")


def test_a_rank_before_the_name_and_other_letter_case_are_no_obstacle() -> None:
    plain = signer_block.places("tt.pdf", make_draft(), SIGNER)
    ranked = signer_block.places("tt.pdf", make_draft(signer=f"Thượng tá {SIGNER}"), SIGNER.upper())
    assert ranked.signature.x0 == pytest.approx(plain.signature.x0, abs=0.1)
    assert ranked.signature.y0 == pytest.approx(plain.signature.y0, abs=0.1)
