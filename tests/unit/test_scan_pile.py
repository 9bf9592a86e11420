"""What follows from what was seen on the pages of a pile: the tray, the cover sheets, the portions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.domain.archiving import ArchiveProfile, Packing, profile_of
from clerkdesk.domain.page_findings import CoverSheet, PageFindings, cover_of, portions
from clerkdesk.domain.scans import Aside, ColourMode, ScannedPage
from clerkdesk.services.archive_profiles import shipped_profiles
from clerkdesk.services.tidy_batch import TidyBatch, blanks
from tests.fakes.office import FakeOffice

PRINT = PageFindings()
BLANK = PageFindings(blank=True)
PATCH = PageFindings(is_patch=True)
COVER = CoverSheet("incoming", 2026, "15a")
LEAD = PageFindings(cover=COVER)

findings = st.lists(st.sampled_from([PRINT, BLANK, PATCH, LEAD]), max_size=30)


@given(findings, st.integers(0, 4))
def test_no_page_is_lost_however_the_pile_comes_apart(
    pile: list[PageFindings], sheets_each: int
) -> None:
    places = [place for one in portions(pile, sheets_each=sheets_each) for place in one.pages]
    assert places == list(range(len(pile)))


def test_separators_begin_documents_and_their_blank_backs_stay_with_them() -> None:
    pile = [PRINT, PATCH, BLANK, PRINT, PRINT, LEAD, BLANK, PRINT, BLANK]
    found = portions(pile)
    assert [one.pages for one in found] == [(0,), (1, 2, 3, 4), (5, 6, 7, 8)]
    assert [one.cover for one in found] == [None, None, COVER]


def test_two_separators_in_a_row_make_no_empty_document() -> None:
    assert [one.pages for one in portions([PATCH, PATCH, PRINT])] == [(0, 1, 2)]


def test_a_fixed_count_takes_the_pile_apart() -> None:
    assert [one.pages for one in portions([PRINT] * 5, sheets_each=2)] == [(0, 1), (2, 3), (4,)]


def test_a_cover_sheet_says_where_its_pages_belong() -> None:
    assert cover_of(COVER.as_code()) == COVER
    for other in (
        "",
        "https://example.vn",
        "CLERKDESK-BIA/1|incoming|x|1",
        "CLERKDESK-BIA/1|a|2026|1",
    ):
        assert cover_of(other) is None


def test_an_empty_number_or_unknown_register_makes_no_cover_sheet() -> None:
    with pytest.raises(ValueError, match="number"):
        CoverSheet("incoming", 2026, "")
    with pytest.raises(ValueError, match="register"):
        CoverSheet("other", 2026, "1")


def test_profiles_are_data_and_the_first_is_the_layered_one() -> None:
    profiles = shipped_profiles()
    assert profiles[0].packing is Packing.LAYERED
    assert len({profile.name for profile in profiles}) == len(profiles)
    assert all(profile.title for profile in profiles)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"name": "x", "packing": "layered", "zone_dpi": 150}, id="below 200 dpi"),
        pytest.param({"name": "x", "packing": "lossy"}, id="unknown packing"),
        pytest.param({"name": "x", "packing": "layered", "zone_dpl": 300}, id="misspelt"),
        pytest.param({"name": "x", "packing": "layered", "zone_dpi": True}, id="wrong kind"),
    ],
)
def test_a_profile_that_breaks_the_law_or_is_misspelt_is_refused(row: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        profile_of(row)


def test_a_profile_says_only_what_differs() -> None:
    assert profile_of({"name": "x", "packing": "layered"}) == ArchiveProfile(
        "x", "", Packing.LAYERED
    )


def pile(office: FakeOffice, *contents: bytes) -> str:
    batch = office.store.spool.open_batch("Văn bản 1", "máy")
    for index, content in enumerate(contents, start=1):
        page = ScannedPage(index, content, "image/png", 300, 2480, 3508)
        office.store.spool.add(batch.batch_id, page)
    return batch.batch_id


def test_a_blank_page_waits_in_the_tray_and_comes_back_for_good() -> None:
    office = FakeOffice()
    office.workshop.findings = {b"empty": BLANK, b"cover": LEAD}
    spool, tidy = office.store.spool, TidyBatch(office.store.spool, office.workshop)
    batch = tidy(spool.batch(pile(office, b"cover", b"text", b"empty")))
    assert [page.aside for page in batch.pages] == [Aside.COVER, None, Aside.BLANK]
    assert [page.position for page in batch.kept] == [2]
    assert blanks(batch) == 1
    spool.set_dropped(batch.pages[2].page_id, False)
    again = TidyBatch(spool, office.workshop)(spool.batch(batch.batch_id))
    assert [page.position for page in again.kept] == [2, 3]
    assert blanks(again) == 0
    (portion,) = tidy.portions(again)
    assert portion.cover == COVER


def test_a_page_fed_upside_down_is_turned_and_what_the_clerk_turned_stays() -> None:
    office = FakeOffice()
    office.workshop.findings = {b"down": PageFindings(colour=ColourMode.GREY, turn=180)}
    spool = office.store.spool
    batch = spool.batch(pile(office, b"down", b"down"))
    spool.turn(batch.pages[1].page_id, 90)
    tidy = TidyBatch(spool, office.workshop)
    assert [page.turned for page in tidy(spool.batch(batch.batch_id)).pages] == [180, 90]
    assert [page.turned for page in tidy(spool.batch(batch.batch_id)).pages] == [180, 90]


def test_the_bound_file_carries_who_made_it_from_what() -> None:
    office = FakeOffice()
    office.workshop.findings = {b"empty": BLANK}
    desk, spool = office.desk(), office.store.spool
    batch = desk.tidy(spool.batch(pile(office, b"text", b"empty")))
    spool.note_sheets(batch.batch_id, 2)
    desk.bind(spool.batch(batch.batch_id), "15.pdf", "Quyết định")
    note = office.workshop.notes[-1]
    assert note is not None
    assert (note.captured, note.kept, note.removed, note.blanks_removed) == (2, 1, 1, 1)
    assert (note.made_by, note.device, note.sheets) == (desk.person.full_name, "máy", 2)
    assert list(note.page_hashes) == [batch.pages[0].sha256]
    assert office.workshop.profiles[-1].packing is Packing.LAYERED
