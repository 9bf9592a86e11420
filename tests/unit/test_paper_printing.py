"""Envelopes and labels on real pages: sizes, Vietnamese letters, the red stamp."""

import pymupdf
import pytest

from clerkdesk.adapters.printing.printer import StoryPrinter
from clerkdesk.domain.envelopes import Envelope, EnvelopeSize, LabelSheet, envelopes_for
from clerkdesk.domain.incoming import Urgency
from clerkdesk.domain.outgoing import Outgoing, OutgoingState, Recipient
from clerkdesk.domain.paper_due import PaperDue
from tests.fakes.sample_documents import OFFICE, outgoing_entry

LETTER = Envelope(
    "Ủy ban nhân dân xã Thử Nghiệm",
    "Ấp Thạnh Hòa",
    ("41/TTr-UBND",),
    "Sở Nông nghiệp và Môi trường",
    "Số 53 đường Lý Tự Trọng, phường Ninh Kiều",
    Urgency.EXPRESS,
)
PRINTER = StoryPrinter()


def opened(pdf: bytes) -> pymupdf.Document:
    return pymupdf.open(stream=pdf, filetype="pdf")


def millimetres(page: pymupdf.Page) -> tuple[int, int]:
    return round(page.rect.width / 72 * 25.4), round(page.rect.height / 72 * 25.4)


@pytest.mark.parametrize(
    ("size", "width", "height"),
    [
        (EnvelopeSize.C5, 229, 162),
        (EnvelopeSize.DL, 220, 110),
        (EnvelopeSize.C4, 324, 229),
    ],
)
def test_an_envelope_has_its_true_size_and_every_line(
    size: EnvelopeSize, width: int, height: int
) -> None:
    with opened(PRINTER.envelopes([LETTER, LETTER], size)) as document:
        assert document.page_count == 2
        page = document[0]
        assert millimetres(page) == (width, height)
        text = " ".join(page.get_text().split())
        for line in (
            "ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM",
            "Số: 41/TTr-UBND",
            "Kính gửi:",
            LETTER.recipient,
            LETTER.address,
            "HỎA TỐC",
        ):
            assert line in text
        words = page.get_text("dict")["blocks"]
        spans = [span for block in words for line in block["lines"] for span in line["spans"]]
        assert all(page.rect.contains(pymupdf.Rect(span["bbox"])) for span in spans)
        (stamp,) = [span for span in spans if span["text"] == "HỎA TỐC"]
        assert stamp["color"] >> 16 > 200
        assert {span["color"] for span in spans if span is not stamp} == {0}


def test_what_is_not_urgent_has_no_stamp() -> None:
    plain = Envelope("UBND xã", "", ("1/CV",), "Ông A")
    with opened(PRINTER.envelopes([plain], EnvelopeSize.C5)) as document:
        assert document[0].get_drawings() == []


def test_a_long_address_is_written_smaller_and_never_over_the_edge() -> None:
    long = Envelope("U" * 120, "Đ" * 300, ("1/CV",) * 40, "Nơi nhận " * 30, "đường " * 60)
    for size in EnvelopeSize:
        with opened(PRINTER.envelopes([long], size)) as document:
            page = document[0]
            assert all(page.rect.contains(pymupdf.Rect(w[:4])) for w in page.get_text("words"))


@pytest.mark.parametrize(
    ("sheet", "first", "count", "pages"),
    [
        (LabelSheet.TWO_BY_SEVEN, 1, 14, 1),
        (LabelSheet.TWO_BY_SEVEN, 2, 14, 2),
        (LabelSheet.THREE_BY_EIGHT, 1, 25, 2),
        (LabelSheet.THREE_BY_EIGHT, 24, 1, 1),
        (LabelSheet.SINGLE, 1, 3, 3),
    ],
)
def test_labels_fill_the_sheet_from_the_place_that_is_free(
    sheet: LabelSheet, first: int, count: int, pages: int
) -> None:
    with opened(PRINTER.labels([LETTER] * count, sheet, first)) as document:
        assert document.page_count == pages
        found = sum(page.get_text().count("Kính gửi") for page in document)
        assert found == count


def test_one_envelope_a_place_with_everything_that_goes_there() -> None:
    place, other = Recipient("Sở A", "H1", address="Số 1"), Recipient("Sở B", "H2")

    def due(number: str, to: Recipient, urgency: Urgency = Urgency.NORMAL) -> PaperDue:
        entry = outgoing_entry(recipients=(place, other), urgency=urgency)
        document = Outgoing(
            number, entry, OutgoingState.ISSUED, code_number=number, code_notation="CV"
        )
        return PaperDue(document, to, 1)

    first, second = envelopes_for(
        [due("01", place), due("01", other), due("02", place, Urgency.URGENT)], OFFICE
    )
    assert first.codes == ("01/CV", "02/CV")
    assert (first.recipient, first.address, first.urgency) == ("Sở A", "Số 1", Urgency.URGENT)
    assert (second.recipient, second.urgency) == ("Sở B", Urgency.NORMAL)
