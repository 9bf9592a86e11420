"""TT 05/2025/TT-BNV: the transfer note of a scan tells the sheets counted and the pages captured."""

from dataclasses import replace

import pytest

from clerkdesk.domain.page_findings import CoverSheet
from clerkdesk.domain.piles import counted_problem
from clerkdesk.domain.scans import Aside, ScanBatch, ScanSettings
from clerkdesk.services.scan_batch import PageSaved
from clerkdesk.ui.incoming.entry_presenter import EntryPresenter
from tests.fakes.heard import Heard
from tests.fakes.jobs import InstantJobs
from tests.fakes.office import FakeOffice
from tests.fakes.sample_documents import CLERK, TODAY
from tests.fakes.scanner import DEVICE, FakeScanner


def scanned(office: FakeOffice, sheets: int, into: str | None = None) -> ScanBatch:
    saved: list[PageSaved] = []
    batch = office.desk().scan(
        DEVICE, ScanSettings(), into=into, sheets=sheets, saved=saved.append, stop=lambda: False
    )
    assert batch is not None
    return batch


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice(scanner=FakeScanner([b"one", b"two", b"three"]))


def test_sheets_counted_by_hand_stand_in_the_note_of_the_file(office: FakeOffice) -> None:
    batch = scanned(office, sheets=3)
    office.desk().bind(batch, "x.pdf", "x")
    note = office.workshop.notes[-1]
    assert note is not None
    assert (note.sheets, note.captured) == (3, 3)
    assert '"sheets": 3' in note.as_json()


def test_where_nobody_counted_the_note_says_so(office: FakeOffice) -> None:
    office.desk().bind(scanned(office, sheets=0), "x.pdf", "x")
    note = office.workshop.notes[-1]
    assert note is not None
    assert note.sheets is None


def test_sheets_of_more_runs_add_up_and_stay_unknown_where_one_part_was_not_counted(
    office: FakeOffice,
) -> None:
    first = scanned(office, sheets=3)
    assert scanned(office, sheets=2, into=first.batch_id).sheets == 5
    assert scanned(office, sheets=0, into=first.batch_id).sheets == 5
    uncounted = scanned(office, sheets=0)
    assert scanned(office, sheets=3, into=uncounted.batch_id).sheets == 0


def test_a_difference_is_said_beside_the_form_before_it_is_registered(office: FakeOffice) -> None:
    batch = scanned(office, sheets=4)
    entry = EntryPresenter(office.desk(), InstantJobs())
    heard = Heard(entry, "held_against_books")
    entry.open_batch(batch)
    assert any("Đã đếm 4 tờ" in words for (words,) in heard.of("held_against_books"))


def test_a_pile_with_a_difference_does_not_file_itself_until_it_is_settled(
    office: FakeOffice,
) -> None:
    desk, spool = office.desk(), office.store.spool
    batch = scanned(office, sheets=4)
    spool.arrange([replace(batch, cover=CoverSheet("incoming", TODAY.year, "1").as_code())])
    (part,) = desk.file_by_covers([batch.batch_id], CLERK).waiting
    assert "Đã đếm 4 tờ" in part.problem
    undo = desk.order.count_again(batch.batch_id)
    assert spool.batch(batch.batch_id).sheets == 3
    (part,) = desk.file_by_covers([batch.batch_id], CLERK).waiting
    assert "Đã đếm" not in part.problem
    undo()
    assert spool.batch(batch.batch_id).sheets == 4


def test_pages_taken_out_are_counted_either_way(office: FakeOffice) -> None:
    batch = scanned(office, sheets=2)
    assert "Đã đếm 2 tờ nhưng tập có 3 tờ" in counted_problem(batch)
    office.store.spool.set_dropped(batch.pages[0].page_id, True)
    assert counted_problem(office.store.spool.batch(batch.batch_id)) == ""
    office.store.spool.set_dropped(batch.pages[0].page_id, True, aside=Aside.BLANK)
    blank = office.store.spool.batch(batch.batch_id)
    assert "3 tờ" in counted_problem(blank)  # a blank sheet is a sheet
