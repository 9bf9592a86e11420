"""Registering, refusing and forwarding: what is stored, what is told to the sender, what is refused."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from clerkdesk.domain.attachments import FileRole
from clerkdesk.domain.errors import (
    BadPacket,
    DamagedFile,
    DiskFull,
    HelperSilent,
    InvalidEntry,
    NoScanner,
    NotAllowed,
    PaperJam,
    UnsupportedFile,
)
from clerkdesk.domain.incoming import Channel, Incoming, IncomingState
from clerkdesk.domain.packets import DocumentPacket, StatusPacket
from clerkdesk.domain.reading import Box, ReadField
from clerkdesk.domain.scans import ScanBatch, ScannerDevice, ScanSettings
from clerkdesk.domain.verdicts import SignatureResult
from clerkdesk.domain.wire import PacketHeader
from clerkdesk.ports.store import Arrival
from clerkdesk.services.take_in import TakeIn
from tests.fakes.office import (
    INCOMING_VALUES,
    LEADER_PERSON,
    PDF_FILE,
    SPECIALIST,
    FakeOffice,
)
from tests.fakes.packets import NEW
from tests.fakes.pages import page_text
from tests.fakes.sample_documents import ADMIN, CLERK, NOW, TODAY
from tests.fakes.scanner import DEVICE, FakeScanner


def never() -> bool:
    return False


def scanned(office: FakeOffice) -> ScanBatch:
    batch = office.desk().scan(DEVICE, ScanSettings(), saved=lambda _page: None, stop=never)
    assert batch is not None
    return batch


def arrived(office: FakeOffice, packet: DocumentPacket = NEW) -> Arrival:
    """The packet of another agency, taken in as the sync does it."""
    content = office.codec.write(packet)
    header = PacketHeader(
        sender=packet.sender.code,
        recipients=(office.office.code,),
        document_id=packet.document_id,
        kind=packet.kind.value,
        sha256=office.store.files.put(content),
        size=len(content),
        name="41-TTr-UBND.edxml",
    )
    desk = office.desk()
    TakeIn(office.store, office.codec, desk.notify)(header, content, NOW, NOW)
    return next(a for a in office.store.exchange.arrivals() if a.header == header)


def answers(office: FakeOffice) -> list[StatusPacket]:
    """Status packets that wait to leave, oldest first."""
    found = []
    for parcel in office.store.exchange.waiting():
        packet = office.codec.read("", office.store.files.get(parcel.header.sha256))
        assert isinstance(packet, StatusPacket)
        found.append(packet)
    return found


# --- from paper ------------------------------------------------------------------------------------


def test_scanned_paper_gets_the_next_number_and_its_batch_is_settled() -> None:
    office = FakeOffice()
    office.workshop.texts[b"one"] = page_text("Kính gửi Sở Nội vụ")
    desk, batch = office.desk(), scanned(office)
    candidate = desk.from_batch(batch)
    bound = desk.bind(batch, "15-QD.pdf", "Quyết định")
    done = desk.register(candidate, {**candidate.values, **INCOMING_VALUES}, CLERK, bound)
    assert done.document.arrival_number == 1
    assert done.document.state is IncomingState.TO_FORWARD
    assert done.document.code == "15/2016/QĐ-UBND"
    assert done.document.entry.signature_result is SignatureResult.PAPER
    assert [file.role for file in done.document.entry.attachments] == [FileRole.MAIN]
    assert office.store.spool.batches() == []
    assert office.store.exchange.waiting() == []


def test_paper_of_a_sunday_counts_as_received_on_monday_morning() -> None:
    office = FakeOffice()
    done = office.desk().register(office.desk().from_batch(scanned(office)), INCOMING_VALUES, CLERK)
    assert done.document.entry.received_at_legal == datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
    assert done.document.entry.received_at_actual.date() == TODAY
    assert done.forward_by == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        pytest.param({"issuing_org": "  "}, {"issuing_org"}, id="no agency"),
        pytest.param({"subject": "", "doc_type": ""}, {"subject", "doc_type"}, id="two missing"),
        pytest.param({"arrival_date": date(2026, 12, 1)}, {"arrival_date"}, id="tomorrow"),
        pytest.param({"issued_date": date(2026, 11, 30)}, {"issued_date"}, id="issued later"),
    ],
)
def test_a_wrong_field_leaves_nothing(changes: Mapping[str, object], fields: set[str]) -> None:
    office = FakeOffice()
    desk, batch = office.desk(), scanned(office)
    with pytest.raises(InvalidEntry) as met:
        desk.register(desk.from_batch(batch), {**INCOMING_VALUES, **changes}, CLERK)
    assert set(met.value.problems) == fields
    assert office.store.incoming.rows == []
    assert office.store.books.all() == []
    assert office.store.spool.batches() == [batch]


def test_a_full_disk_uses_no_number_and_keeps_the_pages() -> None:
    office = FakeOffice()
    desk, batch = office.desk(), scanned(office)
    office.store.error = DiskFull()
    with pytest.raises(DiskFull):
        desk.register(desk.from_batch(batch), INCOMING_VALUES, CLERK)
    office.store.error = None
    assert office.store.incoming.rows == []
    done = desk.register(desk.from_batch(batch), INCOMING_VALUES, CLERK)
    assert done.document.arrival_number == 1


def test_a_disk_that_fills_up_behind_the_number_does_not_take_it_back() -> None:
    office = FakeOffice()
    desk, batch = office.desk(), scanned(office)

    def full(_batch_id: str) -> None:
        raise DiskFull

    office.store.spool.discard = full  # type: ignore[method-assign] # the fake's own way fails
    done = desk.register(desk.from_batch(batch), INCOMING_VALUES, CLERK)
    assert done.document.arrival_number == 1


def test_a_fault_of_the_scanner_keeps_the_pages_that_came() -> None:
    office = FakeOffice(scanner=FakeScanner([b"one", b"two"], PaperJam(3)))
    saved = []
    with pytest.raises(PaperJam):
        office.desk().scan(DEVICE, ScanSettings(), saved=saved.append, stop=never)
    (batch,) = office.store.spool.batches()
    assert [page.page for page in saved] == list(batch.pages)
    assert len(batch.pages) == 2


def test_scanning_on_continues_the_batch() -> None:
    office = FakeOffice()
    batch = scanned(office)
    desk = office.desk()
    more = desk.scan(
        DEVICE, ScanSettings(), into=batch.batch_id, saved=lambda _page: None, stop=never
    )
    assert more is not None
    assert (more.batch_id, len(more.pages)) == (batch.batch_id, 6)


def test_pages_are_read_once_and_reading_stops_when_told() -> None:
    office = FakeOffice()
    read: list[int] = []
    batch = scanned(office)
    desk = office.desk()
    desk.read.document(batch, read=lambda pages, _reading: read.append(pages), stop=never)
    assert read == [0, 1, 2, 3]  # the head, page 1, the signer's page, the rest
    office.workshop.error = DamagedFile("trang 1")  # would be met if pages were read again
    assert len(desk.read.document(batch, read=lambda _p, _r: None, stop=never).pages) == 3
    assert desk.read.document(batch, read=lambda _p, _r: None, stop=lambda: True).pages == ()


def test_dropped_pages_are_not_bound() -> None:
    office = FakeOffice()
    batch = scanned(office)
    office.store.spool.set_dropped(batch.pages[1].page_id, True)
    office.desk().bind(office.store.spool.batch(batch.batch_id), "a.pdf", "a")
    assert [image.content for image in office.workshop.bound[0]] == [b"one", b"three"]


# --- from a file -----------------------------------------------------------------------------------


def test_a_dropped_pdf_is_checked_read_and_registered_with_its_result() -> None:
    office = FakeOffice()
    office.workshop.fields["subject"] = ReadField("V/v họp giao ban", 0.9, 1, Box(0, 0, 9, 9))
    desk = office.desk()
    candidate = desk.from_file("cong-van.pdf", PDF_FILE, Channel.MAIL)
    assert candidate.values["subject"] == "V/v họp giao ban"
    assert candidate.values["channel"] == "mail"
    done = desk.register(candidate, {**candidate.values, **INCOMING_VALUES}, CLERK)
    (main,) = done.document.entry.attachments
    assert office.store.files.get(main.sha256) == PDF_FILE
    assert office.store.checks.latest(main.sha256) is not None
    assert done.document.entry.signature_result is SignatureResult.UNSIGNED


def test_what_is_no_pdf_is_refused_before_anything_is_stored() -> None:
    office = FakeOffice()
    stored = dict(office.store.files.contents)
    with pytest.raises(UnsupportedFile):
        office.desk().from_file("anh.pdf", b"\xff\xd8 a picture", Channel.MAIL)
    assert office.checker.asked == []
    assert office.store.files.contents == stored


def test_a_torn_pdf_leaves_no_trace() -> None:
    office = FakeOffice()
    stored, ops = dict(office.store.files.contents), office.store.ops.pending(1000)
    office.workshop.error = DamagedFile("rach.pdf")
    with pytest.raises(DamagedFile):
        office.desk().from_file("rach.pdf", PDF_FILE, Channel.MAIL)
    assert office.store.files.contents == stored
    assert office.store.ops.pending(1000) == ops
    assert office.store.checks.recorded == []


def test_the_copy_with_the_stamp_leaves_the_received_bytes_alone() -> None:
    office = FakeOffice()
    desk = office.desk()
    candidate = desk.from_file("cong-van.pdf", PDF_FILE, Channel.MAIL)
    document = desk.register(candidate, INCOMING_VALUES, CLERK).document
    stamped = desk.stamp(document, CLERK)
    main, copy = stamped.entry.attachments
    assert (main.role, copy.role) == (FileRole.MAIN, FileRole.ARRIVAL_COPY)
    assert office.store.files.get(main.sha256) == PDF_FILE
    assert office.store.files.get(copy.sha256) != PDF_FILE
    assert b"label 1" in desk.stamp.label(document)


# --- from a packet ---------------------------------------------------------------------------------


def test_a_packet_is_registered_and_its_sender_is_told_the_number() -> None:
    office = FakeOffice()
    desk, arrival = office.desk(), arrived(office)
    candidate = desk.from_arrival(arrival)
    assert candidate.values["code"] == "41/TTr-UBND"
    assert candidate.values["issuing_org"] == NEW.sender.name
    done = desk.register(candidate, candidate.values, CLERK)
    roles = [file.role for file in done.document.entry.attachments]
    assert roles == [FileRole.PACKET, FileRole.MAIN, FileRole.APPENDIX]
    assert office.store.exchange.arrivals() == []
    told = answers(office)
    assert [answer.status_code for answer in told] == ["01", "03"]
    assert told[-1].about.document_id == NEW.document_id
    assert (told[-1].about.code_number, told[-1].about.code_notation) == ("41", "TTr-UBND")
    assert told[-1].about.organ_code == NEW.sender.code
    assert "1" in told[-1].description
    assert told[-1].staff == CLERK.full_name
    assert office.store.exchange.waiting()[-1].header.recipients == (NEW.sender.code,)


def test_a_pdf_behind_junk_is_checked_as_viewers_would_show_it() -> None:
    office = FakeOffice()
    main = replace(NEW.files[0], content=b"\r\n\r\n" + PDF_FILE)
    candidate = office.desk().from_arrival(arrived(office, replace(NEW, files=(main,))))
    assert office.checker.asked == [main.name]
    assert candidate.check is not None


def test_a_break_between_number_and_receipt_is_finished_under_the_same_number() -> None:
    office = FakeOffice()
    desk, arrival = office.desk(), arrived(office)
    candidate = desk.from_arrival(arrival)
    queue = office.store.exchange.queue

    def full(_header: PacketHeader, _about: str, _confirmed: object = None) -> None:
        raise DiskFull

    office.store.exchange.queue = full  # type: ignore[method-assign,assignment] # breaks off here
    with pytest.raises(DiskFull):
        desk.register(candidate, candidate.values, CLERK)
    office.store.exchange.queue = queue  # type: ignore[method-assign] # the disk has room again
    assert [row.arrival_id for row in office.store.exchange.arrivals()] == [arrival.arrival_id]
    done = desk.register(desk.from_arrival(arrival), candidate.values, CLERK)
    assert done.document.arrival_number == 1
    assert len(office.store.incoming.rows) == 1
    assert [answer.status_code for answer in answers(office)] == ["01", "03"]


def test_the_same_document_sent_anew_is_another_arrival() -> None:
    office = FakeOffice()
    desk = office.desk()
    first = desk.from_arrival(arrived(office))
    desk.register(first, first.values, CLERK)
    second = desk.from_arrival(arrived(office, replace(NEW, page_count=4)))
    assert desk.register(second, second.values, CLERK).document.arrival_number == 2


def test_a_packet_that_cannot_be_read_stays_in_the_inbox() -> None:
    office = FakeOffice()
    arrival = arrived(office)
    office.codec.written.clear()
    with pytest.raises(BadPacket):
        office.desk().from_arrival(arrival)
    assert office.store.exchange.arrivals() == [arrival]


def test_a_packet_whose_pdf_is_damaged_can_still_be_looked_at_and_refused() -> None:
    office = FakeOffice()
    arrival = arrived(office)
    office.workshop.error = DamagedFile("41.pdf")
    candidate = office.desk().from_arrival(arrival)
    assert candidate.check is not None
    assert candidate.values["subject"] == NEW.subject
    office.desk().refuse(arrival, "tệp hỏng", CLERK)
    assert office.store.exchange.arrivals() == []


def test_a_packet_whose_pdf_brings_the_checker_down_is_never_green_and_can_be_refused() -> None:
    office = FakeOffice()
    arrival = arrived(office)
    office.checker.error = HelperSilent("kiểm tra chữ ký số", 10)
    candidate = office.desk().from_arrival(arrival)
    assert candidate.signature_result is SignatureResult.INDETERMINATE
    assert candidate.check is None
    office.desk().refuse(arrival, "tệp không kiểm tra được", CLERK)
    assert office.store.exchange.arrivals() == []


def test_a_refusal_tells_why_and_uses_no_number() -> None:
    office = FakeOffice()
    arrival = arrived(office)
    office.desk().refuse(arrival, "  Gửi nhầm nơi nhận ", CLERK)
    assert office.store.incoming.rows == []
    assert office.store.books.all() == []
    assert office.store.exchange.arrivals() == []
    (kept,) = office.store.exchange.arrivals(waiting_only=False)
    assert kept.settled == "refused"
    last = answers(office)[-1]
    assert (last.status_code, last.description) == ("02", "Gửi nhầm nơi nhận")


def test_a_refusal_needs_a_reason() -> None:
    office = FakeOffice()
    arrival = arrived(office)
    before = office.store.exchange.waiting()
    with pytest.raises(InvalidEntry, match="thiếu"):
        office.desk().refuse(arrival, "   ", CLERK)
    assert office.store.exchange.arrivals() == [arrival]
    assert office.store.exchange.waiting() == before


# --- forwarding and rights -------------------------------------------------------------------------


def registered(office: FakeOffice) -> Incoming:
    desk = office.desk()
    return desk.register(desk.from_batch(scanned(office)), INCOMING_VALUES, CLERK).document


def test_forwarding_records_who_when_and_what() -> None:
    office = FakeOffice()
    document = registered(office)
    done = office.desk().forward(document.uid, " Chủ tịch ", date(2026, 11, 30), "Xem xét", CLERK)
    assert done.state is IncomingState.FORWARDED
    (given,) = done.assignments
    assert (given.to_person, given.instruction, given.by) == ("Chủ tịch", "Xem xét", "vanthu")
    assert done.due_date == date(2026, 11, 30)


def test_forwarding_needs_a_person_and_a_day_to_come() -> None:
    office = FakeOffice()
    document = registered(office)
    with pytest.raises(InvalidEntry) as met:
        office.desk().forward(document.uid, " ", date(2026, 11, 21), "", CLERK)
    assert set(met.value.problems) == {"to_person", "due_date"}
    assert office.store.incoming.get(document.uid).state is IncomingState.TO_FORWARD


def test_who_has_no_right_changes_nothing() -> None:
    office = FakeOffice()
    desk, arrival, document = office.desk(), arrived(office), registered(office)
    candidate = desk.from_arrival(arrival)
    ops = len(office.store.ops.pending(1000))  # the check of its signatures is one of them
    for person in (ADMIN, SPECIALIST, LEADER_PERSON):
        with pytest.raises(NotAllowed):
            desk.register(candidate, candidate.values, person)
        with pytest.raises(NotAllowed):
            desk.refuse(arrival, "lý do", person)
    for person in (ADMIN, SPECIALIST):
        with pytest.raises(NotAllowed):
            desk.forward(document.uid, "Chủ tịch", None, "", person)
    assert len(office.store.ops.pending(1000)) == ops
    assert len(office.store.incoming.rows) == 1


def test_a_scanner_that_is_gone_starts_no_batch() -> None:
    office = FakeOffice()
    gone = ScannerDevice("fake:9", "Máy đã tháo", "fake")
    with pytest.raises(NoScanner):
        office.desk().scan(gone, ScanSettings(), saved=lambda _page: None, stop=never)
    assert office.store.spool.batches() == []
