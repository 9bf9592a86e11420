"""What a scanner reads off the counter's forms and labels is the dossier's code."""

from datetime import date

import numpy as np
import pymupdf
import pytest
import zxingcpp

from clerkdesk.adapters.printing.dossier_labels import code128
from clerkdesk.adapters.printing.printer import StoryPrinter
from clerkdesk.domain.dossier_sheets import DossierLabel

CODE = "000.00.16.H40-261122-0001"
LABEL = DossierLabel(
    "1.012783",
    CODE,
    "Nguyễn Thị Đào",
    date(2026, 11, 22),
    "Kệ 4, hộp 2",
    tuple(f"{number}. Bản vẽ số {number}" for number in range(1, 8)),
    "UBND xã Thạnh Mẫu",
)


def read(pdf: bytes, dpi: int) -> set[tuple[str, str]]:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        picture = document[0].get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
    grey = np.frombuffer(picture.samples, dtype=np.uint8).reshape(picture.height, picture.width)
    return {(str(code.format), code.text) for code in zxingcpp.read_barcodes(grey)}


def kinds(found: set[tuple[str, str]]) -> dict[str, str]:
    return {kind.replace(" ", "").rpartition(".")[2]: text for kind, text in found}


def test_bars_and_qr_of_a_label_are_read_at_the_resolution_of_a_label_printer() -> None:
    found = kinds(read(StoryPrinter().dossier_labels([LABEL]), 203))
    assert found == {"Code128": CODE, "QRCode": CODE}


def test_bars_of_a_form_are_read_as_printed() -> None:
    text = '<p class="centre">{bars:code}</p><p>{qr:code}</p>'
    found = kinds(read(StoryPrinter().sheet("-", {"code": CODE}, text), 300))
    assert found == {"Code128": CODE, "QRCode": CODE}


def test_a_label_with_many_contents_says_how_many_more() -> None:
    with pymupdf.open(stream=StoryPrinter().dossier_labels([LABEL]), filetype="pdf") as document:
        assert len(document) == 1
        assert "… và 4 thành phần nữa" in document[0].get_text()


def test_a_code_has_letters_that_bars_can_say() -> None:
    with pytest.raises(ValueError, match="ASCII"):
        code128("Đ-1")


def test_a_dossier_without_a_code_prints_no_bars() -> None:
    pdf = StoryPrinter().sheet("-", {"code": "(chưa tiếp nhận)"}, "<p>{bars:code}</p>")
    assert read(pdf, 150) == set()
