"""A pile that files itself by its cover sheets: what goes where, nothing twice, nothing lost."""

from collections.abc import Callable, Sequence

import pytest

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.errors import DiskFull, FilingStays, NotAllowed
from clerkdesk.domain.incoming import Incoming
from clerkdesk.domain.outgoing import Outgoing, OutgoingState
from clerkdesk.domain.page_findings import CoverSheet, PageFindings, cover_of
from clerkdesk.domain.scans import ScannedPage
from clerkdesk.domain.side_book_forms import SideBookKey
from clerkdesk.domain.side_books import SideEntry
from clerkdesk.ports.registers import IncomingFilter, Page
from clerkdesk.services.file_by_covers import Filing
from tests.fakes.office import INCOMING_VALUES, SPECIALIST, FakeOffice
from tests.fakes.pages import page_text
from tests.fakes.sample_documents import CLERK, TODAY

PATCH = PageFindings(is_patch=True)


def registered(office: FakeOffice, subject: str) -> Incoming:
    """A paper document that was registered by hand, without its pages."""
    desk = office.desk()
    batch = pile(office, b"x")
    candidate = desk.from_batch(office.store.spool.batch(batch))
    document = desk.register(candidate, {**INCOMING_VALUES, "subject": subject}, CLERK).document
    assert office.store.spool.batches() == []
    return document


def pile(office: FakeOffice, *contents: bytes, dpi: int = 300, two_sided: bool = False) -> str:
    """A waiting batch; «bìa 15» is a cover sheet of số đến 15, «tách» a plain separator."""
    batch = office.store.spool.open_batch("Văn bản 1", "máy", two_sided=two_sided)
    for index, content in enumerate(contents, start=1):
        page = ScannedPage(index, content, "image/png", dpi, 2480, 3508)
        office.store.spool.add(batch.batch_id, page)
        word, _blank, number = content.decode().partition(" ")
        if word == "bìa":
            cover = CoverSheet("incoming", TODAY.year, number)
            office.workshop.findings[content] = PageFindings(cover=cover)
        elif word == "tách":
            office.workshop.findings[content] = PATCH
        else:
            office.workshop.texts[content] = page_text(content.decode())
    return batch.batch_id


def cover(number: str) -> bytes:
    return f"bìa {number}".encode()


def filed(office: FakeOffice, batch_id: str) -> Filing:
    file = office.desk().file_by_covers
    ids, _undo = file.part(batch_id)
    return file(ids, CLERK)


def names(office: FakeOffice, document: Incoming) -> list[tuple[str, FileRole]]:
    files = office.store.incoming.get(document.uid).entry.attachments
    return [(file.name, file.role) for file in files]


def test_each_part_joins_the_document_that_its_cover_names() -> None:
    office = FakeOffice()
    first, second = registered(office, "một"), registered(office, "hai")
    batch_id = pile(office, cover("1"), b"a1", b"a2", cover("2"), b"b1", cover("99"), b"c1", b"c2")
    summary = filed(office, batch_id)
    assert [(part.pages, part.where) for part in summary.filed] == [
        (2, f"số đến 1/{TODAY.year}"),
        (1, f"số đến 2/{TODAY.year}"),
    ]
    assert names(office, first) == [("15-2016-QĐ-UBND.pdf", FileRole.MAIN)]
    assert names(office, second) == [("15-2016-QĐ-UBND.pdf", FileRole.MAIN)]
    assert [len(images) for images in office.workshop.bound] == [2, 1]
    (waiting,) = summary.waiting
    assert "Không tìm thấy số đến 99" in waiting.problem
    (batch,) = office.store.spool.batches()
    assert [office.store.spool.image(page) for page in batch.kept] == [b"c1", b"c2"]
    assert batch.cover


def test_the_text_of_the_pages_is_found_afterwards() -> None:
    office = FakeOffice()
    document = registered(office, "một")
    filed(office, pile(office, cover("1"), "thủy lợi nội đồng".encode()))
    found = office.store.incoming.find(IncomingFilter(text="thuy loi noi dong"), Page())
    assert [one.uid for one in found] == [document.uid]


def test_paper_that_follows_joins_beside_the_main_file() -> None:
    office = FakeOffice()
    document = registered(office, "một")
    filed(office, pile(office, cover("01"), b"a"))
    filed(office, pile(office, cover("1"), b"b", b"c"))
    assert names(office, document) == [
        ("15-2016-QĐ-UBND.pdf", FileRole.MAIN),
        ("Bản giấy 15-2016-QĐ-UBND.pdf", FileRole.APPENDIX),
    ]


def test_what_has_no_cover_waits_for_registration_as_its_own_batch() -> None:
    office = FakeOffice()
    document = registered(office, "một")
    batch_id = pile(office, b"a", "tách".encode(), b"b", cover("1"), b"c")
    summary = filed(office, batch_id)
    assert [part.problem != "" for part in summary.parts] == [True, True, False]
    assert [batch.title for batch in office.store.spool.batches()] == [
        "Văn bản 1 · phần 1",
        "Văn bản 1 · phần 2",
    ]
    assert len(names(office, document)) == 1


def test_taking_apart_is_undone_at_once() -> None:
    office = FakeOffice()
    batch_id = pile(office, cover("1"), b"a", cover("2"), b"b")
    ids, undo = office.desk().file_by_covers.part(batch_id)
    assert len(ids) == 2
    undo()
    (batch,) = office.store.spool.batches()
    assert (batch.batch_id, batch.title, len(batch.pages)) == (batch_id, "Văn bản 1", 4)


def test_a_fixed_count_of_sheets_takes_the_pile_apart() -> None:
    office = FakeOffice()
    part = office.desk().file_by_covers.part
    one_sided, _undo = part(pile(office, b"a", b"b", b"c"), sheets_each=1)
    assert len(one_sided) == 3
    both = pile(office, b"1a", b"1b", b"2a", b"2b", b"3a", b"3b", two_sided=True)
    two_sided, _undo = part(both, sheets_each=2)
    assert [len(office.store.spool.batch(one).pages) for one in two_sided] == [4, 2]


def test_a_pile_without_separators_stays_as_it_is() -> None:
    office = FakeOffice()
    batch_id = pile(office, b"a", b"b")
    before = office.store.spool.batches()
    ids, undo = office.desk().file_by_covers.part(batch_id)
    undo()
    assert (list(ids), office.store.spool.batches()) == ([batch_id], before)


def test_a_separator_that_the_clerk_takes_back_is_a_page() -> None:
    office = FakeOffice()
    batch_id = pile(office, b"a", "tách".encode(), b"b")
    desk = office.desk()
    batch = desk.tidy(office.store.spool.batch(batch_id))
    office.store.spool.set_dropped(batch.pages[1].page_id, False)
    ids, _undo = desk.file_by_covers.part(batch_id)
    assert ids == [batch_id]


class Broken(BaseException):
    """The program is killed here."""


def kill(*_arguments: object) -> None:
    raise Broken


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(("spool", "note_bound"), id="after the file was kept"),
        pytest.param(("incoming", "attach"), id="before it was attached"),
        pytest.param(("spool", "put_away"), id="after it was attached"),
    ],
)
def test_after_a_break_filing_goes_on_and_attaches_nothing_twice(
    place: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = FakeOffice()
    documents = [registered(office, "một"), registered(office, "hai")]
    batch_id = pile(office, cover("1"), b"a", cover("2"), b"b", b"c")
    with monkeypatch.context() as patch:
        patch.setattr(getattr(office.store, place[0]), place[1], kill)
        with pytest.raises(Broken):
            filed(office, batch_id)
    waiting = office.store.spool.batches()
    assert [cover_of(batch.cover) is not None for batch in waiting] == [True, True]
    summary = office.desk().file_by_covers([batch.batch_id for batch in waiting], CLERK)
    assert len(summary.filed) == 2
    assert [len(names(office, one)) for one in documents] == [1, 1]
    assert office.store.spool.batches() == []


def test_stopping_leaves_the_rest_and_a_second_time_ends_it() -> None:
    office = FakeOffice()
    for subject in ("một", "hai", "ba"):
        registered(office, subject)
    file = office.desk().file_by_covers
    ids, _undo = file.part(pile(office, *(p for n in "123" for p in (cover(n), n.encode()))))
    told: list[tuple[int, int]] = []
    stopped = file(ids, CLERK, done=lambda n, of: told.append((n, of)), stop=lambda: len(told) == 2)
    assert (stopped.stopped, len(stopped.parts), told) == (True, 2, [(1, 3), (2, 3)])
    assert len(office.store.spool.batches()) == 1
    assert len(file(ids, CLERK).filed) == 1


def test_a_full_disk_ends_the_filing_and_is_said() -> None:
    office = FakeOffice()
    registered(office, "một")
    registered(office, "hai")
    file = office.desk().file_by_covers
    ids, _undo = file.part(pile(office, cover("1"), b"a", cover("2"), b"b"))
    office.workshop.error = DiskFull()
    summary = file(ids, CLERK)
    assert (summary.stopped, len(summary.parts)) == (True, 1)
    assert summary.parts[0].problem
    assert len(office.store.spool.batches()) == 2


def waiting(office: FakeOffice) -> list[list[bytes]]:
    spool = office.store.spool
    return [[spool.image(page) for page in batch.kept] for batch in spool.batches()]


def test_a_pile_filed_with_the_wrong_entry_is_taken_back() -> None:
    office = FakeOffice()
    first, second = registered(office, "một"), registered(office, "hai")
    filing = filed(office, pile(office, cover("1"), "thủy lợi".encode(), cover("2"), b"b"))
    assert waiting(office) == []
    office.desk().take_back_filing(filing, CLERK)
    assert sorted(waiting(office)) == sorted([["thủy lợi".encode()], [b"b"]])
    assert names(office, first) == names(office, second) == []
    assert office.store.incoming.find(IncomingFilter(text="thuy loi"), Page()) == []
    told = [line.what for line in office.store.ops.history("incoming", first.uid)]
    assert told[-2:] == [
        "Thêm tệp «15-2016-QĐ-UBND.pdf»",
        "Gỡ tệp «15-2016-QĐ-UBND.pdf» đã xếp nhầm",
    ]


def test_what_was_there_before_stays_when_a_filing_is_taken_back() -> None:
    office = FakeOffice()
    document = registered(office, "một")
    filed(office, pile(office, cover("1"), "giấy gốc".encode()))
    second = filed(office, pile(office, cover("1"), "tờ".encode(), b"sau"))
    office.desk().take_back_filing(second, CLERK)
    assert names(office, document) == [("15-2016-QĐ-UBND.pdf", FileRole.MAIN)]
    assert len(office.store.incoming.find(IncomingFilter(text="giay goc"), Page())) == 1


def test_what_was_taken_back_can_be_filed_again() -> None:
    office = FakeOffice()
    document = registered(office, "một")
    filing = filed(office, pile(office, cover("1"), b"a"))
    office.desk().take_back_filing(filing, CLERK)
    (batch,) = office.store.spool.batches()
    again = office.desk().file_by_covers([batch.batch_id], CLERK)
    assert len(again.filed) == 1
    assert names(office, document) == [("15-2016-QĐ-UBND.pdf", FileRole.MAIN)]


def test_what_other_desks_know_stays_and_the_rest_comes_back() -> None:
    office = FakeOffice()
    first, second = registered(office, "một"), registered(office, "hai")
    ids, _undo = office.desk().file_by_covers.part(
        pile(office, cover("1"), b"a", cover("2"), b"b", b"c")
    )

    def told(done: int, _of: int) -> None:
        if done == 1:
            office.store.ops.acknowledge(len(office.store.ops.pending(1000)))

    filing = office.desk().file_by_covers(ids, CLERK, done=told)
    with pytest.raises(FilingStays):
        office.desk().take_back_filing(filing, CLERK)
    assert len(names(office, first)) == 1
    assert names(office, second) == []
    assert waiting(office) == [[b"b", b"c"]]


def test_only_who_registers_takes_a_filing_back() -> None:
    office = FakeOffice()
    registered(office, "một")
    filing = filed(office, pile(office, cover("1"), b"a"))
    with pytest.raises(NotAllowed):
        office.desk().take_back_filing(filing, SPECIALIST)
    assert waiting(office) == []


def test_a_secret_page_is_not_filed() -> None:
    office = FakeOffice()
    document = registered(office, "một")
    batch_id = pile(office, cover("1"), "MẬT".encode())
    summary = filed(office, batch_id)
    assert summary.waiting[0].problem
    assert names(office, document) == []


def stamped(office: FakeOffice) -> Outgoing:
    desk, uid = office.desk(), office.approved().uid
    desk.paper_original.signed_by_hand(uid, CLERK)
    desk.allot(uid, CLERK)
    return desk.paper_original.stamped(uid, CLERK)


def outgoing_pile(office: FakeOffice, *said: str, dpi: int = 300) -> str:
    """A page behind the cover sheet of an outgoing document."""
    cover = CoverSheet("outgoing", TODAY.year, *said)
    office.workshop.findings[b"cover"] = PageFindings(cover=cover)
    return pile(office, b"cover", b"a", dpi=dpi)


@pytest.mark.parametrize(
    "said", [("1",), ("01/TTr-UBND",), ("1", "TTr")], ids=["number", "code", "number and series"]
)
def test_a_stamped_original_gets_its_scan(said: Sequence[str]) -> None:
    office = FakeOffice()
    document = stamped(office)
    assert len(filed(office, outgoing_pile(office, *said)).filed) == 1
    ready = office.store.outgoing.get(document.uid)
    assert ready.state is OutgoingState.SEALED
    assert office.store.spool.batches() == []


@pytest.mark.parametrize(
    ("make", "dpi", "words"),
    [
        pytest.param(stamped, 150, "dpi", id="below the standard"),
        pytest.param(lambda office: office.sealed(), 300, "", id="no paper original"),
    ],
)
def test_what_an_outgoing_document_may_not_take_waits(
    make: Callable[[FakeOffice], Outgoing], dpi: int, words: str
) -> None:
    office = FakeOffice()
    document = make(office)
    (part,) = filed(office, outgoing_pile(office, "1", dpi=dpi)).waiting
    assert words in part.problem
    assert part.problem
    assert office.store.outgoing.get(document.uid) == document
    assert len(office.store.spool.batches()) == 1


def test_a_number_that_stands_in_two_books_is_not_guessed() -> None:
    office = FakeOffice()
    stamped(office)
    office.numbered(doc_type="Công văn")
    (part,) = filed(office, outgoing_pile(office, "1")).waiting
    assert "2 văn bản" in part.problem


def test_who_may_not_register_files_nothing() -> None:
    office = FakeOffice()
    document = registered(office, "một")
    ids, _undo = office.desk().file_by_covers.part(pile(office, cover("1"), b"a"))
    with pytest.raises(NotAllowed):
        office.desk().file_by_covers(ids, SPECIALIST)
    assert names(office, document) == []


def test_a_cover_sheet_says_its_book_where_there_are_several() -> None:
    sheet = CoverSheet("outgoing", 2026, "41", "TTr")
    assert cover_of(sheet.as_code()) == sheet
    assert cover_of(CoverSheet("incoming", 2026, "15").as_code()) == CoverSheet(
        "incoming", 2026, "15"
    )
    assert str(sheet) == "văn bản đi số 41/2026"


def test_the_same_number_in_a_side_book_is_no_document() -> None:
    office = FakeOffice()
    document = registered(office, "một")
    values = {
        "arrival_date": TODAY,
        "sender": "Bà Nguyễn Thị A",
        "address": "ấp 1",
        "subject": "đất",
    }
    petition = SideEntry(SideBookKey.PETITIONS, values)
    office.store.side_books.add(petition, CLERK.login)
    assert len(filed(office, pile(office, cover("1"), b"a")).filed) == 1
    assert len(names(office, document)) == 1
