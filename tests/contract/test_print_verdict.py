"""The printed result of a check: one page whatever it holds, with everything that it was judged by."""

from dataclasses import replace

import pymupdf
import pytest

from clerkdesk.domain.errors import NotFound
from clerkdesk.domain.verdicts import Finding
from tests.fakes.busy_office import WHEN, BusyOffice
from tests.fakes.judged import open_and_fallen

LONG = "Con dấu số là của «Ủy ban nhân dân xã», nhưng văn bản mang tên khác hẳn. " * 2


@pytest.fixture(scope="module")
def office() -> BusyOffice:
    return BusyOffice()


def text_of(pdf: bytes) -> tuple[int, str]:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        words = " ".join(" ".join(page.get_text() for page in document).split())
        return document.page_count, words


def test_the_sheet_names_file_lists_versions_and_both_checks(office: BusyOffice) -> None:
    document = office.let_fall()
    pages, text = text_of(office.desk().print_verdict.sheet(document))
    assert pages == 1
    assert document.main_file is not None
    for said in (
        document.main_file.sha256,
        "Danh sách tin cậy tỉnh Mẫu 7",
        "CA phục vụ các cơ quan Nhà nước (G2): lập 22/11/2026 04:30:00",
        "pikepdf 10.17",
        "Không hợp lệ",
        "Lần trước: Chưa xác định, 19/11/2026 09:30:00",
        "số 5401A7F3C0DE",
    ):
        assert said in text


def test_the_fullest_sheet_is_still_one_page(office: BusyOffice) -> None:
    document = office.let_fall()
    assert document.main_file is not None
    _first, check = open_and_fallen(document.main_file.sha256, WHEN)
    full = replace(
        check,
        signatures=check.signatures * 6,
        findings=tuple(Finding(f"x{n}", LONG) for n in range(30)),
        crls=check.crls * 9,
    )
    office.store.checks.record(full)
    long = replace(document.entry, subject=LONG * 4, issuing_org="Chi cục Thủy lợi " * 7)
    wordy = replace(document, entry=long)
    pages, text = text_of(office.desk().print_verdict.sheet(wordy))
    assert pages == 1
    assert "mục nữa trong bản JSON" in text


def test_what_was_never_checked_has_no_sheet(office: BusyOffice) -> None:
    other = next(row for row in office.store.incoming.rows if row.uid != office.given.uid)
    bare = replace(other, entry=replace(other.entry, attachments=()))
    with pytest.raises(NotFound):
        office.desk().print_verdict.sheet(bare)
