"""NĐ 30/2020 Phụ lục I, phần II: a scan is a PDF of version 1.4 or later, in colour, 200 dpi at least, at 100 %."""

import io
from dataclasses import replace

import pikepdf
import pymupdf
import pytest

from clerkdesk.adapters.pages.child_workshop import ChildPageWorkshop
from clerkdesk.domain.scans import ScannedPage
from tests.contract.made_pages import a_page, blank, jpeg_of
from tests.fakes.office import FakeOffice


def test_a_scanned_batch_becomes_a_coloured_archive_file_at_full_scale_and_says_what_was_left_out() -> (
    None
):
    workshop = ChildPageWorkshop()
    office = FakeOffice(workshop=workshop)  # type: ignore[arg-type]  # the real one, for once
    try:
        desk, spool = office.desk(), office.store.spool
        batch = spool.open_batch("Văn bản 1", "sane:test:0")
        for index, pixels in enumerate((a_page(seal=True), blank()), start=1):
            content = jpeg_of(pixels)
            spool.add(batch.batch_id, ScannedPage(index, content, "image/jpeg", 300, 2480, 3508))
        tidied = desk.tidy(spool.batch(batch.batch_id))
        kept = desk.bind(replace(tidied, sheets=2), "15-QD.pdf", "Quyết định")
    finally:
        workshop.close()
    content = office.store.files.get(kept.sha256)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert float(pdf.pdf_version) >= 1.4
        assert len(pdf.pages) == 1
        zones = [
            picture
            for picture in pdf.pages[0].Resources.XObject.values()
            if picture.get("/ColorSpace") == "/DeviceRGB"
        ]
        note = pdf.Root.AF[0].EF.F.read_bytes().decode()
    assert len(zones) >= 2
    assert '"sheets": 2' in note
    assert '"blanks_removed": 1' in note
    assert '"device": "sane:test:0"' in note
    with pymupdf.open(stream=content, filetype="pdf") as pdf:
        page = pdf[0]
        assert (page.rect.width, page.rect.height) == pytest.approx((595.2, 841.9), abs=0.5)
        seal = [
            picture
            for picture in page.get_image_info()
            if picture["colorspace"] == 3 and picture["bbox"][2] - picture["bbox"][0] < 300
        ]
        assert seal
        for picture in seal:  # where colour matters, 200 dpi at least
            wide = (picture["bbox"][2] - picture["bbox"][0]) / 72
            assert picture["width"] / wide >= 199
        assert "Quyết định" in page.get_text() or "kế hoạch" in page.get_text()
