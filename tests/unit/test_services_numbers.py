"""Use cases of numbers: issuers and series by the form, a year opened once, an entity founded, rights."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from clerkdesk.adapters.pages.doc_types import load_doc_types
from clerkdesk.domain.books import Book, Direction, LateNumber
from clerkdesk.domain.errors import (
    BookClosed,
    ClerkError,
    DateBeforeLast,
    DateInFuture,
    InvalidEntry,
    NotAllowed,
    NumbersGivenSince,
    SeriesUnfit,
    YearNotOpen,
    YearOpenAlready,
    YearTooEarly,
)
from clerkdesk.domain.incoming import Channel
from clerkdesk.domain.issuers import SEAL
from clerkdesk.domain.outgoing import Outgoing
from clerkdesk.domain.people import Person, Role
from clerkdesk.domain.series import Series, usual_series
from clerkdesk.domain.tokens import SignatureKind
from clerkdesk.ports.documents import FormTable
from clerkdesk.ports.registers import OutgoingFilter
from clerkdesk.services.desk import Desk
from clerkdesk.services.office_rules import OfficeRules
from clerkdesk.services.open_year import ProposedBook
from tests.fakes.documents import PNG
from tests.fakes.office import INCOMING_VALUES, LEADER_PERSON, PDF_FILE, SPECIALIST, FakeOffice
from tests.fakes.sample_documents import ADMIN, CLERK, OFFICE, TODAY, Clock, incoming_entry

BOTH = Person("caHai", "Người Cả Hai", "Văn thư", frozenset({Role.CLERK, Role.ADMIN}))
COUNCIL = {"name": "Hội đồng nhân dân xã Thử Nghiệm", "notation": "HĐND", "code": "H13.99"}
BODY = {"name": "Hội đồng nghĩa vụ quân sự xã", "notation": "HĐNVQS"}
DECEMBER = datetime(2026, 12, 28, 3, 0, tzinfo=UTC)
NEW_YEAR = datetime(2027, 1, 4, 3, 0, tzinfo=UTC)
WHY = "văn thư nghỉ, ghi bổ sung"


@pytest.fixture
def office() -> FakeOffice:
    return furnished(FakeOffice())


def furnished(made: FakeOffice) -> FakeOffice:
    rules = OfficeRules(made.store.settings)
    rules.set_doc_types(load_doc_types(), "quantri")
    rules.set_series(usual_series(load_doc_types()), "quantri")
    return made


def signed(office: FakeOffice, **changes: object) -> Outgoing:
    return office.sign(office.approved(**changes), SignatureKind.PERSON)


def allotted(office: FakeOffice, **changes: object) -> str:
    return office.desk().allot(signed(office, **changes).uid, CLERK).code


def books(office: FakeOffice) -> dict[str, Book]:
    return {f"{book.key.series}/{book.key.year}": book for book in office.store.books.all()}


def at(office: FakeOffice, moment: datetime) -> Desk:
    office.clock.now = moment
    return office.desk(BOTH)


# --- issuers ---------------------------------------------------------------------------------------


def test_number_series_and_letters_follow_the_issuer_of_the_form(office: FakeOffice) -> None:
    desk = office.desk(ADMIN)
    desk.change_series.issuer(COUNCIL, ADMIN, body=False)
    desk.change_series.issuer(BODY, ADMIN, body=True)
    assert allotted(office, doc_type="Quyết định") == "01/QĐ-UBND"
    council = COUNCIL["name"]
    assert allotted(office, doc_type="Quyết định", issuing_org_name=council) == "01/QĐ-HĐND"
    assert allotted(office, doc_type="Quyết định", issuing_org_name=council) == "02/QĐ-HĐND"
    body = BODY["name"]
    assert allotted(office, doc_type="Thông báo", issuing_org_name=body) == "01/TB-HĐNVQS"
    assert allotted(office, doc_type="Giấy mời", issuing_org_name=body) == "02/GM-HĐNVQS"
    assert allotted(office, doc_type="Quyết định") == "02/QĐ-UBND"


def test_each_issuer_has_its_seal_and_a_body_that_of_the_office(office: FakeOffice) -> None:
    change, rules = office.desk(ADMIN).change_series, OfficeRules(office.store.settings)
    council = change.issuer(COUNCIL, ADMIN, body=False)
    body = change.issuer(BODY, ADMIN, body=True)
    assert (council.seal, body.seal) == (f"{SEAL}:HĐND", SEAL)
    own = PNG + b"seal of the council"
    rules.set_picture(council.seal, office.store.files.put(own), "quantri")
    for issuer, picture in ((council, own), (body, PNG)):
        document = signed(office, issuing_org_name=issuer.name)
        placed = office.desk().place(document, SignatureKind.ORGANISATION)
        assert placed.image == picture


def test_the_packet_names_the_issuer_and_leaves_under_the_offices_name(office: FakeOffice) -> None:
    office.desk(ADMIN).change_series.issuer(COUNCIL, ADMIN, body=False)
    rules = OfficeRules(office.store.settings)
    rules.set_picture(f"{SEAL}:HĐND", office.store.files.put(PNG), "quantri")
    document = office.sealed(issuing_org_name=COUNCIL["name"])
    desk = office.desk()
    packet = desk.issue.packet(document, ())
    assert (packet.sender.code, packet.sender.name) == ("H13.99", COUNCIL["name"])
    assert "H13.99" in packet.document_id
    desk.issue(document.uid, CLERK)
    assert office.store.exchange.waiting()[0].header.sender == OFFICE.code


def test_the_office_may_have_a_second_book_of_arrivals(office: FakeOffice) -> None:
    desk = office.desk(ADMIN)
    council = desk.change_series.issuer(COUNCIL, ADMIN, body=False, own_incoming=True)
    shared = desk.change_series.issuer(BODY, ADMIN, body=True)
    assert (council.incoming_series, shared.incoming_series) == ("den-HĐND", "den")
    candidate = office.desk().from_file("qd.pdf", PDF_FILE, Channel.PAPER)
    for series, number in (("", 1), ("den-HĐND", 1), ("den-HĐND", 2), ("", 2)):
        made = office.desk().register(candidate, INCOMING_VALUES, CLERK, series=series)
        assert made.document.arrival_number == number
    titles = {book.title for book in office.store.books.all()}
    assert titles == {"Văn bản đến 2026", "Văn bản đến HĐND 2026"}


@pytest.mark.parametrize("values", [{**COUNCIL, "notation": "UBND"}, {**COUNCIL, "name": ""}])
def test_an_issuer_that_would_double_codes_is_refused(
    office: FakeOffice, values: dict[str, str]
) -> None:
    before = dict(office.store.settings.values)
    with pytest.raises(InvalidEntry):
        office.desk(ADMIN).change_series.issuer(values, ADMIN, body=False)
    assert office.store.settings.values == before


def test_an_issuer_is_dropped_and_taken_back(office: FakeOffice) -> None:
    change, rules = office.desk(ADMIN).change_series, OfficeRules(office.store.settings)
    issuer = change.issuer(COUNCIL, ADMIN, body=False)
    whole = (list(rules.issuers()), list(rules.series()))
    before = change.drop_issuer(issuer.issuer_id, ADMIN)
    assert [i.issuer_id for i in rules.issuers()] == [""]
    assert all(series.issuer == "" for series in rules.series())
    change.restore(*before, ADMIN)
    assert (list(rules.issuers()), list(rules.series())) == whole


# --- series ----------------------------------------------------------------------------------------


def test_types_can_share_one_series_by_decision_of_the_head(office: FakeOffice) -> None:
    rules = OfficeRules(office.store.settings)
    shared = frozenset({"Quyết định", "Chỉ thị"})
    kept = [s for s in rules.series() if not s.doc_types & shared]
    one = Series("LS1", "Quyết định, chỉ thị", shared, "{number}/{type}-{org}")
    office.desk(ADMIN).change_series.series([one, *kept], ADMIN)
    assert allotted(office, doc_type="Quyết định") == "01/QĐ-UBND"
    assert allotted(office, doc_type="Chỉ thị") == "02/CT-UBND"


def test_series_that_would_make_one_code_twice_are_not_stored(office: FakeOffice) -> None:
    rules = OfficeRules(office.store.settings)
    before = list(rules.series())
    wrong = [replace(s, pattern="{org}-{unit}") for s in before]
    with pytest.raises(SeriesUnfit):
        office.desk(ADMIN).change_series.series(wrong, ADMIN)
    assert list(rules.series()) == before


def test_units_are_abbreviated_as_the_office_laid_down(office: FakeOffice) -> None:
    change = office.desk(ADMIN).change_series
    change.unit_signs({"Văn phòng": "VPUB"}, ADMIN)
    assert allotted(office, doc_type="Công văn", drafting_unit="văn phòng") == "01/UBND-VPUB"
    assert allotted(office, doc_type="Công văn", drafting_unit="Kinh tế") == "02/UBND-KT"
    with pytest.raises(InvalidEntry):
        change.unit_signs({"Văn phòng": "V P"}, ADMIN)


# --- dates, void, late -----------------------------------------------------------------------------


def test_a_document_is_not_dated_after_today(office: FakeOffice) -> None:
    document = signed(office)
    with pytest.raises(DateInFuture):
        office.desk().allot(document.uid, CLERK, issued=TODAY + timedelta(days=1))
    assert office.store.books.all() == []


def test_a_clock_that_was_put_back_is_a_question(office: FakeOffice) -> None:
    allotted(office)
    document = signed(office)
    office.clock.now -= timedelta(days=2)
    with pytest.raises(DateBeforeLast):
        office.desk().allot(document.uid, CLERK)
    assert office.desk().allot(document.uid, CLERK, despite=WHY).outgoing_number == 2


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda d, p: d.void_number.outgoing("x", WHY, p), id="void, outgoing"),
        pytest.param(lambda d, p: d.void_number.incoming("x", WHY, p), id="void, incoming"),
        pytest.param(lambda d, p: d.allot("x", p, late=LateNumber(1, "a", WHY)), id="late"),
        pytest.param(lambda d, p: d.open_year(2027, (), p), id="open a year"),
        pytest.param(lambda d, p: d.found_entity(TODAY, p), id="found an entity"),
        pytest.param(lambda d, p: d.change_series.series((), p), id="series"),
        pytest.param(lambda d, p: d.change_series.issuer(COUNCIL, p, body=True), id="issuers"),
        pytest.param(lambda d, p: d.change_series.unit_signs({}, p), id="units"),
    ],
)
@pytest.mark.parametrize("person", [SPECIALIST, LEADER_PERSON])
def test_books_and_numbers_have_their_keeper(
    office: FakeOffice, act: Callable[[Desk, Person], object], person: Person
) -> None:
    with pytest.raises(NotAllowed):
        act(office.desk(person), person)


# --- a new year ------------------------------------------------------------------------------------


def used(office: FakeOffice) -> None:
    office.store.incoming.add(incoming_entry(), "vanthu")
    allotted(office, doc_type="Quyết định")
    allotted(office)


def test_a_new_year_is_opened_by_an_act_from_what_the_last_one_had(office: FakeOffice) -> None:
    used(office)
    desk = at(office, DECEMBER)
    proposal = desk.open_year.propose(desk.open_year.year_to_open())
    assert proposal.year == 2027
    assert [(book.direction, book.series, book.last) for book in proposal.books] == [
        (Direction.INCOMING, "den", 0),
        (Direction.OUTGOING, "QĐ", 0),
        (Direction.OUTGOING, "TTr", 0),
    ]
    assert [book.title for book in proposal.books][:2] == [
        "Văn bản đến 2027",
        "Văn bản đi – Quyết định 2027",
    ]
    paper = [replace(proposal.books[0], last=17), *proposal.books[1:]]
    desk.open_year(2027, paper, BOTH)
    assert books(office)["den/2027"].first == 18
    at(office, NEW_YEAR)
    arrival = replace(incoming_entry(), arrival_date=date(2027, 1, 4))
    assert office.store.incoming.add(arrival, "vanthu").arrival_number == 18
    assert allotted(office, doc_type="Quyết định") == "01/QĐ-UBND"
    assert allotted(office, doc_type="Báo cáo") == "01/BC-UBND"  # a new series opens by itself


def test_a_year_is_opened_once(office: FakeOffice) -> None:
    used(office)
    desk = at(office, DECEMBER)
    proposal = desk.open_year.propose(2027)
    desk.open_year(2027, proposal.books[:1], BOTH)
    rest = desk.open_year.propose(2027).books
    assert len(rest) == 2
    with pytest.raises(YearOpenAlready):
        desk.open_year(2027, proposal.books[:1], BOTH)
    desk.open_year(2027, rest, BOTH)
    with pytest.raises(YearOpenAlready):
        desk.open_year(2027, rest, BOTH)


def test_a_year_is_not_opened_before_christmas(office: FakeOffice) -> None:
    used(office)
    desk = office.desk(BOTH)
    with pytest.raises(YearTooEarly):
        desk.open_year(2027, desk.open_year.propose(2027).books, BOTH)
    with pytest.raises(YearTooEarly):
        at(office, DECEMBER).open_year(2028, (), BOTH)


def test_without_the_act_no_number_is_given_in_the_new_year(office: FakeOffice) -> None:
    used(office)
    document = signed(office)
    desk = at(office, NEW_YEAR)
    with pytest.raises(YearNotOpen) as refused:
        desk.allot(document.uid, CLERK)
    assert "Sổ và số" in refused.value.advice
    reminder = desk.open_year.remind()
    assert reminder is not None
    assert reminder.late
    assert desk.open_year.year_to_open() == 2027


def test_the_first_year_of_a_new_office_needs_no_act(office: FakeOffice) -> None:
    assert office.desk().open_year.remind() is None
    assert allotted(office) == "01/TTr-UBND"
    at(office, DECEMBER)
    assert FakeOffice(clock=Clock(NEW_YEAR)).desk().open_year.remind() is None


def test_the_reminder_begins_on_25_december_and_ends_with_the_act(office: FakeOffice) -> None:
    used(office)
    eve = datetime(2026, 12, 24, 16, 0, tzinfo=UTC)  # 23:00 in Viet Nam
    assert at(office, eve).open_year.remind() is None
    desk = at(office, eve + timedelta(hours=1))
    reminder = desk.open_year.remind()
    assert reminder is not None
    assert (reminder.year, reminder.late) == (2027, False)
    desk.open_year(2027, desk.open_year.propose(2027).books, BOTH)
    assert desk.open_year.remind() is None
    assert at(office, NEW_YEAR).open_year.remind() is None


def test_signed_documents_without_a_number_are_counted_before_the_year_ends(
    office: FakeOffice,
) -> None:
    used(office)
    signed(office)
    assert at(office, DECEMBER).open_year.propose(2027).unnumbered == 1


def test_books_of_another_desk_are_named_and_left_to_it(office: FakeOffice) -> None:
    used(office)
    key = books(office)["QĐ/2026"].key
    office.store.books.books[key] = replace(office.store.books.books[key], holder="may-2")
    proposal = at(office, DECEMBER).open_year.propose(2027)
    assert proposal.elsewhere == ("Văn bản đi – Quyết định 2026",)
    assert "QĐ" not in {book.series for book in proposal.books}
    wanted = ProposedBook(Direction.OUTGOING, "QĐ", "x")
    with pytest.raises(YearOpenAlready):
        office.desk(BOTH).open_year(2027, [wanted], BOTH)


# --- an entity founded within the year -------------------------------------------------------------


def test_an_entity_founded_within_the_year_begins_at_01_beside_the_old_books() -> None:
    office = furnished(FakeOffice(clock=Clock(datetime(2025, 6, 2, 3, 0, tzinfo=UTC))))
    for _ in range(3):
        allotted(office, doc_type="Quyết định")
    old_arrival = replace(incoming_entry(), arrival_date=date(2025, 6, 2))
    office.store.incoming.add(old_arrival, "vanthu")
    founded = date(2025, 7, 1)
    desk = at(office, datetime(2025, 7, 1, 1, 0, tzinfo=UTC))
    closed = desk.found_entity(founded, BOTH).closed
    assert {book.key.series for book in closed} == {"QĐ", "den"}
    assert all(book.closed_on == founded for book in closed)
    assert allotted(office, doc_type="Quyết định") == "01/QĐ-UBND"
    assert allotted(office, doc_type="Tờ trình") == "01/TTr-UBND"
    new = books(office)["QĐ.20250701/2025"]
    assert (new.starts_on, new.first, new.last) == (founded, 1, 1)
    assert [g.code for g in office.store.books.given(books(office)["QĐ/2025"].key)] == [
        "01/QĐ-UBND",
        "02/QĐ-UBND",
        "03/QĐ-UBND",
    ]
    with pytest.raises(BookClosed):
        office.store.incoming.add(old_arrival, "vanthu")
    candidate = office.desk().from_file("qd.pdf", PDF_FILE, Channel.PAPER)
    values = {**INCOMING_VALUES, "arrival_date": founded}
    registered = office.desk().register(candidate, values, CLERK).document
    assert (registered.series, registered.arrival_number) == ("den.20250701", 1)
    before = len(office.store.books.all())
    assert not desk.found_entity(founded, BOTH).closed  # again is nothing
    assert len(office.store.books.all()) == before
    proposal = at(office, datetime(2025, 12, 29, tzinfo=UTC)).open_year.propose(2026)
    assert [book.title for book in proposal.books] == [
        "Văn bản đến 2026",
        "Văn bản đi – Quyết định 2026",
        "Văn bản đi – Tờ trình 2026",
    ]


def test_founding_is_taken_back_while_the_new_books_are_empty() -> None:
    office = furnished(FakeOffice(clock=Clock(datetime(2025, 6, 2, 3, 0, tzinfo=UTC))))
    allotted(office, doc_type="Quyết định")
    founded, before = date(2025, 7, 1), office.desk().rules.series()
    desk = at(office, datetime(2025, 7, 1, 1, 0, tzinfo=UTC))
    desk.found_entity.undo(desk.found_entity(founded, BOTH), BOTH)
    assert desk.rules.series() == before
    assert desk.rules.incoming_series() == "den"
    assert allotted(office, doc_type="Quyết định") == "02/QĐ-UBND"
    assert books(office)["QĐ.20250701/2025"].closed_on == founded
    again = desk.found_entity(founded, BOTH)
    assert allotted(office, doc_type="Quyết định") == "01/QĐ-UBND"
    with pytest.raises(NumbersGivenSince):
        desk.found_entity.undo(again, BOTH)
    assert desk.rules.series() != before, "nothing was changed"


# --- one book --------------------------------------------------------------------------------------


def test_a_book_is_closed_and_opened_again(office: FakeOffice) -> None:
    allotted(office)
    desk, key = office.desk(BOTH), books(office)["TTr/2026"].key
    assert desk.close_book(key, BOTH).closed_on == TODAY
    document = signed(office)
    with pytest.raises(BookClosed):
        desk.allot(document.uid, CLERK)
    desk.close_book.reopen(key, BOTH)
    assert desk.allot(document.uid, CLERK).outgoing_number == 2


def test_the_report_is_printed_with_every_finding(office: FakeOffice) -> None:
    used(office)
    document = signed(office)
    desk = office.desk()
    desk.allot(document.uid, CLERK)
    desk.void_number.outgoing(document.uid, WHY, CLERK)
    desk.reconcile.printed(2026)
    title, table = office.printer.printed[-1]
    assert title == "BẢNG ĐỐI SOÁT SỐ VĂN BẢN"
    assert isinstance(table, FormTable)
    said = [" ".join(row) for row in table.rows]
    assert any(WHY in line and "Đã hủy số" in line for line in said)
    assert any("Liên tiếp, không trùng" in line for line in said)


def test_a_void_number_is_printed_so_in_the_register(office: FakeOffice) -> None:
    used(office)
    document = signed(office)
    desk = office.desk()
    number = desk.allot(document.uid, CLERK)
    desk.void_number.outgoing(document.uid, WHY, CLERK)
    key = books(office)["QĐ/2026"].key
    office.store.books.books[key] = replace(office.store.books.books[key], last=2)
    desk.void_number.bare(key, 2, "số ghi trên giấy bị hỏng", CLERK)
    desk.print_register.outgoing(OutgoingFilter())
    table = office.printer.printed[-1][1]
    assert isinstance(table, FormTable)
    notes = {row[0]: row[-1] for row in table.rows}
    assert notes[number.code] == f"ĐÃ HỦY SỐ: {WHY} (vanthu, 22/11/2026)"
    assert "số ghi trên giấy bị hỏng" in notes["02 (QĐ)"]


def test_an_error_names_what_to_do() -> None:
    error: ClerkError = DateBeforeLast("Sổ", "01/02/2026", 7, "02/02/2026")
    assert "Vẫn ghi" in error.advice
